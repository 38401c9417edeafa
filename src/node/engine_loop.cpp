#include "node/engine_loop.hpp"

#include <chrono>

namespace yidi::node {
namespace {

// Beyond this many commands in line a caller would wait longer than it is willing to.
constexpr std::size_t commands_waiting_max = 20'000;
// An idle loop looks at its timers at least this often, should the clock have jumped.
constexpr std::int64_t nap_us_max = 500'000;

}  // namespace

Instant system_now() {
    return Instant::of_us(std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::system_clock::now().time_since_epoch())
                              .count());
}

EngineLoop::EngineLoop(model::NodeId self, engine::Store& store, engine::Handlers& handlers,
                       engine::Options options, exchange::LocalExchange& exchange,
                       std::function<void(const Problem&)> failed)
    : self_(std::move(self)),
      engine_(self_, store, handlers, options, system_now()),
      exchange_(exchange),
      failed_(std::move(failed)),
      thread_([this] { run(); }) {
    exchange_.attach(self_, [this](engine::Frame frame) { deliver(std::move(frame)); });
}

EngineLoop::~EngineLoop() {
    stop();
}

bool EngineLoop::submit(model::Command command, ReplyTo reply_to) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_ || incoming_.commands.size() >= commands_waiting_max) return false;
        incoming_.commands.emplace_back(std::move(command), std::move(reply_to));
    }
    wakened_.notify_one();
    return true;
}

void EngineLoop::deliver(engine::Frame frame) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_) return;
        incoming_.frames.push_back(std::move(frame));
    }
    wakened_.notify_one();
}

void EngineLoop::stop() {
    exchange_.detach(self_);
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wakened_.notify_one();
    if (thread_.joinable()) thread_.join();
}

EngineLoop::Incoming EngineLoop::wait_for_work() {
    std::unique_lock lock{mutex_};
    const std::int64_t idle_us = engine_.next_due().us() - system_now().us();
    if (incoming_.empty() && !engine_.has_work() && !stopping_ && idle_us > 0) {
        wakened_.wait_for(lock, std::chrono::microseconds{std::min(idle_us, nap_us_max)},
                          [&] { return stopping_ || !incoming_.empty(); });
    }
    return std::exchange(incoming_, {});
}

void EngineLoop::run() {
    try {
        for (;;) {
            Incoming incoming = wait_for_work();
            {
                const std::lock_guard lock{mutex_};
                if (stopping_) return;
            }
            take(std::move(incoming));
            hand_out(engine_.run(system_now()));
            unacknowledged_ = engine_.unacknowledged();
        }
    } catch (const engine::StoreFailure& failure) {
        // Nothing of the batch was released; callers learn nothing, which is the truth.
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        failed_(failure.problem());
    }
}

void EngineLoop::take(Incoming incoming) {
    for (engine::Frame& frame : incoming.frames) engine_.deliver(std::move(frame));
    for (auto& [command, reply_to] : incoming.commands) {
        const engine::Ticket ticket = next_ticket_++;
        callers_.emplace(ticket, std::move(reply_to));
        engine_.submit(std::move(command), ticket);
    }
}

void EngineLoop::hand_out(engine::Released released) {
    for (engine::Frame& frame : released.frames) exchange_.send(std::move(frame));
    for (const auto& [ticket, reply] : released.replies) {
        const auto caller = callers_.find(ticket);
        YIDI_ASSERT(caller != callers_.end());  // every ticket is answered once (N3)
        caller->second(reply);
        callers_.erase(caller);
    }
}

}  // namespace yidi::node
