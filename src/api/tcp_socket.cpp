#include "api/tcp_socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace yidi::api {

void TcpSocket::close() noexcept {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

Outcome<TcpSocket> connect_to(const std::string& host, std::uint16_t port, int timeout_ms) {
    const std::string address = host + ":" + std::to_string(port);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int looked_up = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (looked_up != 0) {
        return problem(ErrorCode::server_unreachable, address, ::gai_strerror(looked_up));
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, &::freeaddrinfo};
    int last_error = 0;
    for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
        TcpSocket socket{::socket(entry->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        const timeval limit{.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
        const int on = 1;
        ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
        ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        ::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        if (::connect(socket.descriptor(), entry->ai_addr, entry->ai_addrlen) == 0) return socket;
        last_error = errno;
    }
    return problem(ErrorCode::server_unreachable, address, std::strerror(last_error));
}

}  // namespace yidi::api
