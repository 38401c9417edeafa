#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

model::ExplainAnswer no_explanation(const std::string& setl_id, Problem refusal) {
    model::ExplainAnswer answer;
    answer.setl_id = setl_id;
    answer.refusal = model::StoredProblem{refusal};
    return answer;
}

}  // namespace

model::ExplainAnswer explain_claim(const InsuredCounter& counter, const model::NodeId& from,
                                   const model::ExplainAsk& question) {
    const auto* claim = counter.workspace.find<model::Claim>(question.setl_id);
    const bool may_know =
        claim != nullptr && (from == claim->treatment_node || from == counter.rules.network.self);
    if (!may_know) {
        return no_explanation(question.setl_id, {ErrorCode::settlement_unknown, "setl_id",
                                                 question.setl_id, {}, {}});
    }
    if (claim->refusal) return no_explanation(question.setl_id, claim->refusal.problem());
    const policy::Plan* plan = counter.rules.plan_of(claim->facts.insuplc_admdvs);
    if (plan == nullptr || policy::hash_of(*plan) != claim->plan) {
        return no_explanation(question.setl_id, {ErrorCode::policy_missing, "plan", claim->plan,
                                                 claim->package_id, {}});
    }
    // Evaluation is pure, so the steps need not be stored: the same plan over the same facts gives
    // the same run.
    const auto earlier = earlier_claims(counter.workspace, claim->follows, claim->mdtrt_id,
                                        claim->psn_no, claim->insutype, claim->year);
    if (!earlier) return no_explanation(question.setl_id, earlier.error());
    policy::Explanation explanation =
        policy::explain_part(*plan, claim->facts, claim->fees, claim->before, earlier->parts);
    if (explanation.decision.shares != claim->shares) {
        // The books are not what they were: `yidi verify` names the row. No reason to stop.
        return no_explanation(question.setl_id,
                              {ErrorCode::decision_unsound, "setl_id", question.setl_id, {}, {}});
    }

    model::ExplainAnswer answer;
    answer.setl_id = claim->setl_id;
    answer.package_id = claim->package_id;
    answer.plan = claim->plan;
    answer.is_sample = policy::is_sample(*plan);
    answer.fees = claim->fees;
    answer.shares = claim->shares;
    answer.steps = std::move(explanation.steps);
    return answer;
}

}  // namespace yidi::desk
