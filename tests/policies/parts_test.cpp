// Goal    A stay that is settled in parts costs what it would have cost at once, whatever the
// parts;
//         where it cannot, it is refused and nothing is taken back.
// Method  1. Random stays of every package, cut into two to four parts at random fen; the account
// is
//            used in some parts and not in others.
//         2. Parts decided under facts that change between them.
//         3. The explanation of a part is that part, and its steps add up to its bill.
// Covers  P5 P6 of policy/stay_in_parts.hpp

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/stay_in_parts.hpp"
#include "random_stay.hpp"

namespace yidi::policies {
namespace {

using policy::EarlierParts;

// Less than this, and the rounding of the bands can exceed the bill itself.
constexpr std::int64_t part_fen_min = 100;

void add(EarlierParts& earlier, const char* setl_id, const model::FeeSums& fees,
         const policy::Decision& decision) {
    earlier.newest = setl_id;
    earlier.fees += fees;
    earlier.shares += decision.shares;
    earlier.delta += decision.delta;
}

/// `whole` in so many parts, none of them tiny.
std::vector<model::FeeSums> cut(const model::FeeSums& whole, int parts) {
    std::vector<model::FeeSums> cut;
    model::FeeSums left = whole;
    for (int part = 1; part < parts; ++part) {
        model::FeeSums fees;
        const auto share = [&](Money amount) {
            return Money::of_fen(*rc::gen::inRange<std::int64_t>(0, amount.fen() / 2 + 1));
        };
        fees.fulamt_ownpay_amt = share(left.fulamt_ownpay_amt);
        fees.preselfpay_amt = share(left.preselfpay_amt);
        fees.inscp_scp_amt = share(left.inscp_scp_amt);
        fill_total(fees);
        left -= fees;
        cut.push_back(fees);
    }
    cut.push_back(left);
    return cut;
}

RC_GTEST_PROP(PartsProperty, parts_add_up_to_the_stay_payer_by_payer, ()) {
    Stay stay = any_stay();
    const auto parts = cut(stay.fees, *rc::gen::inRange(2, 5));
    for (const auto& fees : parts) RC_PRE(fees.inscp_scp_amt >= Money::of_fen(part_fen_min));
    const policy::Plan& plan = plan_of(stay.admdvs);
    const auto whole = policy::decide(plan, stay.episode, stay.fees, stay.before);
    RC_PRE(!whole.refusal);

    EarlierParts earlier;
    model::Episode episode = stay.episode;
    for (const auto& fees : parts) {
        const auto part = policy::decide_part(plan, episode, fees, {stay.before, {}}, earlier);
        // Where a later fund pays less of what an earlier one leaves, a payer's sum may fall as
        // the bill grows: such a part is refused and takes nothing back (P6).
        if (part.refusal) RC_ASSERT(part.refusal->code == ErrorCode::stay_decided_otherwise);
        RC_PRE(!part.refusal);
        RC_ASSERT(part.shares.balances_with(fees));
        RC_ASSERT(part.shares.balc == episode.account_balance - part.shares.acct_pay);
        RC_ASSERT(part.delta.admissions == (earlier.empty() ? 1 : 0));
        episode.account_balance = part.shares.balc;
        add(earlier, "S", fees, part);
    }
    model::Shares sum = earlier.shares;
    sum.balc = whole.shares.balc;
    RC_ASSERT(sum == whole.shares);
    RC_ASSERT(episode.account_balance == whole.shares.balc);
    RC_ASSERT(earlier.delta == whole.delta);
}

RC_GTEST_PROP(PartsProperty, the_account_pays_in_the_parts_that_ask_for_it, ()) {
    Stay stay = any_stay();
    const auto parts = cut(stay.fees, 2);
    for (const auto& fees : parts) RC_PRE(fees.inscp_scp_amt >= Money::of_fen(part_fen_min));
    const policy::Plan& plan = plan_of(stay.admdvs);
    const bool first_uses = *rc::gen::arbitrary<bool>();
    EarlierParts earlier;
    model::Episode episode = stay.episode;
    episode.use_account = first_uses;
    const auto first = policy::decide_part(plan, episode, parts[0], {stay.before, {}}, earlier);
    RC_PRE(!first.refusal);
    add(earlier, "S", parts[0], first);
    episode.account_balance = first.shares.balc;
    episode.use_account = !first_uses;
    const auto second = policy::decide_part(plan, episode, parts[1], {stay.before, {}}, earlier);
    RC_PRE(!second.refusal);  // a value nobody knows, or less for the whole than for the part
    RC_ASSERT(second.shares.balances_with(parts[1]));
    if (first_uses) RC_ASSERT(second.shares.acct_pay.is_zero());
    RC_ASSERT(second.shares.balc == episode.account_balance - second.shares.acct_pay);
    // Whoever pays the person's part, the funds pay the same.
    const auto whole = policy::decide(plan, stay.episode, stay.fees, stay.before);
    RC_ASSERT(first.shares.fund_pay_sumamt + second.shares.fund_pay_sumamt ==
              whole.shares.fund_pay_sumamt);
}

RC_GTEST_PROP(PartsProperty, the_explanation_of_a_part_is_that_part, ()) {
    Stay stay = any_stay();
    const auto parts = cut(stay.fees, 2);
    for (const auto& fees : parts) RC_PRE(fees.inscp_scp_amt >= Money::of_fen(part_fen_min));
    const policy::Plan& plan = plan_of(stay.admdvs);
    EarlierParts earlier;
    const auto first =
        policy::decide_part(plan, stay.episode, parts[0], {stay.before, {}}, earlier);
    RC_PRE(!first.refusal);
    add(earlier, "S", parts[0], first);
    stay.episode.account_balance = first.shares.balc;
    const auto second =
        policy::decide_part(plan, stay.episode, parts[1], {stay.before, {}}, earlier);
    const auto explained =
        policy::explain_part(plan, stay.episode, parts[1], {stay.before, {}}, earlier);
    RC_ASSERT(explained.decision.shares == second.shares);
    RC_ASSERT(explained.decision.delta == second.delta);
    RC_PRE(!second.refusal);
    Money buckets, payers;
    std::int64_t seq = 0;
    for (const auto& step : explained.steps) {
        const Money result = Money::parse(step.result).value_or(Money{});
        if (step.op == "bucket") buckets += result;
        if (step.op == "payer") payers += result;
        RC_ASSERT(step.seq == ++seq);
        RC_ASSERT(!step.zh.empty() && !step.en.empty());
    }
    RC_ASSERT(buckets == parts[1].medfee_sumamt);
    RC_ASSERT(payers == parts[1].medfee_sumamt);
}

model::FeeSums in_policy(std::int64_t yuan) {
    model::FeeSums fees;
    fees.medfee_sumamt = fees.inscp_scp_amt = Money::of_yuan(yuan);
    return fees;
}

model::Episode beijing_employee() {
    model::Episode episode;
    episode.insuplc_admdvs = "110100";
    episode.scheme = model::Scheme::employee;
    episode.status = model::PersonStatus::active;
    episode.level = model::HospitalLevel::level_3;
    episode.place = model::Place::filed_longterm;
    episode.admitted_on = episode.discharged_on = episode.settled_on = *Date::of(2025, 6, 1);
    return episode;
}

/// One bill of 50,000: 28,700 x 85 % + 10,000 x 90 % + 10,000 x 95 % = 42,895.
TEST(Parts, share_one_deductible_and_go_on_through_the_bands) {
    const policy::Plan& plan = frozen_plan_of("110100");
    const model::Episode episode = beijing_employee();
    EarlierParts earlier;
    const auto first = policy::decide_part(plan, episode, in_policy(20'000), {}, earlier);
    EXPECT_EQ(first.shares.act_pay_dedc, Money::of_yuan(1'300));
    EXPECT_EQ(first.shares.hifp_pay, Money::of_yuan(15'895));  // 18,700 x 85 %
    add(earlier, "S1", in_policy(20'000), first);
    const auto second = policy::decide_part(plan, episode, in_policy(30'000), {}, earlier);
    EXPECT_EQ(second.shares.act_pay_dedc, Money{});
    EXPECT_EQ(second.shares.hifp_pay, Money::of_yuan(27'000));  // 42,895 - 15,895
    EXPECT_EQ(second.shares.psn_part_amt, Money::of_yuan(3'000));
    EXPECT_EQ(second.delta.admissions, 0);
    EXPECT_EQ(model::paid_hifp(second.delta), Money::of_yuan(27'000));
    EXPECT_EQ(second.delta.basic.deductible, Money{});
}

TEST(Parts, smaller_than_the_deductible_charge_it_until_it_is_paid) {
    const policy::Plan& plan = frozen_plan_of("110100");
    EarlierParts earlier;
    const std::int64_t yuan[] = {1'000, 200, 1'100};
    const std::int64_t charged[] = {1'000, 200, 100};
    for (std::size_t at = 0; at < std::size(yuan); ++at) {
        const auto fees = in_policy(yuan[at]);
        const auto part = policy::decide_part(plan, beijing_employee(), fees, {}, earlier);
        EXPECT_EQ(part.shares.act_pay_dedc, Money::of_yuan(charged[at])) << at;
        add(earlier, "S", fees, part);
    }
    EXPECT_EQ(earlier.shares.hifp_pay, Money::of_yuan(850));  // (2,300 - 1,300) x 85 %
}

/// 医保发〔2022〕22号附件 第16条: a filing before the discharge settlement covers the whole stay.
TEST(Parts, of_a_person_who_stands_better_now_are_made_good) {
    const policy::Plan& plan = frozen_plan_of("110100");
    EarlierParts earlier;
    model::Episode episode = beijing_employee();
    episode.place = model::Place::unfiled;
    episode.urgency = model::Urgency::emergency;
    const auto first = policy::decide_part(plan, episode, in_policy(20'000), {}, earlier);
    ASSERT_FALSE(first.refusal.has_value());
    add(earlier, "S1", in_policy(20'000), first);
    episode.place = model::Place::filed_longterm;
    const auto second = policy::decide_part(plan, episode, in_policy(30'000), {}, earlier);
    EXPECT_EQ(first.shares.hifp_pay + second.shares.hifp_pay, Money::of_yuan(42'895));
}

TEST(Parts, of_a_person_who_stands_worse_now_are_refused_and_name_what_to_reverse) {
    const policy::Plan& plan = frozen_plan_of("110100");
    EarlierParts earlier;
    model::Episode episode = beijing_employee();
    const auto first = policy::decide_part(plan, episode, in_policy(200'000), {}, earlier);
    add(earlier, "S1", in_policy(200'000), first);
    episode.level = model::HospitalLevel::level_3;
    model::YearTotals used_up;
    used_up.basic.paid = Money::of_yuan(100'000'000);  // by a stay that was settled meanwhile
    used_up.large_amount.paid = Money::of_yuan(100'000'000);
    const auto second = policy::decide_part(plan, episode, in_policy(10), {used_up, {}}, earlier);
    ASSERT_TRUE(second.refusal.has_value());
    EXPECT_EQ(second.refusal->code, ErrorCode::stay_decided_otherwise);
    EXPECT_EQ(second.refusal->expected, "2305 setl_id=S1");
    EXPECT_EQ(second.shares, model::Shares{});
    EXPECT_EQ(second.delta, model::YearTotals{});
}

}  // namespace
}  // namespace yidi::policies
