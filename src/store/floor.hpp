/// @file
/// The floor under every benchmark: how fast the rows of captured commits can be written into fresh
/// SQLite files by prepared statements and nothing else. No engine, no sealing, no encoding: the
/// values are made before the clock starts.
///
/// Level       7, SQLite and clocks
/// Units       microseconds; cpu_us is the processor time of the writing thread, its system calls
///             included
/// Errors      the store's own, when the directory cannot be written or the disk refuses
/// Ownership   owns copies of all values; the files are removed after each run
/// Threads     confined
/// Blocks      for as long as writing takes

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "engine/store.hpp"
#include "store/vault.hpp"

namespace yidi::store {

/// What one node committed, as its store's capture saw it.
struct FloorNode {
    std::vector<engine::Changes> commits;
    /// A treatment node commits twice for one settlement, before it asks and after the answer.
    std::int64_t commits_per_settlement = 1;
};

struct FloorTime {
    std::int64_t wall_us = 0;
    std::int64_t cpu_us = 0;
    std::int64_t rows = 0;
    std::int64_t commits = 0;
};

class RawFloor {
  public:
    /// Prepares all values. Rows that the captured commits change but did not make stand in the
    /// files before the clock starts.
    RawFloor(const std::vector<FloorNode>& nodes, Vault& vault);
    RawFloor(const RawFloor&) = delete;
    RawFloor& operator=(const RawFloor&) = delete;
    ~RawFloor();

    /// Writes everything once, one thread, node after node, as many settlements in a commit as
    /// `batch` says. Requires settlements > 0 and batch > 0.
    [[nodiscard]] Outcome<FloorTime> write(const std::filesystem::path& directory,
                                           std::int64_t settlements, std::int64_t batch) const;

  private:
    struct Plan;
    std::vector<std::unique_ptr<Plan>> plans_;
};

}  // namespace yidi::store
