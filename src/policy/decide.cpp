#include "policy/decide.hpp"

#include "policy/plan.hpp"
#include "policy/target.hpp"

namespace yidi::policy {
namespace {

/// Keeps nothing. Known to this file alone: the compiler sees that nobody else calls its evaluator,
/// and makes one function of it.
struct NoSteps {
    static constexpr bool wanted = false;
    void add(const Step&) {}
};

/// One decision from the bill to the shares: the parts of the stay, then the accounts.
template <class Steps>
class Event {
  public:
    /// `decision` is one that nothing is written in yet.
    Event(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
          const YearsBefore& before, Steps& steps, Decision& decision)
        : plan_(plan), tables_(plan.tables()), episode_(episode), fees_(fees), before_(before),
          steps_(steps), decision_(decision) {}

    void run() {
        decision_.year = year_of(plan_, episode_);
        const Route route = route_of(tables_, episode_);
        if (const Unfit why = unfit(tables_, route, episode_, fees_); why != Unfit::none) {
            decision_.refusal = problem_of(tables_, why, route, episode_, fees_);
        } else {
            run_parts(route);
        }
        if (decision_.refusal) return take_back();
        pay_from_accounts(*route.target.epoch);
        complete_shares();
        record_payers();
    }

  private:
    /// Nothing of a refused event counts.
    void take_back() {
        decision_.shares = {};
        decision_.delta = decision_.later_delta = {};
        decision_.quota = {};
        decision_.left = {};
        steps_.add({.op = StepOp::refused});
    }

    void run_parts(const Route& route) {
        if (route.channel_row != no_row) {
            steps_.add({.op = StepOp::channel,
                        .row = route.channel_row,
                        .argument = route.funds ? static_cast<std::int64_t>(route.service) : -1});
        }
        if (!route.funds) return take_unpaid();
        decision_.is_split = is_split(plan_, episode_);
        if (decision_.is_split) return run_split(route);
        Part whole = first_part(fees_);
        (void)run_part(route, whole);
    }

    /// The whole event, or of one that is split what falls in the earlier year.
    [[nodiscard]] Part first_part(const model::FeeSums& fees) {
        return {.fees = fees,
                .before = before_.first,
                .chain = episode_.chain,
                .delta = decision_.delta,
                .quota = decision_.quota,
                .buckets = decision_.left,
                .shares = decision_.shares};
    }

    void run_split(const Route& route) {
        const Date border = year_start(tables_.clock, episode_.discharged_on);
        const std::int64_t days = episode_.discharged_on.days() - episode_.admitted_on.days();
        const std::int64_t early_days = border.days() - episode_.admitted_on.days();
        const auto share = [&](Money whole) {
            const Wide part = Wide{whole.fen()} * early_days;
            return Money::of_fen(static_cast<std::int64_t>((part * 2 + days) / (Wide{days} * 2)));
        };
        model::FeeSums early;
        early.fulamt_ownpay_amt = share(fees_.fulamt_ownpay_amt);
        early.overlmt_selfpay = share(fees_.overlmt_selfpay);
        early.preselfpay_amt = share(fees_.preselfpay_amt);
        early.inscp_scp_amt = share(fees_.inscp_scp_amt);
        early.medfee_sumamt = early.fulamt_ownpay_amt + early.overlmt_selfpay +
                              early.preselfpay_amt + early.inscp_scp_amt;
        model::FeeSums late = fees_;
        late -= early;

        Part first = first_part(early);
        record_split(1, early);
        if (!run_part(route, first)) return;

        std::array<Money, bucket_count> buckets{};
        model::Shares shares;
        Part second{.fees = late,
                    .before = before_.later,
                    .chain = {},
                    .delta = decision_.later_delta,
                    .quota = decision_.quota,
                    .buckets = buckets,
                    .shares = shares};
        if (!tables_.clock.deductible_each) {
            second.chain = {model::ChainLink::same_stay, 0, decision_.shares.act_pay_dedc};
        }
        record_split(2, late);
        if (!run_part(route, second)) return;
        decision_.shares += shares;
        for (std::size_t at = 0; at < bucket_count; ++at) decision_.left[at] += buckets[at];
    }

    void record_split(std::uint32_t part, const model::FeeSums& fees) {
        steps_.add({.op = StepOp::split,
                    .base = fees_.medfee_sumamt.fen(),
                    .result = fees.medfee_sumamt.fen(),
                    .detail = part});
    }

    bool run_part(const Route& route, Part& part) {
        Evaluator<Steps> evaluator(tables_, episode_, route.target, steps_);
        const Stop stop = evaluator.run(part);
        if (stop) decision_.refusal = problem_of(tables_, stop, episode_);
        return !stop;
    }

    /// A purchase no fund pays: the bill stays as it is.
    void take_unpaid() {
        const std::pair<Bucket, Money> parts[] = {{Bucket::own, fees_.fulamt_ownpay_amt},
                                                  {Bucket::over_price, fees_.overlmt_selfpay},
                                                  {Bucket::first_pay, fees_.preselfpay_amt},
                                                  {Bucket::seg_self, fees_.inscp_scp_amt}};
        for (const auto& [bucket, amount] : parts) {
            decision_.left[static_cast<std::size_t>(bucket)] = amount;
            steps_.add({.op = StepOp::bucket,
                        .base = fees_.medfee_sumamt.fen(),
                        .result = amount.fen(),
                        .detail = static_cast<std::uint32_t>(
                            bucket == Bucket::seg_self ? Bucket::in_policy : bucket)});
        }
        decision_.delta.in_policy = fees_.inscp_scp_amt;
        decision_.delta.self_in_policy = fees_.inscp_scp_amt;
    }

    void pay_from_accounts(const Epoch& epoch) {
        if (!Steps::wanted && !episode_.use_account) return;  // Nothing is paid, nor told.
        for (const std::uint32_t index : epoch.layers) {
            const LayerPlan& layer = tables_.layers[index];
            if (layer.layer != Layer::account) continue;
            Money allowed = -account_paid_;
            for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
                if (layer.account_pays[bucket]) allowed += decision_.left[bucket];
            }
            for (const AccountSource source : layer.account_sources) {
                pay_from(layer, static_cast<std::uint16_t>(index), source, allowed);
            }
        }
    }

    void pay_from(const LayerPlan& layer, std::uint16_t index, AccountSource source,
                  Money& allowed) {
        const Money balances[account_source_count] = {episode_.account_balance,
                                                      episode_.account_past,
                                                      episode_.family_balance};
        const Money balance = std::max(Money{}, balances[static_cast<std::size_t>(source)]);
        const Money paid =
            episode_.use_account ? std::min(std::max(Money{}, allowed), balance) : Money{};
        steps_.add({.op = StepOp::account,
                    .note = episode_.use_account ? StepNote::applied : StepNote::not_asked_for,
                    .benefit = index,
                    .row = layer.account_row,
                    .base = std::max(Money{}, allowed).fen(),
                    .argument = balance.fen(),
                    .result = paid.fen(),
                    .detail = static_cast<std::uint32_t>(source)});
        allowed -= paid;
        account_paid_ += paid;
        if (source == AccountSource::family) family_paid_ += paid;
    }

    /// What is left when the funds have paid.
    void complete_shares() {
        model::Shares& shares = decision_.shares;
        shares.psn_part_amt = fees_.medfee_sumamt - shares.fund_pay_sumamt;
        shares.acct_pay = account_paid_;
        shares.acct_mulaid_pay = family_paid_;
        shares.psn_cash_pay = shares.psn_part_amt - account_paid_;
        shares.balc =
            episode_.account_balance + episode_.account_past - (account_paid_ - family_paid_);
    }

    void record_payers() {
        if constexpr (!Steps::wanted) return;
        const model::Shares& shares = decision_.shares;
        for (std::size_t layer = 0; layer < fund_layer_count; ++layer) {
            const Money paid = shares.*fund_members[layer];
            if (paid.is_zero() && layer > 0) continue;
            steps_.add({.op = StepOp::payer,
                        .result = paid.fen(),
                        .detail = static_cast<std::uint32_t>(layer)});
        }
        const std::pair<Layer, Money> rest[] = {{Layer::account, shares.acct_pay},
                                                {Layer::cash, shares.psn_cash_pay}};
        for (const auto& [layer, amount] : rest) {
            if (amount.is_zero() && layer == Layer::account) continue;
            steps_.add({.op = StepOp::payer,
                        .result = amount.fen(),
                        .detail = static_cast<std::uint32_t>(layer)});
        }
        steps_.add({.op = StepOp::total,
                    .note = StepNote::balances,
                    .base = fees_.medfee_sumamt.fen(),
                    .argument = shares.fund_pay_sumamt.fen(),
                    .result = shares.psn_part_amt.fen()});
    }

    const Plan& plan_;
    const PlanTables& tables_;
    const model::Episode& episode_;
    const model::FeeSums& fees_;
    const YearsBefore& before_;
    Steps& steps_;
    Decision& decision_;
    Money account_paid_, family_paid_;
};

}  // namespace

std::int64_t year_of(const Plan& plan, const model::Episode& episode) {
    const Clock& clock = plan.tables().clock;
    const bool by_admission = clock.cross_year != Clock::CrossYear::by_discharge;
    const Date day = by_admission ? episode.admitted_on : episode.discharged_on;
    const bool calendar = clock.year_month == 1 && clock.year_day == 1;
    return calendar ? day.year() : year_start(clock, day).year();
}

bool is_split(const Plan& plan, const model::Episode& episode) {
    const Clock& clock = plan.tables().clock;
    if (clock.cross_year != Clock::CrossYear::split) return false;
    const Date border = year_start(clock, episode.discharged_on);
    return episode.admitted_on < border && border < episode.discharged_on;
}

Decision decide(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                const YearsBefore& before) {
    Decision decision;
    NoSteps nothing;
    Event<NoSteps>(plan, episode, fees, before, nothing, decision).run();
    return decision;
}

Decision decide(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                const model::YearTotals& before) {
    return decide(plan, episode, fees, YearsBefore{before, {}});
}

Decision trace(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
               const YearsBefore& before, StepList& steps) {
    Decision decision;
    Event<StepList>(plan, episode, fees, before, steps, decision).run();
    return decision;
}

}  // namespace yidi::policy
