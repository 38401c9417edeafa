/// @file
/// What two versions of a law change, as a document and as text.
///
/// Level       6, pure
/// Units       amounts in yuan
/// Errors      none
/// Ownership   values
/// See         docs/reference/policy-reforms.md

#pragma once

#include <string>
#include <vector>

#include "policy/compare/compare.hpp"

namespace yidi::wire {

/// How the two sides are named: "beijing", "beijing + raise.toml".
struct ComparedSides {
    std::string before, after;
    std::string hash_before, hash_after;
    std::vector<Problem> warnings;
};

/// One document of the form yidi.policy.diff/1.
[[nodiscard]] std::string comparison_json(const policy::PlanComparison& comparison,
                                          const ComparedSides& sides);
[[nodiscard]] std::string comparison_text(const policy::PlanComparison& comparison,
                                          const ComparedSides& sides, bool chinese);

}  // namespace yidi::wire
