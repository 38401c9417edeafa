/// @file
/// Checks of edited copies of the frozen packages, and of the repository's.
///
/// Level       test
/// Units       none
/// Errors      an edit that does not fit exactly once ends the test program
/// Ownership   values

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "law_fixture.hpp"
#include "policy/lint/lint.hpp"
#include "wire/policy_check.hpp"

namespace yidi::policies {

/// The day on which the packages of the repository are looked at.
[[nodiscard]] Date lint_day();

/// Replaces a text that occurs exactly once; with an empty `old_text` the new one is put at the end
/// of the file, which is made where there is none.
void edit(wire::LoadedFiles& files, const std::string& file, const std::string& old_text,
          const std::string& new_text);

/// Line of a text of a file, from 1.
[[nodiscard]] std::int32_t line_of(const wire::LoadedFiles& files, const std::string& file,
                                   std::string_view anchor);

using Reports = std::map<std::string, policy::LintReport>;  ///< By folder: "beijing".
[[nodiscard]] Reports linted(const wire::LoadedFiles& files, Date day = lint_day(),
                             const wire::PolicyCheck::Texts& texts = {});

/// The findings of one check in all reports.
[[nodiscard]] std::vector<policy::Finding> findings_of(const Reports& reports, policy::Lint lint);
/// The findings of files whose name holds `file`, for messages of tests.
[[nodiscard]] std::string text_of(const Reports& reports, std::string_view file = {});

}  // namespace yidi::policies
