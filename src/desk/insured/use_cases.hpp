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
#include "policy/stay_in_parts.hpp"

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
/// By what a stay or an outpatient's visit says of itself.
[[nodiscard]] model::Urgency urgency_of(const model::BillFacts& bill);

// approvals.cpp
/// What the fund pays for a person outside hospital, on one day at one institution.
struct Approved {
    bool asked_for = false;  ///< The disease the bill names is among them.
    std::string diseases;    ///< All of them: "M01600|M03900".
};
[[nodiscard]] Approved approved_on(const InsuredCounter& counter, const model::BillFacts& bill,
                                   const std::string& insutype);

// earlier_parts.cpp
/// What a claim goes on from: the claims of the same stay before it.
struct EarlierClaims {
    policy::EarlierParts parts;
    model::YearTotals in_year, in_later_year;  ///< What they added to the years asked about.
    std::int64_t admissions_before = 0;        ///< Of the first of them.
    bool in_force = true;                      ///< None of them is undone.
};
/// Accumulator years a claim counts in; the later one is 0 unless the stay is split.
struct ClaimYears {
    std::int64_t first = 0, later = 0;
};
/// Follows the claims of one stay from the newest before `claim` back to its first. Refuses a chain
/// that leads to another stay, another person or nowhere. Of quotas, what `windows` count.
[[nodiscard]] Outcome<EarlierClaims> earlier_claims(engine::Workspace& workspace,
                                                    const model::Claim& claim, ClaimYears years,
                                                    std::span<const std::string> windows);

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
/// `from` asks: the node that treated the person, or this one.
[[nodiscard]] model::ExplainAnswer explain_claim(const InsuredCounter& counter,
                                                 const model::NodeId& from,
                                                 const model::ExplainAsk& question);

}  // namespace yidi::desk
