// Goal    Random histories are the same from the same seed, make sense, and lie where it matters.
// Method  A small law with known landmarks; many histories of it.
// Covers  The generator of the comparison of the evaluators.

#include "random_history.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "reference/small_law.hpp"

namespace yidi::policies {
namespace {

const Reference& law() {
    static const auto made = [] {
        Head head;
        head.cross_year = "split";
        return small_law({Basic{.service = "inpatient|chronic",
                                .deductible = "per = \"admission\"\namount = 700",
                                .cap = "from = 2024-01-01\nto = 2025-05-01\n"
                                       "measure = \"year_fund_paid\"\npools = [\"basic\"]\n"
                                       "amount = 50000",
                                .more = "[[cap]]\nfrom = 2025-05-01\nto = \"open\"\n"
                                        "measure = \"year_fund_paid\"\npools = [\"basic\"]\n"
                                        "amount = 60000\n[[limit]]\nmeasure = \"month_visits\"\n"
                                        "scope = \"benefit\"\namount = \"3\"\n"}
                              .text()},
                         head);
    }();
    return made;
}

const Landmarks& marks() {
    static const auto made = landmarks_of(law().law());
    return made;
}

std::vector<Happening> history_of(std::uint64_t seed) {
    std::vector<Happening> events;
    RandomHistory history(law(), marks(), seed);
    while (!history.is_over()) {
        events.push_back(history.next());
        const Happening& last = events.back();
        history.settled(last,
                        law().decide(last.episode, last.fees, last.before, last.later_before));
    }
    return events;
}

bool is_sound(const model::PoolUse& use) {
    return !use.paid.is_negative() && use.deductible <= use.drawn && use.paid <= use.drawn;
}

TEST(RandomHistory, is_the_same_from_the_same_seed) {
    for (const std::uint64_t seed : {1ULL, 99ULL, 0xffffffffffffffffULL}) {
        const auto first = history_of(seed), second = history_of(seed);
        ASSERT_EQ(first.size(), second.size());
        for (std::size_t at = 0; at < first.size(); ++at) {
            EXPECT_EQ(first[at].episode, second[at].episode);
            EXPECT_EQ(first[at].fees, second[at].fees);
            EXPECT_EQ(first[at].before, second[at].before);
        }
    }
    EXPECT_FALSE(history_of(1).front().episode == history_of(2).front().episode);
}

TEST(RandomHistory, makes_sense) {
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        const auto events = history_of(seed);
        ASSERT_GE(events.size(), 1u);
        ASSERT_LE(events.size(), static_cast<std::size_t>(RandomHistory::events_max));
        for (const Happening& event : events) {
            EXPECT_TRUE(event.fees.balances());
            EXPECT_LE(event.episode.admitted_on, event.episode.discharged_on);
            EXPECT_LE(event.episode.discharged_on, event.episode.settled_on);
            EXPECT_GE(event.episode.age_years, 0);
            EXPECT_TRUE(is_sound(event.before.basic));
            EXPECT_TRUE(is_sound(event.later_before.basic));
            EXPECT_FALSE(event.episode.account_balance.is_negative());
        }
    }
}

TEST(RandomHistory, lies_on_the_landmarks_and_beside_them) {
    std::array<int, 3> days{}, amounts{};
    int split = 0, visits = 0, carried = 0;
    const Date boundary = *Date::of(2025, 5, 1);
    for (std::uint64_t seed = 1; seed <= 5'000; ++seed) {
        const auto events = history_of(seed);
        for (const Happening& event : events) {
            const auto day = law().basis_day(event.episode).days() - boundary.days();
            if (day >= -1 && day <= 1) ++days[static_cast<std::size_t>(day + 1)];
            const auto beside = event.fees.inscp_scp_amt.fen() - 70'000;
            if (beside >= -1 && beside <= 1) ++amounts[static_cast<std::size_t>(beside + 1)];
            if (law().is_split(event.episode)) ++split;
            if (event.episode.quota.first > 0) ++visits;
            if (event.before.admissions > 0) ++carried;
        }
    }
    EXPECT_GT(*std::min_element(days.begin(), days.end()), 100);
    EXPECT_GT(*std::min_element(amounts.begin(), amounts.end()), 20);
    EXPECT_GT(split, 100);
    EXPECT_GT(visits, 100);
    EXPECT_GT(carried, 1'000);
}

}  // namespace
}  // namespace yidi::policies
