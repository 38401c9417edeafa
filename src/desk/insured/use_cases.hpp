/// @file
/// The use cases of the insured place: who is insured, what a bill costs whom, and the decision
/// that moves the money.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      refusals travel inside verdicts and answers
/// Ownership   borrows for the length of one message

#pragma once

#include <string>

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
/// The enrolment a bill is to be settled under, in force.
[[nodiscard]] Outcome<model::Enrolment> enrolment_for(const InsuredCounter& counter,
                                                      const std::string& psn_no,
                                                      const std::string& insutype,
                                                      const std::string& insuplc_admdvs);
[[nodiscard]] model::Urgency urgency_of(const std::string& ipt_type);

// earlier_parts.cpp
/// What a claim goes on from: the claims of the same stay before it.
struct EarlierClaims {
    policy::EarlierParts parts;
    model::YearTotals in_year;           ///< What they added to one year.
    std::int64_t admissions_before = 0;  ///< Of the first of them.
    bool in_force = true;                ///< None of them is undone.
};
/// Follows the claims of one stay from its newest, `follows`, back to its first. Refuses a chain
/// that leads to another stay, another person or nowhere.
[[nodiscard]] Outcome<EarlierClaims> earlier_claims(engine::Workspace& workspace,
                                                    const std::string& follows,
                                                    const std::string& mdtrt_id,
                                                    const std::string& psn_no,
                                                    const std::string& insutype, std::int64_t year);

// assess.cpp: the one computation behind 2303 and 2304
struct Assessment {
    model::Verdict verdict;
    model::Episode episode;
    model::YearTotals before;
    model::YearTotals delta;
    std::int64_t year = 0;
};
[[nodiscard]] Assessment assess(const InsuredCounter& counter, const model::BillFacts& bill);

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
