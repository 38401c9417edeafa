#include "policy/reform/overlay.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/reform/nodes.hpp"

namespace yidi::policy {
namespace {

bool is_text(const TableEntries& table, std::string_view key, std::string_view text) {
    const Node* node = entry(table, key);
    const auto* value = node == nullptr ? nullptr : std::get_if<std::string>(&node->value);
    return value != nullptr && *value == text;
}

bool is_date(const TableEntries& table, std::string_view key, Date date) {
    const Node* node = entry(table, key);
    const auto* value = node == nullptr ? nullptr : std::get_if<Date>(&node->value);
    return value != nullptr && *value == date;
}

/// Messages about what a patch made name the patch.
void stand_at(Node& node, std::int32_t line) {
    node.line = line;
    if (auto* array = std::get_if<Array>(&node.value)) {
        for (Node& one : *array) stand_at(one, line);
    } else if (auto* entries = std::get_if<TableEntries>(&node.value)) {
        for (auto& [key, one] : *entries) stand_at(one, line);
    }
}

}  // namespace

const TableEntries* Overlay::find_in(const SourcePackage& package, const Version& version) const {
    for (const SourceFile& file : package.files) {
        if (fmt::format("{}/{}", package.folder, file.name) != version.site.file) continue;
        const Node* tables = entry(file.tables, word_of(version.kind).name);
        const auto* array = tables == nullptr ? nullptr : std::get_if<Array>(&tables->value);
        if (array == nullptr) continue;
        for (const Node& node : *array) {
            const auto* table = std::get_if<TableEntries>(&node.value);
            const bool same = table != nullptr && node.line == version.site.line &&
                              is_text(*table, "id", version.id) &&
                              is_date(*table, "from", version.from) &&
                              is_date(*table, "recorded_on", version.recorded_on);
            if (same) return table;
        }
    }
    return nullptr;
}

const TableEntries* Overlay::source_of(const Version& version) const {
    if (const TableEntries* table = find_in(area_, version)) return table;
    for (const SourcePackage& parent : parents_) {
        if (const TableEntries* table = find_in(parent, version)) return table;
    }
    return nullptr;
}

Date Overlay::recorded_after(std::string_view rule) const {
    std::optional<Date> last;
    for (const Version& version : benefit_.versions) {
        if (version.id != rule) continue;
        if (!is_known(version, clock_)) continue;
        last = std::max(last.value_or(version.recorded_on), version.recorded_on);
    }
    return last.value_or(patch_.window.value_or(Window{}).from).plus_days(1);
}

void Overlay::add(const Stretch& stretch, const Window& window, TableEntries table,
                  const std::string& reading) {
    const std::int32_t line = patch_.site.line;
    const Version& version = *stretch.version;
    put(table, "from", {window.from, line});
    // An end that comes of nobody having looked further stays what it is.
    const bool lapses = version.to_unknown && window.to == end_of(version, clock_);
    if (window.to && !lapses) put(table, "to", {*window.to, line});
    const Date recorded = recorded_after(version.id);
    last_recorded_ = std::max(last_recorded_.value_or(recorded), recorded);
    put(table, "recorded_on", {recorded, line});
    if (!reading.empty()) put(table, "reading", text_node(reading, line));
    std::erase_if(table, [](const auto& one) { return one.first == "replaces"; });
    tables_.emplace_back(version.kind, std::move(table));
}

void Overlay::new_gate(const Window& window, const Stamp& stamp, const Reform& reform,
                       int number) {
    const std::int32_t line = patch_.site.line;
    const Array row{text_node("refused", line)};
    TableEntries table{
        {"id", text_node(fmt::format("{}.{}.{}.{}", benefit_.id, reform.id, patch_.number, number),
                         line)},
        {"from", {window.from, line}},
        {"to", window.to ? Node{*window.to, line} : text_node("open", line)},
        {"recorded_on", {window.from, line}},
        {"verified_on", {window.from, line}},
        {"cite", texts_node(stamp.cites, line)},
        {"confidence", text_node(std::string{word_of(reform.confidence).name}, line)},
        {"origin", text_node(std::string{word_of(reform.origin).name}, line)},
        {"label", label_node({"待遇取消", "benefit taken away"}, line)},
        {"columns", texts_node({"outcome"}, line)},
        {"rows", {Array{{row, line}}, line}},
    };
    tables_.emplace_back(Operator::gate, std::move(table));
}

void Overlay::shut(const Window& window, const Stamp& stamp, const Reform& reform) {
    std::vector<std::pair<Window, const Version*>> gated;
    std::vector<std::string_view> rules;
    for (const Version& version : benefit_.versions) {
        const bool known = std::find(rules.begin(), rules.end(), version.id) != rules.end();
        if (version.kind != Operator::gate || known) continue;
        rules.push_back(version.id);
        for (const Stretch& stretch : life_of(benefit_, version.id, clock_)) {
            const auto common = window.within({stretch.from, stretch.to});
            if (!common) continue;
            gated.emplace_back(*common, stretch.version);
            TableDraft draft(*source_of(*stretch.version), *stretch.version, benefit_);
            for (DraftRow& row : draft.rows()) {
                row.cells.back() = text_node("refused", patch_.site.line);
            }
            draft.mark_all();
            add(stretch, *common, draft.write(stamp), {});
        }
    }
    std::sort(gated.begin(), gated.end(),
              [](const auto& a, const auto& b) { return a.first.from < b.first.from; });
    // The days between have no gate yet.
    std::optional<Date> open = window.from;
    int number = 0;
    for (const auto& [days, version] : gated) {
        if (open && *open < days.from) new_gate({*open, days.from}, stamp, reform, ++number);
        open = days.to;
        if (!open) return;
    }
    if (!window.to || *open < *window.to) new_gate({*open, window.to}, stamp, reform, ++number);
}

SourceFile Overlay::file(const std::string& name, Findings& findings) const {
    if (clock_.as_known && last_recorded_ && *last_recorded_ > *clock_.as_known) {
        findings.add(ErrorCode::reform_base, patch_.site, "as_known", clock_.as_known->text(),
                     fmt::format("{} or later: a reform is recorded after what it changes",
                                 last_recorded_->text()));
    }
    const std::int32_t line = patch_.site.line;
    SourceFile file{name + ".toml", {}};
    const TableEntries head{{"id", text_node(name, line)},
                            {"extends", text_node(benefit_.id, line)}};
    file.tables.emplace_back("benefit", Node{head, line});
    for (const auto& [kind, table] : tables_) {
        Node node{table, line};
        stand_at(node, line);
        const std::string_view key = word_of(kind).name;
        if (Node* known = entry(file.tables, key)) {
            std::get<Array>(known->value).push_back(std::move(node));
        } else {
            file.tables.emplace_back(std::string{key}, Node{Array{std::move(node)}, line});
        }
    }
    return file;
}

}  // namespace yidi::policy
