/// @file
/// Arithmetic of the evaluator: shares of amounts, and the least amount whose share reaches a sum.
///
/// Level       3, pure
/// Units       fen; shares in parts per million
/// Errors      none; the bounds of Money make every product fit
/// Ownership   values only

#pragma once

#include <algorithm>
#include <concepts>

#include "money/money.hpp"

namespace yidi::policy {

// __extension__: 128-bit integers are a compiler's gift, and the only wide arithmetic needed.
__extension__ using Wide = __int128;

/// A few amounts of one bill: what is checked is the sum.
[[nodiscard]] constexpr Money total_of(std::same_as<Money> auto... amounts) {
    return Money::of_fen((amounts.fen() + ...));
}
[[nodiscard]] constexpr Money left_of(Money whole, std::same_as<Money> auto... taken) {
    return Money::of_fen(whole.fen() - (taken.fen() + ...));
}

/// What is added before the division by a million that rounds.
[[nodiscard]] constexpr std::int64_t half_of(Rounding rounding) {
    return rounding == Rounding::half_up ? Ratio::one_ppm / 2 : 0;
}

/// Millionths of fen as fen. Requires value >= 0.
[[nodiscard]] inline Money rounded(Wide value, Rounding rounding) {
    // Bills below nine million yuan, which is all but a few, need no wide division.
    if (value < INT64_MAX - Ratio::one_ppm) {
        return Money::of_fen((static_cast<std::int64_t>(value) + half_of(rounding)) /
                             Ratio::one_ppm);
    }
    return Money::of_fen(static_cast<std::int64_t>((value + half_of(rounding)) / Ratio::one_ppm));
}

[[nodiscard]] inline Money share_of(Money amount, Ratio ratio, Rounding rounding) {
    return rounded(Wide{amount.fen()} * ratio.ppm(), rounding);
}

/// Least amount that, added to `exact` millionths of fen, brings the rounded sum to `target`.
/// Requires a share above zero.
[[nodiscard]] inline Money least_reaching(Money target, Ratio ratio, Rounding rounding,
                                          Wide exact = 0) {
    YIDI_ASSERT(ratio.ppm() > 0);
    const Wide needed = Wide{target.fen()} * Ratio::one_ppm - half_of(rounding) - exact;
    if (needed <= 0) return {};
    return Money::of_fen(static_cast<std::int64_t>((needed + ratio.ppm() - 1) / ratio.ppm()));
}

}  // namespace yidi::policy
