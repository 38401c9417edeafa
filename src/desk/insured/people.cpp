#include <algorithm>
#include <tuple>

#include "desk/insured/use_cases.hpp"
#include "filing/cover.hpp"
#include "ledger/chart.hpp"

namespace yidi::desk {
namespace {

using model::Enrolment;
using model::Person;

constexpr std::string_view in_force = "1";  // psn_insu_stas

model::PersonView view_of(const Person& person, const Enrolment* enrolment) {
    return {person.psn_no, person.psn_cert_type, person.certno, person.psn_name, person.gend,
            person.naty,   person.brdy,          enrolment != nullptr ? enrolment->psn_type : "",
            enrolment != nullptr ? enrolment->cvlserv_flag : ""};
}

/// The filing rule of 2401 warns; that of the settlement refuses.
std::optional<Problem> filing_gap(const InsuredCounter& counter,
                                  const model::AdmissionAsk& question,
                                  const Enrolment& enrolment) {
    const auto filings = counter.workspace.list<model::Filing>(question.psn_no);
    return filing::cover_for(filings, enrolment.insuplc_admdvs, question.mdtrtarea_admvs,
                             question.admitted_on, counter.now.date(),
                             urgency_of(question.ipt_type))
        .gap;
}

}  // namespace

model::Urgency urgency_of(const std::string& ipt_type) {
    // IPT_TYPE 2 is "emergency or rescue"; the interface does not tell the two apart.
    return ipt_type == "2" ? model::Urgency::emergency : model::Urgency::planned;
}

model::Urgency urgency_of(const model::BillFacts& bill) {
    if (bill.med_type == "1301") return model::Urgency::rescue;
    const bool flagged = bill.otp_er_refl_flag == "1" || bill.otp_er_refl_flag == "3";
    if (flagged || bill.med_type == "13") return model::Urgency::emergency;
    return urgency_of(bill.ipt_type);
}

Money account_balance(const InsuredCounter& counter, const std::string& psn_no) {
    const auto* account =
        counter.workspace.find<model::Account>(ledger::personal_account(psn_no));
    return account == nullptr ? Money{} : account->credited - account->debited;
}

model::PersonAnswer who_is(const InsuredCounter& counter, const model::PersonAsk& question) {
    auto people = question.certno_digest.empty()
                      ? counter.workspace.list_by<model::PersonByCard>(question.card_digest)
                      : counter.workspace.list_by<model::PersonByDocument>(question.certno_digest);
    if (people.empty()) return {};
    const Person& person = people.front();
    model::PersonAnswer answer;
    answer.found = true;
    answer.aid_class = person.aid_class;
    const auto enrolments = counter.workspace.list<Enrolment>(person.psn_no);
    const Money balance = account_balance(counter, person.psn_no);
    for (const Enrolment& enrolment : enrolments) {
        // The account belongs to the employee scheme's enrolment.
        const bool has_account = enrolment.insutype == "310";
        answer.enrolments.push_back({enrolment.insutype, enrolment.psn_type,
                                     enrolment.psn_insu_stas, enrolment.psn_insu_date,
                                     enrolment.paus_insu_date, enrolment.cvlserv_flag,
                                     enrolment.insuplc_admdvs, enrolment.emp_name,
                                     has_account ? balance : Money{}});
    }
    answer.person = view_of(person, enrolments.empty() ? nullptr : &enrolments.front());
    return answer;
}

Outcome<Enrolment> enrolment_for(std::span<const Enrolment> enrolments,
                                 const std::string& insutype,
                                 const std::string& insuplc_admdvs) {
    // Of several enrolments in one scheme, that of the stated place; else one in force.
    const auto rank = [&](const Enrolment& enrolment) {
        return std::tuple{enrolment.insutype == insutype, enrolment.psn_insu_stas == in_force,
                          enrolment.insuplc_admdvs == insuplc_admdvs};
    };
    const auto best = std::ranges::max_element(enrolments, {}, rank);
    if (best == enrolments.end() || best->insutype != insutype) {
        return problem(ErrorCode::not_insured, "insutype", insutype);
    }
    if (best->psn_insu_stas != in_force) {
        return problem(ErrorCode::insurance_suspended, "psn_insu_stas", best->psn_insu_stas,
                       std::string{in_force});
    }
    return *best;
}

model::Standing standing_of(const Person& person, const Enrolment& enrolment,
                            std::span<const Enrolment> enrolments) {
    const auto is_in = [&](std::string_view insutype) {
        return std::ranges::any_of(enrolments, [&](const Enrolment& other) {
            return other.insutype == insutype && other.psn_insu_stas == in_force;
        });
    };
    model::Standing standing;
    standing.aid_class = person.aid_class;
    standing.civil_servant = enrolment.cvlserv_flag == "1" || is_in("320");
    standing.enterprise = is_in("370");
    return standing;
}

model::AdmissionAnswer may_be_admitted(const InsuredCounter& counter,
                                       const model::AdmissionAsk& question) {
    model::AdmissionAnswer answer;
    const auto refuse = [&](const Problem& refusal) {
        answer.refusal = model::StoredProblem{refusal};
        return answer;
    };
    const auto* person = counter.workspace.find<Person>(question.psn_no);
    if (person == nullptr) {
        return refuse({ErrorCode::person_unknown, "mdtrtinfo.psn_no", question.psn_no, {}, {}});
    }
    if (!question.certno_digest.empty() && question.certno_digest != person->certno_digest) {
        return refuse({ErrorCode::person_mismatch, "mdtrtinfo.certno", {}, {}, {}});
    }
    const auto enrolments = counter.workspace.list<Enrolment>(question.psn_no);
    const auto enrolment =
        enrolment_for(enrolments, question.insutype, question.insuplc_admdvs);
    if (!enrolment) return refuse(enrolment.error());
    if (const auto gap = filing_gap(counter, question, *enrolment)) {
        answer.warning = model::StoredProblem{*gap};
    }
    answer.person = view_of(*person, &*enrolment);
    return answer;
}

model::TotalsAnswer totals_of(const InsuredCounter& counter, const model::TotalsAsk& question) {
    model::TotalsAnswer answer;
    answer.found = counter.workspace.find<Person>(question.psn_no) != nullptr;
    for (const model::YearAccumulator& year :
         counter.workspace.list<model::YearAccumulator>(question.psn_no)) {
        answer.years.push_back({year.insutype, year.year, year.totals});
    }
    return answer;
}

}  // namespace yidi::desk
