/// @file
/// Records filled from a number, and a flat view of any record to compare it by. For tests and
/// measurements.
///
/// Level       7, pure
/// Units       none
/// Errors      none
/// Ownership   values only

#pragma once

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "store/columns.hpp"

namespace yidi::store {

/// Fills every column from a seed, bounds included. The same seed gives the same record.
class SampleMaker {
  public:
    explicit SampleMaker(std::uint64_t seed) : random_(seed) {}

    template <class T>
    [[nodiscard]] T make() {
        T record{};
        visit_leaves(record, *this);
        return record;
    }

    void leaf(std::string& value) {
        static constexpr const char* words[] = {"",       "0",    "a", "A",  "Z",    "é",
                                                "异地",   "结算", "'", "\"", "\x01", "😀",
                                                "110000", " ",    ",", "\\"};
        value.clear();
        for (auto left = between(0, 6); left > 0; --left) value += words[between(0, 15)];
    }
    void leaf(Personal& value) {
        std::string text;
        leaf(text);
        value = Personal{std::move(text)};
    }
    void leaf(Money& value) { value = Money::of_fen(number(-Money::fen_max, Money::fen_max)); }
    void leaf(Ratio& value) { value = Ratio::of_ppm(number(0, Ratio::one_ppm)); }
    void leaf(UnitPrice& value) {
        value = UnitPrice::of_micro_yuan(number(0, UnitPrice::micro_yuan_max));
    }
    void leaf(Quantity& value) {
        value = Quantity::of_e4(number(-Quantity::e4_max, Quantity::e4_max));
    }
    void leaf(Instant& value) { value = Instant::of_us(any_integer()); }
    void leaf(Date& value) {
        value = Date::of_days(static_cast<std::int32_t>(number(-25'567, 84'005)));
    }
    void leaf(bool& value) { value = between(0, 1) == 1; }
    void leaf(std::int32_t& value) { value = static_cast<std::int32_t>(between(0, 120)); }
    void leaf(std::int64_t& value) { value = any_integer(); }
    void leaf(std::vector<std::int64_t>& value) {
        value.resize(static_cast<std::size_t>(between(0, 3)));
        for (auto& each : value) each = any_integer();
    }
    void leaf(model::PeerBody& value) {
        if (between(0, 1) == 0) {
            value = model::SettleDecide{make<model::BillFacts>()};
        } else {
            value = make<model::SettlementEvent>();
        }
    }
    void leaf(model::TimerBody& value) { value = make<model::SettleDeadline>(); }
    template <class E>
    requires std::is_enum_v<E>
    void leaf(E& value) {
        using All = boost::describe::describe_enumerators<E>;
        auto left = between(0, static_cast<std::int64_t>(boost::mp11::mp_size<All>::value) - 1);
        boost::mp11::mp_for_each<All>([&](auto each) {
            if (left-- == 0) value = each.value;
        });
    }
    template <class M>
    void leaf(std::optional<M>& value) {
        value.reset();
        if (between(0, 1) == 1) leaf(value.emplace());
    }

    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{least, most}(random_);
    }

  private:
    /// One time in four a bound.
    [[nodiscard]] std::int64_t number(std::int64_t least, std::int64_t most) {
        const auto choice = between(0, 7);
        return choice == 0 ? least : choice == 1 ? most : between(least, most);
    }
    [[nodiscard]] std::int64_t any_integer() {
        using Limits = std::numeric_limits<std::int64_t>;
        return number(Limits::min(), Limits::max());
    }

    std::mt19937_64 random_;
};

/// Every value of a record as text, absent ones marked: two records are equal if these are.
class Flat {
  public:
    void leaf(const std::string& value) { values.push_back(value); }
    void leaf(const Personal& value) { values.push_back(value.reveal()); }
    void leaf(Money value) { leaf(value.fen()); }
    void leaf(Ratio value) { leaf(value.ppm()); }
    void leaf(UnitPrice value) { leaf(value.micro_yuan()); }
    void leaf(Quantity value) { leaf(value.e4()); }
    void leaf(Instant value) { leaf(value.us()); }
    void leaf(Date value) { leaf(std::int64_t{value.days()}); }
    void leaf(bool value) { leaf(std::int64_t{value}); }
    void leaf(std::int32_t value) { leaf(std::int64_t{value}); }
    void leaf(std::int64_t value) { values.push_back(std::to_string(value)); }
    void leaf(const std::vector<std::int64_t>& value) {
        for (const auto each : value) leaf(each);
        values.emplace_back("end");
    }
    template <class... Bodies>
    void leaf(const std::variant<Bodies...>& value) {
        values.push_back(std::to_string(value.index()));
        std::visit([&](const auto& body) { described(body); }, value);
    }
    template <class E>
    requires std::is_enum_v<E>
    void leaf(E value) { leaf(static_cast<std::int64_t>(value)); }
    template <class M>
    void leaf(const std::optional<M>& value) {
        values.emplace_back(value ? "some" : "none");
        if (!value) return;
        if constexpr (is_described<M>) {
            described(*value);
        } else {
            leaf(*value);
        }
    }

    std::vector<std::string> values;

  private:
    template <class M>
    void described(const M& value) {
        boost::mp11::mp_for_each<MembersOf<M>>([&](auto member) {
            const auto& field = value.*member.pointer;
            if constexpr (is_described<std::remove_cvref_t<decltype(field)>>) {
                described(field);
            } else if constexpr (requires { this->leaf(field); }) {
                leaf(field);
            } else {
                // Lists of texts and of views stand in volatile bodies, which no store keeps.
                values.push_back(std::to_string(field.size()));
            }
        });
    }
};

template <class T>
[[nodiscard]] std::vector<std::string> flat_of(const T& record) {
    Flat flat;
    visit_leaves(record, flat);
    return std::move(flat.values);
}

/// Calls visit(std::type_identity<T>{}) for every record type.
template <class Visit>
void for_each_record_type(Visit visit) {
    using Tags = boost::mp11::mp_transform<std::type_identity, model::Records>;
    boost::mp11::mp_for_each<Tags>(visit);
}

}  // namespace yidi::store
