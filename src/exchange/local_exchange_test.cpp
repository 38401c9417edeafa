// Goal    A frame reaches its receiver and nobody else; a frame for nobody is dropped.
// Method  Two receivers that note what they get.
// Covers  -

#include "exchange/local_exchange.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace yidi::exchange {
namespace {

TEST(LocalExchange, carries_a_frame_to_its_receiver_only) {
    LocalExchange exchange;
    std::vector<std::string> seen;
    for (const char* node : {"110000", "460000"}) {
        exchange.attach(node, [&, node](engine::Frame frame) {
            seen.push_back(node + (" from " + frame.from));
        });
    }
    exchange.send({"460000", "110000", {}, {}});
    exchange.send({"460000", "650000", {}, {}});
    EXPECT_EQ(seen, std::vector<std::string>{"110000 from 460000"});
}

TEST(LocalExchange, does_not_call_a_receiver_that_left) {
    LocalExchange exchange;
    int calls = 0;
    exchange.attach("hub", [&](engine::Frame) { ++calls; });
    exchange.detach("hub");
    exchange.send({"460000", "hub", {}, {}});
    EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace yidi::exchange
