#include "api/http_client.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include "api/response_reader.hpp"

namespace yidi::api {

HttpClient::HttpClient(std::string host, std::uint16_t port, int timeout_ms,
                       std::shared_ptr<const TlsTrust> trust)
    : host_(std::move(host)), port_(port), timeout_ms_(timeout_ms), trust_(std::move(trust)) {}

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
                                       std::string_view content_type,
                                       std::span<const HttpHeader> headers) {
    std::string request = "POST ";
    request.append(target).append(" HTTP/1.1\r\nHost: ").append(host_);
    for (const auto& [name, value] : headers) {
        request.append("\r\n").append(name).append(": ").append(value);
    }
    request.append("\r\nContent-Type: ").append(content_type);
    request.append("\r\nContent-Length: ").append(std::to_string(body.size()));
    request.append("\r\n\r\n").append(body);
    return exchange(request);
}

Unexpected<Problem> HttpClient::lost(std::string found) {
    stream_.close();
    return problem(ErrorCode::answer_lost, host_ + ":" + std::to_string(port_), std::move(found));
}

Outcome<HttpResponse> HttpClient::exchange(const std::string& request) {
    if (!stream_.is_good_when_idle()) {
        auto opened = ClientStream::open(host_, port_, timeout_ms_, trust_.get());
        if (!opened) return Unexpected{std::move(opened).error()};
        stream_ = std::move(opened).value();
    }
    // A server that refuses early may stop reading while it answers: a failed send is no reason not
    // to look for the answer.
    const bool is_sent = stream_.send(request);
    ResponseReader reader;
    std::array<char, 16 * 1024> bytes;
    auto step = ResponseReader::Step::hungry;
    while (step == ResponseReader::Step::hungry) {
        const long count = stream_.receive(bytes.data(), bytes.size());
        if (count < 0) return lost(std::strerror(errno));
        std::size_t used = 0;
        step = count == 0 ? reader.end()
                          : reader.feed({bytes.data(), static_cast<std::size_t>(count)}, used);
    }
    if (step == ResponseReader::Step::broken) return lost("broken or cut answer");
    if (!reader.keeps_alive() || !is_sent) stream_.close();
    return HttpResponse{.status = reader.status(),
                        .content_type = reader.content_type(),
                        .body = std::move(reader.body())};
}

}  // namespace yidi::api
