/// @file
/// Steps that only tell and change nothing: adjustments, caps, the distance to the next bound.
///
/// Level       3, pure
/// Units       Money
/// Errors      none
/// Ownership   as BenefitRun

#pragma once

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

    /// How far it is to the next bound, and what is paid beyond it.
    void record_edge(const BandInput& input, const BandResult& bands) {
        if constexpr (!Steps::wanted) return;
        if (bands.full || cell_->segment_count == 0 || layer_->axis == Axis::year_fund_paid) return;
        const Segment& here = layer_->segments[cell_->segments_at + bands.last];
        Step step{.op = StepOp::edge, .row = here.row, .argument = -1};
        const bool to_band = here.upto_fen != no_limit;
        if (to_band) {
            const Segment& next = layer_->segments[cell_->segments_at + bands.last + 1];
            step.base = here.upto_fen - input.end.fen();
            step.argument = next.fund.ppm();
            step.row = next.row;
        }
        if (input.limited && here.fund.ppm() > 0) {
            const Money to_cap =
                least_reaching(input.left - bands.paid, here.fund, tables_.rounding.mode);
            if (!to_band || to_cap.fen() < step.base) {
                step.base = to_cap.fen();
                step.argument = -1;
                step.row = cell_->cap_row;
            }
        } else if (!to_band) {
            return;
        }
        record(step);
    }

    using BoundRule<Steps>::cap_used_;
    using Run::cell_;
    using Run::layer_;
    using Run::record;
    using Run::tables_;
};

}  // namespace yidi::policy
