/// @file
/// Random stays: any person, place, level, day, accumulators and bill an area may meet.
///
/// Level       test
/// Units       Money
/// Errors      none
/// Ownership   values

#pragma once

#include <algorithm>
#include <string>

#include <rapidcheck.h>

#include "law_fixture.hpp"
#include "model/episode.hpp"

namespace yidi::policies {

struct Stay {
    std::string admdvs;
    model::Episode episode;
    model::FeeSums fees;
    model::YearTotals before;
};

inline Money any_money(std::int64_t max_fen) {
    const auto magnitude = *rc::gen::element<std::int64_t>(100, 10'000, 1'000'000, max_fen);
    return Money::of_fen(*rc::gen::inRange<std::int64_t>(0, std::min(magnitude, max_fen) + 1));
}

inline void fill_total(model::FeeSums& fees) {
    fees.medfee_sumamt =
        fees.fulamt_ownpay_amt + fees.overlmt_selfpay + fees.preselfpay_amt + fees.inscp_scp_amt;
}

template <class Enum>
Enum any_of(int first, int last) {
    return static_cast<Enum>(*rc::gen::inRange<int>(first, last + 1));
}

inline Stay any_stay() {
    Stay stay;
    stay.admdvs = (*rc::gen::elementOf(areas())).admdvs;
    model::Episode& episode = stay.episode;
    episode.scheme = any_of<model::Scheme>(0, 1);
    episode.status = episode.scheme == model::Scheme::employee ? any_of<model::PersonStatus>(0, 1)
                                                               : any_of<model::PersonStatus>(2, 5);
    episode.standing.aid_class = any_of<model::AidClass>(0, 5);
    episode.standing.civil_servant = *rc::gen::arbitrary<bool>();
    episode.standing.enterprise = *rc::gen::arbitrary<bool>();
    episode.standing.commercial = *rc::gen::arbitrary<bool>();
    episode.standing.tier = *rc::gen::inRange(1, 4);
    episode.age_years = *rc::gen::inRange(0, 110);
    episode.level = any_of<model::HospitalLevel>(0, 4);
    episode.place = any_of<model::Place>(0, 6);
    episode.urgency = any_of<model::Urgency>(0, 2);
    const Date first = *Date::of(2024, 1, 1);
    episode.discharged_on = first.plus_days(*rc::gen::inRange(0, 1200));
    episode.admitted_on = episode.discharged_on.plus_days(-*rc::gen::inRange(0, 40));
    episode.settled_on = episode.discharged_on;
    episode.use_account = *rc::gen::arbitrary<bool>();
    episode.account_balance = any_money(1'000'000);
    stay.fees.fulamt_ownpay_amt = any_money(10'000'000);
    stay.fees.overlmt_selfpay = any_money(1'000'000);
    stay.fees.preselfpay_amt = any_money(5'000'000);
    stay.fees.inscp_scp_amt = any_money(120'000'000);
    fill_total(stay.fees);
    stay.before.admissions = *rc::gen::inRange<std::int64_t>(0, 6);
    stay.before.basic.deductible = any_money(200'000);
    stay.before.basic.drawn = stay.before.basic.deductible + any_money(80'000'000);
    stay.before.basic.paid = any_money(70'000'000);
    stay.before.large_amount.paid = any_money(50'000'000);
    return stay;
}

}  // namespace yidi::policies
