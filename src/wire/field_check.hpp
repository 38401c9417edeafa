/// @file
/// Checks one value that was sent against the description of its field.
///
/// Level       6, pure
/// Units       none
/// Errors      field_too_long, field_wrong_type, code_unknown, amount_malformed, amount_negative,
///             amount_too_large, date_invalid; the problem's field is left to the caller
/// Ownership   the value views the text that was checked

#pragma once

#include <optional>
#include <string_view>

#include "wire/description.hpp"

namespace yidi::wire {

/// `text` without blanks around it; empty also for the word null, which is how some clients say it.
[[nodiscard]] std::string_view meant(std::string_view text);

/// Requires `text` == meant(text), not empty. Fills `value` or says what is wrong.
[[nodiscard]] std::optional<Problem> check(const Field& field, std::string_view text, Value& value);

/// "C 30", "N 16,2", "D", "DT": how the interface's tables write a type.
[[nodiscard]] std::string type_text(const Field& field);

}  // namespace yidi::wire
