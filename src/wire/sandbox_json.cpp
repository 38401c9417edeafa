#include "wire/sandbox_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wire/json_text.hpp"
#include "wire/json_writer.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

constexpr std::pair<FaultKind, std::string_view> kinds[] = {
    {FaultKind::slow, "slow"},           {FaultKind::silent, "silent"}, {FaultKind::wrong, "wrong"},
    {FaultKind::duplicate, "duplicate"}, {FaultKind::refuse, "refuse"}, {FaultKind::late, "late"},
};
constexpr std::int64_t times_max = 1'000'000, ms_max = 600'000;

void write(JsonWriter& json, const Problem& wrong) {
    json.begin_object();
    json.key("code").integer(static_cast<std::int64_t>(wrong.code));
    json.key("name").text(info_of(wrong.code).name);
    json.key("field").text_or_null(wrong.field);
    json.key("found").text_or_null(wrong.found);
    json.key("expected").text_or_null(wrong.expected);
    json.key("zh").text(message_of(wrong, true));
    json.key("en").text(message_of(wrong, false));
    json.end_object();
}

void write(JsonWriter& json, const SandboxMessage& message) {
    json.begin_object();
    json.key("seq").integer(message.seq);
    json.key("received").text(message.received.text());
    json.key("took_us").integer(message.took_us);
    json.key("infno").text_or_null(message.infno);
    json.key("msgid").text_or_null(message.msgid);
    json.key("fixmedins_code").text_or_null(message.fixmedins_code);
    json.key("status").integer(message.status);
    json.key("fault").text_or_null(message.fault);
    json.key("wrong");
    if (message.wrong) {
        write(json, *message.wrong);
    } else {
        json.null();
    }
    json.key("request").text(message.request);
    json.key("answer").text(message.answer);
    json.end_object();
}

void write(JsonWriter& json, const SandboxFault& fault) {
    json.begin_object();
    json.key("infno").text(fault.infno);
    json.key("kind").text(name_of(fault.kind));
    json.key("times").integer(fault.times);
    json.key("ms").integer(fault.ms);
    json.end_object();
}

std::string kind_names() {
    std::string names;
    for (const auto& [kind, name] : kinds)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    return names;
}

}  // namespace

std::string sandbox_messages_json(std::string_view node,
                                  const std::vector<SandboxMessage>& messages) {
    JsonWriter json;
    json.begin_object();
    json.key("node").text(node);
    json.key("messages").begin_array();
    for (const SandboxMessage& message : messages) write(json, message);
    json.end_array();
    json.end_object();
    return json.take();
}

std::string_view name_of(FaultKind kind) {
    return std::ranges::find(kinds, kind, &std::pair<FaultKind, std::string_view>::first)->second;
}

Outcome<SandboxFault> read_fault(std::string_view text) {
    const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object()) return Unexpected{broken_json(text, "fault")};
    SandboxFault fault;
    for (const auto& [key, value] : json.items()) {
        const auto whole = [&](std::int64_t& out, std::int64_t most) -> std::optional<Problem> {
            if (value.is_number_unsigned() &&
                value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)) {
                out = value.get<std::int64_t>();
                return {};
            }
            return Problem{ErrorCode::field_wrong_type,
                           key,
                           value.dump(),
                           fmt::format("a whole number from 0 to {}", most),
                           {}};
        };
        std::optional<Problem> wrong;
        if (key == "infno" && value.is_string()) {
            fault.infno = std::string{plain_infno(value.get_ref<const std::string&>())};
        } else if (key == "kind") {
            const auto named = std::ranges::find_if(
                kinds, [&](const auto& one) { return value == std::string{one.second}; });
            if (named == std::end(kinds)) {
                return problem(ErrorCode::code_unknown, "kind", value.dump(), kind_names());
            }
            fault.kind = named->first;
        } else if (key == "times") {
            wrong = whole(fault.times, times_max);
        } else if (key == "ms") {
            wrong = whole(fault.ms, ms_max);
        } else {
            return problem(ErrorCode::code_unknown, "fault", key, "infno, kind, times, ms");
        }
        if (wrong) return Unexpected{*wrong};
    }
    for (const char* name : {"infno", "kind"}) {
        if (!json.contains(name))
            return problem(ErrorCode::field_missing, name, "nothing", "a value");
    }
    if (fault.infno != "*" && find_transaction(fault.infno) == nullptr) {
        return problem(ErrorCode::unknown_transaction, "infno", fault.infno,
                       "a transaction offered here, or *");
    }
    return fault;
}

std::string sandbox_faults_json(const std::vector<SandboxFault>& faults) {
    JsonWriter json;
    json.begin_array();
    for (const SandboxFault& fault : faults) write(json, fault);
    json.end_array();
    return json.take();
}

}  // namespace yidi::wire
