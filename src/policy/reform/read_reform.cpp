#include <algorithm>

#include <fmt/format.h>

#include "policy/reform/apply.hpp"

namespace yidi::policy {
namespace {

constexpr Word verbs[] = {
    {"set", "设为", "set to"},           {"add", "增减", "add"},
    {"scale", "按比例调整", "scale"},    {"points", "增减百分点", "add points"},
    {"insert_segment", "插入分段", "insert a band"},
    {"remove", "取消", "remove"},        {"shift", "调整施行日", "shift in time"},
    {"replace", "整表替换", "replace"},  {"add_benefit", "新增待遇", "add a benefit"},
    {"reading", "另一种理解", "another reading"},
    {"order", "结算次序", "order of settlement"},
};

constexpr std::string_view window_form = "{ from = 2026-01-01, to = 2027-01-01 }, or to = \"open\"";

std::optional<Window> read_window(Fields& fields, Findings& findings) {
    const Node* node = fields.find("window");
    if (node == nullptr) return {};
    const auto* entries = std::get_if<TableEntries>(&node->value);
    if (entries == nullptr) {
        fields.complain(ErrorCode::package_value, "window", show(*node), std::string{window_form});
        return {};
    }
    Fields inner(fields.file(), *entries, node->line, findings);
    Window window;
    window.from = inner.date("from");
    const Node* to = inner.require("to", "a later date, or \"open\"");
    if (to != nullptr) {
        const auto* date = std::get_if<Date>(&to->value);
        const auto* text = std::get_if<std::string>(&to->value);
        if (date != nullptr && *date > window.from) {
            window.to = *date;
        } else if (text == nullptr || *text != "open") {
            inner.complain(ErrorCode::package_value, "to", show(*to), "a later date, or \"open\"");
        }
    }
    inner.end();
    return window;
}

void read_where(Fields& fields, Patch& patch) {
    const Node* node = fields.find("where");
    if (node == nullptr) return;
    const auto* entries = std::get_if<TableEntries>(&node->value);
    if (entries == nullptr || entries->empty()) {
        fields.complain(ErrorCode::package_value, "where", show(*node), "{ level = [\"3\"] }");
        return;
    }
    for (const auto& [key, value] : *entries) {
        const auto* list = std::get_if<Array>(&value.value);
        Condition condition{key, list == nullptr ? std::vector<Node>{value} : *list};
        if (condition.values.empty()) {
            fields.complain(ErrorCode::package_value, "where", key + " = []",
                            "at least one value to look for");
        }
        patch.where.push_back(std::move(condition));
    }
}

/// Keys the verb itself asks for; all others are what it says about the table.
void read_verb(Fields& fields, Patch& patch) {
    const auto optional_date = [&](std::string_view key) { return fields.date(key); };
    switch (patch.verb) {
        case Verb::add_benefit:
            patch.file = fields.text("file");
            return;
        case Verb::reading:
            patch.reading = fields.text("id");
            patch.choose = fields.text("choose");
            return;
        case Verb::order:
            patch.order = fields.texts("order");
            return;
        case Verb::shift:
            patch.target = fields.text("target");
            patch.version = optional_date("version");
            patch.new_from = optional_date("new_from");
            return;
        case Verb::points:
            if (const Node* clamp = fields.find("clamp")) patch.clamp = *clamp;
            break;
        case Verb::scale:
            if (const Node* clamp = fields.find("clamp")) patch.clamp = *clamp;
            break;
        default:
            break;
    }
    patch.target = fields.text("target");
    read_where(fields, patch);
}

bool takes_values(Verb verb) {
    return verb == Verb::set || verb == Verb::add || verb == Verb::scale || verb == Verb::points ||
           verb == Verb::insert_segment || verb == Verb::replace;
}

void read_base(Fields& fields, Reform& reform) {
    const std::string base = fields.text("base");
    const auto at = base.find('@');
    reform.base = base.substr(0, at);
    if (at != std::string::npos) reform.base_hash = base.substr(at + 1);
}

void read_head(Fields fields, Reform& reform, Findings& findings) {
    reform.site = fields.site();
    reform.id = fields.text("id");
    const bool plain = std::all_of(reform.id.begin(), reform.id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (!plain) {
        fields.complain(ErrorCode::package_value, "id", reform.id,
                        "small letters, digits, hyphens and dots");
    }
    read_base(fields, reform);
    reform.title = fields.label("title");
    reform.author = fields.text("author");
    reform.why = fields.text("why");
    if (fields.has("refs")) reform.refs = fields.texts("refs");
    (void)fields.find("refs");
    if (fields.has("confidence")) {
        reform.confidence = static_cast<Confidence>(fields.word("confidence", confidence_words()));
    }
    (void)fields.find("confidence");
    if (fields.has("origin")) {
        reform.origin = static_cast<Origin>(fields.word("origin", origin_words()));
    }
    (void)fields.find("origin");
    if (const auto window = read_window(fields, findings)) {
        reform.window = *window;
    } else if (!fields.has("window")) {
        fields.complain(ErrorCode::package_value, "window", "nothing", std::string{window_form});
    }
    fields.end();
}

}  // namespace

std::span<const Word> verb_words() {
    return verbs;
}

std::optional<Window> Window::within(const Window& other) const {
    Window common{std::max(from, other.from), to ? to : other.to};
    if (to && other.to) common.to = std::min(*to, *other.to);
    if (common.to && *common.to <= common.from) return {};
    return common;
}

std::string Window::text() const {
    return to ? fmt::format("{} to {}", from.text(), to->text())
              : fmt::format("from {}", from.text());
}

Window all_time() {
    return {Date::of(1900, 1, 1).value(), {}};
}

Patch read_patch(Fields fields, std::int32_t number) {
    Patch patch;
    patch.site = fields.site();
    patch.number = number;
    patch.verb = static_cast<Verb>(fields.word("op", verbs));
    read_verb(fields, patch);
    (void)fields.text_or("note", "");
    patch.window = read_window(fields, fields.findings());
    if (takes_values(patch.verb)) {
        patch.values = fields.rest();
        if (patch.values.empty()) {
            const Word& verb = verbs[static_cast<std::size_t>(patch.verb)];
            fields.complain(ErrorCode::package_value, "op", std::string{verb.name},
                            "what the patch changes, such as amount = 300");
        }
    }
    fields.end();
    return patch;
}

Reform read_reform(const std::string& path, const TableEntries& tables, Findings& findings) {
    Reform reform;
    Fields file(path, tables, 1, findings);
    const Node* head = file.require("reform", "a table [reform]");
    const auto* entries = head == nullptr ? nullptr : std::get_if<TableEntries>(&head->value);
    if (head != nullptr && entries == nullptr) {
        file.complain(ErrorCode::package_value, "reform", show(*head), "a table [reform]");
    }
    if (entries != nullptr) read_head({path, *entries, head->line, findings}, reform, findings);
    for (const Node* document : file.tables("document")) reform.documents.push_back(*document);
    std::int32_t number = 0;
    for (const Node* node : file.tables("patch")) {
        reform.patches.push_back(read_patch(
            {path, std::get<TableEntries>(node->value), node->line, findings}, ++number));
    }
    file.end();
    return reform;
}

Reform reading_reform(const std::string& package_id, const std::string& reading) {
    Reform reform;
    reform.site = {"reading:" + reading, 1};
    reform.id = "reading-" + reading;
    reform.base = package_id;
    reform.title = {"另一种理解 " + reading, "the other reading of " + reading};
    reform.window = all_time();
    reform.cites_itself = false;
    Patch patch;
    patch.site = reform.site;
    patch.number = 1;
    patch.verb = Verb::reading;
    patch.reading = reading;
    patch.choose = other_reading;
    reform.patches.push_back(std::move(patch));
    return reform;
}

}  // namespace yidi::policy
