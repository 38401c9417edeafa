/// @file
/// A request and an answer of HTTP/1.1 as the rest of the house sees them: no library type in
/// sight.
///
/// Level       7
/// Units       status codes of RFC 9110
/// Errors      none
/// Ownership   the views of a request live until its Responder is called or dropped; its body is
///             the receiver's own

#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yidi::api {

struct HttpField {
    std::string_view name, value;
};

struct HttpRequest {
    std::string_view method;        ///< "POST", as sent.
    std::string_view target;        ///< Path and query, as sent.
    std::string_view content_type;  ///< Empty when absent, as the next one.
    std::string_view idempotency_key;
    std::string_view peer;               ///< Numeric address of the other end.
    std::span<const HttpField> headers;  ///< All of them, in the order they came.
    std::string body;

    /// The first header of that name, whatever its letter case; empty when absent.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

struct HttpHeader {
    std::string name, value;
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    std::vector<HttpHeader> headers =
        {};  ///< Further ones; lengths and the connection are the server's.
};

/// Answers one request. To be called exactly once, now or later, from any thread; a second call is
/// a defect. When the last copy is dropped uncalled the connection is closed without an answer, so
/// that the client knows that it does not know.
using Responder = std::function<void(HttpResponse)>;

/// Takes one request. Called on a thread of the server: it must not block, and must not throw.
using Handler = std::function<void(HttpRequest&&, Responder)>;

/// The reason phrase of a status, such as "Not Found"; "Status" for one that has no name here.
[[nodiscard]] std::string_view reason_of(int status) noexcept;

/// Compares header names as HTTP does: ASCII letters without regard to case.
[[nodiscard]] bool same_field_name(std::string_view left, std::string_view right) noexcept;

}  // namespace yidi::api
