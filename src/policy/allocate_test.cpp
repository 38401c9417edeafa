// Goal    What the funds paid comes back to the lines to the fen, in proportion, and no line gets
//         more than it cost.
// Method  1. A table of divisions worked out by hand.
//         2. Properties over random lines: B1 to B4.
// Covers  B1 B2 B3 B4 of policy/allocate.hpp. tests/policies has funds_by_line over real packages.

#include "policy/allocate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::policy {
namespace {

std::vector<Money> fen(const std::vector<std::int64_t>& amounts) {
    std::vector<Money> made;
    for (const std::int64_t amount : amounts) made.push_back(Money::of_fen(amount));
    return made;
}

TEST(Allocate, hands_the_fen_left_over_to_the_largest_remainders) {
    struct Row {
        int line;
        std::int64_t amount;
        std::vector<std::int64_t> bases, parts;
    };
    const Row rows[] = {
        {__LINE__, 0, {}, {}},
        {__LINE__, 0, {0, 5}, {0, 0}},
        {__LINE__, 100, {100}, {100}},
        {__LINE__, 10, {1, 1, 1, 17}, {1, 1, 0, 8}},     // 0.5 0.5 0.5 8.5: the earlier lines
        {__LINE__, 1, {1, 1}, {1, 0}},
        {__LINE__, 1, {1, 2}, {0, 1}},                   // 1/3 and 2/3
        {__LINE__, 5, {3, 3, 4}, {2, 1, 2}},             // 1.5 1.5 2.0
        {__LINE__, 7, {0, 7, 0}, {0, 7, 0}},
        {__LINE__, 19, {10, 10}, {10, 9}},               // 9.5 9.5
        {__LINE__, 999, {333, 333, 334}, {333, 333, 333}},  // 332.667 332.667 333.666
        {__LINE__,
         500'000'000'000'000,
         {500'000'000'000'000, 500'000'000'000'000},
         {250'000'000'000'000, 250'000'000'000'000}},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        EXPECT_EQ(allocate(Money::of_fen(row.amount), fen(row.bases)), fen(row.parts));
    }
}

TEST(AllocateDeathTest, refuses_to_hand_out_more_than_there_is) {
    EXPECT_DEATH((void)allocate(Money::of_fen(3), fen({1, 1})), "amount");
    EXPECT_DEATH((void)allocate(Money::of_fen(0), fen({-1, 1})), "base");
}

struct Split {
    Money amount;
    std::vector<Money> bases, parts;
    std::int64_t sum = 0;
};

Split any_split() {
    Split split;
    const auto count = *rc::gen::inRange<std::size_t>(1, 40);
    const auto most = *rc::gen::element<std::int64_t>(3, 100, 10'000, 1'000'000'000);
    for (std::size_t line = 0; line < count; ++line) {
        split.bases.push_back(Money::of_fen(*rc::gen::inRange<std::int64_t>(0, most)));
        split.sum += split.bases.back().fen();
    }
    split.amount = Money::of_fen(*rc::gen::inRange<std::int64_t>(0, split.sum + 1));
    split.parts = allocate(split.amount, split.bases);
    return split;
}

RC_GTEST_PROP(AllocateProperty, parts_add_up_and_stay_within_their_lines, ()) {
    const Split split = any_split();
    Money sum;
    for (std::size_t line = 0; line < split.bases.size(); ++line) {
        RC_ASSERT(!split.parts[line].is_negative() && split.parts[line] <= split.bases[line]);
        sum += split.parts[line];
    }
    RC_ASSERT(sum == split.amount);
}

RC_GTEST_PROP(AllocateProperty, a_part_is_its_proportion_to_the_fen, ()) {
    const Split split = any_split();
    RC_PRE(split.sum > 0);
    __extension__ using Wide = __int128;
    for (std::size_t line = 0; line < split.bases.size(); ++line) {
        const Wide exact = Wide{split.amount.fen()} * split.bases[line].fen();
        const Wide part = Wide{split.parts[line].fen()} * split.sum;
        RC_ASSERT(exact - part < split.sum && part - exact < split.sum);
        for (std::size_t later = line + 1; later < split.bases.size(); ++later) {
            if (split.bases[later] != split.bases[line]) continue;
            RC_ASSERT(split.parts[line] >= split.parts[later]);
        }
    }
}

}  // namespace
}  // namespace yidi::policy
