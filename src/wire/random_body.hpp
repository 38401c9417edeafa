/// @file
/// Fills any described struct with values drawn from a seed, for round-trip tests.
///
/// Level       6, tests only
/// Units       none
/// Errors      none
/// Ownership   values only

#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/personal.hpp"
#include "calendar/calendar.hpp"
#include "money/money.hpp"

namespace yidi::wire {

class RandomBody {
  public:
    explicit RandomBody(std::uint64_t seed) : random_(seed) {}

    template <class T>
    void fill(T& value) {
        if constexpr (boost::describe::has_describe_members<T>::value) {
            using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
            boost::mp11::mp_for_each<Members>([&](auto d) { fill(value.*d.pointer); });
        } else {
            using All = boost::describe::describe_enumerators<T>;
            boost::mp11::mp_with_index<boost::mp11::mp_size<All>::value>(
                static_cast<std::size_t>(between(0, boost::mp11::mp_size<All>::value - 1)),
                [&](auto at) { value = boost::mp11::mp_at<All, decltype(at)>::value; });
        }
    }
    void fill(std::string& value) {
        static constexpr const char* pieces[] = {"a", "0", "\"",   "\\",   "\n", "\t",   "{", "]",
                                                 ":", ",", "异地", "结算", "é",  "\x01", " ", "😀"};
        value.clear();
        for (auto left = between(0, 20); left > 0; --left) value += pieces[between(0, 15)];
    }
    void fill(Personal& value) {
        std::string text;
        fill(text);
        value = Personal{std::move(text)};
    }
    void fill(bool& value) { value = between(0, 1) == 1; }
    void fill(std::int64_t& value) { value = static_cast<std::int64_t>(random_()); }
    void fill(std::int32_t& value) { value = static_cast<std::int32_t>(random_()); }
    void fill(Money& value) { value = Money::of_fen(between(-Money::fen_max, Money::fen_max)); }
    void fill(UnitPrice& value) {
        value = UnitPrice::of_micro_yuan(between(0, UnitPrice::micro_yuan_max));
    }
    void fill(Quantity& value) {
        value = Quantity::of_e4(between(-Quantity::e4_max, Quantity::e4_max));
    }
    void fill(Ratio& value) { value = Ratio::of_ppm(between(0, Ratio::one_ppm)); }
    void fill(Instant& value) { value = Instant::of_us(static_cast<std::int64_t>(random_())); }
    void fill(Date& value) {
        value = Date::of_days(static_cast<std::int32_t>(between(-25'567, 84'005)));
    }
    template <class T>
    void fill(std::optional<T>& value) {
        value.reset();
        if (between(0, 1) == 1) fill(value.emplace());
    }
    template <class T>
    void fill(std::vector<T>& rows) {
        rows.resize(static_cast<std::size_t>(between(0, 3)));
        for (auto& row : rows) fill(row);
    }

    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{least, most}(random_);
    }

  private:
    std::mt19937_64 random_;
};

}  // namespace yidi::wire
