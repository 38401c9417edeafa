/// @file
/// The given / expect cases of policies/<area>/tests/*.toml: run against the area's plan, exact to
/// the fen, or followed only to see which rows of the plan they reach. An amount that a case does
/// not name is not compared.
///
/// Level       3, pure
/// Units       amounts as quoted decimal yuan
/// Errors      every deviation as one sentence naming the case and the event
/// Ownership   results are values
/// See         policies/README.md, "Cases"

#pragma once

#include <set>
#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

struct CaseReport {
    std::size_t cases = 0, events = 0;
    std::vector<std::string> failures;
};

/// Runs every case of one file.
[[nodiscard]] CaseReport run_cases(const Plan& plan, const SourceFile& file,
                                   const std::string& path);

/// What cases made a plan do.
struct CaseCoverage {
    std::vector<bool> rows;          ///< By place in PlanTables::rows: some event applied it.
    std::set<std::string> examples;  ///< Benefits in cases whose source is not "derived".
};

/// Adds what the cases of one file reach. Their amounts are not compared.
void cover_cases(const Plan& plan, const SourceFile& file, CaseCoverage& coverage);

}  // namespace yidi::policy
