// Goal    No fen is lost or made: amounts are read, shared, multiplied and written exactly.
// Method  1. Tables of texts and of roundings at and beside the half.
//         2. Properties against the definition, over the whole range.
// Covers  M1 M2.

#include "money/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi {
namespace {

__extension__ using Wide = __int128;

TEST(Money, is_read_from_text_or_refused) {
    constexpr auto refused = std::nullopt;
    struct Row {
        int at;
        const char* text;
        std::optional<std::int64_t> fen;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, "0",                   0},
        {__LINE__, "123",                 12'300},
        {__LINE__, "123.4",               12'340},
        {__LINE__, "-123.45",             -12'345},
        {__LINE__, "+1.00",               100},
        {__LINE__, "1.500",               150},
        {__LINE__, "007.10",              710},
        {__LINE__, "-0.00",               0},
        {__LINE__, "10000000000000.00",   Money::fen_max},
        {__LINE__, "-10000000000000.00",  -Money::fen_max},
        {__LINE__, "10000000000000.01",   refused},
        {__LINE__, "99999999999999999999999999", refused},
        {__LINE__, "1.234",               refused},
        {__LINE__, "1.",                  refused},
        {__LINE__, ".5",                  refused},
        {__LINE__, "",                    refused},
        {__LINE__, "-",                   refused},
        {__LINE__, "--1",                 refused},
        {__LINE__, "1e3",                 refused},
        {__LINE__, "1,000",               refused},
        {__LINE__, " 1",                  refused},
        {__LINE__, "1.2.3",               refused},
        {__LINE__, "NaN",                 refused},
        {__LINE__, "１",                  refused},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        const auto money = Money::parse(row.text);
        ASSERT_EQ(money.has_value(), row.fen.has_value());
        if (row.fen) {
            EXPECT_EQ(money->fen(), *row.fen);
        }
    }
}

TEST(Money, is_written_with_two_decimals) {
    EXPECT_EQ(Money{}.text(), "0.00");
    EXPECT_EQ(Money::of_fen(5).text(), "0.05");
    EXPECT_EQ(Money::of_fen(-5).text(), "-0.05");
    EXPECT_EQ(Money::of_fen(-12'345).text(), "-123.45");
    EXPECT_EQ(Money::of_fen(Money::fen_max).text(), "10000000000000.00");
}

TEST(Money, is_shared_by_a_rounding_with_a_name) {
    struct Row {
        int at;
        std::int64_t fen, ppm;
        Rounding rounding;
        std::int64_t expected;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, 25'005, 700'000, Rounding::half_up, 17'504},  // 17503.5
        {__LINE__, 25'005, 700'000, Rounding::down,    17'503},
        {__LINE__, 1,      500'000, Rounding::half_up, 1},
        {__LINE__, 1,      499'999, Rounding::half_up, 0},
        {__LINE__, -1,     500'000, Rounding::half_up, -1},      // half goes away from zero
        {__LINE__, -1,     500'000, Rounding::down,    0},
        {__LINE__, -3,     500'000, Rounding::half_up, -2},
        {__LINE__, 3,      333'333, Rounding::half_up, 1},
        {__LINE__, 100,    0,       Rounding::half_up, 0},
        {__LINE__, Money::fen_max, 1'000'000, Rounding::half_up, Money::fen_max},
        {__LINE__, Money::fen_max, 999'999,   Rounding::down, 999'999'000'000'000},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        EXPECT_EQ(Money::of_fen(row.fen).part(Ratio::of_ppm(row.ppm), row.rounding).fen(),
                  row.expected);
    }
}

TEST(Money, times_a_quantity_is_exact_over_the_whole_range) {
    const auto product = [](std::int64_t micro_yuan, std::int64_t e4, Rounding rounding) {
        return extend(UnitPrice::of_micro_yuan(micro_yuan), Quantity::of_e4(e4), rounding);
    };
    EXPECT_EQ(product(12'340'000, 20'000, Rounding::half_up), Money::of_fen(2'468));
    EXPECT_EQ(product(5'000, 10'000, Rounding::half_up), Money::of_fen(1));  // half a fen
    EXPECT_EQ(product(5'000, 10'000, Rounding::down), Money{});
    EXPECT_EQ(product(4'999, 10'000, Rounding::half_up), Money{});
    EXPECT_EQ(product(5'000, -10'000, Rounding::half_up), Money::of_fen(-1));
    EXPECT_EQ(product(1, 1, Rounding::half_up), Money{});
    // The product needs 128 bits before it is divided.
    EXPECT_EQ(product(UnitPrice::micro_yuan_max, 10'000'000, Rounding::half_up),
              Money::of_fen(Money::fen_max));
    EXPECT_FALSE(product(UnitPrice::micro_yuan_max, 10'000'001, Rounding::half_up).has_value());
    EXPECT_FALSE(product(UnitPrice::micro_yuan_max, Quantity::e4_max, Rounding::half_up));
    EXPECT_FALSE(product(UnitPrice::micro_yuan_max, -Quantity::e4_max, Rounding::half_up));
}

TEST(Ratio, is_written_in_its_shortest_exact_form) {
    EXPECT_EQ(Ratio::of_ppm(850'000).percent(), "85%");
    EXPECT_EQ(Ratio::of_ppm(875'000).percent(), "87.5%");
    EXPECT_EQ(Ratio::of_ppm(1).percent(), "0.0001%");
    EXPECT_EQ(Ratio::of_ppm(1'000'000).percent(), "100%");
    EXPECT_EQ(Ratio{}.percent(), "0%");
    EXPECT_EQ(Ratio::of_ppm(50'000).decimal4(), "0.0500");
    EXPECT_EQ(Ratio::of_ppm(1'000'000).decimal4(), "1.0000");
    EXPECT_EQ(Ratio::of_ppm(300'000).complement(), Ratio::of_ppm(700'000));
}

TEST(UnitPrice, holds_six_decimals_and_is_never_negative) {
    EXPECT_EQ(UnitPrice::parse("0.123456")->micro_yuan(), 123'456);
    EXPECT_EQ(UnitPrice::parse("12.3400000")->text(), "12.34");
    EXPECT_EQ(UnitPrice::parse("12.345")->text(), "12.345");
    EXPECT_EQ(UnitPrice::parse("10000000000")->micro_yuan(), UnitPrice::micro_yuan_max);
    EXPECT_FALSE(UnitPrice::parse("10000000000.000001").has_value());
    EXPECT_FALSE(UnitPrice::parse("0.1234567").has_value());
    EXPECT_FALSE(UnitPrice::parse("-1").has_value());
}

TEST(Quantity, holds_four_decimals_and_a_sign) {
    EXPECT_EQ(Quantity::parse("-1.5")->e4(), -15'000);
    EXPECT_EQ(Quantity::parse("-1.5")->text(), "-1.5");
    EXPECT_EQ(Quantity::parse("3")->text(), "3");
    EXPECT_EQ(Quantity::parse("1000000000")->e4(), Quantity::e4_max);
    EXPECT_FALSE(Quantity::parse("1000000000.0001").has_value());
    EXPECT_FALSE(Quantity::parse("0.00001").has_value());
}

TEST(MoneyDeathTest, stops_before_it_leaves_its_bounds) {  // M1
    const Money most = Money::of_fen(Money::fen_max);
    EXPECT_DEATH((void)(most + Money::of_fen(1)), "fen_max");
    EXPECT_DEATH((void)(-most - Money::of_fen(1)), "fen_max");
    EXPECT_DEATH((void)Money::of_fen(Money::fen_max + 1), "fen_max");
    EXPECT_DEATH((void)Ratio::of_ppm(1'000'001), "one_ppm");
    EXPECT_DEATH((void)Ratio::of_ppm(55).decimal4(), "ppm_");
}

Money any_money() {
    return Money::of_fen(*rc::gen::inRange<std::int64_t>(-Money::fen_max, Money::fen_max + 1));
}

RC_GTEST_PROP(MoneyProperty, reads_what_it_writes, ()) {
    const Money money = any_money();
    RC_ASSERT(Money::parse(money.text()) == money);
}

RC_GTEST_PROP(MoneyProperty, a_share_and_the_rest_are_the_whole, ()) {  // M2
    const Money whole = any_money();
    const Ratio ratio = Ratio::of_ppm(*rc::gen::inRange<std::int64_t>(0, Ratio::one_ppm + 1));
    const Money part = whole.part(ratio, Rounding::half_up);
    RC_ASSERT(part + (whole - part) == whole);
    const bool is_between =
        whole.is_negative() ? part >= whole && part <= Money{} : part <= whole && part >= Money{};
    RC_ASSERT(is_between);
}

RC_GTEST_PROP(MoneyProperty, half_up_is_never_further_than_half_a_fen, ()) {
    const Money whole = any_money();
    const std::int64_t ppm = *rc::gen::inRange<std::int64_t>(0, Ratio::one_ppm + 1);
    const Wide exact = Wide{whole.fen()} * ppm;
    const Wide rounded =
        Wide{whole.part(Ratio::of_ppm(ppm), Rounding::half_up).fen()} * Ratio::one_ppm;
    const Wide off = exact > rounded ? exact - rounded : rounded - exact;
    RC_ASSERT(off * 2 <= Ratio::one_ppm);
    if (off * 2 == Ratio::one_ppm) {  // on the half it goes away from zero
        RC_ASSERT((rounded < 0 ? -rounded : rounded) > (exact < 0 ? -exact : exact));
    }
}

RC_GTEST_PROP(MoneyProperty, a_refund_extends_to_the_mirror_of_its_line, ()) {
    const auto price = UnitPrice::of_micro_yuan(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000));
    const auto count = Quantity::of_e4(*rc::gen::inRange<std::int64_t>(0, 1'000'000));
    RC_ASSERT(*extend(price, -count, Rounding::half_up) ==
              -*extend(price, count, Rounding::half_up));
}

}  // namespace
}  // namespace yidi
