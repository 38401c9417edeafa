/// @file
/// What a benefit charges as deductible: by admission, visit or year, multiplied for a long stay,
/// reduced for a chain of stays.
///
/// Level       3, pure
/// Units       Money
/// Errors      none
/// Ownership   as BenefitRun
/// See         docs/reference/policy-operators.md, deductible and continuity

#pragma once

#include <algorithm>

#include "policy/benefit_run.hpp"

namespace yidi::policy {

template <class Steps>
class DeductibleRule : public BenefitRun<Steps> {
  public:
    using Run = BenefitRun<Steps>;
    using Run::Run;

  protected:
    Money charge_deductible(Money rest) {
        unused_ = Money{};
        if (layer_->nth_count == 0) return {};
        if (is_basic()) {
            part_->link = effective_link();
            part_->counts_day_surgery = !layer_->excludes_day_surgery;
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
        unused_ = due - charged;
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
        const bool chained = part_->link != model::ChainLink::none;
        const std::int64_t earlier = std::max<std::int64_t>(0, part_->before.admissions);
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
        if (part_->link == model::ChainLink::same_stay) {
            after = std::max(Money{}, due - chain.charged);
        } else if (part_->link != model::ChainLink::none) {
            switch (layer_->continuity[static_cast<std::size_t>(part_->link)].carry) {
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
        record(
            {.op = StepOp::continuity,
             .note = part_->link == model::ChainLink::none ? StepNote::no_link : StepNote::applied,
             .row = row,
             .base = due.fen(),
             .argument = chain.charged.fen(),
             .result = after.fen(),
             .detail = static_cast<std::uint32_t>(chain.link)});
        return after;
    }

    Money unused_;  ///< Of the deductible last charged: what is still missing of it.

    using Run::cell_;
    using Run::episode_;
    using Run::is_basic;
    using Run::layer_;
    using Run::part_;
    using Run::record;
    using Run::sum_of;
};

}  // namespace yidi::policy
