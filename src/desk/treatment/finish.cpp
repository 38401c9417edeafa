#include "desk/treatment/batches.hpp"
#include "desk/treatment/use_cases.hpp"
#include "ledger/chart.hpp"

namespace yidi::desk {
namespace {

using model::Settlement;
using model::SettlementKind;
using model::SettlementState;

Counter counter_of(const Post& post, const model::Command& command) {
    return {command, post.workspace, post.rules};
}

/// What callers see of a settlement.
model::Reply reply_of(const Post& post, const Settlement& settlement) {
    model::Command nobody{};
    nobody.now = post.now;
    return view_of(counter_of(post, nobody), settlement);
}

std::optional<ledger::Entry> entry_for(const Post& post, const Settlement& settlement,
                                       const std::string& period) {
    return ledger::treatment_entry(post.rules.network.node_of(settlement.insuplc_admdvs),
                                   settlement.fixmedins_code, settlement.insutype,
                                   settlement.shares, period, settlement.setl_id);
}

void tell_hub(const Post& post, const Settlement& settlement, const std::string& period) {
    post.workspace.send(std::string{hub_node},
                        model::SettlementEvent{
                            .setl_id = settlement.setl_id,
                            .init_setl_id = settlement.init_setl_id,
                            .kind = settlement.kind,
                            .from_insured = false,
                            .insured_node = post.rules.network.node_of(settlement.insuplc_admdvs),
                            .treatment_node = post.rules.network.self,
                            .insutype = settlement.insutype,
                            .period = period,
                            .amount = ledger::owed_by_province(settlement.shares)});
}

/// "2026-11": what a peer names as an accounting month becomes part of account codes.
bool is_period(const std::string& text) {
    return Date::parse(text + "-01").has_value();
}

bool can_book(const Settlement& payment, const model::Verdict& verdict, const std::string& period) {
    return !verdict.refusal && is_sound(verdict, payment.fees) && is_period(period);
}

/// Books what the insured place decided to pay. Requires can_book().
void book_payment(const Post& post, Settlement& payment, const model::Verdict& verdict,
                  const std::string& period) {
    payment.shares = verdict.shares;
    payment.clr_type = verdict.clr_type;
    payment.plan = verdict.plan;
    payment.package_id = verdict.package_id;
    payment.setl_time = post.now;
    payment.stmt_date = post.now.date();
    if (const auto entry = entry_for(post, payment, period)) {
        payment.first_transfer = post.workspace.post(*entry, post.now);
    }
    tell_hub(post, payment, period);
}

void cancel_deadline(const Post& post, const Settlement& payment) {
    post.workspace.cancel(payment.begun_at.plus_ms(post.rules.settings.settle_patience_ms),
                          payment.setl_id);
}

/// The insured place says that it has paid, but not how: nothing is booked, and it is asked to take
/// that back. The caller is told at once.
void take_back_unsound(const Post& post, Settlement payment) {
    const Problem unsound{ErrorCode::decision_unsound, "setl_id", payment.setl_id, {}, {}};
    payment.refusal = model::StoredProblem{unsound};
    post.workspace.wake(decided_key(payment.setl_id), model::Reply{unsound});
    const std::string medins_setl_id = payment.medins_setl_id;
    (void)begin_undo(post, std::move(payment), medins_setl_id);
}

/// The mirror of a payment that is booked here, in this node's books and at the hub.
void mirror_payment(const Post& post, const Settlement& payment, Settlement& reversal,
                    const model::SettleUndone& undone) {
    const std::string period =
        is_period(undone.period) ? undone.period : period_of(post.now.date());
    reversal.shares = payment.shares;
    reversal.shares.balc =
        undone.balc.is_negative() ? payment.shares.balc + payment.shares.acct_pay : undone.balc;
    reversal.clr_type = payment.clr_type;
    reversal.plan = payment.plan;
    reversal.package_id = payment.package_id;
    reversal.stmt_date = post.now.date();
    if (const auto entry = entry_for(post, payment, period)) {
        reversal.first_transfer = post.workspace.post(
            entry->reversed(payment.first_transfer, period, reversal.setl_id), post.now);
    }
    tell_hub(post, reversal, period);
}

}  // namespace

bool is_sound(const model::Verdict& verdict, const model::FeeSums& fees) {
    return verdict.refusal || verdict.shares.balances_with(fees);
}

void finish(const Post& post, const model::NodeId& from, const model::SettleDecided& decided) {
    const auto* known = post.workspace.find<Settlement>(decided.setl_id);
    // Not ours, or not the sender's to decide: a peer's mistake is no reason to stop.
    if (known == nullptr || post.rules.network.node_of(known->insuplc_admdvs) != from) return;
    Settlement payment = *known;
    const bool refused = static_cast<bool>(decided.verdict.refusal);
    const bool bookable = can_book(payment, decided.verdict, decided.period);
    if (payment.state == SettlementState::undoing && !payment.setl_time.is_set() && bookable) {
        // Decided before our undo arrived: book it, so that the mirror has something to mirror.
        book_payment(post, payment, decided.verdict, decided.period);
        post.workspace.put(std::move(payment));
        return;
    }
    if (payment.state != SettlementState::pending) return;
    if (!refused && !bookable) return take_back_unsound(post, std::move(payment));

    cancel_deadline(post, payment);
    if (refused) {
        payment.state = SettlementState::refused;
        payment.refusal = decided.verdict.refusal;
        release_visit(post.workspace, payment.mdtrt_id);
        post.workspace.wake(decided_key(payment.setl_id),
                            model::Reply{payment.refusal.problem()});
    } else {
        payment.state = SettlementState::settled;
        book_payment(post, payment, decided.verdict, decided.period);
        close_batch(post.workspace, payment, post.now);
        post.workspace.wake(decided_key(payment.setl_id), reply_of(post, payment));
    }
    post.workspace.put(std::move(payment));
}

Settlement begin_undo(const Post& post, Settlement payment, const std::string& medins_setl_id) {
    Settlement reversal = payment;
    reversal.setl_id = make_id(post.rules.network.self, post.now,
                               post.workspace.next_number("setl"));
    reversal.kind = SettlementKind::reversal;
    reversal.state = SettlementState::pending;
    reversal.init_setl_id = payment.setl_id;
    reversal.medins_setl_id = medins_setl_id;
    reversal.begun_at = post.now;
    reversal.setl_time = {};
    reversal.stmt_date = {};
    reversal.refusal = {};
    reversal.first_transfer = 0;
    if (payment.state == SettlementState::pending) cancel_deadline(post, payment);
    payment.state = SettlementState::undoing;
    payment.reversal_setl_id = reversal.setl_id;

    const auto* known = post.workspace.find<model::Encounter>(payment.mdtrt_id);
    YIDI_ASSERT(known != nullptr);
    model::Encounter visit = *known;
    visit.settling = reversal.setl_id;
    post.workspace.put(std::move(visit));
    post.workspace.send(post.rules.network.node_of(payment.insuplc_admdvs),
                        model::SettleUndo{payment.setl_id, reversal.setl_id});
    post.workspace.put(std::move(payment));
    post.workspace.put_new(reversal);
    return reversal;
}

void finish_undo(const Post& post, const model::NodeId& from, const model::SettleUndone& undone) {
    const auto* known_reversal = post.workspace.find<Settlement>(undone.undo_id);
    const auto* known_payment = post.workspace.find<Settlement>(undone.setl_id);
    if (known_reversal == nullptr || known_payment == nullptr ||
        known_reversal->state != SettlementState::pending ||
        known_reversal->init_setl_id != undone.setl_id ||
        post.rules.network.node_of(known_payment->insuplc_admdvs) != from) {
        return;
    }
    Settlement reversal = *known_reversal;
    Settlement payment = *known_payment;
    const bool lines_were_closed = is_closed(post.workspace, payment);

    if (undone.was_paid && !payment.setl_time.is_set()) {
        // It was paid and taken back before we saw the decision. One that does not add up moved
        // nothing here, so it leaves nothing to mirror.
        if (can_book(payment, undone.verdict, undone.paid_period)) {
            book_payment(post, payment, undone.verdict, undone.paid_period);
        } else {
            payment.refusal = model::StoredProblem{
                Problem{ErrorCode::decision_unsound, "setl_id", payment.setl_id, {}, {}}};
        }
    }
    // What is booked is mirrored, whatever the insured place remembers of it.
    if (payment.setl_time.is_set()) mirror_payment(post, payment, reversal, undone);
    payment.state = SettlementState::reversed;
    reversal.state = SettlementState::settled;
    reversal.setl_time = post.now;
    if (lines_were_closed) {
        reopen_batch(post.workspace, payment);
    } else {
        release_visit(post.workspace, payment.mdtrt_id);
    }
    post.workspace.wake(reversal_key(reversal.setl_id), reply_of(post, reversal));
    post.workspace.wake(undone_key(reversal.setl_id), model::Reply{model::Accepted{}});
    // Whoever still waits for the settlement itself learns that it was taken back.
    post.workspace.wake(
        decided_key(payment.setl_id),
        model::Reply{
            payment.refusal
                ? payment.refusal.problem()
                : Problem{ErrorCode::message_reversed, "setl_id", payment.setl_id, {}, {}}});
    post.workspace.put(std::move(payment));
    post.workspace.put(std::move(reversal));
}

void give_up(const Post& post, const model::SettleDeadline& deadline) {
    const auto* payment = post.workspace.find<Settlement>(deadline.setl_id);
    if (payment == nullptr || payment->state != SettlementState::pending) return;
    (void)begin_undo(post, *payment, payment->medins_setl_id);
}

}  // namespace yidi::desk
