#include "wire/sandbox_view.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace yidi::wire {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : "-";
}

std::int64_t number_at(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

}  // namespace

std::string sandbox_messages_text(const std::string& answer, bool wrong_only) {
    const Json json = Json::parse(answer, nullptr, false);
    if (!json.is_object() || !json.contains("messages")) return answer;
    std::string text;
    for (const Json& message : json["messages"]) {
        const Json& wrong = message["wrong"];
        if (wrong_only && !wrong.is_object()) continue;
        const std::string fault = text_at(message, "fault");
        text += fmt::format("{} {} {:6} {} {} {} us{}\n", wrong.is_object() ? "✗" : "✓",
                            text_at(message, "received"), text_at(message, "infno"),
                            text_at(message, "fixmedins_code"), text_at(message, "msgid"),
                            number_at(message, "took_us"),
                            fault == "-" ? "" : fmt::format("  故障 fault: {}", fault));
        if (!wrong.is_object()) continue;
        text += fmt::format("    {}\n    {}\n", text_at(wrong, "zh"), text_at(wrong, "en"));
    }
    return text.empty() ? "没有报文 / no messages" : text;
}

std::string sandbox_faults_text(const std::string& answer) {
    const Json json = Json::parse(answer, nullptr, false);
    if (!json.is_array()) return answer;
    std::string text;
    for (const Json& fault : json) {
        text +=
            fmt::format("{:6} {:10} × {}  {} ms\n", text_at(fault, "infno"), text_at(fault, "kind"),
                        number_at(fault, "times"), number_at(fault, "ms"));
    }
    return text.empty() ? "没有安排故障 / no faults to come" : text;
}

std::string detail_of(const std::string& answer) {
    const Json json = Json::parse(answer, nullptr, false);
    return json.is_object() && json.contains("detail") ? text_at(json, "detail") : answer;
}

}  // namespace yidi::wire
