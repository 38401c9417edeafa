// Goal    Whatever the stay, the books balance, nothing is negative, more cost never lowers what
//         the funds pay, and the explanation is the decision.
// Method  1. Random stays of every package: any person, place, level, date, accumulators, bill.
//         2. The same properties at every fen around every bound, for every package.
// Covers  P1 P2 P3 P4 of policy/decide.hpp, X1 X2 of policy/step_writer.hpp, K1 of
//         policy/evaluate.hpp, K2 of policy/bands.hpp

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "law_fixture.hpp"
#include "random_stay.hpp"

namespace yidi::policies {
namespace {

policy::Decision decide(const Stay& stay) {
    return policy::decide(plan_of(stay.admdvs), stay.episode, stay.fees, stay.before);
}

RC_GTEST_PROP(PolicyProperty, the_books_balance_and_nothing_is_negative, ()) {
    const Stay stay = any_stay();
    const auto decision = decide(stay);
    RC_PRE(!decision.refusal);
    const auto& s = decision.shares;
    RC_ASSERT(s.balances_with(stay.fees));
    RC_ASSERT(s.hifp_pay + s.hifob_pay + s.hifmi_pay + s.cvlserv_pay + s.hifes_pay + s.maf_pay +
                  s.oth_pay + s.acct_pay + s.psn_cash_pay ==
              stay.fees.medfee_sumamt);
    RC_ASSERT(s.acct_pay <= stay.episode.account_balance);
    const auto& d = decision.delta;
    RC_ASSERT(d.self_in_policy <= stay.fees.inscp_scp_amt);
    RC_ASSERT(d.admissions == 1 && model::paid_hifp(d) == s.hifp_pay);
    RC_ASSERT(d.large_amount.paid == s.hifob_pay);
}

RC_GTEST_PROP(PolicyProperty, more_cost_in_policy_never_lowers_what_the_funds_pay, ()) {
    const Stay stay = any_stay();
    Stay dearer = stay;
    const auto more = *rc::gen::element<std::int64_t>(1, 2, 100, 1'000'000);
    dearer.fees.inscp_scp_amt += Money::of_fen(more);
    fill_total(dearer.fees);
    const auto decision = decide(stay), other = decide(dearer);
    RC_PRE(!decision.refusal && !other.refusal);
    RC_ASSERT(other.shares.fund_pay_sumamt >= decision.shares.fund_pay_sumamt);
    RC_ASSERT(other.shares.psn_part_amt >= decision.shares.psn_part_amt - Money::of_fen(4));
}

RC_GTEST_PROP(PolicyProperty, the_explanation_is_the_decision, ()) {
    const Stay stay = any_stay();
    const auto decision = decide(stay);
    const auto explained =
        policy::explain(plan_of(stay.admdvs), stay.episode, stay.fees, stay.before);
    RC_ASSERT(explained.decision.shares == decision.shares);
    RC_ASSERT(explained.decision.delta == decision.delta);
    RC_ASSERT(explained.decision.refusal == decision.refusal);
    RC_ASSERT(explained.decision.year == decision.year);
}

RC_GTEST_PROP(PolicyProperty, the_steps_add_up_to_the_bill, ()) {
    const Stay stay = any_stay();
    const auto explained =
        policy::explain(plan_of(stay.admdvs), stay.episode, stay.fees, stay.before);
    RC_PRE(!explained.decision.refusal);
    Money buckets, payers, funds_by_step, funds_by_layer;
    bool sample = false;
    for (const auto& step : explained.steps) {
        const Money result = Money::parse(step.result).value_or(Money{});
        if (step.op == "bucket") buckets += result;
        if (step.op == "payer") payers += result;
        if (step.op == "segments" || step.op == "supplement") funds_by_step += result;
        if (step.op == "factor" || step.op == "rounding") {
            funds_by_step += result - *Money::parse(step.base);
        }
        if (step.op == "layer") funds_by_layer += result;
        sample = sample || (step.op == "notice" && step.note == "sample");
        RC_ASSERT(!step.zh.empty() && !step.en.empty() && !step.note.empty());
        const bool rule_step = step.op == "deductible" || step.op == "segments" ||
                               step.op == "place" || step.op == "cap" || step.op == "adjust";
        RC_ASSERT(!rule_step || (!step.cites.empty() && !step.rule.empty()));
    }
    RC_ASSERT(buckets == stay.fees.medfee_sumamt);
    RC_ASSERT(payers == stay.fees.medfee_sumamt);
    RC_ASSERT(funds_by_step == explained.decision.shares.fund_pay_sumamt);
    RC_ASSERT(funds_by_layer == explained.decision.shares.fund_pay_sumamt);
    RC_ASSERT(sample == policy::is_sample(plan_of(stay.admdvs)));
}

RC_GTEST_PROP(PolicyProperty, a_retired_person_never_bears_more_than_one_in_work, ()) {
    Stay stay = any_stay();
    stay.episode.scheme = model::Scheme::employee;
    stay.episode.status = model::PersonStatus::active;
    stay.before = {};
    stay.before.admissions = *rc::gen::inRange<std::int64_t>(0, 3);
    // Below the caps: above them the sources differ on who is better off.
    stay.fees.inscp_scp_amt = any_money(9'000'000);
    fill_total(stay.fees);
    Stay retired = stay;
    retired.episode.status = model::PersonStatus::retired;
    const auto active = decide(stay), pensioned = decide(retired);
    RC_PRE(!active.refusal && !pensioned.refusal);
    // The pool alone: a sample's supplements may well be better for those in work.
    RC_ASSERT(pensioned.shares.hifp_pay >= active.shares.hifp_pay);
}

RC_GTEST_PROP(PolicyProperty, what_the_pool_pays_never_rises_with_the_distance, ()) {
    Stay stay = any_stay();
    // The sample shows forms, among them a farther place with a deductible of its own.
    RC_PRE(!policy::is_sample(plan_of(stay.admdvs)));
    stay.episode.urgency = model::Urgency::planned;
    // Nothing where the package does not know the reduction.
    const auto fund_at = [&](model::Place place) -> std::optional<Money> {
        stay.episode.place = place;
        const auto decision = decide(stay);
        // The pool alone: a supplement may well pay more of what care elsewhere costs.
        if (!decision.refusal) return decision.shares.hifp_pay;
        if (decision.refusal->code == ErrorCode::policy_undetermined) return {};
        return Money{};
    };
    const auto local = fund_at(model::Place::local);
    RC_PRE(local.has_value());
    const auto longterm = fund_at(model::Place::filed_longterm);
    RC_ASSERT(!longterm || *longterm == *local);
    Money nearer = *local;
    for (const auto place : {model::Place::filed_referral, model::Place::filed_temporary,
                             model::Place::unfiled}) {
        const auto fund = fund_at(place);
        if (!fund) continue;
        RC_LOG() << stay.admdvs << " place " << static_cast<int>(place) << '\n';
        RC_ASSERT(nearer >= *fund);
        nearer = *fund;
    }
}

/// Every bound and cap in the plan, as a position on the axis of in-policy cost.
std::vector<std::int64_t> bounds_of(const policy::LayerPlan& layer, const policy::Cell& cell) {
    std::vector<std::int64_t> bounds;
    const auto ded = layer.deductibles[cell.deductible_at];
    bounds.push_back(ded);
    for (std::size_t index = 0; index < cell.segment_count; ++index) {
        const auto upto = layer.segments[cell.segments_at + index].upto_fen;
        if (upto == policy::no_limit) continue;
        bounds.push_back(upto);
        bounds.push_back(upto + ded);
    }
    return bounds;
}

/// The fund rises by no more than the cost and never falls, at every fen around a bound.
void expect_continuous(const policy::Plan& plan, const model::Episode& episode,
                       std::int64_t bound) {
    // One fen of cost, and a rounding of its own in every benefit that pays.
    const Money most = Money::of_fen(4);
    Money previous;
    const std::int64_t first = std::max<std::int64_t>(0, bound - 2);
    for (std::int64_t fen = first; fen <= bound + 2; ++fen) {
        model::FeeSums fees;
        fees.inscp_scp_amt = fees.medfee_sumamt = Money::of_fen(fen);
        const auto decision = policy::decide(plan, episode, fees, model::YearTotals{});
        if (decision.refusal) return;  // a value nobody knows
        const Money fund = decision.shares.fund_pay_sumamt;
        ASSERT_TRUE(decision.shares.balances_with(fees))
            << policy::package_id_of(plan) << " at " << fen << ": funds " << fund.text()
            << ", cash " << decision.shares.psn_cash_pay.text();
        if (fen > first) {
            ASSERT_GE(fund, previous);
            ASSERT_LE(fund - previous, most)
                << policy::package_id_of(plan) << " at " << fen;
        }
        previous = fund;
    }
}

TEST(PolicyEdges, the_fund_is_continuous_around_every_bound_of_every_kind_of_stay) {
    for (const Area& area : areas()) {
        const policy::Plan& plan = plan_of(area.admdvs);
        for (const auto scheme : {model::Scheme::employee, model::Scheme::resident}) {
            const auto& epochs = plan.tables().epochs_of(scheme, model::Service::inpatient);
            for (int variant = 0; variant < 5 * 6 * 7 * 3; ++variant) {
                model::Episode episode;
                episode.scheme = scheme;
                episode.level = static_cast<model::HospitalLevel>(variant % 5);
                episode.status = static_cast<model::PersonStatus>(variant / 5 % 6);
                episode.place = static_cast<model::Place>(variant / 30 % 7);
                episode.urgency = static_cast<model::Urgency>(variant / 210);
                episode.discharged_on = *Date::of(2025, 6, 1);
                episode.admitted_on = episode.discharged_on;
                if (policy::decide(plan, episode, {}, model::YearTotals{}).refusal) continue;
                const auto& layer = plan.tables().layers[epochs.back().layers.front()];
                const auto cell = layer.cell_at(episode, episode.level);
                ASSERT_TRUE(cell.has_value());
                for (const auto bound : bounds_of(layer, layer.cells[*cell])) {
                    expect_continuous(plan, episode, bound);
                }
            }
        }
    }
}

}  // namespace
}  // namespace yidi::policies
