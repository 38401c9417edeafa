/// @file
/// The desk of a node, with a planted bug if one is asked for.
///
/// Level       tests only
/// Units       Money in fen
/// Errors      none
/// Ownership   shares the rulebook

#pragma once

#include <string_view>

#include "desk/desk.hpp"
#include "simulation/disk.hpp"

namespace yidi::simulation {

class PlantedDesk final : public desk::Desk {
  public:
    PlantedDesk(std::shared_ptr<const desk::Rulebook> rulebook, Plant plant)
        : Desk(std::move(rulebook)), plant_(plant) {}

    void receive(const model::PeerMessage& message, Instant now,
                 engine::Workspace& workspace) override;

  private:
    Plant plant_;
};

/// Nothing when there is no such plant.
[[nodiscard]] std::optional<Plant> plant_of(std::string_view name);
[[nodiscard]] const std::vector<std::pair<std::string_view, Plant>>& plants();

}  // namespace yidi::simulation
