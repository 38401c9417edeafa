// Goal    The slow evaluator charges each kind of deductible as the page says.
// Method  Laws of one table, amounts computed by hand.
// Covers  [[deductible]], [[continuity]], long stays and the count of admissions.

#include <gtest/gtest.h>

#include "small_law.hpp"

namespace yidi::policies {
namespace {

using model::ChainLink;

Reference charging(const std::string& deductible, const std::string& more = "") {
    return small_law({Basic{.deductible = deductible, .more = more}.text()});
}

std::int64_t charged(const Reference& law, std::int64_t admissions,
                     const model::Episode& episode = stay()) {
    model::YearTotals before;
    before.admissions = admissions;
    return decide(law, episode, 10'000'000, before).shares.act_pay_dedc.fen();
}

TEST(SlowDeductible, falls_with_the_number_of_the_admission) {
    const auto nth = charging("per = \"admission\"\ncount = \"admissions_in_year\"\n"
                              "columns = [\"nth=1\", \"nth=2\", \"nth=3+\"]\n"
                              "rows = [[900, \"700.5\", 500]]");
    EXPECT_EQ(charged(nth, 0), 90'000);
    EXPECT_EQ(charged(nth, 1), 70'050);
    EXPECT_EQ(charged(nth, 2), 50'000);
    EXPECT_EQ(charged(nth, 40), 50'000);
    const auto halving = charging("per = \"admission\"\nnext_factor = \"50%\"\n"
                                  "columns = [\"level\", \"amount\", \"floor\"]\n"
                                  "rows = [[\"*\", \"1000.01\", 300]]");
    EXPECT_EQ(charged(halving, 0), 100'001);
    EXPECT_EQ(charged(halving, 1), 50'001);  // 500.005, half up
    EXPECT_EQ(charged(halving, 2), 30'000);  // 250.005, held at the floor
    const auto less = charging("per = \"admission\"\nnext_less = 300\namount = 800");
    EXPECT_EQ(charged(less, 2), 20'000);
    EXPECT_EQ(charged(less, 3), 0);
    const auto slow = charging("per = \"admission\"\nnext_factor = \"90%\"\namount = 1000");
    EXPECT_EQ(charged(slow, 11), charged(slow, 30));
    EXPECT_LT(charged(slow, 11), charged(slow, 10));
}

TEST(SlowDeductible, is_never_above_the_costs_and_takes_the_level_that_place_says) {
    const auto law = small_law({Basic{
        .deductible = "per = \"admission\"\ncolumns = [\"level\", \"amount\"]\n"
                      "rows = [[\"3\", 900], [\"*\", 400]]",
        .place = "columns = [\"place\", \"effect\", \"value\", \"deductible_as\"]\norder = 9\n"
                 "rows = [[\"unfiled\", \"none\", \"\", \"3\"],\n"
                 "[\"*\", \"none\", \"\", \"level\"]]"}
                                    .text()});
    model::Episode episode = stay();
    EXPECT_EQ(decide(law, episode, 12'345).shares.act_pay_dedc.fen(), 12'345);
    episode.level = model::HospitalLevel::community;
    EXPECT_EQ(charged(law, 0, episode), 40'000);
    episode.place = model::Place::unfiled;
    EXPECT_EQ(charged(law, 0, episode), 90'000);
}

TEST(SlowDeductible, of_the_year_counts_what_its_pools_were_charged) {
    const auto law = charging("per = \"year\"\npools = [\"basic\", \"outpatient\"]\namount = 1000");
    model::YearTotals before;
    before.basic.deductible = Money::of_fen(30'000);
    before.outpatient.deductible = Money::of_fen(20'001);
    EXPECT_EQ(decide(law, stay(), 900'000, before).shares.act_pay_dedc.fen(), 49'999);
    before.outpatient.deductible = Money::of_fen(80'000);
    EXPECT_EQ(decide(law, stay(), 900'000, before).shares.act_pay_dedc.fen(), 0);
}

TEST(SlowDeductible, day_surgery_may_be_excluded_and_then_counts_no_admission) {
    const auto law = charging("per = \"admission\"\nexcludes = [\"day_surgery\"]\namount = 1000");
    const auto both = small_law(
        {Basic{.service = "inpatient|day_surgery",
               .deductible = "per = \"admission\"\nexcludes = [\"day_surgery\"]\namount = 1000"}
             .text()});
    const auto counted = small_law(
        {Basic{.service = "*", .deductible = "per = \"admission\"\namount = 1000"}.text()});
    model::Episode surgery = stay();
    surgery.service = model::Service::day_surgery;
    EXPECT_EQ(decide(law, surgery, 500'000).refusal, "policy_undetermined");
    const auto free = decide(both, surgery, 500'000);
    EXPECT_EQ(free.shares.act_pay_dedc.fen(), 0);
    EXPECT_EQ(free.delta.admissions, 0);
    const auto charged_surgery = decide(counted, surgery, 500'000);
    EXPECT_EQ(charged_surgery.shares.act_pay_dedc.fen(), 100'000);
    EXPECT_EQ(charged_surgery.delta.admissions, 1);
}

model::Episode chained(ChainLink link, std::int32_t hours, std::int64_t already) {
    model::Episode episode = stay();
    episode.chain = {link, hours, Money::of_fen(already)};
    return episode;
}

TEST(SlowDeductible, follows_the_chain_of_stays) {
    const auto law = charging("per = \"admission\"\ncolumns = [\"nth=1\", \"nth=2+\"]\n"
                              "rows = [[900, 500]]",
                              "[[continuity]]\ncolumns = [\"link\", \"within_hours\", "
                              "\"deductible\"]\nrows = [[\"referral_up\", 48, \"difference\"],\n"
                              "[\"referral_down\", 48, \"none\"], [\"course\", 8760, "
                              "\"first_only\"],\n[\"same_hospital\", 24, \"full\"]]");
    EXPECT_EQ(charged(law, 1, chained(ChainLink::referral_up, 48, 40'000)), 50'000);
    EXPECT_EQ(charged(law, 1, chained(ChainLink::referral_up, 49, 40'000)), 50'000);
    EXPECT_EQ(charged(law, 0, chained(ChainLink::referral_up, 49, 40'000)), 90'000);
    EXPECT_EQ(charged(law, 1, chained(ChainLink::referral_up, 0, 95'000)), 0);
    EXPECT_EQ(charged(law, 2, chained(ChainLink::referral_down, 47, 1)), 0);
    EXPECT_EQ(charged(law, 2, chained(ChainLink::course, 47, 1)), 0);
    EXPECT_EQ(charged(law, 2, chained(ChainLink::course, 47, 0)), 50'000);
    EXPECT_EQ(charged(law, 1, chained(ChainLink::same_hospital, 24, 90'000)), 90'000);
    EXPECT_EQ(charged(law, 1, chained(ChainLink::same_stay, 9'999, 80'000)), 10'000);
    EXPECT_EQ(decide(law, chained(ChainLink::course, 1, 0), 1'000).delta.admissions, 0);
    EXPECT_EQ(decide(law, chained(ChainLink::course, 8'761, 0), 1'000).delta.admissions, 1);
}

TEST(SlowDeductible, a_long_stay_owes_it_for_each_90_days_begun) {
    const std::string long_stay = "[[continuity]]\nlong_stay_days = 90\n"
                                  "columns = [\"link\", \"within_hours\", \"deductible\"]\n"
                                  "rows = [[\"referral_up\", 48, \"difference\"]]";
    const auto law = charging("per = \"admission\"\namount = 1000", long_stay);
    model::Episode episode = stay();
    episode.discharged_on = episode.admitted_on.plus_days(90);
    EXPECT_EQ(charged(law, 0, episode), 100'000);
    episode.discharged_on = episode.admitted_on.plus_days(91);
    EXPECT_EQ(charged(law, 0, episode), 200'000);
    episode.chain = {ChainLink::same_stay, 0, Money::of_fen(100'000)};
    EXPECT_EQ(charged(law, 1, episode), 100'000);
    episode.discharged_on = episode.admitted_on;
    EXPECT_EQ(charged(law, 1, episode), 0);
}

}  // namespace
}  // namespace yidi::policies
