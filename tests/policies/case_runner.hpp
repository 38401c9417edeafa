/// @file
/// Runs the given / expect cases of policies/<area>/tests/*.toml against the area's plan. Exact to
/// the fen; an amount that a case does not name is not compared.
///
/// Level       test
/// Units       amounts as quoted decimal yuan
/// Errors      every deviation as one sentence naming the case and the event
/// Ownership   results are values

#pragma once

#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policies {

struct CaseReport {
    std::size_t cases = 0, events = 0;
    std::vector<std::string> failures;
};

/// Runs every case of one file.
[[nodiscard]] CaseReport run_cases(const policy::Plan& plan, const policy::SourceFile& file,
                                   const std::string& path);

}  // namespace yidi::policies
