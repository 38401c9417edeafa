/// @file
/// What is kept of a request's start line and headers: all text in one string that is used again
/// for the next request of the connection.
///
/// Level       7, pure
/// Units       bytes
/// Errors      none
/// Ownership   copies what it is given; its views live until clear()
/// Threads     confined to its connection

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/http_message.hpp"

namespace yidi::api {

class RequestHead {
  public:
    void clear();
    void start_line(std::string_view method, std::string_view target, int version);
    void add(std::string_view name, std::string_view value);
    /// Headers end here: what is added later, the trailers of a chunked body, is no header and is
    /// passed over.
    void close();

    [[nodiscard]] std::string_view method() const noexcept;
    [[nodiscard]] std::string_view target() const noexcept;
    [[nodiscard]] int version() const noexcept { return version_; }
    /// Empty before close().
    [[nodiscard]] std::span<const HttpField> fields() const noexcept { return fields_; }
    /// The first of that name, or null.
    [[nodiscard]] const HttpField* find(std::string_view name) const noexcept;

  private:
    struct Span {
        std::size_t name_bytes, value_bytes;
    };
    std::string text_;  // method, target, then names and values in turn
    std::vector<Span> spans_;
    std::vector<HttpField> fields_;
    std::size_t method_bytes_ = 0, target_bytes_ = 0;
    int version_ = 11;
    bool closed_ = false;
};

}  // namespace yidi::api
