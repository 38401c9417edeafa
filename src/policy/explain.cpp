#include "policy/decide.hpp"
#include "policy/plan.hpp"
#include "policy/step_writer.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t yuan_fen = 100;

/// What the funds would pay of one yuan more in scope: the decision made again, one yuan dearer.
/// Nothing where that would be refused.
std::optional<Step> marginal_of(const Plan& plan, const model::Episode& episode,
                                model::FeeSums fees, const YearsBefore& before,
                                const Decision& decision) {
    fees.inscp_scp_amt += Money::of_fen(yuan_fen);
    fees.medfee_sumamt += Money::of_fen(yuan_fen);
    const Decision dearer = decide(plan, episode, fees, before);
    if (dearer.refusal) return {};
    const Money more = dearer.shares.fund_pay_sumamt - decision.shares.fund_pay_sumamt;
    return Step{.op = StepOp::marginal, .base = yuan_fen, .result = more.fen()};
}

}  // namespace

Explanation explain(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                    const YearsBefore& before) {
    StepList list;
    Decision decision = trace(plan, episode, fees, before, list);
    StepWriter writer(plan.tables(), episode);
    writer.write_notice();
    for (const Step& step : list.steps()) writer.write(step);
    if (decision.refusal) {
        writer.write_refusal(*decision.refusal);
    } else if (const auto marginal = marginal_of(plan, episode, fees, before, decision)) {
        writer.write(*marginal);
    }
    return {std::move(decision), writer.take()};
}

Explanation explain(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                    const model::YearTotals& before) {
    return explain(plan, episode, fees, YearsBefore{before, {}});
}

}  // namespace yidi::policy
