// Goal    Whatever a peer sends or fails to send, the server answers in order, keeps its limits and
//         loses no answer.
// Method  Bare sockets over loopback against a handler that echoes, delays, drops or streams.
// Covers  H1 in pipelined_requests_are_answered_in_order_one_at_a_time, H2 in the tests of late and
//         dropped Responders, H3 in the tests of bodies, H4 in the tests of silent peers.

#include "api/http_server.hpp"

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/loopback_test.hpp"

namespace yidi::api {
namespace {

using testing::HasSubstr;
using testing::Not;

std::unique_ptr<HttpServer> serve(Handler handler, HttpServer::Options options = {}) {
    auto server = HttpServer::listen(std::move(options), std::move(handler));
    EXPECT_TRUE(server) << (server ? "" : message_of(server.error(), false));
    return std::move(server).value();
}

void echo(HttpRequest&& request, const Responder& respond) {
    respond({.status = 200,
             .content_type = "text/plain",
             .body = std::string{request.method} + " " + std::string{request.target} + " [" +
                     request.body + "]"});
}

std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string{body};
}

/// Answers on a thread of its own, in batches, as an engine does.
class LateAnswers {
  public:
    explicit LateAnswers(int delay_ms = 2) : delay_ms_(delay_ms), thread_([this] { run(); }) {}
    ~LateAnswers() {
        {
            const std::lock_guard lock{mutex_};
            ends_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    void operator()(HttpRequest&& request, Responder respond) {
        const std::lock_guard lock{mutex_};
        ++waiting_;
        waiting_most_ = std::max(waiting_most_, waiting_);
        work_.emplace_back("late " + request.body, std::move(respond));
        wake_.notify_one();
    }
    int waiting_most() {
        const std::lock_guard lock{mutex_};
        return waiting_most_;
    }

  private:
    void run() {
        std::unique_lock lock{mutex_};
        while (!ends_) {
            wake_.wait(lock, [this] { return ends_ || !work_.empty(); });
            auto batch = std::move(work_);
            work_.clear();
            waiting_ = 0;
            lock.unlock();
            std::this_thread::sleep_for(std::chrono::milliseconds{delay_ms_});
            for (auto& [body, respond] : batch) respond({.body = body});
            batch.clear();
            lock.lock();
        }
    }

    const int delay_ms_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::pair<std::string, Responder>> work_;
    int waiting_ = 0, waiting_most_ = 0;
    bool ends_ = false;
    std::thread thread_;
};

TEST(HttpServer, keeps_a_connection_for_many_requests) {
    const auto server = serve(echo);
    Peer peer{server->port()};
    for (int turn = 0; turn < 3; ++turn) {
        peer.send(post("/x", "body" + std::to_string(turn)));
        EXPECT_THAT(peer.read_until("]"), HasSubstr("POST /x [body" + std::to_string(turn) + "]"));
        EXPECT_THAT(peer.received(), HasSubstr("HTTP/1.1 200 OK\r\nDate: "));
        EXPECT_THAT(peer.received(), HasSubstr("\r\nContent-Length: 15\r\n"));
        peer.forget();
    }
    EXPECT_EQ(server->connection_count(), 1U);
}

TEST(HttpServer, pipelined_requests_are_answered_in_order_one_at_a_time) {
    LateAnswers late;
    const auto server = serve([&](HttpRequest&& request, Responder respond) {
        if (request.body == "1") return echo(std::move(request), respond);
        late(std::move(request), std::move(respond));
    });
    Peer peer{server->port()};
    peer.send(post("/", "0") + post("/", "1") + post("/", "2") + post("/", "3"));
    const std::string all = peer.read_until("late 3");
    EXPECT_LT(all.find("late 0"), all.find("[1]"));
    EXPECT_LT(all.find("[1]"), all.find("late 2"));
    EXPECT_LT(all.find("late 2"), all.find("late 3"));
    EXPECT_EQ(late.waiting_most(), 1);
}

TEST(HttpServer, takes_chunked_bodies_and_bodies_larger_than_its_buffer) {
    const auto server = serve([](HttpRequest&& request, const Responder& respond) {
        respond({.body = std::to_string(request.body.size()) + "!"});
    });
    Peer peer{server->port()};
    peer.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    peer.send("6;note=x\r\n world\r\n0\r\nTrailer: x\r\n\r\n");
    EXPECT_THAT(peer.read_until("!"), HasSubstr("\r\n\r\n11!"));
    peer.forget();
    peer.send(post("/", std::string(1'000'000, 'x')));
    EXPECT_THAT(peer.read_until("!"), HasSubstr("\r\n\r\n1000000!"));
}

TEST(HttpServer, sends_answers_larger_than_a_socket_takes_at_once) {
    const auto server = serve([](HttpRequest&&, const Responder& respond) {
        std::string body(20'000'000, 'y');
        body.back() = '!';
        respond({.body = std::move(body)});
    });
    Peer peer{server->port()};
    peer.send(post("/", "") + post("/", ""));
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    const std::string first = peer.read_until("!HTTP/1.1");
    EXPECT_GT(first.size(), 20'000'000U);
}

std::size_t resident_bytes() {
    std::ifstream file{"/proc/self/statm"};
    std::size_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(::getpagesize());
}

TEST(HttpServer, refuses_a_body_beyond_the_limit_without_keeping_it) {
    std::atomic<int> handled = 0;
    const auto server = serve([&](HttpRequest&& request, const Responder& respond) {
        ++handled;
        echo(std::move(request), respond);
    });
    const std::size_t before = resident_bytes();
    for (const std::string_view how : {"Content-Length: 104857600", "Transfer-Encoding: chunked"}) {
        const bool is_chunked = how.starts_with("T");
        Peer peer{server->port()};
        peer.send("POST /fsi HTTP/1.1\r\n" + std::string{how} + "\r\n\r\n");
        const std::string block(1 << 20, 'x');
        for (int block_index = 0; block_index < 100; ++block_index) {
            if (is_chunked && !peer.send("100000\r\n")) break;
            if (!peer.send(block)) break;
            if (is_chunked && !peer.send("\r\n")) break;
        }
        EXPECT_THAT(peer.read_until("}"), HasSubstr("HTTP/1.1 413 Content Too Large\r\n")) << how;
        EXPECT_THAT(peer.read_until("retry"), HasSubstr("\"code\":1001")) << how;
        EXPECT_THAT(peer.received(), HasSubstr("Connection: close"));
    }
    EXPECT_EQ(handled, 0);
    EXPECT_LT(resident_bytes() - std::min(before, resident_bytes()), 16U << 20);
}

TEST(HttpServer, answers_413_before_the_body_is_sent) {
    const auto server = serve(echo);
    Peer peer{server->port()};
    peer.send("POST / HTTP/1.1\r\nContent-Length: 104857600\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_THAT(peer.read_until("retry", 1'000), HasSubstr("HTTP/1.1 413 "));
    EXPECT_THAT(peer.received(), Not(HasSubstr("100 Continue")));
}

TEST(HttpServer, invites_the_body_of_a_peer_that_asks) {
    const auto server = serve(echo);
    Peer peer{server->port()};
    for (int turn = 0; turn < 2; ++turn) {
        peer.send("POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n");
        EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        peer.send("hi");
        EXPECT_THAT(peer.read_until("[hi]"), HasSubstr("HTTP/1.1 200 OK"));
        peer.forget();
    }
}

TEST(HttpServer, refuses_what_is_not_http_and_closes) {
    const auto server = serve(echo);
    for (const std::string& stream :
         {std::string{"{\"infno\":\"9001\"}\r\n\r\n"}, std::string{"GET\r\n\r\n"},
          std::string{"GET / HTTP/9.9\r\n\r\n"}, std::string(64, '\0') + "\r\n\r\n",
          std::string{"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"}}) {
        Peer peer{server->port()};
        peer.send(stream);
        EXPECT_THAT(peer.read_until("retry"), HasSubstr("HTTP/1.1 400 Bad Request"));
        EXPECT_THAT(peer.received(), HasSubstr("\"code\":1014"));
        peer.close_sending();
        EXPECT_TRUE(peer.is_closed_within(1'000));
    }
}

TEST(HttpServer, refuses_a_flood_of_headers) {
    const auto server = serve(echo);
    Peer peer{server->port()};
    peer.send("GET / HTTP/1.1\r\n");
    for (int line = 0; line < 2'000 && peer.send("X-Flood: 0123456789\r\n"); ++line) {
    }
    EXPECT_THAT(peer.read_until("retry"), HasSubstr("HTTP/1.1 431 "));
}

TEST(HttpServer, lets_the_caller_shape_its_refusals) {
    HttpServer::Options options;
    options.refuse = [](std::string_view target, int status, const Problem&) {
        return HttpResponse{.status = status, .body = "shaped for " + std::string{target} + "!"};
    };
    const auto server = serve(echo, std::move(options));
    Peer peer{server->port()};
    peer.send("POST /fsi/api HTTP/1.1\r\nContent-Length: 104857600\r\n\r\n");
    EXPECT_THAT(peer.read_until("!"), HasSubstr("shaped for /fsi/api!"));
}

TEST(HttpServer, answers_a_peer_that_has_closed_its_half) {
    LateAnswers late;
    const auto server = serve(std::ref(late));
    Peer peer{server->port()};
    peer.send(post("/", "x"));
    peer.close_sending();
    EXPECT_THAT(peer.read_until("late x"), HasSubstr("HTTP/1.1 200 OK"));
    EXPECT_TRUE(peer.is_closed_within(1'000));
}

TEST(HttpServer, says_nothing_to_a_peer_that_leaves_in_the_middle_of_a_request) {
    const auto server = serve(echo);
    Peer peer{server->port()};
    peer.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
    peer.close_sending();
    EXPECT_TRUE(peer.is_closed_within(1'000));
    EXPECT_EQ(peer.received(), "");
}

void wait_until_nobody_is_left(const HttpServer& server) {
    for (int turn = 0; turn < 500 && server.connection_count() > 0; ++turn) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    EXPECT_EQ(server.connection_count(), 0U);
}

TEST(HttpServer, survives_peers_that_leave_while_they_are_waited_for) {
    LateAnswers late;
    const auto server = serve(std::ref(late));
    for (int turn = 0; turn < 20; ++turn) {
        Peer peer{server->port()};
        peer.send(post("/", "x"));
    }
    Peer last{server->port()};
    last.send(post("/", "y"));
    EXPECT_THAT(last.read_until("late y"), HasSubstr("200 OK"));
    last.close_sending();
    wait_until_nobody_is_left(*server);
}

TEST(HttpServer, closes_without_an_answer_when_the_responder_is_dropped) {
    const auto server = serve([](HttpRequest&&, const Responder&) {});
    Peer peer{server->port()};
    peer.send(post("/", "x"));
    EXPECT_TRUE(peer.is_closed_within(1'000));
    EXPECT_EQ(peer.received(), "");
}

TEST(HttpServerDeathTest, an_answer_given_twice_is_a_defect) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(
        {
            const auto server = serve([](HttpRequest&&, const Responder& respond) {
                respond({.body = "one"});
                respond({.body = "two"});
            });
            Peer peer{server->port()};
            peer.send(post("/", "x"));
            (void)peer.is_closed_within(1'000);
        },
        "is_second_answer");
}

TEST(HttpServer, answers_many_connections_from_another_thread) {
    LateAnswers late;
    HttpServer::Options options;
    options.threads = 2;
    const auto server = serve(std::ref(late), std::move(options));
    std::deque<Peer> peers;
    for (int peer = 0; peer < 50; ++peer) peers.emplace_back(server->port());
    for (int turn = 0; turn < 5; ++turn) {
        for (Peer& peer : peers) peer.send(post("/", std::to_string(turn)));
        for (Peer& peer : peers) {
            EXPECT_THAT(peer.read_until("late"), HasSubstr("late " + std::to_string(turn)));
            peer.forget();
        }
    }
    EXPECT_GT(late.waiting_most(), 5);
}

HttpServer::Options impatient() {
    HttpServer::Options options;
    options.idle_timeout_ms = 100;
    options.request_timeout_ms = 200;
    return options;
}

TEST(HttpServer, sweeps_idle_connections_away) {
    const auto server = serve(echo, impatient());
    Peer silent{server->port()};
    Peer once{server->port()};
    once.send(post("/", "x"));
    EXPECT_TRUE(silent.is_closed_within(1'000));
    EXPECT_TRUE(once.is_closed_within(1'000));
    EXPECT_THAT(once.received(), HasSubstr("[x]"));
}

TEST(HttpServer, sweeps_a_request_away_that_drips) {
    const auto server = serve(echo, impatient());
    Peer peer{server->port()};
    const auto start = std::chrono::steady_clock::now();
    peer.send("GET / HTTP/1.1\r\n");
    while (peer.send("X: y\r\n") && !peer.is_closed_within(20)) {
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{2});
    EXPECT_EQ(peer.received(), "");
}

TEST(HttpServer, sweeps_a_peer_away_that_does_not_read) {
    const auto server =
        serve([](HttpRequest&&,
                 const Responder& respond) { respond({.body = std::string(50'000'000, 'y')}); },
              impatient());
    Peer peer{server->port()};
    peer.send(post("/", ""));
    EXPECT_THAT(peer.read_until("\r\n\r\n"), HasSubstr("200 OK"));
    EXPECT_EQ(server->connection_count(), 1U);
    wait_until_nobody_is_left(*server);
}

TEST(HttpServer, does_not_sweep_a_request_that_its_handler_still_works_on) {
    std::mutex mutex;
    std::vector<Responder> kept;
    const auto server = serve(
        [&](HttpRequest&&, Responder respond) {
            const std::lock_guard lock{mutex};
            kept.push_back(std::move(respond));
        },
        impatient());
    Peer peer{server->port()};
    peer.send(post("/", "x"));
    EXPECT_FALSE(peer.is_closed_within(600));
    {
        const std::lock_guard lock{mutex};
        ASSERT_EQ(kept.size(), 1U);
        kept.front()({.body = "done"});
        kept.clear();
    }
    EXPECT_THAT(peer.read_until("done"), HasSubstr("200 OK"));
}

TEST(HttpServer, turns_away_more_connections_than_it_may_have) {
    HttpServer::Options options;
    options.connections_max = 2;
    const auto server = serve(echo, std::move(options));
    Peer first{server->port()}, second{server->port()};
    first.send(post("/", "1"));
    second.send(post("/", "2"));
    EXPECT_THAT(first.read_until("[1]"), HasSubstr("200 OK"));
    EXPECT_THAT(second.read_until("[2]"), HasSubstr("200 OK"));
    Peer third{server->port()};
    EXPECT_THAT(third.read_until("retry"), HasSubstr("503 Service Unavailable"));
    EXPECT_TRUE(third.is_closed_within(1'000));
}

TEST(HttpServer, stops_softly) {
    // Long enough for the server to have the request, and to be told to stop, before the answer.
    LateAnswers late{200};
    auto server = serve(std::ref(late));
    Peer idle{server->port()}, busy{server->port()};
    idle.send(post("/", "a"));
    EXPECT_THAT(idle.read_until("late a"), HasSubstr("200 OK"));
    busy.send(post("/", "b"));
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    const auto port = server->port();
    std::thread stopper{[&] { server->stop(3'000); }};
    EXPECT_TRUE(idle.is_closed_within(1'000));
    EXPECT_THAT(busy.read_until("late b"), HasSubstr("Connection: close"));
    busy.close_sending();
    EXPECT_TRUE(busy.is_closed_within(1'000));
    stopper.join();
    EXPECT_FALSE(Peer{port}.is_connected());
}

TEST(HttpServer, stops_at_its_deadline_and_outlived_responders_do_nothing) {
    std::mutex mutex;
    std::vector<Responder> kept;
    auto server = serve([&](HttpRequest&&, Responder respond) {
        const std::lock_guard lock{mutex};
        kept.push_back(std::move(respond));
    });
    Peer answered{server->port()}, dropped{server->port()};
    answered.send(post("/", "x"));
    dropped.send(post("/", "x"));
    for (int turn = 0; turn < 500; ++turn) {
        const std::lock_guard lock{mutex};
        if (kept.size() == 2) break;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    const auto start = std::chrono::steady_clock::now();
    server->stop(100);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{1});
    EXPECT_TRUE(answered.is_closed_within(1'000));
    server.reset();
    ASSERT_EQ(kept.size(), 2U);
    kept.front()({.body = "too late"});
    kept.clear();
}

TEST(HttpServer, stops_at_any_moment_of_its_sweep) {
    for (int turn = 0; turn < 60; ++turn) {
        const auto server = serve(echo, impatient());
        Peer peer{server->port()};
        std::this_thread::sleep_for(std::chrono::microseconds{turn * 97 % 11'000});
        server->stop(0);
    }
}

TEST(HttpServer, answers_head_without_a_body_and_http_1_0_with_a_close) {
    const auto server = serve(echo);
    Peer head{server->port()};
    head.send("HEAD / HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");
    EXPECT_THAT(head.read_until("[]"), HasSubstr("Content-Length: 9\r\n\r\nHTTP/1.1 200 OK"));
    Peer old{server->port()};
    old.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old.read_until("[]"), HasSubstr("Connection: close"));
    Peer kept{server->port()};
    kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_THAT(kept.read_until("[]"), HasSubstr("Connection: keep-alive"));
}

TEST(HttpServer, says_why_it_cannot_listen) {
    const auto server = serve(echo);
    HttpServer::Options options;
    options.port = server->port();
    auto busy = HttpServer::listen(options, echo);
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().code, ErrorCode::port_busy);
    EXPECT_EQ(busy.error().field, "127.0.0.1:" + std::to_string(server->port()));

    options.port = 0;
    options.host = "203.0.113.7";  // a documentation address: nobody has it
    auto foreign = HttpServer::listen(options, echo);
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().code, ErrorCode::address_unusable);
    options.host = "localhost?";
    EXPECT_EQ(HttpServer::listen(options, echo).error().code, ErrorCode::address_unusable);

    if (::geteuid() != 0) {
        options.host = "127.0.0.1";
        options.port = 81;
        auto forbidden = HttpServer::listen(options, echo);
        ASSERT_FALSE(forbidden);
        EXPECT_EQ(forbidden.error().code, ErrorCode::port_forbidden);
    }
}

}  // namespace
}  // namespace yidi::api
