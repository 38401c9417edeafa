/// @file
/// The whole nation in one thread from one seed: nodes, hospitals, network and weather; and the
/// judgement over its books once everything has come to rest.
///
/// Level       tests only
/// Units       simulated time
/// Errors      findings are the result
/// Ownership   owns all of its world; shares the law
/// See         docs/design/simulation.md

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/planted.hpp"
#include "simulation/setting.hpp"

namespace yidi::simulation {

struct RunResult {
    std::uint64_t seed = 0;
    std::uint64_t fingerprint = 0;      ///< Over all that was committed and answered.
    std::vector<std::string> findings;  ///< Empty: every law of the platform held.
    std::string weather;
    std::int64_t settlements = 0, reversals = 0, in_force = 0, crashes = 0, calls = 0;
    std::int64_t simulated_ms = 0;
};

struct RunOptions {
    Plant plant = Plant::none;
    bool verbose = false;  ///< Tells the story on standard output.
};

[[nodiscard]] RunResult run(const Law& law, std::uint64_t seed, const RunOptions& options);

}  // namespace yidi::simulation
