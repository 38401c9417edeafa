/// @file
/// The one computation behind decide() and explain(): every layer is the same kernel (draw, place,
/// deductible, bands, cap, write back) over its own tables. A Trace watches; it cannot change
/// anything, so the number and its explanation are the same run.
///
/// Level       3, pure
/// Units       Money; the fund's share is rounded band by band, the person's is what remains
/// Errors      a stay that is not paid for is a Decision with its refusal
/// Ownership   the plan must outlive the call; a Trace may keep references into it
/// Invariants  K1  the buckets and what the funds paid add up to the bill after every layer.
///             K2  a cap is met exactly: the fund pays up to it, to the fen.

#pragma once

#include <algorithm>
#include <array>

#include "policy/plan.hpp"

namespace yidi::policy {

/// What a layer may look at.
struct Facts {
    const PlanTables& tables;
    const model::Episode& episode;
    const model::FeeSums& fees;
    const model::YearTotals& before;
};

/// Where the fen of the bill lie while the layers work on them.
struct Books {
    std::array<Money, bucket_count> buckets{};
    std::array<Money, fund_layer_count> paid{};
    Money deductible;  ///< Charged by the basic layer.

    [[nodiscard]] Money& at(Bucket bucket) { return buckets[static_cast<std::size_t>(bucket)]; }
    [[nodiscard]] Money at(Bucket bucket) const {
        return buckets[static_cast<std::size_t>(bucket)];
    }
};

/// What one layer made of its base. Everything adds up to the base.
struct LayerResult {
    Money first_pay;  ///< Taken off before the deductible for care elsewhere.
    Money deductible;
    Money fund;
    Money seg_self;
    Money place_self;  ///< Within the bands.
    Money over_cap;
};

/// What the year had already paid out of the pools of a cap, and what is left.
struct Allowance {
    Money used;
    Money left;  ///< Meaningless when unlimited.
    bool limited = false;
};

/// Watches nothing.
struct NoTrace {
    void bill(const Facts&) {}
    void place(const LayerPlan&, const Cell&, Money /*base*/, Money /*off*/) {}
    void adjusts(const LayerPlan&, const Cell&) {}
    void deductible(const LayerPlan&, const Cell&, Money /*base*/, Money /*due*/, Money /*charged*/,
                    std::size_t /*nth*/) {}
    void segment(const LayerPlan&, const Segment&, Money /*low*/, Money /*high*/, Money /*paid*/) {}
    void cap(const LayerPlan&, const Cell&, const Allowance&, const LayerResult&) {}
    void layer_idle(const LayerPlan&) {}
    void layer_paid(const LayerPlan&, Money /*base*/, Money /*fund*/) {}
    void account(const LayerPlan&, Money /*allowed*/, Money /*paid*/) {}
    void decided(const Decision&, const Books&) {}
    void refused(const Decision&) {}
};

/// Least amount whose share reaches `target`. Requires a share above zero.
[[nodiscard]] Money least_reaching(Money target, Ratio ratio, Rounding rounding);

[[nodiscard]] const Epoch* epoch_of(const Plan& plan, const model::Episode& episode);
[[nodiscard]] Date basis_date(const PlanTables& tables, const model::Episode& episode);
[[nodiscard]] Money paid_in_year(const model::YearTotals& totals, Layer layer);
/// The reason there is nothing to decide with, or the amounts make no sense; else nothing.
[[nodiscard]] std::optional<Problem> unfit(const Plan& plan, const Epoch* epoch,
                                           const model::Episode& episode,
                                           const model::FeeSums& fees);
[[nodiscard]] Problem not_payable_problem(const PlanTables& tables, const Cell& cell,
                                          const model::Episode& episode);
[[nodiscard]] model::Shares shares_of(const Facts& facts, const Books& books, Money account_paid);
[[nodiscard]] model::YearTotals delta_of(const Facts& facts, const Books& books);

template <class Trace>
class Evaluator {
  public:
    Evaluator(const Plan& plan, const Facts& facts, Trace& trace)
        : plan_(plan), facts_(facts), trace_(trace) {}

    Decision run() {
        Decision decision;
        decision.year = year_of(plan_, facts_.episode);
        const Epoch* epoch = epoch_of(plan_, facts_.episode);
        decision.refusal = unfit(plan_, epoch, facts_.episode, facts_.fees);
        if (decision.refusal) {
            trace_.refused(decision);
            return decision;
        }
        open_books();
        for (const LayerPlan& layer : epoch->layers) {
            if (layer.layer == Layer::account) {
                pay_from_account(layer);
                continue;
            }
            const Cell& cell = layer.cell_of(facts_.episode);
            if (cell.place == Effect::not_payable) {
                decision.refusal = not_payable_problem(facts_.tables, cell, facts_.episode);
                trace_.place(layer, cell, Money{}, Money{});
                trace_.refused(decision);
                return decision;
            }
            run_layer(layer, cell);
        }
        decision.shares = shares_of(facts_, books_, account_paid_);
        decision.delta = delta_of(facts_, books_);
        trace_.decided(decision, books_);
        return decision;
    }

  private:
    void open_books() {
        const model::FeeSums& fees = facts_.fees;
        books_.at(Bucket::own) = fees.fulamt_ownpay_amt;
        books_.at(Bucket::over_price) = fees.overlmt_selfpay;
        books_.at(Bucket::first_pay) = fees.preselfpay_amt;
        books_.at(Bucket::in_policy) = fees.inscp_scp_amt;
        trace_.bill(facts_);
    }

    void run_layer(const LayerPlan& layer, const Cell& cell) {
        Money base;
        for (const Bucket bucket : layer.draw) base += books_.at(bucket);
        if (base.is_zero() && layer.layer != Layer::basic) {
            trace_.layer_idle(layer);
            return;
        }
        const LayerResult result = pay_out_of(layer, cell, base);
        books_.paid[static_cast<std::size_t>(layer.layer)] += result.fund;
        if (layer.layer == Layer::basic) {
            books_.deductible = result.deductible;
            books_.at(Bucket::in_policy) = Money{};
            books_.at(Bucket::ded) += result.deductible;
            books_.at(Bucket::seg_self) += result.seg_self;
            books_.at(Bucket::place_self) += result.first_pay + result.place_self;
            books_.at(Bucket::over_cap) += result.over_cap;
        } else {
            take_up(layer, result.fund);
        }
        trace_.layer_paid(layer, base, result.fund);
    }

    /// A later fund relieves the person bucket by bucket, in the order of its draw.
    void take_up(const LayerPlan& layer, Money fund) {
        for (const Bucket bucket : layer.draw) {
            const Money taken = std::min(fund, books_.at(bucket));
            books_.at(bucket) -= taken;
            fund -= taken;
        }
    }

    LayerResult pay_out_of(const LayerPlan& layer, const Cell& cell, Money base) {
        LayerResult result;
        if (cell.place == Effect::first_pay) {
            result.first_pay = base.part(Ratio::of_ppm(cell.place_ppm), facts_.tables.rounding);
        }
        if (cell.place_row != no_row) trace_.place(layer, cell, base, result.first_pay);
        const Money rest = base - result.first_pay;

        result.deductible = charge_deductible(layer, cell, rest);
        trace_.adjusts(layer, cell);

        const Allowance allowance = allowance_of(layer, cell);
        const bool includes = layer.bounds_include_deductible;
        const Money start = includes ? result.deductible : Money{};
        const Money end = includes ? rest : rest - result.deductible;
        pay_bands(layer, cell, start, end, allowance, result);
        trace_.cap(layer, cell, allowance, result);
        return result;
    }

    Money charge_deductible(const LayerPlan& layer, const Cell& cell, Money base) {
        if (layer.nth_count == 0) return {};
        const auto earlier = static_cast<std::size_t>(std::max<std::int64_t>(
            0, std::min<std::int64_t>(facts_.before.admissions, std::int64_t{nth_max} - 1)));
        Money due = Money::of_fen(cell.deductible_fen[earlier]);
        if (layer.deductible_per_year) due = std::max(Money{}, due - facts_.before.deductible);
        const Money charged = std::min(due, base);
        trace_.deductible(layer, cell, base, due, charged, earlier + 1);
        return charged;
    }

    Allowance allowance_of(const LayerPlan& layer, const Cell& cell) const {
        Allowance allowance;
        for (std::size_t index = 0; index < fund_layer_count; ++index) {
            if (!layer.pools[index]) continue;
            allowance.used += paid_in_year(facts_.before, Layer{static_cast<std::uint8_t>(index)}) +
                              books_.paid[index];
        }
        allowance.limited = cell.cap_fen != no_limit;
        if (allowance.limited) {
            allowance.left = std::max(Money{}, Money::of_fen(cell.cap_fen) - allowance.used);
        }
        return allowance;
    }

    void pay_bands(const LayerPlan& layer, const Cell& cell, Money start, Money end,
                   const Allowance& allowance, LayerResult& result) {
        const Rounding rounding = facts_.tables.rounding;
        for (std::size_t index = 0; index < cell.segment_count; ++index) {
            const Segment& segment = layer.segments[cell.segments_at + index];
            const Money low = std::max(start, Money::of_fen(segment.above_fen));
            const Money high =
                segment.upto_fen == no_limit ? end : std::min(end, Money::of_fen(segment.upto_fen));
            if (high <= low) continue;

            Money span = high - low;
            Money pay = span.part(segment.fund, rounding);
            const bool full = allowance.limited && result.fund + pay > allowance.left;
            if (full) {
                pay = allowance.left - result.fund;
                span = pay.is_zero() ? Money{} : least_reaching(pay, segment.fund, rounding);
            }
            // What would have been paid at home, less what is paid, is the price of being away.
            const Money away = segment.local == segment.fund
                                   ? Money{}
                                   : std::max(Money{}, span.part(segment.local, rounding) - pay);
            result.fund += pay;
            result.place_self += away;
            result.seg_self += span - pay - away;
            trace_.segment(layer, segment, low, low + span, pay);
            if (full) {
                result.over_cap = end - low - span;
                return;
            }
        }
    }

    void pay_from_account(const LayerPlan& layer) {
        Money allowed;
        for (std::size_t index = 0; index < bucket_count; ++index) {
            if (layer.account_pays[index]) allowed += books_.buckets[index];
        }
        if (facts_.episode.use_account) {
            account_paid_ = std::min(allowed, std::max(Money{}, facts_.episode.account_balance));
        }
        trace_.account(layer, allowed, account_paid_);
    }

    const Plan& plan_;
    const Facts& facts_;
    Trace& trace_;
    Books books_;
    Money account_paid_;
};

}  // namespace yidi::policy
