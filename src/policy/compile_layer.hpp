/// @file
/// One benefit in one epoch becomes flat cells: every combination that can occur gets its
/// deductible, bands, adjustments, place rule and cap, or a finding says which has none.
///
/// Level       3, pure
/// Units       amounts in fen, shares in parts per million
/// Errors      findings of package_incomplete and package_value
/// Ownership   views of the package while compiling

#pragma once

#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

struct LayerSource {
    const Benefit& benefit;
    const std::vector<const Version*>& versions;  ///< Those in force.
    const Package& package;
    const std::vector<Ceiling>& ceilings;
    Date day;  ///< First day of the epoch.
};

/// Appends the rules and rows it uses to `tables`.
[[nodiscard]] LayerPlan compile_layer(const LayerSource& source, PlanTables& tables,
                                      Findings& findings);

[[nodiscard]] std::vector<std::string> readable_cites(const Sources& sources,
                                                      const Provenance& from);

}  // namespace yidi::policy
