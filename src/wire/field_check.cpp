#include "wire/field_check.hpp"

#include <limits>

#include "base/text.hpp"

namespace yidi::wire {
namespace {

enum class Reading { good, malformed, too_fine, too_large };

struct Decimal {
    Reading reading = Reading::good;
    bool negative = false;
    std::int64_t scaled = 0;
};

/// "12", "12.50", "-3", ".5": digits scaled to `decimals`. Zeros beyond them are no precision.
Decimal read_decimal(std::string_view text, int digits_max, int decimals) {
    Decimal out;
    if (!text.empty() && text.front() == '-') {
        out.negative = true;
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
    const bool has_fraction = point != std::string_view::npos;
    if ((whole.empty() && !has_fraction) || (has_fraction && fraction.empty())) {
        return {.reading = Reading::malformed};
    }
    int counted = 0;  // digits after leading zeros
    for (const char c : whole) {
        if (c < '0' || c > '9') return {.reading = Reading::malformed};
        if (counted > 0 || c != '0') ++counted;
        // Kept within bounds while the rest is still checked for form.
        if (counted <= digits_max - decimals) out.scaled = out.scaled * 10 + (c - '0');
    }
    if (counted > digits_max - decimals) out.reading = Reading::too_large;
    int places = 0;
    for (const char c : fraction) {
        if (c < '0' || c > '9') return {.reading = Reading::malformed};
        if (places < decimals) {
            out.scaled = out.scaled * 10 + (c - '0');
            ++places;
        } else if (c != '0' && out.reading == Reading::good) {
            out.reading = Reading::too_fine;
        }
    }
    for (; places < decimals; ++places) out.scaled *= 10;
    if (out.negative) out.scaled = -out.scaled;
    return out;
}

/// Largest magnitude of the types behind N 16,2 and N 16,4.
std::int64_t bound_of(const Field& field) {
    if (field.decimals == 2) return Money::fen_max;
    if (field.decimals == 4 && field.length > 5) return Quantity::e4_max;
    return std::numeric_limits<std::int64_t>::max();
}

Problem refusal(const Field& field, ErrorCode code, std::string_view found, std::string expected) {
    return {
        code, {}, field.is_personal ? std::string{} : std::string{found}, std::move(expected), {}};
}

std::optional<Problem> check_text(const Field& field, std::string_view text, Value& value) {
    if (text.size() > field.length) {
        const auto characters = character_count(text);
        if (characters > field.length) {
            return Problem{
                ErrorCode::field_too_long, {}, std::to_string(characters), type_text(field), {}};
        }
    }
    if (field.table) {
        const auto code = codes::canonical(*field.table, text);
        if (!code) {
            return refusal(field, ErrorCode::code_unknown, text,
                           std::string{codes::name_of(*field.table)});
        }
        value.text = *code;
    }
    if (field.is_division && !codes::is_division_code(text)) {
        return refusal(field, ErrorCode::code_unknown, text, "GB/T 2260, C 6");
    }
    return {};
}

std::optional<Problem> check_number(const Field& field, std::string_view text, Value& value) {
    const bool is_count = field.decimals == 0;
    const auto decimal = read_decimal(text, field.length, field.decimals);
    switch (decimal.reading) {
        case Reading::good:
            break;
        case Reading::malformed:
        case Reading::too_fine:
            return refusal(field,
                           is_count ? ErrorCode::field_wrong_type : ErrorCode::amount_malformed,
                           text, type_text(field));
        case Reading::too_large:
            return refusal(field,
                           is_count ? ErrorCode::field_too_long : ErrorCode::amount_too_large, text,
                           type_text(field));
    }
    if (decimal.scaled < 0 && !field.may_be_negative) {
        return refusal(field, ErrorCode::amount_negative, text, ">= 0");
    }
    const auto bound = bound_of(field);
    if (decimal.scaled > bound || decimal.scaled < -bound) {
        return refusal(field, ErrorCode::amount_too_large, text, type_text(field));
    }
    value.number = decimal.scaled;
    return {};
}

/// Clients write a day where a time is asked for and the reverse; either names a moment.
std::optional<Problem> check_time(const Field& field, std::string_view text, Value& value) {
    const auto instant = Instant::parse(text);
    if (!instant) {
        return refusal(field, ErrorCode::date_invalid, text,
                       field.type == FieldType::date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss");
    }
    value.instant = *instant;
    value.is_day_only = text.size() == 10;
    return {};
}

}  // namespace

std::string_view meant(std::string_view text) {
    const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    if (!text.empty() && (is_blank(text.front()) || is_blank(text.back()))) text = trim(text);
    return text == "null" ? std::string_view{} : text;
}

std::optional<Problem> check(const Field& field, std::string_view text, Value& value) {
    value.text = text;
    switch (field.type) {
        case FieldType::text:
            return check_text(field, text, value);
        case FieldType::number:
            return check_number(field, text, value);
        case FieldType::date:
        case FieldType::date_time:
            return check_time(field, text, value);
        case FieldType::bytes:
            break;  // decoded by the reader, which sees whether they come as text or array
    }
    YIDI_ASSERT(false);
}

std::string type_text(const Field& field) {
    switch (field.type) {
        case FieldType::text:
            return "C " + std::to_string(field.length);
        case FieldType::number:
            return "N " + std::to_string(field.length) +
                   (field.decimals == 0 ? "" : "," + std::to_string(field.decimals));
        case FieldType::date:
            return "D";
        case FieldType::date_time:
            return "DT";
        case FieldType::bytes:
            return "B";
    }
    YIDI_ASSERT(false);
}

}  // namespace yidi::wire
