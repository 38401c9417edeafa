/// @file
/// Operator `allocate`: what the funds paid of a bill, told line by line. A report, made after the
/// decision; no amount depends on it.
///
/// Level       3, pure
/// Units       whole fen; nothing is rounded, the remainder of each division is handed out
/// Errors      none
/// Ownership   values only
/// Invariants  B1  the parts add up to the amount, exactly.
///             B2  no line gets more than its base, and none less than zero.
///             B3  a part differs from its exact proportion by less than a fen.
///             B4  of two lines with equal bases the earlier gets no less than the later.
/// See         docs/reference/policy-operators.md, "Back to the lines"

#pragma once

#include <span>
#include <vector>

#include "model/amounts.hpp"
#include "policy/decide.hpp"

namespace yidi::policy {

/// Divides an amount over lines in proportion to their bases: the largest remainders get the fen
/// that are left, of equal ones the earlier line.
///
/// Requires  no base negative, 0 <= amount <= the sum of the bases.
/// Ensures   B1 to B4.
[[nodiscard]] std::vector<Money> allocate(Money amount, std::span<const Money> bases);

/// What the funds paid of each line: of each bucket of the bill what the decision took out of it,
/// divided over the lines by what they have in that bucket. The rest of a line is the person's.
///
/// Requires  the lines, without refunds, add up to the bill of the decision; no refusal.
/// Ensures   the sum is fund_pay_sumamt, and no line gets more than it costs.
[[nodiscard]] std::vector<Money> funds_by_line(const Decision& decision,
                                               std::span<const model::FeeSums> lines);

}  // namespace yidi::policy
