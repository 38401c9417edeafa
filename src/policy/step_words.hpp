/// @file
/// Small words and numbers of explanations.
///
/// Level       3, pure
/// Units       fen in, yuan with thousands separators out
/// Errors      none
/// Ownership   values only

#pragma once

#include <string>

#include "policy/steps.hpp"

namespace yidi::policy {

/// "31,000.00"
[[nodiscard]] std::string yuan(std::int64_t fen);
/// "-10pp" for points, "60%" for the others.
[[nodiscard]] std::string argument_text(Effect effect, std::int64_t ppm);
/// "applied", "not_applied:<why>", …
[[nodiscard]] std::string note_text(const Step& step, const model::Episode& episode);

template <class E>
[[nodiscard]] const Word& value_word(Dimension dimension, E value) {
    return values_of(dimension)[static_cast<std::size_t>(value)];
}

}  // namespace yidi::policy
