/// @file
/// TOML text in the strict profile of policy packages, as tables with the line of every value.
///
/// Level       6, pure
/// Units       lines count from 1
/// Errors      package_syntax with "name:line": not TOML, a float, a time of day, a date outside
///             the calendar, or nesting beyond what a package needs
/// Ownership   results own their text

#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "policy/document.hpp"

namespace yidi::wire {

/// Reads one file. `place` is how messages name it; `name` is kept in the result.
[[nodiscard]] Outcome<policy::SourceFile> read_toml(std::string_view place, std::string name,
                                                    std::string_view text);
/// The same with one name for both.
[[nodiscard]] Outcome<policy::SourceFile> read_toml(std::string name, std::string_view text);

}  // namespace yidi::wire
