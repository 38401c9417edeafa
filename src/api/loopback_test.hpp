/// @file
/// A peer made of a bare socket, for tests that must send what no client library would.
///
/// Level       7, tests only
/// Units       milliseconds
/// Errors      a failed call fails the test; a silent server gives what came until then
/// Ownership   owns its socket

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace yidi::api {

class Peer {
  public:
    explicit Peer(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ =
            ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    }
    ~Peer() { ::close(socket_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    [[nodiscard]] bool is_connected() const { return is_connected_; }

    /// False when the other end no longer takes bytes.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    void close_sending() const { ::shutdown(socket_, SHUT_WR); }

    /// What came until `text` was in it, the other end closed, or time was up.
    [[nodiscard]] std::string read_until(std::string_view text, int timeout_ms = 5'000) {
        std::size_t from = 0;
        while (received_.find(text, from) == std::string::npos) {
            // The text may lie across two pieces; before them it was looked for already.
            from = received_.size() < text.size() ? 0 : received_.size() - text.size();
            if (!read_some(timeout_ms)) break;
        }
        return received_;
    }
    /// True when the other end closed in time.
    [[nodiscard]] bool is_closed_within(int timeout_ms) {
        while (read_some(timeout_ms)) {
        }
        return is_closed_;
    }
    [[nodiscard]] const std::string& received() const { return received_; }
    void forget() { received_.clear(); }

  private:
    bool read_some(int timeout_ms) {
        pollfd waited{socket_, POLLIN, 0};
        if (is_closed_ || ::poll(&waited, 1, timeout_ms) <= 0) return false;
        char bytes[64 * 1024];
        const auto count = ::recv(socket_, bytes, sizeof(bytes), 0);
        is_closed_ = count <= 0;
        if (count > 0) received_.append(bytes, static_cast<std::size_t>(count));
        return !is_closed_;
    }

    int socket_;
    bool is_connected_ = false;
    bool is_closed_ = false;
    std::string received_;
};

}  // namespace yidi::api
