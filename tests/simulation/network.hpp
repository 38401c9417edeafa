/// @file
/// The simulated exchange between nodes: frames that may be lost, repeated, torn apart, delayed and
/// overtaken, and links that are cut.
///
/// Level       tests only
/// Units       simulated time
/// Errors      none
/// Ownership   borrows schedule, chance and faults; owns frames on their way

#pragma once

#include <cstdint>
#include <functional>

#include "engine/engine.hpp"
#include "simulation/faults.hpp"
#include "simulation/schedule.hpp"

namespace yidi::simulation {

class Network {
  public:
    using Deliver = std::function<void(engine::Frame)>;

    Network(Schedule& schedule, Random& random, const Faults& faults, Deliver deliver)
        : schedule_(schedule), random_(random), faults_(faults), deliver_(std::move(deliver)) {}

    void send(engine::Frame frame);
    [[nodiscard]] std::int64_t on_the_way() const { return on_the_way_; }

  private:
    void send_part(engine::Frame part);
    [[nodiscard]] bool stormy() const { return schedule_.now() < faults_.end; }

    Schedule& schedule_;
    Random& random_;
    const Faults& faults_;
    Deliver deliver_;
    std::int64_t on_the_way_ = 0;
};

}  // namespace yidi::simulation
