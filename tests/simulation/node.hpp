/// @file
/// One simulated node: an engine, a desk and a disk, with a process that may die at any moment
/// between two batches or in the middle of a commit, and is started again on the same disk.
///
/// Level       tests only
/// Units       simulated time
/// Errors      none: what is off is collected as complaints
/// Ownership   owns engine, desk and disk; borrows the world around it

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "simulation/faults.hpp"
#include "simulation/planted.hpp"
#include "simulation/schedule.hpp"

namespace yidi::simulation {

/// What a node touches of the world.
struct Surroundings {
    Schedule& schedule;
    Random& random;
    const Faults& faults;
    Fingerprint& fingerprint;
    std::function<void(engine::Frame)> send;
    std::function<void(engine::Ticket, const model::Reply&)> answer;
    std::function<void(const std::string&)> trace;
    std::vector<std::string>& complaints;
};

class Node {
  public:
    Node(std::shared_ptr<const desk::Rulebook> rulebook, engine::Options options, Plant plant,
         const Surroundings& around);

    /// What arrives while the process is down is lost.
    void take_call(model::Command command, engine::Ticket ticket);
    void take_frame(engine::Frame frame);

    [[nodiscard]] const model::NodeId& id() const { return id_; }
    [[nodiscard]] engine::MemoryStore& records() { return disk_; }
    [[nodiscard]] bool is_up() const { return engine_ != nullptr; }
    /// Nothing is left to do: all is acknowledged, nobody waits.
    [[nodiscard]] bool is_quiet() const;
    [[nodiscard]] std::string burden() const;
    [[nodiscard]] std::int64_t crashes() const { return crashes_; }

  private:
    void start();
    void crash(const char* when);
    void plan_run(Instant at);
    void run();
    void let_out(engine::Released released);

    model::NodeId id_;
    engine::Options options_;
    const Surroundings& around_;
    PlantedDesk desk_;
    Disk disk_;
    std::unique_ptr<engine::Engine> engine_;
    std::optional<Instant> planned_;
    std::set<engine::Ticket> unanswered_;  ///< Of this process.
    std::int64_t crashes_ = 0;
};

}  // namespace yidi::simulation
