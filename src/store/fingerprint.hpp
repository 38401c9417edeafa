/// @file
/// SHA-256 of a text, for telling whether it is still the one that was read.
///
/// Level       7, pure
/// Units       64 hexadecimal digits, small letters
/// Errors      none
/// Ownership   none

#pragma once

#include <string>
#include <string_view>

namespace yidi::store {

[[nodiscard]] std::string fingerprint(std::string_view text);

}  // namespace yidi::store
