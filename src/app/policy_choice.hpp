/// @file
/// Which packages a command speaks of: all of a folder, one by its id, or one by its own folder.
///
/// Level       9; reads files
/// Units       none
/// Errors      file_unreadable, package_*; an id that no package has
/// Ownership   values; plans are shared

#pragma once

#include <string>
#include <vector>

#include "policy/plan.hpp"
#include "wire/policy_files.hpp"

namespace yidi::app {

/// Where to look, and for what.
struct PackageOperand {
    std::string policies;  ///< Folder of packages; empty: inside the program.
    std::string package;   ///< Id, or last part of the folder; empty: all.
};
/// As choose_packages() reads its operands.
[[nodiscard]] PackageOperand read_operand(const std::string& operand, const std::string& policies);

struct ChosenPackage {
    std::string folder;  ///< "policies/beijing", as its files are named.
    policy::PlanPtr plan;
};

struct PolicyChoice {
    wire::LoadedFiles files;
    std::vector<ChosenPackage> packages;  ///< Of areas, by folder.
};

/// `operand` names a package by its id ("beijing"), is the folder of one ("policies/beijing"), or a
/// folder of packages; empty: all of `policies`, which empty means those inside the program.
[[nodiscard]] Outcome<PolicyChoice> choose_packages(const std::string& operand,
                                                    const std::string& policies);

}  // namespace yidi::app
