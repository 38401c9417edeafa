/// @file
/// The use cases of the insured place: who is insured, what a bill costs whom, and the decision
/// that moves the money.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      refusals travel inside verdicts and answers
/// Ownership   borrows for the length of one message

#pragma once

#include <span>
#include <string>
#include <vector>

#include "desk/rulebook.hpp"
#include "engine/workspace.hpp"
#include "policy/decide.hpp"

namespace yidi::desk {

struct InsuredCounter {
    engine::Workspace& workspace;
    const Rulebook& rules;
    Instant now;
};

// people.cpp
[[nodiscard]] model::PersonAnswer who_is(const InsuredCounter& counter,
                                         const model::PersonAsk& question);
[[nodiscard]] model::AdmissionAnswer may_be_admitted(const InsuredCounter& counter,
                                                     const model::AdmissionAsk& question);
[[nodiscard]] model::TotalsAnswer totals_of(const InsuredCounter& counter,
                                            const model::TotalsAsk& question);
/// What the fund keeps for the person.
[[nodiscard]] Money account_balance(const InsuredCounter& counter, const std::string& psn_no);
/// Which of a person's enrolments a bill is to be settled under; it is in force.
[[nodiscard]] Outcome<model::Enrolment> enrolment_for(std::span<const model::Enrolment> enrolments,
                                                      const std::string& insutype,
                                                      const std::string& insuplc_admdvs);
/// Whom the law takes the person for: supplements are enrolments of their own.
[[nodiscard]] model::Standing standing_of(const model::Person& person,
                                          const model::Enrolment& enrolment,
                                          std::span<const model::Enrolment> enrolments);
[[nodiscard]] model::Urgency urgency_of(const std::string& ipt_type);

// assess.cpp: the one computation behind 2303 and 2304
struct Assessment {
    model::Verdict verdict;
    model::Episode episode;
    std::int64_t year = 0;
    std::int64_t later_year = 0;  ///< 0 unless the stay is split over new year.
    policy::YearsBefore before;
    model::YearTotals delta, later_delta;
    std::vector<std::string> windows;  ///< Of the limits that count it; "" for one without.
    model::QuotaUse quota;             ///< What it adds to them.
};
[[nodiscard]] Assessment assess(const InsuredCounter& counter, const model::BillFacts& bill);

// chain.cpp
/// What a bill goes on from: the deductible its stay has been charged by the claims before it.
/// Refuses a bill that follows a claim of another stay, or one that is not in force.
[[nodiscard]] Outcome<model::Chain> chain_of(const InsuredCounter& counter,
                                             const model::BillFacts& bill);

// quota.cpp
/// What the windows have used, in their order.
[[nodiscard]] model::QuotaUse quota_used(const InsuredCounter& counter, const std::string& psn_no,
                                         const std::string& insutype,
                                         std::span<const std::string> windows);
/// Counts a claim in its windows, and keeps what it added for the day it is undone.
void count_quota(const InsuredCounter& counter, const model::Claim& claim,
                 std::span<const std::string> windows, const model::QuotaUse& added);
void uncount_quota(const InsuredCounter& counter, const model::Claim& claim);

// decide.cpp
void decide(const InsuredCounter& counter, const model::NodeId& treatment_node,
            const model::SettleDecide& message);
void undo(const InsuredCounter& counter, const model::NodeId& treatment_node,
          const model::SettleUndo& message);

// explain.cpp
[[nodiscard]] model::ExplainAnswer explain_claim(const InsuredCounter& counter,
                                                 const model::ExplainAsk& question);

}  // namespace yidi::desk
