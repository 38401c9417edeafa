/// @file
/// Two tables of amounts or bands held beside each other, cell by cell.
///
/// Level       3, pure
/// Units       none
/// Errors      a cell that one of them does not speak of is left out: the compiler reports it
/// Ownership   borrows the tables
/// Private to  policy

#pragma once

#include <array>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "policy/dimensions.hpp"

namespace yidi::policy {

class TablePair {
  public:
    /// `diseases` are the tables of diseases of the benefits the two belong to.
    TablePair(const Version& a, const Version& b, const std::vector<const Version*>& diseases)
        : a_(a), b_(b), versions_(diseases) {
        versions_.push_back(&a);
        versions_.push_back(&b);
    }

    using Rows = std::vector<const Row*>;  ///< One, or the bands of one cell.
    /// `cell` says whom the rows are about: "level=3 status=retired".
    using Visit = std::function<void(const std::string& cell, const Rows& a, const Rows& b)>;
    /// Each two groups of rows that speak of the same cell, once, for people of these schemes.
    void each(const std::array<bool, scheme_count>& schemes, const Visit& visit) const;

  private:
    void each(model::Scheme scheme, std::set<std::pair<const Row*, const Row*>>& seen,
              const Visit& visit) const;

    const Version& a_;
    const Version& b_;
    std::vector<const Version*> versions_;
};

/// The tables of diseases of a benefit.
[[nodiscard]] std::vector<const Version*> diseases_of(const Benefit& benefit);

}  // namespace yidi::policy
