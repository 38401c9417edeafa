/// @file
/// Every combination of values that two compiled benefits tell apart, as people one can look up.
///
/// Level       3, pure
/// Units       ages in full years
/// Errors      none
/// Ownership   values

#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "policy/compare/compare.hpp"
#include "policy/reform/universe.hpp"

namespace yidi::policy {

class People {
  public:
    /// Either layer may be missing.
    People(const LayerPlan* before, const LayerPlan* after, model::Scheme scheme);

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const std::vector<std::size_t>& radix() const { return radix_; }
    /// The person of a cell, counted in mixed radix; valid until the next call.
    [[nodiscard]] const model::Episode& at(std::size_t cell);
    /// A box in words; dimensions of which it holds all values are left out.
    [[nodiscard]] std::vector<Whom> whom(const Box& box) const;

  private:
    [[nodiscard]] std::size_t count_of(Dimension dimension, model::Scheme scheme) const;
    [[nodiscard]] std::string name(Dimension dimension, std::size_t value) const;
    void set(Dimension dimension, std::size_t value);

    std::vector<Dimension> dimensions_;
    std::vector<std::size_t> radix_;
    std::vector<std::int32_t> first_ages_;
    std::vector<std::string> diseases_;
    std::uint16_t status_base_ = 0;
    model::Episode episode_;
};

}  // namespace yidi::policy
