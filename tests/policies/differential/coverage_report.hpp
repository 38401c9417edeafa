/// @file
/// What a run over one area has met of its law, and what it should have met and has not.
///
/// Level       test
/// Units       counts
/// Errors      none
/// Ownership   views the area it reports on

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "history/landmarks.hpp"

namespace yidi::policies {

/// How often each boundary was met the day before, on the day, and the day after.
using DaysMet = std::vector<std::array<std::uint64_t, 3>>;

/// Variants and boundary days that no event has met, one a line. A variant that stands behind a
/// value nobody knows cannot be met and is not asked for.
[[nodiscard]] std::vector<std::string> not_met(const slow::Law& law, const Landmarks& marks,
                                               const slow::Coverage& coverage,
                                               const DaysMet& days);

/// Variants, boundary days and outcomes: how many there are, and the rarest of them.
[[nodiscard]] std::string coverage_summary(const slow::Law& law, const slow::Coverage& coverage,
                                           const DaysMet& days);

}  // namespace yidi::policies
