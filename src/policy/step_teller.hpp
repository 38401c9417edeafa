/// @file
/// Steps that only tell and change nothing: adjustments, caps, the distance to the next bound.
///
/// Level       3, pure
/// Units       Money
/// Errors      none
/// Ownership   as BenefitRun

#pragma once

#include <optional>

#include "policy/bound_rule.hpp"

namespace yidi::policy {

template <class Steps>
class StepTeller : public BoundRule<Steps> {
  public:
    using Run = BenefitRun<Steps>;
    using BoundRule<Steps>::BoundRule;

  protected:
    void record_adjusts() {
        if constexpr (!Steps::wanted) return;
        for (std::size_t index = 0; index < layer_->adjusts.size(); ++index) {
            const AdjustInfo& adjust = layer_->adjusts[index];
            const bool applies = (cell_->adjusts >> index & 1U) != 0;
            record({.op = StepOp::adjust,
                    .note = applies ? StepNote::applied : StepNote::not_concerned,
                    .row = adjust.row,
                    .argument = adjust.ppm,
                    .detail = static_cast<std::uint32_t>(adjust.kind)});
        }
    }

    void record_cap(Money fund, Money over) {
        const bool unlimited = cell_->cap_fen == no_limit;
        const StepNote note = unlimited        ? StepNote::unlimited
                              : over.is_zero() ? StepNote::below_limit
                                               : StepNote::capped;
        record({.op = StepOp::cap,
                .note = note,
                .row = cell_->cap_row,
                .base = fund.fen(),
                .argument = unlimited ? 0 : cell_->cap_fen,
                .result = over.fen(),
                .extra = unlimited ? 0 : cap_used_.fen()});
    }

    /// How far it is to the next bound, and what is paid beyond it. `unused` is what is missing of
    /// the deductible, `rest` the costs that a cap on costs counts.
    void record_edge(const BandInput& input, const BandResult& bands, Money unused, Money rest) {
        if constexpr (!Steps::wanted) return;
        if (layer_->axis == Axis::year_fund_paid) return;
        if (!unused.is_zero()) return record_beyond(unused, band_at(input.start));
        if (bands.full || (input.limited && bands.paid >= input.left)) return;
        const std::size_t here = band_at(input.end);
        Step nearest{.op = StepOp::edge, .base = no_limit};
        if (segment_at(here).upto_fen != no_limit) {
            const Segment& next = segment_at(here + 1);
            nearest.base = segment_at(here).upto_fen - input.end.fen();
            nearest.argument = next.undetermined ? unknown_fen - 1 : next.fund.ppm();
            nearest.row = next.row;
        }
        if (layer_->cap_measure == CapMeasure::year_in_policy && cell_->cap_fen != no_limit) {
            const std::int64_t left = cell_->cap_fen - cap_used_.fen() - rest.fen();
            if (left <= 0) return;
            take_nearer(nearest, left, cell_->cap_row);
        }
        if (const auto left = costs_to_bound(input, bands, here)) {
            take_nearer(nearest, left->fen(), input.left_row);
        }
        if (nearest.base == no_limit || nearest.argument < unknown_fen) return;
        record(nearest);
    }

    [[nodiscard]] const Segment& segment_at(std::size_t band) const {
        return layer_->segments[cell_->segments_at + band];
    }
    /// The band in which the fen after `position` lies.
    [[nodiscard]] std::size_t band_at(Money position) const {
        std::size_t band = 0;
        while (segment_at(band).upto_fen != no_limit &&
               position.fen() >= segment_at(band).upto_fen) {
            ++band;
        }
        return band;
    }
    void record_beyond(Money distance, std::size_t band) {
        const Segment& segment = segment_at(band);
        if (segment.undetermined) return;
        record({.op = StepOp::edge,
                .row = segment.row,
                .base = distance.fen(),
                .argument = segment.fund.ppm()});
    }
    static void take_nearer(Step& nearest, std::int64_t distance, std::uint32_t row) {
        if (distance >= nearest.base) return;
        nearest.base = distance;
        nearest.argument = -1;
        nearest.row = row;
    }
    /// Least cost more, in the band of the next fen, at which limits or the cap are reached.
    [[nodiscard]] std::optional<Money> costs_to_bound(const BandInput& input,
                                                      const BandResult& bands,
                                                      std::size_t here) const {
        const Segment& segment = segment_at(here);
        const bool begun = !bands.last_span.is_zero();
        const bool in_last = begun && bands.last == here;
        if (!input.limited || segment.undetermined || segment.fund.ppm() == 0) return {};
        if (layer_->whole && begun && !in_last) return {};
        const RoundingRule& rounding = tables_.rounding;
        const Wide basis = in_last ? bands.last_basis
                           : rounding.at_sum
                               ? bands.exact
                               : Wide{bands.paid.fen()} * Ratio::one_ppm;
        const Money span = in_last ? bands.last_span : Money{};
        return least_reaching(input.left, segment.fund, rounding.mode, basis) - span;
    }

    using BoundRule<Steps>::cap_used_;
    using Run::cell_;
    using Run::layer_;
    using Run::record;
    using Run::tables_;
};

}  // namespace yidi::policy
