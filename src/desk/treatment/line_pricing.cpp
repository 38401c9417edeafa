#include "desk/treatment/line_pricing.hpp"

#include "model/code_maps.hpp"

namespace yidi::desk {

catalog::LineFacts line_facts_of(const model::Encounter& visit) {
    catalog::LineFacts facts;
    if (visit.person.gend == "1") facts.sex = catalog::Sex::male;
    if (visit.person.gend == "2") facts.sex = catalog::Sex::female;
    if (!visit.person.psn_no.empty()) facts.born_on = visit.person.brdy;
    if (const auto service = model::service_of(visit.stay.med_type)) {
        const bool stays = *service == model::Service::inpatient ||
                           *service == model::Service::day_surgery ||
                           *service == model::Service::maternity;
        facts.care = stays ? catalog::Care::inpatient : catalog::Care::ambulatory;
    }
    return facts;
}

model::LinePrice price_of(const Counter& counter, const model::Encounter& visit,
                          const catalog::Item& item, const model::FeeLineInput& line,
                          const model::FeeLine* taken_back) {
    const catalog::LineOrder order = counter.rules.catalogue->order();
    const catalog::LineFacts facts = line_facts_of(visit);
    if (taken_back == nullptr) return catalog::price(item, order, line, facts);
    model::FeeLineInput back = line;
    back.fee_ocur_time = taken_back->input.fee_ocur_time;
    back.hosp_appr_flag = taken_back->input.hosp_appr_flag;
    return catalog::price(item, order, back, facts);
}

}  // namespace yidi::desk
