/// @file
/// The given / expect cases of policies/<area>/tests/*.toml: run against the area's plan, exact to
/// the fen, or followed only to see which rows of the plan they reach. An amount that a case does
/// not name is not compared.
///
/// Level       3, pure
/// Units       amounts as quoted decimal yuan
/// Errors      every deviation, with file, line, case, event, what was found and expected
/// Ownership   results are values
/// See         policies/README.md, "Cases"

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

/// What a case promises and the plan does not do, or what is wrong with the case itself.
struct CaseFailure {
    std::string file;
    std::int32_t line = 0;     ///< On which the event begins, or the case.
    std::string id;            ///< Empty: the file is at fault.
    std::size_t event = 0;     ///< From 1; 0: the case is at fault.
    std::string what;          ///< "basic", or a whole sentence where there is no found.
    std::string found, expected;

    /// "policies/a/tests/b.toml:12 case c event 1: basic is 1.00, expected 2.00"
    [[nodiscard]] std::string text() const;
};

struct CaseReport {
    std::size_t cases = 0, events = 0;
    std::vector<CaseFailure> failures;
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
