// What a connection does for a peer that speaks TLS. The rest of it sees decrypted bytes only.

#include <utility>

#include "api/http_connection.hpp"
#include "api/problem_details.hpp"

namespace yidi::api {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// As read(). What the session has to say goes first, then what it has decrypted is taken; only
/// then the wire is waited for. The buffer is filled as far as it goes, so that one piece of the
/// wire brings this back here a few times at most, however small its records are.
void Connection::read_sealed() {
    TlsSession& session = *sealed_->session;
    const std::size_t before = end_;
    std::size_t bytes = 0;
    do {
        bytes = session.read(in_.data() + end_, in_.size() - end_);
        end_ += bytes;
    } while (bytes > 0);
    if (session.has_output()) {
        sealed_->out += session.take_output();
        return send_sealed();
    }
    if (end_ > before) return on_read(0);
    if (session.is_plain_http()) return answer_plain_http();
    if (session.is_over()) return close();
    socket_.async_read_some(asio::buffer(sealed_->in),
                            [self = shared_from_this()](error_code error, std::size_t count) {
                                if (self->state_ == State::closed) return;
                                if (error) return self->close();
                                self->sealed_->session->receive({self->sealed_->in.data(), count});
                                self->read_sealed();
                            });
}

/// Sends what the session itself has to say, and goes on with what was decrypted meanwhile.
void Connection::send_sealed() {
    Sealed& sealed = *sealed_;
    const auto rest = [&sealed] {
        return asio::buffer(sealed.out.data() + sealed.sent, sealed.out.size() - sealed.sent);
    };
    error_code error;
    sealed.sent += socket_.write_some(rest(), error);
    if (error && error != asio::error::would_block) return close();
    if (sealed.sent == sealed.out.size()) {
        sealed.out.clear();
        sealed.sent = 0;
        return on_read(0);
    }
    const auto on_written = [self = shared_from_this()](error_code failed, std::size_t count) {
        if (self->state_ == State::closed) return;
        if (failed) return self->close();
        self->sealed_->sent += count;
        self->send_sealed();
    };
    socket_.async_write_some(rest(), on_written);
}

void Connection::seal_answer() {
    TlsSession& session = *sealed_->session;
    session.write(out_head_);
    session.write(out_body_);
    if (closes_after_) session.finish();
    out_head_ = session.take_output();
    out_body_.clear();
}

/// A client that forgot the s of https reads why it gets no answer.
void Connection::answer_plain_http() {
    const HttpResponse response =
        problem_details(400, {ErrorCode::broken_http, "TLS", "http://", "https://", {}});
    std::string text = "HTTP/1.1 400 Bad Request\r\nContent-Type: ";
    text.append(response.content_type).append("\r\nContent-Length: ");
    text.append(std::to_string(response.body.size()));
    text.append("\r\nConnection: close\r\n\r\n").append(response.body);
    error_code ignored;  // a peer that does not take it now is not waited for
    socket_.write_some(asio::buffer(text), ignored);
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    close();
}

}  // namespace yidi::api
