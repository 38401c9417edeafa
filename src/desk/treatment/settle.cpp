#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Settlement;
using model::SettlementState;

Problem unknown_outcome(const std::string& setl_id) {
    return {ErrorCode::outcome_unknown, "setl_id", setl_id, {}, {}};
}

/// The answer that this very request was given, or would have been given, the first time.
MaybeReply answer_again(const Counter& counter, const model::Request& earlier) {
    const auto* settlement = counter.workspace.find<Settlement>(earlier.made);
    YIDI_ASSERT(settlement != nullptr);  // remembered together with what it made
    switch (settlement->state) {
        case SettlementState::pending:
            counter.workspace.await(decided_key(settlement->setl_id),
                                    unknown_outcome(settlement->setl_id));
            return {};
        case SettlementState::settled: return model::Reply{view_of(counter, *settlement)};
        case SettlementState::refused: return model::Reply{settlement->refusal.problem()};
        case SettlementState::undoing:
            if (settlement->refusal) return model::Reply{settlement->refusal.problem()};
            return problem(ErrorCode::settlement_in_doubt, "setl_id", settlement->setl_id);
        case SettlementState::reversed:
            if (settlement->refusal) return model::Reply{settlement->refusal.problem()};
            return problem(ErrorCode::already_reversed, "setl_id", settlement->setl_id,
                           settlement->reversal_setl_id);
    }
    YIDI_ASSERT(false);
}

Settlement settlement_of(const Counter& counter, const model::SettleRequest& request,
                         const model::Encounter& visit, const model::BillFacts& bill) {
    Settlement settlement{};
    settlement.setl_id = bill.setl_id;
    settlement.kind = model::SettlementKind::payment;
    settlement.state = SettlementState::pending;
    settlement.mdtrt_id = visit.mdtrt_id;
    settlement.batch = visit.open_batch;
    settlement.fixmedins_code = visit.fixmedins_code;
    settlement.psn_no = visit.psn_no;
    settlement.insuplc_admdvs = visit.insuplc_admdvs;
    settlement.insutype = visit.insutype;
    settlement.medins_setl_id = counter.envelope().msgid;
    settlement.psn_setlway = request.psn_setlway;
    settlement.acct_used_flag = request.acct_used_flag;
    settlement.mid_setl_flag = request.mid_setl_flag;
    settlement.invono = request.invono;
    settlement.mdtrt_cert_type = request.mdtrt_cert_type;
    settlement.clr_way = std::string{"1"};
    settlement.clr_optins = bill.mdtrtarea_admvs;
    settlement.begun_at = counter.now();
    settlement.fees = bill.fees;
    return settlement;
}

void take_verdict(Settlement& settlement, const model::Verdict& verdict) {
    settlement.shares = verdict.shares;
    settlement.clr_type = verdict.clr_type;
    settlement.plan = verdict.plan;
    settlement.package_id = verdict.package_id;
}

}  // namespace

MaybeReply pre_settle(const Counter& counter, const model::SettleRequest& request) {
    const auto visit = quiet_visit_at(counter, request.mdtrt_id, request.psn_no);
    if (!visit) return model::Reply{visit.error()};
    const auto bill = bill_of(counter, request, **visit);
    if (!bill) return model::Reply{bill.error()};

    // The same facts, the same computation as 2304; only nothing is written anywhere.
    const model::NodeId insured = counter.rules.network.node_of((*visit)->insuplc_admdvs);
    const auto* quote =
        counter.workspace.ask<model::QuoteAnswer>(insured, model::QuoteAsk{*bill});
    if (quote == nullptr) return {};
    if (quote->verdict.refusal) return model::Reply{quote->verdict.refusal.problem()};
    if (!is_sound(quote->verdict, bill->fees)) {
        return problem(ErrorCode::decision_unsound, "mdtrt_id", request.mdtrt_id);
    }

    Settlement trial = settlement_of(counter, request, **visit, *bill);
    take_verdict(trial, quote->verdict);
    return model::Reply{view_of(counter, trial)};
}

MaybeReply settle(const Counter& counter, const model::SettleRequest& request) {
    const auto found = visit_at(counter, request.mdtrt_id, request.psn_no);
    if (!found) return model::Reply{found.error()};

    // A retry is given the answer it was given the first time.
    const Repeatable repeatable{request.mdtrt_id, request.psn_no, true};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) return answer_again(counter, **earlier);

    const auto quiet = quiet_visit_at(counter, request.mdtrt_id, request.psn_no);
    if (!quiet) return model::Reply{quiet.error()};
    model::Encounter visit = **quiet;
    auto bill = bill_of(counter, request, visit);
    if (!bill) return model::Reply{bill.error()};
    bill->setl_id = next_id(counter, "setl");

    // From here the settlement is certain to be decided: PENDING, the message to the insured place
    // and the deadline stand or fall in one transaction.
    Settlement settlement = settlement_of(counter, request, visit, *bill);
    const Instant deadline = settlement.begun_at.plus_ms(counter.rules.settings.settle_patience_ms);
    visit.settling = settlement.setl_id;
    remember(counter, repeatable, settlement.setl_id);
    counter.workspace.send(counter.rules.network.node_of(visit.insuplc_admdvs),
                           model::SettleDecide{*bill});
    counter.workspace.at(deadline, settlement.setl_id, model::SettleDeadline{settlement.setl_id});
    counter.workspace.await(decided_key(settlement.setl_id), unknown_outcome(settlement.setl_id));
    counter.workspace.put(std::move(visit));
    counter.workspace.put_new(std::move(settlement));
    return {};
}

}  // namespace yidi::desk
