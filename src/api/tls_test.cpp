// Goal    The server speaks TLS 1.2 and 1.3 as it speaks plain HTTP, and says what is wrong with a
//         certificate before it listens.
// Method  Certificates made here; a client of OpenSSL over a blocking socket, and bare sockets,
//         against a handler that echoes.
// Covers  T1 in a_certificate_that_is_refused_leaves_the_old_one; H1 and H3 under TLS

#include "api/tls.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/certificate_test.hpp"
#include "api/http_client.hpp"
#include "api/http_server.hpp"
#include "api/loopback_test.hpp"

namespace yidi::api {
namespace {

using testing::HasSubstr;

class TlsTest : public testing::Test {
  protected:
    TlsTest() { certificates.make("good"); }

    [[nodiscard]] TlsFiles files(const std::string& certificate, const std::string& key) const {
        return {certificates.path(certificate), certificates.path(key)};
    }
    void refused(const TlsFiles& named, ErrorCode code, std::string_view field,
                 std::string_view found = {}) {
        const auto loaded = TlsIdentity::load(named);
        ASSERT_FALSE(loaded);
        EXPECT_EQ(loaded.error().code, code) << message_of(loaded.error(), false);
        EXPECT_EQ(loaded.error().field, certificates.path(field));
        EXPECT_THAT(loaded.error().found, HasSubstr(std::string{found}));
    }
    std::unique_ptr<HttpServer> serve(HttpServer::Options options = {}) {
        auto loaded = TlsIdentity::load(files("good.pem", "good.key"));
        EXPECT_TRUE(loaded);
        identity = *loaded;
        options.tls = identity;
        auto server = HttpServer::listen(
            std::move(options), [](HttpRequest&& request, const Responder& respond) {
                respond({.content_type = "text/plain", .body = "[" + request.body + "]"});
            });
        EXPECT_TRUE(server);
        return std::move(server).value();
    }
    static std::string post(std::string_view body, std::string_view more = "") {
        return "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n" + std::string{more} + "\r\n" + std::string{body};
    }

    Certificates certificates;
    std::shared_ptr<TlsIdentity> identity;
};

TEST_F(TlsTest, both_versions_are_spoken_on_a_kept_connection) {
    const auto server = serve();
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsPeer peer{server->port(), version};
        ASSERT_TRUE(peer.is_connected());
        EXPECT_EQ(peer.version(), version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
        for (const char* body : {"one", "two"}) {
            ASSERT_TRUE(peer.send(post(body)));
            EXPECT_THAT(peer.read_until("]"), HasSubstr("[" + std::string{body} + "]"));
        }
    }
    EXPECT_FALSE(TlsPeer(server->port(), TLS1_1_VERSION).is_connected());
}

TEST_F(TlsTest, bodies_of_many_records_come_and_go_whole) {
    const auto server = serve();
    TlsPeer peer{server->port()};
    std::string body;
    for (int number = 0; body.size() < 1'000'000; ++number) body += std::to_string(number) + ",";
    ASSERT_TRUE(peer.send(post(body)));
    const std::string answer = peer.read_until("]");
    EXPECT_TRUE(answer.ends_with("[" + body + "]"));
}

TEST_F(TlsTest, records_of_one_byte_are_read_too) {
    const auto server = serve();
    TlsPeer peer{server->port()};
    for (const char byte : post("slow")) ASSERT_TRUE(peer.send({&byte, 1}));
    EXPECT_THAT(peer.read_until("]"), HasSubstr("[slow]"));
}

TEST_F(TlsTest, pipelined_requests_are_answered_in_order) {
    const auto server = serve();
    TlsPeer peer{server->port()};
    ASSERT_TRUE(peer.send(post("a") + post("b") + post("c", "Connection: close\r\n")));
    const std::string answers = peer.read_until("[c]");
    EXPECT_LT(answers.find("[a]"), answers.find("[b]"));
    (void)peer.read_until("nothing more");
    EXPECT_TRUE(peer.was_ended()) << "the last answer is followed by the end of the session";
}

TEST_F(TlsTest, a_body_is_invited_and_bounded) {
    HttpServer::Options options;
    options.body_bytes_max = 10;
    const auto server = serve(std::move(options));
    TlsPeer peer{server->port()};
    ASSERT_TRUE(peer.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    EXPECT_THAT(peer.read_until("\r\n\r\n"), HasSubstr("100 Continue"));
    ASSERT_TRUE(peer.send("ok"));
    EXPECT_THAT(peer.read_until("]"), HasSubstr("[ok]"));
    ASSERT_TRUE(peer.send(post("too long for it")));
    EXPECT_THAT(peer.read_until("}"), HasSubstr("413 "));
}

TEST_F(TlsTest, who_speaks_plain_http_is_told) {
    const auto server = serve();
    Peer peer{server->port()};
    peer.send(post("plain"));
    EXPECT_THAT(peer.read_until("}"), HasSubstr("https://"));
    EXPECT_TRUE(peer.is_closed_within(5'000));
    Peer noise{server->port()};
    noise.send(std::string(500, '\xAA'));
    EXPECT_TRUE(noise.is_closed_within(5'000));
}

TEST_F(TlsTest, a_peer_that_stops_in_its_handshake_loses_its_connection) {
    HttpServer::Options options;
    options.idle_timeout_ms = 100;
    const auto server = serve(std::move(options));
    Peer peer{server->port()};
    peer.send("\x16\x03\x01\x02");
    EXPECT_TRUE(peer.is_closed_within(5'000));
}

TEST_F(TlsTest, files_that_cannot_be_used_are_named) {
    certificates.make("other");
    certificates.make("ended", -3, -2);
    certificates.make("early", 2, 3);
    certificates.make("locked", -1, 1, "P-256", "a pass phrase");
    certificates.make("national", -1, 1, "SM2");
    std::ofstream{certificates.path("text.pem")} << "no PEM\n";
    using enum ErrorCode;
    refused(files("absent.pem", "good.key"), tls_file_unusable, "absent.pem", "No such file");
    refused(files("good.pem", "absent.key"), tls_file_unusable, "absent.key", "No such file");
    refused(files("text.pem", "good.key"), tls_file_unusable, "text.pem", "no start line");
    refused(files("good.pem", "text.pem"), tls_file_unusable, "text.pem");
    refused(files("good.pem", "other.key"), tls_key_mismatch, "other.key");
    refused(files("ended.pem", "ended.key"), tls_certificate_expired, "ended.pem", "UTC");
    refused(files("early.pem", "early.key"), tls_certificate_expired, "early.pem");
    refused(files("locked.pem", "locked.key"), tls_file_unusable, "locked.key");
    refused(files("national.pem", "national.key"), tls_file_unusable, "national.pem");
}

TEST_F(TlsTest, a_certificate_that_is_refused_leaves_the_old_one) {
    const auto server = serve();
    std::ofstream{certificates.path("good.pem")} << "spoilt\n";
    const auto refused = identity->reload();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::tls_file_unusable);
    EXPECT_TRUE(TlsPeer(server->port()).is_connected());
    certificates.make("good");
    TlsPeer before{server->port()};
    ASSERT_TRUE(identity->reload());
    EXPECT_TRUE(TlsPeer(server->port()).is_connected());
    ASSERT_TRUE(before.send(post("old"))) << "who is here keeps the old one";
    EXPECT_THAT(before.read_until("]"), HasSubstr("[old]"));
}

TEST_F(TlsTest, a_client_trusts_whom_it_was_told_to) {
    const auto server = serve();
    const auto trust = TlsTrust::load(certificates.path("good.pem"));
    ASSERT_TRUE(trust);
    HttpClient client{"127.0.0.1", server->port(), 5'000, *trust};
    for (const std::size_t size : {1U, 100'000U}) {
        const auto answer = client.post("/", std::string(size, 'b'));
        ASSERT_TRUE(answer) << message_of(answer.error(), false);
        EXPECT_EQ(answer->body.size(), size + 2);
    }
    EXPECT_EQ(server->connection_count(), 1U) << "the connection is kept";
}

TEST_F(TlsTest, a_client_turns_from_a_stranger) {
    const auto server = serve();
    certificates.make("other");
    const auto others = TlsTrust::load(certificates.path("other.pem"));
    ASSERT_TRUE(others);
    const auto refused = [&](const std::string& host, std::uint16_t port, auto trust) {
        const auto answer = HttpClient{host, port, 5'000, std::move(trust)}.get("/");
        EXPECT_FALSE(answer);
        if (answer) return std::string{};
        EXPECT_EQ(answer.error().code, ErrorCode::server_unreachable);
        return answer.error().found;
    };
    EXPECT_THAT(refused("127.0.0.1", server->port(), *others), HasSubstr("certificate"));
    const auto trust = TlsTrust::load(certificates.path("good.pem"));
    EXPECT_THAT(refused("localhost", server->port(), *trust), HasSubstr("ostname mismatch"))
        << "the certificate is for 127.0.0.1";
    const auto plain =
        std::move(HttpServer::listen({}, [](HttpRequest&&, const Responder&) {})).value();
    EXPECT_THAT(refused("127.0.0.1", plain->port(), *trust), HasSubstr("TLS"));
}

TEST_F(TlsTest, a_file_of_no_authorities_is_refused) {
    std::ofstream{certificates.path("none.pem")} << "nobody";
    for (const char* name : {"none.pem", "missing.pem"}) {
        const auto trust = TlsTrust::load(certificates.path(name));
        ASSERT_FALSE(trust);
        EXPECT_EQ(trust.error().code, ErrorCode::tls_file_unusable);
        EXPECT_EQ(trust.error().field, certificates.path(name));
    }
}

}  // namespace
}  // namespace yidi::api
