// Goal    A declaration is one message and one answer, whatever is lost, repeated or too late; and
//         only the institution that made it takes it back.
// Method  The desk of the place of care over a store in memory; the insured place is played by hand.
// Covers  D2 of desk/desk.hpp for 2501 to 2507; 1203 1206 1212 1251 1253 1255 1508.

#include <gtest/gtest.h>

#include "desk/desk.hpp"
#include "desk/treatment/register_use_cases.hpp"
#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

using model::SentDeclaration;
using model::SentState;

class Declare : public testing::Test {
  protected:
    Declare() {
        rules->network = {"460000", {{"11", "110000"}, {"46", "460000"}}};
        for (const char* code : {"H46010000001", "H46010000002"}) {
            workspace.put(model::Institution{code, "Hospital", "460100", "02", "1"});
        }
        (void)workspace.keep();
    }

    static model::Declare disease(const char* code = "M03900") {
        model::Declare declare{};
        declare.psn_no = "P1";
        declare.form.biz_appy_type = model::declaration_kind::disease;
        declare.form.insuplc_admdvs = "110100";
        declare.form.begndate = *Date::parse("2026-11-22");
        declare.disease.emplace();
        declare.disease->opsp_dise_code = code;
        return declare;
    }

    model::Command command(model::CommandBody body, const char* infno, const char* msgid,
                           const char* institution = "H46010000001") {
        model::Command command{};
        command.envelope = {infno, msgid, institution, "460100", {}, {}, "clerk"};
        command.now = now;
        command.body = std::move(body);
        return command;
    }
    MaybeReply ask(const model::Command& command) {
        auto reply = desk.handle(command, workspace);
        if (reply && reply->refusal() != nullptr) {
            workspace.drop();
        } else {
            effects = workspace.keep();
        }
        return reply;
    }
    MaybeReply declare(const char* msgid, const model::Declare& body = disease()) {
        return ask(command(body, "2503", msgid));
    }
    MaybeReply withdraw(const char* msgid, const std::string& number, const char* infno = "2504",
                        const char* psn_no = "P1", const char* institution = "H46010000001") {
        return ask(command(model::WithdrawDeclared{number, psn_no, "error"}, infno, msgid,
                           institution));
    }
    void hear(const char* from, model::PeerBody body) {
        desk.receive({from, "460000", ++seq, 0, std::move(body)}, now, workspace);
        effects = workspace.keep();
    }
    std::string only_number() {
        const auto all = workspace.list<SentDeclaration>();
        return all.size() == 1 ? all.front().trt_dcla_detl_sn : std::string{};
    }
    SentState state(const std::string& number) {
        return workspace.find<SentDeclaration>(number)->state;
    }
    static ErrorCode code_of(const MaybeReply& reply) {
        return reply && reply->refusal() != nullptr ? reply->refusal()->code : ErrorCode{};
    }
    static std::string number_in(const model::Reply& reply) {
        return std::get<model::Declared>(reply.body()).trt_dcla_detl_sn;
    }

    std::shared_ptr<Rulebook> rules = std::make_shared<Rulebook>();
    Desk desk{rules};
    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
    engine::Effects effects;
    Instant now = *Instant::parse("2026-11-22 08:00:00");
    std::int64_t seq = 0;
};

TEST_F(Declare, asks_the_insured_place_once_and_tells_every_caller_what_it_said) {
    EXPECT_FALSE(declare("M1"));
    ASSERT_EQ(effects.messages.size(), 1u);
    EXPECT_EQ(effects.messages.front().to, "110000");
    const auto& message = std::get<model::BenefitDeclare>(effects.messages.front().body);
    const std::string number = only_number();
    EXPECT_EQ(message.trt_dcla_detl_sn, number);
    EXPECT_EQ(message.disease->trt_dcla_detl_sn, number);
    EXPECT_EQ(message.form.fixmedins_code, "H46010000001");
    EXPECT_EQ(message.form.opter, "clerk");
    ASSERT_TRUE(effects.await);
    EXPECT_EQ(effects.await->if_late.code, ErrorCode::declaration_in_doubt);

    EXPECT_FALSE(declare("M1"));  // impatient: it waits for the same answer
    EXPECT_TRUE(effects.messages.empty());
    EXPECT_EQ(effects.await->key, declared_key(number));
    EXPECT_EQ(only_number(), number);

    hear("310000", model::BenefitDeclared{number, {}});  // not theirs to say
    EXPECT_EQ(state(number), SentState::pending);
    hear("110000", model::BenefitDeclared{"460000D9", {}});
    hear("110000", model::BenefitDeclared{number, {}});
    ASSERT_EQ(effects.wakes.size(), 1u);
    EXPECT_EQ(number_in(effects.wakes.front().reply), number);
    EXPECT_EQ(state(number), SentState::filed);

    const auto again = declare("M1");
    ASSERT_TRUE(again);
    EXPECT_EQ(number_in(*again), number);
    EXPECT_TRUE(effects.messages.empty());
    // A late or second answer changes nothing.
    hear("110000", model::BenefitDeclared{
                       number, model::StoredProblem{Problem{ErrorCode::not_insured, {}, {}, {}}}});
    EXPECT_EQ(state(number), SentState::filed);
}

TEST_F(Declare, repeats_a_refusal) {
    EXPECT_FALSE(declare("M1"));
    const std::string number = only_number();
    hear("110000", model::BenefitDeclared{
                       number,
                       model::StoredProblem{Problem{ErrorCode::declared_already, {}, {}, {}}}});
    EXPECT_EQ(code_of(effects.wakes.front().reply), ErrorCode::declared_already);
    EXPECT_EQ(code_of(declare("M1")), ErrorCode::declared_already);
    EXPECT_EQ(code_of(withdraw("M2", number)), ErrorCode::declaration_unknown);
}

TEST_F(Declare, takes_a_change_under_the_same_message_for_a_mistake) {
    EXPECT_FALSE(declare("M1"));
    auto changed = disease();
    changed.form.begndate = *Date::parse("2026-12-01");
    EXPECT_EQ(code_of(declare("M1", changed)), ErrorCode::message_changed);
    // Real clients send several messages under one id: another disease is another declaration.
    EXPECT_FALSE(declare("M1", disease("M01600")));
    EXPECT_EQ(workspace.list<SentDeclaration>().size(), 2u);
}

TEST_F(Declare, is_refused_where_nobody_insures_and_by_institutions_that_may_not) {
    auto nowhere = disease();
    nowhere.form.insuplc_admdvs = "540100";
    EXPECT_EQ(code_of(declare("M1", nowhere)), ErrorCode::place_unknown);
    EXPECT_EQ(code_of(ask(command(disease(), "2503", "M1", "H9"))),
              ErrorCode::institution_unknown);
}

TEST_F(Declare, is_taken_back_by_who_made_it_under_its_own_transaction) {
    EXPECT_FALSE(declare("M1"));
    const std::string number = only_number();
    EXPECT_EQ(code_of(withdraw("M2", number)), ErrorCode::declaration_in_doubt);
    hear("110000", model::BenefitDeclared{number, {}});
    EXPECT_EQ(code_of(withdraw("M2", number, "2502")), ErrorCode::declaration_unknown);
    EXPECT_EQ(code_of(withdraw("M2", number, "2506")), ErrorCode::declaration_unknown);
    EXPECT_EQ(code_of(withdraw("M2", "460000D9")), ErrorCode::declaration_unknown);
    EXPECT_EQ(code_of(withdraw("M2", number, "2504", "P2")), ErrorCode::person_mismatch);
    EXPECT_EQ(code_of(withdraw("M2", number, "2504", "P1", "H46010000002")),
              ErrorCode::declaration_unknown);

    EXPECT_FALSE(withdraw("M2", number));
    EXPECT_EQ(std::get<model::BenefitWithdraw>(effects.messages.front().body).trt_dcla_detl_sn,
              number);
    EXPECT_FALSE(withdraw("M2", number));
    EXPECT_TRUE(effects.messages.empty());
    EXPECT_EQ(code_of(withdraw("M3", number)), ErrorCode::declaration_in_doubt);
    hear("310000", model::BenefitWithdrawn{number, {}});
    EXPECT_EQ(state(number), SentState::withdrawing);
    hear("110000", model::BenefitWithdrawn{number, {}});
    EXPECT_EQ(state(number), SentState::withdrawn);
    EXPECT_EQ(effects.wakes.size(), 1u);
    const auto again = withdraw("M2", number);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->refusal(), nullptr);
    EXPECT_EQ(code_of(withdraw("M3", number)), ErrorCode::declaration_withdrawn);
}

TEST_F(Declare, stays_when_the_insured_place_does_not_let_it_go) {
    EXPECT_FALSE(declare("M1"));
    const std::string number = only_number();
    hear("110000", model::BenefitDeclared{number, {}});
    EXPECT_FALSE(withdraw("M2", number));
    hear("110000",
         model::BenefitWithdrawn{
             number, model::StoredProblem{Problem{ErrorCode::declaration_used, {}, {}, {}}}});
    EXPECT_EQ(code_of(effects.wakes.front().reply), ErrorCode::declaration_used);
    EXPECT_EQ(state(number), SentState::filed);
    EXPECT_EQ(code_of(withdraw("M2", number)), ErrorCode::declaration_used);
}

}  // namespace
}  // namespace yidi::desk
