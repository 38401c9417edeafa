// Goal    Books that hold are proved; every way to spoil them is found, and named rightly.
// Method  1. A small nation whose books hold, at rest and with a settlement on its way.
//         2. A table: one row per corruption, each one edit away from the books that hold.
// Covers  every Check of proof/findings.hpp; A1-A5 C1 E1-E4 D1-D4 H1 as far as records show them.

#include "proof/books.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "proof/sample_books_test.hpp"

namespace yidi::proof {
namespace {

std::string text_of(const Report& report) {
    std::string text;
    for (const Finding& finding : report.findings) {
        text += std::string{name_of(finding.check)} + " at " + finding.node + ": " +
                finding.subject + ": " + finding.found + " <> " + finding.expected + "\n";
    }
    return text;
}

template <class T>
T& first(SampleNode& node) {
    return node.all<T>().front();
}

const Money fen = Money::of_fen(1);

TEST(Books, that_hold_are_proved) {
    SampleNation nation;
    const Report report = nation.check();
    EXPECT_TRUE(report.clean()) << text_of(report);
    EXPECT_EQ(report.in_flight, 0);
    EXPECT_EQ(report.settlements, 4);
    EXPECT_EQ(report.claims, 3);
    for (const Check check : {Check::line_identity, Check::visit_sums, Check::both_sides,
                              Check::hub_match, Check::accumulator, Check::ledger_balance}) {
        EXPECT_GT(report.checked[static_cast<std::size_t>(check)], 0) << name_of(check);
    }
}

TEST(Books, are_found_spoiled_whatever_is_changed_in_them) {
    struct Row {
        int at;
        Check check;
        std::function<void(SampleNation&)> spoil;
    };
    using N = SampleNation;
    using namespace model;
    // clang-format off
    const Row rows[] = {
        {__LINE__, Check::line_identity, [](N& n) { first<FeeLine>(n.treatment()).price.inscp_scp_amt += fen; }},
        {__LINE__, Check::line_identity, [](N& n) { first<FeeLine>(n.treatment()).input.cnt = Quantity::of_e4(30'000); }},
        {__LINE__, Check::visit_sums, [](N& n) { first<Encounter>(n.treatment()).open_lines = 1; }},
        {__LINE__, Check::visit_sums, [](N& n) { first<Encounter>(n.treatment()).open.medfee_sumamt += fen; }},
        {__LINE__, Check::settlement_identity, [](N& n) { first<Settlement>(n.treatment()).shares.psn_cash_pay += fen; }},
        {__LINE__, Check::settlement_identity, [](N& n) { first<Settlement>(n.treatment()).fees.inscp_scp_amt -= fen; }},
        {__LINE__, Check::settlement_lines, [](N& n) { n.treatment().all<FeeLine>().erase(n.treatment().all<FeeLine>().begin()); }},
        {__LINE__, Check::settlement_lines, [](N& n) { first<FeeLine>(n.treatment()).batch = 7; }},
        {__LINE__, Check::claim_identity, [](N& n) { first<Claim>(n.insured()).shares.hifob_pay -= fen; }},
        {__LINE__, Check::ledger_transfer, [](N& n) { first<Transfer>(n.treatment()).amount = Money{}; }},
        {__LINE__, Check::ledger_transfer, [](N& n) { first<Transfer>(n.treatment()).debit = first<Transfer>(n.treatment()).credit; }},
        {__LINE__, Check::ledger_transfer, [](N& n) { n.hub().all<Transfer>().at(2).reverses = 1; n.hub().all<Transfer>().at(2).amount += fen; }},
        {__LINE__, Check::ledger_transfer, [](N& n) { n.hub().all<Transfer>().at(2).reverses = 99; }},
        {__LINE__, Check::ledger_missing, [](N& n) { n.insured().all<Transfer>().pop_back(); }},
        {__LINE__, Check::ledger_missing, [](N& n) { n.insured().draw("transfer", 99); }},
        {__LINE__, Check::ledger_balance, [](N& n) { first<Account>(n.insured()).debited += fen; }},
        {__LINE__, Check::ledger_balance, [](N& n) { n.hub().all<Account>().pop_back(); }},
        {__LINE__, Check::ledger_balance, [](N& n) { n.hub().all<Account>().push_back({"assets:made-up", fen, {}}); }},
        {__LINE__, Check::settlement_ledger, [](N& n) { n.treatment().all<Transfer>().at(1).reference = "S9"; }},
        {__LINE__, Check::settlement_ledger, [](N& n) { first<Settlement>(n.treatment()).state = SettlementState::refused; }},
        {__LINE__, Check::claim_ledger, [](N& n) { n.insured().all<Transfer>().at(1).reference = "S9"; }},
        {__LINE__, Check::claim_ledger, [](N& n) { first<Claim>(n.insured()).state = ClaimState::refused; }},
        {__LINE__, Check::accumulator, [](N& n) { first<YearAccumulator>(n.insured()).totals.basic.paid += fen; }},
        {__LINE__, Check::accumulator, [](N& n) { first<YearAccumulator>(n.insured()).totals.admissions += 1; }},
        {__LINE__, Check::accumulator, [](N& n) { n.insured().all<YearAccumulator>().clear(); }},
        {__LINE__, Check::account_overdrawn, [](N& n) { n.insured().all<Account>().at(1).credited = Money{}; }},
        {__LINE__, Check::both_sides, [](N& n) { first<Settlement>(n.treatment()).shares.act_pay_dedc += fen; }},
        {__LINE__, Check::both_sides, [](N& n) { first<Claim>(n.insured()).state = ClaimState::undone; }},
        {__LINE__, Check::both_sides, [](N& n) { n.insured().all<Claim>().erase(n.insured().all<Claim>().begin()); }},
        {__LINE__, Check::both_sides, [](N& n) { n.treatment().all<Settlement>().erase(n.treatment().all<Settlement>().begin()); }},
        {__LINE__, Check::hub_match, [](N& n) { first<MatchedSettlement>(n.hub()).state = MatchState::mismatched; }},
        {__LINE__, Check::hub_match, [](N& n) { first<MatchedSettlement>(n.hub()).treatment_amount += fen; }},
        {__LINE__, Check::hub_match, [](N& n) { first<MatchedSettlement>(n.hub()).state = MatchState::half; }},
        {__LINE__, Check::hub_match, [](N& n) { n.hub().all<MatchedSettlement>().pop_back(); }},
        {__LINE__, Check::hub_match, [](N& n) { first<MatchedSettlement>(n.hub()).setl_id = "S9"; }},
        {__LINE__, Check::request_dangling, [](N& n) { first<Request>(n.treatment()).made = "S9"; }},
        {__LINE__, Check::request_dangling, [](N& n) { first<Request>(n.treatment()).fixmedins_code = "H2"; }},
        {__LINE__, Check::record_missing, [](N& n) { n.insured().all<Person>().clear(); }},
        {__LINE__, Check::record_missing, [](N& n) { n.treatment().all<Institution>().clear(); }},
        {__LINE__, Check::record_missing, [](N& n) { n.treatment().all<Request>().clear(); }},
        {__LINE__, Check::record_missing, [](N& n) { first<Encounter>(n.treatment()).settled = "S9"; }},
        {__LINE__, Check::ledger_transfer, [](N& n) { n.treatment().all<Transfer>().at(1).credit = "liabilities:payable:institution:H2:310"; }},
        {__LINE__, Check::accumulator, [](N& n) { n.insured().all<ClaimLaterYear>().push_back({"S1", 2027, {}, first<Claim>(n.insured()).delta}); }},
        {__LINE__, Check::accumulator, [](N& n) { n.insured().all<ClaimLaterYear>().push_back({"S9", 2027, {}, {}}); }},
        {__LINE__, Check::quota_window, [](N& n) { n.insured().all<QuotaWindow>().push_back({"P110000", "310", "rule||2026", 1}); }},
        {__LINE__, Check::quota_window, [](N& n) { n.insured().all<ClaimQuota>().push_back({"S1", "rule||2026", 1}); }},
        {__LINE__, Check::quota_window, [](N& n) { n.insured().all<ClaimQuota>().push_back({"S9", "rule||2026", 1}); }},
        {__LINE__, Check::record_missing, [](N& n) { n.insured().all<PolicyRelease>().push_back({"other", "beijing", "", {}, "[]", {}, {}}); }},
        {__LINE__, Check::record_missing, [](N& n) { first<Claim>(n.insured()).facts.place = Place::filed_longterm; }},
        {__LINE__, Check::stay_order, [](N& n) { first<Claim>(n.insured()).follows = "S9"; }},
        {__LINE__, Check::stay_order, [](N& n) { first<Claim>(n.insured()).follows = "S2"; }},
        {__LINE__, Check::stay_order, [](N& n) { n.insured().all<Claim>().push_back(first<Claim>(n.insured())); n.insured().all<Claim>().back().setl_id = "S9"; }},
        {__LINE__, Check::request_dangling, [](N& n) { n.treatment().all<Request>().back().made = "460000D9"; }},
        {__LINE__, Check::statement_day, [](N& n) { first<Settlement>(n.treatment()).stmt_date.reset(); }},
        {__LINE__, Check::statement_day, [](N& n) { first<Settlement>(n.treatment()).stmt_date = Date::parse("2026-11-23"); }},
        {__LINE__, Check::declaration, [](N& n) { n.insured().all<DiseaseApproval>().clear(); }},
        {__LINE__, Check::declaration, [](N& n) { first<DiseaseApproval>(n.insured()).state = FilingState::withdrawn; }},
        {__LINE__, Check::declaration, [](N& n) { first<Declaration>(n.insured()).state = DeclarationState::withdrawn; }},
        {__LINE__, Check::declaration, [](N& n) { first<Declaration>(n.insured()).filing_no = 7; }},
        {__LINE__, Check::declaration, [](N& n) { n.insured().all<Declaration>().clear(); }},
        {__LINE__, Check::declaration, [](N& n) { n.treatment().all<SentDeclaration>().clear(); }},
        {__LINE__, Check::declaration, [](N& n) { first<SentDeclaration>(n.treatment()).state = SentState::refused; }},
        {__LINE__, Check::charge_batch, [](N& n) { n.treatment().all<ChargeBatch>().push_back({.mdtrt_id = "V9", .chrg_bchno = "1", .batch = 1, .lines = 1, .sums = {}, .dise_codg = {}, .care_on = {}, .settled = {}}); }},
        {__LINE__, Check::charge_batch, [](N& n) { n.treatment().all<ChargeBatch>().push_back({.mdtrt_id = "V9", .chrg_bchno = "1", .batch = 1, .lines = 0, .sums = {}, .dise_codg = {}, .care_on = {}, .settled = "S9"}); }},
        {__LINE__, Check::record_missing, [](N& n) { first<Claim>(n.insured()).facts.approved = true; }},
        {__LINE__, Check::exchange_gap, [](N& n) { first<Inbox>(n.hub()).watermark = 7; }},
        {__LINE__, Check::exchange_gap, [](N& n) { first<Inbox>(n.hub()).ahead = {8}; }},
    };
    // clang-format on
    std::set<Check> seen;
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        SampleNation nation;
        row.spoil(nation);
        const Report report = nation.check();
        EXPECT_TRUE(std::ranges::any_of(
            report.findings, [&](const Finding& finding) { return finding.check == row.check; }))
            << name_of(row.check) << " not among:\n"
            << text_of(report);
        seen.insert(row.check);
    }
    // claim_decision needs the law, person_data the keys: whoever holds them checks, and is tested.
    EXPECT_EQ(seen.size(), checks_count - 2) << "a Check that no row spoils";
}

model::Filing filing_of(model::FilingCategory category, model::FilingState state,
                        const char* filed_at) {
    model::Filing filing{};
    filing.psn_no = "P110000";
    filing.category = category;
    filing.state = state;
    filing.place = "460000";
    filing.valid_from = *Date::parse("2026-01-01");
    filing.filed_at = *Instant::parse(filed_at);
    return filing;
}

TEST(Books, hold_only_with_a_filing_that_puts_the_stay_where_its_claim_says) {
    using model::FilingCategory;
    using model::FilingState;
    constexpr auto before = "2026-01-01 08:00:00", after = "2026-12-31 08:00:00";
    const struct {
        int at;
        std::vector<model::Filing> filings;
        bool good;
    } rows[] = {
        {__LINE__, {filing_of(FilingCategory::posted_worker, FilingState::valid, before)}, true},
        // Withdrawn since, it was valid then.
        {__LINE__,
         {filing_of(FilingCategory::posted_worker, FilingState::withdrawn, before)},
         true},
        {__LINE__, {}, false},
        {__LINE__, {filing_of(FilingCategory::referral, FilingState::valid, before)}, false},
        {__LINE__, {filing_of(FilingCategory::posted_worker, FilingState::valid, after)}, false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        SampleNation nation;
        nation.insured().all<model::Filing>() = row.filings;
        model::Claim& claim = first<model::Claim>(nation.insured());
        claim.mdtrtarea_admvs = "460100";
        claim.decided_at = *Instant::parse("2026-11-22 08:00:00");
        claim.facts.place = model::Place::filed_longterm;
        claim.facts.insuplc_admdvs = "110100";
        claim.facts.admitted_on = claim.facts.settled_on = *Date::parse("2026-11-20");
        EXPECT_EQ(nation.check().clean(), row.good) << text_of(nation.check());
    }
}

TEST(Books, of_a_settlement_on_its_way_hold) {
    SampleNation nation{Stage::decided};
    const Report report = nation.check();
    EXPECT_TRUE(report.clean()) << text_of(report);
    EXPECT_EQ(report.in_flight, 1);
}

/// The insured counter of a province that treats its own people has booked, the other one not yet.
TEST(Books, of_a_local_settlement_that_only_the_insured_counter_has_booked_hold) {
    SampleNode node;
    model::Claim claim{};
    claim.setl_id = "S1";
    claim.state = model::ClaimState::decided;
    claim.treatment_node = "460000";
    claim.psn_no = "P";
    claim.insutype = "310";
    claim.year = 2026;
    claim.shares.hifp_pay = claim.shares.fund_pay_sumamt = Money::of_fen(10);
    claim.fees.medfee_sumamt = claim.fees.inscp_scp_amt = Money::of_fen(10);
    claim.delta.admissions = 1;
    (void)node.post(*ledger::insured_entry("460000", "P", "310", claim.shares, "2026-11", "S1"));
    node.all<model::Claim>().push_back(claim);
    node.all<model::YearAccumulator>().push_back({"P", "310", 2026, {}, claim.delta});
    model::Person person{};
    person.psn_no = "P";
    node.all<model::Person>().push_back(person);
    model::Settlement settlement{};
    settlement.setl_id = "S1";
    settlement.fixmedins_code = "H1";
    settlement.state = model::SettlementState::pending;
    settlement.fees = claim.fees;
    node.all<model::Settlement>().push_back(settlement);
    model::Request request{};
    request.fixmedins_code = "H1";
    request.infno = "2304";
    request.made = "S1";
    node.all<model::Request>().push_back(request);
    Report report;
    (void)check_node(node, "460000", report);
    EXPECT_TRUE(report.clean()) << text_of(report);
}

TEST(Books, hold_when_a_claim_counts_in_two_years_and_in_windows) {
    SampleNation nation;
    SampleNode& insured = nation.insured();
    model::YearTotals more;
    more.basic.paid = fen;
    insured.all<model::ClaimLaterYear>() = {{"S1", 2027, {}, more}, {"S2", 2027, {}, more}};
    insured.all<model::YearAccumulator>().push_back({"P110000", "310", 2027, {}, more});
    insured.all<model::ClaimQuota>() = {{"S1", "rule||2026", 4}, {"S2", "rule||2026", 9}};
    insured.all<model::QuotaWindow>() = {{"P110000", "310", "rule||2026", 4}};  // S2 is undone
    insured.all<model::PolicyRelease>() = {{"plan", "beijing", "", {}, "[]", {}, {}}};
    const Report report = nation.check();
    EXPECT_TRUE(report.clean()) << text_of(report);
    EXPECT_GT(report.checked[static_cast<std::size_t>(Check::quota_window)], 0);
}

TEST(Books, may_give_a_visit_and_a_settlement_the_same_number) {
    SampleNation nation;
    nation.treatment().all<model::Institution>().push_back({"H2", "Other", "460100", "3", "1"});
    model::Encounter visit{};
    visit.mdtrt_id = "S1";
    visit.fixmedins_code = "H2";
    nation.treatment().all<model::Encounter>().insert(
        nation.treatment().all<model::Encounter>().begin(), visit);
    const Report report = nation.check();
    EXPECT_TRUE(report.clean()) << text_of(report);
}

TEST(Books, may_take_back_in_a_later_month) {
    SampleNode hub;
    model::MatchedSettlement matched{};
    matched.state = model::MatchState::matched;
    matched.insured_node = "110000";
    matched.treatment_node = "460000";
    matched.insutype = "310";
    matched.treatment_amount = matched.insured_amount = Money::of_fen(9);
    const auto owed = [&](const char* month, const char* setl_id) {
        matched.setl_id = setl_id;
        matched.period = month;
        hub.all<model::MatchedSettlement>().push_back(matched);
        return *ledger::hub_entry("110000", "460000", "310", Money::of_fen(9), month, setl_id);
    };
    const std::int64_t number = hub.post(owed("2026-11", "S1"));
    matched.kind = model::SettlementKind::reversal;
    (void)hub.post(owed("2026-12", "S1R").reversed(number, "2026-12", "S1R"));
    Report report;
    (void)check_node(hub, "hub", report);
    EXPECT_TRUE(report.clean()) << text_of(report);
}

TEST(Books, of_a_part_of_the_network_do_not_miss_the_other_part) {
    SampleNation nation;
    nation.nodes.erase("110000");
    nation.nodes.erase("hub");
    EXPECT_TRUE(nation.check(false).clean()) << text_of(nation.check(false));
    EXPECT_FALSE(nation.check(true).clean());
}

TEST(Findings, have_a_name_and_words_in_both_languages) {
    std::set<std::string> names;
    for (std::size_t at = 0; at < checks_count; ++at) {
        const auto check = static_cast<Check>(at);
        EXPECT_TRUE(names.insert(name_of(check)).second);
        EXPECT_GT(std::string{zh_of(check)}.size(), 6U);
        EXPECT_GT(std::string{en_of(check)}.size(), 6U);
    }
}

}  // namespace
}  // namespace yidi::proof
