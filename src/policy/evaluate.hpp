/// @file
/// The one computation behind decide() and explain(): every benefit is the same kernel (gate, draw,
/// place, deductible, bands, limits and cap, write back) over its own tables. Steps are recorded or
/// not; they cannot change anything, so the number and its explanation are the same run.
///
/// Level       3, pure
/// Units       Money; the fund's share is rounded, the person's is what remains
/// Errors      an event that is not paid for is a refusal (Stop), with the row that made it
/// Ownership   the plan must outlive the call
/// Invariants  K1  the buckets and what the funds paid add up to the bill after every benefit.
/// See         docs/reference/policy-operators.md, "The computation of one benefit"

#pragma once

#include "policy/step_teller.hpp"

namespace yidi::policy {

template <class Steps>
class Evaluator : public StepTeller<Steps> {
  public:
    using Run = BenefitRun<Steps>;
    using StepTeller<Steps>::StepTeller;

    /// Runs all funds over one part. The account is asked afterwards.
    Stop run(Part& part) {
        part_ = &part;
        open_bill();
        for (const std::uint32_t index : target_.epoch->layers) {
            const LayerPlan& layer = tables_.layers[index];
            if (layer.layer == Layer::account) continue;
            layer_ = &layer;
            benefit_ = static_cast<std::uint16_t>(index);
            if (const Stop reason = run_benefit()) return reason;
        }
        close_year();
        return {};
    }

  private:
    void open_bill() {
        const model::FeeSums& fees = part_->fees;
        const std::pair<Bucket, Money> parts[] = {{Bucket::own, fees.fulamt_ownpay_amt},
                                                  {Bucket::over_price, fees.overlmt_selfpay},
                                                  {Bucket::first_pay, fees.preselfpay_amt},
                                                  {Bucket::in_policy, fees.inscp_scp_amt}};
        for (const auto& [bucket, amount] : parts) {
            part_->at(bucket) = amount;
            record({.op = StepOp::bucket,
                    .base = fees.medfee_sumamt.fen(),
                    .result = amount.fen(),
                    .detail = static_cast<std::uint32_t>(bucket)});
        }
    }

    void close_year() {
        model::YearTotals& delta = part_->delta;
        const bool stays =
            episode_.service == model::Service::inpatient ||
            (episode_.service == model::Service::day_surgery && part_->counts_day_surgery);
        delta.admissions = stays && part_->link == model::ChainLink::none ? 1 : 0;
        delta.in_policy = part_->fees.inscp_scp_amt;
        delta.self_in_policy = total_of(part_->at(Bucket::ded), part_->at(Bucket::seg_self),
                                        part_->at(Bucket::place_self),
                                        part_->at(Bucket::over_cap));
    }

    Stop run_benefit() {
        Money base;
        for (const Bucket bucket : layer_->draw) base += part_->at(bucket);
        if (base.is_zero() && !is_basic()) {
            record({.op = StepOp::draw, .note = StepNote::nothing_to_draw});
            return {};
        }
        if (!layer_->undetermined.zh.empty()) return stop(Stop::Why::undetermined, no_row);
        const auto at = layer_->cell_at(values_);
        if (!at) return stop(Stop::Why::not_entitled, no_row);
        cell_ = &layer_->cells[*at];
        cell_at_ = *at;
        if (!admitted()) {
            const bool gated = cell_->refused;
            if (!is_basic()) return {};
            return stop(gated ? Stop::Why::not_entitled : Stop::Why::not_payable,
                        gated ? cell_->gate_row : cell_->place_row);
        }
        if (const Stop missing = unknown_values(base)) return missing;
        return layer_->is_supplement ? supplement(base) : pay_out_of(base);
    }

    /// Gate and place let the benefit pay.
    bool admitted() {
        if (cell_->gate_row != no_row) {
            record({.op = StepOp::gate,
                    .note = cell_->refused ? StepNote::not_entitled : StepNote::applied,
                    .row = cell_->gate_row});
        }
        if (cell_->refused) return false;
        if (cell_->place != Effect::not_payable) return true;
        record({.op = StepOp::place,
                .note = StepNote::not_payable,
                .row = cell_->place_row,
                .detail = static_cast<std::uint32_t>(cell_->place)});
        return false;
    }

    /// Values nobody knows, which the event needs.
    Stop unknown_values(Money base) {
        if (!cell_->has_unknown || base.is_zero()) return {};
        for (std::size_t nth = 0; nth < layer_->nth_count; ++nth) {
            if (layer_->deductibles[cell_->deductible_at + nth] == unknown_fen) {
                return stop(Stop::Why::undetermined, cell_->deductible_row);
            }
        }
        for (std::size_t index = 0; index < layer_->limits.size(); ++index) {
            const LimitCell& limit = layer_->limit_cells[cell_->limits_at + index];
            if (limit.most == unknown_fen) return stop(Stop::Why::undetermined, limit.row);
        }
        if (cell_->cap_fen == unknown_fen) return stop(Stop::Why::undetermined, cell_->cap_row);
        return {};
    }

    Stop pay_out_of(Money base) {
        const RoundingRule& rounding = tables_.rounding;
        Money off;
        if (cell_->place == Effect::first_pay) {
            off = share_of(base, Ratio::of_ppm(cell_->place_ppm), rounding.mode);
        }
        if (cell_->place_row != no_row) {
            record({.op = StepOp::place,
                    .note = cell_->place == Effect::none ? StepNote::no_reduction
                                                         : StepNote::applied,
                    .row = cell_->place_row,
                    .base = base.fen(),
                    .argument = cell_->place_ppm,
                    .result = off.fen(),
                    .detail = static_cast<std::uint32_t>(cell_->place)});
        }
        const Money rest = base - off;
        const Money charged = charge_deductible(rest);
        record_adjusts();

        BandInput input;
        input.benefit = benefit_;
        Money covered = rest;
        Stop missing = bound_by_limits(input, base);
        if (missing) return missing;
        bound_by_cap(input, covered);
        const Money limit = input.left;
        if (input.limited && cell_->factor_fund.ppm() < Ratio::one_ppm) {
            input.left = least_reaching(input.left, cell_->factor_fund, rounding.mode);
        }
        place_on_axis(input, charged, covered);
        BandPayer<Steps> payer(*layer_, *cell_, rounding, steps_);
        BandResult bands = payer.pay(input);
        if (bands.undetermined_row != no_row) {
            return stop(Stop::Why::undetermined, bands.undetermined_row);
        }
        const Money cost = left_of(input.end, input.start, bands.over);
        bands.over += rest - std::max(covered, charged);
        record_edge(input, bands, unused_, rest);
        const Money fund = after_factors(bands, input.limited, limit, cost);
        record_cap(fund, bands.over);
        write_back(base, off, charged, rest, fund, bands);
        return {};
    }

    // ---- bands ------------------------------------------------------------------------------

    void place_on_axis(BandInput& input, Money charged, Money covered) const {
        const bool includes = layer_->bounds_include_deductible;
        input.start = includes ? charged : Money{};
        input.end = std::max(input.start, includes ? covered : covered - charged);
        const PoolSet own = static_cast<PoolSet>(1U << static_cast<unsigned>(layer_->pool));
        if (layer_->axis == Axis::year_fund_paid) {
            input.paid_before = this->sum_of(own, &model::PoolUse::paid);
        }
        if (layer_->axis != Axis::year_drawn) return;
        Money moved = this->sum_of(own, &model::PoolUse::drawn);
        if (!includes) moved -= this->sum_of(own, &model::PoolUse::deductible);
        input.start += moved;
        input.end += moved;
    }

    Money after_factors(BandResult& bands, bool limited, Money limit, Money cost) {
        const Rounding mode = tables_.rounding.mode;
        Money fund = bands.paid;
        if (cell_->factor_fund.ppm() < Ratio::one_ppm) {
            fund = share_of(bands.paid, cell_->factor_fund, mode);
            if (limited) fund = std::min(fund, limit);
            record({.op = StepOp::factor,
                    .base = bands.paid.fen(),
                    .argument = cell_->factor_fund.ppm(),
                    .result = fund.fen()});
        }
        if (cell_->factor_local != cell_->factor_fund) {
            bands.away += std::max(
                Money{}, share_of(bands.paid, cell_->factor_local, mode) - fund);
        }
        if (!tables_.rounding.jiao) return fund;
        constexpr std::int64_t jiao_fen = 10;
        const std::int64_t half = mode == Rounding::half_up ? jiao_fen / 2 : 0;
        Money whole = Money::of_fen((fund.fen() + half) / jiao_fen * jiao_fen);
        whole = std::min(whole, cost);
        if (limited) whole = std::min(whole, limit);
        // Rounded up, the fund may have taken what the place would have cost the person.
        bands.away = std::min(bands.away, cost - whole);
        record({.op = StepOp::rounding, .base = fund.fen(), .result = whole.fen()});
        return whole;
    }

    // ---- supplement -------------------------------------------------------------------------

    Stop supplement(Money base) {
        BandInput input;
        Money unused = base;
        bound_by_cap(input, unused);
        Money fund, over;
        for (std::size_t index = 0; index < cell_->segment_count; ++index) {
            const Segment& segment = layer_->segments[cell_->segments_at + index];
            Money& bucket = part_->at(segment.bucket);
            if (bucket.is_zero()) continue;
            if (segment.undetermined) return stop(Stop::Why::undetermined, segment.row);
            const Money whole = share_of(bucket, segment.fund, tables_.rounding.mode);
            const Money pay = input.limited ? std::min(whole, input.left - fund) : whole;
            record({.op = StepOp::supplement,
                    .row = segment.row,
                    .base = bucket.fen(),
                    .argument = segment.fund.ppm(),
                    .result = pay.fen(),
                    .detail = static_cast<std::uint32_t>(segment.bucket)});
            bucket -= pay;
            fund += pay;
            over += whole - pay;
        }
        record_cap(fund, over);
        count_in_pool(base, Money{}, fund);
        record({.op = StepOp::layer, .base = base.fen(), .result = fund.fen()});
        return {};
    }

    // ---- writing back -----------------------------------------------------------------------

    void count_in_pool(Money drawn, Money charged, Money fund) {
        model::PoolUse& pool = part_->delta.*pool_members[static_cast<std::size_t>(layer_->pool)];
        pool.paid += fund;
        pool.drawn += drawn;
        pool.deductible += charged;
        part_->shares.*fund_members[static_cast<std::size_t>(layer_->layer)] += fund;
        part_->shares.fund_pay_sumamt += fund;
    }

    void count_in_quota(Money base, Money fund) {
        std::int64_t model::QuotaUse::* const members[limits_max] = {
            &model::QuotaUse::first, &model::QuotaUse::second, &model::QuotaUse::third,
            &model::QuotaUse::fourth};
        for (std::size_t index = 0; index < layer_->limits.size(); ++index) {
            const LimitMeasure measure = layer_->limits[index].measure;
            if (measure == LimitMeasure::visit_fund_paid) continue;
            part_->quota.*members[index] += measure < LimitMeasure::day_visits ? fund.fen()
                                            : base.is_zero()                   ? 0
                                                                               : 1;
        }
    }

    void write_back(Money base, Money off, Money charged, Money rest, Money fund,
                    const BandResult& bands) {
        count_in_pool(rest, charged, fund);
        if (is_basic()) {
            count_in_quota(base, fund);
            part_->shares.act_pay_dedc += charged;
            part_->at(Bucket::in_policy) -= base;
            part_->at(Bucket::ded) += charged;
            // Rounding up to a jiao may leave less than what would have been paid at home.
            const Money left = left_of(rest, charged, fund, bands.over);
            const Money away = std::min(bands.away, left);
            part_->at(Bucket::place_self) += off + away;
            part_->at(Bucket::over_cap) += bands.over;
            part_->at(Bucket::seg_self) += left - away;
        } else {
            take_up(fund);
        }
        record({.op = StepOp::layer, .base = base.fen(), .result = fund.fen()});
    }

    /// A later fund relieves the person bucket by bucket, in the order of its draw.
    void take_up(Money fund) {
        for (const Bucket bucket : layer_->draw) {
            const Money taken = std::min(fund, part_->at(bucket));
            part_->at(bucket) -= taken;
            fund -= taken;
        }
    }

    using Run::benefit_;
    using Run::cell_;
    using Run::cell_at_;
    using Run::episode_;
    using Run::is_basic;
    using Run::layer_;
    using Run::part_;
    using Run::record;
    using Run::steps_;
    using Run::stop;
    using Run::tables_;
    using Run::target_;
    using Run::values_;
    using BoundRule<Steps>::bound_by_cap;
    using BoundRule<Steps>::bound_by_limits;
    using DeductibleRule<Steps>::charge_deductible;
    using DeductibleRule<Steps>::unused_;
    using StepTeller<Steps>::record_adjusts;
    using StepTeller<Steps>::record_cap;
    using StepTeller<Steps>::record_edge;
};

}  // namespace yidi::policy
