/// @file
/// The cells a benefit distinguishes, and which rows of a table speak of a cell. Every reachable
/// cell has exactly one row (or one group of bands), or the package is refused.
///
/// Level       3, pure
/// Units       ages in full years
/// Errors      findings of package_incomplete: hole, overlap, row that can never match
/// Ownership   owns its text
/// Threads     immutable once built

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/episode.hpp"
#include "policy/package.hpp"
#include "policy/terms.hpp"

namespace yidi::policy {

/// Most columns a deductible by admission may have.
inline constexpr std::size_t nth_max = 4;
/// More cells than this in one benefit are refused: no real table comes near.
inline constexpr std::size_t cells_max = 16'384;
inline constexpr std::int32_t age_max = 200;

/// "3", "1|2", "*"; for ages "0-17", "18+".
[[nodiscard]] bool is_dimension_text(Dimension dimension, std::string_view text);
[[nodiscard]] std::string dimension_expected(Dimension dimension);

/// One value per dimension, as indexes.
using CellValues = std::array<std::uint16_t, dimension_count>;

/// Which dimensions a benefit distinguishes in one epoch, and the mixed-radix number of a cell.
class Space {
  public:
    /// The dimensions and age cuts that `versions` use, for people of `scheme`.
    Space(const std::vector<const Version*>& versions, model::Scheme scheme);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] CellValues values(std::size_t cell) const;
    /// "level=3 status=retired", only what is distinguished.
    [[nodiscard]] std::string text(const CellValues& values) const;
    /// Does `text` of a row include the cell's value of `dimension`?
    [[nodiscard]] bool includes(Dimension dimension, std::string_view text,
                                const CellValues& values) const;

    [[nodiscard]] const std::array<std::uint32_t, dimension_count>& strides() const {
        return strides_;
    }
    [[nodiscard]] const std::vector<std::int32_t>& age_cuts() const { return age_cuts_; }
    [[nodiscard]] std::uint16_t status_base() const { return status_base_; }

  private:
    std::array<std::uint16_t, dimension_count> radix_{};
    std::array<std::uint32_t, dimension_count> strides_{};  ///< 0: not distinguished.
    std::vector<std::int32_t> age_cuts_;  ///< Ascending first ages of the bands after the first.
    std::uint16_t status_base_ = 0;       ///< First status of the scheme.
    std::size_t size_ = 1;
};

/// Answers which rows of one table speak of a cell.
class Matcher {
  public:
    Matcher(const Version& version, const Space& space) : version_(version), space_(space) {
        used_.resize(version.rows.size(), false);
    }
    /// Places of the rows for the cell, in written order: one, or the bands of one group. Empty
    /// after a finding.
    [[nodiscard]] std::vector<std::size_t> rows_for(const CellValues& cell, Findings& findings);
    /// Does any row speak of the cell? For adjustments, which need not.
    [[nodiscard]] bool applies(const CellValues& cell);
    /// A finding for every row that no cell has asked for.
    void report_unused(Findings& findings) const;

  private:
    [[nodiscard]] bool matches(const Row& row, const CellValues& cell) const;
    [[nodiscard]] bool yields_to(const Row& wide, const Row& narrow) const;

    const Version& version_;
    const Space& space_;
    std::vector<bool> used_;
    bool reported_ = false;
};

}  // namespace yidi::policy
