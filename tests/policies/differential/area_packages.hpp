/// @file
/// The packages of a folder of policies as written, and which of them are areas.
///
/// Level       test
/// Units       none
/// Errors      a file that cannot be read ends the program with its message
/// Ownership   values
/// Blocks      on the disk

#pragma once

#include <string>
#include <vector>

#include "policy/document.hpp"

namespace yidi::policies {

struct PackageFolder {
    std::vector<policy::SourcePackage> packages;
    std::vector<std::string> areas;  ///< Ids of those that insure somebody.

    [[nodiscard]] const policy::SourcePackage& package_of(const std::string& id) const;
};
[[nodiscard]] std::string id_of(const policy::SourcePackage& package);

/// Every package of `folder`; cases and catalogues are left out.
[[nodiscard]] PackageFolder read_packages_of(const std::string& folder);

}  // namespace yidi::policies
