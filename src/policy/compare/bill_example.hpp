/// @file
/// A bill that two plans pay differently, of round amounts.
///
/// Level       3, pure
/// Units       Money
/// Errors      nothing where no bill that is tried shows a difference
/// Ownership   values

#pragma once

#include <optional>

#include "policy/compare/compare.hpp"

namespace yidi::policy {

/// `person` says who and where; the bill, the day and what the year has used are found.
[[nodiscard]] std::optional<BillExample> example_of(const Plan& before, const Plan& after,
                                                    const model::Episode& person,
                                                    model::Service service, const Window& days);

}  // namespace yidi::policy
