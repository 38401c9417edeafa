// Goal    The load client counts every request once, and its latencies include the wait in line.
// Method  Against our own server over loopback, with handlers of known slowness.
// Covers  closed loop, open loop, bounds, timeouts, broken connections

#include "api/load_client.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include "api/http_server.hpp"

namespace yidi::api {
namespace {

std::unique_ptr<HttpServer> serve(Handler handler) {
    return std::move(HttpServer::listen({}, std::move(handler))).value();
}

void echo(HttpRequest&& request, const Responder& respond) {
    respond({.status = request.body == "bad" ? 422 : 200, .body = std::move(request.body)});
}

LoadOptions options_for(const HttpServer& server) {
    LoadOptions options;
    options.port = server.port();
    options.connections = 4;
    options.duration_ms = 0;
    return options;
}

const LoadSink ignore = [](const LoadAnswer&) {};

TEST(LoadClient, sends_what_the_source_gives_and_ends_with_it) {
    const auto server = serve(echo);
    std::vector<int> left(4, 25);
    std::vector<std::string> last(4);
    const auto result = run_load(
        options_for(*server),
        [&](std::size_t connection) -> std::optional<LoadRequest> {
            if (left[connection]-- == 0) return {};
            return LoadRequest{"/x", "c" + std::to_string(connection)};
        },
        [&](const LoadAnswer& answer) {
            EXPECT_EQ(answer.status, 200);
            EXPECT_EQ(answer.body, "c" + std::to_string(answer.connection));
        });
    ASSERT_TRUE(result);
    EXPECT_EQ(result->sent, 100U);
    EXPECT_EQ(result->answered, 100U);
    EXPECT_EQ(result->latency_us.count(), 100U);
    EXPECT_EQ(result->by_status_class[2], 100U);
    EXPECT_EQ(result->errors + result->timeouts + result->overdue, 0U);
}

TEST(LoadClient, stops_at_its_count_and_counts_refusals) {
    const auto server = serve(echo);
    auto options = options_for(*server);
    options.requests_max = 50;
    int number = 0;
    const auto result = run_load(
        options,
        [&](std::size_t) {
            return LoadRequest{"/", ++number % 5 == 0 ? "bad" : "good"};
        },
        ignore);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->sent, 50U);
    EXPECT_EQ(result->by_status_class[2], 40U);
    EXPECT_EQ(result->by_status_class[4], 10U);
}

TEST(LoadClient, stops_at_its_time) {
    const auto server = serve(echo);
    auto options = options_for(*server);
    options.duration_ms = 200;
    const auto result = run_load(
        options,
        [](std::size_t) {
            return LoadRequest{"/", "x"};
        },
        ignore);
    ASSERT_TRUE(result);
    EXPECT_GT(result->answered, 5U);
    EXPECT_LE(result->elapsed_us, 5'000'000U);
    EXPECT_EQ(result->sent, result->answered);
    EXPECT_EQ(result->errors + result->timeouts, 0U);
}

TEST(LoadClient, keeps_its_rate_when_the_server_can) {
    const auto server = serve(echo);
    auto options = options_for(*server);
    options.duration_ms = 500;
    options.requests_per_s = 400;
    const auto result = run_load(
        options,
        [](std::size_t) {
            return LoadRequest{"/", "x"};
        },
        ignore);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->sent + result->overdue, 200U);
    EXPECT_GT(result->answered, 150U);
}

TEST(LoadClient, counts_the_wait_in_line_when_the_server_cannot) {
    // 5 ms each and one at a time is at most 200 a second; 400 are offered.
    const auto server = serve([](HttpRequest&& request, const Responder& respond) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        echo(std::move(request), respond);
    });
    auto options = options_for(*server);
    options.duration_ms = 500;
    options.requests_per_s = 400;
    const auto result = run_load(
        options,
        [](std::size_t) {
            return LoadRequest{"/", "x"};
        },
        ignore);
    ASSERT_TRUE(result);
    EXPECT_LE(result->answered, 120U);
    EXPECT_GT(result->overdue, 70U);
    EXPECT_GT(result->latency_us.max(), 150'000U);
    EXPECT_GT(result->latency_us.at_ppm(500'000), 50'000U);
}

TEST(LoadClient, counts_timeouts_and_broken_connections_and_goes_on) {
    std::mutex mutex;
    std::vector<Responder> kept;
    const auto server = serve([&](HttpRequest&& request, Responder respond) {
        if (request.body == "drop") return;
        if (request.body != "keep") return echo(std::move(request), respond);
        const std::lock_guard lock{mutex};
        kept.push_back(std::move(respond));
    });
    auto options = options_for(*server);
    options.timeout_ms = 100;
    options.requests_max = 30;
    int number = 0;
    const auto result = run_load(
        options,
        [&](std::size_t) {
            ++number;
            return LoadRequest{"/", number % 10 == 0 ? "keep" : number % 10 == 5 ? "drop" : "x"};
        },
        ignore);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->sent, 30U);
    EXPECT_EQ(result->answered, 24U);
    EXPECT_EQ(result->timeouts, 3U);
    EXPECT_EQ(result->errors, 3U);
    server->stop(0);
    kept.clear();
}

TEST(LoadClient, says_when_there_is_no_server) {
    LoadOptions options;
    options.port = serve(echo)->port();
    const auto result = run_load(
        options,
        [](std::size_t) {
            return LoadRequest{"/", "x"};
        },
        ignore);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::server_unreachable);
}

}  // namespace
}  // namespace yidi::api
