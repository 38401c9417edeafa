#include "policy/decide.hpp"

#include <fmt/format.h>

#include "policy/plan.hpp"
#include "policy/target.hpp"

namespace yidi::policy {
namespace {

/// One decision from the bill to the shares: the parts of the stay, then the accounts.
template <class Steps>
class Event {
  public:
    Event(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
          const YearsBefore& before, Steps& steps)
        : plan_(plan), tables_(plan.tables()), episode_(episode), fees_(fees), before_(before),
          steps_(steps) {}

    void run(Decision& decision) {
        decision.year = year_of(plan_, episode_);
        const Route route = route_of(tables_, episode_);
        decision.refusal = unfit(tables_, route, episode_, fees_);
        if (!decision.refusal) run_parts(route, decision);
        if (decision.refusal) {
            decision.delta = decision.later_delta = {};
            decision.quota = {};
            steps_.add({.op = StepOp::refused});
            return;
        }
        pay_from_accounts(*route.accounts);
        decision.shares = shares();
        decision.left = books_.buckets;
        record_payers(decision.shares);
    }

  private:
    void run_parts(const Route& route, Decision& decision) {
        if (route.channel_row != no_row) {
            steps_.add({.op = StepOp::channel,
                        .row = route.channel_row,
                        .argument = route.funds ? static_cast<std::int64_t>(route.service) : -1});
        }
        if (!route.funds) return take_unpaid(decision);
        decision.is_split = is_split(plan_, episode_);
        if (!decision.is_split) {
            Part part{.fees = fees_,
                      .before = &before_.first,
                      .chain = episode_.chain,
                      .delta = &decision.delta};
            (void)run_part(route, part, decision);
            return;
        }
        run_split(route, decision);
    }

    void run_split(const Route& route, Decision& decision) {
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

        Part first{.fees = early,
                   .before = &before_.first,
                   .chain = episode_.chain,
                   .delta = &decision.delta};
        record_split(1, early);
        if (!run_part(route, first, decision)) return;
        Part second{.fees = late,
                    .before = &before_.later,
                    .chain = {},
                    .delta = &decision.later_delta};
        if (!tables_.clock.deductible_each) {
            second.chain = {model::ChainLink::same_stay, 0, first.books.deductible};
        }
        record_split(2, late);
        (void)run_part(route, second, decision);
    }

    void record_split(std::uint32_t part, const model::FeeSums& fees) {
        steps_.add({.op = StepOp::split,
                    .base = fees_.medfee_sumamt.fen(),
                    .result = fees.medfee_sumamt.fen(),
                    .detail = part});
    }

    bool run_part(const Route& route, Part& part, Decision& decision) {
        Evaluator<Steps> evaluator(tables_, episode_, route.target, steps_);
        if (const Stop stop = evaluator.run(part)) {
            decision.refusal = problem_of(tables_, stop, episode_);
            return false;
        }
        decision.quota = {decision.quota.first + part.quota.first,
                          decision.quota.second + part.quota.second,
                          decision.quota.third + part.quota.third,
                          decision.quota.fourth + part.quota.fourth};
        for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
            books_.buckets[bucket] += part.books.buckets[bucket];
        }
        for (std::size_t layer = 0; layer < fund_layer_count; ++layer) {
            books_.paid[layer] += part.books.paid[layer];
        }
        books_.deductible += part.books.deductible;
        return true;
    }

    /// A purchase no fund pays: the bill stays as it is.
    void take_unpaid(Decision& decision) {
        const std::pair<Bucket, Money> parts[] = {{Bucket::own, fees_.fulamt_ownpay_amt},
                                                  {Bucket::over_price, fees_.overlmt_selfpay},
                                                  {Bucket::first_pay, fees_.preselfpay_amt},
                                                  {Bucket::seg_self, fees_.inscp_scp_amt}};
        for (const auto& [bucket, amount] : parts) {
            books_.at(bucket) = amount;
            steps_.add({.op = StepOp::bucket,
                        .base = fees_.medfee_sumamt.fen(),
                        .result = amount.fen(),
                        .detail = static_cast<std::uint32_t>(
                            bucket == Bucket::seg_self ? Bucket::in_policy : bucket)});
        }
        decision.delta.in_policy = fees_.inscp_scp_amt;
        decision.delta.self_in_policy = fees_.inscp_scp_amt;
    }

    void pay_from_accounts(const Epoch& epoch) {
        for (const std::uint32_t index : epoch.layers) {
            const LayerPlan& layer = tables_.layers[index];
            if (layer.layer != Layer::account) continue;
            Money allowed = -account_paid_;
            for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
                if (layer.account_pays[bucket]) allowed += books_.buckets[bucket];
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

    [[nodiscard]] model::Shares shares() const {
        const auto paid = [&](Layer layer) { return books_.paid[static_cast<std::size_t>(layer)]; };
        model::Shares shares;
        shares.act_pay_dedc = books_.deductible;
        shares.hifp_pay = paid(Layer::basic);
        shares.hifob_pay = paid(Layer::large_amount);
        shares.hifmi_pay = paid(Layer::major_illness);
        shares.cvlserv_pay = paid(Layer::civil_servant);
        shares.hifes_pay = paid(Layer::enterprise);
        shares.maf_pay = paid(Layer::medical_aid);
        shares.oth_pay = paid(Layer::commercial);
        for (const Money amount : books_.paid) shares.fund_pay_sumamt += amount;
        shares.psn_part_amt = fees_.medfee_sumamt - shares.fund_pay_sumamt;
        shares.acct_pay = account_paid_;
        shares.acct_mulaid_pay = family_paid_;
        shares.psn_cash_pay = shares.psn_part_amt - account_paid_;
        shares.balc =
            episode_.account_balance + episode_.account_past - (account_paid_ - family_paid_);
        return shares;
    }

    void record_payers(const model::Shares& shares) {
        if constexpr (!Steps::wanted) return;
        for (std::size_t layer = 0; layer < fund_layer_count; ++layer) {
            if (books_.paid[layer].is_zero() && layer > 0) continue;
            steps_.add({.op = StepOp::payer,
                        .result = books_.paid[layer].fen(),
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
    Books books_;  ///< Of all parts together.
    Money account_paid_, family_paid_;
};

/// "2026-03-14", "2026-03", "2026Q1", "2026": the window of a limit that `day` lies in.
std::string window_of(const Clock& clock, const LimitPlan& limit, Date day) {
    const std::string year = std::to_string(year_start(clock, day).year());
    const std::int64_t months = months_into_year(clock, day);
    switch (limit.measure) {
        case LimitMeasure::visit_fund_paid:
            return {};
        case LimitMeasure::day_fund_paid:
        case LimitMeasure::day_visits:
            return day.text();
        case LimitMeasure::month_fund_paid:
        case LimitMeasure::month_visits:
            return limit.carries ? year : day.text().substr(0, 7);
        case LimitMeasure::quarter_fund_paid:
            return limit.carries ? year : fmt::format("{}Q{}", year, months / 3 + 1);
        case LimitMeasure::year_fund_paid:
        case LimitMeasure::year_visits:
            break;
    }
    return year;
}

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

std::vector<std::string> quota_windows(const Plan& plan, const model::Episode& episode) {
    const PlanTables& tables = plan.tables();
    const Route route = route_of(tables, episode);
    std::vector<std::string> windows;
    if (route.target.epoch == nullptr || !route.funds) return windows;
    for (const std::uint32_t index : route.target.epoch->layers) {
        const LayerPlan& layer = tables.layers[index];
        if (layer.layer != Layer::basic || layer.limits.empty()) continue;
        for (const LimitPlan& limit : layer.limits) {
            const std::string window = window_of(tables.clock, limit, basis_date(tables, episode));
            const bool each = limit.scope == LimitScope::disease;
            windows.push_back(window.empty() ? std::string{}
                                             : fmt::format("{}|{}|{}", limit.rule,
                                                           each ? episode.disease : "", window));
        }
        break;
    }
    return windows;
}

Decision decide(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                const YearsBefore& before) {
    Decision decision;
    NoSteps nothing;
    Event<NoSteps>(plan, episode, fees, before, nothing).run(decision);
    return decision;
}

Decision decide(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                const model::YearTotals& before) {
    return decide(plan, episode, fees, YearsBefore{before, {}});
}

Decision trace(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
               const YearsBefore& before, StepList& steps) {
    Decision decision;
    Event<StepList>(plan, episode, fees, before, steps).run(decision);
    return decision;
}

}  // namespace yidi::policy
