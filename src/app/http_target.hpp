/// @file
/// "http://127.0.0.1:7146/path" as a command is given it.
///
/// Level       9
/// Units       none
/// Errors      field_wrong_type
/// Ownership   values only

#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace yidi::app {

struct HttpTarget {
    std::string host, path;  ///< The path is empty where there is none but "/".
    std::uint16_t port = 80;
};
[[nodiscard]] Outcome<HttpTarget> read_http_target(const std::string& target);

}  // namespace yidi::app
