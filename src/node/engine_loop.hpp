/// @file
/// Gives an engine a thread: takes commands and frames from anywhere, runs batch after batch, and
/// hands out what each commit released. The batch grows with the load, which is what makes a
/// durable commit cheap.
///
/// Level       8: a thread, the clock
/// Units       none
/// Errors      a store that fails ends the loop: `failed` is called once, nothing unsure leaves
/// Ownership   owns the engine; borrows store, handlers and exchange
/// Threads     submit() and deliver() from any thread; callbacks run on the loop's thread
/// Blocks      stop() until the batch at hand is done

#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/engine.hpp"
#include "exchange/local_exchange.hpp"

namespace yidi::node {

using ReplyTo = std::function<void(const model::Reply&)>;

class EngineLoop {
  public:
    EngineLoop(model::NodeId self, engine::Store& store, engine::Handlers& handlers,
               engine::Options options, exchange::LocalExchange& exchange,
               std::function<void(const Problem&)> failed);
    ~EngineLoop();
    EngineLoop(const EngineLoop&) = delete;
    EngineLoop& operator=(const EngineLoop&) = delete;

    /// Takes a command; false when so many wait that it would only grow stale: then `reply_to` is
    /// not kept.
    [[nodiscard]] bool submit(model::Command command, ReplyTo reply_to);
    void deliver(engine::Frame frame);
    void stop();

    /// Messages whose receivers have not acknowledged them, as of the last batch.
    [[nodiscard]] std::size_t unacknowledged() const { return unacknowledged_; }

  private:
    struct Incoming {
        std::vector<std::pair<model::Command, ReplyTo>> commands;
        std::vector<engine::Frame> frames;
        [[nodiscard]] bool empty() const { return commands.empty() && frames.empty(); }
    };

    void run();
    void take(Incoming incoming);
    void hand_out(engine::Released released);
    [[nodiscard]] Incoming wait_for_work();

    model::NodeId self_;
    engine::Engine engine_;
    exchange::LocalExchange& exchange_;
    std::function<void(const Problem&)> failed_;

    std::mutex mutex_;
    std::condition_variable wakened_;
    Incoming incoming_;
    bool stopping_ = false;
    std::atomic<std::size_t> unacknowledged_ = 0;

    std::unordered_map<engine::Ticket, ReplyTo> callers_;
    engine::Ticket next_ticket_ = 1;
    std::thread thread_;
};

/// Now, by the machine's clock: the one place where time enters the house.
[[nodiscard]] Instant system_now();

}  // namespace yidi::node
