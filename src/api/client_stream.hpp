/// @file
/// A connection to a server, in the clear or under TLS, for clients that wait for what they ask.
///
/// Level       7: sockets
/// Units       milliseconds
/// Errors      server_unreachable: nothing of the request was sent. A TLS handshake that fails is
///             one, with its reason
/// Ownership   owns its socket and its session
/// Threads     confined
/// Blocks      each wait for the other end for at most timeout_ms

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/tcp_socket.hpp"
#include "api/tls.hpp"
#include "base/error.hpp"

namespace yidi::api {

class ClientStream {
  public:
    /// `trust` is null for a connection in the clear.
    [[nodiscard]] static Outcome<ClientStream> open(const std::string& host, std::uint16_t port,
                                                    int timeout_ms, const TlsTrust* trust);
    ClientStream() = default;

    /// False  it was closed, or something waits to be read that was not asked for.
    [[nodiscard]] bool is_good_when_idle() const;
    /// False  not all of it could be sent.
    [[nodiscard]] bool send(std::string_view bytes);
    /// Bytes read; 0 at the end; below 0 with errno.
    [[nodiscard]] long receive(char* to, std::size_t size);
    void close();

  private:
    [[nodiscard]] Outcome<Done> shake_hands(const std::string& host, std::uint16_t port);
    [[nodiscard]] bool flush();
    [[nodiscard]] long receive_raw(char* to, std::size_t size);

    TcpSocket socket_;
    std::unique_ptr<TlsSession> session_;
};

}  // namespace yidi::api
