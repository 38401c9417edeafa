/// @file
/// The little language in which descriptions say where a value of a request goes.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   none

#pragma once

#include <optional>
#include <string>
#include <utility>

#include "wire/description.hpp"

namespace yidi::wire {

inline void set(std::string& target, const Value& value) {
    target = value.text;
}
inline void set(Personal& target, const Value& value) {
    target = Personal{std::string{value.text}};
}
inline void set(std::int64_t& target, const Value& value) {
    target = value.number;
}
inline void set(Money& target, const Value& value) {
    target = Money::of_fen(value.number);
}
inline void set(UnitPrice& target, const Value& value) {
    target = UnitPrice::of_micro_yuan(value.number);
}
inline void set(Quantity& target, const Value& value) {
    target = Quantity::of_e4(value.number);
}
inline void set(Instant& target, const Value& value) {
    target = value.instant;
}
inline void set(Date& target, const Value& value) {
    target = value.instant.date();
}
template <class T>
void set(std::optional<T>& target, const Value& value) {
    set(target.emplace(), value);
}

/// Into<Draft>::at<&Draft::a, &A::b> stores a value in draft.a.b.
template <class Draft>
struct Into {
    template <auto... Path>
    static void at(void* draft, const Value& value) {
        set((*static_cast<Draft*>(draft).*....*Path), value);
    }
    /// The last second of a day, where the end of a range is given as a day only.
    template <auto... Path>
    static void end_at(void* draft, const Value& value) {
        constexpr std::int64_t to_last_second = 86'399 * Instant::us_per_second;
        Value end = value;
        if (value.is_day_only) end.instant = value.instant.plus_us(to_last_second);
        set((*static_cast<Draft*>(draft).*....*Path), end);
    }
};

/// Like Into, for a field of the newest row of a list.
template <class Draft, auto... Rows>
struct IntoRow {
    template <auto... Path>
    static void at(void* draft, const Value& value) {
        set(((*static_cast<Draft*>(draft).*....*Rows).back().*....*Path), value);
    }
    static void begin(void* draft) { (*static_cast<Draft*>(draft).*....*Rows).emplace_back(); }
};

/// Reads the nodes into a fresh Draft and lets it finish: Draft has
/// `Outcome<model::CommandBody> finish(const DecodeContext&) &&`.
template <class Draft>
Outcome<model::CommandBody> decode_into(std::span<const Node> nodes, InputSource& input,
                                        const DecodeContext& context) {
    Draft draft{};
    if (auto wrong = input.read(nodes, &draft)) return Unexpected{std::move(*wrong)};
    return std::move(draft).finish(context);
}

/// A transaction whose command is read as it is.
template <class Command>
struct PlainDraft : Command {
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        return model::CommandBody{static_cast<Command&&>(*this)};
    }
};

/// Rows repeat ids of the head; all must be the same.
struct RowIds {
    std::string mdtrt_id, psn_no;              ///< Of the newest row.
    std::string first_mdtrt_id, first_psn_no;  ///< Of the first row.
    bool any = false;

    /// At the end of each row.
    std::optional<Problem> check() {
        if (!any) {
            any = true;
            first_mdtrt_id = mdtrt_id;
            first_psn_no = psn_no;
            return {};
        }
        if (mdtrt_id != first_mdtrt_id) {
            return Problem{ErrorCode::field_contradicts, "mdtrt_id", mdtrt_id, first_mdtrt_id, {}};
        }
        if (psn_no != first_psn_no) {
            return Problem{ErrorCode::field_contradicts, "psn_no", psn_no, first_psn_no, {}};
        }
        return {};
    }
    /// Against the head, where there is one. An empty id of the head is not compared.
    [[nodiscard]] std::optional<Problem> check_head(const std::string& node,
                                                    const std::string& head_mdtrt_id,
                                                    const std::string& head_psn_no) const {
        if (!any) return {};
        if (!head_mdtrt_id.empty() && first_mdtrt_id != head_mdtrt_id) {
            return Problem{ErrorCode::field_contradicts,
                           node + "[0].mdtrt_id",
                           first_mdtrt_id,
                           head_mdtrt_id,
                           {}};
        }
        if (first_psn_no != head_psn_no) {
            return Problem{
                ErrorCode::field_contradicts, node + "[0].psn_no", first_psn_no, head_psn_no, {}};
        }
        return {};
    }
};

}  // namespace yidi::wire
