#include "policy/reform/table_draft.hpp"

#include <algorithm>
#include <map>

#include "policy/reform/nodes.hpp"

namespace yidi::policy {
namespace {

/// Keys that say which rows there are; a draft keeps them apart.
constexpr std::string_view row_keys[] = {"columns",  "rows",           "amount",
                                         "row_cite", "row_confidence", "row_origin"};

bool is_row_key(std::string_view key) {
    return std::find(std::begin(row_keys), std::end(row_keys), key) != std::end(row_keys);
}

}  // namespace

bool same_value(const Node& a, const Node& b) {
    const auto left = money_of(a), right = money_of(b);
    if (left && right) return *left == *right;
    const auto* texts_a = std::get_if<std::string>(&a.value);
    const auto* texts_b = std::get_if<std::string>(&b.value);
    if (texts_a != nullptr && texts_b != nullptr) {
        const auto share_a = parse_percent(*texts_a), share_b = parse_percent(*texts_b);
        return share_a && share_b ? *share_a == *share_b : *texts_a == *texts_b;
    }
    if (a.value.index() != b.value.index()) return false;
    if (const auto* list = std::get_if<Array>(&a.value)) {
        const auto& other = std::get<Array>(b.value);
        return std::equal(list->begin(), list->end(), other.begin(), other.end(), same_value);
    }
    if (const auto* entries = std::get_if<TableEntries>(&a.value)) {
        const auto& other = std::get<TableEntries>(b.value);
        return std::equal(entries->begin(), entries->end(), other.begin(), other.end(),
                          [](const auto& x, const auto& y) {
                              return x.first == y.first && same_value(x.second, y.second);
                          });
    }
    if (const auto* number = std::get_if<std::int64_t>(&a.value)) {
        return *number == std::get<std::int64_t>(b.value);
    }
    if (const auto* flag = std::get_if<bool>(&a.value)) return *flag == std::get<bool>(b.value);
    const auto* date = std::get_if<Date>(&a.value);
    return date != nullptr && *date == std::get<Date>(b.value);
}

TableDraft::TableDraft(const TableEntries& table, const Version& version, const Benefit& benefit)
    : version_(version), benefit_(benefit) {
    for (const auto& [key, node] : table) {
        if (!is_row_key(key)) keys_.emplace_back(key, node);
    }
    const Node* columns = entry(table, "columns");
    const Node* amount = entry(table, "amount");
    if (columns == nullptr && amount == nullptr) return;
    has_rows_ = true;
    if (columns == nullptr) {
        columns_ = {"amount"};
        rows_.push_back({{*amount}, version.rows.front().provenance});
        return;
    }
    for (const Node& name : std::get<Array>(columns->value)) {
        columns_.push_back(std::get<std::string>(name.value));
    }
    dimensions_ = version.columns;
    const auto& rows = std::get<Array>(entry(table, "rows")->value);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        rows_.push_back({std::get<Array>(rows[index].value), version.rows[index].provenance});
    }
}

std::optional<std::size_t> TableDraft::column(std::string_view name) const {
    for (std::size_t index = dims(); index < columns_.size(); ++index) {
        if (columns_[index] == name) return index;
    }
    return {};
}

std::vector<std::size_t> TableDraft::columns_of(std::string_view key) const {
    if (const auto at = column(key)) return {*at};
    std::vector<std::size_t> columns;
    if (key != "amount") return columns;
    for (std::size_t at = dims(); at < columns_.size(); ++at) {
        if (columns_[at].starts_with("nth=")) columns.push_back(at);
    }
    return columns;
}

void TableDraft::put_cell(DraftRow& row, std::size_t column, Node value) {
    if (same_value(row.cells[column], value)) return;
    row.cells[column] = std::move(value);
    mark(row);
}

const Node* TableDraft::key(std::string_view name) const {
    return entry(keys_, name);
}

void TableDraft::put_key(std::string_view name, Node value) {
    for (auto& [key, node] : keys_) {
        if (key != name) continue;
        node = std::move(value);
        return;
    }
    keys_.emplace_back(std::string{name}, std::move(value));
}

void TableDraft::drop_key(std::string_view name) {
    std::erase_if(keys_, [&](const auto& one) { return one.first == name; });
}

void TableDraft::put_rows(const Node& columns, const Node& rows) {
    columns_.clear();
    dimensions_.clear();
    rows_.clear();
    has_rows_ = true;
    if (const auto* names = std::get_if<Array>(&columns.value)) {
        for (const Node& name : *names) {
            const auto* text = std::get_if<std::string>(&name.value);
            columns_.push_back(text == nullptr ? show(name) : *text);
        }
    }
    if (const auto* list = std::get_if<Array>(&rows.value)) {
        for (const Node& row : *list) {
            const auto* cells = std::get_if<Array>(&row.value);
            rows_.push_back({cells == nullptr ? Array{row} : *cells, version_.provenance});
        }
    }
}

void TableDraft::mark_all() {
    changed_ = all_changed_ = true;
    for (DraftRow& row : rows_) row.changed = true;
}

std::string TableDraft::dim(const DraftRow& row, std::size_t column) const {
    return std::get<std::string>(row.cells[column].value);
}

std::vector<std::vector<std::size_t>> TableDraft::groups() const {
    std::map<std::vector<std::string>, std::size_t> known;
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        std::vector<std::string> texts;
        for (std::size_t column = 0; column < dims(); ++column) {
            texts.push_back(dim(rows_[index], column));
        }
        const auto [at, fresh] = known.try_emplace(std::move(texts), groups.size());
        if (fresh) groups.emplace_back();
        groups[at->second].push_back(index);
    }
    return groups;
}

namespace {

std::string word_text(Confidence value) { return std::string{word_of(value).name}; }
std::string word_text(Origin value) { return std::string{word_of(value).name}; }

Provenance stamped(Provenance from, const Stamp& stamp) {
    for (const std::string& cite : stamp.cites) {
        if (std::find(from.cites.begin(), from.cites.end(), cite) == from.cites.end()) {
            from.cites.push_back(cite);
        }
    }
    from.confidence = stamp.confidence.value_or(from.confidence);
    from.origin = stamp.origin.value_or(from.origin);
    return from;
}

}  // namespace

TableEntries TableDraft::write(const Stamp& stamp) const {
    TableEntries made = keys_;
    const std::int32_t line = version_.site.line;
    const Provenance whole =
        all_changed_ ? stamped(version_.provenance, stamp) : version_.provenance;
    put(made, "cite", texts_node(whole.cites, line));
    put(made, "confidence", text_node(word_text(whole.confidence), line));
    put(made, "origin", text_node(word_text(whole.origin), line));
    if (!has_rows_) return made;
    made.emplace_back("columns", texts_node(columns_, line));
    Array rows;
    TableEntries cites, confidences, origins;
    for (const DraftRow& row : rows_) {
        rows.push_back({row.cells, row.cells.empty() ? line : row.cells.front().line});
        const std::string number = std::to_string(rows.size());
        const Provenance from = row.changed ? stamped(row.provenance, stamp) : row.provenance;
        cites.emplace_back(number, texts_node(from.cites, line));
        confidences.emplace_back(number, text_node(word_text(from.confidence), line));
        origins.emplace_back(number, text_node(word_text(from.origin), line));
    }
    made.emplace_back("rows", Node{std::move(rows), line});
    made.emplace_back("row_cite", Node{std::move(cites), line});
    made.emplace_back("row_confidence", Node{std::move(confidences), line});
    made.emplace_back("row_origin", Node{std::move(origins), line});
    return made;
}

}  // namespace yidi::policy
