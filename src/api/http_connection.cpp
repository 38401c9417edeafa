#include "api/http_connection.hpp"

#include <algorithm>
#include <utility>

#include "api/problem_details.hpp"

namespace yidi::api {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long bytes of a refused request are read and thrown away, so that the peer gets to read why:
// closing with bytes unread would reset the connection and take the answer with it.
constexpr int linger_ms = 2'000;

/// What the copies of one Responder share.
class Ticket {
  public:
    explicit Ticket(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() {
        if (!answered_) hand_back({});
    }

    void answer(HttpResponse response) {
        const bool is_second_answer = answered_.exchange(true);
        YIDI_ASSERT(!is_second_answer);
        if (connection_->loop().is_this_thread() && connection_->is_in_handler()) {
            connection_->take_in_place(std::move(response));
            connection_.reset();
        } else {
            hand_back(std::move(response));
        }
    }

  private:
    void hand_back(std::optional<HttpResponse> response) {
        // The connection, given away, no longer keeps the loop alive for us.
        const auto loop = connection_->loop().shared_from_this();
        loop->deliver({std::move(connection_), std::move(response)});
    }

    std::shared_ptr<Connection> connection_;
    std::atomic<bool> answered_{false};
};

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, Socket socket, std::string peer)
    : loop_(std::move(loop)),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      reader_(loop_->options().body_bytes_max) {}

void Connection::start() {
    // Dealt out just before the server stopped: nobody would close it later.
    if (loop_->is_stopping()) return;
    error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    socket_.non_blocking(true, ignored);
    if (const auto& tls = loop_->options().tls) {
        sealed_ = std::make_unique<Sealed>();
        sealed_->session = tls->accept();
    }
    loop_->adopt(shared_from_this());
    enter(State::receiving);
    read();
}

void Connection::take(std::optional<HttpResponse> response) {
    if (state_ != State::handling) return;
    if (!response) return close();
    send(std::move(*response));
    advance();
}

void Connection::sweep() {
    const auto& options = loop_->options();
    int limit_ms = options.request_timeout_ms;
    if (state_ == State::handling) return;
    if (state_ == State::receiving && !reader_.has_begun()) limit_ms = options.idle_timeout_ms;
    if (state_ == State::lingering) limit_ms = linger_ms;
    if (loop_->tick() - since_tick_ > loop_->ticks_of(limit_ms)) close();
}

void Connection::stop_softly() {
    closes_after_ = true;
    if (state_ == State::receiving && !reader_.has_begun()) close();
}

void Connection::close() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    error_code ignored;
    socket_.close(ignored);
    loop_->forget(*this);
}

void Connection::enter(State state) {
    state_ = state;
    since_tick_ = loop_->tick();
}

void Connection::read() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (begin_ > 0 && end_ == in_.size()) {
        std::copy(in_.data() + begin_, in_.data() + end_, in_.data());
        end_ -= begin_;
        begin_ = 0;
    }
    if (sealed_ != nullptr) return read_sealed();
    socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_),
                            [self = shared_from_this()](error_code error, std::size_t bytes) {
                                if (self->state_ == State::closed) return;
                                if (error) return self->close();
                                self->on_read(bytes);
                            });
}

void Connection::on_read(std::size_t bytes) {
    if (state_ == State::lingering) {
        begin_ = end_ = 0;
        return read();
    }
    end_ += bytes;
    advance();
}

/// Goes as far as the bytes at hand allow: receives, hands over, answers, and begins again.
void Connection::advance() {
    while (state_ == State::receiving && receive()) hand_over();
}

/// True when a whole request is there. Otherwise it has arranged for what comes next.
bool Connection::receive() {
    const bool had_begun = reader_.has_begun();
    std::size_t used = 0;
    const auto step = reader_.feed({in_.data() + begin_, end_ - begin_}, used);
    begin_ += used;
    // The time a request may take runs from its first byte, not from the last piece of it.
    if (!had_begun && reader_.has_begun()) since_tick_ = loop_->tick();
    if (step == RequestReader::Step::complete) return true;
    if (step == RequestReader::Step::hungry && end_ - begin_ < in_.size()) {
        if (reader_.awaits_body()) invite_body();
        read();
    } else {
        refuse(step);
    }
    return false;
}

/// A peer that asked first whether its body is welcome waits for this line.
void Connection::invite_body() {
    if (std::exchange(is_invited_, true)) return;
    const HttpField* expect = reader_.head().find("Expect");
    if (expect == nullptr || !same_field_name(expect->value, "100-continue")) return;
    constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    if (sealed_ != nullptr) return sealed_->session->write(line);  // read() sends it
    error_code ignored;  // a peer that cannot take 25 bytes now will send its body anyway
    socket_.write_some(asio::buffer(line.data(), line.size()), ignored);
}

void Connection::refuse(RequestReader::Step step) {
    int status = 400;
    Problem problem{ErrorCode::broken_http, "chunk", "", "a shorter line", {}};
    if (step == RequestReader::Step::body_too_large) {
        const auto limit = std::to_string(loop_->options().body_bytes_max);
        problem = {ErrorCode::body_too_large, "body", "", "<= " + limit + " bytes", {}};
        status = 413;
    } else if (step == RequestReader::Step::head_too_large) {
        const auto limit = std::to_string(head_bytes_max);
        problem = {ErrorCode::broken_http, "headers", "", "<= " + limit + " bytes", {}};
        status = 431;
    } else if (step == RequestReader::Step::broken) {
        problem = {ErrorCode::broken_http, reader_.broken_text(), "", "", {}};
    }
    closes_after_ = true;
    const auto& shape = loop_->options().refuse;
    send(shape ? shape(reader_.head().target(), status, problem)
               : problem_details(status, problem));
}

void Connection::hand_over() {
    enter(State::handling);
    const RequestHead& head = reader_.head();
    HttpRequest request{.method = head.method(),
                        .target = head.target(),
                        .content_type = {},
                        .idempotency_key = {},
                        .peer = peer_,
                        .headers = head.fields(),
                        .body = std::move(reader_.body())};
    request.content_type = request.header("Content-Type");
    request.idempotency_key = request.header("Idempotency-Key");
    is_in_handler_ = true;
    loop_->handler()(std::move(request),
                     [ticket = std::make_shared<Ticket>(shared_from_this())](
                         HttpResponse response) { ticket->answer(std::move(response)); });
    is_in_handler_ = false;
    if (!answered_in_place_) return;
    HttpResponse response = std::move(*answered_in_place_);
    answered_in_place_.reset();
    send(std::move(response));
}

void Connection::send(HttpResponse response) {
    enter(State::sending);
    closes_after_ = closes_after_ || loop_->is_stopping() || !reader_.keeps_alive();
    // A 204 or 304 has no body; an answer to HEAD has none either but tells its length.
    const bool is_bodiless = response.status == 204 || response.status == 304;
    out_body_ = std::move(response.body);
    write_head(response, is_bodiless);
    if (is_bodiless || reader_.head().method() == "HEAD") out_body_.clear();
    sent_ = 0;
    if (sealed_ != nullptr) seal_answer();
    send_rest();
}

void Connection::write_head(const HttpResponse& response, bool is_bodiless) {
    out_head_.assign("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    out_head_.append(reason_of(response.status));
    out_head_.append("\r\nDate: ").append(loop_->date());
    if (!is_bodiless) {
        out_head_.append("\r\nContent-Type: ").append(response.content_type);
        out_head_.append("\r\nContent-Length: ").append(std::to_string(out_body_.size()));
    }
    for (const HttpHeader& header : response.headers) {
        out_head_.append("\r\n").append(header.name).append(": ").append(header.value);
    }
    if (closes_after_) {
        out_head_.append("\r\nConnection: close");
    } else if (reader_.head().version() < 11) {
        out_head_.append("\r\nConnection: keep-alive");
    }
    out_head_.append("\r\n\r\n");
}

std::array<asio::const_buffer, 2> Connection::unsent() const {
    const std::size_t of_head = std::min(sent_, out_head_.size());
    const std::size_t of_body = sent_ - of_head;
    return {asio::buffer(out_head_.data() + of_head, out_head_.size() - of_head),
            asio::buffer(out_body_.data() + of_body, out_body_.size() - of_body)};
}

/// Nearly every answer fits into the socket's buffer: it is written at once, without a trip through
/// the loop. Only what does not fit waits.
void Connection::send_rest() {
    const std::size_t whole = out_head_.size() + out_body_.size();
    if (sent_ < whole) {
        error_code error;
        sent_ += socket_.write_some(unsent(), error);
        if (error && error != asio::error::would_block) return close();
    }
    if (sent_ == whole) return finish_answer();
    const auto on_written = [self = shared_from_this()](error_code error, std::size_t bytes) {
        if (self->state_ != State::sending) return;
        if (error) return self->close();
        self->sent_ += bytes;
        self->enter(State::sending);
        self->send_rest();
        self->advance();
    };
    socket_.async_write_some(unsent(), on_written);
}

void Connection::finish_answer() {
    if (out_body_.capacity() > read_buffer_bytes) out_body_ = {};
    if (!closes_after_) {
        reader_.begin();
        is_invited_ = false;
        return enter(State::receiving);
    }
    enter(State::lingering);
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    begin_ = end_ = 0;
    read();
}

}  // namespace yidi::api
