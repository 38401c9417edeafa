/// @file
/// Reforms written in tests, stacked over the law of the repository or over the frozen copy.
///
/// Level       test
/// Units       none
/// Errors      a reform that does not read or apply is an Outcome
/// Ownership   values

#pragma once

#include <string>
#include <vector>

#include "law_fixture.hpp"
#include "policy/reform/stack.hpp"
#include "wire/reform_files.hpp"

namespace yidi::policies {

/// Source packages of the repository and of the frozen copy.
[[nodiscard]] const std::vector<policy::SourcePackage>& repository_packages();
[[nodiscard]] const std::vector<policy::SourcePackage>& frozen_packages();
[[nodiscard]] policy::SourceLaw law_of(const std::vector<policy::SourcePackage>& packages,
                                       const std::string& area);

/// A reform of `base` with the given patches, in force from `from` to `to` ("open").
[[nodiscard]] std::string reform_text(const std::string& base, const std::string& patches,
                                      const std::string& from = "2024-01-01",
                                      const std::string& to = "\"open\"",
                                      const std::string& id = "test");
[[nodiscard]] Outcome<policy::Reform> reform_of(const std::string& text,
                                                std::span<const EmbeddedFile> beside = {});
/// The reforms stacked over a law, or the first problem.
[[nodiscard]] Outcome<policy::Stacked> stacked(const policy::SourceLaw& law,
                                               const std::vector<std::string>& texts,
                                               std::span<const EmbeddedFile> beside = {});
/// The same for frozen Beijing and one reform from its patches; ends the test program on a problem.
[[nodiscard]] policy::Stacked beijing_with(const std::string& patches,
                                           const std::string& from = "2024-01-01",
                                           const std::string& to = "\"open\"");
/// The problem that frozen Beijing and one reform from its patches meet.
[[nodiscard]] std::string problem_with(const std::string& patches,
                                       const std::string& from = "2024-01-01",
                                       const std::string& to = "\"open\"");

/// A planned stay of an employee in Beijing.
[[nodiscard]] model::Episode stay_in_beijing(model::HospitalLevel level, const char* discharged,
                                             model::PersonStatus status =
                                                 model::PersonStatus::active);
[[nodiscard]] model::FeeSums bill_in_policy(const char* amount);

}  // namespace yidi::policies
