#include <algorithm>

#include <fmt/format.h>

#include "policy/reform/nodes.hpp"
#include "policy/reform/package_edits.hpp"

namespace yidi::policy {
namespace {

/// Appends to the tables under [[key]] of sources.toml.
void append_source(SourcePackage& area, std::string_view key, Node table) {
    SourceFile* file = file_named(area, "sources.toml");
    if (file == nullptr) return;  // The loader has something to say about that.
    if (Node* node = entry(file->tables, key)) {
        if (auto* array = std::get_if<Array>(&node->value)) array->push_back(std::move(table));
        return;
    }
    const std::int32_t line = table.line;
    file->tables.emplace_back(std::string{key}, Node{Array{std::move(table)}, line});
}

}  // namespace

void add_documents(SourcePackage& area, const Reform& reform) {
    for (const Node& document : reform.documents) append_source(area, "document", document);
    const std::int32_t line = reform.site.line;
    Array articles;
    for (const Patch& patch : reform.patches) {
        const TableEntries article{
            {"no", text_node(std::to_string(patch.number), line)},
            {"head", label_node({fmt::format("第{}处改动", patch.number),
                                 fmt::format("patch {}", patch.number)},
                                line)},
        };
        articles.push_back({article, line});
    }
    if (articles.empty()) return;
    const TableEntries document{
        {"id", text_node(reform.id, line)},
        {"title", text_node("试算方案：" + reform.title.zh, line)},
        {"issuer", text_node(reform.author, line)},
        {"note", text_node(reform.why, line)},
        {"article", {std::move(articles), line}},
    };
    append_source(area, "document", {document, line});
}

std::string add_other_reading(SourcePackage& area, const std::string& id, const Reading& reading) {
    const std::string other = id + "=" + reading.alternative.en;
    const std::int32_t line = reading.site.line;
    const TableEntries table{
        {"id", text_node(other, line)},
        {"cite", texts_node(reading.cites, line)},
        {"question", label_node(reading.question, line)},
        {"chosen", label_node(reading.alternative, line)},
        {"alternative", label_node(reading.chosen, line)},
        {"why", text_node("taken for comparison", line)},
        {"confidence", text_node("low", line)},
    };
    append_source(area, "reading", {table, line});
    return other;
}

namespace {

void put_if_missing(TableEntries& entries, std::string_view key, Node value) {
    if (entry(entries, key) == nullptr) entries.emplace_back(std::string{key}, std::move(value));
}

/// Clips a table of a bundle to the window, and gives it what it leaves out.
void fit(TableEntries& table, const Window& window, const Stamp& stamp, std::int32_t line) {
    put_if_missing(table, "from", {window.from, line});
    put_if_missing(table, "to",
                   window.to ? Node{*window.to, line} : text_node("open", line));
    put_if_missing(table, "recorded_on", {window.from, line});
    put_if_missing(table, "verified_on", {window.from, line});
    if (stamp.confidence) {
        put_if_missing(table, "confidence",
                       text_node(std::string{word_of(*stamp.confidence).name}, line));
    }
    if (stamp.origin) {
        put_if_missing(table, "origin", text_node(std::string{word_of(*stamp.origin).name}, line));
    }
    Node* from = entry(table, "from");
    if (auto* day = std::get_if<Date>(&from->value)) *day = std::max(*day, window.from);
    Node* to = entry(table, "to");
    if (window.to) {
        const auto* day = std::get_if<Date>(&to->value);
        to->value = day == nullptr ? *window.to : std::min(*day, *window.to);
    }
    std::vector<std::string> cites;
    if (const Node* node = entry(table, "cite")) {
        if (const auto* array = std::get_if<Array>(&node->value)) {
            for (const Node& cite : *array) {
                if (const auto* text = std::get_if<std::string>(&cite.value)) {
                    cites.push_back(*text);
                }
            }
        }
    }
    cites.insert(cites.end(), stamp.cites.begin(), stamp.cites.end());
    if (!cites.empty()) put(table, "cite", texts_node(cites, line));
}

}  // namespace

SourceFile bundled(SourceFile file, const Window& window, const Stamp& stamp, const Patch& patch) {
    for (auto& [key, node] : file.tables) {
        if (!index_of(operator_words(), key)) continue;
        auto* array = std::get_if<Array>(&node.value);
        if (array == nullptr) continue;
        for (Node& one : *array) {
            auto* table = std::get_if<TableEntries>(&one.value);
            if (table != nullptr) fit(*table, window, stamp, patch.site.line);
        }
    }
    return file;
}

bool put_settlement_order(SourcePackage& area, Node order, const Stamp& stamp,
                          const Provenance& from) {
    SourceFile* file = file_named(area, "package.toml");
    Node* node = file == nullptr ? nullptr : entry(file->tables, "settlement");
    auto* table = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (table == nullptr) return false;
    const Node* old = entry(*table, "order");
    if (old != nullptr && same_value(*old, order)) return false;
    const std::int32_t line = order.line;
    put(*table, "order", std::move(order));
    std::vector<std::string> cites = from.cites;
    cites.insert(cites.end(), stamp.cites.begin(), stamp.cites.end());
    put(*table, "cite", texts_node(cites, line));
    return true;
}

}  // namespace yidi::policy
