// The only file of the house that sees Beast.

#include "api/request_reader.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace yidi::api {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using Text = boost::beast::string_view;

// A declared length is only a claim: no more than this is set aside before bytes come.
constexpr std::uint64_t body_reserve_bytes_max = 64 * 1024;

std::string_view view_of(Text text) {
    return {text.data(), text.size()};
}

}  // namespace

/// Beast's parser without Beast's containers.
class RequestReader::Parser final : public http::basic_parser<true> {
  public:
    Parser(RequestHead& head, std::string& body, std::size_t body_bytes_max)
        : head_(head), body_(body) {
        header_limit(head_bytes_max);
        body_limit(body_bytes_max);
    }

  private:
    void on_request_impl(http::verb, Text method, Text target, int version, error_code&) override {
        head_.start_line(view_of(method), view_of(target), version);
    }
    void on_response_impl(int, Text, int, error_code&) override {}
    void on_field_impl(http::field, Text name, Text value, error_code&) override {
        head_.add(view_of(name), view_of(value));
    }
    void on_header_impl(error_code&) override { head_.close(); }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        if (length) body_.reserve(std::min(*length, body_reserve_bytes_max));
    }
    std::size_t on_body_impl(Text bytes, error_code&) override {
        body_.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, error_code& error) override {
        return on_body_impl(bytes, error);
    }
    void on_finish_impl(error_code&) override {}

    RequestHead& head_;
    std::string& body_;
};

RequestReader::RequestReader(std::size_t body_bytes_max) : body_bytes_max_(body_bytes_max) {
    begin();
}
RequestReader::~RequestReader() = default;

void RequestReader::begin() {
    head_.clear();
    body_.clear();
    begun_ = false;
    // A parser serves one message; the next is built in its place, which spares an allocation.
    if (parser_ == nullptr) {
        parser_ = std::make_unique<Parser>(head_, body_, body_bytes_max_);
    } else {
        std::destroy_at(parser_.get());
        std::construct_at(parser_.get(), head_, body_, body_bytes_max_);
    }
}

RequestReader::Step RequestReader::feed(std::string_view bytes, std::size_t& used) {
    used = 0;
    // Empty lines before a request line are to be passed over (RFC 9112, 2.2).
    while (!begun_ && used < bytes.size() && (bytes[used] == '\r' || bytes[used] == '\n')) ++used;
    while (!parser_->is_done()) {
        if (used == bytes.size()) return Step::hungry;
        begun_ = true;
        error_code error;
        used += parser_->put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
        if (!error) continue;
        if (error == http::error::need_more) return Step::hungry;
        if (error == http::error::body_limit) return Step::body_too_large;
        if (error == http::error::header_limit) return Step::head_too_large;
        broken_text_ = error.message();
        return Step::broken;
    }
    return Step::complete;
}

bool RequestReader::awaits_body() const {
    return parser_->is_header_done() && !parser_->is_done();
}

bool RequestReader::keeps_alive() const {
    return parser_->keep_alive();
}

}  // namespace yidi::api
