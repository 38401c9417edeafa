/// @file
/// A running simulated nation.
///
/// Level       tests only
/// Units       simulated time
/// Errors      complaints gather while it runs
/// Ownership   owns its parts; they borrow each other for as long as it lives

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "simulation/nation.hpp"
#include "simulation/network.hpp"
#include "simulation/node.hpp"
#include "simulation/stay.hpp"

namespace yidi::simulation {

class World {
  public:
    World(const Law& law, std::uint64_t seed, const RunOptions& options);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// Until nothing is left to do, or for so long that something must be stuck.
    void run();

    [[nodiscard]] const std::map<model::NodeId, std::unique_ptr<Node>>& nodes() const {
        return nodes_;
    }
    [[nodiscard]] const std::vector<std::unique_ptr<Stay>>& stays() const { return stays_; }
    [[nodiscard]] const Setting& setting() const { return setting_; }
    [[nodiscard]] std::vector<std::string>& complaints() { return complaints_; }
    [[nodiscard]] bool came_to_rest() const { return at_rest_; }
    [[nodiscard]] RunResult result() const;

  private:
    void make_nodes(const Law& law, const RunOptions& options);
    void make_stays(const Law& law);
    void place_call(Stay* stay, std::int64_t call, const model::Command& command);
    void pass_answer(engine::Ticket ticket, const model::Reply& reply);
    [[nodiscard]] bool is_quiet() const;
    void look_at_books();

    std::uint64_t seed_;
    bool verbose_;
    Random random_;
    Instant start_;
    Schedule schedule_;
    Faults faults_;
    Setting setting_;
    Fingerprint fingerprint_;
    std::vector<std::string> complaints_;
    Network network_;
    Surroundings surroundings_;
    std::map<model::NodeId, std::unique_ptr<Node>> nodes_;
    std::vector<std::unique_ptr<Stay>> stays_;
    struct Caller {
        Stay* stay;
        std::int64_t call;
    };
    std::map<engine::Ticket, Caller> callers_;
    engine::Ticket next_ticket_ = 1;
    bool at_rest_ = false;
};

/// Holds the final books against each other and against what the hospitals were told.
void judge(World& world, std::vector<std::string>& findings);
/// What must hold at any instant, storm or not.
void judge_meanwhile(World& world, std::vector<std::string>& findings);

}  // namespace yidi::simulation
