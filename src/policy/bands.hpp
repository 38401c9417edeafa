/// @file
/// Pays the bands of one benefit over what its costs cover of an axis, until what is left of limits
/// and cap is reached.
///
/// Level       3, pure
/// Units       Money; the fund's side is rounded, the person's is what remains
/// Errors      a band whose share nobody knows ends the paying; its row is in `undetermined_row`
/// Ownership   borrows for the length of a call
/// Invariants  K2  a bound is met exactly: the fund pays up to it, to the fen.

#pragma once

#include "policy/amounts.hpp"
#include "policy/steps.hpp"

namespace yidi::policy {

struct BandInput {
    Money start, end;         ///< On the axis of the bounds.
    Money paid_before;        ///< By the pool in the year: where the axis is what was paid.
    Money left;               ///< Meaningless unless limited.
    bool limited = false;
    std::uint32_t left_row = no_row;  ///< Of the limit or cap that leaves least.
    std::uint16_t benefit = no_benefit;
};

struct BandResult {
    Money paid;        ///< By the bands, before factors.
    Money away;        ///< What would have been paid at home, and is not.
    Money over;        ///< Costs beyond the bound.
    Money reached;     ///< Where on the axis paying ended.
    std::size_t last = 0;  ///< The band in which it ended.
    Money last_span;       ///< What of the costs lay in it; zero if none lay in any.
    Wide last_basis = 0;   ///< Millionths of fen on which its rounding stood.
    Wide exact = 0;        ///< Millionths of fen of all bands, where they are added exactly.
    bool full = false;
    std::uint32_t undetermined_row = no_row;
};

template <class Steps>
class BandPayer {
  public:
    BandPayer(const LayerPlan& layer, const Cell& cell, const RoundingRule& rounding, Steps& steps)
        : layer_(layer), cell_(cell), rounding_(rounding), steps_(steps) {}

    BandResult pay(const BandInput& input) {
        BandResult result;
        result.reached = input.start;
        for (std::size_t index = 0; index < cell_.segment_count && !result.full; ++index) {
            const Segment& segment = layer_.segments[cell_.segments_at + index];
            const Money span = span_of(segment, index, input, result);
            if (span <= Money{}) continue;
            if (segment.undetermined) {
                result.undetermined_row = segment.row;
                return result;
            }
            pay_band(segment, index, span, input, result);
        }
        if (result.full) result.over = input.end - result.reached;
        return result;
    }

  private:
    /// What of the costs lies in the band.
    Money span_of(const Segment& segment, std::size_t index, const BandInput& input,
                  const BandResult& result) const {
        if (layer_.whole) {
            const bool above = input.end.fen() > segment.above_fen || index == 0;
            return above && input.end.fen() <= segment.upto_fen ? input.end - input.start
                                                                : Money{};
        }
        if (layer_.axis == Axis::year_fund_paid) {
            const Money rest = input.end - result.reached;
            if (segment.upto_fen == no_limit || segment.fund.ppm() == 0) return rest;
            const Money room =
                Money::of_fen(segment.upto_fen) - input.paid_before - result.paid;
            if (room <= Money{}) return {};
            return std::min(rest, least_reaching(result.paid + room, segment.fund, rounding_.mode,
                                                 basis_of(result)));
        }
        // An end nobody has set is greater than any amount.
        return Money::of_fen(std::min(input.end.fen(), segment.upto_fen) -
                             std::max(input.start.fen(), segment.above_fen));
    }

    /// Millionths of fen on which the next rounding stands: all bands so far where they are added
    /// exactly, else what has been paid in whole fen.
    Wide basis_of(const BandResult& result) const {
        return rounding_.at_sum ? result.exact : Wide{result.paid.fen()} * Ratio::one_ppm;
    }

    void pay_band(const Segment& segment, std::size_t index, Money span, const BandInput& input,
                  BandResult& result) {
        const Money low = layer_.axis == Axis::year_fund_paid || layer_.whole
                              ? result.reached
                              : std::max(input.start, Money::of_fen(segment.above_fen));
        const Wide basis = basis_of(result);
        Money paid = rounded(basis + Wide{span.fen()} * segment.fund.ppm(), rounding_.mode);
        result.full = input.limited && paid >= input.left;
        if (result.full) {
            paid = input.left;
            span = paid == result.paid
                       ? Money{}
                       : least_reaching(paid, segment.fund, rounding_.mode, basis);
        }
        const Money pay = paid - result.paid;
        result.exact = basis + Wide{span.fen()} * segment.fund.ppm();
        if (segment.local != segment.fund) {
            result.away +=
                std::max(Money{}, share_of(span, segment.local, rounding_.mode) - pay);
        }
        result.paid = paid;
        result.reached = low + span;
        result.last = index;
        result.last_span = span;
        result.last_basis = basis;
        if constexpr (Steps::wanted) {
            steps_.add({.op = StepOp::segments,
                        .benefit = input.benefit,
                        .row = segment.row,
                        .base = span.fen(),
                        .argument = segment.fund.ppm(),
                        .result = pay.fen(),
                        .extra = low.fen(),
                        .detail = static_cast<std::uint32_t>(cell_.segments_at + index)});
        }
    }

    const LayerPlan& layer_;
    const Cell& cell_;
    const RoundingRule& rounding_;
    Steps& steps_;
};

}  // namespace yidi::policy
