/// @file
/// Reads one HTTP/1.1 request after another out of a stream of bytes that comes in pieces.
///
/// Level       7, pure; Beast's parser stays inside the .cpp
/// Units       bytes
/// Errors      broken, head_too_large and body_too_large are steps; after one of them only begin()
///             may follow
/// Ownership   copies the head and the body; views of them live until begin()
/// Threads     confined to its connection
/// Invariants  R1  body() never grows beyond body_bytes_max, and a declared length beyond it is
///                 refused before a byte of it is read.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "api/request_head.hpp"

namespace yidi::api {

/// A head that is longer, start line included, is refused.
inline constexpr std::uint32_t head_bytes_max = 8 * 1024;

class RequestReader {
  public:
    enum class Step : std::uint8_t {
        hungry,          ///< All that could be used was used; more bytes are needed.
        complete,        ///< A whole request is here; bytes after it were left alone.
        broken,          ///< This is not HTTP/1.1; broken_text() says why.
        head_too_large,  ///< More than head_bytes_max.
        body_too_large,  ///< More than body_bytes_max, declared or counted.
    };

    explicit RequestReader(std::size_t body_bytes_max);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Forgets the request before and waits for the next.
    void begin();
    /// Takes bytes from the front of `bytes` and says in `used` how many. Those not used, a piece
    /// of a head or of a chunk's line, must stand at the front of the next call.
    [[nodiscard]] Step feed(std::string_view bytes, std::size_t& used);

    /// A byte of the request was seen.
    [[nodiscard]] bool has_begun() const noexcept { return begun_; }
    /// The head is here, the body is not yet whole.
    [[nodiscard]] bool awaits_body() const;
    /// The peer may send another request on this connection. Requires a complete request.
    [[nodiscard]] bool keeps_alive() const;
    [[nodiscard]] const std::string& broken_text() const noexcept { return broken_text_; }
    [[nodiscard]] const RequestHead& head() const noexcept { return head_; }
    [[nodiscard]] std::string& body() noexcept { return body_; }

  private:
    class Parser;
    const std::size_t body_bytes_max_;
    RequestHead head_;
    std::string body_;
    std::string broken_text_;
    bool begun_ = false;
    std::unique_ptr<Parser> parser_;
};

}  // namespace yidi::api
