/// @file
/// The values one column of a table distinguishes, and sets of cells as few rows as they need.
///
/// Level       3, pure
/// Units       ages in full years
/// Errors      none
/// Ownership   owns its text
/// Threads     immutable once built

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/dimensions.hpp"

namespace yidi::policy {

/// A set of values of one column, bit i for value i.
using ValueMask = std::uint64_t;
static_assert(values_max <= 64);

/// The values of one dimension that people of a benefit can have, ages cut as the texts cut them.
class Universe {
  public:
    Universe(Dimension dimension, const std::vector<std::string_view>& texts,
             const Benefit& benefit);

    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] ValueMask all() const;
    /// Values that a text of a row or of `where` names; "*" names all.
    [[nodiscard]] ValueMask mask(std::string_view text) const;
    /// The shortest text for a set: "*", "1|2", "0-17|60+".
    [[nodiscard]] std::string text(ValueMask mask) const;

  private:
    void cut_ages(const std::vector<std::string_view>& texts);

    Dimension dimension_;
    std::vector<std::string> names_;
    std::vector<std::int32_t> first_ages_;
};

/// One mask a column: all combinations of the values in them.
using Box = std::vector<ValueMask>;
/// Disjoint boxes that together are `cells`, which are numbers in mixed radix, the first column the
/// most significant, ascending.
[[nodiscard]] std::vector<Box> boxes_of(const std::vector<std::uint32_t>& cells,
                                        const std::vector<std::size_t>& radix);

}  // namespace yidi::policy
