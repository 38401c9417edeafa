#include "random_history.hpp"

#include <algorithm>
#include <utility>

namespace yidi::policies {
namespace {

constexpr std::int64_t bill_max = 1'000'000'000;  // ten million yuan
const Date first_day = *Date::of(2023, 6, 1);
const Date last_day = *Date::of(2028, 12, 31);

bool is_stay(model::Service service) {
    return service == model::Service::inpatient || service == model::Service::day_surgery ||
           service == model::Service::maternity;
}

}  // namespace

RandomHistory::RandomHistory(const Reference& law, const Landmarks& marks, std::uint64_t seed)
    : law_(law), marks_(marks), dice_(seed) {
    choose_person();
    choose_days();
    is_fresh_ = dice_.in_hundred(40);
}

void RandomHistory::choose_person() {
    person_.scheme = dice_.one_of(marks_.covered).first;
    if (dice_.in_hundred(2)) person_.scheme = dice_.word<model::Scheme>(0, 2);
    person_.status = person_.scheme == model::Scheme::resident
                         ? dice_.word<model::PersonStatus>(2, 5)
                         : dice_.word<model::PersonStatus>(0, 1);
    person_.age_years = static_cast<std::int32_t>(dice_.between(0, 105));
    if (!marks_.ages.empty() && dice_.in_hundred(60)) {
        const auto age = dice_.one_of(marks_.ages) + dice_.between(-1, 1);
        person_.age_years = static_cast<std::int32_t>(std::max<std::int64_t>(0, age));
    }
    model::Standing& standing = person_.standing;
    if (dice_.in_hundred(60)) standing.aid_class = dice_.word<model::AidClass>(0, 5);
    standing.civil_servant = dice_.in_hundred(40);
    standing.enterprise = dice_.in_hundred(40);
    standing.commercial = dice_.in_hundred(40);
    standing.contracted = dice_.in_hundred(40);
    if (person_.scheme == model::Scheme::resident) {
        standing.tier = static_cast<std::int32_t>(dice_.between(1, 3));
    }
    if (dice_.in_hundred(15)) standing.contribution = dice_.word<model::Contribution>(1, 2);
    person_.insuplc_admdvs = law_.law().id;
}

/// Half of the days lie at a boundary of the law or of the year.
void RandomHistory::choose_days() {
    const auto count = std::min(dice_.between(1, events_max), dice_.between(1, events_max));
    const Date centre = first_day.plus_days(
        static_cast<std::int32_t>(dice_.between(0, last_day.days() - first_day.days())));
    for (std::int64_t at = 0; at < count; ++at) {
        const auto offset = static_cast<std::int32_t>(dice_.between(-1, 1));
        if (!marks_.days.empty() && dice_.in_hundred(35)) {
            days_.push_back(dice_.one_of(marks_.days).plus_days(offset));
        } else if (dice_.in_hundred(20)) {
            const int year = static_cast<int>(dice_.between(2024, 2028));
            days_.push_back(law_.law().first_day_of(year).plus_days(offset));
        } else {
            days_.push_back(centre.plus_days(static_cast<std::int32_t>(dice_.between(0, 300))));
        }
    }
    std::sort(days_.begin(), days_.end());
}

Happening RandomHistory::next() {
    Happening happening;
    model::Episode& episode = happening.episode;
    episode = person_;
    choose_care(episode);
    choose_dates(episode, days_[next_++]);
    choose_chain(episode);
    choose_accounts(episode);
    choose_quota(episode);
    happening.before = totals_of(episode.scheme, law_.year_of(episode));
    if (law_.is_split(episode)) {
        happening.later_before =
            totals_of(episode.scheme, law_.law().year_of(episode.discharged_on));
    }
    happening.fees = any_bill(happening.before);
    return happening;
}

void RandomHistory::choose_care(model::Episode& episode) {
    std::vector<model::Service> covered;
    for (const auto& [scheme, service] : marks_.covered) {
        if (scheme == episode.scheme) covered.push_back(service);
    }
    const bool anything = covered.empty() || dice_.in_hundred(3);
    episode.service = anything ? dice_.word<model::Service>(0, 6) : dice_.one_of(covered);
    episode.level = dice_.word<model::HospitalLevel>(0, 4);
    episode.prescriber_level = dice_.word<model::HospitalLevel>(0, 4);
    if (dice_.in_hundred(65)) episode.place = dice_.word<model::Place>(0, 6);
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
    if (!marks_.diseases.empty() && is_for_disease && dice_.in_hundred(95)) {
        episode.disease = dice_.one_of(marks_.diseases);
    } else if (dice_.in_hundred(50)) {
        episode.disease = "X99";
    }
    episode.diseases = any_diseases();
}

/// Declared and undeclared codes, the event's own not always among them.
std::string RandomHistory::any_diseases() {
    std::string joined;
    const auto add = [&](const std::string& code) {
        joined += joined.empty() ? code : "|" + code;
    };
    for (const std::string& code : marks_.diseases) {
        if (dice_.in_hundred(40)) add(code);
    }
    if (dice_.in_hundred(15)) add("X98");
    return joined;
}

/// The day that chooses versions is `day`; the others lie around it.
void RandomHistory::choose_dates(model::Episode& episode, Date day) {
    std::int64_t length = is_stay(episode.service) ? dice_.between(0, 20) : 0;
    if (is_stay(episode.service) && dice_.in_hundred(12)) length = dice_.between(85, 280);
    if (is_stay(episode.service) && dice_.in_hundred(4)) length = 90 * dice_.between(1, 3);
    if (dice_.in_hundred(5)) length = dice_.between(1, 400);
    if (episode.service == model::Service::pharmacy) length = 0;  // bought in one day
    const std::int64_t wait = dice_.in_hundred(70) ? 0 : dice_.between(0, 30);
    const auto stay_days = static_cast<std::int32_t>(length);
    const auto wait_days = static_cast<std::int32_t>(wait);
    const std::string& basis = law_.law().basis;
    episode.admitted_on = basis == "admission"   ? day
                          : basis == "discharge" ? day.plus_days(-stay_days)
                                                 : day.plus_days(-stay_days - wait_days);
    episode.discharged_on = episode.admitted_on.plus_days(stay_days);
    episode.settled_on = episode.discharged_on.plus_days(wait_days);
}

void RandomHistory::choose_chain(model::Episode& episode) {
    if (dice_.in_hundred(65)) return;
    episode.chain.link = dice_.word<model::ChainLink>(1, 5);
    episode.chain.hours = static_cast<std::int32_t>(dice_.between(0, 200));
    if (!marks_.hours.empty() && dice_.in_hundred(70)) {
        const auto hours = dice_.one_of(marks_.hours) + dice_.between(-1, 1);
        episode.chain.hours = static_cast<std::int32_t>(std::max<std::int64_t>(0, hours));
    }
    const std::int64_t charged = dice_.in_hundred(60) ? charged_last_ : any_amount(1'000'000);
    episode.chain.charged = Money::of_fen(dice_.in_hundred(15) ? 0 : charged);
}

void RandomHistory::choose_accounts(model::Episode& episode) {
    episode.use_account = dice_.in_hundred(50);
    if (next_ > 1 && dice_.in_hundred(50)) return;  // what the event before has left
    for (Money* balance : {&person_.account_balance, &person_.account_past,
                           &person_.family_balance}) {
        *balance = Money::of_fen(dice_.in_hundred(35) ? 0 : dice_.magnitude(100'000'000));
    }
    episode.account_balance = person_.account_balance;
    episode.account_past = person_.account_past;
    episode.family_balance = person_.family_balance;
}

/// What the windows have used so far; at times what would leave a fen, or a fen too little.
void RandomHistory::choose_quota(model::Episode& episode) {
    const auto limits = law_.limits_for(episode);
    const auto windows = windows_of(episode);
    std::int64_t* used[] = {&episode.quota.first, &episode.quota.second, &episode.quota.third,
                            &episode.quota.fourth};
    for (std::size_t at = 0; at < windows.size(); ++at) {
        if (windows[at].empty()) {
            *used[at] = dice_.between(0, 3);  // what no window has used means nothing
            continue;
        }
        const auto found = windows_.find(windows[at]);
        if (found != windows_.end()) *used[at] = found->second;
        if (dice_.in_hundred(70)) continue;
        const bool is_visits = limits[at]->word("measure", "").ends_with("_visits");
        *used[at] = is_visits ? dice_.between(0, 6) : any_amount(bill_max);
    }
}

/// The name of each limit's window: its rule, and the day, month, quarter or year.
std::vector<std::string> RandomHistory::windows_of(const model::Episode& episode) const {
    std::vector<std::string> names;
    const Date day = law_.basis_day(episode);
    const int year = law_.law().year_of(day);
    const Date start = law_.law().first_day_of(year);
    const auto months = (day.year() - start.year()) * 12 + static_cast<int>(day.month()) -
                        static_cast<int>(start.month());
    for (const slow::Table* limit : law_.limits_for(episode)) {
        std::string name = limit->id + "|" + std::to_string(year) + "|";
        if (limit->word("scope", "") == "disease") name += episode.disease + "|";
        const auto measure = limit->word("measure", "");
        const bool carries = limit->word("unused", "") == "carries";
        if (measure.starts_with("visit_")) name.clear();
        if (measure.starts_with("day_")) name += day.text();
        if (measure.starts_with("month_") && !carries) name += "m" + std::to_string(months);
        if (measure.starts_with("quarter_") && !carries) name += "q" + std::to_string(months / 3);
        names.push_back(name);
    }
    return names;
}

std::int64_t RandomHistory::landmark_amount() {
    if (marks_.amounts.empty()) return dice_.magnitude(bill_max);
    std::int64_t amount = dice_.one_of(marks_.amounts);
    if (dice_.in_hundred(30)) amount += dice_.one_of(marks_.amounts);
    if (dice_.in_hundred(20) && !marks_.shares.empty()) {
        // The cost at which a share of it comes to the amount.
        amount = (slow::Fraction(amount) / dice_.one_of(marks_.shares)).floor();
    }
    return std::clamp<std::int64_t>(amount + dice_.between(-1, 1), 0, bill_max);
}

std::int64_t RandomHistory::any_amount(std::int64_t most) {
    return std::min(most, dice_.in_hundred(50) ? landmark_amount() : dice_.magnitude(most));
}

model::FeeSums RandomHistory::any_bill(const model::YearTotals& before) {
    model::FeeSums fees;
    std::int64_t in_policy = dice_.in_hundred(4) ? 0 : any_amount(bill_max);
    if (dice_.in_hundred(20)) {
        // What is missing in the year to an amount, whichever pool it is counted in.
        const Money counted[] = {before.basic.drawn,      before.basic.paid,
                                 before.outpatient.drawn, before.chronic.drawn,
                                 before.outpatient.paid,  before.major_illness.drawn};
        in_policy = std::max<std::int64_t>(0, in_policy - counted[dice_.between(0, 5)].fen());
    }
    const auto often_nothing = [&] {
        return Money::of_fen(dice_.in_hundred(50) ? 0 : any_amount(bill_max / 10));
    };
    fees.inscp_scp_amt = Money::of_fen(in_policy);
    fees.fulamt_ownpay_amt = often_nothing();
    fees.overlmt_selfpay = often_nothing();
    fees.preselfpay_amt = often_nothing();
    fees.medfee_sumamt = fees.inscp_scp_amt + fees.fulamt_ownpay_amt + fees.overlmt_selfpay +
                         fees.preselfpay_amt;
    return fees;
}

/// A pool may have been charged and have paid no more than it has drawn.
model::PoolUse RandomHistory::any_use() {
    if (dice_.in_hundred(40)) return {};
    const std::int64_t paid = any_amount(bill_max), charged = any_amount(1'000'000);
    const std::int64_t more = dice_.in_hundred(30) ? 0 : any_amount(bill_max);
    return {Money::of_fen(paid), Money::of_fen(paid + charged + more), Money::of_fen(charged)};
}

model::YearTotals RandomHistory::any_totals() {
    model::YearTotals totals;
    if (is_fresh_) return totals;
    totals.admissions = dice_.in_hundred(80) ? dice_.between(0, 3) : dice_.between(0, 14);
    totals.in_policy = Money::of_fen(any_amount(bill_max));
    totals.self_in_policy = Money::of_fen(any_amount(totals.in_policy.fen()));
    for (model::PoolUse* pool :
         {&totals.basic, &totals.outpatient, &totals.chronic, &totals.special_drug,
          &totals.maternity, &totals.large_amount, &totals.major_illness, &totals.civil_servant,
          &totals.enterprise, &totals.medical_aid, &totals.aid_tilt, &totals.commercial}) {
        *pool = any_use();
    }
    return totals;
}

model::YearTotals& RandomHistory::totals_of(model::Scheme scheme, int year) {
    const auto found = years_.find({scheme, year});
    if (found != years_.end()) return found->second;
    return years_[{scheme, year}] = any_totals();
}

void RandomHistory::settled(const Happening& happening, const ReferenceResult& result) {
    if (!result.paid()) return;
    const model::Episode& episode = happening.episode;
    totals_of(episode.scheme, law_.year_of(episode)) += result.delta;
    if (law_.is_split(episode)) {
        totals_of(episode.scheme, law_.law().year_of(episode.discharged_on)) += result.later_delta;
    }
    const auto windows = windows_of(episode);
    const std::int64_t added[] = {result.quota.first, result.quota.second, result.quota.third,
                                  result.quota.fourth};
    for (std::size_t at = 0; at < windows.size(); ++at) {
        if (!windows[at].empty()) windows_[windows[at]] += added[at];
    }
    person_.account_past = std::min(person_.account_past, result.shares.balc);
    person_.account_balance = result.shares.balc - person_.account_past;
    person_.family_balance -= result.shares.acct_mulaid_pay;
    charged_last_ = result.shares.act_pay_dedc.fen();
}

}  // namespace yidi::policies
