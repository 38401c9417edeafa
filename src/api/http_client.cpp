#include "api/http_client.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "api/response_reader.hpp"

namespace yidi::api {

HttpClient::HttpClient(std::string host, std::uint16_t port, int timeout_ms)
    : host_(std::move(host)), port_(port), timeout_ms_(timeout_ms) {}

Outcome<HttpResponse> HttpClient::get(std::string_view target) {
    std::string request = "GET ";
    request.append(target).append(" HTTP/1.1\r\nHost: ").append(host_).append("\r\n\r\n");
    return exchange(request);
}

Outcome<HttpResponse> HttpClient::remove(std::string_view target) {
    std::string request = "DELETE ";
    request.append(target).append(" HTTP/1.1\r\nHost: ").append(host_).append("\r\n\r\n");
    return exchange(request);
}

Outcome<HttpResponse> HttpClient::post(std::string_view target, std::string_view body,
                                       std::string_view content_type) {
    std::string request = "POST ";
    request.append(target).append(" HTTP/1.1\r\nHost: ").append(host_);
    request.append("\r\nContent-Type: ").append(content_type);
    request.append("\r\nContent-Length: ").append(std::to_string(body.size()));
    request.append("\r\n\r\n").append(body);
    return exchange(request);
}

/// A kept connection on which something waits to be read was closed, or is out of step.
bool HttpClient::is_kept_connection_good() const {
    pollfd waited{socket_.descriptor(), POLLIN, 0};
    return socket_.is_open() && ::poll(&waited, 1, 0) == 0;
}

Unexpected<Problem> HttpClient::lost(std::string found) {
    socket_.close();
    return problem(ErrorCode::answer_lost, host_ + ":" + std::to_string(port_), std::move(found));
}

Outcome<HttpResponse> HttpClient::exchange(const std::string& request) {
    if (!is_kept_connection_good()) {
        auto connected = connect_to(host_, port_, timeout_ms_);
        if (!connected) return Unexpected{std::move(connected).error()};
        socket_ = std::move(connected).value();
    }
    // A server that refuses early may stop reading while it answers: a failed send is no reason not
    // to look for the answer.
    std::string_view unsent = request;
    while (!unsent.empty()) {
        const auto sent = ::send(socket_.descriptor(), unsent.data(), unsent.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;
        unsent.remove_prefix(static_cast<std::size_t>(sent));
    }
    ResponseReader reader;
    std::array<char, 16 * 1024> bytes;
    auto step = ResponseReader::Step::hungry;
    while (step == ResponseReader::Step::hungry) {
        const auto count = ::recv(socket_.descriptor(), bytes.data(), bytes.size(), 0);
        if (count < 0) return lost(std::strerror(errno));
        std::size_t used = 0;
        step = count == 0 ? reader.end()
                          : reader.feed({bytes.data(), static_cast<std::size_t>(count)}, used);
    }
    if (step == ResponseReader::Step::broken) return lost("broken or cut answer");
    if (!reader.keeps_alive() || !unsent.empty()) socket_.close();
    return HttpResponse{.status = reader.status(),
                        .content_type = reader.content_type(),
                        .body = std::move(reader.body())};
}

}  // namespace yidi::api
