/// @file
/// The kinds of people and circumstances that the benefits of an epoch tell apart: one for each
/// combination of cells that can occur and pays differently from all others. What holds for every
/// kind holds for everybody.
///
/// Level       3, pure
/// Units       Money; ages in full years
/// Errors      none
/// Ownership   values; the tables must outlive the call
/// Invariants  Q1  every event the basic benefit admits is treated as one of the kinds.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

inline constexpr std::uint32_t no_cell = std::numeric_limits<std::uint32_t>::max();

struct Kind {
    model::Episode episode;  ///< The facts of one such event.
    std::int64_t nth = 1;    ///< Which admission of the year it is.
    /// By place in Epoch::layers: its place in LayerPlan::cells. no_cell: an account, a benefit
    /// whose values nobody knows, or one that does not pay this kind.
    std::vector<std::uint32_t> cells;
};

/// An epoch of a scheme and service, and a day in it on which the package decides.
struct EpochOf {
    model::Scheme scheme{};
    model::Service service{};
    const Epoch* epoch = nullptr;
    Date day;
};
/// Epochs that decide by different benefits, each once. Those in which nothing is known, or before
/// the package decides anything, are left out, as are purchases: other services decide them.
[[nodiscard]] std::vector<EpochOf> distinct_epochs(const PlanTables& tables);
/// Nothing where they are too many to be tried.
[[nodiscard]] std::optional<std::vector<Kind>> kinds_of(const PlanTables& tables,
                                                        const EpochOf& of);
/// Combinations that are looked at in one epoch, and kinds that may come of them.
inline constexpr std::size_t combinations_max = 4'000'000, kinds_max = 100'000;

/// A kind and the epoch it lives in.
struct KindOf {
    EpochOf of;
    Kind kind;
};
/// Every kind of every epoch of a plan. Nothing where they are too many.
[[nodiscard]] std::optional<std::vector<KindOf>> all_kinds(const PlanTables& tables);

/// "level=3 status=retired", as far as some benefit of the epoch distinguishes it, in both
/// languages.
[[nodiscard]] Label describe(const PlanTables& tables, const Epoch& epoch, const Kind& kind);

}  // namespace yidi::policy
