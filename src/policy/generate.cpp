#include "policy/generate.hpp"

#include <algorithm>

#include "policy/target.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t bill_max = 1'000'000'000;  // ten million yuan
constexpr int first_year = 2023, last_year = 2027;

bool is_stay(model::Service service) {
    return service == model::Service::inpatient || service == model::Service::day_surgery ||
           service == model::Service::maternity;
}

template <class T>
void sort_unique(std::vector<T>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

EventGenerator::EventGenerator(const Plan& plan, std::uint64_t seed) : plan_(plan), dice_(seed) {
    gather();
    division_ = plan.tables().prefixes.empty() ? "" : plan.tables().prefixes.front();
    division_.append(6 - std::min<std::size_t>(6, division_.size()), '0');
}

void EventGenerator::gather() {
    const PlanTables& tables = plan_.tables();
    for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
        for (std::size_t service = 0; service < service_count; ++service) {
            for (const Epoch& epoch : tables.epochs[scheme][service]) {
                days_.push_back(epoch.from);
                if (epoch.layers.empty() && !epoch.has_channels) continue;
                covered_.emplace_back(static_cast<model::Scheme>(scheme),
                                      static_cast<model::Service>(service));
            }
        }
    }
    for (const RuleInfo& rule : tables.rules) {
        if (rule.to_unknown) days_.push_back(rule.verified_on);
    }
    for (int year = first_year; year <= last_year; ++year) {
        const Clock& clock = tables.clock;
        days_.push_back(*Date::of(year, clock.year_month, clock.year_day));
    }
    for (const LayerPlan& layer : tables.layers) gather(layer);
    std::erase_if(amounts_, [](std::int64_t amount) { return amount <= 0 || amount > bill_max; });
    std::erase_if(days_, [](Date day) { return day.year() < 2000 || day.year() > last_year; });
    sort_unique(covered_);
    sort_unique(days_);
    sort_unique(amounts_);
    sort_unique(ages_);
    sort_unique(hours_);
    sort_unique(diseases_);
}

void EventGenerator::gather(const LayerPlan& layer) {
    for (const Segment& segment : layer.segments) amounts_.push_back(segment.upto_fen);
    for (const std::int64_t due : layer.deductibles) amounts_.push_back(due);
    for (const LimitCell& limit : layer.limit_cells) amounts_.push_back(limit.most);
    for (const Cell& cell : layer.cells) amounts_.push_back(cell.cap_fen);
    for (const std::int32_t age : layer.age_cuts) ages_.push_back(age);
    for (const ContinuityPlan& plan : layer.continuity) {
        if (plan.row != no_row) hours_.push_back(plan.within_hours);
    }
    diseases_.insert(diseases_.end(), layer.diseases.begin(), layer.diseases.end());
}

GeneratedEvent EventGenerator::next() {
    GeneratedEvent event;
    choose_person(event.episode);
    choose_care(event.episode);
    choose_days(event.episode);
    choose_chain(event.episode);
    choose_accounts(event.episode);
    choose_quota(event.episode);
    event.before.first = any_totals();
    if (is_split(plan_, event.episode)) event.before.later = any_totals();
    event.fees = any_bill(event.before.first);
    return event;
}

void EventGenerator::choose_person(model::Episode& episode) {
    episode.insuplc_admdvs = division_;
    if (!covered_.empty()) episode.scheme = dice_.one_of(covered_).first;
    if (dice_.in_hundred(2)) episode.scheme = dice_.word<model::Scheme>(0, 2);
    episode.status = episode.scheme == model::Scheme::resident
                         ? dice_.word<model::PersonStatus>(2, 5)
                         : dice_.word<model::PersonStatus>(0, 1);
    episode.age_years = static_cast<std::int32_t>(dice_.between(0, 105));
    if (!ages_.empty() && dice_.in_hundred(60)) {
        episode.age_years = static_cast<std::int32_t>(
            std::max<std::int64_t>(0, dice_.one_of(ages_) + dice_.between(-1, 1)));
    }
    model::Standing& standing = episode.standing;
    if (dice_.in_hundred(60)) standing.aid_class = dice_.word<model::AidClass>(0, 5);
    standing.civil_servant = dice_.in_hundred(40);
    standing.enterprise = dice_.in_hundred(40);
    standing.commercial = dice_.in_hundred(40);
    standing.contracted = dice_.in_hundred(40);
    if (episode.scheme == model::Scheme::resident) {
        standing.tier = static_cast<std::int32_t>(dice_.between(1, 3));
    }
    if (dice_.in_hundred(15)) standing.contribution = dice_.word<model::Contribution>(1, 2);
}

void EventGenerator::choose_care(model::Episode& episode) {
    std::vector<model::Service> covered;
    for (const auto& [scheme, service] : covered_) {
        if (scheme == episode.scheme) covered.push_back(service);
    }
    const bool anything = covered.empty() || dice_.in_hundred(3);
    episode.service = anything ? dice_.word<model::Service>(0, 6) : dice_.one_of(covered);
    episode.level = dice_.word<model::HospitalLevel>(0, 4);
    episode.prescriber_level = dice_.word<model::HospitalLevel>(0, 4);
    if (dice_.in_hundred(60)) episode.place = dice_.word<model::Place>(0, 6);
    if (dice_.in_hundred(50)) episode.urgency = dice_.word<model::Urgency>(0, 2);
    episode.referred = dice_.in_hundred(50);
    episode.approved = dice_.in_hundred(85);
    episode.channel = dice_.word<model::Channel>(0, 2);
    if (episode.service == model::Service::maternity || dice_.in_hundred(10)) {
        episode.birth = dice_.word<model::Birth>(0, 6);
    }
    const bool is_for_disease = episode.service == model::Service::chronic ||
                                episode.service == model::Service::pharmacy ||
                                dice_.in_hundred(20);
    if (is_for_disease && !diseases_.empty() && dice_.in_hundred(95)) {
        episode.disease = dice_.one_of(diseases_);
    } else if (dice_.in_hundred(20)) {
        episode.disease = "X99";  // declared by nobody
    }
    episode.diseases = any_diseases();
}

std::string EventGenerator::any_diseases() {
    std::string joined;
    for (const std::string& code : diseases_) {
        if (!dice_.in_hundred(40)) continue;
        if (!joined.empty()) joined += '|';
        joined += code;
    }
    return joined;
}

/// The day that chooses versions lies on a bound of the plan, beside it, or anywhere.
void EventGenerator::choose_days(model::Episode& episode) {
    std::int64_t length = is_stay(episode.service) ? dice_.between(0, 20) : 0;
    if (is_stay(episode.service) && dice_.in_hundred(10)) length = dice_.between(85, 280);
    if (is_stay(episode.service) && dice_.in_hundred(4)) length = 90 * dice_.between(1, 3);
    const std::int64_t wait = dice_.in_hundred(70) ? 0 : dice_.between(0, 30);
    const Date first = *Date::of(first_year, 6, 1), last = *Date::of(last_year, 12, 31);
    Date day = first.plus_days(
        static_cast<std::int32_t>(dice_.between(0, last.days() - first.days())));
    if (!days_.empty() && dice_.in_hundred(30)) {
        day = dice_.one_of(days_).plus_days(static_cast<std::int32_t>(dice_.between(-1, 1)));
    }
    const auto back = static_cast<std::int32_t>(length);
    const DateBasis basis = plan_.tables().clock.basis;
    episode.admitted_on = basis == DateBasis::admission ? day : day.plus_days(-back);
    episode.discharged_on = episode.admitted_on.plus_days(back);
    episode.settled_on = episode.discharged_on;
    if (basis != DateBasis::settlement) {
        episode.settled_on = episode.settled_on.plus_days(static_cast<std::int32_t>(wait));
    }
}

void EventGenerator::choose_chain(model::Episode& episode) {
    if (dice_.in_hundred(65)) return;
    episode.chain.link = dice_.word<model::ChainLink>(1, 5);
    episode.chain.hours = static_cast<std::int32_t>(dice_.between(0, 200));
    if (!hours_.empty() && dice_.in_hundred(70)) {
        episode.chain.hours = static_cast<std::int32_t>(
            std::max<std::int64_t>(0, dice_.one_of(hours_) + dice_.between(-1, 1)));
    }
    episode.chain.charged = Money::of_fen(dice_.in_hundred(15) ? 0 : any_amount(1'000'000));
}

void EventGenerator::choose_accounts(model::Episode& episode) {
    episode.use_account = dice_.in_hundred(50);
    for (Money* balance :
         {&episode.account_balance, &episode.account_past, &episode.family_balance}) {
        *balance = Money::of_fen(dice_.in_hundred(35) ? 0 : dice_.magnitude(100'000'000));
    }
}

void EventGenerator::choose_quota(model::Episode& episode) {
    std::int64_t* used[] = {&episode.quota.first, &episode.quota.second, &episode.quota.third,
                            &episode.quota.fourth};
    const auto windows = quota_windows(plan_, episode);
    for (std::size_t limit = 0; limit < windows.size(); ++limit) {
        if (windows[limit].empty() || dice_.in_hundred(40)) continue;
        // Visits are few; a handful of fen is as good a use as any.
        *used[limit] = dice_.in_hundred(30) ? dice_.between(0, 6) : any_amount(bill_max);
    }
}

std::int64_t EventGenerator::any_amount(std::int64_t most) {
    if (amounts_.empty() || dice_.in_hundred(50)) return dice_.magnitude(most);
    std::int64_t amount = dice_.one_of(amounts_);
    if (dice_.in_hundred(30)) amount += dice_.one_of(amounts_);
    return std::clamp<std::int64_t>(amount + dice_.between(-1, 1), 0, most);
}

model::FeeSums EventGenerator::any_bill(const model::YearTotals& before) {
    const auto often_nothing = [&] {
        return Money::of_fen(dice_.in_hundred(50) ? 0 : any_amount(bill_max / 10));
    };
    std::int64_t in_policy = dice_.in_hundred(4) ? 0 : any_amount(bill_max);
    if (dice_.in_hundred(20)) {
        in_policy = std::max<std::int64_t>(0, in_policy - before.basic.drawn.fen());
    }
    model::FeeSums fees;
    fees.inscp_scp_amt = Money::of_fen(in_policy);
    fees.fulamt_ownpay_amt = often_nothing();
    fees.overlmt_selfpay = often_nothing();
    fees.preselfpay_amt = often_nothing();
    fees.medfee_sumamt = fees.inscp_scp_amt + fees.fulamt_ownpay_amt + fees.overlmt_selfpay +
                         fees.preselfpay_amt;
    return fees;
}

/// A pool has paid and charged no more than it has drawn.
model::PoolUse EventGenerator::any_use() {
    if (dice_.in_hundred(60)) return {};
    const Money paid = Money::of_fen(any_amount(bill_max / 10));
    const Money charged = Money::of_fen(any_amount(1'000'000));
    const Money more = Money::of_fen(dice_.in_hundred(30) ? 0 : any_amount(bill_max / 10));
    return {paid, paid + charged + more, charged};
}

model::YearTotals EventGenerator::any_totals() {
    model::YearTotals totals;
    if (dice_.in_hundred(40)) return totals;
    totals.admissions = dice_.in_hundred(80) ? dice_.between(0, 3) : dice_.between(0, 14);
    totals.in_policy = Money::of_fen(any_amount(bill_max));
    totals.self_in_policy = Money::of_fen(any_amount(totals.in_policy.fen()));
    for (model::PoolUse model::YearTotals::*pool : pool_members) totals.*pool = any_use();
    return totals;
}

std::optional<SecondBill> in_two_bills(const Plan& plan, const GeneratedEvent& event) {
    const auto two_fifths = [](Money whole) { return Money::of_fen(whole.fen() * 2 / 5); };
    model::FeeSums first;
    first.fulamt_ownpay_amt = two_fifths(event.fees.fulamt_ownpay_amt);
    first.overlmt_selfpay = two_fifths(event.fees.overlmt_selfpay);
    first.preselfpay_amt = two_fifths(event.fees.preselfpay_amt);
    first.inscp_scp_amt = two_fifths(event.fees.inscp_scp_amt);
    first.medfee_sumamt = first.fulamt_ownpay_amt + first.overlmt_selfpay + first.preselfpay_amt +
                          first.inscp_scp_amt;
    const Decision paid = decide(plan, event.episode, first, event.before);
    if (paid.refusal) return {};

    SecondBill second{event, {}};
    second.event.fees -= first;
    model::Episode& episode = second.event.episode;
    episode.account_balance += episode.account_past - (paid.shares.acct_pay -
                                                       paid.shares.acct_mulaid_pay);
    episode.account_past = {};
    second.earlier = {"the first bill",  first,      paid.shares, paid.delta,
                      paid.later_delta, paid.quota};
    return second;
}

}  // namespace yidi::policy
