/// @file
/// Drives a server with many kept connections from one thread, and measures how long answers take.
///
/// Closed loop: every connection sends its next request when it has its answer; this finds the
/// highest rate. Open loop: requests are due at a fixed rate whether the server keeps up or not,
/// and their latency counts from the moment they were due, so that waiting in line is not left out.
///
/// Level       7: sockets, the clock
/// Units       microseconds in results, milliseconds in options
/// Errors      server_unreachable before the first request; afterwards failures are counted
/// Ownership   the body of an answer lives during its callback
/// Threads     confined to the caller's thread, callbacks included
/// Blocks      for duration_ms, and then for the answers still due, at most timeout_ms

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/histogram.hpp"
#include "base/error.hpp"

namespace yidi::api {

struct LoadOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::size_t connections = 16;
    std::uint64_t requests_per_s = 0;  ///< 0: closed loop.
    std::uint64_t requests_max = 0;    ///< 0: no bound.
    int duration_ms = 10'000;          ///< 0: until the source is dry or requests_max is reached.
    int timeout_ms = 30'000;
};

struct LoadRequest {
    std::string target;
    std::string body;  ///< Sent with POST as application/json.
};

/// The next request of a connection; none when it has no more, which retires it.
using LoadSource = std::function<std::optional<LoadRequest>(std::size_t connection)>;

struct LoadAnswer {
    std::size_t connection = 0;
    int status = 0;
    std::string_view body;
    std::uint64_t latency_us = 0;
};
using LoadSink = std::function<void(const LoadAnswer&)>;

struct LoadResult {
    Histogram latency_us;  ///< Of answers, whatever their status.
    std::uint64_t sent = 0;
    std::uint64_t answered = 0;
    std::uint64_t timeouts = 0;  ///< No answer within timeout_ms.
    std::uint64_t errors = 0;  ///< The connection broke with a request on it, or could not be made.
    std::uint64_t overdue = 0;     ///< Open loop: due before the end, and never sent.
    std::uint64_t elapsed_us = 0;  ///< From the start to the last answer.
    std::array<std::uint64_t, 6> by_status_class{};  ///< [2] counts 200 to 299, and so on.

    /// What was asked of the server: requests sent and overdue ones, per second.
    [[nodiscard]] std::uint64_t offered_per_s() const noexcept;
    [[nodiscard]] std::uint64_t achieved_per_s() const noexcept;
};

/// Requires connections > 0, and a bound by time, count or a source that ends.
[[nodiscard]] Outcome<LoadResult> run_load(const LoadOptions& options, const LoadSource& source,
                                           const LoadSink& sink);

}  // namespace yidi::api
