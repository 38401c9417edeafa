/// @file
/// Reforms as people name them, stacked over every area they concern.
///
/// Level       6; reform_named and law_operand read files
/// Units       none
/// Errors      package_*, reform_*, file_unreadable
/// Ownership   values
/// Blocks      on the disk where a file is named

#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/reform/stack.hpp"
#include "wire/policy_files.hpp"

namespace yidi::wire {

using Packages = std::vector<policy::SourcePackage>;

/// A reform file, or "reading:BJ-1=alternative" of one of the packages.
[[nodiscard]] Outcome<policy::Reform> reform_named(const std::string& name,
                                                   const Packages& packages);

struct StackedArea {
    policy::SourceLaw source;
    std::vector<policy::Reform> reforms;  ///< Those that concern it, in the order given.
    policy::Stacked stacked;
};
/// By package id. A reform whose base is a parent concerns all its areas that have what it patches.
[[nodiscard]] Outcome<std::map<std::string, StackedArea>> reform_law(
    const Packages& packages, const std::vector<policy::Reform>& reforms);

/// One side of a comparison: "beijing", a folder of a package, or either with "+reform" behind it
/// as often as wanted.
struct LawSide {
    std::string name, package_id;
    policy::PlanPtr plan;
    std::vector<Problem> warnings;
};
/// `packages` are those a bare id is looked up in.
[[nodiscard]] Outcome<LawSide> law_side(const std::string& operand, const Packages& packages);

}  // namespace yidi::wire
