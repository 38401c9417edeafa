#include <algorithm>
#include <set>

#include "law.hpp"

namespace yidi::slow {
namespace {

using policy::Node;
using policy::SourceFile;
using policy::SourcePackage;
using policy::TableEntries;

const Node* find(const TableEntries& entries, std::string_view key) {
    for (const auto& [name, node] : entries) {
        if (name == key) return &node;
    }
    return nullptr;
}

const TableEntries& section(const TableEntries& entries, std::string_view key) {
    static const TableEntries nothing;
    const Node* node = find(entries, key);
    const auto* inner = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    return inner == nullptr ? nothing : *inner;
}

std::string text(const TableEntries& entries, std::string_view key, std::string otherwise) {
    const Node* node = find(entries, key);
    return node == nullptr ? otherwise : value_of(*node).text;
}

const SourcePackage& package_called(const std::vector<SourcePackage>& packages,
                                    const std::string& id, const TableEntries** head) {
    for (const SourcePackage& package : packages) {
        for (const SourceFile& file : package.files) {
            if (file.name != "package.toml") continue;
            if (text(section(file.tables, "package"), "id", "") != id) continue;
            *head = &file.tables;
            return package;
        }
    }
    throw BadPackage("no package is called " + id);
}

/// The package itself last, every ancestor once and before its children.
void collect(const std::vector<SourcePackage>& packages, const std::string& id,
             std::vector<const SourcePackage*>& line, std::set<std::string>& seen) {
    if (!seen.insert(id).second) return;
    const TableEntries* head = nullptr;
    const SourcePackage& package = package_called(packages, id, &head);
    if (const Node* parents = find(section(*head, "package"), "parents")) {
        for (const std::string& parent : value_of(*parents).list) {
            collect(packages, parent, line, seen);
        }
    }
    line.push_back(&package);
}

/// Adds a version to its rule. A kind that a benefit has once is one rule whatever its ids.
void add_version(Benefit& benefit, Table table) {
    const bool by_id = table.kind == Kind::gate || table.kind == Kind::adjust ||
                       table.kind == Kind::limit;
    for (Rule& rule : benefit.rules) {
        if (rule.kind != table.kind || (by_id && rule.id != table.id)) continue;
        rule.versions.push_back(std::move(table));
        return;
    }
    benefit.rules.push_back({table.kind, table.id, {}});
    benefit.rules.back().versions.push_back(std::move(table));
}

/// Takes the versions of rule `id` out of the benefit.
void drop_rule(Benefit& benefit, std::string_view id) {
    for (Rule& rule : benefit.rules) {
        std::erase_if(rule.versions, [&](const Table& table) { return table.id == id; });
    }
    std::erase_if(benefit.rules, [](const Rule& rule) { return rule.versions.empty(); });
}

std::vector<Table> tables_of(const SourceFile& file, FeatureNames& names) {
    std::vector<Table> tables;
    for (const auto& [name, node] : file.tables) {
        const auto kind = kind_of(name);
        if (!kind) continue;
        for (const Node& one : std::get<policy::Array>(node.value)) {
            tables.push_back(read_table(*kind, one, names));
        }
    }
    return tables;
}

void read_heading(Benefit& benefit, const TableEntries& entries, FeatureNames& names) {
    benefit.id = text(entries, "id", "");
    benefit.layer = text(entries, "layer", "");
    benefit.insured = split_at_bars(text(entries, "insured", ""));
    benefit.services = split_at_bars(text(entries, "service", ""));
    benefit.pool = text(entries, "pool", benefit.layer);
    if (const Node* rank = find(entries, "rank")) benefit.rank = value_of(*rank).number.value();
    if (const Node* label = find(entries, "undetermined")) {
        benefit.undetermined =
            value_of(*label).text.empty() ? "undetermined" : value_of(*label).text;
    }
    if (const Node* draw = find(entries, "draw")) {
        const auto& inner = std::get<TableEntries>(draw->value);
        if (const Node* buckets = find(inner, "buckets")) benefit.draw = value_of(*buckets).list;
        benefit.over = text(inner, "over", "episode");
    }
    benefit.features = {names.of("layer " + benefit.layer), names.of("pool " + benefit.pool)};
    if (!benefit.over.empty()) benefit.features.push_back(names.of("draw over " + benefit.over));
    for (const std::string& service : benefit.services) {
        benefit.service_features.emplace_back(
            service, names.of("service " + service + " in layer " + benefit.layer));
    }
}

void add_file(Law& law, const SourceFile& file) {
    const TableEntries& heading = section(file.tables, "benefit");
    if (heading.empty()) return;
    const std::string extended = text(heading, "extends", "");
    const std::string replaced = text(heading, "replaces", "");
    if (!replaced.empty()) {
        std::erase_if(law.benefits, [&](const Benefit& b) { return b.id == replaced; });
    }
    Benefit* benefit = nullptr;
    if (extended.empty()) {
        law.benefits.emplace_back();
        benefit = &law.benefits.back();
        read_heading(*benefit, heading, law.features);
    } else {
        const auto found =
            std::find_if(law.benefits.begin(), law.benefits.end(),
                         [&](const Benefit& b) { return b.id == extended; });
        if (found == law.benefits.end()) throw BadPackage("nothing to extend: " + extended);
        benefit = &*found;
    }
    std::vector<Table> tables = tables_of(file, law.features);
    for (const Table& table : tables) {
        if (const Value* old = table.find("replaces")) drop_rule(*benefit, old->text);
    }
    for (Table& table : tables) add_version(*benefit, std::move(table));
    benefit->is_channel = std::any_of(benefit->rules.begin(), benefit->rules.end(),
                                      [](const Rule& r) { return r.kind == Kind::channel; });
}

void read_head(Law& law, const TableEntries& head) {
    if (const Node* first = find(section(head, "package"), "effective")) {
        law.effective = value_of(*first).date;
    }
    const TableEntries& time = section(head, "time");
    law.basis = text(time, "basis", "");
    law.cross_year = text(time, "cross_year", "");
    law.split_deductible = text(time, "split_deductible", "");
    law.strict = text(time, "beyond_verified", "") == "strict";
    if (const Node* known = find(time, "as_known")) law.as_known = value_of(*known).date;
    const std::string year = text(time, "year", "calendar");
    if (year != "calendar") {
        law.year_month = static_cast<unsigned>(std::stoul(year.substr(0, 2)));
        law.year_day = static_cast<unsigned>(std::stoul(year.substr(3, 2)));
    }
    const TableEntries& rounding = section(head, "rounding");
    law.mode = text(rounding, "mode", "") == "down" ? Mode::down : Mode::half_up;
    law.to_jiao = text(rounding, "unit", "") == "jiao";
    law.at_sum = text(rounding, "at", "") == "sum";
    if (const Node* order = find(section(head, "settlement"), "order")) {
        law.order = value_of(*order).list;
    }
}

}  // namespace

Law read_law(const std::vector<SourcePackage>& packages, const std::string& id) {
    Law law;
    law.id = id;
    std::vector<const SourcePackage*> line;
    std::set<std::string> seen;
    collect(packages, id, line, seen);
    for (const SourcePackage* package : line) {
        for (const SourceFile& file : package->files) add_file(law, file);
    }
    const TableEntries* head = nullptr;
    (void)package_called(packages, id, &head);
    read_head(law, *head);
    return law;
}

}  // namespace yidi::slow
