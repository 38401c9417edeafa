#include "simulation/node.hpp"

#include <fmt/format.h>

namespace yidi::simulation {
namespace {

/// A real loop looks at its timers in steps, not at every microsecond.
constexpr std::int64_t idle_step_ms = 60;

}  // namespace

Node::Node(std::shared_ptr<const desk::Rulebook> rulebook, engine::Options options, Plant plant,
           const Surroundings& around)
    : id_(rulebook->network.self),
      options_(options),
      around_(around),
      desk_(std::move(rulebook), plant),
      disk_(plant, around.fingerprint) {
    start();
}

void Node::start() {
    engine_ = std::make_unique<engine::Engine>(id_, disk_, desk_, options_, around_.schedule.now());
    plan_run(around_.schedule.now());
}

void Node::crash(const char* when) {
    ++crashes_;
    around_.trace(fmt::format("{} dies {}", id_, when));
    engine_.reset();
    planned_.reset();
    unanswered_.clear();  // their callers are told nothing
    disk_.lose_power();
    around_.schedule.in_ms(around_.random.between(1, around_.faults.down_ms_max), [this] {
        around_.trace(fmt::format("{} starts again", id_));
        start();
    });
}

void Node::take_call(model::Command command, engine::Ticket ticket) {
    if (!is_up()) return;
    unanswered_.insert(ticket);
    engine_->submit(std::move(command), ticket);
    plan_run(around_.schedule.now().plus_us(around_.random.below(4'000)));
}

void Node::take_frame(engine::Frame frame) {
    if (!is_up()) return;
    engine_->deliver(std::move(frame));
    plan_run(around_.schedule.now().plus_us(around_.random.below(4'000)));
}

void Node::plan_run(Instant at) {
    if (planned_ && *planned_ <= at) return;
    planned_ = at;
    around_.schedule.at(at, [this, at] {
        if (planned_ == at && is_up()) run();
    });
}

void Node::run() {
    planned_.reset();
    const Instant now = around_.schedule.now();
    const bool may_die = now >= around_.faults.crashes_from && now < around_.faults.end;
    const bool dies = may_die && around_.random.below(10'000) < around_.faults.crash;
    const std::int64_t when = dies ? around_.random.below(4) : -1;
    if (when == 0) return crash("before a batch");
    if (when == 1) disk_.arm(Disk::Failure::before_commit);
    if (when == 2) disk_.arm(Disk::Failure::after_commit);
    try {
        let_out(engine_->run(now));
    } catch (const engine::StoreFailure&) {
        return crash(when == 1 ? "before its commit" : "after its commit, with nothing let out");
    }
    if (dies) return crash("after a batch");
    if (engine_->has_work()) plan_run(now.plus_us(500));
    const Instant due = engine_->next_due();
    if (due != Instant::of_us(INT64_MAX)) plan_run(std::max(due, now.plus_ms(idle_step_ms)));
}

void Node::let_out(engine::Released released) {
    for (auto& [ticket, reply] : released.replies) {
        if (unanswered_.erase(ticket) == 0) {  // N3
            around_.complaints.push_back(
                fmt::format("{}: caller {} is answered twice or never called", id_, ticket));
        }
        around_.fingerprint.add(reply);
        around_.answer(ticket, reply);
    }
    for (engine::Frame& frame : released.frames) {
        std::erase_if(frame.messages, [&](const model::PeerMessage& message) {
            return disk_.was_dropped(message.to, message.seq);
        });
        around_.send(std::move(frame));
    }
}

bool Node::is_quiet() const {
    return is_up() && engine_->unacknowledged() == 0 && engine_->waiting_callers() == 0 &&
           unanswered_.empty() && !engine_->has_work();
}

std::string Node::burden() const {
    if (!is_up()) return fmt::format("{} is down", id_);
    return fmt::format("{}: {} messages unacknowledged, {} callers waiting, {} unanswered", id_,
                       engine_->unacknowledged(), engine_->waiting_callers(), unanswered_.size());
}

}  // namespace yidi::simulation
