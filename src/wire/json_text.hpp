/// @file
/// What can be said of JSON by looking at its text alone: where it leaves the grammar, whether a
/// token is a number, whether two names mean the same field.
///
/// Level       6, pure
/// Units       bytes counted from 0
/// Errors      none
/// Ownership   none

#pragma once

#include <string_view>

#include "base/error.hpp"

namespace yidi::wire {

/// wrong_encoding or broken_json, with the byte at which `text` first goes wrong. `inside` names
/// what holds the text, if it is not the message itself. Slow; for texts known to be broken.
[[nodiscard]] Problem broken_json(std::string_view text, std::string_view inside);

[[nodiscard]] bool is_json_number(std::string_view token);

/// Equal but for case and underscores: expContent is exp_content.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace yidi::wire
