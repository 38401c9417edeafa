/// @file
/// "http://127.0.0.1:7146/path" or "https://…" as a command is given it, and the way there.
///
/// Level       9
/// Units       none
/// Errors      field_wrong_type; tls_file_unusable
/// Ownership   values only

#pragma once

#include <cstdint>
#include <string>

#include "api/http_client.hpp"
#include "base/error.hpp"

namespace yidi::app {

struct HttpTarget {
    std::string host, path;  ///< The path is empty where there is none but "/".
    std::uint16_t port = 80;
    bool is_tls = false;
};
[[nodiscard]] Outcome<HttpTarget> read_http_target(const std::string& target);
/// `authorities` is the file of whom to trust under https; empty: whom this machine trusts.
[[nodiscard]] Outcome<api::HttpClient> client_for(const HttpTarget& target, int timeout_ms,
                                                  const std::string& authorities = {});

}  // namespace yidi::app
