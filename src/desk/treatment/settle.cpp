#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Settlement;
using model::SettlementState;

Problem unknown_outcome(const std::string& setl_id) {
    return {ErrorCode::outcome_unknown, "setl_id", setl_id, {}, {}};
}

Settlement settlement_of(const Counter& counter, const model::SettleRequest& request,
                         const ReadyBill& ready) {
    const auto& [visit, batch, bill] = ready;
    Settlement settlement{};
    settlement.setl_id = bill.setl_id;
    settlement.kind = model::SettlementKind::payment;
    settlement.state = SettlementState::pending;
    settlement.mdtrt_id = visit.mdtrt_id;
    settlement.batch = batch;
    settlement.chrg_bchno = bill.chrg_bchno;
    if (!bill.chrg_bchno.empty()) settlement.med_type = bill.med_type;
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

/// The visit's bill: of all its open lines, or of the batch that the request names.
Outcome<ReadyBill> ready_bill(const Counter& counter, const model::SettleRequest& request,
                              const model::Encounter& visit) {
    if (visit.kind == model::VisitKind::inpatient) {
        auto bill = bill_of(counter, request, visit);
        if (!bill) return Unexpected{std::move(bill).error()};
        return ReadyBill{visit, visit.open_batch, std::move(bill).value()};
    }
    const auto* batch =
        counter.workspace.find<model::ChargeBatch>(visit.mdtrt_id, request.chrg_bchno);
    if (batch == nullptr) {
        return problem(ErrorCode::batch_unknown, "data.chrg_bchno", request.chrg_bchno);
    }
    auto bill = batch_bill_of(counter, request, visit, *batch);
    if (!bill) return Unexpected{std::move(bill).error()};
    return ReadyBill{visit, batch->batch, std::move(bill).value()};
}

}  // namespace

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

MaybeReply quote(const Counter& counter, const model::SettleRequest& request,
                 const ReadyBill& ready) {
    // The same facts, the same computation as the settlement; only nothing is written anywhere.
    const model::NodeId insured = counter.rules.network.node_of(ready.visit.insuplc_admdvs);
    const auto* answer =
        counter.workspace.ask<model::QuoteAnswer>(insured, model::QuoteAsk{ready.bill});
    if (answer == nullptr) return {};
    const model::Verdict& verdict = answer->verdict;
    if (verdict.refusal) return model::Reply{verdict.refusal.problem()};
    if (!is_sound(verdict, ready.bill.fees)) {
        return problem(ErrorCode::decision_unsound, "mdtrt_id", ready.visit.mdtrt_id);
    }
    Settlement trial = settlement_of(counter, request, ready);
    take_verdict(trial, verdict);
    return model::Reply{view_of(counter, trial, ready.visit)};
}

MaybeReply pre_settle(const Counter& counter, const model::SettleRequest& request) {
    const auto visit =
        quiet_visit_at(counter, {request.mdtrt_id, request.psn_no, request.kind});
    if (!visit) return model::Reply{visit.error()};
    const auto ready = ready_bill(counter, request, **visit);
    if (!ready) return model::Reply{ready.error()};
    return quote(counter, request, *ready);
}

MaybeReply begin(const Counter& counter, const model::SettleRequest& request,
                 const Repeatable& repeatable, ReadyBill ready) {
    ready.bill.setl_id = next_id(counter, "setl");
    // From here the settlement is certain to be decided: PENDING, the message to the insured place
    // and the deadline stand or fall in one transaction.
    Settlement settlement = settlement_of(counter, request, ready);
    const Instant deadline = settlement.begun_at.plus_ms(counter.rules.settings.settle_patience_ms);
    ready.visit.settling = settlement.setl_id;
    remember(counter, repeatable, settlement.setl_id);
    counter.workspace.send(counter.rules.network.node_of(ready.visit.insuplc_admdvs),
                           model::SettleDecide{std::move(ready.bill)});
    counter.workspace.at(deadline, settlement.setl_id, model::SettleDeadline{settlement.setl_id});
    counter.workspace.await(decided_key(settlement.setl_id), unknown_outcome(settlement.setl_id));
    counter.workspace.put(std::move(ready.visit));
    counter.workspace.put_new(std::move(settlement));
    return {};
}

MaybeReply settle(const Counter& counter, const model::SettleRequest& request) {
    const VisitName name{request.mdtrt_id, request.psn_no, request.kind};
    if (const auto found = visit_at(counter, name); !found) return model::Reply{found.error()};

    // A retry is given the answer it was given the first time. Two batches of one visit may be
    // settled by messages of one number.
    const Repeatable repeatable{
        request.chrg_bchno.empty() ? request.mdtrt_id : request.mdtrt_id + ' ' + request.chrg_bchno,
        request.psn_no, true};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) return answer_again(counter, **earlier);

    const auto quiet = quiet_visit_at(counter, name);
    if (!quiet) return model::Reply{quiet.error()};
    auto ready = ready_bill(counter, request, **quiet);
    if (!ready) return model::Reply{ready.error()};
    return begin(counter, request, repeatable, std::move(ready).value());
}

}  // namespace yidi::desk
