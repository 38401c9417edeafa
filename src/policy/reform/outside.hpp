/// @file
/// Proof that a plan differs from its base on the days of some windows only.
///
/// Level       3, pure
/// Units       days
/// Errors      leaks, as values
/// Ownership   values

#pragma once

#include <span>
#include <vector>

#include "policy/plan.hpp"
#include "policy/reform/reform.hpp"

namespace yidi::policy {

/// Days of a scheme and service on which two plans are not the same to the byte.
struct Difference {
    model::Scheme scheme{};
    model::Service service{};
    Window days;
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// All of them, in the order of schemes, services and days; neighbouring days joined.
[[nodiscard]] std::vector<Difference> differences(const PlanTables& base,
                                                  const PlanTables& reformed);
/// Those outside every window (L70). A plan whose rounding, clock or divisions differ leaks
/// everywhere.
[[nodiscard]] std::vector<Difference> leaks(const PlanTables& base, const PlanTables& reformed,
                                            std::span<const Window> windows);
/// "employee inpatient from 2024-01-01"
[[nodiscard]] std::string text_of(const Difference& difference);

}  // namespace yidi::policy
