// Goal    A batch is durable as a whole before anything of it leaves the node, and every caller is
//         answered once.
// Method  Scripted handlers over the in-memory store; commits are counted or made to fail.
// Covers  N1 N3 W1 W2.

#include "engine/engine.hpp"

#include <gtest/gtest.h>

#include "engine/scripted_test.hpp"

namespace yidi::engine {
namespace {

using model::Accepted;
using model::Reply;

TEST(Engine, lets_a_later_command_of_a_batch_see_what_an_earlier_one_wrote) {  // W1
    Rig rig{"110000"};
    bool seen = false;
    rig.handlers.on_command = [&](const model::Command& command, Workspace& workspace) -> Reply {
        if (word_of(command) == "write") workspace.put(record("a", "written"));
        if (word_of(command) == "read") {
            const auto* found = workspace.find<model::SignIn>(std::string{"a"});
            seen = found != nullptr && found->fixmedins_code == "written";
        }
        return Accepted{};
    };
    rig.say("write", 1);
    rig.say("read", 2);
    EXPECT_EQ(rig.run().replies.size(), 2U);
    EXPECT_TRUE(seen);
    EXPECT_EQ(rig.store.commits, 1);
}

TEST(Engine, leaves_nothing_of_a_refused_command_and_keeps_its_neighbours) {  // W2
    Rig rig{"110000"};
    rig.handlers.on_command = [](const model::Command& command, Workspace& workspace) -> Reply {
        workspace.put(record(word_of(command)));
        workspace.put(record("shared", word_of(command)));
        (void)workspace.next_number("series");
        workspace.send("310000", model::RouteNotice{word_of(command), "110000"});
        workspace.at(*Instant::parse("2027-01-01"), word_of(command), model::SettleDeadline{});
        workspace.wake("key", Reply{Accepted{}});
        if (word_of(command) == "refused") return a_problem();
        return Accepted{};
    };
    rig.say("first", 1);
    rig.say("refused", 2);
    rig.say("last", 3);
    const Released out = rig.run();
    ASSERT_EQ(out.replies.size(), 3U);
    EXPECT_TRUE(refuses(out.replies[1].second, ErrorCode::total_mismatch));

    const auto records = rig.store.all<model::SignIn>();
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0].sign_no, "first");
    EXPECT_EQ(records[1].sign_no, "last");
    EXPECT_EQ(records[2].fixmedins_code, "last");
    EXPECT_EQ(rig.store.rows<model::Sequence>().load({"series"})->next, 3);
    EXPECT_EQ(rig.store.all<model::Timer>().size(), 2U);
    EXPECT_EQ(rig.store.all<model::Outbox>().size(), 2U);
    ASSERT_EQ(out.frames.size(), 1U);
    ASSERT_EQ(out.frames[0].messages.size(), 2U);
    EXPECT_EQ(out.frames[0].messages[1].seq, 2);
}

TEST(Engine, gives_the_first_state_back_when_a_command_is_refused_after_a_neighbour_wrote_it) {
    Rig rig{"110000"};
    rig.handlers.on_command = [](const model::Command& command, Workspace& workspace) -> Reply {
        workspace.put(record("a", word_of(command) + " first"));
        workspace.put(record("a", word_of(command)));
        if (word_of(command) == "refused") {
            workspace.erase<model::SignIn>(std::string{"a"});
            return a_problem();
        }
        return Accepted{};
    };
    rig.say("kept", 1);
    rig.say("refused", 2);
    (void)rig.run();
    EXPECT_EQ(rig.store.all<model::SignIn>().at(0).fixmedins_code, "kept");
}

TEST(Engine, commits_a_batch_once_and_one_without_changes_not_at_all) {
    Rig rig{"110000"};
    rig.handlers.on_command = [](const model::Command& command, Workspace& workspace) -> Reply {
        if (word_of(command) != "read") workspace.put(record(word_of(command)));
        return Accepted{};
    };
    rig.say("a", 1);
    rig.say("b", 2);
    (void)rig.run();
    EXPECT_EQ(rig.store.commits, 1);
    rig.say("read", 3);
    EXPECT_EQ(rig.run().replies.size(), 1U);
    EXPECT_EQ(rig.store.commits, 1);
}

TEST(Engine, takes_no_more_commands_into_a_batch_than_its_bound) {
    Rig rig{"110000", {.batch_commands_max = 2}};
    rig.handlers.on_command = [](const model::Command&, Workspace&) -> Reply { return Accepted{}; };
    for (Ticket ticket = 1; ticket <= 5; ++ticket) rig.say("go", ticket);
    EXPECT_EQ(rig.run().replies.size(), 2U);
    EXPECT_TRUE(rig.engine->has_work());
    EXPECT_EQ(rig.run().replies.size(), 2U);
    EXPECT_EQ(rig.run().replies.size(), 1U);
    EXPECT_FALSE(rig.engine->has_work());
}

TEST(Engine, lets_nothing_out_when_the_commit_fails) {  // N1
    Rig rig{"110000"};
    rig.handlers.on_command = [](const model::Command&, Workspace& workspace) -> Reply {
        workspace.put(record("a"));
        workspace.send("310000", model::RouteNotice{"digest", "110000"});
        return Accepted{};
    };
    rig.say("write", 1);
    rig.store.fails = true;
    EXPECT_THROW((void)rig.run(), StoreFailure);

    rig.store.fails = false;
    rig.restart();
    EXPECT_TRUE(rig.run().frames.empty());
    EXPECT_TRUE(rig.store.all<model::SignIn>().empty());
}

TEST(Engine, tells_each_command_the_time_of_its_run) {
    Rig rig{"110000"};
    Instant told;
    rig.handlers.on_command = [&](const model::Command& command, Workspace&) -> Reply {
        told = command.now;
        return Accepted{};
    };
    rig.say("go", 1);
    (void)rig.run_after(5);
    EXPECT_EQ(told, rig.now);
}

// ---- callers that wait
// ---------------------------------------------------------------------------

struct WaitingRig : Rig {
    WaitingRig();
};

WaitingRig::WaitingRig() : Rig{"110000", {.await_timeout_ms = 1'000}} {
    handlers.on_command = [](const model::Command& command,
                             Workspace& workspace) -> std::optional<Reply> {
        if (word_of(command) == "wake") {
            workspace.wake("key", Reply{model::SignedIn{"woken", {}}});
            return Accepted{};
        }
        workspace.await("key", Problem{ErrorCode::outcome_unknown, {}, {}, {}, {}});
        return {};
    };
}

TEST(Engine, answers_everyone_who_waits_for_a_key_when_it_is_woken) {  // N3
    WaitingRig rig;
    rig.say("wait", 1);
    rig.say("wait", 2);
    EXPECT_TRUE(rig.run().replies.empty());
    EXPECT_EQ(rig.engine->waiting_callers(), 2U);
    rig.say("wake", 3);
    const Released out = rig.run();
    ASSERT_EQ(out.replies.size(), 3U);
    EXPECT_EQ(rig.engine->waiting_callers(), 0U);
    EXPECT_TRUE(rig.run_after(60'000).replies.empty());  // and nobody twice
}

TEST(Engine, answers_in_time_with_what_is_known_when_nobody_wakes_the_key) {  // N3
    WaitingRig rig;
    rig.say("wait", 9);
    rig.say("wait", 4);
    (void)rig.run();
    EXPECT_LE(rig.engine->next_due(), rig.now.plus_ms(1'000));
    EXPECT_TRUE(rig.run_after(900).replies.empty());
    const Released out = rig.run_after(200);
    ASSERT_EQ(out.replies.size(), 2U);
    // In an order that does not hang on a hash table: a seed must reproduce.
    EXPECT_EQ(out.replies[0].first, 4U);
    EXPECT_EQ(out.replies[1].first, 9U);
    EXPECT_TRUE(refuses(out.replies[0].second, ErrorCode::outcome_unknown));
    rig.say("wake", 5);
    EXPECT_EQ(rig.run().replies.size(), 1U);  // the late ones are not answered again
}

TEST(Engine, keeps_callers_of_other_keys_waiting) {
    Rig rig{"110000"};
    rig.handlers.on_command = [](const model::Command& command,
                                 Workspace& workspace) -> std::optional<Reply> {
        if (word_of(command).starts_with("wake ")) {
            workspace.wake(word_of(command).substr(5), Reply{Accepted{}});
            return Accepted{};
        }
        workspace.await(word_of(command), a_problem());
        return {};
    };
    rig.say("a", 1);
    rig.say("b", 2);
    rig.say("wake a", 3);
    EXPECT_EQ(rig.run().replies.size(), 2U);
    EXPECT_EQ(rig.engine->waiting_callers(), 1U);
}

TEST(EngineDeathTest, refuses_to_work_for_a_handler_that_leaves_its_caller_alone) {
    Rig rig{"110000"};
    rig.handlers.on_command = [](const model::Command&, Workspace&) -> std::optional<Reply> {
        return {};
    };
    rig.say("go", 1);
    EXPECT_DEATH((void)rig.run(), "await");
}

}  // namespace
}  // namespace yidi::engine
