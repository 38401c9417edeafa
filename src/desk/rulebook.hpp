/// @file
/// What a node knows that is not state: who serves which place, the law, the catalogue, and its own
/// settings. Immutable while the node runs, so handlers stay pure.
///
/// Level       5, pure
/// Units       milliseconds in Settings
/// Errors      none
/// Ownership   shares the plans and the catalogue
/// Threads     may be read from any thread

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "model/messages.hpp"
#include "policy/decide.hpp"

namespace yidi::desk {

inline constexpr std::string_view hub_node = "hub";

/// Which node serves which divisions.
struct Network {
    model::NodeId self;
    std::map<std::string, model::NodeId, std::less<>> node_by_prefix;  ///< "11" -> "110000"

    /// The node that serves a division, by its longest known prefix; empty if none.
    [[nodiscard]] model::NodeId node_of(std::string_view division) const {
        for (std::size_t length = division.size(); length > 0; --length) {
            const auto found = node_by_prefix.find(division.substr(0, length));
            if (found != node_by_prefix.end()) return found->second;
        }
        return {};
    }
};

struct Settings {
    bool require_sign_in = false;
    /// A settlement that the insured place has not answered by then is taken back on both sides.
    std::int64_t settle_patience_ms = 600'000;
};

/// Every release of the law that this node has had in force, by the hash of its plan.
class PlanArchive {
  public:
    virtual ~PlanArchive() = default;
    /// Null if there is none of that hash.
    [[nodiscard]] virtual policy::PlanPtr find(const std::string& hash) const = 0;
};

/// The law of one area: its releases, the newest first. One that only decides from a day on is
/// followed by the one that decides until then.
using Releases = std::vector<policy::PlanPtr>;

struct Rulebook {
    Network network;
    Settings settings;
    std::shared_ptr<const catalog::Catalog> catalogue;     ///< Of a treatment place.
    std::map<std::string, Releases, std::less<>> plans;    ///< By division prefix.
    std::shared_ptr<const PlanArchive> archive;            ///< None in tests without a node.

    /// The release that decides an event: the newest one whose day has come. Null if the area, by
    /// its longest known prefix, has no law here.
    [[nodiscard]] policy::PlanPtr plan_for(std::string_view division,
                                           const model::Episode& episode) const;
    /// The plan that a claim was decided under; null if this node does not have it.
    [[nodiscard]] policy::PlanPtr plan_named(const std::string& hash) const;
};

}  // namespace yidi::desk
