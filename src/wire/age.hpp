/// @file
/// A person's age as answers print it: years with one decimal.
///
/// Level       6, pure
/// Units       tenths of a year
/// Errors      none; before the birth the age is 0
/// Ownership   values only

#pragma once

#include <algorithm>
#include <cstdint>

#include "calendar/calendar.hpp"
#include "wire/json_writer.hpp"

namespace yidi::wire {

struct Tenths {
    std::int64_t value = 0;
};

inline void put(JsonWriter& out, Tenths age) {
    out.scaled(age.value, 1, 1);
}

/// Full years, and the tenths of the year since the last birthday.
[[nodiscard]] inline Tenths age_on(Date birth, Date on) {
    if (on < birth) return {};
    const int years = years_between(birth, on);
    // Somebody born on 29 February has a birthday on 1 March of a short year.
    const auto birthday = Date::of(birth.year() + years, birth.month(), birth.day())
                              .value_or(Date::of(birth.year() + years, 3, 1).value_or(on));
    return {years * 10 + std::min(9, (on.days() - birthday.days()) * 10 / 365)};
}

}  // namespace yidi::wire
