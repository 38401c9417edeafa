#include "wire/base64.hpp"

#include <cstdint>

namespace yidi::wire {
namespace {

/// The six bits of a character; negative if it has none.
int bits_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
}

/// Bits beyond the last whole byte, after so many characters of a group of four.
constexpr int surplus_bits[] = {0, 0, 4, 2};

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t held = 0;
    std::size_t characters = 0, padding = 0;
    for (const char c : text) {
        if (c == '\r' || c == '\n') continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const int bits = bits_of(c);
        if (bits < 0 || padding > 0) return {};
        held = held << 6 | static_cast<std::uint32_t>(bits);
        const std::size_t in_group = ++characters % 4;
        if (in_group != 1) out.push_back(static_cast<char>(held >> surplus_bits[in_group]));
    }
    const std::size_t rest = characters % 4;
    if (rest == 1 || (padding > 0 && (rest == 0 || padding != 4 - rest))) return {};
    return out;
}

}  // namespace yidi::wire
