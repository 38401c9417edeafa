// Goal    Only the holder of a secret is taken for it, in each dialect; everybody else reads the
//         refusal the interface documents, in the order it documents them.
// Method  Messages signed elsewhere (signed_samples_test.hpp, and Python's hmac) are presented as
//         they are, then with each thing changed: missing, late, early, by another key, tampered,
//         again.
// Covers  G3 in the tests of each dialect, G4 in an_institution_with_a_key_must_sign

#include "gateway/gateway.hpp"

#include <map>

#include <gtest/gtest.h>

#include "gateway/signed_samples_test.hpp"

namespace yidi::gateway {
namespace {

constexpr std::int64_t minute_us = 60 * Instant::us_per_second;
const Instant sm2_at = *Instant::parse("2026-11-29 00:00:00");

std::string sm2_message(std::string_view cainfo) {
    return R"({"msgid":"H46010000001202611290000000001","infno":"1101","sign_no":null,"cainfo":")" +
           std::string{cainfo} +
           R"(","fixmedins_code":"H46010000001","inf_time":"2026-11-29 00:00:00",)"
           R"("input":{"data":{"psn_no":"1"}}})";
}

AccessKey about(std::string id, Dialect dialect) {
    AccessKey key;
    key.id = std::move(id);
    key.dialect = dialect;
    key.institutions = {"H46010000001"};
    key.from = *Date::parse("2026-11-01");
    key.to = *Date::parse("2026-12-31");
    return key;
}

/// A request as it is, before something is changed.
struct Request {
    std::map<std::string, std::string> headers;
    std::string body{sample_body};
    std::string peer = "192.0.2.7";
    Instant now = signed_at;
};

Request hmac_sha1_request() {
    return {{{"_api_access_key", "HIS-A"},
             {"_api_name", "1101"},
             {"_api_version", "1.0.0"},
             {"_api_timestamp", "1795939200000"},
             {"_api_signature", "rWpQqxahGuWiZe4kd7kAdz8X9RY="}}};
}
Request sha256_request() {
    return {
        {{"x-tif-paasid", "HIS-B"},
         {"x-tif-timestamp", "1795939200"},
         {"x-tif-nonce", "n0nce6"},
         {"x-tif-signature", "4bcb75e39ffd30793b2fe51a6ae7075cfddb8f0f007ac17c653310a6f75858d1"}}};
}
Request hmac_sm3_request() {
    return {
        {{"x-ca-key", "HIS-C"}, {"x-ca-signature", "1795939200:" + std::string{hmac_sm3_of_body}}}};
}
Request sm2_request() {
    return {{}, sm2_message(sm2_der), "192.0.2.7", sm2_at};
}

class GatewayTest : public testing::Test {
  protected:
    GatewayTest() { put(true); }

    void put(bool with_sm2, std::function<void(AccessKey&)> change = {}) {
        auto ring = std::make_shared<KeyRing>();
        const auto add = [&](AccessKey key, std::string_view material) {
            if (change) change(key);
            ASSERT_TRUE(ring->add(std::move(key), std::string{material}));
        };
        add(about("HIS-A", Dialect::hmac_sha1), sample_secret);
        add(about("HIS-B", Dialect::sha256), sample_secret);
        add(about("HIS-C", Dialect::hmac_sm3), sample_secret);
        if (with_sm2) add(about("HIS-D", Dialect::sm2), sm2_pem);
        gateway.put(std::move(ring));
    }

    Outcome<Caller> ask(const Request& request) {
        return gateway.recognise({.header = [&](std::string_view name) -> std::string_view {
                                      const auto found = request.headers.find(std::string{name});
                                      if (found == request.headers.end()) return {};
                                      return found->second;
                                  },
                                  .body = request.body,
                                  .text = request.body,
                                  .peer = request.peer,
                                  .now = request.now});
    }
    /// The id of the key, "plain", or the number of the refusal.
    std::string who(const Request& request) {
        const auto caller = ask(request);
        if (!caller) return std::to_string(static_cast<int>(caller.error().code));
        return caller->key == nullptr ? "plain" : caller->key->about.id;
    }

    Gateway gateway{{}};
};

TEST_F(GatewayTest, each_dialect_names_its_key) {
    EXPECT_EQ(who(hmac_sha1_request()), "HIS-A");
    EXPECT_EQ(who(sha256_request()), "HIS-B");
    EXPECT_EQ(who(hmac_sm3_request()), "HIS-C");
    EXPECT_EQ(who(sm2_request()), "HIS-D");
    EXPECT_EQ(gateway.counts().signed_messages, 4U);
}

TEST_F(GatewayTest, a_message_sent_again_is_refused) {
    for (const auto& make : {hmac_sha1_request, sha256_request, hmac_sm3_request, sm2_request}) {
        EXPECT_NE(who(make()), "1055");
        EXPECT_EQ(who(make()), "1055");
    }
    // The same signature in its other form is the same signature.
    Request raw = sm2_request();
    raw.body = sm2_message(sm2_raw);
    EXPECT_EQ(who(raw), "1055");
}

TEST_F(GatewayTest, the_window_is_thirty_minutes_to_both_sides) {
    const auto at = [](Request request, std::int64_t us) {
        request.now = request.now.plus_us(us);
        return request;
    };
    for (const auto& make : {hmac_sha1_request, sha256_request, hmac_sm3_request, sm2_request}) {
        EXPECT_EQ(who(at(make(), 30 * minute_us + 1)), "1052");
        EXPECT_EQ(who(at(make(), -30 * minute_us - 1)), "1052");
        EXPECT_NE(who(at(make(), 30 * minute_us)), "1052");
    }
    put(true);
    EXPECT_EQ(who(at(hmac_sha1_request(), -30 * minute_us)), "1055") << "the edge was accepted";
}

TEST_F(GatewayTest, a_missing_header_is_named) {
    for (const auto& make : {hmac_sha1_request, sha256_request, hmac_sm3_request}) {
        for (const auto& [name, value] : make().headers) {
            Request request = make();
            request.headers.erase(name);
            const auto caller = ask(request);
            ASSERT_FALSE(caller) << name;
            EXPECT_EQ(caller.error().code, ErrorCode::gateway_headers_missing) << name;
            EXPECT_EQ(caller.error().field, name);
            request.headers[name] = " ";
            EXPECT_EQ(who(request), "1051") << name;
        }
    }
    Request request = sm2_request();
    request.body = sm2_message("");
    EXPECT_EQ(who(request), "1051");
}

TEST_F(GatewayTest, a_changed_header_is_no_longer_signed) {
    for (const auto& make : {hmac_sha1_request, sha256_request, hmac_sm3_request}) {
        for (const auto& [name, value] : make().headers) {
            Request request = make();
            std::string& text = request.headers[name];
            text.back() = text.back() == '1' ? '2' : '1';
            const bool is_id =
                name == "_api_access_key" || name == "x-tif-paasid" || name == "x-ca-key";
            EXPECT_EQ(who(request), is_id ? "1053" : "1054") << name;
        }
    }
}

TEST_F(GatewayTest, the_letter_case_of_a_signature_counts) {
    Request request = sha256_request();
    for (char& c : request.headers["x-tif-signature"]) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(who(request), "1054");
    request = hmac_sm3_request();
    for (char& c : request.headers["x-ca-signature"]) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(who(request), "1054");
}

TEST_F(GatewayTest, a_tampered_body_is_found_where_the_body_is_signed) {
    Request request = hmac_sm3_request();
    request.body += ' ';
    EXPECT_EQ(who(request), "1054");
    // sm2 signs the envelope, not its input: that is what the interface says, and the page too.
    request = sm2_request();
    request.body.replace(request.body.find("1101"), 4, "1201");
    EXPECT_EQ(who(request), "1054");
    request = sm2_request();
    request.body.replace(request.body.find(R"("psn_no":"1")"), 12, R"("psn_no":"2")");
    EXPECT_EQ(who(request), "HIS-D");
}

TEST_F(GatewayTest, another_keys_signature_is_refused) {
    Request request = sm2_request();
    request.body = sm2_message(sm2_der_of_another_key);
    EXPECT_EQ(who(request), "1054");
    // An id of another dialect is not known in this one.
    request = hmac_sha1_request();
    request.headers["_api_access_key"] = "HIS-C";
    EXPECT_EQ(who(request), "1053");
}

TEST_F(GatewayTest, a_key_out_of_force_is_unknown) {
    const auto all_are_unknown = [&] {
        for (const auto& make :
             {hmac_sha1_request, sha256_request, hmac_sm3_request, sm2_request}) {
            EXPECT_EQ(who(make()), "1053");
        }
    };
    put(true, [](AccessKey& key) { key.is_revoked = true; });
    all_are_unknown();
    put(true, [](AccessKey& key) { key.to = *Date::parse("2026-11-28"); });
    all_are_unknown();
    put(true, [](AccessKey& key) { key.from = *Date::parse("2026-11-30"); });
    all_are_unknown();
}

TEST_F(GatewayTest, both_secrets_of_a_rotated_key_are_taken) {
    auto ring = std::make_shared<KeyRing>();
    ASSERT_TRUE(ring->add(about("HIS-A", Dialect::hmac_sha1), std::string{sample_secret}));
    AccessKey next = about("HIS-A", Dialect::hmac_sha1);
    next.version = 2;
    ASSERT_TRUE(ring->add(std::move(next), "another secret, newer"));
    gateway.put(std::move(ring));
    const auto caller = ask(hmac_sha1_request());
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->key->about.version, 1);
}

TEST_F(GatewayTest, a_broken_clock_is_borne_by_keys_that_say_so) {
    Request request;
    request.headers = {{"x-ca-key", "HIS-C"},
                       {"x-ca-signature", "-1234567:" + std::string{hmac_sm3_with_broken_clock}}};
    request.now = sm2_at.plus_us(10 * minute_us);
    EXPECT_EQ(who(request), "1052");
    put(true, [](AccessKey& key) {
        if (key.dialect == Dialect::hmac_sm3) key.clock = KeyClock::body;
    });
    EXPECT_EQ(who(request), "HIS-C");
    EXPECT_EQ(who(request), "1055") << "and still not twice";
    request.now = sm2_at.plus_us(31 * minute_us);
    EXPECT_EQ(who(request), "1052") << "inf_time is in the window, or nothing is";
    request.now = sm2_at;
    request.body += ' ';
    EXPECT_EQ(who(request), "1054");
    request.body = "not JSON";
    EXPECT_EQ(who(request), "1052");
}

TEST_F(GatewayTest, who_asks_plainly_must_be_on_this_machine) {
    put(false);
    const auto from = [&](const char* peer) {
        Request request;
        request.peer = peer;
        return who(request);
    };
    EXPECT_EQ(from("127.0.0.1"), "plain");
    EXPECT_EQ(from("::1"), "plain");
    EXPECT_EQ(from("::ffff:127.0.0.1"), "plain");
    EXPECT_EQ(from("192.0.2.7"), "1051");
    EXPECT_EQ(from("2001:db8::1"), "1051");
    Gateway closed{{.plain = PlainFrom::nobody}}, open{{.plain = PlainFrom::anybody}};
    EXPECT_FALSE(closed.may_read_pages("127.0.0.1"));
    EXPECT_TRUE(open.may_read_pages("192.0.2.7"));
}

TEST_F(GatewayTest, an_institution_with_a_key_must_sign) {
    Request request;
    request.peer = "127.0.0.1";
    put(false);
    auto caller = ask(request);
    ASSERT_TRUE(caller);
    const auto may_not = [&](const char* code) {
        return gateway.may_not_speak(*caller, code, signed_at);
    };
    ASSERT_TRUE(may_not("H46010000001"));
    EXPECT_EQ(may_not("H46010000001")->code, ErrorCode::gateway_headers_missing);
    EXPECT_FALSE(may_not("H46010000002")) << "this one has no key";
    put(false, [](AccessKey& key) { key.is_revoked = true; });
    caller = ask(request);
    EXPECT_TRUE(may_not("H46010000001")) << "a revoked key opens nothing";
    put(false, [](AccessKey& key) { key.from = *Date::parse("2026-11-30"); });
    caller = ask(request);
    EXPECT_FALSE(may_not("H46010000001")) << "not before its first day";
    // With an SM2 key the signature is looked for in the message itself.
    put(true);
    EXPECT_EQ(who(request), "1051");
}

TEST_F(GatewayTest, a_key_speaks_for_its_institutions_only) {
    const auto caller = ask(hmac_sha1_request());
    ASSERT_TRUE(caller);
    EXPECT_FALSE(gateway.may_not_speak(*caller, "H46010000001", signed_at));
    const auto refused = gateway.may_not_speak(*caller, "H46010000002", signed_at);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, ErrorCode::key_not_for_institution);
    EXPECT_EQ(refused->found, "H46010000002");
    EXPECT_EQ(refused->expected, "H46010000001");
}

TEST_F(GatewayTest, keys_put_in_force_do_not_take_the_callers_away) {
    const auto caller = ask(hmac_sha1_request());
    ASSERT_TRUE(caller);
    gateway.put(std::make_shared<const KeyRing>());
    EXPECT_EQ(caller->key->about.id, "HIS-A");
    EXPECT_EQ(who(sha256_request()), "1053");
}

TEST_F(GatewayTest, a_full_memory_asks_to_come_later) {
    Gateway small{{.signatures_max = 0}};
    auto ring = std::make_shared<KeyRing>();
    ASSERT_TRUE(ring->add(about("HIS-C", Dialect::hmac_sm3), std::string{sample_secret}));
    small.put(std::move(ring));
    const Request request = hmac_sm3_request();
    const auto caller = small.recognise(
        {.header = [&](std::string_view name) -> std::string_view {
             const auto found = request.headers.find(std::string{name});
             return found == request.headers.end() ? std::string_view{} : found->second;
         },
         .body = request.body,
         .text = request.body,
         .peer = request.peer,
         .now = request.now});
    ASSERT_FALSE(caller);
    EXPECT_EQ(caller.error().code, ErrorCode::overloaded);
}

TEST_F(GatewayTest, numbers_that_are_no_time_are_outside) {
    for (const char* time : {"", "x", "-1", "1e9", "99999999999999999999", "9223372036854775807",
                             "1795939200.5", "+1795939200"}) {
        Request request = hmac_sm3_request();
        request.headers["x-ca-signature"] = std::string{time} + ":" + std::string{hmac_sm3_of_body};
        EXPECT_EQ(who(request), "1052") << time;
        request = hmac_sha1_request();
        request.headers["_api_timestamp"] = time;
        EXPECT_EQ(who(request), *time == '\0' ? "1051" : "1052") << time;
    }
}

}  // namespace
}  // namespace yidi::gateway
