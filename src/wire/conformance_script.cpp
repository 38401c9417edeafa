#include "wire/conformance_script.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/embedded.hpp"
#include "wire/json_text.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {

std::span<const EmbeddedFile> conformance_files();

namespace {

using Json = nlohmann::ordered_json;

std::string filled(std::string_view text, const ScriptValues& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '$') {
            out += text[at++];
            continue;
        }
        std::size_t end = at + 1;
        while (end < text.size() && (text[end] == '_' || (text[end] >= 'a' && text[end] <= 'z'))) {
            ++end;
        }
        const auto value = values.find(text.substr(at + 1, end - at - 1));
        if (value != values.end()) out += value->second;
        at = end;
    }
    return out;
}

void fill(Json& json, const ScriptValues& values) {
    if (json.is_string()) {
        json = filled(json.get_ref<const std::string&>(), values);
    } else if (json.is_structured()) {
        for (Json& inner : json) fill(inner, values);
    }
}

class ScriptReader {
  public:
    explicit ScriptReader(std::string_view file) { script_.file = file; }

    Outcome<ConformanceScript> read(const Json& json) {
        script_.zh = text(json, "zh");
        script_.en = text(json, "en");
        script_.of_pharmacy = text(json, "who") == "pharmacy";
        const auto steps = json.find("steps");
        if (steps == json.end() || !steps->is_array() || steps->empty()) {
            return problem(ErrorCode::field_missing, script_.file, "no steps", "a list of steps");
        }
        for (const Json& one : *steps) read_step(one);
        if (wrong_) return Unexpected{*wrong_};
        return std::move(script_);
    }

  private:
    std::string text(const Json& json, const char* name) {
        const auto found = json.find(name);
        if (found != json.end() && found->is_string()) return found->get<std::string>();
        return {};
    }

    void fail(ErrorCode code, std::string found, std::string expected) {
        if (wrong_) return;
        wrong_ = Problem{code,
                         fmt::format("{} steps[{}]", script_.file, script_.steps.size()),
                         std::move(found),
                         std::move(expected),
                         {}};
    }

    void read_step(const Json& json) {
        ScriptStep step;
        for (const auto& [key, value] : json.items()) {
            if (key == "infno") {
                step.infno = text(json, "infno");
            } else if (key == "zh") {
                step.zh = text(json, "zh");
            } else if (key == "en") {
                step.en = text(json, "en");
            } else if (key == "name") {
                step.name = text(json, "name");
            } else if (key == "mirrors") {
                step.mirrors = text(json, "mirrors");
            } else if (key == "must_refuse") {
                step.must_refuse = value == true;
            } else if (key == "probes") {
                step.probes = value == true;
            } else if (key == "same_again") {
                for (const Json& path : value) step.same_again.push_back(path.get<std::string>());
            } else if (key == "keeps") {
                for (const auto& [name, path] : value.items()) {
                    step.keeps.emplace_back(name, path.get<std::string>());
                }
            } else if (key == "input") {
                step.input = value.dump();
            } else {
                fail(ErrorCode::code_unknown, key, "a key of docs/reference/conformance.md");
            }
        }
        if (find_transaction(step.infno) == nullptr) {
            fail(ErrorCode::unknown_transaction, step.infno, "a transaction that is described");
        }
        if (step.input.empty()) fail(ErrorCode::field_missing, "no input", "an object");
        script_.steps.push_back(std::move(step));
    }

    ConformanceScript script_;
    std::optional<Problem> wrong_;
};

/// The places of a message at which a node of the transaction stands.
Json* place_of(Json& input, const Node& node) {
    const auto found = input.find(node.name);
    if (found == input.end()) return nullptr;
    Json* row = &*found;
    if (row->is_array()) row = row->empty() ? nullptr : &row->front();
    return row != nullptr && row->is_object() ? row : nullptr;
}

}  // namespace

Outcome<ConformanceScript> read_script(std::string_view file, std::string_view text) {
    const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object()) return Unexpected{broken_json(text, file)};
    return ScriptReader(file).read(json);
}

const std::vector<ConformanceScript>& conformance_scripts() {
    static const std::vector<ConformanceScript> all = [] {
        std::vector<ConformanceScript> scripts;
        for (const EmbeddedFile& file : conformance_files()) {
            auto script = read_script(file.name, file.content);
            YIDI_ASSERT(script);
            scripts.push_back(std::move(*script));
        }
        return scripts;
    }();
    return all;
}

std::string message_of(const ScriptStep& step, const ScriptValues& values) {
    Json message = Json::object();
    message["infno"] = step.infno;
    for (const Field& field : request_envelope().fields) {
        const auto value = values.find(field.name);
        if (value != values.end()) message[std::string{field.name}] = value->second;
    }
    Json input = Json::parse(step.input);
    fill(input, values);
    message["input"] = std::move(input);
    return message.dump();
}

std::vector<Probe> probes_of(const Transaction& transaction, std::string_view message) {
    std::vector<Probe> probes;
    const Json right = Json::parse(message);
    for (const Node& node : transaction.request) {
        for (const Field& field : node.fields) {
            Json wrong = right;
            Json* row = place_of(wrong["input"], node);
            if (row == nullptr || !row->contains(field.name)) continue;
            const std::string name{field.name};
            const std::string place = fmt::format("input.{}.{}", node.name, name);
            const Json value = (*row)[name];
            if (field.required) {
                row->erase(name);
                probes.push_back(
                    {place, "缺少必填字段", "a required field is missing", wrong.dump()});
            }
            if (field.type == FieldType::text && !field.table && !field.is_division &&
                field.extras == nullptr) {
                (*row)[name] = std::string(field.length + 1U, '9');
                probes.push_back({place, "超过字段长度", "longer than the field", wrong.dump()});
            }
            if (field.table) {
                (*row)[name] = "~";
                probes.push_back({place, "代码不在代码表内", "a code that is none", wrong.dump()});
            }
        }
    }
    return probes;
}

}  // namespace yidi::wire
