#include "desk/insured/declarations.hpp"
#include "ledger/chart.hpp"
#include "model/code_maps.hpp"

namespace yidi::desk {
namespace {

using model::Claim;
using model::ClaimState;
using model::SettlementKind;

model::SettleDecided answer_of(const Claim& claim) {
    model::SettleDecided answer;
    answer.setl_id = claim.setl_id;
    answer.period = claim.period;
    answer.verdict.refusal = claim.refusal;
    answer.verdict.shares = claim.shares;
    answer.verdict.clr_type = model::clearing_type_of(claim.facts.service);
    answer.verdict.plan = claim.plan;
    answer.verdict.package_id = claim.package_id;
    return answer;
}

void move_totals(const InsuredCounter& counter, const Claim& claim, std::int64_t year,
                 const model::YearTotals& delta, bool forward) {
    const auto* known =
        counter.workspace.find<model::YearAccumulator>(claim.psn_no, claim.insutype, year);
    model::YearAccumulator moved =
        known != nullptr ? *known
                         : model::YearAccumulator{claim.psn_no, claim.insutype, year, {}, {}};
    if (forward) {
        moved.totals += delta;
    } else {
        moved.totals -= delta;
    }
    counter.workspace.put(std::move(moved));
}

/// Moves all that a decided claim counts in: its year, the later one of a split stay, its windows.
void count_use(const InsuredCounter& counter, const Claim& claim, const Assessment& assessment) {
    move_totals(counter, claim, claim.year, claim.delta, true);
    count_quota(counter, claim, assessment.windows, assessment.quota);
    if (assessment.later_year == 0) return;
    move_totals(counter, claim, assessment.later_year, assessment.later_delta, true);
}

/// Kept of refused claims as well: their explanation needs it.
void keep_later_year(const InsuredCounter& counter, const Claim& claim,
                     const Assessment& assessment) {
    if (assessment.later_year == 0) return;
    counter.workspace.put(model::ClaimLaterYear{claim.setl_id, assessment.later_year,
                                                assessment.before.later,
                                                assessment.later_delta});
}

void uncount_use(const InsuredCounter& counter, const Claim& claim) {
    move_totals(counter, claim, claim.year, claim.delta, false);
    uncount_quota(counter, claim);
    if (const auto* later = counter.workspace.find<model::ClaimLaterYear>(claim.setl_id)) {
        move_totals(counter, claim, later->year, later->delta, false);
    }
}

void tell_hub(const InsuredCounter& counter, const Claim& claim, SettlementKind kind) {
    const bool is_payment = kind == SettlementKind::payment;
    counter.workspace.send(std::string{hub_node},
                           model::SettlementEvent{
                               .setl_id = is_payment ? claim.setl_id : claim.undo_id,
                               .init_setl_id = is_payment ? "" : claim.setl_id,
                               .kind = kind,
                               .from_insured = true,
                               .insured_node = counter.rules.network.self,
                               .treatment_node = claim.treatment_node,
                               .insutype = claim.insutype,
                               .period = is_payment ? claim.period : claim.undo_period,
                               .amount = ledger::owed_by_province(claim.shares)});
}

std::optional<ledger::Entry> entry_of(const Claim& claim) {
    return ledger::insured_entry(claim.treatment_node, claim.psn_no, claim.insutype, claim.shares,
                                 claim.period, claim.setl_id);
}

Claim claim_of(const InsuredCounter& counter, const model::NodeId& treatment_node,
               const model::BillFacts& bill, const Assessment& assessment) {
    Claim claim{};
    claim.setl_id = bill.setl_id;
    claim.state = assessment.verdict.refusal ? ClaimState::refused : ClaimState::decided;
    claim.treatment_node = treatment_node;
    claim.mdtrtarea_admvs = bill.mdtrtarea_admvs;
    claim.fixmedins_code = bill.fixmedins_code;
    claim.mdtrt_id = bill.mdtrt_id;
    claim.chrg_bchno = bill.chrg_bchno;
    claim.follows = bill.follows;
    claim.psn_no = bill.psn_no;
    claim.insutype = bill.insutype;
    claim.year = assessment.year;
    claim.period = period_of(counter.now.date());
    claim.facts = assessment.episode;
    claim.fees = bill.fees;
    claim.shares = assessment.verdict.shares;
    claim.before = assessment.before.first;
    claim.delta = assessment.delta;
    claim.plan = assessment.verdict.plan;
    claim.package_id = assessment.verdict.package_id;
    claim.refusal = assessment.verdict.refusal;
    claim.decided_at = counter.now;
    return claim;
}

/// Refuses without a claim: nothing is kept of what may not be kept under this id.
void refuse(const InsuredCounter& counter, const model::NodeId& treatment_node,
            const model::BillFacts& bill, Problem why) {
    model::SettleDecided answer;
    answer.setl_id = bill.setl_id;
    answer.period = period_of(counter.now.date());
    answer.verdict.refusal = model::StoredProblem{why};
    counter.workspace.send(treatment_node, std::move(answer));
}

/// Ids begin with the node that draws them, so none can speak of another's settlement.
bool is_id_of(const model::NodeId& node, const std::string& setl_id) {
    return setl_id.size() > node.size() && setl_id.starts_with(node);
}

}  // namespace

void decide(const InsuredCounter& counter, const model::NodeId& treatment_node,
            const model::SettleDecide& message) {
    const model::BillFacts& bill = message.bill;
    if (!is_id_of(treatment_node, bill.setl_id)) {
        return refuse(counter, treatment_node, bill,
                      {ErrorCode::settlement_unknown, "setl_id", bill.setl_id, treatment_node, {}});
    }
    if (counter.rules.network.node_of(bill.mdtrtarea_admvs) != treatment_node) {
        return refuse(counter, treatment_node, bill,
                      {ErrorCode::mdtrt_area_mismatch,
                       "mdtrtarea_admvs",
                       bill.mdtrtarea_admvs,
                       treatment_node,
                       {}});
    }
    if (const auto* known = counter.workspace.find<Claim>(bill.setl_id)) {
        // Decided once and for all; or undone before it came (D3).
        if (known->state == ClaimState::tombstone) {
            return refuse(counter, treatment_node, bill,
                          {ErrorCode::message_reversed, "setl_id", bill.setl_id, {}, {}});
        }
        counter.workspace.send(treatment_node, answer_of(*known));
        return;
    }
    const Assessment assessment = assess(counter, bill);
    Claim claim = claim_of(counter, treatment_node, bill, assessment);
    keep_later_year(counter, claim, assessment);
    if (claim.state == ClaimState::decided) {
        // The commit of these lines is the moment the money moves (D1).
        count_use(counter, claim, assessment);
        note_use(counter, claim);
        if (const auto entry = entry_of(claim)) {
            claim.first_transfer = counter.workspace.post(*entry, counter.now);
        }
        tell_hub(counter, claim, SettlementKind::payment);
    }
    model::SettleDecided answer = answer_of(claim);
    counter.workspace.send(treatment_node, std::move(answer));
    counter.workspace.put(std::move(claim));
}

void undo(const InsuredCounter& counter, const model::NodeId& treatment_node,
          const model::SettleUndo& message) {
    if (!is_id_of(treatment_node, message.setl_id)) return;
    const auto* known = counter.workspace.find<Claim>(message.setl_id);
    Claim claim{};
    if (known != nullptr) {
        claim = *known;
    } else {
        claim.setl_id = message.setl_id;
        claim.state = ClaimState::tombstone;
        claim.treatment_node = treatment_node;
        claim.decided_at = counter.now;
    }
    if (claim.undo_id.empty()) {
        claim.undo_id = message.undo_id;
        claim.undo_period = period_of(counter.now.date());
        claim.undone_at = counter.now;
        if (claim.state == ClaimState::decided) {
            claim.state = ClaimState::undone;
            uncount_use(counter, claim);
            if (const auto entry = entry_of(claim)) {
                (void)counter.workspace.post(
                    entry->reversed(claim.first_transfer, claim.undo_period, claim.undo_id),
                    counter.now);
            }
            tell_hub(counter, claim, SettlementKind::reversal);
        }
    }
    model::SettleUndone answer;
    answer.setl_id = claim.setl_id;
    answer.undo_id = claim.undo_id;
    answer.period = claim.undo_period;
    answer.was_paid = claim.state == ClaimState::undone;
    answer.paid_period = claim.period;
    answer.verdict = answer_of(claim).verdict;
    answer.balc = account_balance(counter, claim.psn_no);
    counter.workspace.send(treatment_node, std::move(answer));
    counter.workspace.put(std::move(claim));
}

}  // namespace yidi::desk
