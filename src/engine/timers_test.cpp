// Goal    What is to happen later happens once, at its time, also after a restart; what was
//         cancelled does not.
// Method  A scripted node whose commands arm and cancel timers.
// Covers  N4.

#include <gtest/gtest.h>

#include "engine/scripted_test.hpp"

namespace yidi::engine {
namespace {

using model::Accepted;
using model::Reply;

struct TimerRig : Rig {
    TimerRig() : Rig{"110000"} {
        handlers.on_command = [this](const model::Command& command, Workspace& workspace) {
            const std::string& word = word_of(command);
            const Instant due = start.plus_ms(1'000);
            if (word == "arm") workspace.at(due, "x", model::SettleDeadline{"x"});
            if (word == "cancel") workspace.cancel(due, "x");
            if (word == "arm and refuse") {
                workspace.at(due, "y", model::SettleDeadline{"y"});
                return Reply{a_problem()};
            }
            return Reply{Accepted{}};
        };
        handlers.on_timer = [this](const model::Timer& timer, Instant, Workspace& workspace) {
            fired.push_back(timer.subject);
            workspace.put(record(timer.subject));
        };
    }
    void command(const char* word) {
        say(word, 1);
        (void)run();
    }

    Instant start = now;
    std::vector<std::string> fired;
};

TEST(Timers, fire_once_when_they_are_due) {
    TimerRig rig;
    rig.command("arm");
    EXPECT_EQ(rig.engine->next_due(), rig.start.plus_ms(1'000));
    (void)rig.run_after(999);
    EXPECT_TRUE(rig.fired.empty());
    (void)rig.run_after(1);
    (void)rig.run_after(10'000);
    EXPECT_EQ(rig.fired, std::vector<std::string>{"x"});
    EXPECT_TRUE(rig.store.all<model::Timer>().empty());
}

TEST(Timers, survive_a_restart) {
    TimerRig rig;
    rig.command("arm");
    rig.restart();
    EXPECT_EQ(rig.engine->next_due(), rig.start.plus_ms(1'000));
    (void)rig.run_after(5'000);
    EXPECT_EQ(rig.fired.size(), 1U);
    rig.restart();
    (void)rig.run_after(5'000);
    EXPECT_EQ(rig.fired.size(), 1U);
}

TEST(Timers, do_not_fire_once_cancelled_and_wake_nobody_up) {
    TimerRig rig;
    rig.command("arm");
    rig.command("cancel");
    EXPECT_TRUE(rig.store.all<model::Timer>().empty());
    EXPECT_EQ(rig.engine->next_due(), Instant::of_us(INT64_MAX));
    (void)rig.run_after(5'000);
    EXPECT_TRUE(rig.fired.empty());
}

TEST(Timers, may_be_armed_and_cancelled_and_armed_again_in_one_batch) {
    TimerRig rig;
    for (const char* word : {"arm", "cancel", "arm"}) rig.say(word, 1);
    (void)rig.run();
    (void)rig.run_after(5'000);
    EXPECT_EQ(rig.fired.size(), 1U);
}

TEST(Timers, of_a_refused_command_are_forgotten) {
    TimerRig rig;
    rig.command("arm and refuse");
    EXPECT_EQ(rig.engine->next_due(), Instant::of_us(INT64_MAX));
    EXPECT_TRUE(rig.store.all<model::Timer>().empty());
}

TEST(Timers, fire_in_the_order_of_their_instants) {
    TimerRig rig;
    rig.handlers.on_command = [&](const model::Command&, Workspace& workspace) {
        workspace.at(rig.start.plus_ms(30), "third", model::SettleDeadline{});
        workspace.at(rig.start.plus_ms(10), "first", model::SettleDeadline{});
        workspace.at(rig.start.plus_ms(20), "second", model::SettleDeadline{});
        return Reply{Accepted{}};
    };
    rig.command("arm");
    (void)rig.run_after(100);
    EXPECT_EQ(rig.fired, (std::vector<std::string>{"first", "second", "third"}));
}

}  // namespace
}  // namespace yidi::engine
