#include "base/text.hpp"

namespace yidi {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

constexpr bool starts_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::size_t character_count(std::string_view utf8) noexcept {
    std::size_t count = 0;
    for (const char byte : utf8) count += starts_character(byte) ? 1 : 0;
    return count;
}

std::string_view clip(std::string_view utf8, std::size_t characters) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (starts_character(utf8[at]) && count++ == characters) return utf8.substr(0, at);
    }
    return utf8;
}

std::string hex(std::uint64_t value) {
    std::string text(16, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value >>= 4) {
        *digit = hex_digits[value & 15];
    }
    return text;
}

std::string hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text.push_back(hex_digits[value >> 4]);
        text.push_back(hex_digits[value & 15]);
    }
    return text;
}

std::string padded(std::uint64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

}  // namespace yidi
