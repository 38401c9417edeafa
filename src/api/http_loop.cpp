#include "api/http_loop.hpp"

#include <algorithm>
#include <array>

#include <boost/asio/post.hpp>

#include "api/http_connection.hpp"

namespace yidi::api {
namespace asio = boost::asio;

Loop::Loop(const HttpServer::Options& options, const Handler& handler,
           std::atomic<std::size_t>& connection_count)
    : options_(options),
      handler_(handler),
      connection_count_(connection_count),
      // A tenth of the shorter time-out is exact enough; twice a second is often enough.
      tick_ms_(
          std::clamp(std::min(options.idle_timeout_ms, options.request_timeout_ms) / 10, 5, 500)) {
    renew_date();
}

void Loop::start() {
    arm();
    thread_ = std::thread([this] {
        id_ = std::this_thread::get_id();
        context_.run();
    });
}

void Loop::deliver(Delivery delivery) {
    {
        const std::lock_guard lock{mutex_};
        // After the end nobody takes deliveries; the connection, closed before, dies with this one.
        if (is_closed_) return;
        deliveries_.push_back(std::move(delivery));
        if (deliveries_.size() > 1) return;
    }
    asio::post(context_, [self = shared_from_this()] { self->take_deliveries(); });
}

void Loop::take_deliveries() {
    {
        const std::lock_guard lock{mutex_};
        taken_.swap(deliveries_);
    }
    for (Delivery& delivery : taken_) delivery.connection->take(std::move(delivery.response));
    taken_.clear();
}

void Loop::adopt(std::shared_ptr<Connection> connection) {
    connection->place = connections_.size();
    connections_.push_back(std::move(connection));
    ++connection_count_;
}

void Loop::forget(Connection& connection) {
    const std::size_t place = connection.place;
    YIDI_ASSERT(place < connections_.size() && connections_[place].get() == &connection);
    connections_[place].swap(connections_.back());
    connections_[place]->place = place;
    connections_.pop_back();
    --connection_count_;
}

void Loop::arm() {
    timer_.expires_after(std::chrono::milliseconds{tick_ms_});
    timer_.async_wait([this](boost::system::error_code error) {
        // A timer that had gone off before it was cancelled comes here without an error.
        if (error || has_ended_) return;
        ++tick_;
        renew_date();
        sweep();
        arm();
    });
}

void Loop::sweep() {
    // Backwards, because a closed connection's place is taken by the last one.
    for (std::size_t place = connections_.size(); place-- > 0;) {
        const auto connection = connections_[place];
        connection->sweep();
    }
}

void Loop::renew_date() {
    const std::time_t now = std::time(nullptr);
    if (now == date_at_) return;
    date_at_ = now;
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 40> text{};
    date_.assign(text.data(),
                 std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc));
}

void Loop::stop_softly() {
    asio::post(context_, [self = shared_from_this()] {
        self->is_stopping_ = true;
        for (std::size_t place = self->connections_.size(); place-- > 0;) {
            const auto connection = self->connections_[place];
            connection->stop_softly();
        }
    });
}

void Loop::stop_now() {
    asio::post(context_, [self = shared_from_this()] {
        while (!self->connections_.empty()) {
            const auto connection = self->connections_.back();
            connection->close();
        }
        std::vector<Delivery> rest;
        {
            const std::lock_guard lock{self->mutex_};
            self->is_closed_ = true;
            rest.swap(self->deliveries_);
        }
        self->has_ended_ = true;
        self->timer_.cancel();
        self->work_.reset();
    });
}

void Loop::join() {
    if (thread_.joinable()) thread_.join();
}

}  // namespace yidi::api
