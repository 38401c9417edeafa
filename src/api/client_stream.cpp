#include "api/client_stream.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace yidi::api {
namespace {

constexpr std::size_t wire_bytes = 16 * 1024;

bool send_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

Outcome<ClientStream> ClientStream::open(const std::string& host, std::uint16_t port,
                                         int timeout_ms, const TlsTrust* trust) {
    auto connected = connect_to(host, port, timeout_ms);
    if (!connected) return Unexpected{std::move(connected).error()};
    ClientStream stream;
    stream.socket_ = std::move(connected).value();
    if (trust == nullptr) return stream;
    stream.session_ = trust->connect(host);
    if (auto done = stream.shake_hands(host, port); !done) {
        return Unexpected{std::move(done).error()};
    }
    return stream;
}

Outcome<Done> ClientStream::shake_hands(const std::string& host, std::uint16_t port) {
    std::array<char, wire_bytes> wire;
    const auto failed = [&](std::string why) {
        return problem(ErrorCode::server_unreachable,
                       "https://" + host + ":" + std::to_string(port), std::move(why));
    };
    while (!session_->shake_hands()) {
        // What the session says last tells the server why.
        const bool sent = flush();
        if (session_->is_over()) return failed("TLS: " + session_->failure());
        const long count = sent ? receive_raw(wire.data(), wire.size()) : -1;
        if (count <= 0) return failed("TLS: the server ended the handshake");
        session_->receive({wire.data(), static_cast<std::size_t>(count)});
    }
    if (!flush()) return failed(std::strerror(errno));
    return Done{};
}

bool ClientStream::is_good_when_idle() const {
    pollfd waited{socket_.descriptor(), POLLIN, 0};
    return socket_.is_open() && ::poll(&waited, 1, 0) == 0;
}

bool ClientStream::flush() {
    return send_all(socket_.descriptor(), session_->take_output());
}

bool ClientStream::send(std::string_view bytes) {
    if (session_ == nullptr) return send_all(socket_.descriptor(), bytes);
    session_->write(bytes);
    return flush();
}

long ClientStream::receive_raw(char* to, std::size_t size) {
    return ::recv(socket_.descriptor(), to, size, 0);
}

long ClientStream::receive(char* to, std::size_t size) {
    if (session_ == nullptr) return receive_raw(to, size);
    std::array<char, wire_bytes> wire;
    for (;;) {
        const std::size_t read = session_->read(to, size);
        if (read > 0) return static_cast<long>(read);
        if (session_->is_over()) return 0;
        const long count = receive_raw(wire.data(), wire.size());
        if (count <= 0) return count;
        session_->receive({wire.data(), static_cast<std::size_t>(count)});
    }
}

void ClientStream::close() {
    socket_.close();
    session_.reset();
}

}  // namespace yidi::api
