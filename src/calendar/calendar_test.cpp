// Goal    A day is a day of China's calendar, an instant has one of them, and text that names none
//         is refused.
// Method  Tables of days, birthdays and midnights; round trips over the whole range.
// Covers  Date, Instant, years_between, period_of.

#include "calendar/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi {
namespace {

Date day(const char* text) {
    return *Date::parse(text);
}

TEST(Date, is_read_from_text_or_refused) {
    struct Row {
        int at;
        const char* text;
        bool accepted;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, "2026-11-22",  true},
        {__LINE__, "1900-01-01",  true},
        {__LINE__, "2199-12-31",  true},
        {__LINE__, "1899-12-31",  false},
        {__LINE__, "2200-01-01",  false},
        {__LINE__, "2024-02-29",  true},
        {__LINE__, "2023-02-29",  false},
        {__LINE__, "2000-02-29",  true},
        {__LINE__, "2100-02-29",  false},
        {__LINE__, "2026-04-31",  false},
        {__LINE__, "2026-00-10",  false},
        {__LINE__, "2026-13-10",  false},
        {__LINE__, "2026-01-00",  false},
        {__LINE__, "2026-1-1",    false},
        {__LINE__, "2026/01/01",  false},
        {__LINE__, "20260101",    false},
        {__LINE__, "2026-01-01 ", false},
        {__LINE__, "2026-0a-01",  false},
        {__LINE__, "",            false},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        const auto parsed = Date::parse(row.text);
        EXPECT_EQ(parsed.has_value(), row.accepted);
        if (parsed) {
            EXPECT_EQ(parsed->text(), row.text);
        }
    }
}

TEST(Date, counts_days_from_1970) {
    EXPECT_EQ(day("1970-01-01").days(), 0);
    EXPECT_EQ(day("1969-12-31").days(), -1);
    EXPECT_EQ(day("2000-03-01").days(), 11'017);
    EXPECT_EQ(day("2024-02-28").plus_days(2).text(), "2024-03-01");
    EXPECT_EQ(day("2026-11-22").year(), 2026);
    EXPECT_EQ(day("2026-11-22").month(), 11U);
    EXPECT_EQ(day("2026-11-22").day(), 22U);
}

TEST(Age, grows_on_the_birthday) {
    struct Row {
        int at;
        const char* birth;
        const char* on;
        int years;
    };
    const Row rows[] = {
        {__LINE__, "1960-05-10", "2026-05-09", 65}, {__LINE__, "1960-05-10", "2026-05-10", 66},
        {__LINE__, "1960-05-10", "2026-04-30", 65}, {__LINE__, "1960-05-10", "2026-06-01", 66},
        {__LINE__, "2004-02-29", "2023-02-28", 18}, {__LINE__, "2004-02-29", "2023-03-01", 19},
        {__LINE__, "2004-02-29", "2024-02-28", 19}, {__LINE__, "2004-02-29", "2024-02-29", 20},
        {__LINE__, "2026-01-01", "2026-12-31", 0},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        EXPECT_EQ(years_between(day(row.birth), day(row.on)), row.years);
    }
}

TEST(Instant, is_read_in_the_time_of_china_or_refused) {
    struct Row {
        int at;
        const char* text;
        std::optional<std::int64_t> seconds;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, "1970-01-01 08:00:00", 0},
        {__LINE__, "1970-01-01",          -8 * 3'600},
        {__LINE__, "1970-01-01 00:00:00", -8 * 3'600},
        {__LINE__, "2026-11-22 08:30:15", 1'795'307'415},
        {__LINE__, "2026-11-22 24:00:00", {}},
        {__LINE__, "2026-11-22 23:60:00", {}},
        {__LINE__, "2026-11-22 23:59:60", {}},
        {__LINE__, "2026-11-22T08:30:15", {}},
        {__LINE__, "2026-11-22 08:30",    {}},
        {__LINE__, "2026-11-31 08:30:15", {}},
        {__LINE__, "2026-11-22 8:30:15",  {}},
        {__LINE__, "",                    {}},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        const auto parsed = Instant::parse(row.text);
        ASSERT_EQ(parsed.has_value(), row.seconds.has_value());
        if (row.seconds) {
            EXPECT_EQ(parsed->us(), *row.seconds * Instant::us_per_second);
        }
    }
}

TEST(Instant, changes_its_day_at_midnight_in_china) {
    const Instant midnight = Instant::start_of(day("2026-11-22"));
    EXPECT_EQ(midnight.date(), day("2026-11-22"));
    EXPECT_EQ(midnight.plus_us(-1).date(), day("2026-11-21"));
    EXPECT_EQ(midnight.text(), "2026-11-22 00:00:00");
    EXPECT_EQ(midnight.plus_us(-1).text(), "2026-11-21 23:59:59");
    // Before 1970 the remainder of a division would be negative.
    const Instant old = Instant::start_of(day("1965-03-01"));
    EXPECT_EQ(old.date(), day("1965-03-01"));
    EXPECT_EQ(old.plus_us(-1).text(), "1965-02-28 23:59:59");
}

TEST(Instant, is_written_in_the_forms_of_the_interface) {
    const Instant instant = Instant::parse("2026-11-22 08:30:05")->plus_ms(7);
    EXPECT_EQ(instant.compact(), "20261122083005");
    EXPECT_EQ(instant.compact_ms(), "20261122083005007");
    EXPECT_FALSE(Instant{}.is_set());
    EXPECT_TRUE(instant.is_set());
}

TEST(Period, is_the_month_of_a_day) {
    EXPECT_EQ(period_of(day("2026-01-31")), "2026-01");
}

RC_GTEST_PROP(CalendarProperty, reads_what_it_writes, ()) {
    const Date date = Date::of_days(*rc::gen::inRange(-25'567, 84'006));
    RC_ASSERT(Date::parse(date.text()) == date);
    const Instant second = Instant::start_of(date).plus_us(
        *rc::gen::inRange<std::int64_t>(0, 86'400) * Instant::us_per_second);
    RC_ASSERT(Instant::parse(second.text()) == second);
    RC_ASSERT(second.date() == date);
}

RC_GTEST_PROP(CalendarProperty, years_grow_by_one_every_year, ()) {
    const Date birth = Date::of_days(*rc::gen::inRange(0, 18'000));
    const Date on = birth.plus_days(*rc::gen::inRange(0, 30'000));
    const int years = years_between(birth, on);
    RC_ASSERT(years >= 0);
    RC_ASSERT(years_between(birth, on.plus_days(366)) - years >= 1);
    RC_ASSERT(years_between(birth, on.plus_days(365)) - years <= 1);
}

}  // namespace
}  // namespace yidi
