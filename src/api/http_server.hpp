/// @file
/// An HTTP/1.1 server on one address: takes requests, hands them to a handler, and sends the
/// answers in the order of the requests of each connection.
///
/// Level       7: sockets, threads and timers; Asio, Beast and OpenSSL stay inside
///             the .cpp
/// Units       times in milliseconds, sizes in bytes
/// Errors      port_busy, port_forbidden, address_unusable when it cannot listen. Peers that break
///             the protocol or a limit are answered broken_http or body_too_large; too many
///             connections, overloaded
/// Ownership   owns its threads and connections; a Responder may outlive the server and then does
///             nothing
/// Threads     one event loop per thread; connections are dealt out in turn and never change
///             threads. The handler runs on these threads, several at a time when threads > 1
/// Blocks      listen and port never; stop for at most its deadline and half a second
/// Invariants  H1  a connection has at most one request with the handler; pipelined ones wait.
///             H2  every request the handler got is answered once, or its connection is closed.
///             H3  no body is kept beyond body_bytes_max, whatever was declared or streamed.
///             H4  a peer that is silent or slow loses its connection by the sweep: idle for
///                 idle_timeout_ms, or a request or answer that takes longer than
///                 request_timeout_ms to cross the wire.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "api/http_message.hpp"
#include "api/tls.hpp"
#include "base/error.hpp"

namespace yidi::api {

class HttpServer {
  public:
    struct Options {
        std::string host = "127.0.0.1";  ///< Numeric address to listen on.
        std::uint16_t port = 0;          ///< 0 lets the system choose.
        std::size_t body_bytes_max = 2 * 1024 * 1024;
        int idle_timeout_ms = 60'000;
        int request_timeout_ms = 30'000;
        std::size_t connections_max = 10'000;
        int threads = 1;
        /// Shapes the answer to what never reaches the handler; target is empty when unknown.
        /// Called on the server's threads; problem_details() when not set.
        std::function<HttpResponse(std::string_view target, int status, const Problem&)> refuse =
            {};
        /// Speaks TLS as this identity; without one, plain HTTP.
        std::shared_ptr<TlsIdentity> tls = {};
    };

    /// Listens and serves until stopped.
    [[nodiscard]] static Outcome<std::unique_ptr<HttpServer>> listen(Options options,
                                                                     Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;
    [[nodiscard]] std::size_t connection_count() const noexcept;

    /// Takes no new connection or request, lets requests with the handler be answered for at most
    /// `deadline_ms`, then closes everything. Must not be called from the handler. Repeating it
    /// does nothing.
    void stop(int deadline_ms = 5'000);

  private:
    class Impl;
    explicit HttpServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace yidi::api
