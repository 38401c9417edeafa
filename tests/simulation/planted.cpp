#include "simulation/planted.hpp"

#include "base/text.hpp"

namespace yidi::simulation {
namespace {

using model::Claim;
using model::ClaimState;

void set_state(engine::Workspace& workspace, const std::string& setl_id, ClaimState state) {
    Claim claim = *workspace.find<Claim>(setl_id);
    claim.state = state;
    workspace.put(std::move(claim));
}

bool is_decided(engine::Workspace& workspace, const std::string& setl_id) {
    const auto* claim = workspace.find<Claim>(setl_id);
    return claim != nullptr && claim->state == ClaimState::decided;
}

void pay_one_fen_more(engine::Workspace& workspace, const std::string& setl_id) {
    const auto* known = workspace.find<model::Settlement>(setl_id);
    if (known == nullptr || known->state != model::SettlementState::settled ||
        known->shares.psn_cash_pay.is_zero()) {
        return;
    }
    model::Settlement settlement = *known;
    const Money fen = Money::of_fen(1);
    settlement.shares.hifp_pay += fen;
    settlement.shares.fund_pay_sumamt += fen;
    settlement.shares.psn_part_amt -= fen;
    settlement.shares.psn_cash_pay -= fen;
    workspace.put(std::move(settlement));
}

/// A verdict as a faulty insured place sends it: one fen of the bill is paid twice.
void spoil(model::Verdict& verdict) {
    if (!verdict.refusal) verdict.shares.psn_cash_pay += Money::of_fen(1);
}

/// Some settlements are answered wrongly; of those, some also when they are taken back.
model::PeerMessage spoiled(model::PeerMessage message) {
    if (auto* decided = std::get_if<model::SettleDecided>(&message.body)) {
        if (fingerprint(decided->setl_id) % 3 == 0) spoil(decided->verdict);
    }
    if (auto* undone = std::get_if<model::SettleUndone>(&message.body)) {
        if (fingerprint(undone->setl_id) % 2 == 0) spoil(undone->verdict);
    }
    return message;
}

}  // namespace

void PlantedDesk::receive(const model::PeerMessage& message, Instant now,
                          engine::Workspace& workspace) {
    const auto* decide = std::get_if<model::SettleDecide>(&message.body);
    const auto* decided = std::get_if<model::SettleDecided>(&message.body);
    const auto* undo = std::get_if<model::SettleUndo>(&message.body);
    if (plant_ == Plant::unmirrored_undo && undo != nullptr &&
        is_decided(workspace, undo->setl_id)) {
        set_state(workspace, undo->setl_id, ClaimState::refused);
        Desk::receive(message, now, workspace);
        set_state(workspace, undo->setl_id, ClaimState::undone);
        return;
    }
    Desk::receive(plant_ == Plant::unsound_answers ? spoiled(message) : message, now, workspace);
    if (plant_ == Plant::double_decide && decide != nullptr &&
        is_decided(workspace, decide->bill.setl_id)) {
        workspace.erase<Claim>(decide->bill.setl_id);
        Desk::receive(message, now, workspace);
    }
    if (plant_ == Plant::off_by_one_fen && decided != nullptr) {
        pay_one_fen_more(workspace, decided->setl_id);
    }
}

const std::vector<std::pair<std::string_view, Plant>>& plants() {
    static const std::vector<std::pair<std::string_view, Plant>> all{
        {"none", Plant::none},
        {"double_decide", Plant::double_decide},
        {"lost_message", Plant::lost_message},
        {"unmirrored_undo", Plant::unmirrored_undo},
        {"unsound_answers", Plant::unsound_answers},
        {"off_by_one_fen", Plant::off_by_one_fen},
        {"lazy_disk", Plant::lazy_disk},
    };
    return all;
}

std::optional<Plant> plant_of(std::string_view name) {
    for (const auto& [known, plant] : plants()) {
        if (known == name) return plant;
    }
    return {};
}

}  // namespace yidi::simulation
