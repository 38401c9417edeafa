#include <algorithm>

#include "policy/evaluate.hpp"
#include "policy/lint/curve.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t jiao_fen = 10;

/// Sums beyond what a bill can reach are no bound at all, and would not fit.
std::int64_t bound_of(std::int64_t fen) {
    return fen > curve_fen_max * 2 ? no_limit : fen;
}

}  // namespace

Curve::Curve(const PlanTables& tables, const Epoch& epoch, const Kind& kind,
             const BesideScope& beside)
    : beside_(beside),
      half_(half_of(tables.rounding.mode)),
      at_sum_(tables.rounding.at_sum),
      jiao_(tables.rounding.jiao) {
    for (std::size_t index = 0; index < epoch.layers.size(); ++index) {
        const LayerPlan& layer = tables.layers[epoch.layers[index]];
        if (layer.layer == Layer::account) continue;
        const bool unknown = !layer.undetermined.zh.empty();
        if (kind.cells[index] == no_cell && !unknown) continue;
        lay_out(tables, layer, unknown ? nullptr : &layer.cells[kind.cells[index]], kind);
    }
}

std::uint32_t Curve::earlier_in(PoolSet pools) const {
    std::uint32_t set = 0;
    for (std::size_t index = 0; index < pools_.size(); ++index) {
        if ((pools >> static_cast<unsigned>(pools_[index]) & 1U) != 0) set |= 1U << index;
    }
    return set;
}

void Curve::put_limits(const PlanTables& tables, const LayerPlan& layer, const Cell& cell,
                       const Kind& kind, Flat& flat) const {
    flat.left = no_limit;
    for (std::size_t index = 0; index < layer.limits.size(); ++index) {
        const LimitPlan& plan = layer.limits[index];
        std::int64_t most = layer.limit_cells[cell.limits_at + index].most;
        flat.values_unknown = flat.values_unknown || most == unknown_fen;
        if (most == no_limit || most == unknown_fen) continue;
        if (plan.carries) most *= periods_begun(tables, kind.episode, plan.measure);
        if (plan.measure < LimitMeasure::day_visits)
            flat.left = std::min(flat.left, bound_of(most));
        if (plan.measure >= LimitMeasure::day_visits && most == 0) flat.left = 0;
    }
}

void Curve::lay_out(const PlanTables& tables, const LayerPlan& layer, const Cell* cell,
                    const Kind& kind) {
    Flat flat{};
    flat.is_basic = layer.layer == Layer::basic;
    flat.is_unknown = cell == nullptr;
    flat.draw_count = static_cast<std::uint8_t>(layer.draw.size());
    for (std::size_t index = 0; index < layer.draw.size(); ++index) {
        flat.draw[index] = static_cast<std::uint8_t>(layer.draw[index]);
    }
    if (cell == nullptr) {
        pools_.push_back(layer.pool);
        flats_.push_back(flat);
        return;
    }
    flat.is_supplement = layer.is_supplement;
    flat.whole = layer.whole;
    flat.includes = layer.bounds_include_deductible;
    flat.by_paid = layer.axis == Axis::year_fund_paid;
    flat.by_year = layer.axis == Axis::year_drawn;
    flat.axis_from = earlier_in(static_cast<PoolSet>(1U << static_cast<unsigned>(layer.pool)));
    flat.off = cell->place == Effect::first_pay ? cell->place_ppm : 0;
    flat.factor_fund = cell->factor_fund.ppm();
    flat.factor_local = cell->factor_local.ppm();
    put_limits(tables, layer, *cell, kind, flat);
    flat.values_unknown = flat.values_unknown || cell->cap_fen == unknown_fen;
    flat.cap = bound_of(cell->cap_fen);
    flat.capped_by_cost = layer.cap_measure == CapMeasure::year_in_policy;
    flat.cap_from = earlier_in(layer.cap_pools);
    flat.limited = flat.left != no_limit || (flat.cap != no_limit && !flat.capped_by_cost);
    if (layer.nth_count > 0) {
        const auto from = layer.deductibles.begin() + cell->deductible_at;
        flat.values_unknown =
            flat.values_unknown ||
            std::find(from, from + layer.nth_count, unknown_fen) != from + layer.nth_count;
        const bool by_admission = layer.per == Terms::Per::admission;
        const std::int64_t column =
            by_admission ? std::min<std::int64_t>(kind.nth, layer.nth_count) - 1 : 0;
        const bool waived = by_admission && layer.excludes_day_surgery &&
                            kind.episode.service == model::Service::day_surgery;
        flat.due = waived ? 0 : std::max<std::int64_t>(0, from[column]);
        flat.ded_of_year = layer.per == Terms::Per::year;
        flat.ded_from = earlier_in(layer.deductible_pools);
    }
    flat.bands_at = static_cast<std::uint32_t>(bands_.size());
    flat.band_count = static_cast<std::uint8_t>(cell->segment_count);
    for (std::size_t index = 0; index < cell->segment_count; ++index) {
        const Segment& segment = layer.segments[cell->segments_at + index];
        bands_.push_back({segment.above_fen, segment.upto_fen, segment.fund.ppm(),
                          segment.local.ppm(), static_cast<std::uint8_t>(segment.bucket),
                          segment.undetermined});
    }
    slack_ += 1 + (flat.is_supplement ? flat.band_count : 0) + (flat.off > 0 ? 1 : 0) +
              (flat.factor_fund < Ratio::one_ppm ? 1 : 0) +
              (jiao_ && !flat.is_supplement ? jiao_fen : 0);
    pools_.push_back(layer.pool);
    flats_.push_back(flat);
}

}  // namespace yidi::policy
