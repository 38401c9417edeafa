// Goal    An answer is read the same however its bytes are cut, with a length, in chunks, or up to
//         the end of the connection.
// Method  Whole streams with their outcome; a property that cuts them at random places.
// Covers  feed, end, keeps_alive, interim answers

#include "api/response_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::api {
namespace {

using Step = ResponseReader::Step;

struct Read {
    Step step;
    int status;
    std::string body;
    bool keeps_alive;
    friend bool operator==(const Read&, const Read&) = default;
};

/// Feeds the stream in pieces of the given sizes in turn, then ends it.
Read read_all(std::string_view stream, const std::vector<std::size_t>& pieces) {
    ResponseReader reader{1'000};
    auto step = Step::hungry;
    for (std::size_t turn = 0; step == Step::hungry && !stream.empty(); ++turn) {
        const auto piece = stream.substr(0, pieces[turn % pieces.size()]);
        std::size_t used = 0;
        step = reader.feed(piece, used);
        stream.remove_prefix(step == Step::hungry ? piece.size() : used);
    }
    if (step == Step::hungry) step = reader.end();
    if (step == Step::broken) return {step, 0, "", false};
    return {step, reader.status(), reader.body(), reader.keeps_alive()};
}

struct Row {
    int line;
    std::string stream;
    Read expected;
};

std::vector<Row> rows() {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const Read broken{Step::broken, 0, "", false};
    // clang-format off
    return {
        {__LINE__, ok + "Content-Length: 2\r\n\r\nhi", {Step::complete, 200, "hi", true}},
        {__LINE__, ok + "content-length: 0\r\n\r\n", {Step::complete, 200, "", true}},
        {__LINE__, ok + "Content-Length: 2\r\nConnection: close\r\n\r\nhi", {Step::complete, 200, "hi", false}},
        {__LINE__, ok + "\r\nall of it", {Step::complete, 200, "all of it", false}},
        {__LINE__, ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\nT: x\r\n\r\n",
                   {Step::complete, 200, "abc0123456789", true}},
        {__LINE__, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx",
                   {Step::complete, 404, "x", true}},
        {__LINE__, "HTTP/1.1 204 No Content\r\n\r\n", {Step::complete, 204, "", true}},
        {__LINE__, "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", {Step::complete, 200, "x", false}},
        {__LINE__, "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx",
                   {Step::complete, 200, "x", true}},
        {__LINE__, "", broken},
        {__LINE__, "SSH-2.0-OpenSSH_9.2\r\n\r\n", broken},
        {__LINE__, ok + "Content-Length: 5\r\n\r\nhi", broken},
        {__LINE__, ok + "Content-Length: x\r\n\r\nhi", broken},
        {__LINE__, ok + "Content-Length: 1001\r\n\r\n", broken},
        {__LINE__, ok + "no colon\r\n\r\n", broken},
        {__LINE__, ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", broken},
        {__LINE__, ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", broken},
        {__LINE__, ok + "\r\n" + std::string(1'001, 'x'), broken},
    };
    // clang-format on
}

TEST(ResponseReader, reads_every_kind_of_answer) {
    for (const Row& row : rows()) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        EXPECT_EQ(read_all(row.stream, {100'000}), row.expected);
    }
}

RC_GTEST_PROP(ResponseReaderProperty, pieces_read_as_the_whole, ()) {
    const auto pieces = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 20)));
    for (const Row& row : rows()) RC_ASSERT(read_all(row.stream, pieces) == row.expected);
}

TEST(ResponseReader, leaves_what_follows_alone_and_begins_again) {
    ResponseReader reader;
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
    const std::string stream = answer + "a" + answer + "b";
    std::size_t used = 0;
    EXPECT_EQ(reader.feed(stream, used), Step::complete);
    EXPECT_EQ(used, answer.size() + 1);
    reader.begin();
    EXPECT_EQ(reader.feed(std::string_view{stream}.substr(used), used), Step::complete);
    EXPECT_EQ(reader.body(), "b");
}

}  // namespace
}  // namespace yidi::api
