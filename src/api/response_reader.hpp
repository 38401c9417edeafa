/// @file
/// Reads one HTTP/1.1 answer after another out of a stream of bytes that comes in pieces.
///
/// Level       7, pure
/// Units       bytes
/// Errors      broken: not HTTP/1.1, or longer than bytes_max; afterwards only begin() may follow
/// Ownership   copies head and body; views live until begin()
/// Threads     confined to its connection

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace yidi::api {

class ResponseReader {
  public:
    enum class Step : std::uint8_t { hungry, complete, broken };

    explicit ResponseReader(std::size_t bytes_max = 64 * 1024 * 1024) : bytes_max_(bytes_max) {}

    /// Forgets the answer before and waits for the next.
    void begin();
    /// Takes all of `bytes`, up to the end of the answer; `used` says how many.
    [[nodiscard]] Step feed(std::string_view bytes, std::size_t& used);
    /// The other end closed: an answer without a length ends here, any other is broken.
    [[nodiscard]] Step end();

    [[nodiscard]] bool has_begun() const noexcept { return !head_.empty(); }
    [[nodiscard]] int status() const noexcept { return status_; }
    [[nodiscard]] bool keeps_alive() const noexcept { return keeps_alive_; }
    [[nodiscard]] const std::string& content_type() const noexcept { return content_type_; }
    [[nodiscard]] std::string& body() noexcept { return body_; }

  private:
    enum class Part : std::uint8_t {
        head,
        counted,
        chunk_line,
        chunk,
        chunk_end,
        trailer,
        until_end,
        done,
        broken
    };

    void take(std::string_view& bytes);
    void take_head(std::string_view& bytes);
    void take_body(std::string_view& bytes);
    void take_line(std::string_view& bytes);
    void on_line();
    void on_head();
    void on_field(std::string_view name, std::string_view value);

    const std::size_t bytes_max_;
    Part part_ = Part::head;
    std::string head_, line_, body_, content_type_;
    std::size_t left_ = 0;  // bytes of the body or of the chunk still to come
    int status_ = 0;
    bool keeps_alive_ = true;
    bool has_length_ = false, is_chunked_ = false;
};

}  // namespace yidi::api
