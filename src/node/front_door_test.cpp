// Goal    What lies behind the front door sees a message in UTF-8 and who sent it, whatever came.
// Method  Requests as clients make them, taken one by one; the answers put back into their
//         encoding.
// Covers  FrontDoor::take, gateway_refusal, encode_for; G3 over the bytes as they came

#include "node/front_door.hpp"

#include <map>

#include <gtest/gtest.h>

namespace yidi::node {
namespace {

const Instant now = *Instant::parse("2026-11-29 12:00:00");
constexpr const char* secret = "a secret of the tests";
const std::string utf8 = R"({"psn_name":"张三"})";
const std::string gbk = "{\"psn_name\":\"\xD5\xC5\xC8\xFD\"}";

class FrontDoorTest : public testing::Test {
  protected:
    FrontDoorTest() {
        auto ring = std::make_shared<gateway::KeyRing>();
        gateway::AccessKey key;
        key.id = "HIS-C";
        key.dialect = gateway::Dialect::hmac_sm3;
        key.institutions = {"H46010000001"};
        key.from = key.to = now.date();
        EXPECT_TRUE(ring->add(std::move(key), secret));
        door.gateway().put(std::move(ring));
    }

    Outcome<Intake> take(std::string_view content_type, std::string body,
                         const std::map<std::string, std::string>& headers = {},
                         std::string_view peer = "127.0.0.1") {
        std::vector<api::HttpField> fields;
        for (const auto& [name, value] : headers) fields.push_back({name, value});
        return door.take({.method = "POST",
                          .target = "/",
                          .content_type = content_type,
                          .idempotency_key = {},
                          .peer = peer,
                          .headers = fields,
                          .body = std::move(body)},
                         now);
    }
    static std::map<std::string, std::string> signature_of(std::string_view body) {
        const std::string seconds = std::to_string(now.us() / Instant::us_per_second);
        return {{"x-ca-key", "HIS-C"},
                {"x-ca-signature",
                 seconds + ":" + gateway::hmac_sm3_hex(secret, seconds + "\n", body)}};
    }

    FrontDoor door{{}};
};

TEST_F(FrontDoorTest, content_types_of_real_clients_are_taken) {
    for (const char* type : {"", "text/plain", "application/json", "APPLICATION/JSON;charset=utf-8",
                             "application/x-www-form-urlencoded", "application/problem+json"}) {
        const auto intake = take(type, utf8);
        ASSERT_TRUE(intake) << type;
        EXPECT_EQ(intake->text, utf8);
        EXPECT_EQ(intake->caller.key, nullptr);
    }
    const auto refused = take("image/png", utf8);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::wrong_content_type);
}

TEST_F(FrontDoorTest, the_signature_is_over_the_bytes_as_they_came) {
    const auto intake = take("text/plain", gbk, signature_of(gbk));
    ASSERT_TRUE(intake) << message_of(intake.error(), false);
    EXPECT_EQ(intake->text, utf8);
    EXPECT_EQ(intake->charset, wire::Charset::gbk);
    ASSERT_NE(intake->caller.key, nullptr);
    EXPECT_EQ(intake->caller.key->about.id, "HIS-C");
    EXPECT_FALSE(take("text/plain", gbk, signature_of(utf8)));
}

TEST_F(FrontDoorTest, a_file_stands_beside_its_message) {
    const std::string body = "--B\r\nContent-Disposition: form-data; name=\"jsonStr\"\r\n\r\n" +
                             gbk +
                             "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; "
                             "filename=\"\xD5\xC5.zip\"\r\n\r\nPK\xFF\r\n--B--\r\n";
    const auto intake = take("multipart/form-data; boundary=B", body, signature_of(body));
    ASSERT_TRUE(intake) << message_of(intake.error(), false);
    EXPECT_EQ(intake->text, utf8);
    EXPECT_EQ(intake->charset, wire::Charset::gbk);
    ASSERT_TRUE(intake->upload);
    EXPECT_EQ(intake->upload->file_name, "张.zip");
    EXPECT_EQ(intake->upload->bytes, "PK\xFF");
    EXPECT_FALSE(take("text/plain", utf8)->upload);
    const auto refused = take("multipart/form-data", body);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::upload_malformed);
}

TEST_F(FrontDoorTest, a_stranger_is_told_nothing_but_that) {
    for (const auto& [type, body] :
         std::map<std::string, std::string>{{"text/plain", utf8},
                                            {"image/png", utf8},
                                            {"text/plain; charset=big5", utf8},
                                            {"multipart/form-data", ""},
                                            {"application/json", "\xFF"}}) {
        const auto refused = take(type, body, {}, "192.0.2.7");
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::gateway_headers_missing) << type;
    }
}

TEST(FrontDoorAnswers, the_gateways_refusals_have_their_documented_body) {
    using enum ErrorCode;
    for (const ErrorCode code : {gateway_headers_missing, gateway_time_outside, gateway_key_unknown,
                                 gateway_signature_wrong, gateway_replayed}) {
        const auto response = gateway_refusal({code, "a \"field\"", {}, {}, {}});
        ASSERT_TRUE(response);
        EXPECT_EQ(response->status, 401);
        EXPECT_TRUE(response->body.starts_with(R"({"code":401,"message":"[)")) << response->body;
        EXPECT_NE(response->body.find(R"(a \"field\")"), std::string::npos);
    }
    EXPECT_FALSE(gateway_refusal({key_not_for_institution, {}, {}, {}, {}}))
        << "this caller is known: it is answered in the form of the interface";
    EXPECT_FALSE(gateway_refusal({overloaded, {}, {}, {}, {}}));
}

TEST(FrontDoorAnswers, go_back_in_the_encoding_of_the_question) {
    api::HttpResponse response;
    response.body = utf8;
    encode_for(wire::Charset::utf8, response);
    EXPECT_EQ(response.body, utf8);
    EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
    encode_for(wire::Charset::gbk, response);
    EXPECT_EQ(response.body, gbk);
    EXPECT_EQ(response.content_type, "application/json; charset=GBK");
}

}  // namespace
}  // namespace yidi::node
