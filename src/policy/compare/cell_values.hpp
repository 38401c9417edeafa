/// @file
/// The values of one cell as text, each with the rows it came from.
///
/// Level       3, pure
/// Units       yuan
/// Errors      none
/// Ownership   values

#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/compare/compare.hpp"

namespace yidi::policy {

struct AspectValue {
    Label text;
    std::vector<std::uint32_t> rows;  ///< Of the plan's rows.
};
using CellTexts = std::map<Aspect, AspectValue>;

/// All that decides in one cell of a benefit; a benefit that is not in force says so.
[[nodiscard]] CellTexts texts_of(const PlanTables& tables, const LayerPlan* layer,
                                 const Cell* cell);
[[nodiscard]] std::vector<RowRef> refs_of(const PlanTables& tables,
                                          const std::vector<std::uint32_t>& rows);

}  // namespace yidi::policy
