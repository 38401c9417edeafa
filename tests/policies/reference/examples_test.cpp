// Goal    The slow evaluator pays what worked examples of real areas say, to the fen.
// Method  Each area's rules written as small as the example needs, amounts computed by hand.
// Covers  Deductibles, bands, adjustments, the styles of paying less elsewhere, major illness, a
//         stay over new year.

#include <gtest/gtest.h>

#include "small_law.hpp"

namespace yidi::policies {
namespace {

constexpr std::int64_t yuan = 100;

Reference beijing() {
    return small_law({Basic{
        .deductible = "per = \"admission\"\ncount = \"admissions_in_year\"\n"
                      "columns = [\"level\", \"nth=1\", \"nth=2+\"]\n"
                      "rows = [[\"community|1|2\", 1300, 650], [\"3|3s\", 1300, 650]]",
        .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                    "bounds_include_deductible = true\n"
                    "columns = [\"level\", \"above\", \"upto\", \"fund\"]\nrows = [\n"
                    "[\"3\", \"ded\", 30000, \"85%\"], [\"3\", 30000, 40000, \"90%\"],\n"
                    "[\"3\", 40000, \"cap\", \"95%\"], [\"*\", \"ded\", \"cap\", \"97%\"]]",
        .cap = "measure = \"year_fund_paid\"\npools = [\"basic\"]\namount = 100000",
        .more = "[[adjust]]\nwhen = { status = [\"retired\"] }\neffect = \"self_share_factor\"\n"
                "value = \"60%\"\norder = 1"}.text()});
}

model::Episode retired() {
    model::Episode episode = stay();
    episode.status = model::PersonStatus::retired;
    return episode;
}

TEST(SlowExamples, d01_beijing_first_admission) {
    const auto result = decide(beijing(), stay(), 50'000 * yuan);
    EXPECT_EQ(result.shares.act_pay_dedc.fen(), 130'000);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 4'289'500);  // 24,395 + 9,000 + 9,500
    EXPECT_EQ(result.shares.psn_cash_pay.fen(), 710'500);
    EXPECT_EQ(result.delta.self_in_policy.fen(), 710'500);
    EXPECT_EQ(result.delta.admissions, 1);
    EXPECT_EQ(result.delta.basic.paid.fen(), 4'289'500);
    EXPECT_EQ(result.delta.basic.drawn.fen(), 5'000'000);
    EXPECT_EQ(result.delta.basic.deductible.fen(), 130'000);
}

TEST(SlowExamples, d03_and_d04_beijing_later_admission) {
    model::YearTotals before;
    before.admissions = 1;
    EXPECT_EQ(decide(beijing(), retired(), 20'000 * yuan, before).shares.hifp_pay.fen(), 1'760'850);
    EXPECT_EQ(decide(beijing(), stay(), 20'000 * yuan, before).shares.hifp_pay.fen(), 1'644'750);
}

TEST(SlowExamples, the_recorded_settlement_of_beijing_ends_at_the_cap) {
    model::YearTotals before;
    before.admissions = 1;
    before.basic.paid = Money::of_fen(824'049);
    const auto result = decide(beijing(), retired(), 16'441'181, before);
    EXPECT_EQ(result.shares.act_pay_dedc.fen(), 65'000);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 9'175'951);
}

TEST(SlowExamples, d06_beijing_outpatient) {
    const auto law = small_law({Basic{.service = "outpatient", .pool = "outpatient",
                                      .deductible = "per = \"year\"\namount = 1800",
                                      .segments = "axis = \"year_in_policy\"\nmode = \"marginal\"\n"
                                                  "bounds_include_deductible = true\n"
                                                  "columns = [\"above\", \"upto\", \"fund\"]\n"
                                                  "rows = [[\"ded\", \"cap\", \"70%\"]]"}.text()});
    model::Episode visit = stay();
    visit.service = model::Service::outpatient;
    model::YearTotals year;
    std::int64_t paid = 0;
    for (const std::int64_t fen : {100'000, 79'999, 20'001, 300'000}) {
        const auto result = decide(law, visit, fen, year);
        paid += result.shares.hifp_pay.fen();
        year += result.delta;
    }
    EXPECT_EQ(paid, 224'000);
    EXPECT_EQ(year.outpatient.deductible.fen(), 180'000);
    EXPECT_EQ(year.admissions, 0);
}

TEST(SlowExamples, d08_tianjin_outpatient_bands_on_the_year) {
    const auto law = small_law({Basic{.service = "outpatient", .pool = "outpatient",
                                      .deductible = "per = \"year\"\namount = 800",
                                      .segments = "axis = \"year_in_policy\"\nmode = \"marginal\"\n"
                                                  "bounds_include_deductible = true\n"
                                                  "columns = [\"above\", \"upto\", \"fund\"]\n"
                                                  "rows = [[\"ded\", 5500, \"75%\"],\n"
                                                  "[5500, \"cap\", \"55%\"]]"}.text()});
    model::Episode visit = stay();
    visit.service = model::Service::outpatient;
    model::YearTotals year;
    const auto first = decide(law, visit, 400'000, year);
    EXPECT_EQ(first.shares.hifp_pay.fen(), 240'000);  // 3,200 x 75 %
    year += first.delta;
    const auto second = decide(law, visit, 500'000, year);
    EXPECT_EQ(second.shares.hifp_pay.fen(), 112'500 + 192'500);  // 1,500 x 75 %, 3,500 x 55 %
}

TEST(SlowExamples, d12_chongqing_and_d13_hangzhou) {
    const Basic chongqing{.deductible = "per = \"admission\"\namount = 880",
                          .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                                      "bounds_include_deductible = true\n"
                                      "columns = [\"above\", \"upto\", \"fund\"]\n"
                                      "rows = [[\"ded\", \"cap\", \"85%\"]]"};
    EXPECT_EQ(decide(small_law({chongqing.text()}), stay(), 3'000'000).shares.hifp_pay.fen(),
              2'475'200);
    const Basic hangzhou{.deductible = "per = \"admission\"\namount = 800",
                         .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                                     "bounds_include_deductible = true\n"
                                     "columns = [\"above\", \"upto\", \"fund\"]\n"
                                     "rows = [[\"ded\", \"cap\", \"84%\"]]",
                         .more = "[[adjust]]\nwhen = { status = [\"retired\"] }\n"
                                 "effect = \"ratio_points\"\nvalue = \"+4pp\"\norder = 1"};
    EXPECT_EQ(decide(small_law({hangzhou.text()}), stay(), 3'000'000).shares.hifp_pay.fen(),
              2'452'800);
    EXPECT_EQ(decide(small_law({hangzhou.text()}), retired(), 3'000'000).shares.hifp_pay.fen(),
              2'569'600);
}

Reference with_place(const std::string& deductible, const std::string& fund,
                     const std::string& effect, const std::string& value) {
    return small_law({Basic{
        .deductible = "per = \"admission\"\namount = " + deductible,
        .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                    "bounds_include_deductible = true\n"
                    "columns = [\"above\", \"upto\", \"fund\"]\n"
                    "rows = [[\"ded\", \"cap\", \"" + fund + "\"]]",
        .place = "columns = [\"place\", \"effect\", \"value\", \"deductible_as\"]\norder = 9\n"
                 "rows = [[\"filed_referral\", \"" + effect + "\", \"" + value +
                 "\", \"level\"],\n[\"*\", \"none\", \"\", \"level\"]]"}.text()});
}

TEST(SlowExamples, d15_and_d20_the_styles_of_paying_less_elsewhere) {
    model::Episode away = stay();
    away.place = model::Place::filed_referral;
    const auto jiangxi = with_place("800", "85%", "first_pay", "10%");
    EXPECT_EQ(decide(jiangxi, stay(), 3'000'000).shares.hifp_pay.fen(), 2'482'000);  // D14
    const auto result = decide(jiangxi, away, 3'000'000);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 2'227'000);
    EXPECT_EQ(result.delta.basic.drawn.fen(), 2'700'000);
    const auto points = decide(with_place("1200", "80%", "ratio_points", "-10pp"), away, 2'000'000);
    EXPECT_EQ(points.shares.hifp_pay.fen(), 1'316'000);
    const auto factor = decide(with_place("1200", "80%", "ratio_factor", "90%"), away, 2'000'000);
    EXPECT_EQ(factor.shares.hifp_pay.fen(), 1'353'600);
    const auto amount = decide(with_place("1200", "80%", "amount_factor", "90%"), away, 2'000'000);
    EXPECT_EQ(amount.shares.hifp_pay.fen(), 1'353'600);
}

TEST(SlowExamples, d22_shijiazhuang_has_a_table_of_its_own_for_care_elsewhere) {
    const auto law = small_law({Basic{
        .insured = "resident",
        .deductible = "per = \"admission\"\ncolumns = [\"place\", \"amount\"]\n"
                      "rows = [[\"local\", 1000], [\"unfiled\", 4000], [\"*\", 2000]]",
        .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                    "bounds_include_deductible = true\n"
                    "columns = [\"place\", \"above\", \"upto\", \"fund\"]\n"
                    "rows = [[\"local\", \"ded\", \"cap\", \"65%\"],\n"
                    "[\"unfiled\", \"ded\", \"cap\", \"30%\"],\n"
                    "[\"*\", \"ded\", \"cap\", \"50%\"]]"}.text()});
    model::Episode episode = stay();
    episode.scheme = model::Scheme::resident;
    EXPECT_EQ(decide(law, episode, 3'000'000).shares.hifp_pay.fen(), 1'885'000);
    episode.place = model::Place::filed_temporary;
    EXPECT_EQ(decide(law, episode, 3'000'000).shares.hifp_pay.fen(), 1'400'000);
    episode.place = model::Place::unfiled;
    EXPECT_EQ(decide(law, episode, 3'000'000).shares.hifp_pay.fen(), 780'000);
}

Reference with_major_illness(const std::string& deductible, const std::string& bands) {
    const Basic nothing{.insured = "resident",
                        .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                                    "bounds_include_deductible = true\n"
                                    "columns = [\"above\", \"upto\", \"fund\"]\n"
                                    "rows = [[\"ded\", \"cap\", \"0%\"]]"};
    return small_law(
        {nothing.text(),
         "[benefit]\nid = \"mi\"\nlayer = \"major_illness\"\ninsured = \"resident\"\n"
         "service = \"*\"\n"
         "draw = { buckets = [\"seg_self\", \"ded\"], over = \"year_to_date\" }\n"
         "[[deductible]]\nper = \"year\"\namount = " + deductible +
             "\n[[segments]]\naxis = \"year_above_deductible\"\nmode = \"marginal\"\n"
             "bounds_include_deductible = false\n"
             "columns = [\"above\", \"upto\", \"fund\"]\nrows = " + bands +
             "\n[[cap]]\nmeasure = \"year_fund_paid\"\npools = [\"major_illness\"]\n"
             "amount = \"none\"\n"});
}

TEST(SlowExamples, d26_hefei_and_d28_chongqing_major_illness) {
    model::Episode episode = stay();
    episode.scheme = model::Scheme::resident;
    const auto hefei = with_major_illness("15000", "[[0, 50000, \"60%\"],\n"
                                                   "[50000, 100000, \"65%\"],\n"
                                                   "[100000, \"cap\", \"75%\"]]");
    const auto whole = decide(hefei, episode, 13'500'000);
    EXPECT_EQ(whole.shares.hifmi_pay.fen(), 7'750'000);
    EXPECT_EQ(whole.shares.psn_part_amt.fen(), 5'750'000);
    // The same costs in two stays of one year pay the same.
    const auto first = decide(hefei, episode, 4'000'000);
    const auto second = decide(hefei, episode, 9'500'000, first.delta);
    EXPECT_EQ(first.shares.hifmi_pay.fen() + second.shares.hifmi_pay.fen(), 7'750'000);
    const auto chongqing = with_major_illness("18797", "[[0, \"cap\", \"60%\"]]");
    EXPECT_EQ(decide(chongqing, episode, 5'879'700).shares.hifmi_pay.fen(), 2'400'000);
}

TEST(SlowExamples, d30_a_stay_over_new_year_is_divided_by_days) {
    Head head;
    head.cross_year = "split";
    const auto law = small_law({Basic{}.text()}, head);
    model::Episode episode = stay();
    episode.admitted_on = *Date::of(2025, 12, 22);
    episode.discharged_on = *Date::of(2026, 1, 11);
    const auto result = decide(law, episode, 4'000'000);
    EXPECT_EQ(result.delta.in_policy.fen(), 2'000'000);
    EXPECT_EQ(result.later_delta.in_policy.fen(), 2'000'000);
    EXPECT_EQ(result.shares.hifp_pay.fen(), 3'200'000);
    EXPECT_EQ(result.delta.admissions, 1);
    EXPECT_EQ(result.later_delta.admissions, 0);
}

}  // namespace
}  // namespace yidi::policies
