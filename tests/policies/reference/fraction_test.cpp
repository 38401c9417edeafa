// Goal    Fractions are exact and round as named.
// Method  A table of amounts and shares, computed by hand, and the least cost against a search.
// Covers  Rounding and the inverse of a rounding in the slow evaluator.

#include "fraction.hpp"

#include <gtest/gtest.h>

#include "bands.hpp"

namespace yidi::slow {
namespace {

TEST(SlowFraction, rounds_half_up_or_down_and_only_when_asked) {
    EXPECT_EQ(rounded(Fraction::of(5, 10), Mode::half_up), 1);
    EXPECT_EQ(rounded(Fraction::of(4999, 10000), Mode::half_up), 0);
    EXPECT_EQ(rounded(Fraction::of(19, 10), Mode::down), 1);
    EXPECT_EQ(Fraction::of(1, 3) + Fraction::of(1, 6), Fraction::of(1, 2));
    EXPECT_EQ(Fraction(1) - (Fraction(1) - Fraction::of(85, 100)) * Fraction::of(60, 100),
              Fraction::of(91, 100));
    EXPECT_EQ((-Fraction::of(1, 2)).floor(), -1);
    EXPECT_EQ(Fraction::of(7, 2).ceiling(), 4);
    EXPECT_TRUE(Fraction::of(2, 3) < Fraction::of(3, 4));
}

TEST(SlowFraction, holds_the_largest_amount_times_three_shares) {
    const Fraction share = Fraction::of(999'999, 1'000'000);
    const Fraction product = Fraction(Money::fen_max) * share * share * share;
    EXPECT_EQ(product.floor(), 999'997'000'002'999);
}

TEST(SlowFraction, the_least_cost_is_what_a_search_finds) {
    for (const Mode mode : {Mode::half_up, Mode::down}) {
        for (const Fraction share : {Fraction::of(85, 100), Fraction::of(1, 3), Fraction(1)}) {
            for (const Fraction carried : {Fraction(0), Fraction::of(1, 4), Fraction::of(1, 2)}) {
                for (std::int64_t amount = 0; amount < 40; ++amount) {
                    std::int64_t cost = 0;
                    while (rounded(carried + share * cost, mode) - rounded(carried, mode) <
                           amount) {
                        ++cost;
                    }
                    EXPECT_EQ(least_cost(amount, share, carried, mode), cost);
                }
            }
        }
    }
    EXPECT_EQ(least_cost(1, 0, 0, Mode::half_up), std::nullopt);
}

}  // namespace
}  // namespace yidi::slow
