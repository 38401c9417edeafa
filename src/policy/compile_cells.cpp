#include <algorithm>

#include <fmt/format.h>

#include "policy/layer_compiler.hpp"

namespace yidi::policy {
namespace {

std::int64_t fen_of(const Amount& amount) {
    switch (amount.kind) {
        case Amount::Kind::money:
            return amount.money.fen();
        case Amount::Kind::none:
            return no_limit;
        case Amount::Kind::undetermined:
            break;
    }
    return unknown_fen;
}

}  // namespace

const Row* LayerCompiler::row_for(TablePlan& table, const CellValues& values,
                                  std::uint32_t& row_index) {
    if (!table.is_there()) return nullptr;
    const auto& hits = table.matcher->rows_for(values, findings_);
    if (hits.empty()) return nullptr;
    row_index = table.rows[hits.front()];
    return &table.version->rows[hits.front()];
}

/// What a row says of the first, second, … admission: as written, or step by step.
std::vector<std::int64_t> LayerCompiler::steps_of(const Row& row) const {
    const Terms& terms = deductible_.version->terms;
    std::vector<std::int64_t> steps;
    for (const Amount& amount : row.amounts) steps.push_back(fen_of(amount));
    if (!terms.next_factor && !terms.next_less) return steps;
    while (steps.size() < nth_max) {
        if (steps.back() == unknown_fen) {
            steps.push_back(unknown_fen);
            continue;
        }
        const Money last = Money::of_fen(steps.back());
        const Money next = terms.next_factor ? last.part(*terms.next_factor, Rounding::half_up)
                                             : last - *terms.next_less;
        steps.push_back(std::max(next, row.floor.value_or(Money{})).fen());
    }
    return steps;
}

void LayerCompiler::put_deductible(const CellValues& values, const EffectValue& place,
                                   Cell& cell) {
    if (!deductible_.is_there()) return;
    CellValues charged = values;
    if (place.deductible_as) {
        const auto& columns = deductible_.version->columns;
        if (std::find(columns.begin(), columns.end(), Dimension::level) == columns.end()) {
            findings_.add(ErrorCode::package_value, place_.version->site, "deductible_as",
                          "a level", "\"level\": the deductible does not depend on the level");
        }
        charged[static_cast<std::size_t>(Dimension::level)] =
            static_cast<std::uint16_t>(*place.deductible_as);
    }
    const Row* row = row_for(deductible_, charged, cell.deductible_row);
    if (row == nullptr) return;
    const auto [at, fresh] = deductibles_at_.try_emplace(
        row, static_cast<std::uint32_t>(layer_.deductibles.size()));
    cell.deductible_at = at->second;
    if (!fresh) return;
    const auto steps = steps_of(*row);
    layer_.deductibles.insert(layer_.deductibles.end(), steps.begin(), steps.end());
}

void LayerCompiler::put_place(const CellValues& values, Cell& cell, EffectValue& place) {
    const Row* row = row_for(place_, values, cell.place_row);
    if (row == nullptr) return;
    place = row->effect;
    cell.place = place.kind;
    cell.place_ppm = place.ppm;
}

void LayerCompiler::put_limits(const CellValues& values, Cell& cell) {
    cell.limits_at = static_cast<std::uint32_t>(layer_.limit_cells.size());
    for (TablePlan& limit : limits_) {
        LimitCell made;
        if (const Row* row = row_for(limit, values, made.row)) {
            made.most = fen_of(row->amounts.front());
        }
        layer_.limit_cells.push_back(made);
    }
}

bool LayerCompiler::has_unknown(const Cell& cell) const {
    bool unknown = cell.cap_fen == unknown_fen;
    for (std::size_t nth = 0; nth < layer_.nth_count; ++nth) {
        unknown = unknown || layer_.deductibles[cell.deductible_at + nth] == unknown_fen;
    }
    for (std::size_t index = 0; index < layer_.limits.size(); ++index) {
        unknown = unknown || layer_.limit_cells[cell.limits_at + index].most == unknown_fen;
    }
    return unknown;
}

/// Amount factors multiply into one, which must be exact.
void LayerCompiler::put_factors(const EffectValue& place, Cell& cell) {
    std::int64_t ppm = Ratio::one_ppm;
    bool exact = true;
    const auto times = [&](std::int64_t factor) {
        exact = exact && ppm * factor % Ratio::one_ppm == 0;
        ppm = ppm * factor / Ratio::one_ppm;
    };
    for (std::size_t index = 0; index < adjusts_.size(); ++index) {
        const EffectValue& effect = adjusts_[index].version->rows.front().effect;
        const bool applies = (cell.adjusts >> index & 1U) != 0;
        if (applies && effect.kind == Effect::amount_factor) times(effect.ppm);
    }
    cell.factor_local = Ratio::of_ppm(ppm);
    if (place.kind == Effect::amount_factor) times(place.ppm);
    cell.factor_fund = Ratio::of_ppm(ppm);
    if (exact && ppm > 0) return;
    findings_.add(ErrorCode::package_value, source_.benefit.site, "amount_factor",
                  "factors whose product is zero or needs more than 4 decimals of a percent",
                  "a product above 0 %, exact to 4 decimals", Lint::share_out_of_range);
}

void LayerCompiler::compile_cell(const CellValues& values) {
    Cell cell;
    for (std::size_t index = 0; index < adjusts_.size(); ++index) {
        if (adjusts_[index].matcher->applies(values)) cell.adjusts |= 1U << index;
    }
    if (const Row* gate = row_for(gate_, values, cell.gate_row)) cell.refused = gate->refused;
    EffectValue place;
    put_place(values, cell, place);
    if (const Row* cap = row_for(cap_, values, cell.cap_row)) {
        cell.cap_fen = fen_of(cap->amounts.front());
    }
    put_factors(place, cell);
    put_deductible(values, place, cell);
    put_limits(values, cell);
    cell.has_unknown = has_unknown(cell);
    if (segments_.is_there()) put_segments(values, place, cell);
    if (supplement_.is_there()) put_supplement(values, cell);
    layer_.cells.push_back(cell);
}

}  // namespace yidi::policy
