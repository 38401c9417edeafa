#include <fmt/format.h>

#include "wire/json_writer.hpp"
#include "wire/law_words.hpp"
#include "wire/what_if_groups.hpp"
#include "wire/what_if_report.hpp"

namespace yidi::wire {
namespace {

using policy::GroupSums;
using policy::PersonSums;

/// Sums of many years may go beyond what one amount may hold: they are written digit by digit.
void put_fen(JsonWriter& json, std::string_view key, std::int64_t fen) {
    json.key(key).scaled(fen, 2, 2);
}

void put_sums(JsonWriter& json, const GroupSums& sums) {
    json.key("events").integer(sums.events);
    json.key("unknown").integer(sums.unknown);
    put_fen(json, "unknown_bill", sums.unknown_bill_fen);
    json.key("refused_before").integer(sums.refused_base);
    json.key("refused_after").integer(sums.refused_reform);
    json.key("repeated").integer(sums.repeated);
    put_fen(json, "bill", sums.bill_fen);
    put_fen(json, "funds_before", policy::funds_of(sums.base));
    put_fen(json, "funds_after", policy::funds_of(sums.reform));
    put_fen(json, "funds_change", policy::funds_of(sums.reform) - policy::funds_of(sums.base));
    put_fen(json, "person_change", policy::person_of(sums.reform) - policy::person_of(sums.base));
    json.key("gain_events").integer(sums.gain_events);
    json.key("loss_events").integer(sums.loss_events);
    put_fen(json, "gain", sums.gain_fen);
    put_fen(json, "loss", sums.loss_fen);
    json.key("payers").begin_object();
    for (std::size_t layer = 0; layer < policy::layer_count; ++layer) {
        if (sums.base[layer] == 0 && sums.reform[layer] == 0) continue;
        json.key(payer_word(layer).name).begin_object();
        put_fen(json, "before", sums.base[layer]);
        put_fen(json, "after", sums.reform[layer]);
        json.end_object();
    }
    json.end_object();
}

void put_people(JsonWriter& json, const PersonSums& sums) {
    json.key("people").integer(sums.people);
    json.key("gain_people").integer(sums.gain);
    json.key("loss_people").integer(sums.loss);
    put_fen(json, "gain", sums.gain_fen);
    put_fen(json, "loss", sums.loss_fen);
    json.key("changes").begin_array();
    for (const std::int64_t count : sums.changes) json.integer(count);
    json.end_array();
}

void put_area(JsonWriter& json, const ReformedArea& area) {
    json.begin_object().key("package").text(area.package_id);
    json.key("before").text(area.hash_before).key("after").text(area.hash_after);
    json.key("reforms").begin_array();
    for (const std::string& reform : area.reforms) json.text(reform);
    json.end_array().key("warnings").begin_array();
    for (const Problem& warning : area.warnings) json.text(message_of(warning, false));
    json.end_array().key("overlaps").begin_array();
    for (const policy::Overlap& overlap : area.overlaps) {
        json.begin_object().key("target").text(overlap.target);
        json.key("earlier").text(overlap.earlier).key("later").text(overlap.later);
        json.key("from").text(overlap.days.from.text());
        json.key("to").text_or_null(overlap.days.to ? overlap.days.to->text() : std::string{});
        json.end_object();
    }
    json.end_array().key("order_matters");
    if (area.commute_asked) {
        json.begin_array();
        for (const policy::OrderMatters& one : area.order_matters) {
            json.begin_object().key("first").text(one.first).key("second").text(one.second);
            json.key("where").begin_array();
            for (const auto& difference : one.where) json.text(policy::text_of(difference));
            json.end_array().end_object();
        }
        json.end_array();
    } else {
        json.null();
    }
    json.end_object();
}

void put_step(JsonWriter& json, std::string_view key, const model::ExplainStep* step) {
    json.key(key);
    if (step == nullptr) {
        json.null();
        return;
    }
    json.begin_object().key("op").text(step->op).key("rule").text(step->rule);
    json.key("row").integer(step->row).key("result").text(step->result);
    json.key("zh").text(step->zh).key("en").text(step->en).key("cites").begin_array();
    for (const std::string& cite : step->cites) json.text(cite);
    json.end_array().end_object();
}

void put_told(JsonWriter& json, const policy::Told& told) {
    const auto pays = [&](const policy::Explanation& explained) {
        return policy::person_of(policy::payments_of(explained.decision, told.event.fees));
    };
    const model::Episode& episode = told.event.episode;
    json.begin_object().key("person").integer(told.event.person);
    json.key("area").text(episode.insuplc_admdvs).key("day").text(episode.settled_on.text());
    json.key("situation").text(situation_of(episode, false));
    put_fen(json, "bill", told.event.fees.medfee_sumamt.fen());
    put_fen(json, "person_before", pays(told.base));
    put_fen(json, "person_after", pays(told.reform));
    json.key("steps").begin_array();
    for (const policy::StepPair& pair : policy::align(told.base.steps, told.reform.steps)) {
        json.begin_object().key("differs").boolean(pair.differs);
        put_step(json, "before", pair.base);
        put_step(json, "after", pair.reform);
        json.end_object();
    }
    json.end_array().end_object();
}

}  // namespace

std::string what_if_json(const WhatIfReport& report) {
    JsonWriter json;
    json.begin_object().key("form").text("yidi.what-if/1");
    json.key("source").text(report.source).key("is_synthetic").boolean(report.is_synthetic);
    json.key("areas").begin_array();
    for (const ReformedArea& area : report.areas) put_area(json, area);
    json.end_array().key("persons").integer(report.sums.persons);
    json.key("events").integer(report.sums.events);
    json.key("without_package").integer(report.sums.without_plan);
    json.key("total").begin_object();
    put_sums(json, report.sums.total());
    json.end_object().key("by").begin_object();
    for (const SumsBy& by : sums_by_each(report.sums)) {
        json.key(by.key).begin_array();
        for (const NamedSums& value : by.values) {
            json.begin_object().key("value").text(value.name);
            put_sums(json, value.sums);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object().key("change_bounds").begin_array();
    for (const std::int64_t yuan : policy::change_bounds_yuan) json.integer(yuan);
    json.end_array().key("person_years").begin_object();
    put_people(json, report.sums.all_people());
    json.end_object().key("person_years_by").begin_object();
    for (const PeopleBy& by : people_by_each(report.sums)) {
        json.key(by.key).begin_array();
        for (const NamedPeople& value : by.values) {
            json.begin_object().key("value").text(value.name);
            put_people(json, value.sums);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object();
    const std::pair<const char*, const std::vector<policy::Told>*> lists[] = {
        {"gains", &report.gains}, {"losses", &report.losses}};
    for (const auto& [key, list] : lists) {
        json.key(key).begin_array();
        for (const policy::Told& told : *list) put_told(json, told);
        json.end_array();
    }
    json.end_object();
    return json.take();
}

}  // namespace yidi::wire
