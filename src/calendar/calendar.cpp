#include "calendar/calendar.hpp"

#include <chrono>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace yidi {
namespace {

constexpr std::int64_t us_per_day = 86'400 * Instant::us_per_second;
constexpr std::int64_t china_offset_us = 8 * 3'600 * Instant::us_per_second;
constexpr int year_min = 1900;
constexpr int year_max = 2199;

std::chrono::year_month_day civil(Date date) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{date.days()}}};
}

/// Two or four digits at `at`, or nothing.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9') return {};
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

void append(std::string& out, int value, std::size_t width) {
    out += padded(static_cast<std::uint64_t>(value), width);
}

struct Clock {
    Date date;
    int hour, minute, second, ms;
};

Clock china_clock(Instant instant) {
    const std::int64_t local = instant.us() + china_offset_us;
    std::int64_t day = local / us_per_day;
    std::int64_t rest = local % us_per_day;
    if (rest < 0) {
        rest += us_per_day;
        --day;
    }
    const std::int64_t seconds = rest / Instant::us_per_second;
    return {Date::of_days(static_cast<std::int32_t>(day)), static_cast<int>(seconds / 3600),
            static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
            static_cast<int>(rest / 1000 % 1000)};
}

}  // namespace

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
    if (year < year_min || year > year_max) return {};
    const std::chrono::year_month_day civil_day{std::chrono::year{year}, std::chrono::month{month},
                                                std::chrono::day{day}};
    if (!civil_day.ok()) return {};
    return Date{static_cast<std::int32_t>(
        std::chrono::sys_days{civil_day}.time_since_epoch().count())};
}

std::optional<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (!year || !month || !day) return {};
    return of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(*this).day()); }

std::string Date::text() const {
    const auto day = civil(*this);
    std::string out;
    out.reserve(10);
    append(out, static_cast<int>(day.year()), 4);
    out += '-';
    append(out, static_cast<int>(static_cast<unsigned>(day.month())), 2);
    out += '-';
    append(out, static_cast<int>(static_cast<unsigned>(day.day())), 2);
    return out;
}

int years_between(Date birth, Date on) {
    const auto from = civil(birth), to = civil(on);
    const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
    // 29 February compares as later than 28 February and earlier than 1 March: no special case.
    const bool before_birthday = to.month() < from.month() ||
                                 (to.month() == from.month() && to.day() < from.day());
    return before_birthday ? years - 1 : years;
}

std::optional<Instant> Instant::parse(std::string_view text) {
    const auto date = Date::parse(text.substr(0, 10));
    if (!date) return {};
    if (text.size() == 10) return start_of(*date);
    if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return {};
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2),
               second = digits(text, 17, 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
    return start_of(*date).plus_us((*hour * 3600 + *minute * 60 + *second) * us_per_second);
}

Instant Instant::start_of(Date date) { return Instant{date.days() * us_per_day - china_offset_us}; }

Date Instant::date() const { return china_clock(*this).date; }

std::string Instant::text() const {
    const Clock clock = china_clock(*this);
    std::string out = clock.date.text();
    out += ' ';
    append(out, clock.hour, 2);
    out += ':';
    append(out, clock.minute, 2);
    out += ':';
    append(out, clock.second, 2);
    return out;
}

std::string Instant::compact() const {
    const Clock clock = china_clock(*this);
    std::string out;
    append(out, clock.date.year(), 4);
    append(out, static_cast<int>(clock.date.month()), 2);
    append(out, static_cast<int>(clock.date.day()), 2);
    append(out, clock.hour, 2);
    append(out, clock.minute, 2);
    append(out, clock.second, 2);
    return out;
}

std::string Instant::compact_ms() const {
    std::string out = compact();
    append(out, china_clock(*this).ms, 3);
    return out;
}

std::string period_of(Date date) { return date.text().substr(0, 7); }

}  // namespace yidi
