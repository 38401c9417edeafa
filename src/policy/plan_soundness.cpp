#include "policy/plan_soundness.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/steps.hpp"

namespace yidi::policy {
namespace {

using Flaw = std::optional<std::string>;

bool is_amount(std::int64_t fen) { return fen >= 0 && fen <= plan_amount_max_fen; }
bool is_bound(std::int64_t fen) { return fen == no_limit || fen == unknown_fen || is_amount(fen); }
bool is_share(Ratio share) { return share.ppm() == 0 || share.ppm() >= plan_share_min_ppm; }
bool is_effect(std::int64_t ppm) { return ppm >= -Ratio::one_ppm && ppm <= Ratio::one_ppm; }
bool is_pool_set(PoolSet pools) { return pools < 1U << pool_count; }

/// One benefit against the plan it belongs to.
class LayerCheck {
  public:
    LayerCheck(const PlanTables& tables, const LayerPlan& layer) : tables_(tables), layer_(layer) {}

    [[nodiscard]] Flaw flaw() const {
        if (!rows_exist()) return "a row that does not exist";
        if (layer_.layer == Layer::account) return flaw_of_account();
        if (layer_.layer == Layer::cash) return "cash is no benefit";
        if (!layer_.undetermined.zh.empty()) return {};
        if (const Flaw flaw = flaw_of_shape()) return flaw;
        if (const Flaw flaw = flaw_of_dimensions()) return flaw;
        for (std::size_t index = 0; index < layer_.cells.size(); ++index) {
            if (const Flaw flaw = flaw_of_cell(layer_.cells[index])) {
                return fmt::format("cell {}: {}", index, *flaw);
            }
        }
        return flaw_of_lists();
    }

  private:
    [[nodiscard]] bool has_row(std::uint32_t row) const { return row < tables_.rows.size(); }
    [[nodiscard]] bool may_row(std::uint32_t row) const { return row == no_row || has_row(row); }

    /// Every row the benefit speaks of, also where no event comes: the hash is taken over all.
    [[nodiscard]] bool rows_exist() const {
        bool good = may_row(layer_.continuity_row) && may_row(layer_.combine_row) &&
                    may_row(layer_.account_row);
        for (const ContinuityPlan& plan : layer_.continuity) good = good && may_row(plan.row);
        for (const Cell& cell : layer_.cells) {
            good = good && may_row(cell.gate_row) && may_row(cell.deductible_row) &&
                   may_row(cell.place_row) && may_row(cell.cap_row);
        }
        for (const Segment& segment : layer_.segments) good = good && may_row(segment.row);
        for (const LimitCell& limit : layer_.limit_cells) good = good && may_row(limit.row);
        for (const AdjustInfo& adjust : layer_.adjusts) good = good && may_row(adjust.row);
        return good;
    }

    [[nodiscard]] Flaw flaw_of_account() const {
        if (!has_row(layer_.account_row)) return "an account without its row";
        return {};
    }

    [[nodiscard]] Flaw flaw_of_shape() const {
        const bool basic = layer_.layer == Layer::basic;
        const auto in_policy =
            std::count(layer_.draw.begin(), layer_.draw.end(), Bucket::in_policy);
        if (layer_.draw.empty() || in_policy != (basic ? 1 : 0) ||
            (basic && layer_.draw.size() != 1)) {
            return "buckets that it does not draw";
        }
        for (const Bucket bucket : layer_.draw) {
            if (std::count(layer_.draw.begin(), layer_.draw.end(), bucket) > 1) {
                return "a bucket drawn twice";
            }
        }
        if (layer_.nth_count > nth_max) return "too many admissions told apart";
        if (layer_.long_stay_days < 0) return "a long stay of less than no days";
        if (!is_pool_set(layer_.deductible_pools) || !is_pool_set(layer_.cap_pools)) {
            return "pools that do not exist";
        }
        if (layer_.limits.size() > limits_max || (!basic && !layer_.limits.empty())) {
            return "limits that it cannot have";
        }
        if (!is_amount(layer_.combine_extra_fen) || layer_.diseases_max < 1) {
            return "a rule for several diseases that says nothing";
        }
        return {};
    }

    /// Number of values of a dimension as cell_at() counts them.
    [[nodiscard]] std::size_t radix(Dimension dimension) const {
        if (dimension == Dimension::disease) return layer_.diseases.size();
        if (dimension == Dimension::age_band) return layer_.age_cuts.size() + 1;
        // Employees and maternity know the first two statuses, residents the other four.
        if (dimension == Dimension::status) return layer_.status_base == 0 ? 2 : 4;
        return values_of(dimension).size();
    }

    [[nodiscard]] Flaw flaw_of_dimensions() const {
        std::size_t reach = 1;
        for (const Dimension dimension : layer_.dimensions) {
            const auto stride = layer_.strides[static_cast<std::size_t>(dimension)];
            if (stride != reach || radix(dimension) == 0) return "dimensions that overlap";
            reach *= radix(dimension);
            if (reach > cells_max) return "more cells than a table may have";
        }
        if (reach != layer_.cells.size()) return "cells that nobody or too many can reach";
        const bool by_disease =
            std::count(layer_.dimensions.begin(), layer_.dimensions.end(), Dimension::disease) > 0;
        for (const LimitPlan& limit : layer_.limits) {
            if (limit.scope != LimitScope::benefit && !by_disease) {
                return "a limit of diseases without diseases";
            }
        }
        if (layer_.diseases.size() > values_max) return "too many diseases";
        return {};
    }

    [[nodiscard]] Flaw flaw_of_cell(const Cell& cell) const {
        if (cell.refused) return has_row(cell.gate_row) ? Flaw{} : "a refusal without its row";
        if (cell.place == Effect::not_payable) {
            return has_row(cell.place_row) ? Flaw{} : "a place without its row";
        }
        if (!is_effect(cell.place_ppm) || (cell.place == Effect::first_pay && cell.place_ppm < 0)) {
            return "an effect of the place beyond 100 %";
        }
        if (!is_bound(cell.cap_fen) || !has_row(cell.cap_row)) return "a cap that is no amount";
        if (cell.cap_fen == unknown_fen && !cell.has_unknown) return "an unknown cap kept quiet";
        if (cell.factor_fund.ppm() < plan_share_min_ppm) return "a factor of nothing";
        if (std::uint64_t{cell.adjusts} >> layer_.adjusts.size() != 0) {
            return "an adjustment that does not exist";
        }
        if (layer_.nth_count > 0) {
            if (const Flaw flaw = flaw_of_deductible(cell)) return flaw;
        }
        if (const Flaw flaw = flaw_of_limits(cell)) return flaw;
        return flaw_of_bands(cell);
    }

    [[nodiscard]] Flaw flaw_of_deductible(const Cell& cell) const {
        if (!has_row(cell.deductible_row)) return "a deductible without its row";
        if (std::uint64_t{cell.deductible_at} + layer_.nth_count > layer_.deductibles.size()) {
            return "a deductible outside its table";
        }
        for (std::size_t nth = 0; nth < layer_.nth_count; ++nth) {
            const std::int64_t due = layer_.deductibles[cell.deductible_at + nth];
            if (due == unknown_fen ? !cell.has_unknown : !is_amount(due)) {
                return "a deductible that is no amount";
            }
        }
        return {};
    }

    [[nodiscard]] Flaw flaw_of_limits(const Cell& cell) const {
        if (layer_.limits.empty()) return {};
        if (std::uint64_t{cell.limits_at} + layer_.limits.size() > layer_.limit_cells.size()) {
            return "a limit outside its table";
        }
        for (std::size_t index = 0; index < layer_.limits.size(); ++index) {
            const LimitCell& limit = layer_.limit_cells[cell.limits_at + index];
            if (!has_row(limit.row)) return "a limit without its row";
            if (!is_bound(limit.most) || (limit.most == unknown_fen && !cell.has_unknown)) {
                return "a limit that is no amount";
            }
        }
        return {};
    }

    [[nodiscard]] Flaw flaw_of_bands(const Cell& cell) const {
        if (std::uint64_t{cell.segments_at} + cell.segment_count > layer_.segments.size()) {
            return "bands outside their table";
        }
        if (layer_.is_supplement) return {};
        if (cell.segment_count == 0) return "no bands";
        std::int64_t above = 0;
        for (std::size_t index = 0; index < cell.segment_count; ++index) {
            const Segment& segment = layer_.segments[cell.segments_at + index];
            const bool last = index + 1U == cell.segment_count;
            if (segment.above_fen != above || (segment.upto_fen == no_limit) != last) {
                return "bands with a hole or without an end";
            }
            if (!last && (!is_amount(segment.upto_fen) || segment.upto_fen <= above)) {
                return "bands out of order";
            }
            above = segment.upto_fen;
        }
        return {};
    }

    [[nodiscard]] Flaw flaw_of_lists() const {
        for (const Segment& segment : layer_.segments) {
            if (!has_row(segment.row)) return "a band without its row";
            if (!is_share(segment.fund) || !is_share(segment.local))
                return "a share of nearly nothing";
            const bool drawn =
                !layer_.is_supplement ||
                std::count(layer_.draw.begin(), layer_.draw.end(), segment.bucket) > 0;
            if (!drawn) return "a bucket paid and not drawn";
        }
        if (layer_.adjusts.size() > adjusts_max) return "too many adjustments";
        for (const AdjustInfo& adjust : layer_.adjusts) {
            if (!has_row(adjust.row) || !is_effect(adjust.ppm)) return "an adjustment of nothing";
        }
        return {};
    }

    const PlanTables& tables_;
    const LayerPlan& layer_;
};

Flaw flaw_of_rows(const PlanTables& tables) {
    for (const RowInfo& row : tables.rows) {
        if (row.rule >= tables.rules.size()) return "a row of a rule that does not exist";
    }
    for (const RuleInfo& rule : tables.rules) {
        if (!rule.reading.empty() && !tables.readings.contains(rule.reading)) {
            return "a rule with a reading that does not exist";
        }
    }
    return {};
}

Flaw flaw_of_epoch(const PlanTables& tables, model::Scheme scheme, const Epoch& epoch) {
    const std::uint16_t base = scheme == model::Scheme::resident ? 2 : 0;
    Layer earlier = Layer::basic;
    bool basic_seen = false;
    for (const std::uint32_t index : epoch.layers) {
        if (index >= tables.layers.size()) return "a benefit that does not exist";
        const LayerPlan& layer = tables.layers[index];
        const auto& named = layer.dimensions;
        if (std::count(named.begin(), named.end(), Dimension::status) > 0 &&
            layer.status_base != base) {
            return "a benefit of another scheme";
        }
        if (layer.layer == Layer::basic && (basic_seen || earlier != Layer::basic)) {
            return "a basic benefit that is not the first and only one";
        }
        basic_seen = basic_seen || layer.layer == Layer::basic;
        earlier = layer.layer;
    }
    for (const ChannelPlan& channel : epoch.channels) {
        if (channel.row != no_row && channel.row >= tables.rows.size()) {
            return "a channel without its row";
        }
    }
    return {};
}

Flaw flaw_of_epochs(const PlanTables& tables) {
    for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
        for (std::size_t service = 0; service < service_count; ++service) {
            const auto& epochs = tables.epochs[scheme][service];
            for (std::size_t index = 0; index < epochs.size(); ++index) {
                if (index > 0 && epochs[index].from <= epochs[index - 1].from) {
                    return "epochs out of order";
                }
                const auto which = static_cast<model::Scheme>(scheme);
                if (Flaw flaw = flaw_of_epoch(tables, which, epochs[index])) return flaw;
            }
        }
    }
    return {};
}

}  // namespace

std::optional<std::string> unsound(const PlanTables& tables) {
    // A year may begin on any day that every year has.
    if (!Date::of(2023, tables.clock.year_month, tables.clock.year_day)) {
        return "a year that begins on no day";
    }
    if (tables.layers.size() >= no_benefit) return "too many benefits";
    if (Flaw flaw = flaw_of_rows(tables)) return flaw;
    for (std::size_t index = 0; index < tables.layers.size(); ++index) {
        if (const Flaw flaw = LayerCheck(tables, tables.layers[index]).flaw()) {
            return fmt::format("benefit {} of {}: {}", index + 1, tables.layers.size(), *flaw);
        }
    }
    return flaw_of_epochs(tables);
}

}  // namespace yidi::policy
