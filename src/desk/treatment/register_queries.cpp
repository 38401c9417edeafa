#include <algorithm>

#include "desk/treatment/register_use_cases.hpp"
#include "model/code_maps.hpp"

namespace yidi::desk {
namespace {

using model::Encounter;
using model::Institution;

/// A search answers at most so many; whoever is looked for has a code.
constexpr std::size_t institutions_found_max = 100;

bool has_visit(const Counter& counter, const std::string& psn_no) {
    return std::ranges::any_of(
        counter.workspace.list_by<model::EncounterByPerson>(psn_no), [&](const Encounter& visit) {
            return visit.fixmedins_code == counter.envelope().fixmedins_code &&
                   visit.state != model::EncounterState::cancelled;
        });
}

/// 101 to 106: drugs of every kind.
bool is_drug(const model::FeeLine& line) { return line.price.list_type.starts_with("10"); }

bool lies_within(Instant at, Instant from, Instant to) {
    return at >= from && (!to.is_set() || at <= to);
}

}  // namespace

model::Reply find_institutions(const Counter& counter, const model::QueryInstitutions& query) {
    if (const auto institution = institution_at(counter); !institution) return institution.error();
    model::InstitutionsFound found;
    const auto fits = [&](const Institution& institution) {
        return model::fixmedins_type_of(institution.fixmedins_code) == query.fixmedins_type &&
               institution.fixmedins_name.find(query.fixmedins_name) != std::string::npos;
    };
    if (!query.fixmedins_code.empty()) {
        const auto* known = counter.workspace.find<Institution>(query.fixmedins_code);
        if (known != nullptr && fits(*known)) found.institutions.push_back(*known);
        return found;
    }
    for (Institution& institution : counter.workspace.list<Institution>()) {
        if (!fits(institution)) continue;
        found.institutions.push_back(std::move(institution));
        if (found.institutions.size() == institutions_found_max) break;
    }
    return found;
}

model::Reply find_diagnoses(const Counter& counter, const model::QueryDiagnoses& query) {
    const auto visit = visit_at(counter, {query.mdtrt_id, query.psn_no, {}});
    if (!visit) return visit.error();
    return model::DiagnosesFound{query.psn_no,
                                 counter.workspace.list<model::Diagnosis>(query.mdtrt_id)};
}

model::Reply find_medication(const Counter& counter, const model::QueryMedication& query) {
    if (const auto institution = institution_at(counter); !institution) return institution.error();
    // What a person takes is told to those who treat the person, wherever in the province it was
    // prescribed: that is what keeps two doctors from prescribing the same.
    if (!has_visit(counter, query.psn_no)) {
        return problem(ErrorCode::person_not_here, "data.psn_no", query.psn_no);
    }
    model::MedicationFound found;
    for (const Encounter& visit :
         counter.workspace.list_by<model::EncounterByPerson>(query.psn_no)) {
        if (visit.state == model::EncounterState::cancelled) continue;
        const auto* institution = counter.workspace.find<Institution>(visit.fixmedins_code);
        for (const model::FeeLine& line :
             counter.workspace.list<model::FeeLine>(visit.mdtrt_id)) {
            const std::string& med_type =
                line.input.med_type.empty() ? visit.stay.med_type : line.input.med_type;
            if (model::service_of(med_type) != model::Service::chronic || !is_drug(line) ||
                !lies_within(line.input.fee_ocur_time, query.begntime, query.endtime)) {
                continue;
            }
            model::MedicationRow row{line, visit.psn_no, visit.fixmedins_code,
                                     institution != nullptr ? institution->fixmedins_name : ""};
            row.line.input.med_type = med_type;
            found.rows.push_back(std::move(row));
        }
    }
    return found;
}

MaybeReply check_entitlement(const Counter& counter, const model::CheckEntitlement& query) {
    const auto institution = institution_at(counter);
    if (!institution) return model::Reply{institution.error()};
    const auto* asked = counter.workspace.find<Institution>(query.fixmedins_code);
    if (asked == nullptr) {
        return problem(ErrorCode::institution_unknown, "data.fixmedins_code",
                       query.fixmedins_code);
    }
    const auto insured = insured_node_of(counter, {});
    if (!insured) return model::Reply{insured.error()};
    const auto* answer = counter.workspace.ask<model::EntitlementAnswer>(
        *insured,
        model::EntitlementAsk{query.psn_no, query.insutype, counter.envelope().insuplc_admdvs,
                              asked->admdvs, query.med_type, query.dise_codg,
                              query.begntime.date()});
    if (answer == nullptr) return {};
    if (!answer->found) return problem(ErrorCode::person_unknown, "data.psn_no", query.psn_no);
    return model::Reply{model::EntitlementFound{query.psn_no, answer->funds}};
}

MaybeReply find_diseases(const Counter& counter, const model::QueryDiseases& query) {
    if (const auto institution = institution_at(counter); !institution) {
        return model::Reply{institution.error()};
    }
    const auto insured = insured_node_of(counter, {});
    if (!insured) return model::Reply{insured.error()};
    const auto* answer = counter.workspace.ask<model::DiseasesAnswer>(
        *insured, model::DiseasesAsk{query.psn_no});
    if (answer == nullptr) return {};
    if (!answer->found) return problem(ErrorCode::person_unknown, "data.psn_no", query.psn_no);
    return model::Reply{model::DiseasesFound{answer->diseases}};
}

namespace {

MaybeReply find_declarations(const Counter& counter, model::DeclarationsAsk question) {
    if (const auto institution = institution_at(counter); !institution) {
        return model::Reply{institution.error()};
    }
    const auto insured = insured_node_of(counter, {});
    if (!insured) return model::Reply{insured.error()};
    const std::string psn_no = question.psn_no;
    const auto* answer =
        counter.workspace.ask<model::DeclarationsAnswer>(*insured, std::move(question));
    if (answer == nullptr) return {};
    if (!answer->found) return problem(ErrorCode::person_unknown, "data.psn_no", psn_no);
    return model::Reply{model::DeclarationsFound{*answer}};
}

}  // namespace

MaybeReply find_designations(const Counter& counter, const model::QueryDesignations& query) {
    // As of today: what has ended designates nobody.
    const Date today = counter.now().date();
    return find_declarations(counter, {query.psn_no, query.biz_appy_type, today, {}});
}

MaybeReply find_referrals(const Counter& counter, const model::QueryReferrals& query) {
    std::optional<Date> until;
    if (query.endtime.is_set()) until = query.endtime.date();
    return find_declarations(counter,
                             {query.psn_no, std::string{model::declaration_kind::referral},
                              query.begntime.date(), until});
}

}  // namespace yidi::desk
