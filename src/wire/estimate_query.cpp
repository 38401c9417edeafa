#include "base/text.hpp"
#include "wire/estimate.hpp"

namespace yidi::wire {
namespace {

/// "%2C" and "+" undone; nothing where an escape is none.
std::optional<std::string> unescaped(std::string_view text) {
    const auto digit = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            plain += text[at] == '+' ? ' ' : text[at];
            continue;
        }
        const bool whole = at + 2 < text.size();
        const int high = whole ? digit(text[at + 1]) : -1, low = whole ? digit(text[at + 2]) : -1;
        if (high < 0 || low < 0) return {};
        plain += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return plain;
}

}  // namespace

Outcome<Parameters> parse_query(std::string_view query) {
    Parameters parameters;
    if (query.empty()) return parameters;
    for (const std::string_view part : split(query, '&')) {
        const auto equals = part.find('=');
        const auto name = unescaped(part.substr(0, equals));
        const auto value = unescaped(
            equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1));
        if (!name || !value) {
            return problem(ErrorCode::broken_http, "query", std::string{part},
                           "name=value with whole %-escapes");
        }
        parameters.emplace_back(*name, *value);
    }
    return parameters;
}

}  // namespace yidi::wire
