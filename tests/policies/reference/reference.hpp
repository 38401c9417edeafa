/// @file
/// The slow, obvious evaluator: reads the tables of the packages as they are written, row by row,
/// with exact fractions, no compiling and no cells. It exists to disagree with the fast one, and is
/// written from docs/reference/policy-operators.md alone.
///
/// Level       test
/// Units       Money; fractions inside
/// Errors      an event the law does not pay has a refusal; a package that does not answer throws
///             BadPackage
/// Ownership   owns the law it read

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "coverage.hpp"
#include "law.hpp"
#include "model/amounts.hpp"
#include "model/episode.hpp"

namespace yidi::policies {

struct ReferenceResult {
    std::string refusal;  ///< Name of the error; empty when the event is paid.
    std::string why;      ///< The table and row that refuse.
    model::Shares shares;
    model::YearTotals delta;        ///< For a split stay, of the year in which it began.
    model::YearTotals later_delta;  ///< For a split stay only.
    model::QuotaUse quota;          ///< What the event adds to the windows of the limits.

    [[nodiscard]] bool paid() const { return refusal.empty(); }
};

class Reference {
  public:
    /// The law of the area `id` among `packages`, which hold its parents.
    [[nodiscard]] static Reference of(const std::vector<policy::SourcePackage>& packages,
                                      const std::string& id);

    [[nodiscard]] ReferenceResult decide(const model::Episode& episode, const model::FeeSums& fees,
                                         const model::YearTotals& before,
                                         const model::YearTotals& later_before,
                                         slow::Coverage* coverage = nullptr) const;

    /// The day that chooses versions.
    [[nodiscard]] Date basis_day(const model::Episode& episode) const;
    /// The accumulator year whose totals decide() wants as `before`.
    [[nodiscard]] int year_of(const model::Episode& episode) const;
    /// Whether the stay is divided over two years, `year_of` and the one of its discharge.
    [[nodiscard]] bool is_split(const model::Episode& episode) const;
    /// The limits in force in the basic benefit that decides the event, in their order.
    [[nodiscard]] std::vector<const slow::Table*> limits_for(const model::Episode& episode) const;
    [[nodiscard]] const slow::Law& law() const { return *law_; }

  private:
    explicit Reference(std::shared_ptr<const slow::Law> law) : law_(std::move(law)) {}

    std::shared_ptr<const slow::Law> law_;
};

}  // namespace yidi::policies
