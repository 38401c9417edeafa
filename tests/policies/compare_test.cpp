// Goal    Two versions of a law are told apart value by value: what changes, for whom, from which
//         day, by which row, and by how much on a bill.
// Method  1. Examples with exact answers.
//         2. Every other reading of every package: the example bills differ, and random people are
//            decided differently only where a change is told.
// Covers  Q1 of policy/compare/compare.hpp.

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/compare/compare.hpp"
#include "policy/history/generate.hpp"
#include "policy/target.hpp"
#include "reform_fixture.hpp"

namespace yidi::policies {
namespace {

using testing::ElementsAre;

TEST(Compare, tells_what_changes_for_whom_and_from_when) {
    const auto made = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"], status = ["active"] }
op = "add"
amount = 300
)",
                                   "2026-01-01", "2027-01-01");
    const auto compared = policy::compare(*made.base, *made.plan);
    EXPECT_TRUE(compared.frame.empty());
    EXPECT_TRUE(compared.only_sources.empty());
    ASSERT_EQ(compared.changes.size(), 1u);
    const policy::ValueChange& change = compared.changes.front();
    EXPECT_EQ(change.benefit, "bj.emp.ip");
    EXPECT_EQ(change.aspect, policy::Aspect::deductible);
    EXPECT_EQ(change.before.en, "each admission 1,300.00, then 650.00");
    EXPECT_EQ(change.after.en, "each admission 1,600.00, then 950.00");
    EXPECT_EQ(change.days.text(), "2026-01-01 to 2027-01-01");
    ASSERT_EQ(change.whom.size(), 1u);
    ASSERT_EQ(change.whom.front().size(), 2u);
    EXPECT_THAT(change.whom.front()[0].values, ElementsAre("3"));
    EXPECT_THAT(change.whom.front()[1].values, ElementsAre("active"));
    EXPECT_EQ(change.rows_before.front().rule, "bj.emp.ip.ded");
    EXPECT_EQ(change.rows_before.front().row, 2);
    EXPECT_EQ(change.rows_after.front().from, "2026-01-01");
    EXPECT_EQ(change.rows_after.front().cites.back(), "《试算方案：试算》 第1处改动");
    ASSERT_TRUE(change.example);
    EXPECT_EQ(change.example->fees.inscp_scp_amt.text(), "5000.00");
    EXPECT_EQ(change.example->was.shares.hifp_pay.text(), "3145.00");
    EXPECT_EQ(change.example->is.shares.hifp_pay.text(), "2890.00");
}

TEST(Compare, finds_nothing_between_a_law_and_itself) {
    for (const Area& area : areas()) {
        const auto compared = policy::compare(plan_of(area.admdvs), plan_of(area.admdvs));
        EXPECT_TRUE(compared.frame.empty() && compared.changes.empty() &&
                    compared.only_sources.empty());
    }
}

TEST(Compare, tells_of_benefits_that_come_and_of_values_that_become_unknown) {
    const auto law_now = law_of(repository_packages(), "beijing");
    const auto text = reform_text("beijing", R"([[patch]]
target = "bj.res.mi"
op = "remove"
[[patch]]
target = "bj.res.ip.cap"
op = "set"
amount = "undetermined"
)",
                                  "2026-01-01");
    const auto made = stacked(law_now, {text});
    ASSERT_TRUE(made) << message_of(made.error(), false);
    std::vector<std::string> told;
    for (const auto& change : policy::compare(*made->base, *made->plan).changes) {
        told.push_back(change.benefit + " " + std::string{policy::word_of(change.aspect).name} +
                       ": " + change.before.en + " -> " + change.after.en);
    }
    EXPECT_THAT(told, testing::Contains("bj.res.mi gate: entitled -> refused"));
    EXPECT_THAT(told, testing::Contains(testing::HasSubstr("bj.res.ip cap: ")));
    EXPECT_THAT(told, testing::Contains(testing::HasSubstr("-> not known")));
}

TEST(Compare, has_a_bill_for_the_other_reading_of_almost_every_text) {
    std::size_t changes = 0, with_bills = 0;
    for (const Area& area : areas()) {
        const auto law_now = law_of(repository_packages(), area.folder);
        policy::Findings findings;
        const auto package = policy::load_with_parents(law_now.area, law_now.parents, findings);
        for (const auto& [id, reading] : package.sources.readings) {
            if (reading.patches.empty()) continue;
            SCOPED_TRACE(id);
            const policy::Reform reform = policy::reading_reform(area.folder, id);
            const auto made = policy::stack(law_now, {&reform, 1});
            ASSERT_TRUE(made);
            const auto compared = policy::compare(*made->base, *made->plan);
            EXPECT_FALSE(compared.changes.empty());
            for (const auto& change : compared.changes) {
                ++changes;
                with_bills += change.example.has_value();
                EXPECT_NE(change.before.en, change.after.en);
                EXPECT_NE(change.before.zh, change.after.zh);
            }
        }
    }
    EXPECT_GT(with_bills * 10, changes * 7);
}

bool covers(const policy::ValueChange& change, const policy::Plan& plan,
            const model::Episode& episode) {
    const auto has = [](const auto& list, auto value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    return has(change.schemes, episode.scheme) && has(change.services, episode.service) &&
           change.days.holds(policy::basis_date(plan.tables(), episode));
}

TEST(Compare, has_a_change_for_every_person_who_is_decided_differently) {
    std::size_t different = 0;
    for (const Area& area : areas()) {
        const auto law_now = law_of(repository_packages(), area.folder);
        policy::Findings findings;
        const auto package = policy::load_with_parents(law_now.area, law_now.parents, findings);
        policy::InventedLives lives(1, {{area.admdvs, {}}}, *Date::of(2024, 1, 1));
        for (const auto& [id, reading] : package.sources.readings) {
            if (reading.patches.empty()) continue;
            const policy::Reform reform = policy::reading_reform(area.folder, id);
            const auto made = policy::stack(law_now, {&reform, 1});
            ASSERT_TRUE(made);
            const auto compared = policy::compare(*made->base, *made->plan);
            for (int person = 0; person < 40; ++person) {
                for (const policy::HistoryEvent& event : lives.next()) {
                    const auto was =
                        policy::decide(*made->base, event.episode, event.fees, model::YearTotals{});
                    const auto is =
                        policy::decide(*made->plan, event.episode, event.fees, model::YearTotals{});
                    if (was.shares == is.shares && was.refusal == is.refusal) continue;
                    ++different;
                    EXPECT_TRUE(std::any_of(compared.changes.begin(), compared.changes.end(),
                                            [&](const policy::ValueChange& change) {
                                                return covers(change, *made->base, event.episode);
                                            }))
                        << id;
                }
            }
        }
    }
    EXPECT_GT(different, 50u);
}

}  // namespace
}  // namespace yidi::policies
