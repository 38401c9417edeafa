/// @file
/// A client for tools that ask one thing after another: sends a request and waits for its answer,
/// on one connection that is kept.
///
/// Level       7: sockets
/// Units       milliseconds
/// Errors      server_unreachable: nothing was sent. answer_lost: the request may have been carried
///             out. Any status, 404 and 500 too, is an answer
/// Ownership   owns its connection
/// Threads     confined
/// Blocks      each wait for the other end for at most timeout_ms

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "api/client_stream.hpp"
#include "api/http_message.hpp"
#include "base/error.hpp"

namespace yidi::api {

class HttpClient {
  public:
    /// With `trust` it speaks TLS.
    HttpClient(std::string host, std::uint16_t port, int timeout_ms = 30'000,
               std::shared_ptr<const TlsTrust> trust = nullptr);

    [[nodiscard]] Outcome<HttpResponse> get(std::string_view target);
    [[nodiscard]] Outcome<HttpResponse> post(std::string_view target, std::string_view body,
                                             std::string_view content_type = "application/json",
                                             std::span<const HttpHeader> headers = {});

    [[nodiscard]] Outcome<HttpResponse> remove(std::string_view target);  ///< DELETE

  private:
    [[nodiscard]] Outcome<HttpResponse> exchange(const std::string& request);
    [[nodiscard]] Unexpected<Problem> lost(std::string found);

    const std::string host_;
    const std::uint16_t port_;
    const int timeout_ms_;
    const std::shared_ptr<const TlsTrust> trust_;
    ClientStream stream_;
};

}  // namespace yidi::api
