#include "api/problem_details.hpp"

#include <cstdint>

namespace yidi::api {
namespace {

/// Length of the UTF-8 sequence that `text` begins with, or 0 when it begins with none. Overlong
/// forms, surrogates and values beyond U+10FFFF are none.
std::size_t sequence_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t index) -> unsigned {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const auto continues = [&](std::size_t index, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(index) >= low && byte(index) <= high;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;
        return continues(1, low, high) && continues(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

void append_control(std::string& out, unsigned char control) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u00";
    out += digits[control >> 4];
    out += digits[control & 15];
}

/// Writes one JSON object, members separated as they come.
class Writer {
  public:
    void text(std::string_view name, std::string_view value) {
        key(name);
        append_json_string(out_, value);
    }
    void number(std::string_view name, std::int64_t value) {
        key(name);
        out_ += std::to_string(value);
    }
    void both(std::string_view name, std::string_view zh, std::string_view en) {
        key(name);
        out_ += "{\"zh\":";
        append_json_string(out_, zh);
        out_ += ",\"en\":";
        append_json_string(out_, en);
        out_ += '}';
    }
    [[nodiscard]] std::string close() && {
        out_ += '}';
        return std::move(out_);
    }

  private:
    void key(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        append_json_string(out_, name);
        out_ += ':';
    }
    std::string out_ = "{";
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        const char first = text.front();
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            text.remove_prefix(1);
            continue;
        }
        if (length > 1) {
            out += text.substr(0, length);
        } else if (first == '"' || first == '\\') {
            out += '\\';
            out += first;
        } else if (first == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(first) < 0x20 || first == 0x7F) {
            append_control(out, static_cast<unsigned char>(first));
        } else {
            out += first;
        }
        text.remove_prefix(length);
    }
    out += '"';
}

HttpResponse problem_details(int status, const Problem& problem) {
    const ErrorInfo& info = info_of(problem.code);
    Writer json;
    json.text("type", "urn:yidi:problem:" + std::string{info.name});
    json.text("title", std::string{info.zh} + " / " + std::string{info.en});
    json.number("status", status);
    json.text("detail", message_of(problem, true));
    json.number("code", static_cast<std::int64_t>(problem.code));
    json.text("name", info.name);
    json.both("message", message_of(problem, true), message_of(problem, false));
    if (!problem.field.empty()) json.text("field", problem.field);
    if (!problem.found.empty()) json.text("found", problem.found);
    if (!problem.expected.empty()) json.text("expected", problem.expected);
    json.both("remedy", info.zh_remedy, info.en_remedy);
    const std::string_view article = problem.article.empty() ? info.article : problem.article;
    if (!article.empty()) json.text("article", article);
    json.text("retry", name_of(info.retry));
    return {.status = status,
            .content_type = "application/problem+json; charset=utf-8",
            .body = std::move(json).close()};
}

}  // namespace yidi::api
