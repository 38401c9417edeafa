#include "simulation/nation.hpp"

#include "simulation/world.hpp"

namespace yidi::simulation {

RunResult run(const Law& law, std::uint64_t seed, const RunOptions& options) {
    World world{law, seed, options};
    world.run();
    std::vector<std::string> findings = std::move(world.complaints());
    judge(world, findings);
    RunResult result = world.result();
    result.findings = std::move(findings);
    for (const auto& [id, node] : world.nodes()) {
        result.settlements +=
            std::ssize(node->records().table<model::Settlement>().list({}, 0, SIZE_MAX));
    }
    return result;
}

}  // namespace yidi::simulation
