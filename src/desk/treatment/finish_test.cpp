// Goal    A decision that does not add up books nothing and stops nobody: the place of care takes
//         the settlement back, whatever order the insured place's answers come in. What the place
//         of care has given up by itself, 2601 finds done.
// Method  One pending settlement in a store in memory, answered as a faulty insured place would,
//         late, or not at all.
// Covers  A3 A4 of model/amounts.hpp where a peer's word arrives; D1 D2 D4 of desk/desk.hpp.

#include <algorithm>

#include <gtest/gtest.h>

#include "desk/treatment/use_cases.hpp"
#include "engine/memory_store.hpp"
#include "model/content.hpp"

namespace yidi::desk {
namespace {

class Finish : public testing::Test {
  protected:
    Finish() {
        rules.network = {"460000", {{"11", "110000"}, {"46", "460000"}}};
        workspace.put(model::Institution{"H1", "Hospital", "460100", "02", "1"});
        model::Encounter visit{};
        visit.mdtrt_id = "V1";
        visit.fixmedins_code = "H1";
        visit.settling = "S1";
        visit.open_lines = 1;
        visit.open.medfee_sumamt = visit.open.inscp_scp_amt = Money::of_yuan(100);
        workspace.put(visit);
        model::Settlement payment{};
        payment.setl_id = "S1";
        payment.mdtrt_id = "V1";
        payment.fixmedins_code = "H1";
        payment.insuplc_admdvs = "110100";
        payment.insutype = "310";
        payment.begun_at = post.now;
        payment.fees = visit.open;
        workspace.put(payment);
        // One yuan of the bill is nobody's.
        unbalanced.shares.hifp_pay = unbalanced.shares.fund_pay_sumamt = Money::of_yuan(60);
        unbalanced.shares.psn_part_amt = unbalanced.shares.psn_cash_pay = Money::of_yuan(39);
        (void)workspace.keep();
    }

    [[nodiscard]] model::Verdict sound() const {
        model::Verdict verdict = unbalanced;
        verdict.shares.psn_part_amt = verdict.shares.psn_cash_pay = Money::of_yuan(40);
        return verdict;
    }
    [[nodiscard]] const model::Settlement& payment() {
        return *workspace.find<model::Settlement>("S1");
    }
    void expect_nothing_booked() {
        EXPECT_TRUE(workspace.list<model::Transfer>().empty());
        EXPECT_FALSE(payment().setl_time.is_set());
    }
    static std::size_t undos_in(const engine::Effects& effects) {
        return static_cast<std::size_t>(
            std::ranges::count_if(effects.messages, [](const model::PeerMessage& message) {
                return std::holds_alternative<model::SettleUndo>(message.body);
            }));
    }

    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
    Rulebook rules;
    Post post{workspace, rules, *Instant::parse("2026-11-22 08:00:00")};
    model::Verdict unbalanced;
};

TEST_F(Finish, takes_back_a_decision_that_does_not_add_up) {
    finish(post, "110000", {"S1", "2026-11", unbalanced});
    EXPECT_EQ(undos_in(workspace.keep()), 1u);
    EXPECT_EQ(payment().state, model::SettlementState::undoing);
    expect_nothing_booked();

    finish(post, "110000", {"S1", "2026-11", unbalanced});  // the same again changes nothing
    EXPECT_EQ(undos_in(workspace.keep()), 0u);
    expect_nothing_booked();

    finish_undo(post, "110000",
                {"S1", payment().reversal_setl_id, "2026-11", true, "2026-11", unbalanced, {}});
    EXPECT_EQ(payment().state, model::SettlementState::reversed);
    expect_nothing_booked();
    const auto* visit = workspace.find<model::Encounter>("V1");
    EXPECT_TRUE(visit->settling.empty());
    EXPECT_EQ(visit->open_lines, 1);
}

TEST_F(Finish, books_a_decision_that_adds_up) {
    finish(post, "110000", {"S1", "2026-11", sound()});
    EXPECT_EQ(payment().state, model::SettlementState::settled);
    EXPECT_EQ(workspace.list<model::Transfer>().size(), 1u);
}

TEST_F(Finish, hears_only_the_insured_place) {
    finish(post, "310000", {"S1", "2026-11", sound()});
    EXPECT_EQ(payment().state, model::SettlementState::pending);
    expect_nothing_booked();
}

TEST_F(Finish, takes_back_what_is_to_be_booked_in_no_month) {
    for (const char* period : {"", "2026-13", "2026-11-01", "2026-11:x"}) {
        finish(post, "110000", {"S1", period, sound()});
        EXPECT_EQ(payment().state, model::SettlementState::undoing) << period;
        expect_nothing_booked();
    }
}

TEST_F(Finish, passes_on_a_refusal_whose_number_it_does_not_know) {
    model::Verdict verdict;
    verdict.refusal.code = 9'999;
    finish(post, "110000", {"S1", "2026-11", verdict});
    const auto effects = workspace.keep();
    ASSERT_EQ(effects.wakes.size(), 1u);
    ASSERT_NE(effects.wakes[0].reply.refusal(), nullptr);
    EXPECT_EQ(effects.wakes[0].reply.refusal()->code, ErrorCode::reason_unknown);
    EXPECT_EQ(payment().state, model::SettlementState::refused);
}

TEST_F(Finish, mirrors_what_it_has_booked_whatever_the_insured_place_remembers) {
    finish(post, "110000", {"S1", "2026-11", sound()});
    const auto reversal = begin_undo(post, payment(), "M2");
    model::SettleUndone undone{"S1", reversal.setl_id, "nonsense", false, "", {}, {}};
    undone.balc = Money::of_yuan(-5);
    finish_undo(post, "310000", undone);
    EXPECT_EQ(payment().state, model::SettlementState::undoing) << "not the insured place";
    finish_undo(post, "110000", undone);
    EXPECT_EQ(payment().state, model::SettlementState::reversed);
    const auto transfers = workspace.list<model::Transfer>();
    ASSERT_EQ(transfers.size(), 2u);
    EXPECT_EQ(transfers[1].reverses, transfers[0].id);
    EXPECT_EQ(transfers[1].amount, transfers[0].amount);
    EXPECT_EQ(transfers[1].period, "2026-11");
    const auto* mirror = workspace.find<model::Settlement>(reversal.setl_id);
    EXPECT_TRUE(mirror->shares.balances_with(mirror->fees));
}

TEST_F(Finish, books_and_mirrors_what_adds_up_only_when_it_is_taken_back) {
    finish(post, "110000", {"S1", "2026-11", unbalanced});
    finish_undo(post, "110000",
                {"S1", payment().reversal_setl_id, "2026-11", true, "2026-11", sound(), {}});
    EXPECT_EQ(payment().state, model::SettlementState::reversed);
    EXPECT_EQ(workspace.list<model::Transfer>().size(), 2u);
}

/// What the sender of the settlement is told when it asks again.
class GivenUp : public Finish {
  protected:
    GivenUp() {
        model::Settlement settlement = payment();
        settlement.medins_setl_id = "M1";
        settlement.psn_no = "P1";
        workspace.put(settlement);
        model::Encounter visit = *workspace.find<model::Encounter>("V1");
        visit.psn_no = "P1";
        workspace.put(visit);
        settle_again.mdtrt_id = "V1";
        settle_again.psn_no = "P1";
        const model::Command command = command_of("2304", "M1", model::Settle{settle_again});
        workspace.put(model::Request{.fixmedins_code = "H1",
                                     .msgid = "M1",
                                     .infno = "2304",
                                     .subject = "V1",
                                     .psn_no = "P1",
                                     .state = model::RequestState::taken,
                                     .content = model::content_of(command.body),
                                     .made = "S1",
                                     .at = post.now});
        (void)workspace.keep();
    }
    static model::Command command_of(const char* infno, const char* msgid,
                                     model::CommandBody body) {
        return {{infno, msgid, "H1", "460100", "110100", {}, {}},
                *Instant::parse("2026-11-22 08:30:00"),
                std::move(body)};
    }
    /// Nothing when the sender waits.
    std::optional<ErrorCode> uncertain(const char* msgid) {
        const auto command = command_of("2601", msgid, model::ReverseUncertain{"P1", "M1", "2304"});
        return code_of(reverse_uncertain({command, workspace, rules},
                                         std::get<model::ReverseUncertain>(command.body)));
    }
    std::optional<ErrorCode> again() {
        const auto command = command_of("2304", "M1", model::Settle{settle_again});
        return code_of(settle({command, workspace, rules}, settle_again));
    }
    static std::optional<ErrorCode> code_of(const MaybeReply& reply) {
        if (!reply) return {};
        return reply->refusal() != nullptr ? reply->refusal()->code : ErrorCode{};
    }

    model::SettleRequest settle_again;
};

TEST_F(GivenUp, is_accepted_by_2601_once_it_is_done_and_waited_for_before) {
    give_up(post, {"S1"});
    EXPECT_EQ(uncertain("M2"), std::nullopt) << "waits for the insured place";
    finish_undo(post, "110000", {"S1", payment().reversal_setl_id, "2026-11", false, "", {}, {}});
    EXPECT_EQ(uncertain("M3"), ErrorCode{});
    EXPECT_EQ(uncertain("M3"), ErrorCode{});
    EXPECT_EQ(again(), ErrorCode::message_reversed);
}

TEST_F(GivenUp, is_accepted_by_the_first_2601_that_comes_after_the_end) {
    give_up(post, {"S1"});
    finish_undo(post, "110000", {"S1", payment().reversal_setl_id, "2026-11", false, "", {}, {}});
    EXPECT_EQ(again(), ErrorCode::already_reversed);
    EXPECT_EQ(uncertain("M2"), ErrorCode{});
    EXPECT_EQ(again(), ErrorCode::message_reversed);
}

TEST_F(GivenUp, gives_the_same_reason_to_every_repeat) {
    finish(post, "110000", {"S1", "2026-11", unbalanced});
    EXPECT_EQ(again(), ErrorCode::decision_unsound);
    finish_undo(post, "110000",
                {"S1", payment().reversal_setl_id, "2026-11", true, "2026-11", unbalanced, {}});
    EXPECT_EQ(again(), ErrorCode::decision_unsound);
    EXPECT_EQ(uncertain("M2"), ErrorCode{});
}

TEST_F(GivenUp, differs_from_what_a_2305_took_back) {
    finish(post, "110000", {"S1", "2026-11", sound()});
    (void)begin_undo(post, payment(), "M9");
    finish_undo(post, "110000",
                {"S1", payment().reversal_setl_id, "2026-11", true, "2026-11", sound(), {}});
    EXPECT_EQ(uncertain("M2"), ErrorCode::already_reversed);
}

}  // namespace
}  // namespace yidi::desk
