// Goal    What another node says is input: whatever it is, this node goes on, books nothing that
//         does not add up, and hears nobody on affairs that are not theirs.
// Method  The desk of each counter over a store in memory, given messages a faulty or foreign node
//         could send; each row is one edit away from a message that is accepted.
// Covers  H1 of desk/hub/match.hpp; D1 D3 of desk/desk.hpp; A1 A3 of model/amounts.hpp for amounts
//         that nobody checked.

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "desk/desk.hpp"
#include "desk/hub/match.hpp"
#include "desk/insured/use_cases.hpp"
#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

using model::MatchedSettlement;
using model::MatchState;
using model::SettlementEvent;

const Instant now = *Instant::parse("2026-11-22 08:00:00");

std::shared_ptr<const Rulebook> rulebook(const char* self) {
    auto rules = std::make_shared<Rulebook>();
    rules->network = {self, {{"11", "110000"}, {"31", "310000"}, {"46", "460000"}}};
    return rules;
}

/// A node that is told things.
struct Node {
    explicit Node(const char* self) : desk(rulebook(self)), workspace(store, self) {}

    engine::Effects hear(const char* from, model::PeerBody body) {
        desk.receive({from, workspace.self(), ++seq, 0, std::move(body)}, now, workspace);
        return workspace.keep();
    }

    engine::MemoryStore store;
    Desk desk;
    engine::Workspace workspace;
    std::int64_t seq = 0;
};

template <class T>
const T* sent(const engine::Effects& effects) {
    for (const auto& message : effects.messages) {
        if (const auto* body = std::get_if<T>(&message.body)) return body;
    }
    return nullptr;
}

ErrorCode code_of(const model::StoredProblem& problem) {
    return problem ? problem.problem().code : ErrorCode{};
}

// ---- the hub
// -------------------------------------------------------------------------------------

SettlementEvent event_of(bool from_insured) {
    return {.setl_id = "4600000001",
            .init_setl_id = {},
            .kind = model::SettlementKind::payment,
            .from_insured = from_insured,
            .insured_node = "110000",
            .treatment_node = "460000",
            .insutype = "310",
            .period = "2026-11",
            .amount = Money::of_yuan(60)};
}

TEST(Hub, books_what_both_sides_agree_on_if_it_can_be_owed) {
    struct Row {
        int at;
        std::function<void(SettlementEvent&)> edit;
        MatchState expected;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, [](SettlementEvent&) {}, MatchState::matched},
        {__LINE__, [](SettlementEvent& e) { e.amount = {}; }, MatchState::matched},
        {__LINE__, [](SettlementEvent& e) { e.amount = Money::of_fen(-1); }, MatchState::mismatched},
        {__LINE__, [](SettlementEvent& e) { e.amount = model::bill_max + Money::of_fen(1); }, MatchState::mismatched},
        {__LINE__, [](SettlementEvent& e) { e.amount = Money::of_fen(Money::fen_max); }, MatchState::mismatched},
        {__LINE__, [](SettlementEvent& e) { e.period = "2026-13"; }, MatchState::mismatched},
        {__LINE__, [](SettlementEvent& e) { e.period = "2026-11:x"; }, MatchState::mismatched},
        {__LINE__, [](SettlementEvent& e) { e.insutype = "999"; }, MatchState::mismatched},
        {__LINE__, [](SettlementEvent& e) { e.insutype = ""; }, MatchState::mismatched},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        Node hub{"hub"};
        for (const bool from_insured : {true, false}) {
            SettlementEvent event = event_of(from_insured);
            row.edit(event);
            (void)hub.hear(from_insured ? "110000" : "460000", event);
        }
        const auto* matched = hub.workspace.find<MatchedSettlement>("4600000001");
        ASSERT_NE(matched, nullptr);
        EXPECT_EQ(matched->state, row.expected);
        const bool books =
            row.expected == MatchState::matched && !matched->insured_amount.is_zero();
        EXPECT_EQ(hub.workspace.list<model::Transfer>().size(), books ? 1u : 0u);
    }
}

TEST(Hub, hears_each_node_on_its_own_side_only) {
    Node hub{"hub"};
    (void)hub.hear("310000", event_of(true));
    (void)hub.hear("110000", event_of(false));
    EXPECT_EQ(hub.workspace.find<MatchedSettlement>("4600000001"), nullptr);
    (void)hub.hear("310000", model::RouteNotice{"digest", "110000"});
    EXPECT_TRUE(hub.workspace.list<model::Route>("digest").empty());
    (void)hub.hear("110000", model::RouteNotice{"digest", "110000"});
    EXPECT_EQ(hub.workspace.list<model::Route>("digest").size(), 1u);
}

// ---- the insured place
// ---------------------------------------------------------------------------

model::BillFacts bill() {
    model::BillFacts facts;
    facts.setl_id = "4600000001";
    facts.mdtrt_id = "4600000007";
    facts.mdtrtarea_admvs = "460100";
    facts.hosp_lv = "02";
    facts.psn_no = "P1";
    facts.insutype = "310";
    facts.insuplc_admdvs = "110100";
    facts.admitted_on = facts.discharged_on = now.date();
    facts.fees.medfee_sumamt = facts.fees.inscp_scp_amt = Money::of_yuan(100);
    return facts;
}

TEST(InsuredPlace, refuses_a_bill_that_can_be_none_and_goes_on) {
    struct Row {
        int at;
        std::function<void(model::BillFacts&)> edit;
        ErrorCode expected;
    };
    const Money most = Money::of_fen(Money::fen_max);
    // clang-format off
    const Row rows[] = {
        {__LINE__, [](model::BillFacts&) {}, ErrorCode::person_unknown},
        {__LINE__, [&](model::BillFacts& b) { b.fees = {most, most, most, most, most}; }, ErrorCode::split_mismatch},
        {__LINE__, [&](model::BillFacts& b) { b.fees = {-most, -most, -most, -most, -most}; }, ErrorCode::split_mismatch},
        {__LINE__, [&](model::BillFacts& b) { b.fees = {most, most, {}, {}, {}}; }, ErrorCode::amount_too_large},
        {__LINE__, [](model::BillFacts& b) { b.fees.inscp_scp_amt += Money::of_fen(1); }, ErrorCode::split_mismatch},
        {__LINE__, [](model::BillFacts& b) { b.admitted_on = now.date().plus_days(1); }, ErrorCode::discharge_before_admission},
        {__LINE__, [](model::BillFacts& b) { b.mdtrtarea_admvs = "310100"; }, ErrorCode::mdtrt_area_mismatch},
        {__LINE__, [](model::BillFacts& b) { b.mdtrtarea_admvs = ""; }, ErrorCode::mdtrt_area_mismatch},
        {__LINE__, [](model::BillFacts& b) { b.setl_id = "3100000001"; }, ErrorCode::settlement_unknown},
        {__LINE__, [](model::BillFacts& b) { b.setl_id = ""; }, ErrorCode::settlement_unknown},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        Node node{"110000"};
        model::BillFacts facts = bill();
        row.edit(facts);
        const auto effects = node.hear("460000", model::SettleDecide{facts});
        const auto* answer = sent<model::SettleDecided>(effects);
        ASSERT_NE(answer, nullptr);
        EXPECT_EQ(code_of(answer->verdict.refusal), row.expected);
        EXPECT_TRUE(node.workspace.list<model::Transfer>().empty());
    }
}

TEST(InsuredPlace, lets_nobody_undo_or_ask_about_what_another_node_settles) {
    Node node{"110000"};
    EXPECT_TRUE(
        node.hear("310000", model::SettleUndo{"4600000001", "3100000002"}).messages.empty());
    EXPECT_EQ(node.workspace.find<model::Claim>("4600000001"), nullptr) << "a tombstone";
    // It would have kept this one from being decided.
    const auto effects = node.hear("460000", model::SettleDecide{bill()});
    EXPECT_EQ(code_of(sent<model::SettleDecided>(effects)->verdict.refusal),
              ErrorCode::person_unknown);

    const auto explained_to = [&](const char* from) {
        const auto answer = node.desk.answer(
            {from, "110000", 0, 1, model::ExplainAsk{"4600000001"}}, now, node.workspace);
        return code_of(std::get<model::ExplainAnswer>(answer).refusal);
    };
    EXPECT_EQ(explained_to("310000"), ErrorCode::settlement_unknown);
    EXPECT_EQ(explained_to("460000"), ErrorCode::person_unknown);
}

TEST(InsuredPlace, follows_the_claims_of_a_stay_and_no_others) {
    Node node{"110000"};
    const auto put = [&](const char* setl_id, const char* follows, model::ClaimState state) {
        model::Claim claim{};
        claim.setl_id = setl_id;
        claim.follows = follows;
        claim.state = state;
        claim.mdtrt_id = "V1";
        claim.psn_no = "P1";
        claim.insutype = "310";
        claim.year = 2026;
        claim.before.admissions = *follows == '\0' ? 2 : 9;
        claim.fees.medfee_sumamt = claim.fees.inscp_scp_amt = Money::of_yuan(100);
        claim.shares.psn_part_amt = claim.shares.psn_cash_pay = Money::of_yuan(100);
        claim.delta.in_policy = Money::of_yuan(100);
        node.workspace.put(claim);
    };
    put("A", "", model::ClaimState::decided);
    put("B", "A", model::ClaimState::decided);
    put("U", "A", model::ClaimState::undone);
    put("R", "R", model::ClaimState::decided);
    put("T", "", model::ClaimState::tombstone);
    const auto from = [&](const char* follows, const char* mdtrt_id = "V1",
                          const char* psn_no = "P1", std::int64_t year = 2026) {
        model::Claim claim;
        claim.follows = follows;
        claim.mdtrt_id = mdtrt_id;
        claim.psn_no = psn_no;
        claim.insutype = "310";
        return earlier_claims(node.workspace, claim, {year, 0}, {});
    };
    EXPECT_TRUE(from("")->parts.empty());
    const auto both = from("B");
    EXPECT_EQ(both->parts.newest, "B");
    EXPECT_EQ(both->parts.fees.medfee_sumamt, Money::of_yuan(200));
    EXPECT_EQ(both->parts.shares.psn_cash_pay, Money::of_yuan(200));
    EXPECT_EQ(both->in_year.in_policy, Money::of_yuan(200));
    EXPECT_EQ(both->admissions_before, 2) << "of the first";
    EXPECT_TRUE(both->in_force);
    EXPECT_EQ(from("B", "V1", "P1", 2027)->in_year.in_policy, Money{});
    EXPECT_FALSE(from("U")->in_force);
    for (const auto& wrong :
         {from("B", "V2"), from("B", "V1", "P2"), from("T"), from("nothing"), from("R")}) {
        ASSERT_FALSE(wrong.has_value());
        EXPECT_EQ(wrong.error().code, ErrorCode::settlement_unknown);
    }
}

// ---- any node
// ------------------------------------------------------------------------------------

TEST(Refusal, with_a_number_of_another_version_is_told_as_such) {
    for (const std::int64_t code : {std::int64_t{1}, std::int64_t{65'535}, std::int64_t{-5},
                                    std::int64_t{65'536 + 1'209}, INT64_MAX}) {
        model::StoredProblem stored;
        stored.code = code;
        EXPECT_EQ(stored.problem().code, ErrorCode::reason_unknown) << code;
        EXPECT_EQ(stored.problem().found, std::to_string(code));
    }
    const model::StoredProblem known{Problem{ErrorCode::not_filed, {}, {}, {}}};
    EXPECT_EQ(known.problem().code, ErrorCode::not_filed);
}

TEST(Amounts, beyond_all_bounds_do_not_add_up_and_stop_nobody) {
    const Money most = Money::of_fen(Money::fen_max);
    EXPECT_FALSE((model::FeeSums{most, most, most, most, most}.balances()));
    model::Shares shares;
    shares.hifp_pay = shares.hifob_pay = shares.maf_pay = shares.fund_pay_sumamt = most;
    shares.psn_part_amt = shares.hosp_part_amt = shares.acct_pay = shares.psn_cash_pay = most;
    EXPECT_FALSE(shares.balances_with({most, most, {}, {}, {}}));
}

}  // namespace
}  // namespace yidi::desk
