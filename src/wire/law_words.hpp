/// @file
/// Words of the law for people: who somebody is, where and when.
///
/// Level       6, pure
/// Units       days
/// Errors      none
/// Ownership   values

#pragma once

#include <string>
#include <string_view>

#include "model/episode.hpp"
#include "policy/reform/reform.hpp"
#include "policy/terms.hpp"

namespace yidi::wire {

/// "level 3" of a dimension's value "3"; ages and codes as they are.
[[nodiscard]] std::string value_name(policy::Dimension dimension, std::string_view value, bool zh);
/// "2026-01-01 to 2027-01-01 (not included)"
[[nodiscard]] std::string days_text(const policy::Window& days, bool zh);
/// "employee, retired, 67, inpatient stay, level 3, filed for referral, planned": what matters of an
/// episode, without dates.
[[nodiscard]] std::string situation_of(const model::Episode& episode, bool zh);

}  // namespace yidi::wire
