#include "app/console.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "api/problem_details.hpp"

namespace yidi::app {
namespace {

/// Length of the character that begins with `lead`, and whether it takes two columns. Everything
/// from U+1100 on that people here write is wide; the box and arrow signs below U+3000 are not.
struct Character {
    std::size_t bytes;
    bool wide;
};
Character character_of(unsigned char lead) {
    if (lead < 0x80) return {1, false};
    if (lead < 0xE0) return {2, false};
    if (lead < 0xF0) return {3, lead >= 0xE3};
    return {4, true};
}

}  // namespace

int report(const Problem& problem, bool json) {
    if (json) {
        std::fprintf(stderr, "%s\n", api::problem_details(422, problem).body.c_str());
    } else {
        std::fprintf(stderr, "%s\n%s\n", message_of(problem, true).c_str(),
                     message_of(problem, false).c_str());
    }
    return exit_refused;
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (!text.ends_with('\n')) std::fputc('\n', stdout);
}

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const Character character = character_of(static_cast<unsigned char>(utf8[at]));
        width += character.wide ? 2 : 1;
        at += character.bytes;
    }
    return width;
}

std::string padded_right(std::string_view utf8, std::size_t width) {
    const std::size_t used = display_width(utf8);
    return std::string{utf8} + std::string(used < width ? width - used : 0, ' ');
}

std::string json_text(std::string_view utf8) {
    std::string out;
    api::append_json_string(out, utf8);
    return out;
}

}  // namespace yidi::app
