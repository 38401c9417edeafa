// Goal    What a person has used of years and limits moves with every claim and comes back with its
//         reversal, to the fen; and the books prove it.
// Method  One insured place over the areas of tests/policies/variants. Amounts are worked out by
//         hand from their tables.
// Covers  split stays, limits with windows, interim settlements, returns home, supplements; D1 D4.

#include <gtest/gtest.h>

#include "insured_place.hpp"

namespace yidi::insured {
namespace {

using model::Claim;
using model::ClaimState;

std::string text_of(const proof::Report& report) {
    std::string text;
    for (const proof::Finding& finding : report.findings) {
        text += std::string{name_of(finding.check)} + ": " + finding.subject + ": " +
                finding.found + " <> " + finding.expected + "\n";
    }
    return text;
}

void expect_proved(InsuredPlace& place) {
    const proof::Report report = place.proved();
    EXPECT_TRUE(report.clean()) << text_of(report);
}

constexpr const char* split_once = "990300";
constexpr const char* whole = "990100";

// 20 days from admission to discharge, 10 of them in the earlier year.
TEST(SplitStay, counts_in_both_years_and_comes_back_out_of_both) {
    InsuredPlace place{split_once};
    const Claim claim = place.decide(place.bill("S1", "2025-12-22", "2026-01-11", "20000"));
    ASSERT_EQ(claim.state, ClaimState::decided) << claim.refusal.code;
    // 10,000 in each year; 1,234.56 off the earlier: 8,765.44 at 80 %, then 10,000 at 80 %.
    EXPECT_EQ(claim.shares.act_pay_dedc, yuan("1234.56"));
    EXPECT_EQ(claim.shares.hifp_pay, yuan("15012.35"));
    EXPECT_EQ(claim.year, 2025);
    EXPECT_EQ(place.year(2025).basic.paid, yuan("7012.35"));
    EXPECT_EQ(place.year(2025).basic.deductible, yuan("1234.56"));
    EXPECT_EQ(place.year(2025).admissions, 1);
    EXPECT_EQ(place.year(2026).basic.paid, yuan("8000"));
    EXPECT_EQ(place.year(2026).in_policy, yuan("10000"));
    EXPECT_EQ(place.year(2026).admissions, 0);
    expect_proved(place);

    const auto explained = place.explain("S1");
    ASSERT_FALSE(explained.refusal);
    EXPECT_EQ(explained.shares, claim.shares);
    EXPECT_EQ(explained.later_before, model::YearTotals{});

    place.undo("S1");
    EXPECT_EQ(place.year(2025), model::YearTotals{});
    EXPECT_EQ(place.year(2026), model::YearTotals{});
    expect_proved(place);
    // What was decided can still be explained.
    EXPECT_EQ(place.explain("S1").shares, claim.shares);
}

TEST(SplitStay, stands_on_what_the_later_year_has_used) {
    InsuredPlace place{split_once};
    model::YearAccumulator begun{"P1", "310", 2026, {}, {}};
    begun.opening.basic.paid = yuan("39000");  // of a cap of 40,000
    begun.totals = begun.opening;
    place.workspace.put(begun);
    const Claim claim = place.decide(place.bill("S1", "2025-12-22", "2026-01-11", "20000"));
    EXPECT_EQ(claim.shares.hifp_pay, yuan("8012.35"));
    EXPECT_EQ(place.year(2026).basic.paid, yuan("40000"));
    EXPECT_EQ(place.explain("S1").later_before, begun.totals);
    EXPECT_EQ(place.explain("S1").shares, claim.shares);
    expect_proved(place);
}

TEST(SplitStay, inside_one_year_is_whole) {
    InsuredPlace place{split_once};
    const Claim claim = place.decide(place.bill("S1", "2026-03-01", "2026-03-05", "20000"));
    EXPECT_EQ(claim.year, 2026);
    EXPECT_EQ(place.workspace.find<model::ClaimLaterYear>(claim.setl_id), nullptr);
    EXPECT_FALSE(place.explain("S1").later_before.has_value());
}

model::BillFacts visit(const InsuredPlace& place, const char* setl_id, const char* on,
                       const char* amount) {
    model::BillFacts bill = place.bill(setl_id, on, on, amount);
    bill.med_type = "11";
    return bill;
}

// Of each visit 30 are deducted; the rest is paid at 60 % above 200. At most 300 a visit, 350.05 a
// day, 700 a quarter with what earlier quarters left, 20 visits a year.
TEST(Limits, count_each_visit_in_its_windows) {
    InsuredPlace place{whole};
    const auto paid = [&](const char* setl_id, const char* on, const char* amount) {
        const Claim& claim = place.decide(visit(place, setl_id, on, amount));
        EXPECT_EQ(claim.state, ClaimState::decided) << setl_id << " " << claim.refusal.code;
        return claim.shares.hifp_pay;
    };
    EXPECT_EQ(paid("S1", "2026-03-02", "430"), yuan("240"));
    EXPECT_EQ(place.used("wh.emp.op.quarter||2026"), 24'000);
    EXPECT_EQ(place.used("wh.emp.op.year||2026"), 1);
    EXPECT_EQ(place.used("wh.emp.op.day||2026-03-02"), 24'000);
    EXPECT_EQ(paid("S2", "2026-03-02", "430"), yuan("110.05"));  // the day is used up
    EXPECT_EQ(paid("S3", "2026-03-03", "630"), yuan("300"));     // the most for a visit
    EXPECT_EQ(paid("S4", "2026-03-04", "430"), yuan("49.95"));   // the quarter is used up
    EXPECT_EQ(place.used("wh.emp.op.year||2026"), 4);
    expect_proved(place);

    place.undo("S3");
    EXPECT_EQ(place.used("wh.emp.op.quarter||2026"), 40'000);
    EXPECT_EQ(place.used("wh.emp.op.year||2026"), 3);
    EXPECT_EQ(place.used("wh.emp.op.day||2026-03-03"), 0);
    EXPECT_EQ(place.year(2026).outpatient.paid, yuan("400"));
    expect_proved(place);
    EXPECT_EQ(paid("S5", "2026-04-01", "430"), yuan("240"));  // the next quarter's share is there

    // The explanation knows what had been used when it was decided.
    const auto explained = place.explain("S4");
    EXPECT_EQ(explained.facts.quota.second, 65'005);
    EXPECT_EQ(explained.shares.hifp_pay, yuan("49.95"));
    expect_proved(place);
}

TEST(Limits, are_found_spoiled_by_the_proof) {
    InsuredPlace place{whole};
    (void)place.decide(visit(place, "S1", "2026-03-02", "430"));
    engine::Changes spoilt;
    spoilt.of<model::QuotaWindow>() = {
        {engine::ChangeKind::update, {"P1", "310", "wh.emp.op.year||2026", 2}}};
    place.store.commit(spoilt);
    const proof::Report report = place.proved();
    ASSERT_EQ(report.findings.size(), 1u) << text_of(report);
    EXPECT_EQ(report.findings[0].check, proof::Check::quota_window);
}

TEST(InterimSettlement, owes_what_the_stay_has_not_been_charged) {
    InsuredPlace place{split_once};
    model::BillFacts first = place.bill("S1", "2026-03-01", "2026-03-05", "1000");
    EXPECT_EQ(place.decide(first).shares.act_pay_dedc, yuan("1000"));
    model::BillFacts second = place.bill("S2", "2026-03-01", "2026-03-20", "10000");
    second.mdtrt_id = first.mdtrt_id;
    second.follows = first.setl_id;
    const Claim claim = place.decide(second);
    EXPECT_EQ(claim.facts.chain.link, model::ChainLink::same_stay);
    EXPECT_EQ(claim.facts.chain.charged, yuan("1000"));
    EXPECT_EQ(claim.shares.act_pay_dedc, yuan("234.56"));
    EXPECT_EQ(claim.shares.hifp_pay, yuan("7812.35"));  // 9,765.44 at 80 %
    EXPECT_EQ(place.year(2026).admissions, 1);
    expect_proved(place);

    // One stay, three bills: all that was charged counts.
    model::BillFacts third = place.bill("S3", "2026-03-01", "2026-03-30", "100");
    third.mdtrt_id = first.mdtrt_id;
    third.follows = second.setl_id;
    EXPECT_EQ(place.decide(third).facts.chain.charged, yuan("1234.56"));
    expect_proved(place);
}

TEST(InterimSettlement, is_refused_when_it_follows_no_bill_of_its_stay_in_force) {
    InsuredPlace place{split_once};
    const model::BillFacts first = place.bill("S1", "2026-03-01", "2026-03-05", "1000");
    (void)place.decide(first);
    model::BillFacts elsewhere = place.bill("S2", "2026-03-01", "2026-03-20", "10000");
    elsewhere.follows = first.setl_id;  // of another stay
    EXPECT_EQ(place.decide(elsewhere).refusal.code,
              static_cast<int>(ErrorCode::settlement_unknown));
    model::BillFacts nothing = place.bill("S3", "2026-03-01", "2026-03-20", "10000");
    nothing.follows = "990000S9";
    EXPECT_EQ(place.decide(nothing).refusal.code, static_cast<int>(ErrorCode::settlement_unknown));
    place.undo("S1");
    model::BillFacts undone = place.bill("S4", "2026-03-01", "2026-03-20", "10000");
    undone.mdtrt_id = first.mdtrt_id;
    undone.follows = first.setl_id;
    EXPECT_EQ(place.decide(undone).refusal.code, static_cast<int>(ErrorCode::settlement_unknown));
    expect_proved(place);
}

TEST(HomeCare, of_a_long_term_filer_is_paid_as_the_area_says) {
    InsuredPlace place{split_once};
    model::Filing filing{};
    filing.psn_no = "P1";
    filing.filing_no = 1;
    filing.category = model::FilingCategory::longterm_resident;
    filing.place = "460000";
    filing.valid_from = day("2024-01-01");
    place.workspace.put(filing);
    const Claim claim = place.decide(place.bill("S1", "2026-03-01", "2026-03-05", "1434.56"));
    EXPECT_EQ(claim.facts.place, model::Place::home_longterm);
    EXPECT_EQ(claim.shares.hifp_pay, yuan("140"));  // 200 at 80 % less 10 points
}

TEST(Standing, knows_supplements_by_their_enrolments) {
    InsuredPlace place{split_once};
    const auto enrol = [&](const char* insutype, const char* state) {
        place.workspace.put(model::Enrolment{
            "P1", insutype, "11", state, day("2010-01-01"), {}, "0", split_once, ""});
    };
    enrol("320", "2");  // suspended
    enrol("370", "1");
    const Claim claim = place.decide(place.bill("S1", "2026-03-01", "2026-03-05", "1000"));
    EXPECT_TRUE(claim.facts.standing.enterprise);
    EXPECT_FALSE(claim.facts.standing.civil_servant);
}

TEST(KindsOfCare, that_no_table_of_codes_knows_are_not_guessed) {
    InsuredPlace place{split_once};
    model::BillFacts bill = place.bill("S1", "2026-03-01", "2026-03-05", "1000");
    bill.med_type = "71";
    const Claim claim = place.decide(bill);
    EXPECT_EQ(claim.refusal.code, static_cast<int>(ErrorCode::policy_undetermined));
    EXPECT_EQ(claim.refusal.field, "med_type");
}

}  // namespace
}  // namespace yidi::insured
