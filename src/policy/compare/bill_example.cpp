#include "policy/compare/bill_example.hpp"

#include <algorithm>

namespace yidi::policy {
namespace {

constexpr std::int64_t bills_yuan[] = {1'000, 5'000, 20'000, 50'000, 200'000, 1'000'000};

bool pays_alike(const Decision& a, const Decision& b) {
    return a.shares == b.shares && a.refusal.has_value() == b.refusal.has_value() &&
           (!a.refusal || a.refusal->code == b.refusal->code);
}

/// What a person may have used of the year before: nothing; one stay; many costs.
std::vector<model::YearTotals> pasts() {
    std::vector<model::YearTotals> list(3);
    model::YearTotals& stay = list[1];
    stay.admissions = 1;
    stay.in_policy = Money::of_yuan(20'000);
    for (const auto pool : {&model::YearTotals::basic, &model::YearTotals::outpatient}) {
        (stay.*pool).paid = Money::of_yuan(15'000);
        (stay.*pool).drawn = Money::of_yuan(20'000);
        (stay.*pool).deductible = Money::of_yuan(1'000);
    }
    stay.self_in_policy = Money::of_yuan(5'000);
    model::YearTotals& much = list[2];
    much = stay;
    much.admissions = 3;
    for (const auto pool : {&model::YearTotals::basic, &model::YearTotals::outpatient,
                            &model::YearTotals::large_amount,
                            &model::YearTotals::major_illness, &model::YearTotals::medical_aid}) {
        (much.*pool).paid = Money::of_yuan(200'000);
        (much.*pool).drawn = Money::of_yuan(260'000);
    }
    return list;
}

}  // namespace

std::optional<BillExample> example_of(const Plan& before, const Plan& after,
                                      const model::Episode& person, model::Service service,
                                      const Window& days) {
    BillExample example;
    example.episode = person;
    example.episode.service = service;
    // The day itself, unless it lies before anything that could be said of it.
    const Date day = std::max(days.from, Date::of(1990, 1, 1).value());
    example.episode.admitted_on = example.episode.discharged_on = example.episode.settled_on = day;
    if (service == model::Service::pharmacy) {
        example.episode.channel = model::Channel::outpatient_prescription;
    }
    example.episode.use_account = true;
    example.episode.account_balance = Money::of_yuan(1'000);
    for (const model::YearTotals& past : pasts()) {
        for (const std::int64_t yuan : bills_yuan) {
            example.before = past;
            example.fees = {};
            example.fees.inscp_scp_amt = Money::of_yuan(yuan);
            example.fees.preselfpay_amt = Money::of_yuan(yuan / 10);
            example.fees.medfee_sumamt = example.fees.inscp_scp_amt + example.fees.preselfpay_amt;
            example.was = decide(before, example.episode, example.fees, example.before);
            example.is = decide(after, example.episode, example.fees, example.before);
            if (!pays_alike(example.was, example.is)) return example;
        }
    }
    return {};
}

}  // namespace yidi::policy
