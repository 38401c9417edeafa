// Goal    Books of a small nation that hold, for other tests to spoil.
// Method  Every record is written as the counters write it, by hand and not by their code.
// Covers  nothing on its own: see books_test.cpp.

#include "proof/sample_books_test.hpp"

#include <algorithm>

namespace yidi::proof {
namespace {

constexpr const char* period = "2026-11";

model::FeeSums sample_fees() {
    model::FeeSums fees;
    fees.medfee_sumamt = Money::of_fen(1'000);
    fees.fulamt_ownpay_amt = Money::of_fen(100);
    fees.preselfpay_amt = Money::of_fen(50);
    fees.inscp_scp_amt = Money::of_fen(850);
    return fees;
}

model::Shares sample_shares() {
    model::Shares shares;
    shares.hifp_pay = Money::of_fen(600);
    shares.hifob_pay = Money::of_fen(100);
    shares.fund_pay_sumamt = Money::of_fen(700);
    shares.psn_part_amt = Money::of_fen(300);
    shares.acct_pay = Money::of_fen(200);
    shares.psn_cash_pay = Money::of_fen(100);
    return shares;
}

model::FeeLine sample_line(const std::string& mdtrt_id, std::int64_t batch) {
    model::FeeLine line{};
    line.mdtrt_id = mdtrt_id;
    line.feedetl_sn = mdtrt_id + "-1";
    line.batch = batch;
    line.input.feedetl_sn = line.feedetl_sn;
    line.input.pric = UnitPrice::of_micro_yuan(5'000'000);
    line.input.cnt = Quantity::of_e4(20'000);
    line.input.det_item_fee_sumamt = Money::of_fen(1'000);
    line.price.fulamt_ownpay_amt = Money::of_fen(100);
    line.price.preselfpay_amt = Money::of_fen(50);
    line.price.inscp_scp_amt = Money::of_fen(850);
    return line;
}

model::Settlement sample_settlement(const std::string& setl_id, const std::string& insured_node) {
    model::Settlement settlement{};
    settlement.setl_id = setl_id;
    settlement.state = model::SettlementState::settled;
    settlement.mdtrt_id = "V" + setl_id;
    settlement.fixmedins_code = "H1";
    settlement.psn_no = "P" + insured_node;
    settlement.insuplc_admdvs = insured_node;
    settlement.insutype = "310";
    settlement.setl_time = Instant::of_us(1);
    settlement.stmt_date = settlement.setl_time.date();
    settlement.fees = sample_fees();
    settlement.shares = sample_shares();
    settlement.plan = "plan";
    return settlement;
}

model::Claim sample_claim(const std::string& setl_id, const std::string& insured_node) {
    model::Claim claim{};
    claim.setl_id = setl_id;
    claim.state = model::ClaimState::decided;
    claim.treatment_node = "460000";
    claim.mdtrt_id = "V" + setl_id;
    claim.psn_no = "P" + insured_node;
    claim.insutype = "310";
    claim.year = 2026;
    claim.period = period;
    claim.fees = sample_fees();
    claim.shares = sample_shares();
    claim.delta.admissions = 1;
    claim.delta.basic.paid = Money::of_fen(600);
    claim.plan = "plan";
    return claim;
}

model::MatchedSettlement sample_match(const std::string& setl_id, const std::string& insured_node) {
    model::MatchedSettlement matched{};
    matched.setl_id = setl_id;
    matched.state = model::MatchState::matched;
    matched.insured_node = insured_node;
    matched.treatment_node = "460000";
    matched.insutype = "310";
    matched.period = period;
    matched.treatment_seen = matched.insured_seen = true;
    matched.treatment_amount = matched.insured_amount = Money::of_fen(900);
    return matched;
}

}  // namespace

std::int64_t SampleNode::post(const ledger::Entry& entry) {
    auto& transfers = all<model::Transfer>();
    const std::int64_t first = std::ssize(transfers) + 1;
    for (const ledger::Line& line : entry.lines()) {
        const std::int64_t id = std::ssize(transfers) + 1;
        transfers.push_back({id,
                             {},
                             entry.period(),
                             line.debit,
                             line.credit,
                             line.amount,
                             entry.reference(),
                             line.purpose,
                             line.reverses});
        for (const auto& [code, is_debit] : {std::pair{line.debit, true}, {line.credit, false}}) {
            auto& accounts = all<model::Account>();
            auto at = std::ranges::find(accounts, code, &model::Account::code);
            if (at == accounts.end()) at = accounts.insert(at, model::Account{code, {}, {}});
            (is_debit ? at->debited : at->credited) += line.amount;
        }
    }
    draw("transfer", std::ssize(transfers));
    return first;
}

void SampleNode::draw(const std::string& series, std::int64_t last) {
    auto& sequences = all<model::Sequence>();
    std::erase_if(sequences, [&](const auto& sequence) { return sequence.name == series; });
    sequences.push_back({series, last + 1});
}

/// A hospital has declared a chronic disease, and the insured place has approved it.
static void declare(SampleNode& treatment, SampleNode& insurer) {
    model::SentDeclaration sent{};
    sent.trt_dcla_detl_sn = "460000D1";
    sent.fixmedins_code = "H1";
    sent.insured_node = "110000";
    sent.state = model::SentState::filed;
    treatment.all<model::SentDeclaration>().push_back(sent);
    model::Request request{};
    request.fixmedins_code = "H1";
    request.msgid = "MD1";
    request.infno = "2503";
    request.made = sent.trt_dcla_detl_sn;
    treatment.all<model::Request>().push_back(request);

    model::Declaration declaration{};
    declaration.trt_dcla_detl_sn = sent.trt_dcla_detl_sn;
    declaration.psn_no = "P110000";
    declaration.treatment_node = "460000";
    declaration.form.biz_appy_type = model::declaration_kind::disease;
    insurer.all<model::Declaration>().push_back(declaration);
    model::DiseaseApproval approval{};
    approval.psn_no = declaration.psn_no;
    approval.trt_dcla_detl_sn = declaration.trt_dcla_detl_sn;
    insurer.all<model::DiseaseApproval>().push_back(approval);
}

SampleNation::SampleNation(Stage first) {
    for (const char* node : {"110000", "460000", "hub"}) nodes[node];
    treatment().all<model::Institution>().push_back({"H1", "Hospital", "460100", "3", "1"});
    for (const std::string node : {"110000", "460000"}) {
        // An opening balance of the personal account, and a year begun elsewhere.
        model::Person person{};
        person.psn_no = "P" + node;
        nodes[node].all<model::Person>().push_back(person);
        const auto opening = ledger::Entry::from(
            {period,
             person.psn_no,
             {{ledger::account_fund("310"), ledger::personal_account(person.psn_no),
               Money::of_fen(5'000), std::string{ledger::purpose::account_opening}}}});
        (void)nodes[node].post(*opening);
        model::YearAccumulator year{person.psn_no, "310", 2026, {}, {}};
        year.opening.admissions = year.totals.admissions = 2;
        nodes[node].all<model::YearAccumulator>().push_back(year);
    }
    settle("S1", "110000", first);
    settle("S2", "110000", Stage::undone);
    settle("S3", "460000", Stage::in_force);
    declare(treatment(), insured());
    for (const char* node : {"110000", "460000"}) {
        nodes[node].draw("outbox:hub", 6);
        hub().all<model::Inbox>().push_back({node, 6, {}});
    }
}

void SampleNation::settle(const std::string& setl_id, const std::string& insured_node,
                          Stage stage) {
    SampleNode& insurer = nodes.at(insured_node);
    const bool undone = stage == Stage::undone;
    const bool finished = stage != Stage::decided;
    auto settlement = sample_settlement(setl_id, insured_node);
    auto claim = sample_claim(setl_id, insured_node);
    const auto paid =
        ledger::treatment_entry(insured_node, "H1", "310", settlement.shares, period, setl_id);
    const auto spent =
        ledger::insured_entry("460000", claim.psn_no, "310", claim.shares, period, setl_id);
    if (finished) settlement.first_transfer = treatment().post(*paid);
    claim.first_transfer = insurer.post(*spent);

    model::Encounter visit{};
    visit.mdtrt_id = settlement.mdtrt_id;
    visit.fixmedins_code = "H1";
    visit.open_batch = finished ? 2 : 1;
    if (stage == Stage::in_force) visit.settled = setl_id;
    if (stage != Stage::in_force) {
        visit.open = settlement.fees;
        visit.open_lines = 1;
    }
    if (undone) {
        const std::string undo_id = setl_id + "R";
        settlement.state = model::SettlementState::reversed;
        settlement.reversal_setl_id = undo_id;
        auto reversal = settlement;
        reversal.setl_id = undo_id;
        reversal.kind = model::SettlementKind::reversal;
        reversal.state = model::SettlementState::settled;
        reversal.init_setl_id = setl_id;
        claim.state = model::ClaimState::undone;
        claim.undo_id = undo_id;
        (void)treatment().post(paid->reversed(settlement.first_transfer, period, undo_id));
        (void)insurer.post(spent->reversed(claim.first_transfer, period, undo_id));
        treatment().all<model::Settlement>().push_back(reversal);
    } else {
        insurer.all<model::YearAccumulator>().front().totals += claim.delta;
    }
    if (!finished) {
        settlement.state = model::SettlementState::pending;
        settlement.setl_time = {};
        settlement.stmt_date = {};
        settlement.shares = {};
        settlement.plan.clear();
        visit.settling = setl_id;
    }
    treatment().all<model::FeeLine>().push_back(sample_line(visit.mdtrt_id, undone ? 2 : 1));
    treatment().all<model::Encounter>().push_back(visit);
    treatment().all<model::Settlement>().push_back(settlement);
    model::Request request{};
    request.fixmedins_code = "H1";
    request.msgid = "M" + setl_id;
    request.infno = "2304";
    request.made = setl_id;
    treatment().all<model::Request>().push_back(request);
    insurer.all<model::Claim>().push_back(claim);
    if (finished) match(setl_id, insured_node, undone);
}

void SampleNation::match(const std::string& setl_id, const std::string& insured_node, bool undone) {
    auto matched = sample_match(setl_id, insured_node);
    const auto owed =
        ledger::hub_entry(insured_node, "460000", "310", Money::of_fen(900), period, setl_id);
    matched.first_transfer = hub().post(*owed);
    hub().all<model::MatchedSettlement>().push_back(matched);
    if (!undone) return;
    auto taken_back = matched;
    taken_back.setl_id = setl_id + "R";
    taken_back.kind = model::SettlementKind::reversal;
    taken_back.first_transfer =
        hub().post(owed->reversed(matched.first_transfer, period, taken_back.setl_id));
    hub().all<model::MatchedSettlement>().push_back(taken_back);
}

Report SampleNation::check(bool complete) {
    Report report;
    std::vector<Digest> digests;
    for (auto& [id, node] : nodes) digests.push_back(check_node(node, id, report));
    check_network(digests, complete, report);
    return report;
}

}  // namespace yidi::proof
