/// @file
/// A Problem as RFC 9457 problem details: code, place, found, expected, remedy and article, in
/// Chinese and English.
///
/// Level       7
/// Units       HTTP status; retry classes by name
/// Errors      none; bytes that are no UTF-8 become U+FFFD
/// Ownership   values only

#pragma once

#include <string>
#include <string_view>

#include "api/http_message.hpp"
#include "base/error.hpp"

namespace yidi::api {

/// The answer with content type application/problem+json.
[[nodiscard]] HttpResponse problem_details(int status, const Problem& problem);

/// Appends `text` as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace yidi::api
