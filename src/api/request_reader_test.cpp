// Goal    A request is read the same however its bytes are cut, and a bad one is named for what it
//         is before it can fill memory.
// Method  1. A table of whole streams with the step they end in.
//         2. A property: one stream of three requests, cut at random places, reads as in one piece.
// Covers  R1 in a_body_beyond_the_limit_is_refused_by_its_claim and ..._by_its_count.

#include "api/request_reader.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::api {
namespace {

using Step = RequestReader::Step;

Step step_of(std::string_view stream, std::size_t body_bytes_max = 100) {
    RequestReader reader{body_bytes_max};
    std::size_t used = 0;
    return reader.feed(stream, used);
}

TEST(RequestReader, names_every_kind_of_stream) {
    struct Row {
        int line;
        std::string stream;
        Step expected;
    };
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
    // clang-format off
    const Row rows[] = {
        {__LINE__, "", Step::hungry},
        {__LINE__, "\r\n\r\n", Step::hungry},
        {__LINE__, "POST / HT", Step::hungry},
        {__LINE__, "\r\nGET / HTTP/1.1\r\n\r\n", Step::complete},
        {__LINE__, head + "\r\n", Step::complete},
        {__LINE__, head + "Content-Length: 3\r\n\r\nab", Step::hungry},
        {__LINE__, head + "Content-Length: 3\r\n\r\nabc", Step::complete},
        {__LINE__, head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", Step::complete},
        {__LINE__, head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", Step::broken},
        {__LINE__, head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc", Step::broken},
        {__LINE__, head + "Content-Length: -3\r\n\r\nabc", Step::broken},
        {__LINE__, head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", Step::broken},
        {__LINE__, head + "Content-Length: 99999999999999999999999\r\n\r\n", Step::broken},
        {__LINE__, head + "Bad Header\r\n\r\n", Step::broken},
        {__LINE__, "POST / HTTP/3.7\r\n\r\n", Step::broken},
        {__LINE__, "{\"infno\":\"9001\"}\r\n\r\n", Step::broken},
        {__LINE__, std::string{"\x16\x03\x01\x02\x00\x01\r\n\r\n", 10}, Step::broken},
        {__LINE__, head + "Content-Length: 101\r\n\r\n", Step::body_too_large},
        {__LINE__, head + "X: " + std::string(9'000, 'x') + "\r\n\r\n", Step::head_too_large},
        {__LINE__, "GET /" + std::string(9'000, 'x'), Step::head_too_large},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        EXPECT_EQ(step_of(row.stream), row.expected);
    }
}

TEST(RequestReader, gives_method_target_headers_and_body) {
    RequestReader reader{100};
    std::size_t used = 0;
    const std::string stream =
        "POST /fsi/api?x=1 HTTP/1.1\r\nHost: a\r\nContent-TYPE:  text/plain \r\nX:\r\n"
        "Content-Length: 4\r\n\r\nbody"
        "GET";
    EXPECT_EQ(reader.feed(stream, used), Step::complete);
    EXPECT_EQ(used, stream.size() - 3);
    EXPECT_EQ(reader.head().method(), "POST");
    EXPECT_EQ(reader.head().target(), "/fsi/api?x=1");
    ASSERT_EQ(reader.head().fields().size(), 4U);
    ASSERT_NE(reader.head().find("content-type"), nullptr);
    EXPECT_EQ(reader.head().find("content-type")->value, "text/plain");
    EXPECT_EQ(reader.head().find("x")->value, "");
    EXPECT_EQ(reader.head().find("y"), nullptr);
    EXPECT_EQ(reader.body(), "body");
    EXPECT_TRUE(reader.keeps_alive());
}

TEST(RequestReader, takes_no_trailer_for_a_header) {
    RequestReader reader{100};
    std::size_t used = 0;
    EXPECT_EQ(reader.feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "2\r\nhi\r\n0\r\nIdempotency-Key: forged\r\n\r\n",
                          used),
              Step::complete);
    EXPECT_EQ(reader.body(), "hi");
    EXPECT_EQ(reader.head().find("Idempotency-Key"), nullptr);
}

TEST(RequestReader, a_body_beyond_the_limit_is_refused_by_its_claim) {
    RequestReader reader{100};
    std::size_t used = 0;
    EXPECT_EQ(reader.feed("POST /a HTTP/1.1\r\nContent-Length: 104857600\r\n\r\n", used),
              Step::body_too_large);
    EXPECT_EQ(reader.body().capacity(), std::string{}.capacity());
    EXPECT_EQ(reader.head().target(), "/a");
}

TEST(RequestReader, a_body_beyond_the_limit_is_refused_by_its_count) {
    RequestReader reader{100};
    std::size_t used = 0;
    std::string stream = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    Step step = Step::hungry;
    for (int chunk = 0; chunk < 50 && step == Step::hungry; ++chunk) {
        stream += "a\r\n0123456789\r\n";
        step = reader.feed(stream, used);
        stream.erase(0, used);
    }
    EXPECT_EQ(step, Step::body_too_large);
    EXPECT_LE(reader.body().size(), 100U);
}

struct Read {
    std::string target, body;
    friend bool operator==(const Read&, const Read&) = default;
};

std::vector<Read> read_in_pieces(const std::string& stream, std::size_t piece_max) {
    RequestReader reader{100};
    std::vector<Read> reads;
    std::size_t begin = 0, end = 0;
    while (reads.size() < 3) {
        std::size_t used = 0;
        const auto step = reader.feed(std::string_view{stream}.substr(begin, end - begin), used);
        begin += used;
        if (step == Step::complete) {
            reads.push_back({std::string{reader.head().target()}, reader.body()});
            reader.begin();
        } else if (step == Step::hungry && end < stream.size()) {
            end += std::min(*rc::gen::inRange<std::size_t>(1, piece_max + 1), stream.size() - end);
        } else {
            break;
        }
    }
    return reads;
}

RC_GTEST_PROP(RequestReaderProperty, pieces_read_as_the_whole, ()) {
    const std::string stream =
        "POST /one HTTP/1.1\r\nContent-Length: 5\r\n\r\nfirst"
        "\r\nPOST /two HTTP/1.1\r\nTransfer-Encoding: "
        "chunked\r\n\r\n3;a=b\r\nsec\r\n3\r\nond\r\n0\r\n\r\n"
        "GET /three HTTP/1.1\r\n\r\n";
    const std::vector<Read> expected{{"/one", "first"}, {"/two", "second"}, {"/three", ""}};
    RC_ASSERT(read_in_pieces(stream, *rc::gen::inRange<std::size_t>(1, 60)) == expected);
}

}  // namespace
}  // namespace yidi::api
