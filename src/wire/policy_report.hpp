/// @file
/// Reports of checked packages for machines and for people.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   results own their text

#pragma once

#include <span>
#include <string>

#include "policy/lint/lint.hpp"

namespace yidi::wire {

/// One object: the day, whether all is clean, and the findings of each package.
[[nodiscard]] std::string check_json(std::span<const policy::LintReport> reports, Date day);
/// A line a package, then its findings, each in both languages. Accepted ones only if wanted.
[[nodiscard]] std::string check_text(std::span<const policy::LintReport> reports,
                                     bool with_accepted);

}  // namespace yidi::wire
