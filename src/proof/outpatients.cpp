#include <algorithm>

#include <fmt/format.h>

#include "proof/books.hpp"

namespace yidi::proof {

using model::Claim;
using model::ClaimState;
using model::Settlement;
using model::SettlementKind;
using model::SettlementState;

void NodeCheck::see(const model::ChargeBatch& batch) {
    charge_batches_.emplace(batch.mdtrt_id, batch);
}

void NodeCheck::see(const model::DiseaseApproval& approval) {
    approvals_[approval.psn_no].push_back(approval);
}

NodeCheck::Batch NodeCheck::lines_of(const std::string& mdtrt_id, std::int64_t batch) const {
    const auto found = batches_.find({mdtrt_id, batch});
    return found != batches_.end() ? found->second : Batch{};
}

NodeCheck::Batch NodeCheck::open_of(const model::Encounter& visit) const {
    if (visit.kind == model::VisitKind::inpatient) {
        return lines_of(visit.mdtrt_id, visit.open_batch);
    }
    Batch open;
    const auto [begin, end] = charge_batches_.equal_range(visit.mdtrt_id);
    for (auto at = begin; at != end; ++at) {
        if (!at->second.settled.empty()) continue;
        const Batch one = lines_of(visit.mdtrt_id, at->second.batch);
        open.sums += one.sums;
        open.lines += one.lines;
    }
    return open;
}

void NodeCheck::judge_charge_batches(Report& report) {
    std::map<std::pair<std::string_view, std::string_view>, std::string_view> in_force;
    for (const Settlement& settlement : settlements_) {
        const bool holds = settlement.kind == SettlementKind::payment &&
                           (settlement.state == SettlementState::settled ||
                            (settlement.state == SettlementState::undoing &&
                             settlement.setl_time.is_set()));
        if (holds && !settlement.chrg_bchno.empty()) {
            in_force[{settlement.mdtrt_id, settlement.chrg_bchno}] = settlement.setl_id;
        }
    }
    for (const auto& [mdtrt_id, batch] : charge_batches_) {
        report.looked(Check::charge_batch);
        const std::string subject = mdtrt_id + "/" + batch.chrg_bchno;
        const Batch lines = lines_of(mdtrt_id, batch.batch);
        if (lines.sums != batch.sums || lines.lines != batch.lines) {
            const auto text_of = [](const model::FeeSums& sums, std::int64_t count) {
                return fmt::format("{} ({} lines)", sums.medfee_sumamt.text(), count);
            };
            report.found({Check::charge_batch, digest_.node, subject,
                          text_of(batch.sums, batch.lines), text_of(lines.sums, lines.lines)});
        }
        // A decision that comes after its undo is booked, but never holds the lines.
        const auto held = in_force.find({mdtrt_id, batch.chrg_bchno});
        const std::string_view by = held != in_force.end() ? held->second : "";
        if (batch.settled != by && !(batch.settled.empty() && is_undoing(by))) {
            report.found({Check::charge_batch, digest_.node, subject, "settled " + batch.settled,
                          "settled " + std::string{by}});
        }
    }
}

bool NodeCheck::is_undoing(std::string_view setl_id) const {
    return std::ranges::any_of(settlements_, [&](const Settlement& one) {
        return one.setl_id == setl_id && one.state == SettlementState::undoing;
    });
}

void NodeCheck::judge_approvals(Report& report) {
    for (const Claim& claim : claims_) {
        if (claim.state != ClaimState::decided || !claim.facts.approved) continue;
        report.looked(Check::record_missing);
        const Date day = claim.facts.admitted_on;
        const bool known = std::ranges::any_of(approvals_[claim.psn_no], [&](const auto& one) {
            return one.opsp_dise_code == claim.facts.disease && one.insutype == claim.insutype &&
                   one.approved_at <= claim.decided_at && one.valid_from <= day &&
                   (!one.valid_to || day <= *one.valid_to);
        });
        if (known) continue;
        report.found({Check::record_missing, digest_.node, claim.setl_id,
                      "no approval of " + claim.facts.disease, "one valid on " + day.text()});
    }
}

}  // namespace yidi::proof
