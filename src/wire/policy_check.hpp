/// @file
/// Checks every package of a folder of policies: each file that does not parse, each refusal, each
/// odd thing, and what only shows when packages are seen together.
///
/// Level       6, pure
/// Units       none
/// Errors      findings; a package that cannot be read does not hide the others
/// Ownership   owns the packages; the files must outlive it
/// Threads     check() may run in several threads at once
/// See         policy/lint/lint.hpp; docs/reference/policy-lints.md

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "policy/lint/lint.hpp"

namespace yidi::wire {

class PolicyCheck {
  public:
    explicit PolicyCheck(std::span<const EmbeddedFile> files);

    /// Packages, by folder.
    [[nodiscard]] std::size_t size() const { return packages_.size(); }
    /// "beijing" of "policies/beijing".
    [[nodiscard]] std::string_view name(std::size_t package) const;
    /// Nothing of it is missing for want of a file that parses, here or in a parent.
    [[nodiscard]] bool is_readable(std::size_t package) const;

    using Texts = std::map<std::string, std::string>;  ///< SHA-256 by document or article.
    [[nodiscard]] policy::LintReport check(std::size_t package, Date day,
                                           const Texts& texts = {}) const;
    /// What lint() and Proof are given. Requires a readable package; views of this object.
    [[nodiscard]] policy::LintInput input(std::size_t package, Date day) const;

    /// Adds to the reports, one for each package in their order, what no package knows by itself.
    void compare(std::vector<policy::LintReport>& reports) const;

  private:
    struct Package {
        policy::SourcePackage source;
        std::vector<policy::SourceFile> cases;
        std::vector<policy::Finding> broken;  ///< Files that do not parse, or do not belong.
        std::vector<std::string> parents;
        std::string id;
    };

    void take(Package& package, const EmbeddedFile& file, std::string_view inner);
    [[nodiscard]] const Package* broken_parent(const Package& package) const;

    std::vector<Package> packages_;
    std::vector<policy::SourcePackage> parents_;
};

}  // namespace yidi::wire
