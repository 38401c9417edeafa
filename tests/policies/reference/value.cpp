#include "value.hpp"

#include <algorithm>

namespace yidi::slow {
namespace {

/// "-12.345" as a fraction; nothing if it is no decimal number.
std::optional<Fraction> decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t digits = 0, scale = 1;
    bool point = false, any = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9' && digits < INT64_MAX / 100) {
            digits = digits * 10 + (c - '0');
            if (point) scale *= 10;
            any = true;
        } else {
            return {};
        }
    }
    if (!any) return {};
    return Fraction::of(negative ? -digits : digits, scale);
}

std::optional<std::int64_t> whole(std::optional<Fraction> number) {
    if (!number || *number != Fraction(number->floor())) return {};
    return number->floor();
}

Value text_value(const std::string& text) {
    Value value;
    value.text = text;
    const std::string_view view = text;
    if (view.ends_with('%')) {
        if (const auto percent = decimal(view.substr(0, view.size() - 1))) {
            value.share = *percent / 100;
        }
    } else if (view.ends_with("pp")) {
        if (const auto points = decimal(view.substr(0, view.size() - 2))) {
            value.share = *points / 100;
        }
    } else if (const auto number = decimal(view)) {
        value.number = whole(number);
        value.fen = whole(*number * 100);
    }
    return value;
}

}  // namespace

Value value_of(const policy::Node& node) {
    if (const auto* text = std::get_if<std::string>(&node.value)) return text_value(*text);
    Value value;
    if (const auto* number = std::get_if<std::int64_t>(&node.value)) {
        value.number = *number;
        value.fen = *number * 100;
    } else if (const auto* flag = std::get_if<bool>(&node.value)) {
        value.flag = *flag;
    } else if (const auto* date = std::get_if<Date>(&node.value)) {
        value.date = *date;
    } else if (const auto* array = std::get_if<policy::Array>(&node.value)) {
        for (const policy::Node& one : *array) {
            if (const auto* word = std::get_if<std::string>(&one.value)) {
                value.list.push_back(*word);
            }
        }
    }
    return value;
}

Texts split_at_bars(std::string_view text) {
    Texts parts;
    while (true) {
        const auto bar = text.find('|');
        parts.emplace_back(text.substr(0, bar));
        if (bar == std::string_view::npos) return parts;
        text.remove_prefix(bar + 1);
    }
}

}  // namespace yidi::slow
