// Goal    An Entry exists only if it balances, and every refusal says the first true reason.
// Method  1. A table: one row per refusal, each row one edit away from a row that is accepted,
//            plus a row that breaks several rules at once, to pin the precedence.
//         2. Properties over random drafts: a reversal undoes its entry; the total is the sum.
// Covers  E1 E2 E3 in the table, E4 in a_reversal_undoes_its_entry.

#include "ledger/entry.hpp"

#include <map>
#include <optional>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::ledger {
namespace {

Line line(std::string debit, std::string credit, std::int64_t fen) {
    return {std::move(debit), std::move(credit), Money::of_fen(fen), "care_owed"};
}

EntryDraft draft_of(std::vector<Line> lines) {
    return {"2026-11", "S1", std::move(lines)};
}

std::optional<EntryRefusal> refusal_of(std::vector<Line> lines) {
    const auto entry = Entry::from(draft_of(std::move(lines)));
    if (entry) return {};
    return entry.error();
}

TEST(Entry, is_refused_for_the_first_rule_it_breaks) {
    constexpr auto accepted = std::nullopt;
    constexpr std::int64_t max = Money::fen_max;
    using R = EntryRefusal;
    struct Row {
        int at;
        std::vector<Line> lines;
        std::optional<EntryRefusal> expected;
    };
    // clang-format off
    const Row rows[] = {
        // at       lines                                         expected
        {__LINE__, {line("a", "b", 100)},                         accepted},
        {__LINE__, {line("a", "b", 60), line("c", "b", 40)},      accepted},
        {__LINE__, {line("a", "b", max)},                         accepted},
        {__LINE__, {},                                            R::too_few_lines},
        {__LINE__, {line("a", "b", 0)},                           R::amount_not_positive},
        {__LINE__, {line("a", "b", -1)},                          R::amount_not_positive},
        {__LINE__, {line("", "b", 100)},                          R::account_unnamed},
        {__LINE__, {line("a", "", 100)},                          R::account_unnamed},
        {__LINE__, {line("a", "a", 100)},                         R::account_on_both_sides},
        {__LINE__, {line("a", "b", max), line("a", "b", 1)},      R::total_too_large},
        {__LINE__, {line("", "", -1)},                            R::amount_not_positive},
        {__LINE__, {line("", "", 1)},                             R::account_unnamed},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        EXPECT_EQ(refusal_of(row.lines), row.expected);
    }
}

TEST(Entry, takes_as_many_lines_as_the_limit_and_no_more) {
    std::vector<Line> lines(lines_per_entry_max, line("a", "b", 1));
    EXPECT_EQ(refusal_of(lines), std::nullopt);
    lines.push_back(line("a", "b", 1));
    EXPECT_EQ(refusal_of(lines), EntryRefusal::too_many_lines);
    lines.front().amount = Money{};
    EXPECT_EQ(refusal_of(lines), EntryRefusal::too_many_lines);
}

TEST(Entry, names_what_it_takes_back_only_where_it_knows_the_number) {
    const auto entry = Entry::from(draft_of({line("a", "b", 1), line("c", "d", 2)})).value();
    const Entry known = entry.reversed(7, "2026-12", "R1");
    EXPECT_EQ(known.lines()[0].reverses, 7);
    EXPECT_EQ(known.lines()[1].reverses, 8);
    EXPECT_EQ(known.period(), "2026-12");
    EXPECT_EQ(known.reference(), "R1");
    EXPECT_EQ(entry.reversed(0, "2026-12", "R1").lines()[1].reverses, 0);
}

TEST(EntryDeathTest, refuses_to_reverse_a_transfer_without_a_number) {
    const auto entry = Entry::from(draft_of({line("a", "b", 1)})).value();
    EXPECT_DEATH((void)entry.reversed(-1, "2026-11", "R1"), "first_transfer");
}

std::vector<Line> any_lines() {
    std::vector<Line> lines;
    for (int left = *rc::gen::inRange(1, 40); left > 0; --left) {
        const int debit = *rc::gen::inRange(0, 5), credit = *rc::gen::inRange(5, 10);
        lines.push_back(line(std::to_string(debit), std::to_string(credit),
                             *rc::gen::inRange<std::int64_t>(1, 1'000'000)));
    }
    return lines;
}

RC_GTEST_PROP(EntryProperty, the_total_is_the_sum_of_its_lines, ()) {
    const auto entry = Entry::from(draft_of(any_lines())).value();
    std::int64_t fen = 0;
    for (const Line& one : entry.lines()) fen += one.amount.fen();
    RC_ASSERT(entry.total().fen() == fen);
}

RC_GTEST_PROP(EntryProperty, a_reversal_undoes_its_entry, ()) {
    const auto entry = Entry::from(draft_of(any_lines())).value();
    const Entry mirror = entry.reversed(1, "2026-12", "R1");
    std::map<std::string, std::int64_t> balance_fen;
    for (const Entry* posted : {&entry, &mirror}) {
        for (const Line& one : posted->lines()) {
            balance_fen[one.debit] += one.amount.fen();
            balance_fen[one.credit] -= one.amount.fen();
        }
    }
    for (const auto& [account, fen] : balance_fen) RC_ASSERT(fen == 0);
}

}  // namespace
}  // namespace yidi::ledger
