/// @file
/// Every check of a policy package: what the loader and compiler refuse, and what is only odd.
/// Warnings that a waiver of the package excuses are accepted, and say why.
///
/// Level       3, pure
/// Units       none
/// Errors      findings; a package that cannot be read is inspected as far as it goes
/// Ownership   a report owns all it says
/// Threads     packages may be inspected at the same time
/// Invariants  L1  a finding names file, line, check, what was found and what to do, in both
///                 languages, and the article where the place cites one.
///             L2  a package whose report is clean compiles.
/// See         docs/reference/policy-lints.md

#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/lint/finding.hpp"
#include "policy/lint/kinds.hpp"

namespace yidi::policy {

struct LintInput {
    const SourcePackage& package;  ///< Of an area, a province or the nation.
    const std::vector<SourcePackage>& parents;
    const std::vector<SourceFile>& cases;  ///< tests/*.toml of the package, named with their path.
    Date day;                              ///< On which it is looked at.
    /// SHA-256 of the texts somebody has at hand, by document ("bj-158") or article ("bj-158:36").
    std::map<std::string, std::string> texts = {};
};

struct LintReport {
    std::string package_id;
    PlanPtr plan;           ///< Null for parents, and where the package is refused.
    std::size_t kinds = 0;  ///< Kinds of events that were probed.
    std::vector<Finding> findings;

    [[nodiscard]] std::size_t count(Severity severity) const;  ///< Of findings not accepted.
    [[nodiscard]] std::size_t accepted() const;
    /// No error, and no warning that is not waived.
    [[nodiscard]] bool is_clean() const { return findings.size() == accepted(); }
};

[[nodiscard]] LintReport lint(const LintInput& input);

/// What the loader and compiler refused, as findings. `package` is what they could read.
[[nodiscard]] std::vector<Finding> findings_of(const Findings& refusals, const Package& package);
/// A refusal by the reader of files, before there was a package.
[[nodiscard]] Finding finding_of(const Problem& problem);

/// Accepts warnings that a waiver excuses on `day`; adds what is wrong with the waivers.
void apply_waivers(const Package& package, Date day, std::vector<Finding>& findings);

}  // namespace yidi::policy
