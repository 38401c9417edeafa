#include "desk/treatment/line_pricing.hpp"

#include <fmt/format.h>

#include "model/code_maps.hpp"

namespace yidi::desk {
namespace {

constexpr Money line_max = Money::of_yuan(100'000'000);
// What a line may state beside price x quantity (接口规范 2.7).
constexpr Money amount_slack = Money::of_fen(1);

Money absolute(Money amount) { return amount.is_negative() ? -amount : amount; }

Outcome<Done> amount_agrees(const model::FeeLineInput& line, const LinePlace& place) {
    if (line.cnt.e4() == 0) return problem(ErrorCode::quantity_zero, place.of("cnt"), "0");
    const auto product = extend(line.pric, line.cnt, Rounding::half_up);
    if (!product || absolute(*product) > line_max ||
        absolute(line.det_item_fee_sumamt) > line_max) {
        return problem(ErrorCode::amount_too_large, place.of("det_item_fee_sumamt"),
                       line.det_item_fee_sumamt.text(), "<= " + line_max.text());
    }
    const bool signs_agree =
        line.det_item_fee_sumamt.is_zero() ||
        line.det_item_fee_sumamt.is_negative() == (line.cnt.e4() < 0);
    if (!signs_agree || absolute(line.det_item_fee_sumamt - *product) > amount_slack) {
        return problem(ErrorCode::amount_mismatch, place.of("det_item_fee_sumamt"),
                       line.det_item_fee_sumamt.text(),
                       fmt::format("{} x {} = {}", line.pric.text(), line.cnt.text(),
                                   product->text()));
    }
    return Done{};
}

}  // namespace

std::string LinePlace::of(std::string_view field) const {
    return fmt::format("{}[{}].{}", node, row, field);
}

Outcome<model::FeeLine> priced_line(const Counter& counter, const model::Encounter& visit,
                                    const model::FeeLineInput& input,
                                    const model::FeeLine* taken_back, const LinePlace& place) {
    if (const auto good = amount_agrees(input, place); !good) return Unexpected{good.error()};
    const model::FeeLineInput& dated = taken_back != nullptr ? taken_back->input : input;
    const auto item =
        counter.rules.catalogue->find(input.med_list_codg, dated.fee_ocur_time.date());
    if (!item) {
        Problem unknown = item.error();
        unknown.field = place.of("med_list_codg");
        return Unexpected{std::move(unknown)};
    }
    return model::FeeLine{.mdtrt_id = visit.mdtrt_id,
                          .feedetl_sn = input.feedetl_sn,
                          .batch = 0,
                          .input = input,
                          .price = price_of(counter, visit, **item, input, taken_back),
                          .refunded = {}};
}

catalog::LineFacts line_facts_of(const model::Encounter& visit) {
    catalog::LineFacts facts;
    if (visit.person.gend == "1") facts.sex = catalog::Sex::male;
    if (visit.person.gend == "2") facts.sex = catalog::Sex::female;
    if (!visit.person.psn_no.empty()) facts.born_on = visit.person.brdy;
    if (visit.kind != model::VisitKind::inpatient) {
        facts.care = catalog::Care::ambulatory;
    } else if (const auto service = model::service_of(visit.stay.med_type)) {
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
