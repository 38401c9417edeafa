/// @file
/// One written value of a package with everything it may mean, read once: "85%" is a share, 1300 is
/// thirteen hundred yuan or a plain number. Which one is meant, the place decides where it stands.
///
/// Level       test
/// Units       fen; shares as fractions of 1
/// Errors      none; what a text cannot mean is empty
/// Ownership   values

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fraction.hpp"
#include "policy/document.hpp"

namespace yidi::slow {

using Texts = std::vector<std::string>;

struct Value {
    std::string text;                    ///< As written; empty if it is no text.
    std::optional<std::int64_t> number;  ///< 3, "3"
    std::optional<std::int64_t> fen;     ///< 1300, "1234.56"
    std::optional<Fraction> share;       ///< "85%", "-10pp"
    std::optional<Date> date;
    bool flag = false;
    Texts list;

    /// A value nobody knows.
    [[nodiscard]] bool undetermined() const { return text == "undetermined"; }
    /// No bound.
    [[nodiscard]] bool none() const { return text == "none"; }
};

[[nodiscard]] Value value_of(const policy::Node& node);
/// "community|1" are two.
[[nodiscard]] Texts split_at_bars(std::string_view text);

}  // namespace yidi::slow
