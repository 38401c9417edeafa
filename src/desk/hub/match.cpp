#include "desk/hub/match.hpp"

#include "codes/codes.hpp"
#include "ledger/chart.hpp"

namespace yidi::desk {
namespace {

using model::MatchedSettlement;
using model::MatchState;
using model::SettlementKind;

MatchedSettlement fresh(const model::SettlementEvent& event) {
    MatchedSettlement matched{};
    matched.setl_id = event.setl_id;
    matched.kind = event.kind;
    matched.state = MatchState::half;
    matched.insured_node = event.insured_node;
    matched.treatment_node = event.treatment_node;
    matched.insutype = event.insutype;
    matched.period = event.period;
    return matched;
}

bool agrees(const MatchedSettlement& matched, const model::SettlementEvent& event) {
    return matched.kind == event.kind && matched.insured_node == event.insured_node &&
           matched.treatment_node == event.treatment_node && matched.insutype == event.insutype &&
           matched.period == event.period && matched.treatment_amount == matched.insured_amount;
}

/// What could be owed: an amount of a bill, under names that may stand in an account code.
bool can_be_owed(const Rulebook& rules, const model::SettlementEvent& event) {
    return !event.amount.is_negative() && event.amount <= model::bill_max &&
           rules.network.serves(event.insured_node) && rules.network.serves(event.treatment_node) &&
           codes::known(codes::TableId::insutype, event.insutype) &&
           Date::parse(event.period + "-01").has_value();
}

void book(engine::Workspace& workspace, MatchedSettlement& matched,
          const std::string& init_setl_id, Instant now) {
    auto entry =
        ledger::hub_entry(matched.insured_node, matched.treatment_node, matched.insutype,
                          matched.insured_amount, matched.period, matched.setl_id);
    if (!entry) return;
    if (matched.kind == SettlementKind::reversal) {
        // The payment may itself still wait for its second side; then the link stays open.
        const auto* payment = workspace.find<MatchedSettlement>(init_setl_id);
        entry = entry->reversed(payment != nullptr ? payment->first_transfer : 0, matched.period,
                                matched.setl_id);
    }
    matched.first_transfer = workspace.post(*entry, now);
}

}  // namespace

void match(engine::Workspace& workspace, const Rulebook& rules, const model::NodeId& from,
           const model::SettlementEvent& event, Instant now) {
    // A node speaks for its own side only.
    if (from != (event.from_insured ? event.insured_node : event.treatment_node)) return;
    const auto* known = workspace.find<MatchedSettlement>(event.setl_id);
    MatchedSettlement matched = known != nullptr ? *known : fresh(event);
    bool& seen = event.from_insured ? matched.insured_seen : matched.treatment_seen;
    if (seen) return;
    seen = true;
    (event.from_insured ? matched.insured_amount : matched.treatment_amount) = event.amount;
    if (matched.insured_seen && matched.treatment_seen) {
        matched.state = agrees(matched, event) && can_be_owed(rules, event)
                            ? MatchState::matched
                            : MatchState::mismatched;
        if (matched.state == MatchState::matched) {
            book(workspace, matched, event.init_setl_id, now);
        }
    }
    workspace.put(std::move(matched));
}

void note_route(engine::Workspace& workspace, const Rulebook& rules, const model::NodeId& from,
                const model::RouteNotice& notice) {
    // A province announces its own people, never another's.
    if (rules.network.node_of(notice.admdvs) != from) return;
    workspace.put(model::Route{notice.certno_digest, notice.admdvs});
}

model::RouteAnswer route_of(engine::Workspace& workspace, const model::RouteAsk& question) {
    model::RouteAnswer answer;
    for (const model::Route& route : workspace.list<model::Route>(question.certno_digest)) {
        answer.admdvs.push_back(route.admdvs);
    }
    return answer;
}

}  // namespace yidi::desk
