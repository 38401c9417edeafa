#include "wire/comparison_report.hpp"

#include <fmt/format.h>

#include "wire/json_writer.hpp"
#include "wire/law_words.hpp"

namespace yidi::wire {
namespace {

using policy::ValueChange;

void put_refs(JsonWriter& json, std::string_view key, const std::vector<policy::RowRef>& refs) {
    json.key(key).begin_array();
    for (const policy::RowRef& ref : refs) {
        json.begin_object().key("rule").text(ref.rule).key("row").integer(ref.row);
        json.key("from").text(ref.from).key("cites").begin_array();
        for (const std::string& cite : ref.cites) json.text(cite);
        json.end_array().end_object();
    }
    json.end_array();
}

void put_whom(JsonWriter& json, const ValueChange& change) {
    json.key("whom").begin_array();
    for (const auto& box : change.whom) {
        json.begin_object();
        for (const policy::Whom& one : box) {
            json.key(policy::word_of(one.dimension).name).begin_array();
            for (const std::string& value : one.values) json.text(value);
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
}

void put_label(JsonWriter& json, std::string_view key, const policy::Label& label) {
    json.key(key).begin_object().key("zh").text(label.zh).key("en").text(label.en).end_object();
}

void put_side(JsonWriter& json, std::string_view key, const policy::Decision& decision) {
    json.key(key).begin_object();
    json.key("refusal").text_or_null(
        decision.refusal ? info_of(decision.refusal->code).name : std::string_view{});
    json.key("fund").amount(decision.shares.fund_pay_sumamt);
    json.key("person").amount(decision.shares.psn_part_amt);
    json.key("deductible").amount(decision.shares.act_pay_dedc).end_object();
}

void put_example(JsonWriter& json, const ValueChange& change) {
    json.key("example");
    if (!change.example) {
        json.null();
        return;
    }
    const policy::BillExample& example = *change.example;
    json.begin_object().key("day").text(example.episode.discharged_on.text());
    json.key("situation").text(situation_of(example.episode, false));
    json.key("admissions_before").integer(example.before.admissions);
    json.key("fund_paid_before").amount(model::paid_hifp(example.before));
    json.key("bill").amount(example.fees.medfee_sumamt);
    json.key("in_policy").amount(example.fees.inscp_scp_amt);
    put_side(json, "before", example.was);
    put_side(json, "after", example.is);
    json.end_object();
}

std::string whom_text(const ValueChange& change, bool zh) {
    std::string text;
    for (const auto& box : change.whom) {
        std::string one;
        for (const policy::Whom& part : box) {
            std::string values;
            for (const std::string& value : part.values) {
                values += (values.empty() ? "" : zh ? "、" : ", ") +
                          value_name(part.dimension, value, zh);
            }
            one += fmt::format("{}{}: {}", one.empty() ? "" : "; ",
                               zh ? policy::word_of(part.dimension).zh
                                  : policy::word_of(part.dimension).en,
                               values);
        }
        if (one.empty()) one = zh ? "所有人" : "everybody";
        text += (text.empty() ? "" : zh ? "；或 " : "; or ") + one;
    }
    return text;
}

std::string refs_text(const std::vector<policy::RowRef>& refs) {
    std::string text;
    for (const policy::RowRef& ref : refs) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", ref.rule, ref.row);
    }
    return text.empty() ? "-" : text;
}

std::string side_text(const policy::Decision& decision, bool zh) {
    if (decision.refusal) {
        const ErrorInfo& info = info_of(decision.refusal->code);
        return std::string{zh ? info.zh : info.en};
    }
    return fmt::format("{} {}, {} {}", zh ? "基金" : "funds", decision.shares.fund_pay_sumamt.text(),
                       zh ? "个人" : "person", decision.shares.psn_part_amt.text());
}

void add_example(std::string& out, const ValueChange& change, bool zh) {
    if (!change.example) {
        out += zh ? "    例：所试各账单结果相同\n" : "    example: none of the bills tried differs\n";
        return;
    }
    const policy::BillExample& example = *change.example;
    out += fmt::format("    {} {}, {}, {} {} ({} {}){}\n", zh ? "例：" : "example:",
                       example.episode.discharged_on.text(), situation_of(example.episode, zh),
                       zh ? "总费用" : "bill", example.fees.medfee_sumamt.text(),
                       zh ? "范围内" : "in scope", example.fees.inscp_scp_amt.text(),
                       example.before.admissions == 0 ? ""
                       : zh ? fmt::format("，本年已住院{}次", example.before.admissions)
                            : fmt::format(", {} admissions before", example.before.admissions));
    out += fmt::format("      {}: {}\n      {}: {}\n", zh ? "原" : "before",
                       side_text(example.was, zh), zh ? "新" : "after", side_text(example.is, zh));
}

std::string names_of(const ValueChange& change, bool zh) {
    std::string text;
    for (const auto scheme : change.schemes) {
        text += std::string{text.empty() ? "" : "/"} +
                std::string{zh ? policy::word_of(scheme).zh : policy::word_of(scheme).en};
    }
    std::string services;
    for (const auto service : change.services) {
        services += std::string{services.empty() ? "" : "/"} +
                    std::string{zh ? policy::word_of(service).zh : policy::word_of(service).en};
    }
    return text + " · " + services;
}

}  // namespace

std::string comparison_json(const policy::PlanComparison& comparison, const ComparedSides& sides) {
    JsonWriter json;
    json.begin_object().key("form").text("yidi.policy.diff/1");
    json.key("before").begin_object().key("name").text(sides.before);
    json.key("plan").text(sides.hash_before).end_object();
    json.key("after").begin_object().key("name").text(sides.after);
    json.key("plan").text(sides.hash_after).end_object();
    json.key("warnings").begin_array();
    for (const Problem& warning : sides.warnings) json.text(message_of(warning, false));
    json.end_array().key("frame").begin_array();
    for (const std::string& one : comparison.frame) json.text(one);
    json.end_array().key("only_sources").begin_array();
    for (const std::string& one : comparison.only_sources) json.text(one);
    json.end_array().key("changes").begin_array();
    for (const ValueChange& change : comparison.changes) {
        json.begin_object().key("schemes").begin_array();
        for (const auto scheme : change.schemes) json.text(policy::word_of(scheme).name);
        json.end_array().key("services").begin_array();
        for (const auto service : change.services) json.text(policy::word_of(service).name);
        json.end_array().key("layer").text(policy::word_of(change.layer).name);
        json.key("benefit").text(change.benefit);
        json.key("aspect").text(policy::word_of(change.aspect).name);
        json.key("from").text(change.days.from.text());
        json.key("to").text_or_null(change.days.to ? change.days.to->text() : std::string{});
        put_label(json, "before", change.before);
        put_label(json, "after", change.after);
        put_whom(json, change);
        put_refs(json, "rows_before", change.rows_before);
        put_refs(json, "rows_after", change.rows_after);
        put_example(json, change);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take();
}

std::string comparison_text(const policy::PlanComparison& comparison, const ComparedSides& sides,
                            bool zh) {
    std::string out = fmt::format("{} ({})\n{} ({})\n", sides.before, sides.hash_before,
                                  sides.after, sides.hash_after);
    for (const Problem& warning : sides.warnings) out += "! " + message_of(warning, zh) + "\n";
    for (const std::string& one : comparison.frame) {
        out += fmt::format("{} {}\n", zh ? "各日均不同：" : "differs on all days:", one);
    }
    for (const std::string& one : comparison.only_sources) {
        out += fmt::format("{} {}\n",
                           zh ? "数值相同，仅出处或表述不同：" : "same values, other sources or words:",
                           one);
    }
    if (comparison.changes.empty()) {
        out += zh ? "没有数值变化\n" : "no value changes\n";
    }
    std::size_t number = 0;
    for (const ValueChange& change : comparison.changes) {
        out += fmt::format("\n{}. {} · {} · {}\n", ++number, names_of(change, zh),
                           zh ? change.label.zh : change.label.en,
                           zh ? policy::word_of(change.aspect).zh
                              : policy::word_of(change.aspect).en);
        out += fmt::format("    {} {}\n", zh ? "期间：" : "days:", days_text(change.days, zh));
        out += fmt::format("    {} {}\n", zh ? "对象：" : "for:", whom_text(change, zh));
        out += fmt::format("    - {}  [{}]\n    + {}  [{}]\n",
                           zh ? change.before.zh : change.before.en, refs_text(change.rows_before),
                           zh ? change.after.zh : change.after.en, refs_text(change.rows_after));
        add_example(out, change, zh);
    }
    return out;
}

}  // namespace yidi::wire
