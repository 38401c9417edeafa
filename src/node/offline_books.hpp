/// @file
/// Opening the databases of a data directory to read them, one after the other.
///
/// Level       8
/// Units       none
/// Errors      data_missing and the store's own, naming the file
/// Ownership   a store lives as long as the work on it
/// Blocks      on the disk

#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "desk/rulebook.hpp"
#include "node/offline.hpp"
#include "node/releases.hpp"
#include "store/sqlite_store.hpp"

namespace yidi::node {

using StorePtr = std::unique_ptr<store::SqliteStore>;

[[nodiscard]] Outcome<StorePtr> open_for_reading(const std::filesystem::path& data,
                                                 const std::string& node);

/// Runs `work` on every node of the directory; a store that fails under it ends with its problem.
template <class Work>
Outcome<Done> on_every_node(const std::filesystem::path& data, Work work) {
    const auto nodes = nodes_in(data);
    if (!nodes) return Unexpected{nodes.error()};
    for (const std::string& node : *nodes) {
        auto store = open_for_reading(data, node);
        if (!store) return Unexpected{store.error()};
        try {
            const store::SqliteStore::Snapshot same_commit{**store};
            work(node, **store);
        } catch (const engine::StoreFailure& failure) {
            return Unexpected{failure.problem()};
        }
    }
    return Done{};
}

/// All law that a node's claims may name: what is loaded, and what the node has kept.
[[nodiscard]] desk::Rulebook offline_rulebook(store::SqliteStore& store, const std::string& node,
                                              const Law& law);

}  // namespace yidi::node
