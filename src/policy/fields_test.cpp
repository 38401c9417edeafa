// Goal    Amounts, shares and points are read exactly or not at all, and the point at which a share
//         reaches an amount is the least one.
// Method  Tables of texts; the inverse of a share is checked against every neighbour.
// Covers  policy/fields.hpp; K2 of policy/evaluate.hpp.

#include "policy/fields.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/evaluate.hpp"

namespace yidi::policy {
namespace {

TEST(Fields, reads_a_percent_with_at_most_four_decimals) {
    EXPECT_EQ(parse_percent("85%")->ppm(), 850'000);
    EXPECT_EQ(parse_percent("87.5%")->ppm(), 875'000);
    EXPECT_EQ(parse_percent("0.0001%")->ppm(), 1);
    EXPECT_EQ(parse_percent("0%")->ppm(), 0);
    EXPECT_EQ(parse_percent("100%")->ppm(), 1'000'000);
    for (const char* text :
         {"", "%", "85", "85 %", "100.0001%", "-1%", "1e2%", "0.00001%", "85%%"}) {
        EXPECT_FALSE(parse_percent(text)) << text;
    }
}

TEST(Fields, reads_points_with_their_sign) {
    EXPECT_EQ(parse_points("-10pp"), -100'000);
    EXPECT_EQ(parse_points("+2.5pp"), 25'000);
    EXPECT_EQ(parse_points("3pp"), 30'000);
    for (const char* text : {"", "pp", "10", "10%", "-101pp", "ten pp", "- 1pp"}) {
        EXPECT_FALSE(parse_points(text)) << text;
    }
}

TEST(Fields, reads_money_as_whole_yuan_or_quoted_decimal) {
    const auto read = [](auto value) {
        const auto money = money_of({.value = value, .line = 1});
        return money ? money->text() : std::string{"refused"};
    };
    EXPECT_EQ(read(std::int64_t{1300}), "1300.00");
    EXPECT_EQ(read(std::string{"1234.56"}), "1234.56");
    EXPECT_EQ(read(std::int64_t{1'000'000'000'000}), "1000000000000.00");
    EXPECT_EQ(read(std::int64_t{1'000'000'000'001}), "refused");
    EXPECT_EQ(read(std::int64_t{-1}), "refused");
    EXPECT_EQ(read(std::string{"-1.00"}), "refused");
    EXPECT_EQ(read(std::string{"1.005"}), "refused");
    EXPECT_EQ(read(true), "refused");
}

RC_GTEST_PROP(LeastReaching, is_the_least_amount_whose_share_reaches_the_target, ()) {
    const auto rounding = *rc::gen::element(Rounding::half_up, Rounding::down);
    const Ratio ratio = Ratio::of_ppm(*rc::gen::inRange<std::int64_t>(1, Ratio::one_ppm + 1));
    const Money target = Money::of_fen(*rc::gen::inRange<std::int64_t>(1, 100'000'000));
    const Money least = least_reaching(target, ratio, rounding);
    RC_ASSERT(least.part(ratio, rounding) == target);
    RC_ASSERT((least - Money::of_fen(1)).part(ratio, rounding) < target);
}

}  // namespace
}  // namespace yidi::policy
