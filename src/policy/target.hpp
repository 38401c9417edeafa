/// @file
/// What decides an event: the epoch of its day, the service it stands for, the year it counts in.
///
/// Level       3, pure
/// Units       dates in China
/// Errors      a reason why there is nothing to decide with
/// Ownership   views of the plan

#pragma once

#include <cstdint>

#include "policy/evaluate.hpp"

namespace yidi::policy {

/// First day of the accumulator year that `day` lies in.
[[nodiscard]] Date year_start(const Clock& clock, Date day);
/// Null if nothing is known on that day.
[[nodiscard]] const Epoch* epoch_of(const PlanTables& tables, const model::Episode& episode,
                                    model::Service service);

/// How an event is to be decided.
struct Route {
    Target target;
    const Epoch* accounts = nullptr;     ///< Whose account benefits pay.
    bool funds = true;                   ///< False: a purchase only the account may pay.
    std::uint32_t channel_row = no_row;  ///< The row that sent a purchase there.
    model::Service service{};            ///< As which it is decided.
    Date day;                            ///< Whose rules decide.
};
/// Follows the channel of a purchase.
[[nodiscard]] Route route_of(const PlanTables& tables, const model::Episode& episode);

/// Why there is nothing to decide with, or the amounts make no sense.
enum class Unfit : std::uint8_t { none, negative, too_early, no_tables, status, tier };
[[nodiscard]] Unfit unfit(const PlanTables& tables, const Route& route,
                          const model::Episode& episode, const model::FeeSums& fees);
/// Requires  unfit() has a reason.
[[nodiscard]] Problem problem_of(const PlanTables& tables, Unfit unfit, const Route& route,
                                 const model::Episode& episode, const model::FeeSums& fees);
[[nodiscard]] Problem problem_of(const PlanTables& tables, const Stop& stop,
                                 const model::Episode& episode);

}  // namespace yidi::policy
