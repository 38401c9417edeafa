#include "policy/history/world.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "policy/target.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t model::QuotaUse::* const slots[limits_max] = {
    &model::QuotaUse::first, &model::QuotaUse::second, &model::QuotaUse::third,
    &model::QuotaUse::fourth};

/// Day, month, quarter or year of the window `day` lies in, as a number that differs where the
/// names of quota_windows() do.
std::int32_t window_number(const Clock& clock, const LimitPlan& limit, Date day) {
    const std::int32_t year = year_start(clock, day).year();
    const std::int32_t months =
        static_cast<std::int32_t>((day.month() + 12 - clock.year_month) % 12);
    switch (limit.measure) {
        case LimitMeasure::visit_fund_paid:
            return 0;
        case LimitMeasure::day_fund_paid:
        case LimitMeasure::day_visits:
            return day.days();
        case LimitMeasure::month_fund_paid:
        case LimitMeasure::month_visits:
            return limit.carries ? year
                                 : day.year() * 12 + static_cast<std::int32_t>(day.month()) - 1;
        case LimitMeasure::quarter_fund_paid:
            return limit.carries ? year : year * 4 + months / 3;
        case LimitMeasure::year_fund_paid:
        case LimitMeasure::year_visits:
            break;
    }
    return year;
}

}  // namespace

WindowKeys window_keys(const Plan& plan, const model::Episode& episode, std::uint16_t disease) {
    WindowKeys keys{};
    const PlanTables& tables = plan.tables();
    const Route route = route_of(tables, episode);
    if (route.target.epoch == nullptr || !route.funds) return keys;
    for (const std::uint32_t index : route.target.epoch->layers) {
        const LayerPlan& layer = tables.layers[index];
        if (layer.layer != Layer::basic || layer.limits.empty()) continue;
        const Date day = basis_date(tables, episode);
        for (std::size_t at = 0; at < layer.limits.size(); ++at) {
            const LimitPlan& limit = layer.limits[at];
            if (limit.measure == LimitMeasure::visit_fund_paid) continue;
            const bool each = limit.scope == LimitScope::disease;
            keys[at] = {fingerprint(limit.rule), window_number(tables.clock, limit, day),
                        each ? disease : std::uint16_t{0},
                        static_cast<std::uint8_t>(episode.scheme)};
        }
        break;
    }
    return keys;
}

PlanFacts::PlanFacts(PlanPtr of) : plan(std::move(of)) {
    for (const LayerPlan& layer : plan->tables().layers) {
        has_limits = has_limits || !layer.limits.empty();
        const auto& sources = layer.account_sources;
        const auto past = std::find(sources.begin(), sources.end(), AccountSource::own_past);
        const auto now = std::find(sources.begin(), sources.end(), AccountSource::own_current);
        past_first = past_first || (past != sources.end() && past < now);
    }
}

void World::begin() {
    years_.clear();
    windows_.clear();
    chains_.clear();
    current_ = past_ = family_ = {};
}

void World::copy(const World& other) {
    years_ = other.years_;
    windows_ = other.windows_;
    chains_ = other.chains_;
    current_ = other.current_;
    past_ = other.past_;
    family_ = other.family_;
}

model::YearTotals& World::totals(model::Scheme scheme, std::int64_t year) {
    for (Year& known : years_) {
        if (known.number == year && known.scheme == scheme) return known.totals;
    }
    return years_.emplace_back(Year{scheme, year, {}}).totals;
}

std::int64_t& World::window(const WindowKey& key) {
    for (Window& known : windows_) {
        if (known.key == key) return known.used;
    }
    return windows_.emplace_back(Window{key, 0}).used;
}

void World::complete(const PlanFacts& facts, HistoryEvent& event, std::uint16_t disease) {
    model::Episode& episode = event.episode;
    if (event.follows > 0 && event.follows <= chains_.size()) {
        episode.chain.charged = chains_[chains_.size() - event.follows];
    }
    // Withdrawals that no longer find their money leave nothing.
    current_ = std::max(Money{}, current_ + event.credit);
    past_ = std::max(Money{}, past_ + event.credit_past);
    family_ = std::max(Money{}, family_ + event.credit_family);
    episode.account_balance = current_;
    episode.account_past = past_;
    episode.family_balance = family_;
    episode.quota = {};
    if (facts.has_limits) {
        keys_ = window_keys(*facts.plan, episode, disease);
        for (std::size_t at = 0; at < limits_max; ++at) {
            if (keys_[at].rule != 0) episode.quota.*slots[at] = window(keys_[at]);
        }
    }
    const std::int64_t year = year_of(*facts.plan, episode);
    model::YearTotals& used = totals(episode.scheme, year);
    if (event.opening) used += *event.opening;
    before_.first = used;
    if (is_split(*facts.plan, episode)) before_.later = totals(episode.scheme, year + 1);
}

void World::count(const PlanFacts& facts, const HistoryEvent& event) {
    const model::Episode& episode = event.episode;
    chains_.push_back(episode.chain.charged);
    if (decision_.refusal) return;
    chains_.back() += decision_.shares.act_pay_dedc;
    totals(episode.scheme, decision_.year) += decision_.delta;
    if (decision_.is_split) totals(episode.scheme, decision_.year + 1) += decision_.later_delta;
    if (facts.has_limits) {
        for (std::size_t at = 0; at < limits_max; ++at) {
            if (keys_[at].rule != 0) window(keys_[at]) += decision_.quota.*slots[at];
        }
    }
    const model::Shares& shares = decision_.shares;
    const Money own = shares.acct_pay - shares.acct_mulaid_pay;
    family_ -= shares.acct_mulaid_pay;
    Money& first = facts.past_first ? past_ : current_;
    Money& second = facts.past_first ? current_ : past_;
    const Money from_first = std::min(own, first);
    first -= from_first;
    second -= own - from_first;
}

const Decision& World::decide(const PlanFacts& facts, HistoryEvent& event,
                              std::uint16_t disease) {
    complete(facts, event, disease);
    decision_ = policy::decide(*facts.plan, event.episode, event.fees, before_);
    count(facts, event);
    return decision_;
}

Explanation World::explain(const PlanFacts& facts, HistoryEvent& event, std::uint16_t disease) {
    complete(facts, event, disease);
    Explanation explained =
        policy::explain(*facts.plan, event.episode, event.fees, before_);
    decision_ = explained.decision;
    count(facts, event);
    return explained;
}

bool World::counts_alike(const Decision& a, const Decision& b) {
    return a.refusal.has_value() == b.refusal.has_value() && a.year == b.year &&
           a.is_split == b.is_split && a.delta == b.delta && a.later_delta == b.later_delta &&
           a.quota == b.quota && a.shares.act_pay_dedc == b.shares.act_pay_dedc &&
           a.shares.acct_pay == b.shares.acct_pay &&
           a.shares.acct_mulaid_pay == b.shares.acct_mulaid_pay;
}

}  // namespace yidi::policy
