// 2001, 5301, 5302, 5304: what the insured place knows of a person, told to who may treat them.

#include <algorithm>

#include "desk/insured/declarations.hpp"
#include "filing/cover.hpp"
#include "model/code_maps.hpp"

namespace yidi::desk {
namespace {

using model::EntitlementView;
using model::FundLayer;

/// The same gap stands in the way of every fund.
struct Rights {
    Date begndate;
    std::optional<Date> enddate;
    std::optional<Problem> gap;
};

/// F1 to F5 of filing/cover.hpp, with what an entitlement check may say of urgency: med_type 13 is
/// an emergency, and counts as filed.
std::optional<Problem> filing_gap(const InsuredCounter& counter,
                                  const model::EntitlementAsk& question,
                                  const model::Enrolment& enrolment) {
    const bool is_emergency = question.med_type == "13" || question.med_type == "1301";
    return filing::cover_for(counter.workspace.list<model::Filing>(question.psn_no),
                             enrolment.insuplc_admdvs, question.mdtrtarea_admvs, question.on,
                             question.on,
                             is_emergency ? model::Urgency::emergency : model::Urgency::planned)
        .gap;
}

/// Chronic and special care is paid for a disease that is approved on that day.
std::optional<Problem> approval_gap(const InsuredCounter& counter,
                                    const model::EntitlementAsk& question, Rights& rights) {
    const auto service = model::service_of(question.med_type);
    if (service != model::Service::chronic && service != model::Service::special_drug) return {};
    for (const model::DiseaseApproval& approval :
         counter.workspace.list<model::DiseaseApproval>(question.psn_no)) {
        const bool holds = approval.state == model::FilingState::valid &&
                           approval.insutype == question.insutype &&
                           approval.valid_from <= question.on &&
                           (!approval.valid_to || question.on <= *approval.valid_to);
        if (!holds || (!question.dise_codg.empty() &&
                       approval.opsp_dise_code != question.dise_codg)) {
            continue;
        }
        rights.begndate = approval.valid_from;
        rights.enddate = approval.valid_to;
        return {};
    }
    return Problem{ErrorCode::not_entitled, "data.dise_codg", question.dise_codg, {}, {}};
}

/// The funds of a scheme that this person stands under.
std::vector<FundLayer> layers_of(const std::string& insutype, const model::Standing& standing) {
    std::vector<FundLayer> layers{FundLayer::pool};
    const auto scheme = model::scheme_of(insutype);
    if (scheme == model::Scheme::employee) {
        layers.insert(layers.end(), {FundLayer::account, FundLayer::large_amount});
    }
    if (scheme == model::Scheme::resident) layers.push_back(FundLayer::critical_illness);
    if (standing.civil_servant) layers.push_back(FundLayer::civil_servant);
    if (standing.enterprise) layers.push_back(FundLayer::employer);
    if (standing.aid_class != model::AidClass::none) layers.push_back(FundLayer::aid);
    return layers;
}

model::DeclarationView view_of(const InsuredCounter& counter,
                               const model::Declaration& declaration,
                               const std::string& emp_name) {
    model::DeclarationView view{declaration.trt_dcla_detl_sn, declaration.form, emp_name,
                                declaration.filed_at.date(), {}, {}};
    if (const auto* detail =
            counter.workspace.find<model::Referral>(declaration.trt_dcla_detl_sn)) {
        view.referral = *detail;
    }
    if (const auto* detail =
            counter.workspace.find<model::Designation>(declaration.trt_dcla_detl_sn)) {
        view.designation = *detail;
    }
    return view;
}

}  // namespace

model::EntitlementAnswer entitlement_of(const InsuredCounter& counter,
                                        const model::EntitlementAsk& question) {
    const auto* person = counter.workspace.find<model::Person>(question.psn_no);
    if (person == nullptr) return {};
    model::EntitlementAnswer answer;
    answer.found = true;
    const auto enrolments = counter.workspace.list<model::Enrolment>(question.psn_no);
    const auto enrolment =
        enrolment_for(enrolments, question.insutype, question.insuplc_admdvs);
    Rights rights{question.on, {}, {}};
    model::Standing in_law;
    if (!enrolment) {
        rights.gap = enrolment.error();
    } else {
        rights.begndate = enrolment->psn_insu_date;
        rights.gap = filing_gap(counter, question, *enrolment);
        if (!rights.gap) rights.gap = approval_gap(counter, question, rights);
        in_law = standing_of(*person, *enrolment, enrolments);
    }
    for (const FundLayer layer : layers_of(question.insutype, in_law)) {
        EntitlementView view{std::string{model::fund_pay_type_of(layer, question.insutype)},
                             rights.begndate, rights.enddate, {}};
        if (rights.gap) view.gap = model::StoredProblem{*rights.gap};
        answer.funds.push_back(std::move(view));
    }
    return answer;
}

model::DiseasesAnswer diseases_of(const InsuredCounter& counter,
                                  const model::DiseasesAsk& question) {
    model::DiseasesAnswer answer;
    answer.found = counter.workspace.find<model::Person>(question.psn_no) != nullptr;
    for (const model::DiseaseApproval& approval :
         counter.workspace.list<model::DiseaseApproval>(question.psn_no)) {
        const bool has_ended = approval.valid_to && *approval.valid_to < counter.now.date();
        if (approval.state != model::FilingState::valid || has_ended) continue;
        answer.diseases.push_back({approval.opsp_dise_code, approval.opsp_dise_name,
                                   approval.valid_from, approval.valid_to});
    }
    return answer;
}

model::DeclarationsAnswer declarations_of(const InsuredCounter& counter,
                                          const model::DeclarationsAsk& question) {
    const auto* person = counter.workspace.find<model::Person>(question.psn_no);
    if (person == nullptr) return {};
    model::DeclarationsAnswer answer;
    answer.found = true;
    answer.person = {person->psn_no, person->psn_cert_type, person->certno, person->psn_name,
                     person->gend,   person->naty,          person->brdy,   {},
                     {}};
    const auto enrolments = counter.workspace.list<model::Enrolment>(question.psn_no);
    for (const model::Declaration& declaration :
         counter.workspace.list_by<model::DeclarationByPerson>(question.psn_no)) {
        if (!is_in_force(declaration) ||
            declaration.form.biz_appy_type != question.biz_appy_type ||
            !overlaps(declaration.form, question.from, question.to)) {
            continue;
        }
        const auto enrolment = std::ranges::find(enrolments, declaration.form.insutype,
                                                 &model::Enrolment::insutype);
        answer.declarations.push_back(
            view_of(counter, declaration,
                    enrolment != enrolments.end() ? enrolment->emp_name : std::string{}));
    }
    return answer;
}

}  // namespace yidi::desk
