/// @file
/// Puts random histories of an area to the compiled evaluator and to the slow one, and says at the
/// first difference everything that is needed to repeat it.
///
/// Level       test
/// Units       none
/// Errors      a package that does not compile is answered with its problem
/// Ownership   values

#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "history/random_history.hpp"
#include "policy/decide.hpp"
#include "policy/document.hpp"

namespace yidi::policies {

/// How often each boundary was met the day before, on the day, and the day after.
using DaysMet = std::vector<std::array<std::uint64_t, 3>>;

class Comparison {
  public:
    [[nodiscard]] static Outcome<std::unique_ptr<Comparison>> of(
        const std::vector<policy::SourcePackage>& packages, const policy::SourcePackage& area,
        const std::string& id);

    /// Every event of the history of `seed` through both. False at a difference, told in `report`.
    [[nodiscard]] bool agrees(std::uint64_t seed, std::string& report);

    [[nodiscard]] const std::string& id() const { return reference_.law().id; }
    [[nodiscard]] std::uint64_t events() const { return events_; }
    /// What of the area's law no event has met, one a line.
    [[nodiscard]] std::vector<std::string> not_met() const;
    /// Variants, boundary days and outcomes: how many there are, and the rarest of them.
    [[nodiscard]] std::string summary() const;

  private:
    Comparison(Reference reference, policy::PlanPtr plan);
    void note_days(const model::Episode& episode);

    Reference reference_;
    Landmarks marks_;
    policy::PlanPtr plan_;
    slow::Coverage coverage_;
    DaysMet days_met_;
    std::uint64_t events_ = 0;
};

}  // namespace yidi::policies
