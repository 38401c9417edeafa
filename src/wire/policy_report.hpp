/// @file
/// Reports of checked packages for machines and for people.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   results own their text

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "policy/lint/lint.hpp"

namespace yidi::wire {

/// How much a proof has tried.
struct ProofEffort {
    std::int64_t points = 0;
    std::int64_t milliseconds = 0;
    std::int64_t threads = 0;
};

/// One object: the day, whether all is clean, the findings of each package, and what was proved.
[[nodiscard]] std::string check_json(std::span<const policy::LintReport> reports, Date day,
                                     const std::optional<ProofEffort>& proof = {});
/// A line a package, then its findings, each in both languages. Accepted ones only if wanted.
[[nodiscard]] std::string check_text(std::span<const policy::LintReport> reports,
                                     bool with_accepted);

}  // namespace yidi::wire
