/// @file
/// One benefit in one epoch becomes flat cells: every combination that can occur gets its
/// deductible, bands, adjustments, place rule and cap, or a finding says which has none.
///
/// Level       3, pure
/// Units       amounts in fen, shares in parts per million
/// Errors      findings of package_incomplete and package_value
/// Ownership   views of the package while compiling

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

struct LayerSource {
    const Benefit& benefit;
    const std::vector<const Version*>& versions;  ///< Those in force.
    const Package& package;
    model::Scheme scheme;
    Date day;  ///< First day of the epoch.
};

/// Gives each rule and row of a package its place in the plan.
class RowInterner {
  public:
    RowInterner(const Sources& sources, PlanTables& tables)
        : sources_(sources), tables_(tables) {}
    [[nodiscard]] std::uint32_t row(const Version& version, const Row& row, Layer layer);
    /// Rows that speak of somebody.
    [[nodiscard]] std::set<const Row*>& used() { return used_; }
    /// By place in PlanTables::rows.
    [[nodiscard]] std::vector<RowPlace>& places() { return places_; }
    /// The version is part of the plan.
    [[nodiscard]] bool knows(const Version& version) const { return rules_.contains(&version); }

  private:
    const Sources& sources_;
    PlanTables& tables_;
    std::map<const Version*, std::uint32_t> rules_;
    std::map<const Row*, std::uint32_t> rows_;
    std::vector<RowPlace> places_;
    std::set<const Row*> used_;
};

[[nodiscard]] LayerPlan compile_layer(const LayerSource& source, RowInterner& interner,
                                      Findings& findings);

[[nodiscard]] std::vector<std::string> readable_cites(const Sources& sources,
                                                      const Provenance& from);

}  // namespace yidi::policy
