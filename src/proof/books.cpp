#include "proof/books.hpp"

#include <fmt/format.h>

namespace yidi::proof {
namespace {

using model::Claim;
using model::ClaimState;
using model::FeeSums;
using model::Settlement;
using model::SettlementKind;
using model::SettlementState;

Money absolute(Money amount) { return amount.is_negative() ? -amount : amount; }

std::string text_of(const FeeSums& fees) {
    return fmt::format("{} = {} + {} + {} + {}", fees.medfee_sumamt.text(),
                       fees.fulamt_ownpay_amt.text(), fees.overlmt_selfpay.text(),
                       fees.preselfpay_amt.text(), fees.inscp_scp_amt.text());
}

std::string text_of(const model::Shares& shares) {
    return fmt::format("funds {} + account {} + cash {}", shares.fund_pay_sumamt.text(),
                       shares.acct_pay.text(), shares.psn_cash_pay.text());
}

FeeSums sums_of(const model::FeeLine& line) {
    return {line.input.det_item_fee_sumamt, line.price.fulamt_ownpay_amt, line.price.overlmt_amt,
            line.price.preselfpay_amt, line.price.inscp_scp_amt};
}

/// T has booked a payment: it is, or once was, settled.
bool was_booked(const Settlement& settlement) {
    return settlement.setl_time.is_set() && settlement.state != SettlementState::refused;
}

bool was_paid(const Claim& claim) {
    return claim.state == ClaimState::decided || claim.state == ClaimState::undone;
}

bool mirrors(const model::Transfer& transfer, const model::Transfer& origin) {
    using ledger::without_period;
    return transfer.amount == origin.amount &&
           without_period(transfer.debit) == without_period(origin.credit) &&
           without_period(transfer.credit) == without_period(origin.debit);
}

Money moved_for(const std::unordered_map<std::string, Money>& moved, const std::string& reference) {
    const auto found = moved.find(reference);
    return found != moved.end() ? found->second : Money{};
}

}  // namespace

void NodeCheck::see(const model::FeeLine& line, Report& report) {
    ++report.lines;
    report.looked(Check::line_identity);
    const auto product = extend(line.input.pric, line.input.cnt, Rounding::half_up);
    if (!sums_of(line).balances() || !product ||
        absolute(*product - line.input.det_item_fee_sumamt) > Money::of_fen(1)) {
        report.found({Check::line_identity, digest_.node, line.mdtrt_id + "/" + line.feedetl_sn,
                      text_of(sums_of(line)), product ? product->text() : ""});
    }
    Batch& batch = batches_[{line.mdtrt_id, line.batch}];
    batch.sums += sums_of(line);
    ++batch.lines;
}

void NodeCheck::see(const model::Encounter& visit) { visits_.push_back(visit); }

void NodeCheck::see(const Settlement& settlement, Report& report) {
    ++report.settlements;
    report.looked(Check::settlement_identity);
    const bool booked = was_booked(settlement);
    const bool good = booked && !settlement.plan.empty()
                          ? settlement.shares.balances_with(settlement.fees)
                          : settlement.fees.balances();
    if (!good) {
        report.found({Check::settlement_identity, digest_.node, settlement.setl_id,
                      text_of(settlement.shares), text_of(settlement.fees)});
    }
    settlements_.push_back(settlement);
}

void NodeCheck::see(const Claim& claim, Report& report) {
    ++report.claims;
    report.looked(Check::claim_identity);
    if (was_paid(claim) && !claim.shares.balances_with(claim.fees)) {
        report.found({Check::claim_identity, digest_.node, claim.setl_id, text_of(claim.shares),
                      text_of(claim.fees)});
    }
    claim_places_.emplace(claim.setl_id, claims_.size());
    claims_.push_back(claim);
}

void NodeCheck::see(const model::Transfer& transfer, Report& report) {
    ++report.transfers;
    report.looked(Check::ledger_transfer);
    if (transfer.amount <= Money{} || transfer.debit == transfer.credit) {
        report.found({Check::ledger_transfer, digest_.node, std::to_string(transfer.id),
                      transfer.amount.text(), "> 0"});
    }
    moved_[transfer.debit].debited += transfer.amount;
    moved_[transfer.credit].credited += transfer.amount;
    if (transfer.purpose == ledger::purpose::care_owed) {
        moved_by_treatment_[transfer.reference] += transfer.amount;
    } else {
        moved_by_insured_[transfer.reference] += transfer.amount;
    }
    if (transfer.reverses != 0) {
        // Transfers are seen in the order of their numbers: what is reversed came before.
        const auto origin = transfers_.find(transfer.reverses);
        if (origin == transfers_.end() || !mirrors(transfer, origin->second)) {
            report.found({Check::ledger_transfer, digest_.node, std::to_string(transfer.id),
                          fmt::format("reverses {}", transfer.reverses), "its mirror"});
        }
    }
    transfers_.emplace(transfer.id, transfer);
}

void NodeCheck::see(const model::Account& account) { accounts_.emplace(account.code, account); }
void NodeCheck::see(const model::MatchedSettlement& matched) {
    digest_.matched.emplace(matched.setl_id, matched);
}
void NodeCheck::see(const model::Request& request) { requests_.push_back(request); }
void NodeCheck::see(const model::Person& person) { people_.insert(person.psn_no); }
void NodeCheck::see(const model::Institution& institution) {
    institutions_.insert(institution.fixmedins_code);
}

void NodeCheck::see(const model::Filing& filing) {
    filings_[filing.psn_no].push_back(filing);
}

void NodeCheck::see(const model::Sequence& sequence) {
    constexpr std::string_view outbox = "outbox:";
    if (sequence.name.starts_with(outbox)) {
        digest_.sent[sequence.name.substr(outbox.size())] = sequence.next - 1;
    }
    if (sequence.name == "transfer") transfers_drawn_ = sequence.next - 1;
}

void NodeCheck::see(const model::Inbox& inbox) {
    digest_.received[inbox.peer] = {inbox.watermark, inbox.ahead};
}

void NodeCheck::see(const model::Outbox& outbox) {
    digest_.unacknowledged[outbox.peer].insert(outbox.seq);
}

Digest NodeCheck::finish(Report& report) {
    judge_accounts(report);
    judge_visits(report);
    judge_settlements(report);
    judge_claims(report);
    judge_accumulators(report);
    judge_windows(report);
    judge_releases(report);
    judge_entries(report);
    judge_references(report);
    judge_stays(report);
    judge_filings(report);
    judge_statements(report);
    judge_declarations(report);
    judge_approvals(report);
    return std::move(digest_);
}

void NodeCheck::judge_accounts(Report& report) {
    report.looked(Check::ledger_missing);
    if (static_cast<std::int64_t>(transfers_.size()) != transfers_drawn_) {
        report.found({Check::ledger_missing, digest_.node, "transfer",
                      std::to_string(transfers_.size()), std::to_string(transfers_drawn_)});
    }
    for (const auto& [code, totals] : moved_)
        accounts_.try_emplace(code, model::Account{code, {}, {}});
    for (const auto& [code, account] : accounts_) {
        report.looked(Check::ledger_balance);
        const Totals& totals = moved_[code];
        if (totals.debited != account.debited || totals.credited != account.credited) {
            report.found({Check::ledger_balance, digest_.node, code,
                          fmt::format("{} / {}", account.debited.text(), account.credited.text()),
                          fmt::format("{} / {}", totals.debited.text(), totals.credited.text())});
        }
        if (code.starts_with("liabilities:personal-account:")) {
            report.looked(Check::account_overdrawn);
            if (account.credited < account.debited) {
                report.found({Check::account_overdrawn, digest_.node, code,
                              (account.credited - account.debited).text(), ">= 0"});
            }
        }
    }
}

void NodeCheck::judge_visits(Report& report) {
    for (const model::Encounter& visit : visits_) {
        report.looked(Check::visit_sums);
        const Batch open = open_of(visit);
        if (open.sums != visit.open || open.lines != visit.open_lines) {
            report.found({Check::visit_sums, digest_.node, visit.mdtrt_id,
                          fmt::format("{} ({} lines)", text_of(visit.open), visit.open_lines),
                          fmt::format("{} ({} lines)", text_of(open.sums), open.lines)});
        }
    }
    judge_charge_batches(report);
    judge_requests(report);
}

void NodeCheck::judge_requests(Report& report) {
    // A visit and a settlement may carry the same number: they count for themselves.
    std::unordered_map<std::string, std::string> visit_at, settlement_at;
    for (const auto& visit : visits_) visit_at.emplace(visit.mdtrt_id, visit.fixmedins_code);
    for (const auto& made : settlements_) settlement_at.emplace(made.setl_id, made.fixmedins_code);
    for (const model::Request& request : requests_) {
        if (request.made.empty()) continue;
        report.looked(Check::request_dangling);
        const std::string_view infno = request.infno;
        const bool settles = infno == "2102" || infno == "2103" || infno == "2207" ||
                             infno == "2208" || infno == "2304" || infno == "2305";
        const auto& made_at = settles                   ? settlement_at
                              : infno.starts_with("25") ? sent_at_
                              : infno == "2406"         ? marks_
                                                        : visit_at;
        const auto found = made_at.find(request.made);
        if (found == made_at.end() || found->second != request.fixmedins_code) {
            report.found({Check::request_dangling, digest_.node, request.msgid, request.made, {}});
        }
    }
}

void NodeCheck::judge_settlements(Report& report) {
    for (const Settlement& settlement : settlements_) {
        const bool is_payment = settlement.kind == SettlementKind::payment;
        const bool booked = was_booked(settlement);
        if (is_payment && settlement.state == SettlementState::settled) {
            report.looked(Check::settlement_lines);
            const auto found = batches_.find({settlement.mdtrt_id, settlement.batch});
            const FeeSums lines = found != batches_.end() ? found->second.sums : FeeSums{};
            if (lines != settlement.fees) {
                report.found({Check::settlement_lines, digest_.node, settlement.setl_id,
                              text_of(settlement.fees), text_of(lines)});
            }
        }
        report.looked(Check::settlement_ledger);
        const Money due = booked ? ledger::owed_by_province(settlement.shares) : Money{};
        const Money moved = moved_for(moved_by_treatment_, settlement.setl_id);
        if (due != moved) {
            report.found({Check::settlement_ledger, digest_.node, settlement.setl_id, moved.text(),
                          due.text()});
        }
        digest_.settlements.emplace(
            settlement.setl_id, Digest::Side{settlement.fees,
                                             settlement.shares,
                                             settlement.insuplc_admdvs,
                                             digest_.node,
                                             settlement.insutype,
                                             settlement.kind,
                                             settlement.state,
                                             {},
                                             booked,
                                             settlement.init_setl_id,
                                             settlement.state == SettlementState::reversed &&
                                                 !booked && static_cast<bool>(settlement.refusal)});
    }
}

void NodeCheck::judge_claims(Report& report) {
    for (const Claim& claim : claims_) {
        const Money due = was_paid(claim) ? ledger::owed_by_province(claim.shares) : Money{};
        const auto expect = [&](const std::string& reference, Money amount) {
            report.looked(Check::claim_ledger);
            const Money moved = moved_for(moved_by_insured_, reference);
            if (moved != amount) {
                report.found({Check::claim_ledger, digest_.node, reference, moved.text(),
                              amount.text()});
            }
        };
        expect(claim.setl_id, due);
        if (!claim.undo_id.empty()) expect(claim.undo_id, due);
        digest_.claims.emplace(claim.setl_id,
                               Digest::Side{claim.fees, claim.shares, digest_.node,
                                            claim.treatment_node, claim.insutype,
                                            SettlementKind::payment, {}, claim.state,
                                            was_paid(claim), {}});
    }
}

}  // namespace yidi::proof
