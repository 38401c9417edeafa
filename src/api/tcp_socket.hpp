/// @file
/// A connected socket for the clients of this component, which need no event library.
///
/// Level       7: sockets
/// Units       milliseconds
/// Errors      server_unreachable
/// Ownership   owns its descriptor
/// Blocks      connect_to for at most its timeout; afterwards each send and receive likewise

#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace yidi::api {

class TcpSocket {
  public:
    TcpSocket() = default;
    explicit TcpSocket(int descriptor) noexcept : descriptor_(descriptor) {}
    TcpSocket(TcpSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    TcpSocket& operator=(TcpSocket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~TcpSocket() { close(); }

    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    void close() noexcept;

  private:
    int descriptor_ = -1;
};

/// Connects to a name or numeric address, with delays of small packets switched off.
[[nodiscard]] Outcome<TcpSocket> connect_to(const std::string& host, std::uint16_t port,
                                            int timeout_ms);

}  // namespace yidi::api
