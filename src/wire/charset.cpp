#include "wire/charset.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>

#include <iconv.h>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "wire/simdjson_release.hpp"

namespace yidi::wire {
namespace {

// The euro sign is one byte of GBK and three of UTF-8; nothing else grows more.
constexpr std::size_t growth_max = 3;
constexpr std::size_t character_bytes_max = 4;

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

/// A converter of the C library. It has a state, so each thread has its own.
class Converter {
  public:
    Converter(const char* to, const char* from) : handle_(::iconv_open(to, from)) {
        YIDI_ASSERT(handle_ != reinterpret_cast<iconv_t>(-1));
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() { ::iconv_close(handle_); }

    /// Converts from the front of `text`, appends to `out`, and leaves what could not be converted.
    void run(std::string_view& text, std::string& out) {
        const std::size_t kept = out.size();
        out.resize(kept + growth_max * text.size() + character_bytes_max);
        char* from = const_cast<char*>(text.data());  // iconv reads only
        std::size_t from_left = text.size();
        char* to = out.data() + kept;
        std::size_t to_left = out.size() - kept;
        (void)::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        (void)::iconv(handle_, &from, &from_left, &to, &to_left);
        out.resize(out.size() - to_left);
        text.remove_prefix(text.size() - from_left);
    }

  private:
    iconv_t handle_;
};

Converter& reader(Charset charset) {
    thread_local Converter gbk{"UTF-8", "GBK"};
    thread_local Converter gb18030{"UTF-8", "GB18030"};
    return charset == Charset::gbk ? gbk : gb18030;
}

Converter& writer(Charset charset) {
    thread_local Converter gbk{"GBK", "UTF-8"};
    thread_local Converter gb18030{"GB18030", "UTF-8"};
    return charset == Charset::gbk ? gbk : gb18030;
}

bool is_utf8(std::string_view text) {
    return simdjson::validate_utf8(text.data(), text.size());
}

/// Nothing when the name is not known here.
std::optional<Charset> charset_named(std::string_view name) {
    const std::string plain = lower(name);
    if (plain.empty() || plain == "utf-8" || plain == "utf8" || plain == "us-ascii") {
        return Charset::utf8;
    }
    for (const std::string_view one : {"gbk", "gb2312", "cp936", "ms936", "936", "x-gbk"}) {
        if (plain == one) return Charset::gbk;
    }
    if (plain == "gb18030") return Charset::gb18030;
    return {};
}

/// The bytes of the first character of a UTF-8 text, and its number.
std::size_t first_character(std::string_view text, std::uint32_t& number) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::size_t bytes = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    YIDI_ASSERT(bytes <= text.size());
    number = bytes == 1 ? byte(0) : byte(0) & (0xFFU >> (bytes + 1));
    for (std::size_t at = 1; at < bytes; ++at) number = number << 6 | (byte(at) & 0x3FU);
    return bytes;
}

std::string escaped(std::uint32_t number) {
    constexpr std::uint32_t plane = 0x10000;
    if (number < plane) return fmt::format("\\u{:04x}", number);
    const std::uint32_t rest = number - plane;
    return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

}  // namespace

std::string_view name_of(Charset charset) {
    switch (charset) {
        case Charset::utf8:
            return "utf-8";
        case Charset::gbk:
            return "GBK";
        case Charset::gb18030:
            return "GB18030";
    }
    YIDI_ASSERT(false);
}

Outcome<Charset> to_utf8(std::string& body, std::string_view content_type) {
    const std::string name = parameter_of(content_type, "charset");
    const auto declared = charset_named(name);
    if (!declared) {
        return problem(ErrorCode::wrong_encoding, "Content-Type, charset", name,
                       "utf-8, GBK, GB18030");
    }
    if (*declared == Charset::utf8 && is_utf8(body)) return Charset::utf8;
    std::size_t foreign_byte = 0;
    // What is labelled GBK may hold characters of the later GB18030.
    for (const Charset tried : {Charset::gbk, Charset::gb18030}) {
        if (*declared == Charset::gb18030 && tried == Charset::gbk) continue;
        std::string text;
        std::string_view rest = body;
        reader(tried).run(rest, text);
        if (rest.empty()) {
            body = std::move(text);
            return *declared == Charset::utf8 ? tried : *declared;
        }
        foreign_byte = body.size() - rest.size();
    }
    return problem(ErrorCode::wrong_encoding, fmt::format("byte {}", foreign_byte), {},
                   name.empty() ? "utf-8, GBK, GB18030" : name);
}

std::string json_in(Charset charset, std::string json) {
    if (charset == Charset::utf8) return json;
    std::string out;
    std::string_view rest = json;
    while (!rest.empty()) {
        writer(charset).run(rest, out);
        if (rest.empty()) break;
        std::uint32_t number = 0;
        rest.remove_prefix(first_character(rest, number));
        out += escaped(number);
    }
    return out;
}

std::string parameter_of(std::string_view header_value, std::string_view name) {
    std::size_t at = header_value.find(';');
    while (at < header_value.size()) {
        ++at;
        const auto equals = header_value.find_first_of("=;", at);
        if (equals == std::string_view::npos) return {};
        if (header_value[equals] == ';') {
            at = equals;
            continue;
        }
        const auto found = lower(trim(header_value.substr(at, equals - at)));
        std::string value;
        at = equals + 1;
        if (at < header_value.size() && header_value[at] == '"') {
            for (++at; at < header_value.size() && header_value[at] != '"'; ++at) {
                if (header_value[at] == '\\' && at + 1 < header_value.size()) ++at;
                value += header_value[at];
            }
            at = header_value.find(';', at);
        } else {
            const auto end = std::min(header_value.find(';', at), header_value.size());
            value = trim(header_value.substr(at, end - at));
            at = end;
        }
        if (found == name) return value;
    }
    return {};
}

}  // namespace yidi::wire
