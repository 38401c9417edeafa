// Goal    A settlement moves in each party's books what the party owes or is owed, to the fen.
// Method  1. Examples of each party's entry; the side of every kind of account.
//         2. Over random shares, the three parties' entries have one total.
// Covers  K1, E1.

#include "ledger/chart.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::ledger {
namespace {

model::Shares shares_of(std::int64_t pool, std::int64_t large, std::int64_t account) {
    model::Shares shares;
    shares.hifp_pay = Money::of_fen(pool);
    shares.hifob_pay = Money::of_fen(large);
    shares.fund_pay_sumamt = shares.hifp_pay + shares.hifob_pay;
    shares.acct_pay = Money::of_fen(account);
    return shares;
}

TEST(Chart, books_at_the_treatment_place_what_it_is_owed_and_owes) {
    const auto entry =
        treatment_entry("110000", "H1", "310", shares_of(700, 200, 100), "2026-11", "S1");
    ASSERT_TRUE(entry.has_value());
    ASSERT_EQ(entry->lines().size(), 1U);
    EXPECT_EQ(entry->lines()[0].debit, "assets:receivable:province:110000:310");
    EXPECT_EQ(entry->lines()[0].credit, "liabilities:payable:institution:H1:310");
    EXPECT_EQ(entry->total(), Money::of_fen(1'000));
}

TEST(Chart, books_at_the_insured_place_each_fund_and_the_personal_account) {
    const auto entry =
        insured_entry("460000", "P1", "310", shares_of(700, 200, 100), "2026-11", "S1");
    ASSERT_TRUE(entry.has_value());
    ASSERT_EQ(entry->lines().size(), 3U);
    for (const Line& line : entry->lines()) {
        EXPECT_EQ(line.credit, "liabilities:payable:province:460000:310");
    }
    EXPECT_TRUE(entry->lines()[0].debit.starts_with("expenses:benefit:"));
    EXPECT_NE(entry->lines()[0].debit, entry->lines()[1].debit);
    EXPECT_EQ(entry->lines()[2].debit, "liabilities:personal-account:P1");
    EXPECT_EQ(entry->lines()[2].amount, Money::of_fen(100));
}

TEST(Chart, books_at_the_hub_an_obligation_of_the_clearing_month) {
    const auto entry = hub_entry("110000", "460000", "310", Money::of_fen(5), "2026-11", "S1");
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->lines()[0].debit, "assets:due-from:110000:460000:310:2026-11");
    EXPECT_EQ(entry->lines()[0].credit, "liabilities:due-to:460000:110000:310:2026-11");
}

TEST(Chart, books_nothing_where_nothing_moves) {
    EXPECT_FALSE(treatment_entry("110000", "H1", "310", {}, "2026-11", "S1").has_value());
    EXPECT_FALSE(insured_entry("460000", "P1", "310", {}, "2026-11", "S1").has_value());
    EXPECT_FALSE(hub_entry("110000", "460000", "310", {}, "2026-11", "S1").has_value());
}

TEST(Chart, says_by_the_first_word_of_an_account_on_which_side_it_lives) {  // K1
    EXPECT_TRUE(is_debit_side(receivable_from_province("110000", "310")));
    EXPECT_TRUE(is_debit_side(benefit_expense("310100")));
    EXPECT_TRUE(is_debit_side(account_fund("310")));
    EXPECT_TRUE(is_debit_side(due_from("110000", "460000", "310", "2026-11")));
    EXPECT_FALSE(is_debit_side(payable_to_institution("H1", "310")));
    EXPECT_FALSE(is_debit_side(payable_to_province("460000", "310")));
    EXPECT_FALSE(is_debit_side(personal_account("P1")));
    EXPECT_FALSE(is_debit_side(due_to("460000", "110000", "310", "2026-11")));
}

TEST(Chart, knows_an_account_apart_from_its_clearing_month) {
    struct Row {
        int at;
        const char* account;
        const char* expected;
    };
    const Row rows[] = {
        {__LINE__, "assets:due-from:110000:460000:310:2026-11",
         "assets:due-from:110000:460000:310"},
        {__LINE__, "assets:due-from:110000:460000:310", "assets:due-from:110000:460000:310"},
        {__LINE__, "a:2026-1", "a:2026-1"},
        {__LINE__, "a:2026_11", "a:2026_11"},
        {__LINE__, "a:x026-11", "a:x026-11"},
        {__LINE__, ":2026-11", ""},
        {__LINE__, "", ""},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        EXPECT_EQ(without_period(row.account), row.expected);
    }
}

RC_GTEST_PROP(ChartProperty, all_parties_book_the_same_total, ()) {
    const auto fen = [] { return *rc::gen::inRange<std::int64_t>(0, 10'000'000); };
    const model::Shares shares = shares_of(fen(), fen(), fen());
    const auto treatment = treatment_entry("110000", "H1", "310", shares, "2026-11", "S1");
    const auto insured = insured_entry("460000", "P1", "310", shares, "2026-11", "S1");
    const auto hub =
        hub_entry("110000", "460000", "310", owed_by_province(shares), "2026-11", "S1");
    const bool moves = !owed_by_province(shares).is_zero();
    RC_ASSERT(treatment.has_value() == moves);
    RC_ASSERT(insured.has_value() == moves);
    RC_ASSERT(hub.has_value() == moves);
    if (!moves) return;
    RC_ASSERT(treatment->total() == insured->total());
    RC_ASSERT(treatment->total() == hub->total());
}

}  // namespace
}  // namespace yidi::ledger
