// Goal    the hierarchy of division codes holds for every code, in the list or not
// Method  a walk over the list; codes of each level by hand
// Covers  T3

#include "codes/divisions.hpp"

#include <gtest/gtest.h>

namespace yidi::codes {
namespace {

TEST(Divisions, TheListHasAllProvincesAndEachPlaceStandsUnderOneOfThem) {
    int provinces = 0;
    for (const Division& place : divisions()) {
        EXPECT_EQ(find_division(place.code), &place);
        EXPECT_FALSE(place.zh.empty());
        if (place.level == DivisionLevel::province) {
            ++provinces;
            EXPECT_FALSE(parent_of(place.code));
            continue;
        }
        const auto parent = parent_of(place.code);
        ASSERT_TRUE(parent) << place.code;
        EXPECT_NE(find_division(*parent), nullptr) << place.code;
    }
    EXPECT_EQ(provinces, 34);
    EXPECT_EQ(find_division("460105"), nullptr);
}

TEST(Divisions, LevelsFollowFromTheDigits) {
    EXPECT_EQ(level_of("460000"), DivisionLevel::province);
    EXPECT_EQ(level_of("460100"), DivisionLevel::city);
    EXPECT_EQ(level_of("460105"), DivisionLevel::county);
    for (const auto* code : {"", "46", "990000", "4601050", "46o100"}) {
        EXPECT_FALSE(level_of(code)) << code;
        EXPECT_FALSE(parent_of(code)) << code;
    }
}

TEST(Divisions, GoingUpEndsAtAProvince) {
    EXPECT_EQ(parent_of("460105"), "460100");
    EXPECT_EQ(parent_of("460100"), "460000");
    EXPECT_EQ(parent_of("469001"), "460000");  // governed by the province itself
    for (int number = 460'001; number < 470'000; ++number) {
        const auto once = parent_of(std::to_string(number));
        ASSERT_TRUE(once);
        if (*once != "460000") {
            EXPECT_EQ(parent_of(*once), "460000") << number;
        }
    }
}

TEST(Divisions, APlaceIsWithinThoseAboveIt) {
    EXPECT_TRUE(is_within("460105", "460100"));
    EXPECT_TRUE(is_within("460105", "460000"));
    EXPECT_TRUE(is_within("460100", "460100"));
    EXPECT_FALSE(is_within("460100", "460105"));
    EXPECT_FALSE(is_within("460100", "110000"));
    EXPECT_FALSE(is_within("460100", ""));
}

}  // namespace
}  // namespace yidi::codes
