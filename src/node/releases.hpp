/// @file
/// The releases of the law that a node has had in force, and which of them decide now.
///
/// Level       8
/// Units       none
/// Errors      a release that no longer compiles is as good as absent; a law that was refused says
///             why
/// Ownership   an archive owns its texts and shares the plans it has compiled
/// Threads     find() from any thread
/// Invariants  L1  what was decided under a release can be explained under it, whatever is in force.
///             L2  the loaded release decides from its effective day on; until then the one in
///                 force before it does.

#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "desk/rulebook.hpp"
#include "policy/document.hpp"
#include "store/sqlite_store.hpp"

namespace yidi::node {

/// The law and catalogues of a directory, or those inside the program when it is empty.
struct Law {
    std::map<std::string, policy::PlanPtr, std::less<>> plans;
    std::map<std::string, std::shared_ptr<const catalog::Catalog>, std::less<>> catalogues;
    std::map<std::string, std::string, std::less<>> release_texts;  ///< By plan hash.
    /// Set: the packages were refused, and there are no plans. What was in force before decides.
    std::optional<Problem> refused;
};
[[nodiscard]] Outcome<Law> load_law(const std::string& policies);
/// The same before it is compiled.
[[nodiscard]] Outcome<std::vector<policy::SourcePackage>> read_law_packages(
    const std::string& policies);
/// As load_law(), but packages that are refused leave their catalogues and the reason.
[[nodiscard]] Outcome<Law> load_law_or_reason(const std::string& policies);

/// Compiles a release when it is first asked for.
class ReleaseArchive : public desk::PlanArchive {
  public:
    ReleaseArchive() = default;
    explicit ReleaseArchive(std::vector<model::PolicyRelease> releases);

    [[nodiscard]] policy::PlanPtr find(const std::string& hash) const override;
    /// Those of an area, the one last in force first.
    [[nodiscard]] std::vector<const model::PolicyRelease*> of(const std::string& package_id) const;
    [[nodiscard]] const std::map<std::string, model::PolicyRelease>& all() const {
        return releases_;
    }

  private:
    std::map<std::string, model::PolicyRelease> releases_;  ///< By hash.
    mutable std::mutex mutex_;
    mutable std::map<std::string, policy::PlanPtr> compiled_;
};

[[nodiscard]] std::shared_ptr<const ReleaseArchive> read_archive(store::SqliteStore& store);

struct LawInForce {
    std::map<std::string, desk::Releases, std::less<>> plans;
    std::vector<model::PolicyRelease> to_keep;  ///< Durably, before any of them decides.
};
/// L2, for the divisions that begin with `prefix`. Where the law was refused, the release last in
/// force of each area decides on.
[[nodiscard]] LawInForce law_in_force(const Law& law, const std::string& prefix,
                                      const ReleaseArchive& archive, Instant now);

}  // namespace yidi::node
