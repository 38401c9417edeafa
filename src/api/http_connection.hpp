/// @file
/// One peer of the server: receiving, handling, sending, and again; lingering before it is closed.
/// Private to the server: only http_*.cpp include it.
///
/// Level       7: a socket by Asio
/// Units       bytes; ticks of the loop's sweep
/// Errors      none come out: a peer that breaks the protocol or a limit is answered and closed
/// Ownership   is owned by its loop until it closes, and by the Responder of its request
/// Threads     its loop's; the Responder hands answers over through Loop::deliver
/// Invariants  H1 and H2 of http_server.hpp are kept here

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "api/http_loop.hpp"
#include "api/request_reader.hpp"
#include "api/tls.hpp"

namespace yidi::api {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(std::shared_ptr<Loop> loop, Socket socket, std::string peer);

    void start();
    /// Takes the answer of the request that is with the handler; none closes the connection.
    void take(std::optional<HttpResponse> response);
    /// For a Responder called while its handler is still running: is_in_handler() is true.
    void take_in_place(HttpResponse response) { answered_in_place_ = std::move(response); }
    [[nodiscard]] bool is_in_handler() const { return is_in_handler_; }
    [[nodiscard]] Loop& loop() const { return *loop_; }

    /// Closes it when it has been silent or slow for too long.
    void sweep();
    void stop_softly();
    void close();

    std::size_t place = 0;  ///< Index in the loop's list; the loop's own.

  private:
    enum class State : std::uint8_t { receiving, handling, sending, lingering, closed };

    void enter(State state);
    void read();
    void read_sealed();
    void send_sealed();
    void answer_plain_http();
    void on_read(std::size_t bytes);
    void advance();
    [[nodiscard]] bool receive();
    void invite_body();
    void refuse(RequestReader::Step step);
    void hand_over();
    void send(HttpResponse response);
    void write_head(const HttpResponse& response, bool is_bodiless);
    void seal_answer();
    void send_rest();
    [[nodiscard]] std::array<boost::asio::const_buffer, 2> unsent() const;
    void finish_answer();

    // A head must fit in whole; bodies stream through.
    static constexpr std::size_t read_buffer_bytes = 16 * 1024;
    static_assert(head_bytes_max < read_buffer_bytes);

    const std::shared_ptr<Loop> loop_;
    Socket socket_;
    const std::string peer_;

    State state_ = State::receiving;
    bool is_invited_ = false;    // whether to send 100 Continue was considered
    bool closes_after_ = false;  // the next answer is the last
    bool is_in_handler_ = false;
    std::int64_t since_tick_ = 0;

    RequestReader reader_;
    std::array<char, read_buffer_bytes> in_;
    std::size_t begin_ = 0, end_ = 0;

    std::optional<HttpResponse> answered_in_place_;
    std::string out_head_, out_body_;
    std::size_t sent_ = 0;

    /// What only a peer that speaks TLS needs.
    struct Sealed {
        std::unique_ptr<TlsSession> session;
        std::array<char, read_buffer_bytes> in;
        std::string out;  // of the session itself, such as its handshake
        std::size_t sent = 0;
    };
    std::unique_ptr<Sealed> sealed_;
};

}  // namespace yidi::api
