/// @file
/// Making and finding the values of tables as written.
///
/// Level       3, pure
/// Units       none
/// Errors      none
/// Ownership   views of the tables that are looked into

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/fields.hpp"

namespace yidi::policy {

[[nodiscard]] Node text_node(std::string text, std::int32_t line);
[[nodiscard]] Node texts_node(const std::vector<std::string>& texts, std::int32_t line);
[[nodiscard]] Node label_node(const Label& label, std::int32_t line);
/// The value under `key`; null if there is none.
[[nodiscard]] Node* entry(TableEntries& entries, std::string_view key);
[[nodiscard]] const Node* entry(const TableEntries& entries, std::string_view key);
/// Puts a value under `key`, in the place of one that is there.
void put(TableEntries& entries, std::string_view key, Node value);
[[nodiscard]] SourceFile* file_named(SourcePackage& package, std::string_view name);

}  // namespace yidi::policy
