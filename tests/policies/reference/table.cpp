#include "table.hpp"

#include <algorithm>
#include <array>

namespace yidi::slow {
namespace {

constexpr std::array<std::string_view, kind_count> kind_names = {
    "gate",  "deductible", "continuity", "segments", "adjust",  "place",  "supplement",
    "limit", "disease",    "combine",    "cap",      "channel", "account"};

/// Keys and columns whose words are variants of an operator.
constexpr std::string_view variant_keys[] = {
    "axis",  "mode",    "bounds_include_deductible", "per",  "effect",  "measure",
    "scope", "unused",  "outcome",                   "rule", "channel", "as",
    "link",  "bucket",  "level_from",                "deductible_as"};
/// Those of which it matters that they stand there.
constexpr std::string_view presence_keys[] = {
    "excludes", "pools", "next_factor", "next_less", "floor", "long_stay_days", "extra_each",
    "nth=1"};

bool stands_in(std::string_view word, const auto& list) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string name_of(Kind kind) {
    return std::string{kind_names.at(static_cast<std::size_t>(kind))};
}

void name_variant(std::vector<int>& features, const std::string& kind, const std::string& key,
                  const Value& value, FeatureNames& names) {
    if (stands_in(key, variant_keys)) {
        const std::string word = !value.text.empty() ? value.text : value.flag ? "true" : "false";
        for (const std::string& one : split_at_bars(word)) {
            features.push_back(names.of(kind + " " + key + "=" + one));
        }
    } else if (stands_in(key, presence_keys)) {
        features.push_back(names.of(kind + " " + key));
    }
    if (value.undetermined()) features.push_back(names.of(kind + " undetermined"));
    if (value.none()) features.push_back(names.of(kind + " none"));
}

Texts texts_of(const policy::Node& node) { return value_of(node).list; }

Row read_row(const Texts& columns, const policy::Array& cells) {
    if (columns.size() != cells.size()) throw BadPackage("a row is not as long as its columns");
    Row row;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const Value value = value_of(cells[at]);
        if (const auto dimension = dimension_of(columns[at])) {
            row.dimensions.push_back({*dimension, split_at_bars(value.text)});
        }
        row.values.emplace_back(columns[at], value);
    }
    return row;
}

std::vector<Asked> read_when(const policy::Node& node) {
    std::vector<Asked> when;
    for (const auto& [key, values] : std::get<policy::TableEntries>(node.value)) {
        const auto dimension = dimension_of(key);
        if (!dimension) throw BadPackage("when: no dimension is called " + key);
        Asked asked{*dimension, {}};
        for (const std::string& text : value_of(values).list) {
            for (std::string& one : split_at_bars(text)) asked.words.push_back(std::move(one));
        }
        when.push_back(std::move(asked));
    }
    return when;
}

void read_time(Table& table) {
    const auto date = [&](std::string_view key) -> std::optional<Date> {
        const Value* value = table.find(key);
        return value == nullptr ? std::nullopt : value->date;
    };
    if (!date("from")) throw BadPackage(table.id + " has no from");
    table.from = *date("from");
    table.to = date("to");
    table.to_unknown = table.word("to", "") == "unknown";
    table.recorded_on = date("recorded_on").value_or(table.from);
    table.verified_on = date("verified_on");
}

void name_features(Table& table, FeatureNames& names) {
    const std::string kind = name_of(table.kind);
    table.features.push_back(names.of(kind));
    for (const auto& [key, value] : table.keys) {
        name_variant(table.features, kind, key, value, names);
    }
    for (const Asked& asked : table.when) {
        table.features.push_back(names.of("dimension " + std::string{column_of(asked.dimension)}));
    }
    for (Row& row : table.rows) {
        for (const auto& [column, value] : row.values) {
            const auto dimension = dimension_of(column);
            if (dimension && *dimension != Dimension::channel) {
                row.features.push_back(names.of("dimension " + column));
            } else {
                name_variant(row.features, kind, column, value, names);
            }
        }
        if (const Value* link = row.find("link")) {
            row.features.push_back(names.of(kind + " " + link->text + " " +
                                            row.at("deductible").text));
        }
    }
}

}  // namespace

std::optional<Kind> kind_of(std::string_view name) {
    const auto found = std::find(kind_names.begin(), kind_names.end(), name);
    if (found == kind_names.end()) return {};
    return static_cast<Kind>(found - kind_names.begin());
}

const Value* Row::find(std::string_view column) const {
    for (const auto& [name, value] : values) {
        if (name == column) return &value;
    }
    return nullptr;
}

const Value& Row::at(std::string_view column) const {
    const Value* value = find(column);
    if (value == nullptr) throw BadPackage(number + " has no " + std::string{column});
    return *value;
}

std::size_t Row::stars() const {
    return static_cast<std::size_t>(std::count_if(dimensions.begin(), dimensions.end(),
                                                  [](const Asked& a) { return a.is_star(); }));
}

const Value* Table::find(std::string_view key) const {
    const auto found = keys.find(key);
    return found == keys.end() ? nullptr : &found->second;
}

std::string_view Table::word(std::string_view key, std::string_view otherwise) const {
    const Value* value = find(key);
    return value == nullptr || value->text.empty() ? otherwise : std::string_view{value->text};
}

std::vector<const Row*> Table::rows_for(const Facts& facts) const {
    std::vector<const Row*> best;
    for (const Row& row : rows) {
        const bool speaks = std::all_of(row.dimensions.begin(), row.dimensions.end(),
                                        [&](const Asked& asked) { return asked.holds_for(facts); });
        if (!speaks) continue;
        if (!best.empty() && row.stars() < best.front()->stars()) best.clear();
        if (best.empty() || row.stars() == best.front()->stars()) best.push_back(&row);
    }
    return best;
}

const Row& Table::row_for(const Facts& facts) const {
    const auto found = rows_for(facts);
    if (found.size() != 1) {
        throw BadPackage(id + ": " + std::to_string(found.size()) + " rows speak of the event");
    }
    return *found.front();
}

const Row* Table::row_named(std::string_view column, std::string_view word) const {
    for (const Row& row : rows) {
        const Texts words = split_at_bars(row.at(column).text);
        if (std::find(words.begin(), words.end(), word) != words.end()) return &row;
    }
    return nullptr;
}

int FeatureNames::of(const std::string& name) {
    const auto [found, is_new] = numbers_.emplace(name, static_cast<int>(names_.size()));
    if (is_new) names_.push_back(name);
    return found->second;
}

Table read_table(Kind kind, const policy::Node& node, FeatureNames& names) {
    Table table;
    table.kind = kind;
    Texts columns;
    const policy::Array* rows = nullptr;
    for (const auto& [key, value] : std::get<policy::TableEntries>(node.value)) {
        if (key == "columns") {
            columns = texts_of(value);
        } else if (key == "rows") {
            rows = std::get_if<policy::Array>(&value.value);
        } else if (key == "when") {
            table.when = read_when(value);
        } else {
            table.keys.emplace(key, value_of(value));
        }
    }
    table.id = table.word("id", "");
    read_time(table);
    if (rows != nullptr) {
        for (const policy::Node& cells : *rows) {
            table.rows.push_back(read_row(columns, std::get<policy::Array>(cells.value)));
            table.rows.back().number = table.id + " row " + std::to_string(table.rows.size());
        }
    } else {
        // Values that depend on nothing are written as keys: one row that asks for nothing.
        Row row{.number = table.id, .dimensions = {}, .values = {}, .features = {}};
        for (const auto& [key, value] : table.keys) row.values.emplace_back(key, value);
        table.rows.push_back(std::move(row));
    }
    name_features(table, names);
    return table;
}

}  // namespace yidi::slow
