/// @file
/// Which version of a rule holds on a day.
///
/// Level       3, pure
/// Units       days; an end is the first day on which something no longer holds
/// Errors      none
/// Ownership   views of the package

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "policy/package.hpp"

namespace yidi::policy {

/// First day on which a version no longer holds, or nothing.
[[nodiscard]] std::optional<Date> end_of(const Version& version, const Clock& clock);
/// It was written down by the day as of which the package answers.
[[nodiscard]] bool is_known(const Version& version, const Clock& clock);
[[nodiscard]] bool holds_on(const Version& version, const Clock& clock, Date day);

/// A stretch of days in which one version of a rule holds.
struct Stretch {
    Date from;
    std::optional<Date> to;
    const Version* version = nullptr;
};
/// The life of a rule: of versions that overlap, the one recorded later. Ascending, without the
/// days on which none holds.
[[nodiscard]] std::vector<Stretch> life_of(const Benefit& benefit, std::string_view rule,
                                           const Clock& clock);

}  // namespace yidi::policy
