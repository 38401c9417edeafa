/// @file
/// What institutions ask of the registers: declarations for people, queries, departments, marks of
/// visits, and the reconciliation of settlements.
///
/// Level       2, pure
/// Units       Money in fen; amounts of reversals are negative in reconciliations
/// Errors      none
/// Ownership   values only
/// See         model/commands.hpp for all other commands; wire/declaration_transactions.cpp,
///             register_transactions.cpp and reconcile_transactions.cpp for their checks

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/records.hpp"
#include "model/registers.hpp"

namespace yidi::model {

struct QueryInstitutions {                                                           // 1201
    std::string fixmedins_type, fixmedins_name, fixmedins_code;
};

struct CheckEntitlement {                                                            // 2001
    std::string psn_no, insutype, fixmedins_code, med_type, dise_codg;
    Instant begntime;
};

struct ChangeLineMemos {                                                             // 2306
    std::string mdtrt_id, psn_no;
    struct Row { std::string feedetl_sn, memo; };
    std::vector<Row> rows;
};

struct MarkVisit {                                                                   // 2406
    std::string mdtrt_id, psn_no;
    Personal certno;
    std::string ipt_otp_no, ipt_psn_sp_flag_type, ipt_psn_sp_flag, admdvs, memo;
};

struct QueryMarks {                                                                  // 2407
    std::int64_t page_num = 1, page_size = 0;
    std::string ipt_psn_sp_flag_detl_id, mdtrt_id, psn_no, ipt_otp_no, ipt_psn_sp_flag_type,
        ipt_psn_sp_flag, admdvs;
    Personal certno, psn_name;
};

/// A declaration with the detail of its kind; the others are absent.
struct Declare {                                                         // 2501, 2503, 2505, 2507
    std::string psn_no, certno_digest;
    DeclarationForm form;
    std::optional<Referral> referral;
    std::optional<DiseaseCertificate> disease;
    std::optional<Designation> designation;
    std::optional<Injury> injury;
};

struct WithdrawDeclared { std::string trt_dcla_detl_sn, psn_no, memo; };       // 2502, 2504, 2506

struct UploadDepartments { std::vector<Department> departments; };                   // 3401
struct ChangeDepartment { Department department; };                                  // 3402
struct WithdrawDepartment { std::string hosp_dept_codg, hosp_dept_name; };           // 3403
struct QueryDepartments { std::string fixmedins_code; };                             // 5101

struct QueryPractitioners {                                                          // 5102
    std::string prac_psn_type, prac_psn_code;
    Personal certno, prac_psn_name;
};

struct QueryDiagnoses { std::string mdtrt_id, psn_no; };                             // 5202
struct QueryMedication {                                                             // 5205
    std::string psn_no;
    Instant begntime, endtime;
};
struct QueryDiseases { std::string psn_no; };                                        // 5301
struct QueryDesignations { std::string psn_no, biz_appy_type; };                     // 5302
struct QueryReferrals {                                                              // 5304
    std::string psn_no;
    Instant begntime, endtime;
};

/// What an institution has of a period, to be held against the platform's.
struct ReconcileTotals {                                                             // 3201
    std::string insutype, clr_type, setl_optins, refd_setl_flag;
    Date stmt_begndate, stmt_enddate;
    Money medfee_sumamt, fund_pay_sumamt, acct_pay;
    std::int64_t fixmedins_setl_cnt = 0;
};

struct StatementRow {
    std::string setl_id, mdtrt_id, psn_no, refd_setl_flag;
    Money medfee_sumamt, fund_pay_sumamt, acct_pay;
};
struct ReconcileDetails {                                                            // 3202
    std::string clr_type, setl_optins, refd_setl_flag, file_qury_no;
    Date stmt_begndate, stmt_enddate;
    Money medfee_sumamt, fund_pay_sumamt;
    std::int64_t fixmedins_setl_cnt = 0;
    std::vector<StatementRow> rows;
};

}  // namespace yidi::model
