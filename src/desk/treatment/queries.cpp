#include <algorithm>

#include "desk/insured/use_cases.hpp"
#include "desk/treatment/batches.hpp"
#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Encounter;
using model::Settlement;

std::vector<Encounter> visits_of(const Counter& counter, const std::string& psn_no) {
    auto visits = counter.workspace.list_by<model::EncounterByPerson>(psn_no);
    std::erase_if(visits, [&](const Encounter& visit) {
        return visit.fixmedins_code != counter.envelope().fixmedins_code ||
               visit.state == model::EncounterState::cancelled;
    });
    return visits;
}

/// The settlement of a query; without a setl_id the newest of the visit, for a client that never
/// got the answer that named it.
Outcome<Settlement> settlement_for(const Counter& counter, const std::string& psn_no,
                                   const std::string& setl_id, const std::string& mdtrt_id) {
    const auto visit = visit_at(counter, {mdtrt_id, psn_no, {}});
    if (!visit) return Unexpected{visit.error()};
    if (setl_id.empty()) {
        auto all = counter.workspace.list_by<model::SettlementByVisit>(mdtrt_id);
        if (all.empty()) return problem(ErrorCode::settlement_unknown, "data.mdtrt_id", mdtrt_id);
        return std::move(all.back());
    }
    const auto* settlement = counter.workspace.find<Settlement>(setl_id);
    if (settlement == nullptr || settlement->mdtrt_id != mdtrt_id) {
        return problem(ErrorCode::settlement_unknown, "data.setl_id", setl_id);
    }
    return *settlement;
}

}  // namespace

model::Reply find_visits(const Counter& counter, const model::QueryVisits& query) {
    if (const auto institution = institution_at(counter); !institution) return institution.error();
    model::VisitsFound found{visits_of(counter, query.psn_no), counter.now()};
    std::erase_if(found.visits, [&](const Encounter& visit) {
        if (!query.mdtrt_id.empty()) return visit.mdtrt_id != query.mdtrt_id;
        return visit.begntime < query.begntime || visit.begntime > query.endtime ||
               (!query.med_type.empty() && visit.stay.med_type != query.med_type);
    });
    return found;
}

model::Reply find_settlement(const Counter& counter, const model::QuerySettlement& query) {
    const auto settlement = settlement_for(counter, query.psn_no, query.setl_id, query.mdtrt_id);
    if (!settlement) return settlement.error();
    switch (settlement->state) {
        case model::SettlementState::pending:
        case model::SettlementState::undoing:
            return problem(ErrorCode::settlement_in_doubt, "setl_id", settlement->setl_id);
        case model::SettlementState::refused: return settlement->refusal.problem();
        case model::SettlementState::reversed:
            // Taken back because it did not add up: there is no bill to show.
            if (settlement->refusal) return settlement->refusal.problem();
            break;
        case model::SettlementState::settled:
            break;
    }
    return view_of(counter, *settlement);
}

model::Reply find_lines(const Counter& counter, const model::QueryFeeLines& query) {
    const auto visit = visit_at(counter, {query.mdtrt_id, query.psn_no, {}});
    if (!visit) return visit.error();
    model::FeeLinesFound found{query.setl_id, {}};
    std::string med_type = (*visit)->stay.med_type;
    if (query.setl_id.empty()) {
        found.lines = open_lines_of(counter.workspace, **visit);
    } else {
        const auto settlement =
            settlement_for(counter, query.psn_no, query.setl_id, query.mdtrt_id);
        if (!settlement) return settlement.error();
        found.lines = lines_of(counter.workspace, query.mdtrt_id, settlement->batch);
        if (!settlement->med_type.empty()) med_type = settlement->med_type;
    }
    for (model::FeeLine& line : found.lines) {
        // Lines of outpatients do not say what care they are part of.
        if (line.input.med_type.empty()) line.input.med_type = med_type;
    }
    return found;
}

MaybeReply find_totals(const Counter& counter, const model::QueryTotals& query) {
    if (const auto institution = institution_at(counter); !institution) {
        return model::Reply{institution.error()};
    }
    // What a person has used up is told to those who treat the person.
    if (visits_of(counter, query.psn_no).empty()) {
        return problem(ErrorCode::person_not_here, "data.psn_no", query.psn_no);
    }
    const Network& network = counter.rules.network;
    const std::string& stated = counter.envelope().insuplc_admdvs;
    const model::NodeId insured = stated.empty() ? network.self : network.node_of(stated);
    if (insured.empty()) return problem(ErrorCode::place_unknown, "insuplc_admdvs", stated);
    const auto* answer =
        counter.workspace.ask<model::TotalsAnswer>(insured, model::TotalsAsk{query.psn_no});
    if (answer == nullptr) return {};
    if (!answer->found) return problem(ErrorCode::person_unknown, "data.psn_no", query.psn_no);
    model::TotalsFound found{answer->years, counter.now()};
    if (query.cum_ym.size() >= 4) {
        std::erase_if(found.years, [&](const model::YearTotalsView& year) {
            return std::to_string(year.year) != query.cum_ym.substr(0, 4);
        });
    }
    return model::Reply{std::move(found)};
}

model::Reply find_in_hospital(const Counter& counter, const model::QueryInHospital& query) {
    if (const auto institution = institution_at(counter); !institution) return institution.error();
    model::VisitsFound found{
        counter.workspace.list_by<model::EncounterByState>(counter.envelope().fixmedins_code,
                                                           model::EncounterState::in_hospital),
        counter.now()};
    std::erase_if(found.visits, [&](const Encounter& visit) {
        return (!query.psn_no.empty() && visit.psn_no != query.psn_no) ||
               visit.begntime < query.begntime || visit.begntime > query.endtime;
    });
    return found;
}

MaybeReply explain(const Counter& counter, const model::ExplainSettlement& query) {
    const InsuredCounter here{counter.workspace, counter.rules, counter.now()};
    if (counter.workspace.find<model::Claim>(query.setl_id) != nullptr) {
        model::ExplainAnswer answer =
            explain_claim(here, counter.rules.network.self, {query.setl_id});
        if (answer.refusal) return model::Reply{answer.refusal.problem()};
        return model::Reply{model::Explained{std::move(answer)}};
    }
    const auto* settlement = counter.workspace.find<Settlement>(query.setl_id);
    if (settlement == nullptr) {
        return problem(ErrorCode::settlement_unknown, "setl_id", query.setl_id);
    }
    // The insured place decided, so the insured place explains; a reversal mirrors its payment.
    const std::string asked =
        settlement->init_setl_id.empty() ? settlement->setl_id : settlement->init_setl_id;
    const auto* answer = counter.workspace.ask<model::ExplainAnswer>(
        counter.rules.network.node_of(settlement->insuplc_admdvs), model::ExplainAsk{asked});
    if (answer == nullptr) return {};
    if (answer->refusal) return model::Reply{answer->refusal.problem()};
    return model::Reply{model::Explained{*answer}};
}

}  // namespace yidi::desk
