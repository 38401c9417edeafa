/// @file
/// All law of the program: the policy packages and catalogues of a folder of policies, read,
/// checked and compiled, whether the folder is on disk or inside the program.
///
/// Level       6; load_law_from reads files
/// Units       none
/// Errors      package_*, catalogue_row, file_unreadable; the first problem ends the loading
/// Ownership   a LawBook shares immutable plans and catalogues
/// Threads     a LawBook is immutable once loaded
/// Blocks      load_law_from on the disk
/// See         policies/README.md

#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "catalog/catalog.hpp"
#include "policy/plan.hpp"

namespace yidi::wire {

struct LawBook {
    /// By the digits a division code begins with: "11" for Beijing, "4601" for a city of its own.
    std::map<std::string, policy::PlanPtr, std::less<>> plans;
    std::map<std::string, std::shared_ptr<const catalog::Catalog>, std::less<>> catalogues;
    /// By plan hash: the release it was compiled from, as policy_release.hpp writes it.
    std::map<std::string, std::string, std::less<>> release_texts;

    /// The plan of the pooling area a division belongs to: the longest prefix wins. Null if none.
    [[nodiscard]] policy::PlanPtr plan_for(std::string_view admdvs) const;
    [[nodiscard]] std::shared_ptr<const catalog::Catalog> catalogue_for(
        std::string_view admdvs) const;
};

/// The source packages in `files`, whose names are "policies/<area>/<file>". Cases, notes and
/// catalogues are left out.
[[nodiscard]] Outcome<std::vector<policy::SourcePackage>> read_packages(
    std::span<const EmbeddedFile> files);

[[nodiscard]] Outcome<LawBook> load_law(std::span<const EmbeddedFile> files);
/// The catalogues alone, of a folder whose packages are not good. What has no readable head is left
/// out.
[[nodiscard]] Outcome<LawBook> load_catalogues(std::span<const EmbeddedFile> files);
/// `directory` is the folder of policies itself.
[[nodiscard]] Outcome<LawBook> load_law_from(const std::string& directory);

/// The files below a folder of policies, named as embedded ones are, sorted.
struct LoadedFiles {
    std::vector<std::pair<std::string, std::string>> texts;  ///< Name and content.
    [[nodiscard]] std::vector<EmbeddedFile> files() const;
};
[[nodiscard]] Outcome<LoadedFiles> read_policy_folder(const std::string& directory);

}  // namespace yidi::wire
