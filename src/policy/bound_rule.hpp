/// @file
/// What limits and cap of a benefit leave its fund to pay.
///
/// Level       3, pure
/// Units       Money; limits of visits count visits
/// Errors      a limit nobody knows stops the event
/// Ownership   as BenefitRun
/// See         docs/reference/policy-operators.md, limit, combine and cap

#pragma once

#include <algorithm>
#include <functional>

#include "policy/bands.hpp"
#include "policy/deductible_rule.hpp"

namespace yidi::policy {

template <class Steps>
class BoundRule : public DeductibleRule<Steps> {
  public:
    using Run = BenefitRun<Steps>;
    using DeductibleRule<Steps>::DeductibleRule;

  protected:
    [[nodiscard]] std::int64_t quota_used(std::size_t limit) const {
        const model::QuotaUse& quota = episode_.quota;
        const std::int64_t used[limits_max] = {quota.first, quota.second, quota.third,
                                               quota.fourth};
        return used[limit];
    }

    void tighten(BandInput& input, Money left, std::uint32_t row) {
        if (input.limited && input.left <= left) return;
        input.left = left;
        input.limited = true;
        input.left_row = row;
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
                tighten(input, Money::of_fen(left), cell.row);
            } else if (left == 0) {
                tighten(input, Money{}, cell.row);
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
            if (value != own && !names_disease(episode_.diseases, layer_->diseases[value]))
                continue;
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
        tighten(input, std::max(Money{}, cap - cap_used_), cell_->cap_row);
    }

    Money cap_used_;

    using Run::cell_;
    using Run::cell_at_;
    using Run::episode_;
    using Run::layer_;
    using Run::part_;
    using Run::record;
    using Run::stop;
    using Run::sum_of;
    using Run::tables_;
};

}  // namespace yidi::policy
