// Goal    A command that asks another node runs again from its beginning when the answer is here,
//         and its caller is answered in time whatever happens to the question.
// Method  A scripted node; the test plays the node that is asked.
// Covers  N3, and asks of engine/workspace.hpp.

#include <gtest/gtest.h>

#include "engine/scripted_test.hpp"

namespace yidi::engine {
namespace {

using model::Accepted;
using model::Reply;

/// Asks twice, then answers with what it was told.
struct AskingRig : Rig {
    AskingRig() : Rig{"110000", {.ask_timeout_ms = 1'000}} {
        handlers.on_command = [this](const model::Command&,
                                     Workspace& workspace) -> std::optional<Reply> {
            ++runs;
            const auto* route = workspace.ask<model::RouteAnswer>("hub", model::RouteAsk{"digest"});
            if (route == nullptr) return {};
            const auto* totals =
                workspace.ask<model::TotalsAnswer>("310000", model::TotalsAsk{route->admdvs.at(0)});
            if (totals == nullptr) return {};
            workspace.put(record("answered"));
            return Reply{model::SignedIn{route->admdvs.at(0), {}}};
        };
    }

    Released answer(const Frame& question, model::PeerBody body) {
        engine->deliver({question.to,
                         id,
                         {{question.to, id, 0, question.messages.at(0).ask_id, std::move(body)}},
                         {}});
        return run();
    }

    int runs = 0;
};

TEST(Asks, run_the_command_again_for_every_answer) {
    AskingRig rig;
    rig.say("go", 1);
    Released out = rig.run();
    ASSERT_EQ(out.frames.size(), 1U);
    EXPECT_EQ(out.frames[0].to, "hub");
    EXPECT_EQ(out.frames[0].messages[0].seq, 0);
    EXPECT_EQ(rig.engine->waiting_callers(), 1U);
    out = rig.answer(out.frames[0], model::RouteAnswer{{"found"}});
    ASSERT_EQ(out.frames.size(), 1U);
    EXPECT_EQ(std::get<model::TotalsAsk>(out.frames[0].messages[0].body).psn_no, "found");
    EXPECT_EQ(rig.store.commits, 0);  // a question changes nothing
    out = rig.answer(out.frames[0], model::TotalsAnswer{});
    ASSERT_EQ(out.replies.size(), 1U);
    EXPECT_EQ(std::get<model::SignedIn>(out.replies[0].second.body()).sign_no, "found");
    EXPECT_EQ(rig.runs, 3);
    EXPECT_EQ(rig.engine->waiting_callers(), 0U);
}

TEST(Asks, tell_the_caller_in_time_that_the_peer_is_silent) {
    AskingRig rig;
    rig.say("go", 7);
    const Released first = rig.run();
    EXPECT_TRUE(rig.run_after(900).replies.empty());
    const Released out = rig.run_after(200);
    ASSERT_EQ(out.replies.size(), 1U);
    EXPECT_EQ(out.replies[0].first, 7U);
    EXPECT_TRUE(refuses(out.replies[0].second, ErrorCode::peer_silent));
    // The answer comes after all: too late, and nobody is answered twice.
    EXPECT_TRUE(rig.answer(first.frames[0], model::RouteAnswer{{"found"}}).replies.empty());
    EXPECT_EQ(rig.runs, 1);
}

TEST(Asks, ignore_an_answer_to_a_question_of_an_earlier_process) {
    AskingRig rig;
    rig.say("go", 1);
    const Released first = rig.run();
    rig.now = rig.now.plus_ms(1);
    rig.restart();
    rig.say("go", 2);
    (void)rig.run();
    EXPECT_TRUE(rig.answer(first.frames[0], model::RouteAnswer{{"found"}}).frames.empty());
    EXPECT_EQ(rig.runs, 2);
}

TEST(Asks, ignore_a_repeated_answer) {
    AskingRig rig;
    rig.say("go", 1);
    const Released first = rig.run();
    (void)rig.answer(first.frames[0], model::RouteAnswer{{"found"}});
    EXPECT_TRUE(rig.answer(first.frames[0], model::RouteAnswer{{"other"}}).frames.empty());
    EXPECT_EQ(rig.runs, 2);
}

TEST(Asks, ignore_an_answer_of_a_node_that_was_not_asked) {
    AskingRig rig;
    rig.say("go", 1);
    const Released first = rig.run();
    Frame foreign = first.frames[0];
    foreign.to = "310000";  // whose answer it will be
    EXPECT_TRUE(rig.answer(foreign, model::RouteAnswer{{"lies"}}).frames.empty());
    EXPECT_EQ(rig.runs, 1);
    (void)rig.answer(first.frames[0], model::RouteAnswer{{"found"}});
    EXPECT_EQ(rig.runs, 2);
}

TEST(Asks, survive_an_answer_that_answers_something_else) {
    AskingRig rig;
    rig.say("go", 3);
    const Released first = rig.run();
    const Released out = rig.answer(first.frames[0], model::QuoteAnswer{});
    ASSERT_EQ(out.replies.size(), 1U);
    EXPECT_TRUE(refuses(out.replies[0].second, ErrorCode::peer_silent));
    EXPECT_EQ(rig.engine->waiting_callers(), 0U);
}

TEST(Asks, are_answered_without_writing_anything) {
    Rig rig{"hub"};
    rig.handlers.on_question = [](const model::PeerMessage& question) -> model::PeerBody {
        return model::RouteAnswer{{std::get<model::RouteAsk>(question.body).certno_digest}};
    };
    rig.engine->deliver({"110000", "hub", {{"110000", "hub", 0, 42, model::RouteAsk{"x"}}}, {}});
    const Released out = rig.run();
    ASSERT_EQ(out.frames.size(), 1U);
    EXPECT_EQ(out.frames[0].to, "110000");
    EXPECT_EQ(out.frames[0].messages[0].ask_id, 42);
    EXPECT_EQ(std::get<model::RouteAnswer>(out.frames[0].messages[0].body).admdvs.at(0), "x");
    EXPECT_EQ(rig.store.commits, 0);
}

}  // namespace
}  // namespace yidi::engine
