/// @file
/// What the registers answer, before it has the written form of any interface.
///
/// Level       2, pure
/// Units       Money in fen; amounts of reversals are negative in reconciliations
/// Errors      none
/// Ownership   values only

#pragma once

#include <string>
#include <vector>

#include "model/records.hpp"
#include "model/register_commands.hpp"

namespace yidi::model {

struct InstitutionsFound { std::vector<Institution> institutions; };       // 1201
struct EntitlementFound {                                                  // 2001
    std::string psn_no;
    std::vector<EntitlementView> funds;
};
struct VisitMarked { std::string ipt_psn_sp_flag_detl_id; };               // 2406

struct MarkView { VisitMark mark; PersonView person; };
struct MarksFound {                                                        // 2407
    std::vector<MarkView> marks;
    Institution institution;
};
struct Declared { std::string trt_dcla_detl_sn; };                         // 2501, 2503, 2505, 2507
struct DepartmentsFound { std::vector<Department> departments; };          // 5101
struct PractitionersFound { std::vector<Practitioner> practitioners; };    // 5102
struct DiagnosesFound {                                                    // 5202
    std::string psn_no;
    std::vector<Diagnosis> diagnoses;
};

struct MedicationRow {
    FeeLine line;
    std::string psn_no, fixmedins_code, fixmedins_name;
};
struct MedicationFound { std::vector<MedicationRow> rows; };               // 5205

struct DiseasesFound { std::vector<DiseaseView> diseases; };               // 5301
struct DeclarationsFound { DeclarationsAnswer answer; };                   // 5302, 5304

/// Sums of settlements; those of reversals are subtracted, and count.
struct StatementSums {
    std::int64_t count = 0;
    Money medfee_sumamt, fund_pay_sumamt, acct_pay;
    friend bool operator==(const StatementSums&, const StatementSums&) = default;
};
struct TotalsReconciled {                                                  // 3201
    std::string setl_optins;
    StatementSums stated, known;
};

enum class StatementResult : std::uint8_t { equal, platform_more, institution_more, differs };
struct StatementDifference {
    StatementRow row;   ///< As the platform has it, or else as it was stated.
    std::string msgid;  ///< Of the request that made the settlement; empty: none is known.
    StatementResult result{};
    std::string memo;
};
struct DetailsReconciled { std::vector<StatementDifference> differences; };  // 3202

}  // namespace yidi::model
