/// @file
/// Puts random histories of an area to the compiled evaluator and to the slow one, and says at the
/// first difference everything that is needed to repeat it.
///
/// Level       test
/// Units       none
/// Errors      a package that does not compile is answered with its problem
/// Ownership   values

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "area_packages.hpp"
#include "coverage_report.hpp"
#include "history/random_history.hpp"
#include "policy/decide.hpp"
#include "policy/document.hpp"

namespace yidi::policies {

class Comparison {
  public:
    /// `area`, compiled with the parents among `packages`, and the slow evaluator over the same.
    /// `name` is how reports call it.
    [[nodiscard]] static Outcome<std::unique_ptr<Comparison>> of(
        const PackageFolder& folder, const policy::SourcePackage& area, const std::string& name);
    /// Any two: a test of this test gives it two that differ.
    Comparison(std::string name, Reference reference, policy::PlanPtr plan);

    /// Every event of the history of `seed` through both. False at a difference, told in `report`.
    [[nodiscard]] bool agrees(std::uint64_t seed, std::string& report);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint64_t events() const { return events_; }
    [[nodiscard]] const slow::Coverage& coverage() const { return coverage_; }
    [[nodiscard]] std::vector<std::string> not_met() const;
    [[nodiscard]] std::string summary() const;

  private:
    void note_days(const model::Episode& episode);

    std::string name_;
    Reference reference_;
    Landmarks marks_;
    policy::PlanPtr plan_;
    slow::Coverage coverage_;
    DaysMet days_met_;
    std::uint64_t events_ = 0;
};

}  // namespace yidi::policies
