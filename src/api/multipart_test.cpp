// Goal    An upload is cut into its parts byte for byte, and a bad one is named for what it is.
// Method  The example of the interface, as clients write it; a table of bodies with one thing
//         wrong; a good body cut at every byte.
// Covers  U1 in a_cut_body_is_refused_in_bounds

#include "api/multipart.hpp"

#include <gtest/gtest.h>

namespace yidi::api {
namespace {

const std::string file_bytes{"PK\x03\x04\r\n--B not a boundary\r\n\0\xff", 28};

std::string upload() {
    return "--XB\r\n"
           "Content-Disposition: form-data; name=\"jsonStr\"\r\n"
           "Content-Type: text/plain; charset=UTF-8\r\n"
           "\r\n"
           "{\"infno\":\"9101\"}\r\n"
           "--XB\r\n"
           "content-disposition:form-data;name=file;FILENAME=\"C:\\data\\a\\\"b;c.zip\"\r\n"
           "Content-Type: application/octet-stream\r\n"
           "\r\n" +
           file_bytes + "\r\n--XB--\r\n";
}

TEST(Multipart, the_example_of_the_interface_is_cut_into_its_parts) {
    const std::string body = upload();
    const auto parts = parse_multipart("XB", body);
    ASSERT_TRUE(parts) << message_of(parts.error(), false);
    ASSERT_EQ(parts->size(), 2U);
    EXPECT_EQ((*parts)[0].name, "jsonStr");
    EXPECT_EQ((*parts)[0].body, "{\"infno\":\"9101\"}");
    EXPECT_EQ((*parts)[0].content_type, "text/plain; charset=UTF-8");
    EXPECT_EQ((*parts)[0].file_name, "");
    EXPECT_EQ((*parts)[1].name, "file");
    EXPECT_EQ((*parts)[1].file_name, "C:\\data\\a\"b;c.zip");
    EXPECT_EQ((*parts)[1].body, file_bytes);
}

TEST(Multipart, what_stands_before_and_after_is_passed_over) {
    const std::string body = "a preamble\r\n" + upload() + "an epilogue";
    const auto parts = parse_multipart("XB", body);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->size(), 2U);
    EXPECT_TRUE(parse_multipart("XB", "--XB--")->empty());
}

TEST(Multipart, an_empty_part_is_a_part) {
    const auto parts =
        parse_multipart("B", "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--B--\r\n");
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 1U);
    EXPECT_EQ(parts->front().body, "");
}

TEST(Multipart, a_bad_body_is_named) {
    const std::string head = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n";
    std::string many;
    for (std::size_t at = 0; at <= parts_max; ++at) many += head + "x\r\n";
    struct Row {
        int line;
        std::string boundary, body, field;
    };
    const Row rows[] = {
        {__LINE__, "", head + "x\r\n--B--", "Content-Type, boundary"},
        {__LINE__, std::string(71, 'B'), "", "Content-Type, boundary"},
        {__LINE__, "B", "", "body"},
        {__LINE__, "B", "x", "body"},
        {__LINE__, "B", many + "--B--", "body"},
        {__LINE__, "B", "--Bx\r\n", "part 0"},
        {__LINE__, "B", "--B\r\nno head\r\n\r\nx\r\n--B--", "part 0"},
        {__LINE__, "B", "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--", "part 0"},
        {__LINE__, "B", "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", "part 0"},
        {__LINE__, "B", head + "x\r\n" + head + "y", "part 1"},
        {__LINE__, "B", "--B\r\nX: " + std::string(3'000, 'x') + "\r\n\r\nx\r\n--B--", "part 0"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.line);
        const auto parts = parse_multipart(row.boundary, row.body);
        ASSERT_FALSE(parts);
        EXPECT_EQ(parts.error().code, ErrorCode::upload_malformed);
        EXPECT_EQ(parts.error().field, row.field);
    }
}

TEST(Multipart, a_cut_body_is_refused_in_bounds) {
    const std::string whole = upload();
    // The end is told by the two hyphens behind the last boundary.
    const std::size_t complete = whole.size() - 2;
    for (std::size_t size = 0; size < complete; ++size) {
        EXPECT_FALSE(parse_multipart("XB", std::string_view{whole}.substr(0, size))) << size;
    }
    EXPECT_TRUE(parse_multipart("XB", std::string_view{whole}.substr(0, complete)));
}

}  // namespace
}  // namespace yidi::api
