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

#include <array>
#include <functional>

#include "policy/bands.hpp"

namespace yidi::policy {

/// Why nothing can be paid. Turned into words only when somebody wants to read them.
struct Stop {
    enum class Why : std::uint8_t { none, not_payable, not_entitled, undetermined };
    Why why = Why::none;
    std::uint32_t row = no_row;
    std::uint16_t benefit = no_benefit;
    explicit operator bool() const { return why != Why::none; }
};

/// What decides an event: a service's benefits, at a level of hospital.
struct Target {
    const Epoch* epoch = nullptr;
    model::HospitalLevel level{};
};

[[nodiscard]] Date basis_date(const PlanTables& tables, const model::Episode& episode);
/// Months or quarters of the accumulator year begun on the basis day, by what a limit measures.
[[nodiscard]] std::int64_t periods_begun(const PlanTables& tables, const model::Episode& episode,
                                         LimitMeasure measure);
/// "M03900|M01600" names "M01600".
[[nodiscard]] bool names_disease(std::string_view list, std::string_view code);

/// Where the fen of the bill lie while the benefits work on them.
struct Books {
    std::array<Money, bucket_count> buckets{};
    std::array<Money, fund_layer_count> paid{};
    Money deductible;  ///< Charged by the basic layer.

    [[nodiscard]] Money& at(Bucket bucket) { return buckets[static_cast<std::size_t>(bucket)]; }
    [[nodiscard]] Money at(Bucket bucket) const {
        return buckets[static_cast<std::size_t>(bucket)];
    }
};

/// Members of the year's totals by pool.
inline constexpr std::array<model::PoolUse model::YearTotals::*, pool_count> pool_members{
    &model::YearTotals::basic,         &model::YearTotals::outpatient,
    &model::YearTotals::chronic,       &model::YearTotals::special_drug,
    &model::YearTotals::maternity,     &model::YearTotals::large_amount,
    &model::YearTotals::major_illness, &model::YearTotals::civil_servant,
    &model::YearTotals::enterprise,    &model::YearTotals::medical_aid,
    &model::YearTotals::aid_tilt,      &model::YearTotals::commercial};

/// One event, or the part of it that falls in one year.
struct Part {
    model::FeeSums fees;
    const model::YearTotals* before = nullptr;
    model::Chain chain;
    model::YearTotals delta{};
    model::QuotaUse quota{};  ///< Added to the windows of the limits.
    Books books{};
    std::int64_t nth = 0;  ///< Which admission of the year it was decided as.
};

template <class Steps>
class Evaluator {
  public:
    Evaluator(const PlanTables& tables, const model::Episode& episode, const Target& target,
              Steps& steps)
        : tables_(tables), episode_(episode), target_(target), steps_(steps) {}

    /// Runs all funds over one part. The account is asked afterwards.
    Stop run(Part& part) {
        part_ = &part;
        open_books();
        for (const std::uint32_t index : target_.epoch->layers) {
            const LayerPlan& layer = tables_.layers[index];
            if (layer.layer == Layer::account) continue;
            layer_ = &layer;
            benefit_ = static_cast<std::uint16_t>(index);
            if (const Stop stop = run_benefit()) return stop;
        }
        close_books();
        return {};
    }

  private:
    [[nodiscard]] Books& books() { return part_->books; }
    [[nodiscard]] bool is_basic() const { return layer_->layer == Layer::basic; }
    [[nodiscard]] Stop stop(Stop::Why why, std::uint32_t row) const { return {why, row, benefit_}; }
    void record(Step step) {
        if constexpr (Steps::wanted) {
            step.benefit = benefit_;
            steps_.add(step);
        }
    }

    void open_books() {
        const model::FeeSums& fees = part_->fees;
        const std::pair<Bucket, Money> parts[] = {{Bucket::own, fees.fulamt_ownpay_amt},
                                                  {Bucket::over_price, fees.overlmt_selfpay},
                                                  {Bucket::first_pay, fees.preselfpay_amt},
                                                  {Bucket::in_policy, fees.inscp_scp_amt}};
        for (const auto& [bucket, amount] : parts) {
            books().at(bucket) = amount;
            record({.op = StepOp::bucket,
                    .base = fees.medfee_sumamt.fen(),
                    .result = amount.fen(),
                    .detail = static_cast<std::uint32_t>(bucket)});
        }
    }

    void close_books() {
        model::YearTotals& delta = part_->delta;
        const bool stays = episode_.service == model::Service::inpatient ||
                           (episode_.service == model::Service::day_surgery && counts_day_surgery_);
        delta.admissions = stays && link_ == model::ChainLink::none ? 1 : 0;
        delta.in_policy = part_->fees.inscp_scp_amt;
        for (const Bucket bucket :
             {Bucket::ded, Bucket::seg_self, Bucket::place_self, Bucket::over_cap}) {
            delta.self_in_policy += books().at(bucket);
        }
    }

    Stop run_benefit() {
        Money base;
        for (const Bucket bucket : layer_->draw) base += books().at(bucket);
        if (base.is_zero() && !is_basic()) {
            record({.op = StepOp::draw, .note = StepNote::nothing_to_draw});
            return {};
        }
        if (!layer_->undetermined.zh.empty()) return stop(Stop::Why::undetermined, no_row);
        const auto at = layer_->cell_at(episode_, target_.level);
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
        if (base.is_zero()) return {};
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
        const Money cost = input.end - input.start;
        BandPayer<Steps> payer(*layer_, *cell_, rounding, steps_);
        BandResult bands = payer.pay(input);
        if (bands.undetermined_row != no_row) {
            return stop(Stop::Why::undetermined, bands.undetermined_row);
        }
        bands.over += rest - std::max(covered, charged);
        record_edge(input, bands);
        const Money fund = after_factors(bands, input.limited, limit, cost);
        record_cap(fund, bands.over);
        write_back(base, off, charged, rest, fund, bands);
        return {};
    }

    // ---- deductible -------------------------------------------------------------------------

    Money charge_deductible(Money rest) {
        if (layer_->nth_count == 0) return {};
        if (is_basic()) {
            link_ = effective_link();
            counts_day_surgery_ = !layer_->excludes_day_surgery;
        }
        Money due;
        std::int64_t extra = 0;
        switch (layer_->per) {
            case Terms::Per::admission:
                due = due_of_admission();
                extra = part_->nth;
                break;
            case Terms::Per::visit:
                due = amount_of(0);
                break;
            case Terms::Per::year: {
                const Money before = sum_of(layer_->deductible_pools, &model::PoolUse::deductible);
                due = std::max(Money{}, amount_of(0) - before);
                extra = before.fen();
                break;
            }
        }
        const Money charged = std::min(due, rest);
        record({.op = StepOp::deductible,
                .note = charged.is_zero() ? StepNote::nothing_due : StepNote::applied,
                .row = cell_->deductible_row,
                .base = rest.fen(),
                .argument = due.fen(),
                .result = charged.fen(),
                .extra = extra});
        return charged;
    }

    [[nodiscard]] Money amount_of(std::size_t nth) const {
        // One that nobody knows is met here only by a bill without anything in scope.
        return Money::of_fen(
            std::max<std::int64_t>(0, layer_->deductibles[cell_->deductible_at + nth]));
    }

    /// The chain's link, where this benefit knows it and the earlier stay is near enough.
    [[nodiscard]] model::ChainLink effective_link() const {
        const model::ChainLink link = part_->chain.link;
        if (link <= model::ChainLink::same_stay) return link;
        const ContinuityPlan& plan = layer_->continuity[static_cast<std::size_t>(link)];
        const bool near = plan.row != no_row && part_->chain.hours <= plan.within_hours;
        return near ? link : model::ChainLink::none;
    }

    Money due_of_admission() {
        const bool chained = link_ != model::ChainLink::none;
        const std::int64_t earlier = std::max<std::int64_t>(0, part_->before->admissions);
        const std::int64_t nth = chained ? std::max<std::int64_t>(1, earlier) : earlier + 1;
        part_->nth = nth;
        if (layer_->excludes_day_surgery && episode_.service == model::Service::day_surgery) {
            return {};
        }
        Money due = amount_of(
            static_cast<std::size_t>(std::min<std::int64_t>(nth, layer_->nth_count) - 1));
        if (layer_->long_stay_days > 0) due = due_of_long_stay(due);
        return layer_->layer == Layer::basic ? due_in_chain(due) : due;
    }

    Money due_of_long_stay(Money due) {
        const std::int64_t days = std::max<std::int64_t>(
            1, episode_.discharged_on.days() - episode_.admitted_on.days());
        const std::int64_t times = (days + layer_->long_stay_days - 1) / layer_->long_stay_days;
        if (times <= 1) return due;
        const Money longer = Money::of_fen(due.fen() * times);
        record({.op = StepOp::continuity,
                .row = layer_->continuity_row,
                .base = due.fen(),
                .argument = 0,
                .result = longer.fen(),
                .extra = times});
        return longer;
    }

    Money due_in_chain(Money due) {
        const model::Chain& chain = part_->chain;
        if (chain.link == model::ChainLink::none) return due;
        const std::uint32_t row = layer_->continuity[static_cast<std::size_t>(chain.link)].row;
        Money after = due;
        if (link_ == model::ChainLink::same_stay) {
            after = std::max(Money{}, due - chain.charged);
        } else if (link_ != model::ChainLink::none) {
            switch (layer_->continuity[static_cast<std::size_t>(link_)].carry) {
                case Carry::full:
                    break;
                case Carry::difference:
                    after = std::max(Money{}, due - chain.charged);
                    break;
                case Carry::none:
                    after = Money{};
                    break;
                case Carry::first_only:
                    if (!chain.charged.is_zero()) after = Money{};
                    break;
            }
        }
        record({.op = StepOp::continuity,
                .note = link_ == model::ChainLink::none ? StepNote::no_link : StepNote::applied,
                .row = row,
                .base = due.fen(),
                .argument = chain.charged.fen(),
                .result = after.fen(),
                .detail = static_cast<std::uint32_t>(chain.link)});
        return after;
    }

    // ---- limits and cap ---------------------------------------------------------------------

    /// What pools hold of the year, this event's earlier benefits included.
    [[nodiscard]] Money sum_of(PoolSet pools, Money model::PoolUse::* member) const {
        Money sum;
        for (std::size_t pool = 0; pools != 0; ++pool, pools = static_cast<PoolSet>(pools >> 1)) {
            if ((pools & 1U) == 0) continue;
            sum += part_->before->*pool_members[pool].*member;
            sum += part_->delta.*pool_members[pool].*member;
        }
        return sum;
    }

    [[nodiscard]] std::int64_t quota_used(std::size_t limit) const {
        const model::QuotaUse& quota = episode_.quota;
        const std::int64_t used[limits_max] = {quota.first, quota.second, quota.third,
                                               quota.fourth};
        return used[limit];
    }

    void tighten(BandInput& input, Money left) {
        input.left = input.limited ? std::min(input.left, left) : left;
        input.limited = true;
    }

    Stop bound_by_limits(BandInput& input, Money base) {
        for (std::size_t index = 0; index < layer_->limits.size(); ++index) {
            const LimitPlan& plan = layer_->limits[index];
            const LimitCell& cell = layer_->limit_cells[cell_->limits_at + index];
            std::int64_t most = cell.most;
            if (plan.scope == LimitScope::person) {
                most = combined(index);
                if (most == unknown_fen && !base.is_zero()) {
                    return stop(Stop::Why::undetermined, cell.row);
                }
            }
            if (most == no_limit) {
                record({.op = StepOp::limit,
                        .note = StepNote::unlimited,
                        .row = cell.row,
                        .detail = static_cast<std::uint32_t>(index)});
                continue;
            }
            if (plan.carries) most *= periods_begun(tables_, episode_, plan.measure);
            const bool of_visit = plan.measure == LimitMeasure::visit_fund_paid;
            const std::int64_t used = of_visit ? 0 : quota_used(index);
            const std::int64_t left = std::max<std::int64_t>(0, most - used);
            record({.op = StepOp::limit,
                    .row = cell.row,
                    .base = used,
                    .argument = most,
                    .result = left,
                    .detail = static_cast<std::uint32_t>(index)});
            if (plan.measure < LimitMeasure::day_visits) {
                tighten(input, Money::of_fen(left));
            } else if (left == 0) {
                tighten(input, Money{});
            }
        }
        return {};
    }

    /// What a limit allows all of the person's approved diseases together.
    [[nodiscard]] std::int64_t combined(std::size_t limit) const {
        std::array<std::int64_t, values_max> amounts{};
        std::size_t count = 0;
        const auto stride = layer_->strides[static_cast<std::size_t>(Dimension::disease)];
        const auto own = *layer_->disease_value(episode_.disease);
        for (std::size_t value = 0; value < layer_->diseases.size(); ++value) {
            if (value != own && !names_disease(episode_.diseases, layer_->diseases[value])) continue;
            const Cell& cell = layer_->cells[cell_at_ - own * stride + value * stride];
            const std::int64_t most = layer_->limit_cells[cell.limits_at + limit].most;
            if (most == unknown_fen || most == no_limit) return most;
            amounts[count++] = most;
        }
        std::sort(amounts.begin(), amounts.begin() + static_cast<std::ptrdiff_t>(count),
                  std::greater<>{});
        const auto counted = std::min<std::size_t>(
            count, static_cast<std::size_t>(layer_->diseases_max));
        std::int64_t sum = amounts[0];
        for (std::size_t index = 1; index < counted; ++index) {
            if (layer_->combine == CombineRule::sum) sum += amounts[index];
            if (layer_->combine == CombineRule::highest_plus) sum += layer_->combine_extra_fen;
        }
        return sum;
    }

    void bound_by_cap(BandInput& input, Money& covered) {
        if (cell_->cap_fen == no_limit) return;
        const Money cap = Money::of_fen(cell_->cap_fen);
        switch (layer_->cap_measure) {
            case CapMeasure::year_fund_paid:
                cap_used_ = sum_of(layer_->cap_pools, &model::PoolUse::paid);
                break;
            case CapMeasure::year_in_policy:
                cap_used_ = sum_of(layer_->cap_pools, &model::PoolUse::drawn);
                covered = std::min(covered, std::max(Money{}, cap - cap_used_));
                return;
            case CapMeasure::event_fund_paid:
                cap_used_ = Money{};
                for (std::size_t pool = 0; pool < pool_count; ++pool) {
                    if ((layer_->cap_pools >> pool & 1U) == 0) continue;
                    cap_used_ += (part_->delta.*pool_members[pool]).paid;
                }
                break;
        }
        tighten(input, std::max(Money{}, cap - cap_used_));
    }

    // ---- bands ------------------------------------------------------------------------------

    void place_on_axis(BandInput& input, Money charged, Money covered) const {
        const bool includes = layer_->bounds_include_deductible;
        input.start = includes ? charged : Money{};
        input.end = std::max(input.start, includes ? covered : covered - charged);
        const model::PoolUse& pool =
            part_->before->*pool_members[static_cast<std::size_t>(layer_->pool)];
        input.paid_before = pool.paid;
        if (layer_->axis != Axis::year_drawn) return;
        const Money moved = includes ? pool.drawn : pool.drawn - pool.deductible;
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
            Money& bucket = books().at(segment.bucket);
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
        books().paid[static_cast<std::size_t>(layer_->layer)] += fund;
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
            books().deductible += charged;
            books().at(Bucket::in_policy) -= base;
            books().at(Bucket::ded) += charged;
            books().at(Bucket::place_self) += off + bands.away;
            books().at(Bucket::over_cap) += bands.over;
            books().at(Bucket::seg_self) += rest - charged - fund - bands.away - bands.over;
        } else {
            take_up(fund);
        }
        record({.op = StepOp::layer, .base = base.fen(), .result = fund.fen()});
    }

    /// A later fund relieves the person bucket by bucket, in the order of its draw.
    void take_up(Money fund) {
        for (const Bucket bucket : layer_->draw) {
            const Money taken = std::min(fund, books().at(bucket));
            books().at(bucket) -= taken;
            fund -= taken;
        }
    }

    // ---- steps that only tell ---------------------------------------------------------------

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

    const PlanTables& tables_;
    const model::Episode& episode_;
    const Target& target_;
    Steps& steps_;
    Part* part_ = nullptr;
    const LayerPlan* layer_ = nullptr;
    const Cell* cell_ = nullptr;
    std::size_t cell_at_ = 0;
    std::uint16_t benefit_ = no_benefit;
    Money cap_used_;
    model::ChainLink link_{};
    bool counts_day_surgery_ = true;
};

}  // namespace yidi::policy
