#include <algorithm>

#include <fmt/format.h>

#include "proof/books.hpp"

namespace yidi::proof {
namespace {

using model::Declaration;
using model::DeclarationState;
using model::SentState;
using model::Settlement;
using model::SettlementKind;
using model::SettlementState;

const char* name_of(DeclarationState state) {
    return boost::describe::enum_to_string(state, "?");
}
const char* name_of(SentState state) { return boost::describe::enum_to_string(state, "?"); }

bool is_in_force(DeclarationState state) {
    return state == DeclarationState::filed || state == DeclarationState::used;
}

/// What the institution was told is what the insured place holds. On its way: nothing to say.
bool agree(SentState sent, DeclarationState held) {
    switch (sent) {
        case SentState::pending:
        case SentState::withdrawing: return true;
        case SentState::filed: return is_in_force(held);
        case SentState::refused: return held == DeclarationState::refused;
        case SentState::withdrawn: return held == DeclarationState::withdrawn;
    }
    return false;
}

std::string text_of(const std::optional<Date>& day) { return day ? day->text() : "no day"; }

}  // namespace

void NodeCheck::see(const model::SentDeclaration& sent) {
    sent_at_.emplace(sent.trt_dcla_detl_sn, sent.fixmedins_code);
    digest_.sent_declarations.emplace(sent.trt_dcla_detl_sn,
                                      Digest::Sent{sent.insured_node, sent.state});
}
void NodeCheck::see(const Declaration& declaration) {
    digest_.declarations.emplace(declaration.trt_dcla_detl_sn, declaration);
}
void NodeCheck::see(const model::VisitMark& mark) {
    marks_.emplace(mark.ipt_psn_sp_flag_detl_id, mark.fixmedins_code);
}

void NodeCheck::judge_statements(Report& report) {
    std::unordered_map<std::string_view, bool> booked;
    for (const Settlement& settlement : settlements_) {
        booked.emplace(settlement.setl_id, settlement.setl_time.is_set());
    }
    for (const Settlement& settlement : settlements_) {
        report.looked(Check::statement_day);
        const auto origin = booked.find(settlement.init_setl_id);
        const bool counts =
            settlement.setl_time.is_set() && (settlement.kind == SettlementKind::payment ||
                                              (origin != booked.end() && origin->second));
        std::optional<Date> day;
        if (counts) day = settlement.setl_time.date();
        if (settlement.stmt_date != day) {
            report.found({Check::statement_day, digest_.node, settlement.setl_id,
                          text_of(settlement.stmt_date), text_of(day)});
        }
    }
}

/// "filing valid", "approval withdrawn" or "nothing".
std::string NodeCheck::made_by(const Declaration& declaration) const {
    const auto say = [](const char* what, model::FilingState state) {
        return fmt::format("{} {}", what, boost::describe::enum_to_string(state, "?"));
    };
    if (const auto known = approvals_.find(declaration.psn_no); known != approvals_.end()) {
        const auto approval = std::ranges::find(known->second, declaration.trt_dcla_detl_sn,
                                                &model::DiseaseApproval::trt_dcla_detl_sn);
        if (approval != known->second.end()) return say("approval", approval->state);
    }
    const auto filings = filings_.find(declaration.psn_no);
    if (declaration.filing_no == 0 || filings == filings_.end()) return "nothing";
    const auto filing =
        std::ranges::find(filings->second, declaration.filing_no, &model::Filing::filing_no);
    return filing == filings->second.end() ? "nothing" : say("filing", filing->state);
}

void NodeCheck::judge_declarations(Report& report) {
    for (const auto& [number, declaration] : digest_.declarations) {
        report.looked(Check::declaration);
        const bool makes_filing = declaration.filing_no != 0;
        const bool makes_approval =
            declaration.form.biz_appy_type == model::declaration_kind::disease &&
            declaration.state != DeclarationState::refused;
        std::string expected = "nothing";
        if (makes_filing || makes_approval) {
            expected = fmt::format("{} {}", makes_filing ? "filing" : "approval",
                                   is_in_force(declaration.state) ? "valid" : "withdrawn");
        }
        if (const auto found = made_by(declaration); found != expected) {
            report.found({Check::declaration, digest_.node, number, found, expected});
        }
    }
}

void check_declarations(const std::vector<Digest>& nodes, bool complete, Report& report) {
    std::unordered_map<std::string, const Declaration*> held;
    std::unordered_map<std::string, bool> sent;
    for (const Digest& node : nodes) {
        for (const auto& [number, declaration] : node.declarations) {
            held.emplace(number, &declaration);
        }
        for (const auto& [number, state] : node.sent_declarations) sent.emplace(number, true);
    }
    for (const Digest& node : nodes) {
        for (const auto& [number, state] : node.sent_declarations) {
            report.looked(Check::declaration);
            const auto found = held.find(number);
            if (found == held.end() && (!complete || state.state == SentState::pending)) continue;
            if (found != held.end() && agree(state.state, found->second->state)) continue;
            report.found({Check::declaration, node.node, number, name_of(state.state),
                          found == held.end() ? "a declaration at " + state.insured_node
                                              : name_of(found->second->state)});
        }
        if (!complete) continue;
        for (const auto& [number, declaration] : node.declarations) {
            report.looked(Check::declaration);
            if (sent.contains(number)) continue;
            report.found({Check::declaration, node.node, number, "a declaration",
                          "its institution's at " + declaration.treatment_node});
        }
    }
}

}  // namespace yidi::proof
