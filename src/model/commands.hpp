/// @file
/// What an institution or an operator asks of a node, decoded and checked: the transactions of the
/// national interface under its own field names.
///
/// Level       2, pure
/// Units       Money in fen
/// Errors      none
/// Ownership   values only
/// See         src/wire/transactions.cpp for the checks each field has passed before it is here

#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/records.hpp"
#include "model/register_commands.hpp"

namespace yidi::model {

/// The envelope of a request, as far as handlers may look at it.
struct Envelope {
    std::string infno;  ///< Plain form: "2304" also for "2304A".
    std::string msgid;
    std::string fixmedins_code;
    std::string mdtrtarea_admvs;
    std::string insuplc_admdvs;
    std::string sign_no;
    std::string opter;
};

struct SignInCommand { std::string opter_no; };                                      // 9001
struct SignOutCommand { std::string sign_no, opter_no; };                            // 9002

struct PersonQuery {                                                                 // 1101
    std::string mdtrt_cert_type;
    std::string certno_digest;    ///< Network-wide keyed digest; empty unless asked by document.
    std::string card_digest;
};

struct Admit {                                                                       // 2401
    std::string psn_no, insutype, insuplc_admdvs, certno_digest;
    StayData stay;
    Instant begntime;
    std::vector<Diagnosis> diagnoses;
};

struct Discharge {                                                                   // 2402
    std::string mdtrt_id, psn_no, insutype;
    Instant endtime;
    std::string dscg_dept_codg, dscg_dept_name, dscg_bed, dscg_way;
    std::optional<Date> die_date;
    std::vector<Diagnosis> diagnoses;
};

struct ChangeAdmission {                                                             // 2403
    std::string mdtrt_id, psn_no;
    Instant begntime;
    std::optional<Instant> endtime;
    StayData stay;
    std::vector<Diagnosis> diagnoses;
};

struct CancelAdmission { std::string mdtrt_id, psn_no; };                            // 2404
struct CancelDischarge { std::string mdtrt_id, psn_no; };                            // 2405

struct Register {                                                                    // 2201
    std::string psn_no, insutype, insuplc_admdvs, certno_digest;
    std::string mdtrt_cert_type, ipt_otp_no, atddr_no, dr_name, dept_code, dept_name, caty;
    Instant begntime;
};

struct CancelRegistration { std::string mdtrt_id, psn_no, ipt_otp_no; };             // 2202

/// What kind of care a visit is, and for which disease. Sent again it replaces what was said.
struct DescribeVisit {                                                               // 2203
    std::string mdtrt_id, psn_no, med_type, main_cond_dscr, dise_codg, dise_name;
    std::string trum_flag, rel_ttp_flag, mdtrt_grp_type;
    Instant begntime;
    OutpatientData outpatient;  ///< Without `caty`, which is the registration's.
    std::vector<Diagnosis> diagnoses;
    std::vector<std::int64_t> withdrawn;  ///< diag_srt_no of those sent with vali_flag 0.
};

// The group of transactions it came by says for which kind of visit a command is. That stands in
// infno already, so `kind` is no part of the content.

struct UploadFeeLines {                                                        // 2204, 2301
    std::string mdtrt_id, psn_no;
    std::vector<FeeLineInput> lines;
    VisitKind kind = VisitKind::inpatient;
};

struct WithdrawFeeLines {                                                            // 2302
    std::string mdtrt_id, psn_no;
    std::vector<std::string> feedetl_sns;
    bool all = false;  ///< feedetl_sn "0000": every line that is not settled.
};

struct WithdrawBatch {                                                               // 2205
    std::string mdtrt_id, psn_no, chrg_bchno;
    bool all = false;  ///< chrg_bchno "0000": every batch that is not settled.
};

/// What trials and settlements state alike. Split amounts are absent unless the sender stated them.
struct SettleRequest {
    std::string mdtrt_id, psn_no, insutype, insuplc_admdvs;
    std::string psn_setlway, acct_used_flag, mid_setl_flag, invono, mdtrt_cert_type;
    Money medfee_sumamt;
    std::optional<Money> fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt;
    std::optional<Date> discharged_on;  ///< dscgTime, if stated.
    std::string med_type, chrg_bchno;   ///< Outpatients and pharmacies.
    std::string otp_er_refl_flag, trum_flag, rel_ttp_flag, mdtrt_grp_type;
    VisitKind kind = VisitKind::inpatient;
};
struct PreSettle { SettleRequest request; };                                   // 2206, 2303
struct Settle { SettleRequest request; };                                      // 2207, 2304

/// A visit, its lines and its settlement in one.
struct PurchaseRequest {
    SettleRequest settle;  ///< Without mdtrt_id: the platform opens the visit.
    std::string certno_digest, dise_codg, dise_name;
    Instant begntime;
    std::vector<FeeLineInput> drugs;
};
struct PreSettlePurchase { PurchaseRequest request; };                               // 2101
struct SettlePurchase { PurchaseRequest request; };                                  // 2102

struct ReverseSettlement {                                               // 2103, 2208, 2305
    std::string mdtrt_id, setl_id, psn_no;
    VisitKind kind = VisitKind::inpatient;
};
struct ReverseUncertain { std::string psn_no, omsgid, oinfno; };                     // 2601

struct QueryVisits {                                                                 // 5201
    std::string psn_no, med_type, mdtrt_id;
    Instant begntime, endtime;
};
struct QuerySettlement { std::string psn_no, setl_id, mdtrt_id; };                   // 5203
struct QueryFeeLines { std::string psn_no, setl_id, mdtrt_id; };                     // 5204
struct QueryTotals { std::string psn_no, cum_ym; };                                  // 5206
struct QueryInHospital {                                                             // 5303
    std::string psn_no;
    Instant begntime, endtime;
};

/// Why did this settlement come out so? Not a transaction of the national interface.
struct ExplainSettlement { std::string setl_id; };

/// Puts sample people, institutions and filings into a node. Sandbox only; repeating it is harmless.
struct Enrol {
    std::vector<Institution> institutions;
    struct Entry {
        Person person;
        std::vector<Enrolment> enrolments;
        std::vector<Filing> filings;
        std::vector<YearAccumulator> totals;
        Money account_balance;       ///< Opening balance of the personal account.
        std::vector<DiseaseApproval> approvals;
    };
    std::vector<Entry> people;
    std::vector<Department> departments = {};
    std::vector<Practitioner> practitioners = {};
};

/// Keeps releases of the law before they come into force. From the node itself only.
struct KeepReleases {
    std::vector<PolicyRelease> releases;
};

using CommandBody =
    std::variant<SignInCommand, SignOutCommand, PersonQuery, Admit, Discharge, ChangeAdmission,
                 CancelAdmission, CancelDischarge, UploadFeeLines, WithdrawFeeLines, PreSettle,
                 Settle, ReverseSettlement, ReverseUncertain, QueryVisits, QuerySettlement,
                 QueryFeeLines, QueryTotals, QueryInHospital, ExplainSettlement, Enrol,
                 KeepReleases, Register, CancelRegistration, DescribeVisit, WithdrawBatch,
                 PreSettlePurchase, SettlePurchase, QueryInstitutions, CheckEntitlement,
                 ChangeLineMemos, MarkVisit, QueryMarks, Declare, WithdrawDeclared,
                 UploadDepartments, ChangeDepartment, WithdrawDepartment, QueryDepartments,
                 QueryPractitioners, QueryDiagnoses, QueryMedication, QueryDiseases,
                 QueryDesignations, QueryReferrals, ReconcileTotals, ReconcileDetails>;

/// A command and all a handler may know of the world: who sent it, and what time it is.
struct Command {
    Envelope envelope;
    Instant now;
    CommandBody body;
};

}  // namespace yidi::model
