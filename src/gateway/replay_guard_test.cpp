// Goal    No signature passes twice while its time is accepted, and memory has an end.
// Method  A table of small stories; a long run of signatures held against a set that forgets
//         nothing, with time moving on.
// Covers  G1 in a_signature_is_fresh_once and many_signatures_over_hours, G2 in
//         a_full_memory_takes_nothing_new

#include "gateway/replay_guard.hpp"

#include <set>

#include <gtest/gtest.h>

namespace yidi::gateway {
namespace {

using Verdict = ReplayGuard::Verdict;

constexpr std::int64_t second_us = Instant::us_per_second;
constexpr std::int64_t half_hour_us = 1'800 * second_us;
const Instant noon = *Instant::parse("2026-11-29 12:00:00");

TEST(ReplayGuard, a_signature_is_fresh_once) {
    ReplayGuard guard{half_hour_us, 100};
    EXPECT_EQ(guard.remember("A", "one", noon, noon), Verdict::fresh);
    EXPECT_EQ(guard.remember("A", "one", noon, noon), Verdict::seen);
    EXPECT_EQ(guard.remember("A", "two", noon, noon), Verdict::fresh);
    EXPECT_EQ(guard.remember("B", "one", noon, noon), Verdict::fresh) << "another key's";
    EXPECT_EQ(guard.remember("A", "one", noon, noon.plus_us(half_hour_us)), Verdict::seen)
        << "to the last moment at which its time is accepted";
    EXPECT_EQ(guard.size(), 3U);
}

TEST(ReplayGuard, a_full_memory_takes_nothing_new) {
    ReplayGuard guard{half_hour_us, 3};
    for (const char* text : {"a", "b", "c"}) {
        EXPECT_EQ(guard.remember("A", text, noon, noon), Verdict::fresh);
    }
    EXPECT_EQ(guard.remember("A", "d", noon, noon), Verdict::full);
    EXPECT_EQ(guard.remember("A", "a", noon, noon), Verdict::seen) << "and forgets nothing";
    EXPECT_EQ(guard.size(), 3U);
    const Instant later = noon.plus_us(3 * half_hour_us);
    EXPECT_EQ(guard.remember("A", "d", later, later), Verdict::fresh);
    EXPECT_EQ(guard.size(), 1U) << "what is too old to be accepted made room";
}

TEST(ReplayGuard, many_signatures_over_hours) {
    ReplayGuard guard{half_hour_us, 100'000};
    std::set<std::string> used;
    std::uint64_t state = 20261129;
    Instant now = noon;
    int again = 0;
    for (int turn = 0; turn < 40'000; ++turn) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        now = now.plus_ms(static_cast<std::int64_t>(state >> 33) % 500);
        // A time within the window, and one of few signatures for it.
        const auto shift =
            static_cast<std::int64_t>(state >> 20) % (2 * half_hour_us) - half_hour_us;
        const Instant at = Instant::of_us(now.plus_us(shift).us() / second_us * second_us);
        if (at < now.plus_us(-half_hour_us)) continue;
        const std::string text = at.text() + std::to_string(state % 2);
        const bool is_new = used.insert(text).second;
        again += is_new ? 0 : 1;
        ASSERT_EQ(guard.remember("A", text, at, now), is_new ? Verdict::fresh : Verdict::seen)
            << text << " at " << now.text();
    }
    EXPECT_GT(again, 1'000) << "the run must meet signatures that were used";
    EXPECT_LT(guard.size(), used.size()) << "the oldest were dropped";
}

TEST(ReplayGuardDeathTest, a_time_outside_the_window_is_the_callers_mistake) {
    ReplayGuard guard{half_hour_us, 3};
    EXPECT_DEATH((void)guard.remember("A", "a", noon, noon.plus_us(half_hour_us + 1)), "signed_at");
}

}  // namespace
}  // namespace yidi::gateway
