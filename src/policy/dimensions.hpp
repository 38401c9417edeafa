/// @file
/// The cells a benefit distinguishes, and which rows of a table speak of a cell. Every reachable
/// cell has exactly one row (or one group of bands), or the package is refused.
///
/// Level       3, pure
/// Units       ages in full years
/// Errors      findings of package_incomplete: hole, overlap
/// Ownership   owns its text
/// Threads     immutable once built

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/episode.hpp"
#include "policy/package.hpp"
#include "policy/terms.hpp"

namespace yidi::policy {

/// Most columns a deductible by admission may have, written or stepped.
inline constexpr std::size_t nth_max = 12;
/// More cells than this in one benefit are refused: no real table comes near.
inline constexpr std::size_t cells_max = 16'384;
inline constexpr std::int32_t age_max = 200;

struct Ages {
    std::int32_t first, last;  ///< Both included.
};
/// "0-17", "18+": one band.
[[nodiscard]] std::optional<Ages> parse_ages(std::string_view text);

/// First and count of the statuses people of a scheme can have.
[[nodiscard]] std::pair<std::uint16_t, std::uint16_t> statuses_of(model::Scheme scheme);

/// "3", "1|2", "*"; for ages "0-17", "18+".
[[nodiscard]] bool is_dimension_text(Dimension dimension, std::string_view text);
[[nodiscard]] std::string dimension_expected(Dimension dimension);

/// One value per dimension, as indexes.
using CellValues = std::array<std::uint16_t, dimension_count>;

/// Most values of one dimension: age bands and diseases are cut by packages.
inline constexpr std::size_t values_max = 64;

/// Which dimensions a benefit distinguishes in one epoch, and the mixed-radix number of a cell.
class Space {
  public:
    /// The dimensions and age cuts that `versions` use, for people of `scheme`. Diseases are those
    /// of the table of diseases among them.
    Space(const std::vector<const Version*>& versions, model::Scheme scheme, Findings& findings);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] CellValues values(std::size_t cell) const;
    [[nodiscard]] std::size_t number(const CellValues& values) const;
    /// "level=3 status=retired", only what is distinguished.
    [[nodiscard]] std::string text(const CellValues& values) const;
    /// Bit i: `text` of a row includes value i of `dimension`. Values that the space does not know
    /// have no bit.
    [[nodiscard]] std::uint64_t mask(Dimension dimension, std::string_view text) const;

    [[nodiscard]] const std::array<std::uint32_t, dimension_count>& strides() const {
        return strides_;
    }
    [[nodiscard]] std::size_t radix(Dimension dimension) const {
        return radix_[static_cast<std::size_t>(dimension)];
    }
    [[nodiscard]] const std::vector<std::int32_t>& age_cuts() const { return age_cuts_; }
    [[nodiscard]] std::uint16_t status_base() const { return status_base_; }
    [[nodiscard]] const std::vector<std::string>& diseases() const { return diseases_; }

  private:
    void cut_ages(const std::vector<const Version*>& versions);
    /// Names of the values of a distinguished dimension.
    [[nodiscard]] std::string value_name(Dimension dimension, std::size_t value) const;

    std::array<std::uint16_t, dimension_count> radix_{};
    std::array<std::uint32_t, dimension_count> strides_{};  ///< 0: not distinguished.
    std::vector<std::int32_t> age_cuts_;  ///< Ascending first ages of the bands after the first.
    std::vector<std::string> diseases_;   ///< Codes in the order of the table.
    std::uint16_t status_base_ = 0;       ///< First status of the scheme.
    std::size_t size_ = 1;
};

/// Answers which rows of one table speak of a cell. Cells that agree in the columns of the table
/// are answered once.
class Matcher {
  public:
    /// Rows that some cell asks for are noted in `used`.
    Matcher(const Version& version, const Space& space, std::set<const Row*>& used);
    /// Places of the rows for the cell, in written order: one, or those of one group where a table
    /// has several for a cell (bands, buckets). Empty after a finding.
    [[nodiscard]] const std::vector<std::size_t>& rows_for(const CellValues& cell,
                                                           Findings& findings);
    /// Does any row speak of the cell? For adjustments, which need not.
    [[nodiscard]] bool applies(const CellValues& cell);

  private:
    [[nodiscard]] bool matches(std::size_t row, const CellValues& cell) const;
    [[nodiscard]] bool yields_to(const Row& wide, const Row& narrow) const;
    [[nodiscard]] std::size_t key_of(const CellValues& cell) const;
    [[nodiscard]] std::vector<std::size_t> find_rows(const CellValues& cell, Findings& findings);

    const Version& version_;
    const Space& space_;
    std::vector<std::vector<std::uint64_t>> masks_;  ///< By row and column.
    std::set<const Row*>& used_;
    bool reported_ = false;
    std::vector<std::size_t> strides_;  ///< Of the columns, in the number of what was asked.
    std::vector<std::optional<std::vector<std::size_t>>> answers_;
};

}  // namespace yidi::policy
