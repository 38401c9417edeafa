// Goal    The slow evaluator's bands, effects, caps and roundings do what the page says.
// Method  Laws of one table, amounts computed by hand.
// Covers  [[segments]], [[adjust]], [[place]], [[cap]], [rounding].

#include <gtest/gtest.h>

#include "small_law.hpp"

namespace yidi::policies {
namespace {

std::string bands(const std::string& axis, const std::string& rows,
                  const std::string& includes = "true", const std::string& mode = "marginal") {
    return "axis = \"" + axis + "\"\nmode = \"" + mode +
           "\"\nbounds_include_deductible = " + includes +
           "\ncolumns = [\"above\", \"upto\", \"fund\"]\nrows = " + rows;
}

std::string cap(const std::string& measure, const std::string& amount) {
    return "measure = \"" + measure + "\"\npools = [\"basic\"]\namount = " + amount;
}

constexpr const char* thousand = "per = \"admission\"\namount = 1000";

TEST(SlowBands, bounds_with_and_without_the_deductible) {
    const std::string including = "[[\"ded\", 3000, \"50%\"], [3000, \"cap\", \"80%\"]]";
    const std::string excluding = "[[0, 3000, \"50%\"], [3000, \"cap\", \"80%\"]]";
    const auto with = small_law({Basic{
        .deductible = thousand, .segments = bands("episode_in_policy", including)}.text()});
    const auto without = small_law(
        {Basic{.deductible = thousand,
               .segments = bands("episode_in_policy", excluding, "false")}.text()});
    EXPECT_EQ(decide(with, stay(), 500'000).shares.hifp_pay.fen(), 100'000 + 160'000);
    EXPECT_EQ(decide(without, stay(), 500'000).shares.hifp_pay.fen(), 150'000 + 80'000);
    EXPECT_EQ(decide(without, stay(), 400'000).shares.hifp_pay.fen(), 150'000);
}

TEST(SlowBands, the_whole_lies_in_one_band) {
    const std::string rows = "[[\"ded\", 3000, \"50%\"], [3000, \"cap\", \"80%\"]]";
    const auto law = small_law(
        {Basic{.deductible = thousand,
               .segments = bands("episode_in_policy", rows, "true", "whole")}.text()});
    EXPECT_EQ(decide(law, stay(), 300'000).shares.hifp_pay.fen(), 100'000);
    EXPECT_EQ(decide(law, stay(), 300'001).shares.hifp_pay.fen(), 160'001);
    EXPECT_EQ(decide(law, stay(), 100'000).shares.hifp_pay.fen(), 0);
}

TEST(SlowBands, lie_on_the_axis_of_the_year) {
    model::YearTotals before;
    before.basic = {Money::of_fen(90'000), Money::of_fen(280'000), Money::of_fen(50'000)};
    const std::string rows = "[[\"ded\", 3000, \"50%\"], [3000, \"cap\", \"80%\"]]";
    const std::string year = "per = \"year\"\namount = 1000";
    const auto with = small_law(
        {Basic{.deductible = year, .segments = bands("year_in_policy", rows)}.text()});
    // 500 are charged first: from 3,300 on.
    EXPECT_EQ(decide(with, stay(), 100'000, before).shares.hifp_pay.fen(), 40'000);
    const std::string excluding = "[[0, 3000, \"50%\"], [3000, \"cap\", \"80%\"]]";
    const auto without = small_law(
        {Basic{.deductible = year,
               .segments = bands("year_above_deductible", excluding, "false")}.text()});
    // From 2,300 to 2,800 above the deductible.
    EXPECT_EQ(decide(without, stay(), 100'000, before).shares.hifp_pay.fen(), 25'000);
    const auto by_paid = small_law(
        {Basic{.deductible = year,
               .segments = bands("year_fund_paid", "[[\"ded\", 1000, \"50%\"],\n"
                                                   "[1000, \"cap\", \"80%\"]]")}.text()});
    // 500 remain: 199.99 pay the 100 up to the bound (99.995 is rounded up), 300.01 x 80 %.
    EXPECT_EQ(decide(by_paid, stay(), 100'000, before).shares.hifp_pay.fen(), 10'000 + 24'001);
}

Reference effects(const std::string& more, const std::string& effect, const std::string& value) {
    return small_law({Basic{
        .place = "columns = [\"place\", \"effect\", \"value\", \"deductible_as\"]\norder = 2\n"
                 "rows = [[\"filed_referral\", \"" + effect + "\", \"" + value +
                 "\", \"level\"],\n[\"*\", \"none\", \"\", \"level\"]]",
        .more = more}.text()});
}

std::string adjust(const std::string& id, const std::string& effect, const std::string& value,
                   int order) {
    return "[[adjust]]\nid = \"" + id + "\"\nwhen = { status = [\"active\"] }\neffect = \"" +
           effect + "\"\nvalue = \"" + value + "\"\norder = " + std::to_string(order) + "\n";
}

TEST(SlowBands, effects_change_the_ratio_in_their_order) {
    model::Episode away = stay();
    away.place = model::Place::filed_referral;
    const auto first = effects(adjust("a", "ratio_points", "+10pp", 1), "ratio_factor", "90%");
    EXPECT_EQ(decide(first, away, 100'000).shares.hifp_pay.fen(), 81'000);
    const auto last = effects(adjust("a", "ratio_points", "+10pp", 3), "ratio_factor", "90%");
    EXPECT_EQ(decide(last, away, 100'000).shares.hifp_pay.fen(), 82'000);
    const auto own = effects(adjust("a", "self_share_factor", "60%", 1), "ratio_points", "-8pp");
    EXPECT_EQ(decide(own, away, 100'000).shares.hifp_pay.fen(), 80'000);
    // Held at 100 % before the next effect.
    const auto held = effects(adjust("a", "ratio_points", "+30pp", 1), "ratio_points", "-10pp");
    EXPECT_EQ(decide(held, away, 100'000).shares.hifp_pay.fen(), 90'000);
    EXPECT_EQ(decide(held, stay(), 100'000).shares.hifp_pay.fen(), 100'000);
}

TEST(SlowBands, amount_factors_are_one_product_with_one_rounding) {
    model::Episode away = stay();
    away.place = model::Place::filed_referral;
    const auto law = effects(adjust("a", "amount_factor", "50%", 1), "amount_factor", "30%");
    // 8 x 15 % = 1.2; rounded one after the other it would be 4 and 1.2.
    const auto result = decide(law, away, 10);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 1);
    const auto home = decide(law, stay(), 10);
    EXPECT_EQ(home.shares.hifp_pay.fen(), 4);
}

TEST(SlowBands, a_cap_ends_the_bands_at_the_least_cost_that_reaches_it) {
    const std::string above = "[benefit]\nid = \"la\"\nlayer = \"large_amount\"\n"
                              "insured = \"employee\"\nservice = \"inpatient\"\n"
                              "draw = { buckets = [\"over_cap\"], over = \"episode\" }\n"
                              "[[segments]]\n" +
                              bands("episode_drawn", "[[0, \"cap\", \"100%\"]]", "false") +
                              "\n[[cap]]\nmeasure = \"event_fund_paid\"\n"
                              "pools = [\"large_amount\"]\namount = 500\n";
    const auto law = small_law({Basic{.deductible = thousand,
                                      .cap = cap("year_fund_paid", "\"800.01\"")}.text(), above});
    const auto result = decide(law, stay(), 300'000);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 80'001);
    // 1,000.01 x 80 % = 800.008, rounded up: the least cost that pays 800.01.
    EXPECT_EQ(result.shares.hifob_pay.fen(), 50'000);
    EXPECT_EQ(result.delta.large_amount.drawn.fen(), 300'000 - 100'000 - 100'001);
    model::YearTotals used;
    used.basic.paid = Money::of_fen(80'001);
    const auto nothing_left = decide(law, stay(), 300'000, used);
    EXPECT_EQ(nothing_left.shares.hifp_pay.fen(), 0);
    EXPECT_EQ(nothing_left.shares.act_pay_dedc.fen(), 100'000);
    EXPECT_EQ(nothing_left.delta.large_amount.drawn.fen(), 200'000);
}

TEST(SlowBands, a_cap_on_costs_takes_them_away_before_any_band) {
    const auto law = small_law({Basic{.deductible = thousand,
                                      .cap = cap("year_in_policy", "5000")}.text()});
    model::YearTotals before;
    before.basic.drawn = Money::of_fen(200'000);
    EXPECT_EQ(decide(law, stay(), 400'000, before).shares.hifp_pay.fen(), 160'000);
    before.basic.drawn = Money::of_fen(450'000);
    const auto result = decide(law, stay(), 400'000, before);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 0);
    EXPECT_EQ(result.shares.act_pay_dedc.fen(), 100'000);
    EXPECT_EQ(result.delta.self_in_policy.fen(), 400'000);
}

TEST(SlowBands, a_factor_reaches_the_cap_through_the_least_amount_before_it) {
    model::Episode away = stay();
    away.place = model::Place::filed_referral;
    const auto law = small_law({Basic{
        .place = "columns = [\"place\", \"effect\", \"value\", \"deductible_as\"]\norder = 2\n"
                 "rows = [[\"filed_referral\", \"amount_factor\", \"90%\", \"level\"],\n"
                 "[\"*\", \"none\", \"\", \"level\"]]",
        .cap = cap("year_fund_paid", "\"1.00\"")}.text()});
    // 111 x 90 % = 99.9, rounded 100; 139 x 80 % = 111.2.
    const auto result = decide(law, away, 1'000);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 100);
    EXPECT_EQ(result.delta.self_in_policy.fen(), 900);
}

TEST(SlowBands, roundings_are_those_of_the_package) {
    const std::string rows = "[[\"ded\", \"0.01\", \"50%\"], [\"0.01\", \"0.02\", \"50%\"],\n"
                             "[\"0.02\", \"cap\", \"55%\"]]";
    const Basic basic{.segments = bands("episode_in_policy", rows)};
    EXPECT_EQ(decide(small_law({basic.text()}), stay(), 4).shares.hifp_pay.fen(), 1 + 1 + 1);
    Head sum;
    sum.at = "sum";
    EXPECT_EQ(decide(small_law({basic.text()}, sum), stay(), 4).shares.hifp_pay.fen(), 2);  // 2.1
    Head down;
    down.mode = "down";
    EXPECT_EQ(decide(small_law({basic.text()}, down), stay(), 4).shares.hifp_pay.fen(), 1);
    Head jiao;
    jiao.unit = "jiao";
    const auto law = small_law({Basic{.cap = cap("year_fund_paid", "\"1.04\"")}.text()}, jiao);
    EXPECT_EQ(decide(law, stay(), 55).shares.hifp_pay.fen(), 40);   // 44
    EXPECT_EQ(decide(law, stay(), 57).shares.hifp_pay.fen(), 50);   // 45.6
    EXPECT_EQ(decide(law, stay(), 7).shares.hifp_pay.fen(), 7);     // 5.6, not above the costs
    EXPECT_EQ(decide(law, stay(), 129).shares.hifp_pay.fen(), 100); // 103
    EXPECT_EQ(decide(law, stay(), 900).shares.hifp_pay.fen(), 100); // 104
}

}  // namespace
}  // namespace yidi::policies
