#include <algorithm>

#include "desk/treatment/batches.hpp"
#include "desk/treatment/outpatient.hpp"

namespace yidi::desk {
namespace {

using model::ChargeBatch;
using model::Encounter;
using model::FeeLine;

/// The batches that a request means: all that are not settled, or the one it names.
Outcome<std::vector<ChargeBatch>> batches_meant(const Counter& counter,
                                                const model::WithdrawBatch& command) {
    if (command.all) {
        auto batches = counter.workspace.list<ChargeBatch>(command.mdtrt_id);
        std::erase_if(batches, [](const ChargeBatch& batch) { return !batch.settled.empty(); });
        return batches;
    }
    const auto* batch =
        counter.workspace.find<ChargeBatch>(command.mdtrt_id, command.chrg_bchno);
    if (batch == nullptr) {
        return problem(ErrorCode::batch_unknown, "data.chrg_bchno", command.chrg_bchno);
    }
    if (!batch->settled.empty()) {
        return problem(ErrorCode::line_settled, "data.chrg_bchno", command.chrg_bchno,
                       "setl_id=" + batch->settled);
    }
    return std::vector{*batch};
}

}  // namespace

void add_to(ChargeBatch& batch, const FeeLine& line) {
    batch.lines += 1;
    batch.sums += sums_of(line);
    batch.care_on = std::max(batch.care_on, line.input.fee_ocur_time.date());
    batch.rx_circulated = batch.rx_circulated || line.input.rx_circ_flag == "1";
}

Outcome<Done> join_batch(const Counter& counter, Encounter& visit, FeeLine& line,
                         const LinePlace& place) {
    const std::string& number = line.input.chrg_bchno;
    const auto* known = counter.workspace.find<ChargeBatch>(visit.mdtrt_id, number);
    ChargeBatch batch{};
    if (known != nullptr) {
        batch = *known;
    } else {
        batch.mdtrt_id = visit.mdtrt_id;
        batch.chrg_bchno = number;
        batch.batch = visit.open_batch++;
        batch.dise_codg = line.input.dise_codg;
        batch.care_on = line.input.fee_ocur_time.date();
    }
    if (!batch.settled.empty()) {
        return problem(ErrorCode::line_settled, place.of("chrg_bchno"), number,
                       "setl_id=" + batch.settled);
    }
    if (batch.dise_codg != line.input.dise_codg) {
        return problem(ErrorCode::batch_mixed, place.of("dise_codg"), line.input.dise_codg,
                       batch.dise_codg);
    }
    line.batch = batch.batch;
    add_to(batch, line);
    counter.workspace.put(std::move(batch));
    return Done{};
}

model::Reply withdraw_batch(const Counter& counter, const model::WithdrawBatch& command) {
    const auto found = quiet_visit_at(
        counter, {command.mdtrt_id, command.psn_no, model::VisitKind::outpatient});
    if (!found) return found.error();
    // A copy that was long on its way must not take the lines that came since.
    const Repeatable repeatable{command.mdtrt_id + ' ' + command.chrg_bchno, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return earlier.error();
    if (*earlier != nullptr) return model::Accepted{};
    const auto batches = batches_meant(counter, command);
    if (!batches) return batches.error();
    Encounter visit = **found;
    for (const ChargeBatch& batch : *batches) {
        for (const FeeLine& line : lines_of(counter.workspace, visit.mdtrt_id, batch.batch)) {
            counter.workspace.erase<FeeLine>(visit.mdtrt_id, line.feedetl_sn);
        }
        visit.open -= batch.sums;
        visit.open_lines -= batch.lines;
        counter.workspace.erase<ChargeBatch>(visit.mdtrt_id, batch.chrg_bchno);
    }
    remember(counter, repeatable, visit.mdtrt_id);
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

}  // namespace yidi::desk
