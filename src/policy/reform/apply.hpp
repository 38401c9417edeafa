/// @file
/// A reform applied: source packages in, source packages out. The base's tables stay as they are;
/// what a patch changes is a further version of a rule, recorded later and in force in its window
/// alone. What comes out is compiled and checked like any other package.
///
/// Level       3, pure
/// Units       as in packages
/// Errors      findings of the codes package_* and reform_*, naming the patch
/// Ownership   results own everything
/// Invariants  R1  a reform without effect compiles to the plan it began with.
///             R2  outside the windows of a reform the compiled epochs are those of the base, byte
///                 for byte.
///             R3  a patch that matches nothing, and two patches of one reform over the same cells
///                 and days, are refused.
/// See         docs/reference/policy-reforms.md

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/plan.hpp"
#include "policy/reform/reform.hpp"

namespace yidi::policy {

/// An area's package and the parents there are.
struct SourceLaw {
    SourcePackage area;
    std::vector<SourcePackage> parents;
};

/// What one patch has taken hold of.
struct Touch {
    std::string reform;
    Site site;
    std::string target;
    Window window;
    std::vector<Condition> where;
    std::vector<std::string> columns;  ///< Empty: the whole table.
};
/// Some cell and day is spoken of by both.
[[nodiscard]] bool meet(const Touch& a, const Touch& b);
/// A finding for every two of one reform that meet.
void check_conflicts(const std::vector<Touch>& touches, Findings& findings);

struct Applied {
    SourcePackage area;
    std::vector<Touch> touches;
    std::vector<Window> windows;
    std::vector<Problem> warnings;  ///< reform_no_effect
};

/// Applies one reform; nothing after a finding.
[[nodiscard]] std::optional<Applied> apply_reform(const SourceLaw& law, const Reform& reform,
                                                  Findings& findings);

/// How a patch chooses the reading that a package has not chosen.
inline constexpr std::string_view other_reading = "alternative";
/// The reform that takes the other reading of a text, as the package's own [[reading]] has it.
[[nodiscard]] Reform reading_reform(const std::string& package_id, const std::string& reading);

}  // namespace yidi::policy
