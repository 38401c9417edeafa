#include "desk/insured/declarations.hpp"

#include <algorithm>

#include "filing/cover.hpp"

namespace yidi::desk {
namespace {

using model::Declaration;
using model::DeclarationState;
namespace kind = model::declaration_kind;

constexpr std::string_view within_area = "1", within_province = "2", other_province = "3";

/// Ids begin with the node that draws them, so none can speak of another's declaration.
bool is_drawn_by(const model::NodeId& node, const std::string& number) {
    return number.size() > node.size() && number.starts_with(node);
}

std::string_view province_of(std::string_view division) { return division.substr(0, 2); }

/// The enrolment it counts under: of the scheme named, or any that is in force.
Outcome<model::Enrolment> enrolment_of(const InsuredCounter& counter,
                                       const model::BenefitDeclare& message) {
    const auto enrolments = counter.workspace.list<model::Enrolment>(message.psn_no);
    std::string insutype = message.form.insutype;
    if (insutype.empty() && !enrolments.empty()) {
        const auto in_force = std::ranges::find(enrolments, "1", &model::Enrolment::psn_insu_stas);
        insutype = in_force != enrolments.end() ? in_force->insutype : enrolments.front().insutype;
    }
    return enrolment_for(enrolments, insutype, message.form.insuplc_admdvs);
}

std::optional<Problem> gap_in_referral(const InsuredCounter& counter, const model::Referral& sent,
                                       const std::string& insured_division) {
    if (sent.hosp_agre_refl_flag == "0") {
        return Problem{ErrorCode::referral_not_agreed, "refmedin.hosp_agre_refl_flag", "0", "1",
                       {}};
    }
    if (counter.rules.network.node_of(sent.mdtrtarea_admdvs).empty()) {
        return Problem{ErrorCode::place_unknown, "refmedin.mdtrtarea_admdvs",
                       sent.mdtrtarea_admdvs, {}, {}};
    }
    const bool same_area = filing::same_pooling_area(insured_division, sent.mdtrtarea_admdvs);
    const bool same_province =
        province_of(insured_division) == province_of(sent.mdtrtarea_admdvs);
    const std::string_view fits = same_area       ? within_area
                                  : same_province ? within_province
                                                  : other_province;
    if (sent.refl_type != fits) {
        return Problem{ErrorCode::field_contradicts, "refmedin.refl_type", sent.refl_type,
                       std::string{fits} + " (mdtrtarea_admdvs " + sent.mdtrtarea_admdvs + ")",
                       {}};
    }
    return {};
}

std::optional<Problem> gap_in_disease(const InsuredCounter& counter,
                                      const model::BenefitDeclare& message,
                                      const model::Enrolment& enrolment) {
    for (const model::DiseaseApproval& known :
         counter.workspace.list<model::DiseaseApproval>(message.psn_no)) {
        const bool same = known.state == model::FilingState::valid &&
                          known.insutype == enrolment.insutype &&
                          known.opsp_dise_code == message.disease->opsp_dise_code;
        if (same && overlaps(message.form, known.valid_from, known.valid_to)) {
            return Problem{ErrorCode::declared_already, "data.opsp_dise_code",
                           known.opsp_dise_code, known.trt_dcla_detl_sn, {}};
        }
    }
    return {};
}

std::optional<Problem> gap_in_designation(const InsuredCounter& counter,
                                          const model::BenefitDeclare& message) {
    for (const Declaration& known :
         counter.workspace.list_by<model::DeclarationByPerson>(message.psn_no)) {
        if (!is_in_force(known) || known.form.biz_appy_type != message.form.biz_appy_type ||
            !overlaps(message.form, known.form.begndate, known.form.enddate)) {
            continue;
        }
        const auto* detail =
            counter.workspace.find<model::Designation>(known.trt_dcla_detl_sn);
        if (detail != nullptr && detail->fix_srt_no == message.designation->fix_srt_no) {
            return Problem{ErrorCode::declared_already, "data.fix_srt_no", detail->fix_srt_no,
                           known.trt_dcla_detl_sn, {}};
        }
    }
    return {};
}

/// One detail, and the one that the type asks for. Peers may send anything.
bool is_whole(const model::BenefitDeclare& message) {
    const std::string& type = message.form.biz_appy_type;
    const bool is_designation =
        type != kind::referral && type != kind::disease && type != kind::injury;
    return message.referral.has_value() == (type == kind::referral) &&
           message.disease.has_value() == (type == kind::disease) &&
           message.injury.has_value() == (type == kind::injury) &&
           message.designation.has_value() == is_designation;
}

std::optional<Problem> gap_in(const InsuredCounter& counter, const model::BenefitDeclare& message,
                              const model::Enrolment& enrolment) {
    if (message.form.enddate && *message.form.enddate < message.form.begndate) {
        return Problem{ErrorCode::field_contradicts, "enddate", message.form.enddate->text(),
                       ">= begndate " + message.form.begndate.text(), {}};
    }
    if (message.referral) {
        return gap_in_referral(counter, *message.referral, enrolment.insuplc_admdvs);
    }
    if (message.disease) return gap_in_disease(counter, message, enrolment);
    if (message.designation) return gap_in_designation(counter, message);
    return {};
}

/// Who is it, and how insured?
Outcome<model::Enrolment> known_enrolment(const InsuredCounter& counter,
                                          const model::BenefitDeclare& message) {
    if (!is_whole(message)) {
        return problem(ErrorCode::code_unknown, "biz_appy_type", message.form.biz_appy_type);
    }
    const auto* person = counter.workspace.find<model::Person>(message.psn_no);
    if (person == nullptr) return problem(ErrorCode::person_unknown, "psn_no", message.psn_no);
    if (!message.certno_digest.empty() && message.certno_digest != person->certno_digest) {
        return problem(ErrorCode::person_mismatch, "certno");
    }
    auto enrolment = enrolment_of(counter, message);
    if (!enrolment) return enrolment;
    if (auto gap = gap_in(counter, message, *enrolment)) return Unexpected{std::move(*gap)};
    return enrolment;
}

void approve(const InsuredCounter& counter, const model::BenefitDeclare& message,
             const model::Enrolment& enrolment) {
    const auto known = counter.workspace.list<model::DiseaseApproval>(message.psn_no);
    model::DiseaseApproval approval{};
    approval.psn_no = message.psn_no;
    approval.approval_no = known.empty() ? 1 : known.back().approval_no + 1;
    approval.insutype = enrolment.insutype;
    approval.opsp_dise_code = message.disease->opsp_dise_code;
    approval.opsp_dise_name = message.disease->opsp_dise_name;
    approval.valid_from = message.form.begndate;
    approval.valid_to = message.form.enddate;
    approval.state = model::FilingState::valid;
    approval.trt_dcla_detl_sn = message.trt_dcla_detl_sn;
    approval.approved_at = counter.now;
    counter.workspace.put(std::move(approval));
}

/// A referral out of the pooling area is leave to be treated there. Returns the filing's number.
std::int64_t file_referral(const InsuredCounter& counter, const model::BenefitDeclare& message) {
    const model::Referral& referral = *message.referral;
    if (referral.refl_type == within_area) return 0;
    const auto known = counter.workspace.list<model::Filing>(message.psn_no);
    const std::int64_t number = known.empty() ? 1 : known.back().filing_no + 1;
    counter.workspace.put(model::Filing{
        .psn_no = message.psn_no,
        .filing_no = number,
        .category = model::FilingCategory::referral,
        .state = model::FilingState::valid,
        .place = filing::filed_place(referral.mdtrtarea_admdvs),
        .valid_from = message.form.begndate,
        .valid_to = filing::temporary_until(message.form.begndate, message.form.enddate),
        .filed_at = counter.now});
    return number;
}

void put_detail(const InsuredCounter& counter, const model::BenefitDeclare& message) {
    if (message.referral) counter.workspace.put(*message.referral);
    if (message.disease) counter.workspace.put(*message.disease);
    if (message.designation) counter.workspace.put(*message.designation);
    if (message.injury) counter.workspace.put(*message.injury);
}

/// B2
void end_what_it_made(const InsuredCounter& counter, const Declaration& declaration) {
    if (declaration.filing_no != 0) {
        const auto* filing = counter.workspace.find<model::Filing>(declaration.psn_no,
                                                                   declaration.filing_no);
        YIDI_ASSERT(filing != nullptr);  // written together with the declaration
        model::Filing ended = *filing;
        ended.state = model::FilingState::withdrawn;
        counter.workspace.put(std::move(ended));
    }
    if (declaration.form.biz_appy_type != kind::disease) return;
    for (model::DiseaseApproval approval :
         counter.workspace.list<model::DiseaseApproval>(declaration.psn_no)) {
        if (approval.trt_dcla_detl_sn != declaration.trt_dcla_detl_sn) continue;
        approval.state = model::FilingState::withdrawn;
        counter.workspace.put(std::move(approval));
    }
}

/// The stay counted as filed, by a referral or within the province.
bool rests_on_referral(const model::Claim& claim) {
    return claim.facts.place == model::Place::filed_referral ||
           claim.facts.place == model::Place::in_province_filed;
}

bool was_paid_on(const InsuredCounter& counter, const model::Claim& claim,
                 const Declaration& declaration) {
    if (declaration.form.biz_appy_type == kind::referral) {
        if (!rests_on_referral(claim)) return false;
        const auto* filing = counter.workspace.find<model::Filing>(declaration.psn_no,
                                                                   declaration.filing_no);
        return filing != nullptr && filing::covers(filing->place, claim.mdtrtarea_admvs) &&
               filing->valid_from <= claim.facts.settled_on &&
               (!filing->valid_to || claim.facts.admitted_on <= *filing->valid_to);
    }
    const auto* disease =
        counter.workspace.find<model::DiseaseCertificate>(declaration.trt_dcla_detl_sn);
    return claim.facts.approved && disease != nullptr &&
           disease->opsp_dise_code == claim.facts.disease &&
           overlaps(declaration.form, claim.facts.admitted_on, claim.facts.settled_on);
}

}  // namespace

bool overlaps(const model::DeclarationForm& form, std::optional<Date> from,
              std::optional<Date> to) {
    return (!to || form.begndate <= *to) && (!from || !form.enddate || *from <= *form.enddate);
}

void file_declaration(const InsuredCounter& counter, const model::NodeId& from,
                      const model::BenefitDeclare& message) {
    const std::string& number = message.trt_dcla_detl_sn;
    if (!is_drawn_by(from, number)) {
        counter.workspace.send(from, model::BenefitDeclared{
                                         number, model::StoredProblem{Problem{
                                                     ErrorCode::declaration_unknown,
                                                     "trt_dcla_detl_sn", number, from, {}}}});
        return;
    }
    if (const auto* known = counter.workspace.find<Declaration>(number)) {  // B1
        counter.workspace.send(from, model::BenefitDeclared{number, known->refusal});
        return;
    }
    Declaration declaration{};
    declaration.trt_dcla_detl_sn = number;
    declaration.psn_no = message.psn_no;
    declaration.treatment_node = from;
    declaration.form = message.form;
    declaration.filed_at = counter.now;
    if (const auto enrolment = known_enrolment(counter, message)) {
        declaration.state = DeclarationState::filed;
        declaration.form.insutype = enrolment->insutype;
        if (message.disease) approve(counter, message, *enrolment);
        if (message.referral) declaration.filing_no = file_referral(counter, message);
        put_detail(counter, message);
    } else {
        declaration.state = DeclarationState::refused;
        declaration.refusal = model::StoredProblem{enrolment.error()};
    }
    counter.workspace.send(from, model::BenefitDeclared{number, declaration.refusal});
    counter.workspace.put(std::move(declaration));
}

void withdraw_declaration(const InsuredCounter& counter, const model::NodeId& from,
                          const model::BenefitWithdraw& message) {
    const std::string& number = message.trt_dcla_detl_sn;
    const auto answer = [&](std::optional<ErrorCode> refusal) {
        model::BenefitWithdrawn answered{number, {}};
        if (refusal) {
            answered.refusal =
                model::StoredProblem{Problem{*refusal, "data.trt_dcla_detl_sn", number, {}, {}}};
        }
        counter.workspace.send(from, std::move(answered));
    };
    const auto* known = counter.workspace.find<Declaration>(number);
    if (known == nullptr || known->treatment_node != from || known->psn_no != message.psn_no) {
        return answer(ErrorCode::declaration_unknown);
    }
    switch (known->state) {
        case DeclarationState::withdrawn: return answer({});
        case DeclarationState::refused: return answer(ErrorCode::declaration_unknown);
        case DeclarationState::used: return answer(ErrorCode::declaration_used);
        case DeclarationState::filed: break;
    }
    Declaration declaration = *known;
    declaration.state = DeclarationState::withdrawn;
    declaration.withdrawn_at = counter.now;
    end_what_it_made(counter, declaration);
    counter.workspace.put(std::move(declaration));
    answer({});
}

void note_use(const InsuredCounter& counter, const model::Claim& claim) {
    // Most claims rest on no declaration, and are not held against any.
    if (!rests_on_referral(claim) && !claim.facts.approved) return;
    for (Declaration declaration :
         counter.workspace.list_by<model::DeclarationByPerson>(claim.psn_no)) {
        if (declaration.state != DeclarationState::filed ||
            !was_paid_on(counter, claim, declaration)) {
            continue;
        }
        declaration.state = DeclarationState::used;
        counter.workspace.put(std::move(declaration));
    }
}

}  // namespace yidi::desk
