#include "api/load_client.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <deque>
#include <vector>

#include "api/response_reader.hpp"
#include "api/tcp_socket.hpp"

namespace yidi::api {
namespace {

constexpr std::uint64_t sweep_interval_us = 50'000;
constexpr int reconnect_timeout_ms = 200;
constexpr std::size_t events_max = 256;

std::uint64_t now_us() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(since).count());
}

struct Line {
    TcpSocket socket;
    ResponseReader reader;
    std::string unsent;
    bool is_waiting = false;  // for an answer
    bool is_retired = false;
    bool wants_room = false;  // registered for writing
    std::uint64_t due_us = 0, sent_us = 0;
};

class Load {
  public:
    Load(const LoadOptions& options, const LoadSource& source, const LoadSink& sink)
        : options_(options), source_(source), sink_(sink), poll_(::epoll_create1(EPOLL_CLOEXEC)) {}

    Outcome<LoadResult> run() {
        for (std::size_t index = 0; index < options_.connections; ++index) {
            lines_.emplace_back();
            if (auto connected = connect(index, options_.timeout_ms); !connected) {
                return Unexpected{std::move(connected).error()};
            }
            free_.push_back(index);
        }
        start_us_ = last_answer_us_ = now_us();
        next_sweep_us_ = start_us_ + sweep_interval_us;
        while (step()) {
        }
        result_.elapsed_us = std::max<std::uint64_t>(last_answer_us_ - start_us_, 1);
        return std::move(result_);
    }

  private:
    [[nodiscard]] bool is_open_loop() const { return options_.requests_per_s > 0; }
    [[nodiscard]] std::uint64_t end_us() const {
        if (options_.duration_ms == 0) return UINT64_MAX;
        return start_us_ + static_cast<std::uint64_t>(options_.duration_ms) * 1'000;
    }
    /// When the request of that number is due. The quotient comes last, so nothing drifts.
    [[nodiscard]] std::uint64_t due_us(std::uint64_t number) const {
        const std::uint64_t rate = options_.requests_per_s;
        return start_us_ + number / rate * 1'000'000 + number % rate * 1'000'000 / rate;
    }

    /// One turn of the loop; false when all is done.
    bool step() {
        const std::uint64_t now = now_us();
        const bool may_send = now < end_us() && !is_count_reached() && retired_ < lines_.size();
        if (may_send) send_what_is_due(now);
        if (now >= next_sweep_us_) sweep(now);
        if (!may_send && !has_ended_) end(std::min(now, end_us()));
        if (has_ended_ && waiting_ == 0) return false;
        wait(now);
        return true;
    }

    [[nodiscard]] bool is_count_reached() const {
        return options_.requests_max > 0 && result_.sent >= options_.requests_max;
    }

    void end(std::uint64_t now) {
        has_ended_ = true;
        if (!is_open_loop() || is_count_reached() || retired_ == lines_.size()) return;
        std::uint64_t due = result_.sent;
        while (due_us(due) < now) ++due;
        result_.overdue = due - result_.sent;
    }

    void send_what_is_due(std::uint64_t now) {
        // A bound for each turn: a server that refuses every connection must not hold us here.
        for (std::size_t tries = lines_.size(); tries > 0 && !free_.empty(); --tries) {
            if (is_count_reached()) return;
            const std::uint64_t due = is_open_loop() ? due_us(result_.sent) : now;
            if (due > now) return;
            const std::size_t index = free_.front();
            free_.pop_front();
            auto request = source_(index);
            if (!request) {
                lines_[index].is_retired = true;
                ++retired_;
                continue;
            }
            send(index, *request, due);
        }
    }

    void send(std::size_t index, const LoadRequest& request, std::uint64_t due) {
        Line& line = lines_[index];
        line.unsent.assign("POST ").append(request.target);
        line.unsent.append(" HTTP/1.1\r\nHost: ").append(options_.host);
        line.unsent.append("\r\nContent-Type: application/json\r\nContent-Length: ");
        line.unsent.append(std::to_string(request.body.size())).append("\r\n\r\n");
        line.unsent.append(request.body);
        line.due_us = due;
        line.sent_us = now_us();
        line.is_waiting = true;
        line.reader.begin();
        ++waiting_;
        ++result_.sent;
        flush(index);
    }

    void flush(std::size_t index) {
        Line& line = lines_[index];
        const auto sent = ::send(line.socket.descriptor(), line.unsent.data(), line.unsent.size(),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return fail(index);
        line.unsent.erase(0, sent < 0 ? 0 : static_cast<std::size_t>(sent));
        watch(index, !line.unsent.empty());
    }

    void watch(std::size_t index, bool wants_room) {
        Line& line = lines_[index];
        if (line.wants_room == wants_room) return;
        line.wants_room = wants_room;
        epoll_event event{};
        event.events = EPOLLIN | (wants_room ? EPOLLOUT : 0U);
        event.data.u64 = index;
        ::epoll_ctl(poll_.descriptor(), EPOLL_CTL_MOD, line.socket.descriptor(), &event);
    }

    Outcome<Done> connect(std::size_t index, int timeout_ms) {
        auto connected = connect_to(options_.host, options_.port, timeout_ms);
        if (!connected) return Unexpected{std::move(connected).error()};
        Line& line = lines_[index];
        line.socket = std::move(connected).value();
        line.wants_room = false;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        ::epoll_ctl(poll_.descriptor(), EPOLL_CTL_ADD, line.socket.descriptor(), &event);
        return Done{};
    }

    void wait(std::uint64_t now) {
        std::uint64_t until = next_sweep_us_;
        if (!has_ended_) until = std::min(until, end_us());
        if (!has_ended_ && is_open_loop() && !free_.empty()) {
            until = std::min(until, due_us(result_.sent));
        }
        // Without the finer call requests would leave in bursts of a millisecond each.
        const std::uint64_t pause = until > now ? until - now : 0;
        const timespec limit{.tv_sec = static_cast<time_t>(pause / 1'000'000),
                             .tv_nsec = static_cast<long>(pause % 1'000'000 * 1'000)};
        std::array<epoll_event, events_max> events;
        int count = ::epoll_pwait2(poll_.descriptor(), events.data(), events_max, &limit, nullptr);
        if (count < 0 && errno == ENOSYS) {
            count = ::epoll_wait(poll_.descriptor(), events.data(), events_max,
                                 static_cast<int>((pause + 999) / 1'000));
        }
        for (int index = 0; index < count; ++index) {
            const epoll_event& event = events[static_cast<std::size_t>(index)];
            if (event.events & (EPOLLIN | EPOLLERR | EPOLLHUP))
                receive(event.data.u64);
            else if (event.events & EPOLLOUT)
                flush(event.data.u64);
        }
    }

    void receive(std::size_t index) {
        Line& line = lines_[index];
        if (!line.socket.is_open()) return;
        const auto count = ::recv(line.socket.descriptor(), in_.data(), in_.size(), MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (!line.is_waiting || count < 0) return fail(index);
        std::size_t used = 0;
        const auto step =
            count == 0 ? line.reader.end()
                       : line.reader.feed({in_.data(), static_cast<std::size_t>(count)}, used);
        if (step == ResponseReader::Step::broken) return fail(index);
        if (step == ResponseReader::Step::complete) answered(index);
    }

    void answered(std::size_t index) {
        Line& line = lines_[index];
        last_answer_us_ = now_us();
        const std::uint64_t latency_us = last_answer_us_ - line.due_us;
        const int status = line.reader.status();
        line.is_waiting = false;
        --waiting_;
        ++result_.answered;
        result_.latency_us.record(latency_us);
        const auto status_class = static_cast<std::size_t>(status / 100);
        if (status_class < result_.by_status_class.size()) ++result_.by_status_class[status_class];
        sink_({index, status, line.reader.body(), latency_us});
        if (!line.reader.keeps_alive()) return reconnect(index);
        free_.push_back(index);
    }

    /// The connection is of no more use; a request on it has failed.
    void fail(std::size_t index) {
        Line& line = lines_[index];
        if (line.is_waiting) {
            line.is_waiting = false;
            --waiting_;
            ++result_.errors;
        } else {
            std::erase(free_, index);  // reconnect() lists it again
        }
        reconnect(index);
    }

    void reconnect(std::size_t index) {
        lines_[index].socket.close();
        lines_[index].unsent.clear();
        if (lines_[index].is_retired) return;
        if (connect(index, reconnect_timeout_ms)) {
            free_.push_back(index);
        } else {
            ++result_.errors;
            broken_.push_back(index);
        }
    }

    void sweep(std::uint64_t now) {
        next_sweep_us_ = now + sweep_interval_us;
        const auto limit_us = static_cast<std::uint64_t>(options_.timeout_ms) * 1'000;
        for (std::size_t index = 0; index < lines_.size(); ++index) {
            Line& line = lines_[index];
            if (!line.is_waiting || now < line.sent_us + limit_us) continue;
            line.is_waiting = false;
            --waiting_;
            ++result_.timeouts;
            reconnect(index);
        }
        std::vector<std::size_t> broken;
        broken.swap(broken_);
        if (!has_ended_) {
            for (const std::size_t index : broken) reconnect(index);
        }
    }

    const LoadOptions& options_;
    const LoadSource& source_;
    const LoadSink& sink_;
    TcpSocket poll_;  // an epoll descriptor is closed like a socket
    std::vector<Line> lines_;
    std::deque<std::size_t> free_;
    std::vector<std::size_t> broken_;
    std::vector<char> in_ = std::vector<char>(64 * 1024);
    std::size_t waiting_ = 0, retired_ = 0;
    std::uint64_t start_us_ = 0, last_answer_us_ = 0, next_sweep_us_ = 0;
    bool has_ended_ = false;
    LoadResult result_;
};

std::uint64_t per_second(std::uint64_t count, std::uint64_t elapsed_us) {
    return elapsed_us == 0 ? 0 : count * 1'000'000 / elapsed_us;
}

}  // namespace

std::uint64_t LoadResult::offered_per_s() const noexcept {
    return per_second(sent + overdue, elapsed_us);
}

std::uint64_t LoadResult::achieved_per_s() const noexcept {
    return per_second(answered, elapsed_us);
}

Outcome<LoadResult> run_load(const LoadOptions& options, const LoadSource& source,
                             const LoadSink& sink) {
    YIDI_ASSERT(options.connections > 0 && options.timeout_ms > 0);
    return Load{options, source, sink}.run();
}

}  // namespace yidi::api
