// Goal    A durable message is carried out exactly once, whatever the network does, and is resent
//         until the receiver's commit is acknowledged.
// Method  Two scripted nodes; the test carries, loses, repeats and reorders their frames by hand.
// Covers  N2 N4.

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/scripted_test.hpp"

namespace yidi::engine {
namespace {

using model::Accepted;
using model::Reply;

/// Sends one message per command; the receiver writes down what it carried out.
struct Pair {
    explicit Pair(Options options = {}) : sender("110000", options), receiver("310000", options) {
        sender.handlers.on_command = [](const model::Command& command, Workspace& workspace) {
            workspace.send("310000", model::RouteNotice{word_of(command), "110000"});
            return Reply{Accepted{}};
        };
        receiver.handlers.on_message = [this](const model::PeerMessage& message, Workspace& w) {
            const std::string word = std::get<model::RouteNotice>(message.body).certno_digest;
            carried_out.push_back(word);
            w.put(record(word));
        };
    }

    std::vector<Frame> send(std::initializer_list<const char*> words) {
        for (const char* word : words) sender.say(word, next_ticket++);
        return sender.run().frames;
    }
    std::vector<Frame> deliver(const Frame& frame) {
        Rig& to = frame.to == sender.id ? sender : receiver;
        to.engine->deliver(frame);
        return to.run().frames;
    }
    /// Carries frames to and fro until nothing is said any more.
    void carry(std::vector<Frame> frames) {
        while (!frames.empty()) {
            std::vector<Frame> next;
            for (const Frame& frame : frames) {
                for (Frame& answer : deliver(frame)) next.push_back(std::move(answer));
            }
            frames = std::move(next);
        }
    }
    std::vector<Frame> pass_time(std::int64_t ms) { return sender.run_after(ms).frames; }

    Rig sender, receiver;
    std::vector<std::string> carried_out;
    Ticket next_ticket = 1;
};

Frame only(const Frame& frame, std::size_t message) {
    return {frame.from, frame.to, {frame.messages.at(message)}, {}};
}

TEST(Exchange, carries_a_message_out_once_and_acknowledges_it) {
    Pair pair;
    const auto frames = pair.send({"a"});
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(pair.sender.engine->unacknowledged(), 1U);
    const auto acks = pair.deliver(frames[0]);
    ASSERT_EQ(acks.size(), 1U);
    ASSERT_TRUE(acks[0].ack.has_value());
    EXPECT_EQ(acks[0].ack->watermark, 1);
    (void)pair.deliver(acks[0]);
    EXPECT_EQ(pair.sender.engine->unacknowledged(), 0U);
    EXPECT_EQ(pair.carried_out, std::vector<std::string>{"a"});
    EXPECT_TRUE(pair.pass_time(60'000).empty());
}

TEST(Exchange, erases_acknowledged_messages_with_the_next_batch) {
    Pair pair;
    pair.carry(pair.send({"a"}));
    EXPECT_EQ(pair.sender.store.all<model::Outbox>().size(), 1U);
    (void)pair.send({"b"});
    const auto rows = pair.sender.store.all<model::Outbox>();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].seq, 2);
}

TEST(Exchange, sends_a_lost_message_again_with_growing_pauses) {
    Pair pair{{.resend_ms = 1'000}};
    (void)pair.send({"a"});
    EXPECT_TRUE(pair.pass_time(900).empty());
    EXPECT_EQ(pair.pass_time(200).size(), 1U);
    EXPECT_TRUE(pair.pass_time(900).empty());
    EXPECT_EQ(pair.pass_time(200).size(), 1U);
    EXPECT_TRUE(pair.pass_time(1'900).empty());
    EXPECT_EQ(pair.pass_time(200).size(), 1U);
    for (int time = 0; time < 10; ++time) (void)pair.pass_time(60'000);
    EXPECT_LE(pair.sender.engine->next_due(), pair.sender.now.plus_ms(16'000));
    pair.carry(pair.pass_time(16'000));
    EXPECT_EQ(pair.carried_out.size(), 1U);
}

TEST(Exchange, recognises_a_repeat_and_acknowledges_it_again) {
    Pair pair;
    const auto frames = pair.send({"a"});
    (void)pair.deliver(frames[0]);  // its acknowledgement is lost
    const auto acks = pair.deliver(frames[0]);
    ASSERT_EQ(acks.size(), 1U);
    EXPECT_EQ(acks[0].ack->watermark, 1);
    EXPECT_EQ(pair.carried_out.size(), 1U);
}

TEST(Exchange, recognises_a_repeat_inside_one_batch) {
    Pair pair;
    const auto frames = pair.send({"a"});
    pair.receiver.engine->deliver(frames[0]);
    pair.receiver.engine->deliver(frames[0]);
    (void)pair.receiver.run();
    EXPECT_EQ(pair.carried_out.size(), 1U);
}

TEST(Exchange, recognises_a_repeat_after_a_restart) {
    Pair pair;
    const auto frames = pair.send({"a", "b"});
    (void)pair.deliver(only(frames[0], 1));
    pair.receiver.restart();
    (void)pair.deliver(frames[0]);
    EXPECT_EQ(pair.carried_out, (std::vector<std::string>{"b", "a"}));
}

TEST(Exchange, takes_messages_in_any_order_and_remembers_which_came_ahead) {
    Pair pair;
    const auto frames = pair.send({"a", "b", "c", "d"});
    const auto ack = pair.deliver(only(frames[0], 2)).at(0).ack;
    EXPECT_EQ(ack->watermark, 0);
    EXPECT_EQ(ack->ahead, std::vector<std::int64_t>{3});
    (void)pair.deliver(only(frames[0], 1));
    EXPECT_EQ(pair.receiver.store.all<model::Inbox>().at(0).ahead,
              (std::vector<std::int64_t>{2, 3}));
    (void)pair.deliver(only(frames[0], 0));
    const auto inbox = pair.receiver.store.all<model::Inbox>().at(0);
    EXPECT_EQ(inbox.watermark, 3);
    EXPECT_TRUE(inbox.ahead.empty());
    EXPECT_EQ(pair.carried_out, (std::vector<std::string>{"c", "b", "a"}));
}

TEST(Exchange, resends_only_what_was_not_acknowledged_ahead) {
    Pair pair;
    const auto frames = pair.send({"a", "b", "c"});
    for (const Frame& ack : pair.deliver(only(frames[0], 1))) (void)pair.deliver(ack);
    EXPECT_EQ(pair.sender.engine->unacknowledged(), 2U);
    const auto again = pair.pass_time(1'100);
    ASSERT_EQ(again.size(), 1U);
    ASSERT_EQ(again[0].messages.size(), 2U);
    EXPECT_EQ(again[0].messages[0].seq, 1);
    EXPECT_EQ(again[0].messages[1].seq, 3);
}

TEST(Exchange, sends_a_lost_message_again_although_later_ones_keep_being_acknowledged) {
    Pair pair{{.resend_ms = 1'000}};
    (void)pair.send({"lost"});
    for (int tenth = 0; tenth < 15; ++tenth) {
        pair.sender.now = pair.sender.now.plus_ms(100);
        pair.carry(pair.send({"later"}));
    }
    EXPECT_EQ(pair.carried_out.front(), "later");
    EXPECT_NE(std::ranges::find(pair.carried_out, "lost"), pair.carried_out.end());
}

TEST(Exchange, keeps_no_more_messages_in_flight_than_its_window) {
    Pair pair{{.window = 3}};
    const auto first = pair.send({"a", "b", "c", "d", "e", "f", "g", "h"});
    ASSERT_EQ(first.size(), 1U);
    EXPECT_LE(first[0].messages.size(), 4U);
    pair.carry(first);
    EXPECT_EQ(pair.carried_out.size(), 8U);
    EXPECT_EQ(pair.sender.engine->unacknowledged(), 0U);
}

TEST(Exchange, cuts_a_resend_into_frames) {
    Pair pair{{.messages_per_frame_max = 2}};
    (void)pair.send({"a", "b", "c", "d", "e"});
    pair.sender.restart();
    const auto frames = pair.pass_time(0);
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(frames[0].messages.size(), 2U);
    EXPECT_TRUE(pair.sender.engine->has_work());
    pair.carry(frames);
    for (int round = 0; round < 3; ++round) pair.carry(pair.pass_time(0));
    EXPECT_EQ(pair.carried_out.size(), 5U);
}

TEST(Exchange, goes_on_from_the_store_after_a_restart) {  // N4
    Pair pair;
    (void)pair.send({"a", "b"});
    pair.sender.restart();
    EXPECT_EQ(pair.sender.engine->unacknowledged(), 2U);
    EXPECT_LE(pair.sender.engine->next_due(), pair.sender.now);
    pair.carry(pair.pass_time(0));
    EXPECT_EQ(pair.carried_out, (std::vector<std::string>{"a", "b"}));
    pair.carry(pair.send({"c"}));
    EXPECT_EQ(pair.carried_out.size(), 3U);
}

TEST(Exchange, numbers_go_on_after_a_restart_with_an_empty_outbox) {
    Pair pair;
    pair.carry(pair.send({"a"}));
    pair.carry(pair.send({"b"}));
    pair.sender.restart();
    (void)pair.sender.run();
    pair.carry(pair.send({"c"}));
    EXPECT_EQ(pair.carried_out, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(pair.receiver.store.all<model::Inbox>().at(0).watermark, 3);
}

TEST(Exchange, carries_a_message_to_the_node_itself) {
    Rig rig{"110000"};
    int carried_out = 0;
    rig.handlers.on_command = [](const model::Command&, Workspace& workspace) {
        workspace.send("110000", model::RouteNotice{"x", "110000"});
        return Reply{Accepted{}};
    };
    rig.handlers.on_message = [&](const model::PeerMessage&, Workspace&) { ++carried_out; };
    rig.say("go", 1);
    auto frames = rig.run().frames;
    for (int round = 0; round < 3 && !frames.empty(); ++round) {
        for (Frame& frame : frames) rig.engine->deliver(std::move(frame));
        frames = rig.run().frames;
    }
    EXPECT_EQ(carried_out, 1);
    EXPECT_EQ(rig.engine->unacknowledged(), 0U);
}

TEST(Exchange, ignores_an_acknowledgement_of_what_was_never_sent) {
    Pair pair;
    pair.sender.engine->deliver({"310000", "110000", {}, model::PeerAck{7, {9}}});
    EXPECT_TRUE(pair.sender.run().frames.empty());
    pair.carry(pair.send({"a"}));
    EXPECT_EQ(pair.carried_out.size(), 1U);
}

}  // namespace
}  // namespace yidi::engine
