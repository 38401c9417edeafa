// Goal    A tool gets the answer, or learns whether its request may have been carried out.
// Method  Against our own server over loopback, stopped and restarted under the client.
// Covers  get, post, the kept connection, server_unreachable, answer_lost

#include "api/http_client.hpp"

#include <gtest/gtest.h>

#include "api/http_server.hpp"

namespace yidi::api {
namespace {

void echo(HttpRequest&& request, const Responder& respond) {
    if (request.target == "/drop") return;
    respond({.status = request.target == "/missing" ? 404 : 200,
             .content_type = std::string{request.content_type},
             .body = std::string{request.method} + request.body});
}

std::unique_ptr<HttpServer> serve(std::uint16_t port = 0, std::size_t body_bytes_max = 1'000'000) {
    HttpServer::Options options;
    options.port = port;
    options.body_bytes_max = body_bytes_max;
    return std::move(HttpServer::listen(options, echo)).value();
}

TEST(HttpClient, gets_and_posts_on_one_connection) {
    const auto server = serve();
    HttpClient client{"127.0.0.1", server->port()};
    const auto got = client.get("/x");
    ASSERT_TRUE(got);
    EXPECT_EQ(got->body, "GET");
    const auto posted = client.post("/x", std::string(500'000, 'b'), "text/plain");
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->body.size(), 500'004U);
    EXPECT_EQ(posted->content_type, "text/plain");
    EXPECT_EQ(client.get("/missing")->status, 404);
    EXPECT_EQ(server->connection_count(), 1U);
}

TEST(HttpClient, reads_a_refusal_that_comes_before_all_is_sent) {
    const auto server = serve(0, 1'000);
    HttpClient client{"localhost", server->port()};
    const auto refused = client.post("/x", std::string(50'000'000, 'b'));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 413);
    EXPECT_EQ(client.get("/x")->status, 200);
}

TEST(HttpClient, connects_again_when_the_server_was_restarted) {
    auto server = serve();
    HttpClient client{"127.0.0.1", server->port()};
    EXPECT_EQ(client.get("/x")->status, 200);
    const auto port = server->port();
    server.reset();
    const auto nobody = client.get("/x");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, ErrorCode::server_unreachable);
    EXPECT_EQ(nobody.error().field, "127.0.0.1:" + std::to_string(port));
    server = serve(port);
    EXPECT_EQ(client.get("/x")->status, 200);
}

TEST(HttpClient, says_when_an_answer_was_lost) {
    const auto server = serve();
    HttpClient client{"127.0.0.1", server->port()};
    const auto lost = client.post("/drop", "x");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::answer_lost);
    EXPECT_EQ(client.get("/x")->status, 200);
}

TEST(HttpClient, gives_up_after_its_timeout) {
    Responder kept;
    const auto server = std::move(HttpServer::listen({}, [&](HttpRequest&&, Responder respond) {
                            kept = std::move(respond);
                        })).value();
    HttpClient client{"127.0.0.1", server->port(), 50};
    const auto lost = client.get("/");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::answer_lost);
    server->stop(0);
    kept = nullptr;
}

}  // namespace
}  // namespace yidi::api
