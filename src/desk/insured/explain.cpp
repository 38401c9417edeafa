#include "desk/insured/use_cases.hpp"
#include "policy/plan.hpp"

namespace yidi::desk {
namespace {

model::ExplainAnswer no_explanation(const std::string& setl_id, Problem refusal) {
    model::ExplainAnswer answer;
    answer.setl_id = setl_id;
    answer.refusal = model::StoredProblem{refusal};
    return answer;
}

/// Why a claim cannot be explained that no law has looked at.
Problem never_decided(const model::Claim& claim) {
    if (claim.refusal) return claim.refusal.problem();
    return {ErrorCode::message_reversed, "setl_id", claim.setl_id, {}, {}};
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
    if (claim->plan.empty()) return no_explanation(question.setl_id, never_decided(*claim));
    const policy::PlanPtr plan = counter.rules.plan_named(claim->plan);
    if (plan == nullptr) {
        return no_explanation(question.setl_id, {ErrorCode::policy_missing, "plan", claim->plan,
                                                 claim->package_id, {}});
    }
    // Evaluation is pure, so the steps need not be stored: the same plan over the same facts gives
    // the same run.
    const auto* later = counter.workspace.find<model::ClaimLaterYear>(claim->setl_id);
    const policy::YearsBefore before{claim->before,
                                     later != nullptr ? later->before : model::YearTotals{}};
    const auto earlier =
        earlier_claims(counter.workspace, *claim, {claim->year, later != nullptr ? later->year : 0},
                       policy::quota_windows(*plan, claim->facts));
    if (!earlier) return no_explanation(question.setl_id, earlier.error());
    policy::Explanation explanation =
        policy::explain_part(*plan, claim->facts, claim->fees, before, earlier->parts);
    if (explanation.decision.shares != claim->shares) {
        // The books are not what they were, or an earlier program read the release otherwise:
        // `yidi verify` names the claim. An explanation of other amounts would explain nothing.
        return no_explanation(question.setl_id,
                              {ErrorCode::decision_unsound, "setl_id", question.setl_id, {}, {}});
    }

    model::ExplainAnswer answer;
    answer.setl_id = claim->setl_id;
    answer.package_id = claim->package_id;
    answer.plan = claim->plan;
    answer.version = plan->tables().version;
    answer.is_sample = policy::is_sample(*plan);
    if (explanation.decision.refusal) {
        answer.refused = model::StoredProblem{*explanation.decision.refusal};
    }
    answer.facts = claim->facts;
    answer.fees = claim->fees;
    answer.before = claim->before;
    if (later != nullptr) answer.later_before = later->before;
    if (!earlier->parts.empty()) {
        answer.earlier = model::EarlierBills{earlier->parts.newest, earlier->parts.fees,
                                             earlier->parts.shares};
        answer.earlier->shares.balc = {};  // balances of several days are nothing together
    }
    answer.shares = claim->shares;
    answer.steps = std::move(explanation.steps);
    return answer;
}

}  // namespace yidi::desk
