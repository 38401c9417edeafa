// Goal    Lives that leave the books are in order, complete and nobody's: a plan that decided them
//         decides them again, and no identity is in them.
// Method  Claims made by hand: taken back, refused, going on from each other, with accounts, with
//         totals from elsewhere.
// Covers  Y1 of node/histories.hpp.

#include "node/histories.hpp"

#include <gtest/gtest.h>

namespace yidi::node {
namespace {

using model::Claim;
using model::ClaimState;

Claim claim_of(const char* setl_id, const char* psn_no, int minute) {
    Claim claim{};
    claim.setl_id = setl_id;
    claim.psn_no = psn_no;
    claim.insutype = "310";
    claim.mdtrt_id = std::string{"stay-"} + setl_id;
    claim.state = ClaimState::decided;
    claim.year = 2026;
    claim.decided_at = Instant::of_us(minute * 60'000'000LL);
    claim.facts.insuplc_admdvs = "110000";
    return claim;
}

std::vector<policy::HistoryEvent> lives(std::vector<Claim> claims) {
    return lives_of(std::move(claims), {}, [](const Claim&) { return nullptr; });
}

TEST(Lives, are_ordered_person_by_person_and_name_nobody) {
    const auto events = lives({claim_of("s3", "B", 3), claim_of("s2", "A", 9),
                               claim_of("s1", "A", 1), claim_of("s4", "B", 2)});
    ASSERT_EQ(events.size(), 4u);
    EXPECT_EQ(events[0].person, 0u);
    EXPECT_EQ(events[1].person, 0u);
    EXPECT_EQ(events[2].person, 1u);
    EXPECT_EQ(events[3].person, 1u);
}

TEST(Lives, leave_out_what_was_taken_back_and_refusals_that_were_settled_later) {
    Claim undone = claim_of("s1", "A", 1);
    undone.state = ClaimState::undone;
    Claim tombstone = claim_of("s2", "A", 2);
    tombstone.state = ClaimState::tombstone;
    Claim refused = claim_of("s3", "A", 3), settled = claim_of("s4", "A", 4);
    refused.state = ClaimState::refused;
    settled.mdtrt_id = refused.mdtrt_id;
    Claim first = claim_of("s5", "A", 5), again = claim_of("s6", "A", 6);
    first.state = again.state = ClaimState::refused;
    again.mdtrt_id = first.mdtrt_id;
    again.fees.medfee_sumamt = Money::of_yuan(7);
    const auto events = lives({undone, tombstone, refused, settled, first, again});
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[1].fees.medfee_sumamt, Money::of_yuan(7));
}

TEST(Lives, know_what_a_stay_goes_on_from_and_what_came_into_the_accounts) {
    Claim first = claim_of("s1", "A", 1), second = claim_of("s2", "A", 2);
    first.facts.account_balance = Money::of_yuan(100);
    first.shares.acct_pay = Money::of_yuan(60);
    second.follows = "s1";
    second.facts.chain.charged = Money::of_yuan(1300);
    second.facts.account_balance = Money::of_yuan(90);
    second.facts.account_past = Money::of_yuan(5);
    const auto events = lives({first, second});
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].follows, 0u);
    EXPECT_EQ(events[0].credit, Money::of_yuan(100));
    EXPECT_EQ(events[1].follows, 1u);
    EXPECT_EQ(events[1].credit, Money::of_yuan(50));
    EXPECT_EQ(events[1].credit_past, Money::of_yuan(5));
    EXPECT_TRUE(events[1].episode.chain.charged.is_zero());
    EXPECT_TRUE(events[1].episode.account_balance.is_zero());
}

TEST(Lives, begin_a_year_with_what_no_event_here_explains) {
    Claim first = claim_of("s1", "A", 1), second = claim_of("s2", "A", 2),
          third = claim_of("s3", "A", 3);
    first.before.basic.paid = Money::of_yuan(8240);
    first.delta.basic.paid = Money::of_yuan(10);
    second.before.basic.paid = Money::of_yuan(8250);
    second.delta.basic.paid = Money::of_yuan(5);
    // The second was taken back before the third was decided.
    second.state = ClaimState::undone;
    third.before.basic.paid = Money::of_yuan(8250);
    const auto events = lives({first, second, third});
    ASSERT_EQ(events.size(), 2u);
    ASSERT_TRUE(events[0].opening);
    EXPECT_EQ(events[0].opening->basic.paid, Money::of_yuan(8240));
    EXPECT_FALSE(events[1].opening);
    // While it stood, it counted.
    second.state = ClaimState::decided;
    third.before.basic.paid = Money::of_yuan(8250);
    const auto after = lives({first, second, third});
    ASSERT_TRUE(after[2].opening);
    EXPECT_EQ(after[2].opening->basic.paid, -Money::of_yuan(5));
}

}  // namespace
}  // namespace yidi::node
