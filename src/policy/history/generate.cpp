#include "policy/history/generate.hpp"

#include <algorithm>

namespace yidi::policy {
namespace {

constexpr std::int32_t days_of_history = 3 * 365;

}  // namespace

std::uint64_t SeededNumbers::next() {
    // splitmix64
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t value = state_;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

std::uint32_t SeededNumbers::below(std::uint32_t bound) {
    return static_cast<std::uint32_t>((next() >> 32U) * bound >> 32U);
}

InventedLives::InventedLives(std::uint64_t seed, std::vector<InventedArea> areas, Date first_day)
    : numbers_(seed), areas_(std::move(areas)), first_day_(first_day) {
    YIDI_ASSERT(!areas_.empty());
}

const std::vector<HistoryEvent>& InventedLives::next() {
    events_.clear();
    draw_person();
    // Most people come a few times, some come often.
    std::uint32_t count = 1 + numbers_.below(8);
    if (numbers_.percent(15)) count += numbers_.below(30);
    std::vector<std::int32_t> days;
    for (std::uint32_t at = 0; at < count; ++at) {
        days.push_back(static_cast<std::int32_t>(numbers_.below(days_of_history)));
    }
    std::sort(days.begin(), days.end());
    for (const std::int32_t day : days) draw_event(first_day_.plus_days(day));
    ++person_;
    return events_;
}

void InventedLives::draw_person() {
    using model::PersonStatus;
    area_ = &areas_[numbers_.below(static_cast<std::uint32_t>(areas_.size()))];
    who_ = {};
    who_.person = person_;
    model::Episode& e = who_.episode;
    e.insuplc_admdvs = area_->admdvs;
    e.scheme = numbers_.percent(55) ? model::Scheme::employee : model::Scheme::resident;
    if (e.scheme == model::Scheme::employee) {
        e.status = numbers_.percent(65) ? PersonStatus::active : PersonStatus::retired;
        e.age_years = e.status == PersonStatus::active
                          ? static_cast<std::int32_t>(20 + numbers_.below(40))
                          : static_cast<std::int32_t>(55 + numbers_.below(40));
        e.standing.civil_servant = numbers_.percent(8);
        e.standing.enterprise = !e.standing.civil_servant && numbers_.percent(6);
    } else {
        e.age_years = static_cast<std::int32_t>(numbers_.below(95));
        e.status = e.age_years < 7    ? PersonStatus::child
                   : e.age_years < 19 ? PersonStatus::student
                   : e.age_years < 60 ? PersonStatus::adult
                                      : PersonStatus::elderly;
        e.standing.tier = static_cast<std::int32_t>(1 + numbers_.below(3));
    }
    if (numbers_.percent(6)) {
        e.standing.aid_class = static_cast<model::AidClass>(1 + numbers_.below(5));
    }
    e.standing.commercial = numbers_.percent(10);
    has_disease_ = !area_->diseases.empty() && numbers_.percent(20);
    if (has_disease_) {
        const auto at = numbers_.below(static_cast<std::uint32_t>(area_->diseases.size()));
        e.disease = e.diseases = area_->diseases[at];
    }
}

void InventedLives::draw_event(Date day) {
    HistoryEvent event = who_;
    event.episode.discharged_on = event.episode.admitted_on = day;
    draw_care(event);
    event.episode.settled_on = event.episode.discharged_on;
    draw_bill(event);
    draw_chain(event);
    if (event.episode.scheme == model::Scheme::employee) {
        event.credit = Money::of_yuan(numbers_.below(800));
        event.episode.use_account = numbers_.percent(70);
    }
    events_.push_back(std::move(event));
}

void InventedLives::draw_care(HistoryEvent& event) {
    using model::Service;
    model::Episode& e = event.episode;
    const std::uint32_t kind = numbers_.below(100);
    e.service = kind < 30                    ? Service::inpatient
                : kind < 33                  ? Service::day_surgery
                : kind < 45 && has_disease_  ? Service::chronic
                                             : Service::outpatient;
    if (e.service == Service::inpatient) {
        const auto days = static_cast<std::int32_t>(1 + numbers_.below(20));
        e.admitted_on = e.discharged_on.plus_days(-days);
    }
    if (e.service == Service::chronic) {
        e.approved = true;
    } else {
        e.disease.clear();
        e.diseases.clear();
    }
    const std::uint32_t level = numbers_.below(100);
    e.level = level < 15   ? model::HospitalLevel::community
              : level < 30 ? model::HospitalLevel::level_1
              : level < 60 ? model::HospitalLevel::level_2
              : level < 95 ? model::HospitalLevel::level_3
                           : model::HospitalLevel::level_3_special;
    const std::uint32_t place = numbers_.below(100);
    e.place = place < 80   ? model::Place::local
              : place < 85 ? model::Place::in_province_filed
              : place < 90 ? model::Place::filed_longterm
              : place < 94 ? model::Place::filed_referral
              : place < 98 ? model::Place::filed_temporary
                           : model::Place::unfiled;
    if (numbers_.percent(10)) e.urgency = model::Urgency::emergency;
    e.referred = numbers_.percent(20);
}

void InventedLives::draw_bill(HistoryEvent& event) {
    const bool stay = event.episode.service == model::Service::inpatient ||
                      event.episode.service == model::Service::day_surgery;
    // Many small bills and a few very large ones: a product of three draws.
    const std::uint32_t scale = stay ? 60'000 : 1'500;
    std::uint64_t yuan = std::uint64_t{numbers_.below(scale)} * (1 + numbers_.below(100)) / 50;
    if (stay && numbers_.percent(2)) yuan *= 1 + numbers_.below(10);
    const auto fen = static_cast<std::int64_t>(yuan * 100 + numbers_.below(100));
    const std::int64_t own = fen * numbers_.below(15) / 100;
    const std::int64_t over = fen * numbers_.below(3) / 100;
    const std::int64_t first = fen * numbers_.below(12) / 100;
    model::FeeSums& fees = event.fees;
    fees.fulamt_ownpay_amt = Money::of_fen(own);
    fees.overlmt_selfpay = Money::of_fen(over);
    fees.preselfpay_amt = Money::of_fen(first);
    fees.inscp_scp_amt = Money::of_fen(fen - own - over - first);
    fees.medfee_sumamt = Money::of_fen(fen);
}

/// A stay soon after another may be a transfer.
void InventedLives::draw_chain(HistoryEvent& event) {
    if (events_.empty() || event.episode.service != model::Service::inpatient) return;
    const model::Episode& before = events_.back().episode;
    const std::int32_t days = event.episode.admitted_on.days() - before.discharged_on.days();
    const bool follows = before.service == model::Service::inpatient && days >= 0 && days <= 3 &&
                         numbers_.percent(60);
    if (!follows) return;
    event.follows = 1;
    event.episode.chain.hours = days * 24;
    event.episode.chain.link = event.episode.level > before.level ? model::ChainLink::referral_up
                               : event.episode.level < before.level
                                   ? model::ChainLink::referral_down
                                   : model::ChainLink::same_hospital;
}

}  // namespace yidi::policy
