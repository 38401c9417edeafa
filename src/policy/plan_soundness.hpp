/// @file
/// Whether tables that come from outside hang together, so that decide() and explain() can run over
/// them without looking where they tread.
///
/// Level       3, pure
/// Units       as policy/plan.hpp
/// Errors      the first thing that does not fit, in words
/// Ownership   values only
/// Invariants  U1  a plan whose tables are sound decides and explains every event without leaving
///                 them.

#pragma once

#include <optional>
#include <string>

#include "policy/plan.hpp"

namespace yidi::policy {

/// No bill is greater (a thousand million yuan), so no table needs more.
inline constexpr std::int64_t plan_amount_max_fen = 100'000'000'000;
/// Less than this share of anything is written as none.
inline constexpr std::int64_t plan_share_min_ppm = 100;

/// What is wrong with the tables: "layer 3 cell 7: its bands have no end". Nothing if they are
/// sound, as those that compile() makes are.
[[nodiscard]] std::optional<std::string> unsound(const PlanTables& tables);

}  // namespace yidi::policy
