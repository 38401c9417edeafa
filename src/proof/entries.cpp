#include <algorithm>

#include <fmt/format.h>

#include "proof/books.hpp"

namespace yidi::proof {
namespace {

using model::Claim;
using model::ClaimState;
using model::Settlement;
using model::SettlementKind;
using model::SettlementState;

/// A transfer that the books ask for. An empty debit or credit is any account of the receivables:
/// the place of care does not store which node insures a division.
struct Asked {
    std::string debit, credit;
    Money amount;
};
using AskedFor = std::unordered_map<std::string, std::vector<Asked>>;  ///< By reference.

bool fits(const std::string& asked, const std::string& account) {
    return asked.empty() ? account.starts_with("assets:receivable:province:") : asked == account;
}

bool fits(const Asked& asked, const model::Transfer& transfer) {
    return asked.amount == transfer.amount && fits(asked.debit, transfer.debit) &&
           fits(asked.credit, transfer.credit);
}

/// Transactions that make a payment.
bool pays(std::string_view infno) {
    return infno == "2102" || infno == "2207" || infno == "2304";
}

void ask(AskedFor& all, const std::string& reference, Asked asked, bool mirrored) {
    if (mirrored) std::swap(asked.debit, asked.credit);
    all[reference].push_back(std::move(asked));
}

void ask_entry(AskedFor& all, const std::string& reference,
               const std::optional<ledger::Entry>& entry, bool mirrored) {
    if (!entry) return;
    for (const ledger::Line& line : entry->lines()) {
        ask(all, reference, {line.debit, line.credit, line.amount}, mirrored);
    }
}

void ask_settlement(AskedFor& all, const Settlement& settlement) {
    const Money owed = ledger::owed_by_province(settlement.shares);
    const bool booked =
        settlement.setl_time.is_set() && settlement.state != SettlementState::refused;
    if (!booked || owed.is_zero()) return;
    ask(all, settlement.setl_id,
        {"", ledger::payable_to_institution(settlement.fixmedins_code, settlement.insutype), owed},
        settlement.kind == SettlementKind::reversal);
}

void ask_claim(AskedFor& all, const Claim& claim) {
    if (claim.state != ClaimState::decided && claim.state != ClaimState::undone) return;
    const auto entry = ledger::insured_entry(claim.treatment_node, claim.psn_no, claim.insutype,
                                             claim.shares, claim.period, claim.setl_id);
    ask_entry(all, claim.setl_id, entry, false);
    if (claim.state == ClaimState::undone) ask_entry(all, claim.undo_id, entry, true);
}

void ask_match(AskedFor& all, const model::MatchedSettlement& matched) {
    if (matched.state != model::MatchState::matched) return;
    const auto entry =
        ledger::hub_entry(matched.insured_node, matched.treatment_node, matched.insutype,
                          matched.insured_amount, matched.period, matched.setl_id);
    ask_entry(all, matched.setl_id, entry, matched.kind == SettlementKind::reversal);
}

bool is_opening(const model::Transfer& transfer) {
    return transfer.purpose == ledger::purpose::account_opening &&
           transfer.debit == ledger::account_fund("310") &&
           transfer.credit == ledger::personal_account(transfer.reference);
}

std::string text_of(const model::Transfer& transfer) {
    return fmt::format("{} -> {} {}", transfer.debit, transfer.credit, transfer.amount.text());
}

}  // namespace

void NodeCheck::judge_entries(Report& report) {
    AskedFor all;
    for (const Settlement& settlement : settlements_) ask_settlement(all, settlement);
    for (const Claim& claim : claims_) ask_claim(all, claim);
    for (const auto& [setl_id, matched] : digest_.matched) ask_match(all, matched);

    for (const auto& [id, transfer] : transfers_) {
        if (is_opening(transfer)) continue;
        auto& asked = all[transfer.reference];
        const auto match =
            std::ranges::find_if(asked, [&](const Asked& one) { return fits(one, transfer); });
        if (match == asked.end()) {
            report.found({Check::ledger_transfer, digest_.node, std::to_string(id),
                          text_of(transfer), "a settlement that asks for it"});
        } else {
            asked.erase(match);
        }
    }
    for (const auto& [reference, missing] : all) {
        for (const Asked& one : missing) {
            report.found({Check::ledger_transfer, digest_.node, reference, "nothing",
                          fmt::format("{} -> {} {}", one.debit, one.credit, one.amount.text())});
        }
    }
}

void NodeCheck::judge_references(Report& report) {
    const auto missing = [&](const std::string& subject, const std::string& what) {
        report.found({Check::record_missing, digest_.node, subject, "nothing", what});
    };
    for (const Claim& claim : claims_) {
        if (claim.state == ClaimState::tombstone || claim.refusal) continue;
        report.looked(Check::record_missing);
        if (!people_.contains(claim.psn_no)) missing(claim.setl_id, "person " + claim.psn_no);
    }
    std::unordered_set<std::string_view> requested;
    for (const model::Request& request : requests_) {
        // Visits and settlements are numbered alike; only these make a payment.
        if (pays(request.infno)) requested.insert(request.made);
    }
    std::unordered_map<std::string_view, std::string_view> newest;
    for (const Settlement& settlement : settlements_) {
        if (settlement.kind != SettlementKind::payment) continue;
        report.looked(Check::record_missing);
        if (!requested.contains(settlement.setl_id)) {
            missing(settlement.setl_id, "the request " + settlement.medins_setl_id);
        }
        if (settlement.state == SettlementState::settled) {
            std::string_view& in_force = newest[settlement.mdtrt_id];
            in_force = std::max(in_force, std::string_view{settlement.setl_id});
        }
    }
    for (const model::Encounter& visit : visits_) {
        report.looked(Check::record_missing);
        if (!institutions_.contains(visit.fixmedins_code)) {
            missing(visit.mdtrt_id, "institution " + visit.fixmedins_code);
        }
        // While a reversal is in doubt the visit still names the settlement it takes back.
        const auto in_force = newest.find(visit.mdtrt_id);
        const std::string_view expected = in_force != newest.end() ? in_force->second : "";
        if (visit.settling.empty() && visit.settled != expected) {
            report.found({Check::record_missing, digest_.node, visit.mdtrt_id,
                          "settled " + visit.settled, "settled " + std::string{expected}});
        }
    }
}

}  // namespace yidi::proof
