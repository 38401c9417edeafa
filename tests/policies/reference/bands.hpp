/// @file
/// Bands over an axis (分段): what each pays, until what the fund may pay is reached.
///
/// Level       test
/// Units       fen; shares as fractions of 1
/// Errors      as event.hpp
/// Ownership   values; rows are the law's

#pragma once

#include <optional>
#include <vector>

#include "event.hpp"

namespace yidi::slow {

/// What changes a ratio or an amount, in ascending order: adjustments that concern the person, and
/// the place table.
struct Effect {
    std::int64_t order = 0;
    std::string_view effect;
    const Value* value = nullptr;
    std::string where;
    bool is_place = false;
};
[[nodiscard]] std::vector<Effect> effects_on(const Event& event, const InForce& tables,
                                             const Row* place);

/// The product of the amount factors, with or without the place's.
[[nodiscard]] Fraction amount_factor(const std::vector<Effect>& effects, bool with_place);

struct Stretch {
    std::int64_t charged = 0;
    std::int64_t covered = 0;           ///< The costs that the fund may look at.
    std::optional<std::int64_t> may_pay;  ///< Before amount factors.
};

struct Bands {
    std::int64_t paid = 0;
    std::int64_t spans = 0;  ///< Costs within the bands.
    std::int64_t away = 0;   ///< What would have been paid at home, and is not.
    std::int64_t over = 0;   ///< Beyond what the fund may pay.
};
[[nodiscard]] Bands pay_bands(const Event& event, const Benefit& benefit, const InForce& tables,
                              const std::vector<Effect>& effects, const Stretch& stretch);

/// The least cost from which `pays` is at least `amount`: `carried` is the exact sum of the bands
/// before, where bands are rounded as a sum.
[[nodiscard]] std::optional<std::int64_t> least_cost(std::int64_t amount, Fraction share,
                                                     Fraction carried, Mode mode);

}  // namespace yidi::slow
