#include "wire/explanation.hpp"

#include <algorithm>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "wire/json_writer.hpp"

namespace yidi::wire {
namespace {

using model::ExplainAnswer;
using model::ExplainStep;

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;

void write(JsonWriter& out, const std::string& value) {
    out.text(value);
}
void write(JsonWriter& out, bool value) {
    out.boolean(value);
}
void write(JsonWriter& out, std::int32_t value) {
    out.integer(value);
}
void write(JsonWriter& out, std::int64_t value) {
    out.integer(value);
}
void write(JsonWriter& out, Money value) {
    out.text(value.text());
}
void write(JsonWriter& out, Date value) {
    out.text(value.text());
}
template <class E>
requires std::is_enum_v<E>
void write(JsonWriter& out, E value) {
    out.text(boost::describe::enum_to_string(value, ""));
}
template <Described T>
void write(JsonWriter& out, const T& value) {
    using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
    out.begin_object();
    boost::mp11::mp_for_each<Members>([&](auto d) {
        out.key(d.name);
        write(out, value.*d.pointer);
    });
    out.end_object();
}

void write_texts(JsonWriter& out, const std::vector<std::string>& texts) {
    out.begin_array();
    for (const auto& text : texts) out.text(text);
    out.end_array();
}

void write_step(JsonWriter& out, const ExplainStep& step) {
    out.begin_object();
    out.key("seq").integer(step.seq);
    out.key("op").text(step.op);
    out.key("layer").text(step.layer.empty() ? "all" : step.layer);
    out.key("rule").text_or_null(step.rule);
    out.key("version").text_or_null(step.version);
    out.key("row");
    if (step.row > 0) {
        out.integer(step.row);
    } else {
        out.null();
    }
    out.key("cites");
    write_texts(out, step.keys);
    if (!step.cites.empty()) {
        out.key("cites_text");
        write_texts(out, step.cites);
    }
    out.key("base").text_or_null(step.base);
    out.key("argument").text_or_null(step.argument);
    out.key("result").text_or_null(step.result);
    out.key("note").text(step.note);
    out.key("zh").text(step.zh);
    out.key("en").text(step.en);
    out.end_object();
}

void write_refusal(JsonWriter& out, const Problem& problem) {
    out.begin_object();
    out.key("code").integer(static_cast<std::int64_t>(problem.code));
    out.key("name").text(info_of(problem.code).name);
    const std::pair<const char*, const std::string&> parts[] = {{"field", problem.field},
                                                                {"found", problem.found},
                                                                {"expected", problem.expected},
                                                                {"article", problem.article}};
    for (const auto& [name, text] : parts) {
        if (!text.empty()) out.key(name).text(text);
    }
    out.key("zh").text(message_of(problem, true));
    out.key("en").text(message_of(problem, false));
    out.end_object();
}

}  // namespace

const ExplainStep* basic_edge(const ExplainAnswer& answer) {
    const auto found = std::find_if(
        answer.steps.rbegin(), answer.steps.rend(),
        [](const ExplainStep& step) { return step.op == "edge" && step.layer == "basic"; });
    return found != answer.steps.rend() ? &*found : nullptr;
}

std::string explanation_json(const ExplainAnswer& answer) {
    YIDI_ASSERT(!answer.refusal);
    JsonWriter out;
    out.begin_object();
    out.key("schema").text("yidi.explanation/1");
    if (!answer.setl_id.empty()) out.key("setl_id").text(answer.setl_id);
    out.key("package").text(answer.package_id);
    out.key("plan").text(answer.plan);
    out.key("is_sample").boolean(answer.is_sample);
    out.key("facts");
    write(out, answer.facts);
    out.key("fees");
    write(out, answer.fees);
    out.key("before");
    write(out, answer.before);
    if (answer.later_before) {
        out.key("later_before");
        write(out, *answer.later_before);
    }
    if (answer.earlier) {
        out.key("earlier");
        write(out, *answer.earlier);
    }
    out.key("steps").begin_array();
    for (const auto& step : answer.steps) write_step(out, step);
    out.end_array();
    out.key("shares");
    write(out, answer.shares);
    if (answer.refused) {
        out.key("refusal");
        write_refusal(out, answer.refused.problem());
    }
    if (const ExplainStep* edge = basic_edge(answer)) {
        out.key("edge").begin_object();
        out.key("distance").text(edge->base);
        out.key("beyond").text(edge->argument);
        out.end_object();
    }
    out.end_object();
    return out.take();
}

}  // namespace yidi::wire
