/// @file
/// The slow, obvious evaluator: reads the tables of a package as they are written, row by row, with
/// no cells, no compiling and no shared arithmetic. It exists to disagree with the fast one, and
/// knows the layers and the rounding that the packages of the repository use.
///
/// Level       test
/// Units       fen as 64-bit integers, shares as parts per million
/// Errors      a stay the tables do not pay for has paid == false
/// Ownership   owns the package

#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/episode.hpp"
#include "policy/package.hpp"

namespace yidi::policies {

struct ReferenceResult {
    bool paid = false;
    std::int64_t deductible = 0, basic = 0, above = 0, account = 0, cash = 0;
};

class Reference {
  public:
    /// Loads the package in `folder` of the repository.
    explicit Reference(const std::string& folder);
    [[nodiscard]] ReferenceResult decide(const model::Episode& episode, const model::FeeSums& fees,
                                         const model::YearTotals& before) const;

  private:
    policy::Package package_;
};

}  // namespace yidi::policies
