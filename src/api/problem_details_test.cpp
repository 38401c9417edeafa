// Goal    A Problem becomes JSON that any reader takes, whatever the client put into its fields.
// Method  Exact texts for the string writer; membership for the whole answer.
// Covers  append_json_string, problem_details

#include "api/problem_details.hpp"

#include <gtest/gtest.h>

namespace yidi::api {
namespace {

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

TEST(JsonString, escapes_what_must_be_escaped_and_mends_what_is_no_utf8) {
    EXPECT_EQ(quoted(""), "\"\"");
    EXPECT_EQ(quoted("a\"b\\c/\n\t"), "\"a\\\"b\\\\c/\\n\\u0009\"");
    EXPECT_EQ(quoted(std::string_view{"\0\x1f\x7f", 3}), "\"\\u0000\\u001f\\u007f\"");
    EXPECT_EQ(quoted("医保😀"), "\"医保😀\"");
    EXPECT_EQ(quoted("\xD2\xBD\xB1\xA3"), "\"ҽ\uFFFD\uFFFD\"");   // GBK: its first two bytes pass
    EXPECT_EQ(quoted("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");  // a surrogate
    EXPECT_EQ(quoted("\xC0\xAF"), "\"\uFFFD\uFFFD\"");            // an overlong slash
    EXPECT_EQ(quoted("\xE5\x8C"), "\"\uFFFD\uFFFD\"");            // cut inside a character
}

TEST(ProblemDetails, say_code_place_found_expected_remedy_and_retry) {
    const auto response = problem_details(
        409, {ErrorCode::field_too_long, "input.x", "a\"b", "<= 3", "某办法 第1条"});
    EXPECT_EQ(response.status, 409);
    EXPECT_EQ(response.content_type, "application/problem+json; charset=utf-8");
    for (const char* part :
         {R"({"type":"urn:yidi:problem:field_too_long")", R"("status":409)", R"("code":1102)",
          R"("field":"input.x")", R"("found":"a\"b")", R"("expected":"<= 3")",
          R"("article":"某办法 第1条")", R"("retry":"amend"})",
          R"("remedy":{"zh":"请缩短该字段","en":"shorten it"})"}) {
        EXPECT_NE(response.body.find(part), std::string::npos) << part << "\n" << response.body;
    }
}

TEST(ProblemDetails, leave_out_what_is_empty) {
    const auto response = problem_details(503, {ErrorCode::overloaded, "", "", "", ""});
    for (const char* part : {"\"field\"", "\"found\"", "\"expected\"", "\"article\""}) {
        EXPECT_EQ(response.body.find(part), std::string::npos) << part;
    }
}

}  // namespace
}  // namespace yidi::api
