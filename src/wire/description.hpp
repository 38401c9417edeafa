/// @file
/// How a transaction of the national interface is described: nodes, fields, and for each field what
/// it must look like and where its value goes or comes from. Decoding, checks, answers, tests and
/// the reference page all read the same description.
///
/// Level       6, pure
/// Units       lengths in characters; numbers as digits and decimals
/// Errors      none
/// Ownership   static data
/// Threads     immutable
/// See         wire/transactions.hpp for the descriptions

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/personal.hpp"
#include "calendar/calendar.hpp"
#include "codes/codes.hpp"
#include "model/commands.hpp"
#include "model/replies.hpp"
#include "money/money.hpp"
#include "wire/digester.hpp"
#include "wire/json_writer.hpp"

namespace yidi::wire {

/// Types of the interface's own tables.
enum class FieldType : std::uint8_t {
    text,       ///< C
    number,     ///< N
    date,       ///< D  yyyy-MM-dd
    date_time,  ///< DT yyyy-MM-dd HH:mm:ss
    bytes,      ///< A file: Base64 text or an array of numbers.
};

/// A field's value after its checks. Never empty.
struct Value {
    std::string_view text;    ///< Trimmed; a coded value in the platform's spelling; bytes decoded.
    std::int64_t number = 0;  ///< FieldType::number, in units of its last decimal.
    Instant instant;          ///< FieldType::date and date_time.
    bool is_day_only = false;  ///< A time was asked for and only a day was sent.
};

using Take = void (*)(void* draft, const Value& value);
using Give = void (*)(JsonWriter& out, const void* source);

struct Node;

struct Field {
    std::string_view name;
    FieldType type{};
    std::uint16_t length = 0;  ///< Characters, or digits in all; 0 for dates.
    std::uint8_t decimals = 0;
    bool required = false;
    std::optional<codes::TableId> table = {};
    bool is_personal = false;  ///< Never quoted in a message.
    bool is_division = false;  ///< A division code.
    bool may_be_negative = false;
    const Node* extras = nullptr;  ///< JSON text with fields of its own (exp_content).
    Take take = nullptr;           ///< Requests: where the value goes; null: checked and dropped.
    Give give = nullptr;           ///< Answers: where it comes from; null: sent as null.

    [[nodiscard]] constexpr Field must() const {
        return with([](Field& f) { f.required = true; });
    }
    [[nodiscard]] constexpr Field in(codes::TableId id) const {
        return with([&](Field& f) { f.table = id; });
    }
    [[nodiscard]] constexpr Field personal() const {
        return with([](Field& f) { f.is_personal = true; });
    }
    [[nodiscard]] constexpr Field division() const {
        return with([](Field& f) { f.is_division = true; });
    }
    [[nodiscard]] constexpr Field any_sign() const {
        return with([](Field& f) { f.may_be_negative = true; });
    }
    [[nodiscard]] constexpr Field from(Give source) const {
        return with([&](Field& f) { f.give = source; });
    }
    [[nodiscard]] constexpr Field holding(const Node& node) const {
        return with([&](Field& f) { f.extras = &node; });
    }

    template <class Change>
    [[nodiscard]] constexpr Field with(Change change) const {
        Field changed = *this;
        change(changed);
        return changed;
    }
};

/// One of each type. `take` belongs to requests; answers say from().
[[nodiscard]] constexpr Field C(std::string_view name, std::uint16_t length, Take take = nullptr) {
    return {.name = name, .type = FieldType::text, .length = length, .take = take};
}
[[nodiscard]] constexpr Field N(std::string_view name, std::uint16_t digits, std::uint8_t decimals,
                                Take take = nullptr) {
    return {.name = name,
            .type = FieldType::number,
            .length = digits,
            .decimals = decimals,
            .take = take};
}
[[nodiscard]] constexpr Field D(std::string_view name, Take take = nullptr) {
    return {.name = name, .type = FieldType::date, .take = take};
}
[[nodiscard]] constexpr Field DT(std::string_view name, Take take = nullptr) {
    return {.name = name, .type = FieldType::date_time, .take = take};
}
[[nodiscard]] constexpr Field B(std::string_view name, Take take = nullptr) {
    return {.name = name, .type = FieldType::bytes, .take = take};
}

struct EnvelopeEcho;

/// What the nodes of an answer are written from.
struct AnswerSource {
    const void* body = nullptr;  ///< The alternative of ReplyBody or LibraryAnswer that answers.
    const EnvelopeEcho& echo;
};

/// An object, or a list of them, under one name. In an answer a node without a name writes fields
/// that stand directly in `output`.
struct Node {
    std::string_view name;
    std::span<const Field> fields;
    bool many = false;  ///< Rows; else exactly one object.
    bool required = true;
    void (*begin_row)(void* draft) = nullptr;
    /// Checks between the fields of a row. The problem's field is relative to the row.
    std::optional<Problem> (*end_row)(void* draft) = nullptr;
    /// Answers: writes the value of this node.
    void (*write)(JsonWriter& out, const Node& node, const AnswerSource& source) = nullptr;
};

inline constexpr std::size_t rows_max = 100;

/// For an extension that is accepted and not read.
inline constexpr Node unread_extras{.name = "exp_content", .fields = {}};

/// The nodes of a request as they were sent; fills a draft from them.
class InputSource {
  public:
    virtual ~InputSource() = default;
    /// The first problem found, or nothing. Fields are checked before they reach the draft.
    [[nodiscard]] virtual std::optional<Problem> read(std::span<const Node> nodes, void* draft) = 0;
};

/// What a decoder needs besides the nodes.
struct DecodeContext {
    const Digester& digester;
    const model::Envelope& envelope;
};

struct Transaction {
    std::string_view infno;
    std::string_view zh, en;
    std::string_view path;  ///< Its own path.
    std::string_view path_of_a_form = {};  ///< Where the A form has one of its own.
    bool path_seen = true;  ///< Recorded in use; else named after its neighbours.
    std::span<const Node> request;
    std::span<const Node> answer;
    /// Null where no desk is asked: wire/library.hpp.
    Outcome<model::CommandBody> (*decode)(std::span<const Node> nodes, InputSource& input,
                                          const DecodeContext& context);
    std::size_t reply = 0;  ///< Index of the alternative of model::ReplyBody that answers it.
};

}  // namespace yidi::wire
