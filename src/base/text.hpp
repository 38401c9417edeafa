/// @file
/// Small text helpers that allocate nothing they need not and know nothing of locales.
///
/// Level       0, pure
/// Units       none
/// Errors      an absent value says that the text was not of the form asked for
/// Ownership   views live as long as the text they were cut from

#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yidi {

/// The whole of `text` as a decimal integer, or nothing.
template <std::integral T>
[[nodiscard]] std::optional<T> parse_integer(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
    return value;
}

[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Number of Unicode characters, as the field lengths of the national interface count them.
/// Requires valid UTF-8.
[[nodiscard]] std::size_t character_count(std::string_view utf8) noexcept;

/// `text` cut to at most `characters` Unicode characters, never inside one.
[[nodiscard]] std::string_view clip(std::string_view utf8, std::size_t characters) noexcept;

/// FNV-1a of 64 bits: for hash tables and change detection, never for security.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::string_view bytes,
                                                  std::uint64_t seed = 14695981039346656037ULL) {
    for (const char byte : bytes) {
        seed ^= static_cast<unsigned char>(byte);
        seed *= 1099511628211ULL;
    }
    return seed;
}

[[nodiscard]] std::string hex(std::uint64_t value);
[[nodiscard]] std::string hex(std::string_view bytes);

/// `value` in decimal, padded with zeros on the left to at least `width`.
[[nodiscard]] std::string padded(std::uint64_t value, std::size_t width);

}  // namespace yidi
