// Goal    The slow evaluator chooses versions, packages and years as the page says, and guesses
//         nothing that nobody knows.
// Method  Laws with several versions and parents, days at their boundaries.
// Covers  Versions, as_known, strict, ends of rules, parents, undetermined values, stays over new
//         year.

#include <gtest/gtest.h>

#include "small_law.hpp"

namespace yidi::policies {
namespace {

std::string fund(const std::string& share) {
    return "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
           "bounds_include_deductible = true\ncolumns = [\"above\", \"upto\", \"fund\"]\n"
           "rows = [[\"ded\", \"cap\", \"" + share + "\"]]";
}

std::string version(const std::string& times, const std::string& share) {
    return "[[segments]]\n" + times + "\n" + fund(share) + "\n";
}

model::Episode on(int year, unsigned month, unsigned day) {
    model::Episode episode = stay();
    episode.discharged_on = *Date::of(year, month, day);
    episode.admitted_on = episode.discharged_on.plus_days(-5);
    episode.settled_on = episode.discharged_on.plus_days(5);
    return episode;
}

TEST(SlowTime, of_the_versions_in_force_the_one_recorded_last_counts) {
    const Basic basic{
        .segments = "from = 2024-01-01\nto = 2025-07-01\nrecorded_on = 2023-12-01\n" + fund("80%"),
        .more = version("from = 2025-07-01\nto = \"open\"\nrecorded_on = 2025-06-01", "85%") +
                version("from = 2025-01-01\nto = 2025-07-01\nrecorded_on = 2025-03-01", "70%")};
    const auto law = small_law({basic.text()});
    const auto paid = [&](const Reference& by, const model::Episode& episode) {
        return decide(by, episode, 10'000).shares.hifp_pay.fen();
    };
    EXPECT_EQ(decide(law, on(2023, 12, 31), 10'000).refusal, "policy_undetermined");
    EXPECT_EQ(paid(law, on(2024, 12, 31)), 8'000);
    EXPECT_EQ(paid(law, on(2025, 1, 1)), 7'000);
    EXPECT_EQ(paid(law, on(2025, 6, 30)), 7'000);
    EXPECT_EQ(paid(law, on(2025, 7, 1)), 8'500);
    Head early;
    early.as_known = "2025-02-28";
    EXPECT_EQ(paid(small_law({basic.text()}, early), on(2025, 6, 30)), 8'000);
    EXPECT_EQ(decide(small_law({basic.text()}, early), on(2025, 7, 1), 1).refusal,
              "policy_undetermined");
    Head by_admission;
    by_admission.basis = "admission";
    EXPECT_EQ(paid(small_law({basic.text()}, by_admission), on(2025, 7, 5)), 7'000);
    Head by_settlement;
    by_settlement.basis = "settlement";
    EXPECT_EQ(paid(small_law({basic.text()}, by_settlement), on(2025, 6, 26)), 8'500);
}

TEST(SlowTime, strict_packages_know_nothing_beyond_what_was_verified) {
    const Basic basic{.segments =
                          "from = 2024-01-01\nto = \"unknown\"\nverified_on = 2025-03-11\n" +
                          fund("80%")};
    Head strict;
    strict.beyond_verified = "strict";
    const auto law = small_law({basic.text()}, strict);
    EXPECT_EQ(decide(law, on(2025, 3, 11), 10'000).shares.hifp_pay.fen(), 8'000);
    EXPECT_EQ(decide(law, on(2025, 3, 12), 10'000).refusal, "policy_undetermined");
    EXPECT_EQ(decide(small_law({basic.text()}), on(2025, 3, 12), 10'000).refusal, "");
}

TEST(SlowTime, a_package_decides_nothing_before_it_is_effective) {
    Head head;
    head.parents = "[]\neffective = 2025-03-11";
    const auto law = small_law({Basic{}.text()}, head);
    EXPECT_EQ(decide(law, on(2025, 3, 10), 10'000).refusal, "policy_undetermined");
    EXPECT_EQ(decide(law, on(2025, 3, 11), 10'000).refusal, "");
}

TEST(SlowTime, a_fund_above_that_has_not_begun_or_has_ended_is_not_there) {
    const auto above = [](const std::string& times) {
        return small_law(
            {Basic{}.text(),
             "[benefit]\nid = \"ent\"\nlayer = \"enterprise\"\ninsured = \"employee\"\n"
             "service = \"*\"\ndraw = { buckets = [\"seg_self\"], over = \"episode\" }\n"
             "[[segments]]\n" + times + "\naxis = \"episode_drawn\"\nmode = \"marginal\"\n"
             "bounds_include_deductible = false\ncolumns = [\"above\", \"upto\", \"fund\"]\n"
             "rows = [[0, \"cap\", \"50%\"]]\n[[cap]]\n" + times +
             "\nmeasure = \"event_fund_paid\"\namount = \"none\"\n"});
    };
    const auto ended = above("from = 2024-01-01\nto = 2025-01-01");
    EXPECT_EQ(decide(ended, on(2024, 12, 31), 10'000).shares.hifes_pay.fen(), 1'000);
    EXPECT_EQ(decide(ended, on(2025, 1, 1), 10'000).shares.hifes_pay.fen(), 0);
    const auto to_come = above("from = 2025-01-01\nto = \"open\"");
    EXPECT_EQ(decide(to_come, on(2024, 12, 31), 10'000).shares.hifes_pay.fen(), 0);
    EXPECT_EQ(decide(to_come, on(2025, 1, 1), 10'000).shares.hifes_pay.fen(), 1'000);
}

TEST(SlowTime, what_nobody_knows_refuses_only_who_needs_it) {
    const auto law = small_law({Basic{
        .deductible = "per = \"admission\"\ncolumns = [\"nth=1\", \"nth=2+\"]\n"
                      "rows = [[0, \"undetermined\"]]",
        .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                    "bounds_include_deductible = true\ncolumns = [\"above\", \"upto\", \"fund\"]\n"
                    "rows = [[\"ded\", 100, \"50%\"], [100, \"cap\", \"undetermined\"]]",
        .cap = "measure = \"year_fund_paid\"\npools = [\"basic\"]\namount = 50"}.text()});
    EXPECT_EQ(decide(law, stay(), 9'998).shares.hifp_pay.fen(), 4'999);
    // The cap is reached before the band nobody knows.
    EXPECT_EQ(decide(law, stay(), 20'000).shares.hifp_pay.fen(), 5'000);
    model::YearTotals before;
    before.admissions = 1;
    EXPECT_EQ(decide(law, stay(), 100, before).refusal, "policy_undetermined");
    const auto label = small_law(
        {Basic{}.text(), "[benefit]\nid = \"cs\"\nlayer = \"civil_servant\"\n"
                         "insured = \"employee\"\nservice = \"*\"\nundetermined = \"unknown\"\n"
                         "draw = { buckets = [\"first_pay\"], over = \"episode\" }\n"});
    EXPECT_EQ(decide(label, stay(), 100).refusal, "");
    EXPECT_EQ(label.decide(stay(), bill(0, 0, 1, 100), {}, {}).refusal, "policy_undetermined");
}

TEST(SlowTime, a_child_replaces_and_extends_its_parents) {
    Head child;
    child.parents = "[\"province\"]";
    const auto province = package_of("province", {},
                                     {Basic{.segments = "id = \"seg\"\n" + fund("50%")}.text(),
                                      Basic{.insured = "resident"}.text()});
    const auto extended =
        package_of("area", child,
                   {"[benefit]\nid = \"x\"\nextends = \"inpatient\"\n[[segments]]\nid = \"mine\"\n"
                    "replaces = \"seg\"\n" +
                    fund("60%") + "\n"});
    EXPECT_EQ(
        decide(Reference::of({extended, province}, "area"), stay(), 1'000).shares.hifp_pay.fen(),
        600);
    const auto added = package_of(
        "area", child,
        {"[benefit]\nid = \"x\"\nextends = \"inpatient\"\n[[adjust]]\n"
         "when = { level = [\"3\"] }\neffect = \"ratio_points\"\nvalue = \"+5pp\"\norder = 1\n"});
    EXPECT_EQ(decide(Reference::of({added, province}, "area"), stay(), 1'000).shares.hifp_pay.fen(),
              550);
    const std::string own = "[benefit]\nid = \"own\"\nreplaces = \"inpatient\"\nlayer = \"basic\"\n"
                            "insured = \"employee\"\nservice = \"inpatient\"\n"
                            "undetermined = \"nobody knows\"\n"
                            "draw = { buckets = [\"in_policy\"], over = \"episode\" }\n";
    const auto replaced = Reference::of({province, package_of("area", child, {own})}, "area");
    EXPECT_EQ(decide(replaced, stay(), 1'000).refusal, "policy_undetermined");
}

model::Episode over_new_year() {
    model::Episode episode = stay();
    episode.admitted_on = *Date::of(2025, 12, 29);
    episode.discharged_on = *Date::of(2026, 1, 5);
    episode.settled_on = episode.discharged_on;
    return episode;
}

TEST(SlowTime, a_divided_stay_owes_one_deductible_or_two) {
    const Basic basic{.deductible = "per = \"admission\"\ncolumns = [\"nth=1\", \"nth=2+\"]\n"
                                    "rows = [[50, 30]]"};
    model::YearTotals before, later;
    before.admissions = 1;
    Head head;
    head.cross_year = "split";
    // 3 of 7 days: 30.00 and 40.00.
    const auto once = small_law({basic.text()}, head).decide(over_new_year(), in_scope(7'000),
                                                              before, later);
    EXPECT_EQ(once.delta.basic.deductible.fen(), 3'000);
    EXPECT_EQ(once.later_delta.basic.deductible.fen(), 2'000);
    EXPECT_EQ(once.later_delta.admissions, 0);
    head.split_deductible = "each";
    const auto each = small_law({basic.text()}, head).decide(over_new_year(), in_scope(7'000),
                                                              before, later);
    EXPECT_EQ(each.delta.basic.deductible.fen(), 3'000);
    EXPECT_EQ(each.later_delta.basic.deductible.fen(), 4'000);
    EXPECT_EQ(each.delta.admissions, 1);
    EXPECT_EQ(each.later_delta.admissions, 1);
    EXPECT_EQ(each.shares.act_pay_dedc.fen(), 7'000);
}

TEST(SlowTime, a_year_may_begin_in_summer) {
    Head head;
    head.year = "07-01";
    const auto law = small_law({Basic{}.text()}, head);
    EXPECT_EQ(law.year_of(on(2025, 6, 30)), 2024);
    EXPECT_EQ(law.year_of(on(2025, 7, 1)), 2025);
    EXPECT_FALSE(law.is_split(on(2025, 7, 2)));
    head.cross_year = "split";
    const auto divided = small_law({Basic{}.text()}, head);
    EXPECT_TRUE(divided.is_split(on(2025, 7, 2)));
    // Whoever leaves on the first day has lain no day in the later year.
    EXPECT_FALSE(divided.is_split(on(2025, 7, 1)));
    EXPECT_EQ(divided.year_of(on(2025, 7, 1)), 2024);
    head.cross_year = "by_admission_year";
    EXPECT_EQ(small_law({Basic{}.text()}, head).year_of(on(2025, 7, 1)), 2024);
}

}  // namespace
}  // namespace yidi::policies
