#include "wire/json_writer.hpp"

namespace yidi::wire {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

bool needs_escape(char byte) {
    return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

void append_escaped(std::string& out, char byte) {
    switch (byte) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(byte);
    out += "\\u00";
    out += hex_digits[code >> 4];
    out += hex_digits[code & 15];
}

}  // namespace

JsonWriter& JsonWriter::text(std::string_view value) {
    separate();
    out_ += '"';
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!needs_escape(value[i])) continue;
        out_.append(value, plain_from, i - plain_from);
        append_escaped(out_, value[i]);
        plain_from = i + 1;
    }
    out_.append(value, plain_from, value.size() - plain_from);
    out_ += '"';
    return *this;
}

JsonWriter& JsonWriter::scaled(std::int64_t value, int decimals, int keep) {
    separate();
    if (value < 0) out_ += '-';
    // Through unsigned, so that the least integer has a positive too.
    std::uint64_t rest =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    int places = decimals;
    while (places > keep && rest % 10 == 0) {
        rest /= 10;
        --places;
    }
    std::uint64_t unit = 1;
    for (int i = 0; i < places; ++i) unit *= 10;
    char buffer[24];
    const auto whole = std::to_chars(buffer, buffer + sizeof buffer, rest / unit).ptr;
    out_.append(buffer, static_cast<std::size_t>(whole - buffer));
    if (places == 0) return *this;
    out_ += '.';
    for (std::uint64_t digit = unit / 10; digit > 0; digit /= 10) {
        out_ += static_cast<char>('0' + rest / digit % 10);
    }
    return *this;
}

}  // namespace yidi::wire
