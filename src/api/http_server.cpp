#include "api/http_server.hpp"

#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/post.hpp>

#include "api/http_connection.hpp"
#include "api/problem_details.hpp"

namespace yidi::api {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;

constexpr int accept_retry_ms = 100;

Unexpected<Problem> listen_problem(error_code error, const std::string& address) {
    if (error == asio::error::address_in_use) return problem(ErrorCode::port_busy, address);
    if (error == asio::error::access_denied) return problem(ErrorCode::port_forbidden, address);
    return problem(ErrorCode::address_unusable, address, error.message());
}

}  // namespace

/// Accepts on the first loop and deals connections out in turn. (SO_REUSEPORT would let the kernel
/// deal by hash, unevenly for few clients, and would let a second server share a busy port unseen.)
class HttpServer::Impl {
  public:
    Impl(Options options, const Handler& handler) : options_(std::move(options)) {
        for (int index = 0; index < options_.threads; ++index) {
            loops_.push_back(std::make_shared<Loop>(options_, handler, connection_count_));
        }
        acceptor_.emplace(loops_.front()->context());
        retry_.emplace(loops_.front()->context());
    }

    Outcome<Done> open() {
        const std::string address = options_.host + ":" + std::to_string(options_.port);
        error_code error;
        const auto host = asio::ip::make_address(options_.host, error);
        if (error) {
            return problem(ErrorCode::address_unusable, address, options_.host,
                           "127.0.0.1, 0.0.0.0, ::1");
        }
        const tcp::endpoint endpoint{host, options_.port};
        acceptor_->open(endpoint.protocol(), error);
        if (!error) acceptor_->set_option(Acceptor::reuse_address{true}, error);
        if (!error) acceptor_->bind(endpoint, error);
        if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
        if (error) return listen_problem(error, address);
        port_ = acceptor_->local_endpoint(error).port();
        accept();
        for (const auto& loop : loops_) loop->start();
        return Done{};
    }

    void stop(int deadline_ms) {
        if (port_ == 0 || std::exchange(is_stopped_, true)) return;
        asio::post(loops_.front()->context(), [this] {
            error_code ignored;
            acceptor_->close(ignored);
            retry_->cancel();
        });
        for (const auto& loop : loops_) loop->stop_softly();
        wait_for_peers(deadline_ms);
        for (const auto& loop : loops_) loop->stop_now();
        for (const auto& loop : loops_) loop->join();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::size_t connection_count() const { return connection_count_; }

  private:
    void wait_for_peers(int deadline_ms) const {
        const auto deadline = SteadyClock::now() + std::chrono::milliseconds{deadline_ms};
        while (connection_count_ > 0 && SteadyClock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
    }

    void accept() {
        const auto& loop = loops_[next_loop_];
        next_loop_ = (next_loop_ + 1) % loops_.size();
        acceptor_->async_accept(loop->context(), [this, &loop](error_code error, Socket socket) {
            if (!acceptor_->is_open()) return;
            if (error) return accept_later();
            welcome(loop, std::move(socket));
            accept();
        });
    }

    /// The process is out of descriptors, or the peer left already: a pause lets others finish.
    void accept_later() {
        retry_->expires_after(std::chrono::milliseconds{accept_retry_ms});
        retry_->async_wait([this](error_code error) {
            if (!error && acceptor_->is_open()) accept();
        });
    }

    void welcome(const std::shared_ptr<Loop>& loop, Socket socket) {
        error_code error;
        const auto peer = socket.remote_endpoint(error);
        if (error) return;
        if (connection_count_ >= options_.connections_max) return turn_away(std::move(socket));
        auto connection =
            std::make_shared<Connection>(loop, std::move(socket), peer.address().to_string());
        if (loop->is_this_thread()) return connection->start();
        asio::post(loop->context(), [connection = std::move(connection)] { connection->start(); });
    }

    void turn_away(Socket socket) const {
        // A handshake for an answer that says no is more than a busy server gives.
        if (options_.tls != nullptr) return;
        const std::string limit = "<= " + std::to_string(options_.connections_max);
        const HttpResponse response =
            problem_details(503, {ErrorCode::overloaded, "connections", "", limit, {}});
        std::string text = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: ";
        text.append(response.content_type).append("\r\nContent-Length: ");
        text.append(std::to_string(response.body.size()));
        text.append("\r\nConnection: close\r\n\r\n").append(response.body);
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(text), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    const Options options_;
    std::atomic<std::size_t> connection_count_{0};
    std::vector<std::shared_ptr<Loop>> loops_;
    std::size_t next_loop_ = 0;
    std::optional<Acceptor> acceptor_;
    std::optional<Timer> retry_;
    std::uint16_t port_ = 0;
    bool is_stopped_ = false;
};

Outcome<std::unique_ptr<HttpServer>> HttpServer::listen(Options options, Handler handler) {
    YIDI_ASSERT(options.threads > 0 && handler != nullptr);
    auto impl = std::make_unique<Impl>(std::move(options), handler);
    if (auto opened = impl->open(); !opened) return Unexpected{std::move(opened).error()};
    return std::unique_ptr<HttpServer>{new HttpServer{std::move(impl)}};
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() {
    stop();
}
std::uint16_t HttpServer::port() const noexcept {
    return impl_->port();
}
std::size_t HttpServer::connection_count() const noexcept {
    return impl_->connection_count();
}
void HttpServer::stop(int deadline_ms) {
    impl_->stop(deadline_ms);
}

}  // namespace yidi::api
