/// @file
/// Every kind of event of a plan, its curve, and what to say of a curve with a fault.
///
/// Level       3, pure
/// Units       fen
/// Errors      findings
/// Ownership   the plan must outlive what is made of it
/// Threads     several may prove kinds of one plan at once
/// Private to  policy

#pragma once

#include <cstdint>
#include <vector>

#include "policy/lint/inspection.hpp"
#include "policy/lint/shape.hpp"

namespace yidi::policy {

/// Reports a fault of the curve of a kind at the row that makes it.
void report_fault(PlanInspection& inspection, const KindOf& kind, const BesideScope& beside,
                  const Fault& fault);

/// The identities a decision must hold against its bill.
[[nodiscard]] bool balances(const Decision& decision, const model::FeeSums& fees);

/// The bill of a cost in scope, and of what lies beside it.
[[nodiscard]] model::FeeSums bill_of(std::int64_t in_policy_fen, const BesideScope& beside);

}  // namespace yidi::policy
