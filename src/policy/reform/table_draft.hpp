/// @file
/// One table of a package as a patch works on it: rows with where each comes from, cut so that the
/// cells a patch speaks of have rows of their own.
///
/// Level       3, pure
/// Units       as in packages
/// Errors      findings that name the patch
/// Ownership   owns a copy of the table; the package stays as it is

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/reform/reform.hpp"
#include "policy/reform/universe.hpp"

namespace yidi::policy {

struct DraftRow {
    std::vector<Node> cells;  ///< Dimensions, then values, as in `columns`.
    Provenance provenance;
    bool selected = false;  ///< The patch speaks of it.
    bool changed = false;
};

/// Which values of a patch's conditions have been met, by condition.
using Hits = std::vector<std::vector<bool>>;

/// What a changed row says of itself from now on.
struct Stamp {
    std::vector<std::string> cites;  ///< Added to those it has.
    std::optional<Confidence> confidence;
    std::optional<Origin> origin;
};

class TableDraft {
  public:
    /// `version` is what the loader made of `table`; `benefit` is whose it is.
    TableDraft(const TableEntries& table, const Version& version, const Benefit& benefit);

    [[nodiscard]] Operator kind() const { return version_.kind; }
    [[nodiscard]] const std::string& id() const { return version_.id; }
    [[nodiscard]] bool has_rows() const { return has_rows_; }
    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    /// Columns that are dimensions; they come first.
    [[nodiscard]] std::size_t dims() const { return dimensions_.size(); }
    [[nodiscard]] std::vector<DraftRow>& rows() { return rows_; }
    /// Place of a value column.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

    /// Value columns that a key speaks of: "amount" means all of nth=1, nth=2, ….
    [[nodiscard]] std::vector<std::size_t> columns_of(std::string_view key) const;
    /// Changes a cell, and marks its row, unless it holds the value already.
    void put_cell(DraftRow& row, std::size_t column, Node value);

    /// A key of the table itself; null if it is not there.
    [[nodiscard]] const Node* key(std::string_view name) const;
    void put_key(std::string_view name, Node value);
    void drop_key(std::string_view name);
    /// Rows are given anew, in the form of packages.
    void put_rows(const Node& columns, const Node& rows);
    /// A value that holds for the whole table has changed.
    void mark_all();
    [[nodiscard]] bool is_changed() const { return changed_; }
    void mark(DraftRow& row) { row.changed = changed_ = true; }

    /// Selects the rows of `where`, cutting rows that hold for more than it names. False after a
    /// finding.
    bool select(const Patch& patch, Hits& hits, Findings& findings);
    /// Places of the rows that share their dimensions, group by group.
    [[nodiscard]] std::vector<std::vector<std::size_t>> groups() const;

    /// The table as written, with the given validity; changed rows stamped.
    [[nodiscard]] TableEntries write(const Stamp& stamp) const;

  private:
    struct Wanted {
        std::size_t condition = 0, column = 0;
    };
    bool find_columns(const Patch& patch, std::vector<Wanted>& dims, std::vector<Wanted>& values,
                      Findings& findings);
    void add_column(Dimension dimension);
    struct Census;
    bool cut(const Patch& patch, const std::vector<Wanted>& dims, Hits& hits, Findings& findings);
    void count_cells(const Patch& patch, const std::vector<Wanted>& dims, Census& census,
                     Hits& hits) const;
    [[nodiscard]] std::vector<DraftRow> in_boxes(const Census& census) const;
    [[nodiscard]] std::string dim(const DraftRow& row, std::size_t column) const;
    [[nodiscard]] std::vector<Universe> universes(const Patch& patch,
                                                  const std::vector<Wanted>& dims) const;
    void filter(const Patch& patch, const std::vector<Wanted>& values, Hits& hits);

    const Version& version_;
    const Benefit& benefit_;
    std::vector<Dimension> dimensions_;
    TableEntries keys_;
    std::vector<std::string> columns_;
    std::vector<DraftRow> rows_;
    bool has_rows_ = false, changed_ = false, all_changed_ = false;
};

/// Equal in value, wherever they stand: 1300 and "1300.00" are.
[[nodiscard]] bool same_value(const Node& a, const Node& b);

}  // namespace yidi::policy
