#include "wire/json_text.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "wire/simdjson_release.hpp"

namespace yidi::wire {
namespace {

/// Finds the byte at which a text leaves the grammar.
struct FirstError : nlohmann::json_sax<nlohmann::json> {
    std::size_t byte = 0;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
        byte = position;
        return false;
    }
};

std::size_t bytes_of_character(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0xE0) return byte < 0xC0 ? 1 : 2;
    return byte < 0xF0 ? 3 : 4;
}

/// Requires a text that is not UTF-8.
std::size_t first_foreign_byte(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto character = text.substr(at, bytes_of_character(text[at]));
        if (!simdjson::validate_utf8(character.data(), character.size())) break;
        at += character.size();
    }
    return at;
}

}  // namespace

Problem broken_json(std::string_view text, std::string_view inside) {
    const std::string prefix = inside.empty() ? std::string{} : std::string{inside} + ", ";
    // The text itself is not quoted: it may hold a person's number.
    if (!simdjson::validate_utf8(text.data(), text.size())) {
        const auto at = first_foreign_byte(text);
        return {ErrorCode::wrong_encoding, prefix + "byte " + std::to_string(at), {}, "UTF-8", {}};
    }
    FirstError first;
    (void)nlohmann::json::sax_parse(text.begin(), text.end(), &first);
    const auto at = first.byte == 0 ? 0 : first.byte - 1;
    return {ErrorCode::broken_json, prefix + "byte " + std::to_string(at), {}, "JSON", {}};
}

bool is_json_number(std::string_view token) {
    std::size_t at = 0;
    const auto digits = [&] {
        const auto from = at;
        while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
        return at - from;
    };
    if (at < token.size() && token[at] == '-') ++at;
    const auto whole_from = at;
    const auto whole = digits();
    if (whole == 0 || (whole > 1 && token[whole_from] == '0')) return false;
    if (at < token.size() && token[at] == '.') {
        ++at;
        if (digits() == 0) return false;
    }
    if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
        ++at;
        if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
        if (digits() == 0) return false;
    }
    return at == token.size();
}

bool same_name(std::string_view a, std::string_view b) {
    std::size_t i = 0, j = 0;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    for (;;) {
        while (i < a.size() && a[i] == '_') ++i;
        while (j < b.size() && b[j] == '_') ++j;
        if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
        if (lower(a[i++]) != lower(b[j++])) return false;
    }
}

}  // namespace yidi::wire
