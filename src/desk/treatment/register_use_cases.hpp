/// @file
/// The use cases of the registers at the place of care, one function each: declarations for people
/// at their insured place, departments and practitioners, marks of visits, queries, and the
/// reconciliation of settlements.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      replies that refuse; see base/errors.def
/// Ownership   borrows for the length of one command

#pragma once

#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {

// declare.cpp: 2501 to 2507. A declaration is a durable message with an answer; the caller waits.
[[nodiscard]] MaybeReply declare(const Counter& counter, const model::Declare& command);
[[nodiscard]] MaybeReply withdraw_declared(const Counter& counter,
                                           const model::WithdrawDeclared& command);
/// Answers of the insured place; only that of the declaration is believed.
void finish_declaration(const Post& post, const model::NodeId& from,
                        const model::BenefitDeclared& declared);
void finish_withdrawal(const Post& post, const model::NodeId& from,
                       const model::BenefitWithdrawn& withdrawn);

// departments.cpp: 3401 to 3403, 5101, 5102
[[nodiscard]] model::Reply upload_departments(const Counter& counter,
                                              const model::UploadDepartments& command);
[[nodiscard]] model::Reply change_department(const Counter& counter,
                                             const model::ChangeDepartment& command);
[[nodiscard]] model::Reply withdraw_department(const Counter& counter,
                                               const model::WithdrawDepartment& command);
[[nodiscard]] model::Reply find_departments(const Counter& counter,
                                            const model::QueryDepartments& query);
[[nodiscard]] model::Reply find_practitioners(const Counter& counter,
                                              const model::QueryPractitioners& query);

// marks.cpp: 2306, 2406, 2407
[[nodiscard]] model::Reply change_memos(const Counter& counter,
                                        const model::ChangeLineMemos& command);
[[nodiscard]] model::Reply mark_visit(const Counter& counter, const model::MarkVisit& command);
[[nodiscard]] model::Reply find_marks(const Counter& counter, const model::QueryMarks& query);

// register_queries.cpp: 1201, 5202, 5205, and what the insured place is asked: 2001, 5301 to 5304
[[nodiscard]] model::Reply find_institutions(const Counter& counter,
                                             const model::QueryInstitutions& query);
[[nodiscard]] model::Reply find_diagnoses(const Counter& counter,
                                          const model::QueryDiagnoses& query);
[[nodiscard]] model::Reply find_medication(const Counter& counter,
                                           const model::QueryMedication& query);
[[nodiscard]] MaybeReply check_entitlement(const Counter& counter,
                                           const model::CheckEntitlement& query);
[[nodiscard]] MaybeReply find_diseases(const Counter& counter, const model::QueryDiseases& query);
[[nodiscard]] MaybeReply find_designations(const Counter& counter,
                                           const model::QueryDesignations& query);
[[nodiscard]] MaybeReply find_referrals(const Counter& counter,
                                        const model::QueryReferrals& query);

// reconcile.cpp: 3201, 3202
[[nodiscard]] model::Reply reconcile_totals(const Counter& counter,
                                            const model::ReconcileTotals& command);
[[nodiscard]] model::Reply reconcile_details(const Counter& counter,
                                             const model::ReconcileDetails& command);

/// The node of the person's insured place: that of the envelope, else the one stated in the input,
/// else this one.
[[nodiscard]] Outcome<model::NodeId> insured_node_of(const Counter& counter,
                                                     const std::string& stated);

/// Keys that callers wait on.
[[nodiscard]] inline std::string declared_key(const std::string& trt_dcla_detl_sn) {
    return "2501 " + trt_dcla_detl_sn;
}
[[nodiscard]] inline std::string withdrawn_key(const std::string& trt_dcla_detl_sn) {
    return "2502 " + trt_dcla_detl_sn;
}

}  // namespace yidi::desk
