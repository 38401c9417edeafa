// Goal    A message in GBK is read as the same message in UTF-8, and its answer goes back in GBK.
// Method  Bytes written down from another program (Python's codecs); a table of Content-Types; a
//         property: any text that GB18030 was made of comes back.
// Covers  B1 in texts_of_any_kind_come_back

#include "wire/charset.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::wire {
namespace {

const std::string utf8 = R"({"psn_name":"张三","a":"é"})";
// The same by Python: .encode("gbk").
const std::string gbk = "{\"psn_name\":\"\xD5\xC5\xC8\xFD\",\"a\":\"\xA8\xA6\"}";

TEST(Charset, gbk_is_found_without_a_word_about_it) {
    for (const char* type : {"", "text/plain", "application/json;charset=UTF-8",
                             "application/json; charset=\"utf-8\""}) {
        std::string body = gbk;
        const auto charset = to_utf8(body, type);
        ASSERT_TRUE(charset) << type;
        EXPECT_EQ(*charset, Charset::gbk) << type;
        EXPECT_EQ(body, utf8);
    }
}

TEST(Charset, a_charset_in_the_content_type_decides) {
    struct Row {
        int line;
        const char* type;
        Charset expected;
    };
    const Row rows[] = {
        {__LINE__, "text/plain;charset=GBK", Charset::gbk},
        {__LINE__, "text/plain; charset=gb2312", Charset::gbk},
        {__LINE__, "text/plain; Charset = CP936 ; x=y", Charset::gbk},
        {__LINE__, "text/plain; x=\"a;charset=utf-8\"; charset=GB18030", Charset::gb18030},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.line);
        std::string body = gbk;
        const auto charset = to_utf8(body, row.type);
        ASSERT_TRUE(charset);
        EXPECT_EQ(*charset, row.expected);
        EXPECT_EQ(body, utf8);
    }
    std::string plain = "{}";
    EXPECT_EQ(*to_utf8(plain, "text/plain; charset=gbk"), Charset::gbk) << "also without a word";
}

TEST(Charset, utf8_stays_what_it_is) {
    std::string body = utf8;
    EXPECT_EQ(*to_utf8(body, "application/json"), Charset::utf8);
    EXPECT_EQ(body, utf8);
}

TEST(Charset, what_is_in_no_encoding_known_is_refused) {
    std::string body = utf8;
    auto refused = to_utf8(body, "text/plain; charset=big5");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::wrong_encoding);
    EXPECT_EQ(refused.error().found, "big5");
    body = "\xFE\xFF" + utf8;
    refused = to_utf8(body, "text/plain");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "byte 0");
    body = gbk.substr(0, gbk.find('\xC5'));  // in the middle of a character
    refused = to_utf8(body, "text/plain; charset=GBK");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "byte " + std::to_string(gbk.find('\xD5')));
}

TEST(Charset, an_answer_goes_back_in_the_encoding_of_the_question) {
    EXPECT_EQ(json_in(Charset::utf8, utf8), utf8);
    EXPECT_EQ(json_in(Charset::gb18030, utf8), gbk);
    EXPECT_EQ(json_in(Charset::gbk, R"({"a":"张𠮷é"})"),
              "{\"a\":\"\xD5\xC5\\ud842\\udfb7\xA8\xA6\"}")
        << "GBK has no character beyond the first plane";
    EXPECT_EQ(json_in(Charset::gbk, ""), "");
}

TEST(Charset, what_gbk_lacks_is_read_as_gb18030) {
    std::string body = "\"\x95\x34\xB2\x35\"";  // Python: "𠮷".encode("gb18030")
    const auto charset = to_utf8(body, "text/plain");
    ASSERT_TRUE(charset);
    EXPECT_EQ(*charset, Charset::gb18030);
    EXPECT_EQ(body, "\"𠮷\"");
}

TEST(Charset, parameters_of_a_header_are_found) {
    EXPECT_EQ(parameter_of("multipart/form-data; boundary=abc", "boundary"), "abc");
    EXPECT_EQ(parameter_of("multipart/form-data; boundary=\"a b\\\"c\"; x", "boundary"), "a b\"c");
    EXPECT_EQ(parameter_of("multipart/form-data;BOUNDARY=abc;charset=utf-8", "boundary"), "abc");
    EXPECT_EQ(parameter_of("multipart/form-data", "boundary"), "");
    EXPECT_EQ(parameter_of("multipart/form-data; ; =; boundary", "boundary"), "");
    EXPECT_EQ(parameter_of("a; x=\"open; boundary=b", "boundary"), "");
}

RC_GTEST_PROP(Charset, texts_of_any_kind_come_back, ()) {
    const auto characters = *rc::gen::container<std::vector<int>>(
        rc::gen::oneOf(rc::gen::inRange(0x20, 0x7F), rc::gen::inRange(0x4E00, 0x9FA6),
                       rc::gen::inRange(0x20000, 0x2A6D7)));
    std::string text;
    for (const int number : characters) {
        if (number < 0x80) {
            text += static_cast<char>(number);
        } else if (number < 0x10000) {
            text += static_cast<char>(0xE0 | number >> 12);
            text += static_cast<char>(0x80 | (number >> 6 & 0x3F));
            text += static_cast<char>(0x80 | (number & 0x3F));
        } else {
            text += static_cast<char>(0xF0 | number >> 18);
            text += static_cast<char>(0x80 | (number >> 12 & 0x3F));
            text += static_cast<char>(0x80 | (number >> 6 & 0x3F));
            text += static_cast<char>(0x80 | (number & 0x3F));
        }
    }
    std::string bytes = json_in(Charset::gb18030, text);
    RC_ASSERT(to_utf8(bytes, "; charset=gb18030").has_value());
    RC_ASSERT(bytes == text);
}

}  // namespace
}  // namespace yidi::wire
