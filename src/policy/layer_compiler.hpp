/// @file
/// Compiles one benefit in one epoch: sorts its tables, fills a cell for every combination that can
/// occur, and holds the result against what its parents allow.
///
/// Level       3, pure
/// Units       amounts in fen, shares in parts per million
/// Errors      findings of package_incomplete and package_value
/// Ownership   views of the package while compiling

#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "policy/compile_layer.hpp"

namespace yidi::policy {

/// A table of the benefit with what compiling it needs to know.
struct TablePlan {
    const Version* version = nullptr;
    std::vector<std::uint32_t> rows;  ///< Places of its rows in PlanTables::rows.
    std::unique_ptr<Matcher> matcher;

    [[nodiscard]] bool is_there() const { return version != nullptr; }
};

class LayerCompiler {
  public:
    LayerCompiler(const LayerSource& source, RowInterner& interner, Findings& findings);

    LayerPlan run();

  private:
    // compile_layer.cpp: tables and the shape of the benefit
    TablePlan table_of(const Version& version);
    TablePlan* slot_of(Operator kind);
    void sort_tables();
    void check_orders();
    void require(const TablePlan& table, Operator kind);
    void require_all();
    void set_shape();
    void put_account(const Version& version);
    void put_continuity(const TablePlan& table);

    // compile_cells.cpp: one cell
    void compile_cell(const CellValues& values);
    /// The one row of a table for the cell; null if there is no table, or after a finding.
    const Row* row_for(TablePlan& table, const CellValues& values, std::uint32_t& row_index);
    void put_place(const CellValues& values, Cell& cell, EffectValue& place);
    void put_deductible(const CellValues& values, const EffectValue& place, Cell& cell);
    void put_limits(const CellValues& values, Cell& cell);
    void put_factors(const EffectValue& place, Cell& cell);
    /// Requires the cell's amounts to be the last ones written.
    [[nodiscard]] bool has_unknown(const Cell& cell) const;
    std::vector<std::int64_t> steps_of(const Row& row) const;

    // compile_bands.cpp: bands and shares
    void put_segments(const CellValues& values, const EffectValue& place, Cell& cell);
    void put_supplement(const CellValues& values, Cell& cell);
    Segment segment_of(const Row& row, std::uint32_t row_index, const Cell& cell,
                       const EffectValue& place);
    void check_bands(const std::vector<std::size_t>& hits, const Cell& cell);
    Ratio ratio_after(const Row& row, const Cell& cell, const EffectValue* place);

    // compile_limits.cpp: what parents allow
    void check_ceilings();
    void check_ceiling(const Row& row, const Ceiling& ceiling);
    void check_bounds();
    [[nodiscard]] std::int64_t fall_of(const Cell& cell, const Cell& local) const;

    const LayerSource& source_;
    RowInterner& interner_;
    Findings& findings_;
    Space space_;
    LayerPlan layer_;
    TablePlan gate_, deductible_, continuity_, segments_, place_, supplement_, disease_, combine_,
        cap_;
    std::vector<TablePlan> adjusts_, limits_;
    std::map<const Row*, std::uint32_t> deductibles_at_;
    /// By first row, adjustments and place row.
    std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t>, std::uint32_t> bands_at_;
};

}  // namespace yidi::policy
