#include "desk/treatment/batches.hpp"

#include <algorithm>

namespace yidi::desk {
namespace {

using model::ChargeBatch;
using model::Encounter;
using model::FeeLine;
using model::Settlement;

Encounter visit_of(engine::Workspace& workspace, const std::string& mdtrt_id) {
    const auto* known = workspace.find<Encounter>(mdtrt_id);
    YIDI_ASSERT(known != nullptr);  // a settlement is of a visit
    return *known;
}

ChargeBatch charge_batch_of(engine::Workspace& workspace, const Settlement& payment) {
    const auto* known = workspace.find<ChargeBatch>(payment.mdtrt_id, payment.chrg_bchno);
    YIDI_ASSERT(known != nullptr);  // a batch is not withdrawn while a settlement of it is open
    return *known;
}

/// The newest payment of the visit that is in force, apart from `except`.
std::string newest_in_force(engine::Workspace& workspace, const std::string& mdtrt_id,
                            const std::string& except) {
    std::string newest;
    for (const Settlement& other : workspace.list_by<model::SettlementByVisit>(mdtrt_id)) {
        if (other.kind == model::SettlementKind::payment &&
            other.state == model::SettlementState::settled && other.setl_id != except) {
            newest = other.setl_id;
        }
    }
    return newest;
}

}  // namespace

model::FeeSums sums_of(const FeeLine& line) {
    return {line.input.det_item_fee_sumamt, line.price.fulamt_ownpay_amt, line.price.overlmt_amt,
            line.price.preselfpay_amt, line.price.inscp_scp_amt};
}

std::vector<FeeLine> lines_of(engine::Workspace& workspace, const std::string& mdtrt_id,
                              std::int64_t batch) {
    auto lines = workspace.list<FeeLine>(mdtrt_id);
    std::erase_if(lines, [&](const FeeLine& line) { return line.batch != batch; });
    return lines;
}

std::vector<FeeLine> open_lines_of(engine::Workspace& workspace, const Encounter& visit) {
    if (visit.kind == model::VisitKind::inpatient) {
        return lines_of(workspace, visit.mdtrt_id, visit.open_batch);
    }
    const auto batches = workspace.list<ChargeBatch>(visit.mdtrt_id);
    auto lines = workspace.list<FeeLine>(visit.mdtrt_id);
    std::erase_if(lines, [&](const FeeLine& line) {
        const auto own = std::ranges::find(batches, line.batch, &ChargeBatch::batch);
        return own == batches.end() || !own->settled.empty();
    });
    return lines;
}

void close_batch(engine::Workspace& workspace, const Settlement& payment, Instant now) {
    Encounter visit = visit_of(workspace, payment.mdtrt_id);
    visit.settling.clear();
    visit.settled = payment.setl_id;
    if (!payment.chrg_bchno.empty()) {
        ChargeBatch batch = charge_batch_of(workspace, payment);
        batch.settled = payment.setl_id;
        visit.open_lines -= batch.lines;
        visit.open -= batch.sums;
        workspace.put(std::move(batch));
        workspace.put(std::move(visit));
        return;
    }
    visit.open_batch += 1;
    visit.open_lines = 0;
    visit.open = {};
    if (payment.mid_setl_flag != "1" && visit.state == model::EncounterState::in_hospital) {
        visit.state = model::EncounterState::discharged;
        visit.endtime = now;
    }
    workspace.put(std::move(visit));
}

bool is_closed(engine::Workspace& workspace, const Settlement& payment) {
    if (!payment.chrg_bchno.empty()) {
        return charge_batch_of(workspace, payment).settled == payment.setl_id;
    }
    return payment.batch < visit_of(workspace, payment.mdtrt_id).open_batch;
}

void reopen_batch(engine::Workspace& workspace, const Settlement& payment) {
    Encounter visit = visit_of(workspace, payment.mdtrt_id);
    visit.settling.clear();
    visit.settled = newest_in_force(workspace, payment.mdtrt_id, payment.setl_id);
    // A stay's lines join those that came since; a charge batch stays itself, under a new number,
    // so that what is settled next is not taken for the lines of the reversed settlement.
    std::int64_t lines = 0;
    for (FeeLine& line : lines_of(workspace, payment.mdtrt_id, payment.batch)) {
        line.batch = visit.open_batch;
        ++lines;
        workspace.put(std::move(line));
    }
    if (!payment.chrg_bchno.empty()) {
        ChargeBatch batch = charge_batch_of(workspace, payment);
        batch.batch = visit.open_batch++;
        batch.settled.clear();
        workspace.put(std::move(batch));
    }
    visit.open_lines += lines;
    visit.open += payment.fees;
    workspace.put(std::move(visit));
}

void release_visit(engine::Workspace& workspace, const std::string& mdtrt_id) {
    Encounter visit = visit_of(workspace, mdtrt_id);
    visit.settling.clear();
    workspace.put(std::move(visit));
}

}  // namespace yidi::desk
