/// @file
/// Writes JSON into a string, in one pass and without a tree. Amounts are written as exact decimal
/// numbers; no floating point passes through here.
///
/// Level       6, pure
/// Units       amounts in yuan with two decimals, prices and quantities with as many as they need
/// Errors      none; text must be valid UTF-8, and every key must be followed by one value
/// Ownership   owns its output until take()
/// Threads     confined

#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "calendar/calendar.hpp"
#include "money/money.hpp"

namespace yidi::wire {

class JsonWriter {
  public:
    JsonWriter() { out_.reserve(2048); }

    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    /// Names the next value. Requires a name that needs no escaping.
    JsonWriter& key(std::string_view name) {
        separate();
        out_ += '"';
        out_ += name;
        out_ += "\":";
        fresh_ = true;
        return *this;
    }

    JsonWriter& text(std::string_view value);
    JsonWriter& null() { return raw("null"); }
    JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
    JsonWriter& integer(std::int64_t value) {
        char buffer[24];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
        return raw({buffer, static_cast<std::size_t>(end - buffer)});
    }
    /// A text, or null when it is empty.
    JsonWriter& text_or_null(std::string_view value) {
        return value.empty() ? null() : text(value);
    }
    /// 91759.51: always two decimals.
    JsonWriter& amount(Money value) { return scaled(value.fen(), 2, 2); }
    JsonWriter& price(UnitPrice value) { return scaled(value.micro_yuan(), 6, 0); }
    JsonWriter& quantity(Quantity value) { return scaled(value.e4(), 4, 0); }
    JsonWriter& share(Ratio value) { return scaled(value.ppm(), 6, 0); }
    /// `value` / 10^decimals, with trailing zeros cut down to `keep` decimals.
    JsonWriter& scaled(std::int64_t value, int decimals, int keep);
    /// A token that is JSON already.
    JsonWriter& raw(std::string_view token) {
        separate();
        out_ += token;
        return *this;
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    JsonWriter& open(char bracket) {
        separate();
        out_ += bracket;
        fresh_ = true;
        return *this;
    }
    JsonWriter& close(char bracket) {
        out_ += bracket;
        fresh_ = false;
        return *this;
    }
    void separate() {
        if (!fresh_) out_ += ',';
        fresh_ = false;
    }

    std::string out_;
    bool fresh_ = true;  ///< Nothing stands before the next value in its container.
};

}  // namespace yidi::wire
