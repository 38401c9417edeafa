/// @file
/// Reforms from TOML files, with the benefits they add from files beside them.
///
/// Level       6; read_reform_from reads files
/// Units       none
/// Errors      package_*, file_unreadable; the first problem ends the reading
/// Ownership   results own everything
/// Blocks      read_reform_from on the disk
/// See         docs/reference/policy-reforms.md

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "policy/reform/apply.hpp"

namespace yidi::wire {

/// Reads a reform. `beside` holds the files its patches may add, by their names.
[[nodiscard]] Outcome<policy::Reform> read_reform_text(const std::string& place,
                                                       std::string_view text,
                                                       std::span<const EmbeddedFile> beside);
/// Reads a reform file, and each file it adds relative to it.
[[nodiscard]] Outcome<policy::Reform> read_reform_from(const std::string& path);

/// The law of one area out of all packages: by its id, its folder or a division code it covers.
[[nodiscard]] Outcome<policy::SourceLaw> source_law(
    const std::vector<policy::SourcePackage>& packages, std::string_view area);

}  // namespace yidi::wire
