#include <set>

#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

/// "H1|H2" names "H2".
bool names(const std::string& list, const std::string& code) {
    return ('|' + list + '|').find('|' + code + '|') != std::string::npos;
}

bool holds(const model::DiseaseApproval& approval, const model::BillFacts& bill,
           const std::string& insutype) {
    return approval.state == model::FilingState::valid && approval.insutype == insutype &&
           approval.valid_from <= bill.admitted_on &&
           (!approval.valid_to || bill.admitted_on <= *approval.valid_to) &&
           (approval.fixmedins_codes.empty() ||
            names(approval.fixmedins_codes, bill.fixmedins_code));
}

}  // namespace

Approved approved_on(const InsuredCounter& counter, const model::BillFacts& bill,
                     const std::string& insutype) {
    std::set<std::string> codes;
    for (const auto& approval : counter.workspace.list<model::DiseaseApproval>(bill.psn_no)) {
        if (holds(approval, bill, insutype)) codes.insert(approval.opsp_dise_code);
    }
    Approved approved;
    approved.asked_for = codes.contains(bill.dise_codg);
    for (const std::string& code : codes) {
        if (!approved.diseases.empty()) approved.diseases += '|';
        approved.diseases += code;
    }
    return approved;
}

}  // namespace yidi::desk
