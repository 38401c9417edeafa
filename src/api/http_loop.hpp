/// @file
/// One event loop of the server and the connections that live on it. Private to the server: only
/// http_*.cpp include it.
///
/// Level       7: a thread, a timer, sockets by Asio
/// Units       milliseconds; ticks of the sweep
/// Errors      none
/// Ownership   keeps its connections alive until forget(); lives as long as any of them
/// Threads     deliver, stop_softly, stop_now from any; the rest on its own thread only
/// Blocks      join, until stop_now has been carried out

#pragma once

#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "api/http_server.hpp"

namespace yidi::api {

// Sockets and timers are typed on the concrete executor: the type-erased one costs microseconds a
// request.
using Executor = boost::asio::io_context::executor_type;
using SteadyClock = std::chrono::steady_clock;
using Timer =
    boost::asio::basic_waitable_timer<SteadyClock, boost::asio::wait_traits<SteadyClock>, Executor>;
class Connection;

/// An answer on its way to its connection's thread; none when the Responder was dropped.
struct Delivery {
    std::shared_ptr<Connection> connection;
    std::optional<HttpResponse> response;
};

class Loop : public std::enable_shared_from_this<Loop> {
  public:
    Loop(const HttpServer::Options& options, const Handler& handler,
         std::atomic<std::size_t>& connection_count);

    [[nodiscard]] boost::asio::io_context& context() { return context_; }
    void start();
    /// Many answers given while the loop is busy cost it one wake-up.
    void deliver(Delivery delivery);
    /// Lets go of peers that wait for nothing, and of the others after their answer.
    void stop_softly();
    /// Closes everything and ends the thread.
    void stop_now();
    void join();

    [[nodiscard]] bool is_this_thread() const { return id_ == std::this_thread::get_id(); }
    [[nodiscard]] const HttpServer::Options& options() const { return options_; }
    [[nodiscard]] const Handler& handler() const { return handler_; }
    [[nodiscard]] bool is_stopping() const { return is_stopping_; }
    [[nodiscard]] std::int64_t tick() const { return tick_; }
    [[nodiscard]] std::int64_t ticks_of(int milliseconds) const {
        return (milliseconds + tick_ms_ - 1) / tick_ms_;
    }
    /// Now, as the Date header has it.
    [[nodiscard]] std::string_view date() const { return date_; }

    void adopt(std::shared_ptr<Connection> connection);
    void forget(Connection& connection);

  private:
    void take_deliveries();
    void sweep();
    void arm();
    void renew_date();

    const HttpServer::Options options_;
    const Handler handler_;
    std::atomic<std::size_t>& connection_count_;
    const int tick_ms_;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<Executor> work_{context_.get_executor()};
    Timer timer_{context_};
    std::int64_t tick_ = 0;
    std::time_t date_at_ = 0;
    std::string date_;
    bool is_stopping_ = false;
    bool has_ended_ = false;  // as is_closed_, for the loop's own thread
    std::vector<std::shared_ptr<Connection>> connections_;
    std::vector<Delivery> taken_;

    std::mutex mutex_;  // guards the next two
    std::vector<Delivery> deliveries_;
    bool is_closed_ = false;

    std::atomic<std::thread::id> id_;
    std::thread thread_;
};

}  // namespace yidi::api
