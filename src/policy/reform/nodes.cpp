#include "policy/reform/nodes.hpp"

namespace yidi::policy {

Node text_node(std::string text, std::int32_t line) {
    return {std::move(text), line};
}

Node texts_node(const std::vector<std::string>& texts, std::int32_t line) {
    Array array;
    for (const std::string& text : texts) array.push_back(text_node(text, line));
    return {std::move(array), line};
}

Node label_node(const Label& label, std::int32_t line) {
    return {TableEntries{{"zh", text_node(label.zh, line)}, {"en", text_node(label.en, line)}},
            line};
}

Node* entry(TableEntries& entries, std::string_view key) {
    for (auto& [name, node] : entries) {
        if (name == key) return &node;
    }
    return nullptr;
}

const Node* entry(const TableEntries& entries, std::string_view key) {
    for (const auto& [name, node] : entries) {
        if (name == key) return &node;
    }
    return nullptr;
}

void put(TableEntries& entries, std::string_view key, Node value) {
    if (Node* node = entry(entries, key)) {
        *node = std::move(value);
    } else {
        entries.emplace_back(std::string{key}, std::move(value));
    }
}

SourceFile* file_named(SourcePackage& package, std::string_view name) {
    for (SourceFile& file : package.files) {
        if (file.name == name) return &file;
    }
    return nullptr;
}

}  // namespace yidi::policy
