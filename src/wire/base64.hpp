/// @file
/// Base64 (RFC 4648), as clients send files in it.
///
/// Level       6, pure
/// Units       none
/// Errors      an absent value: a character that is none of the alphabet, or an impossible length
/// Ownership   values only

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yidi::wire {

/// Line breaks between characters are borne with, missing padding too.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace yidi::wire
