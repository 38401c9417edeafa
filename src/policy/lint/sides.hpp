/// @file
/// The dimensions that the benefits of an epoch distinguish, with every value that occurs in them.
///
/// Level       3, pure
/// Units       ages in full years
/// Errors      none
/// Ownership   values
/// See         policy/lint/kinds.hpp

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

struct Side {
    Dimension dimension{};
    std::vector<std::int32_t> values;  ///< Of the model's enumeration, ages, or places in `codes`.
};

struct Sides {
    std::vector<Side> list;
    std::vector<std::string> codes;  ///< Of diseases.
};

/// The benefit has cells, and is no account.
[[nodiscard]] inline bool has_cells(const LayerPlan& layer) {
    return layer.layer != Layer::account && !layer.cells.empty();
}

[[nodiscard]] Sides sides_of(const PlanTables& tables, const Epoch& epoch);
/// The value as `layer` counts it; nothing where a disease is not declared there.
[[nodiscard]] std::optional<std::size_t> value_in(const LayerPlan& layer, const Sides& sides,
                                                  Dimension dimension, std::int32_t value);
/// Makes the value a fact of the event.
void put_value(model::Episode& episode, const Sides& sides, Dimension dimension,
               std::int32_t value);

}  // namespace yidi::policy
