/// @file
/// The SQL of the few statements that every table needs, made from names of columns.
///
/// Level       7, pure
/// Units       parameter n of insert and update is column n; of the others, value n of the key.
///             A list's limit is the parameter after its values
/// Errors      none
/// Ownership   values only

#pragma once

#include <span>
#include <string>
#include <vector>

#include "store/columns.hpp"

namespace yidi::store {

using Names = std::vector<std::string>;

[[nodiscard]] std::string insert_sql(const std::string& table, const std::vector<Column>& columns);
/// Sets every column but those of `where`, which say what the row must be like to be found.
[[nodiscard]] std::string update_sql(const std::string& table, const std::vector<Column>& columns,
                                     const Names& where);
[[nodiscard]] std::string erase_sql(const std::string& table, const Names& key);
/// Rows whose `where` columns have given values, in order of `key`.
[[nodiscard]] std::string select_sql(const std::string& table, const std::vector<Column>& columns,
                                     std::span<const std::string> where, const Names& key);
/// Rows whose key is beyond a given one, in order of `key`.
[[nodiscard]] std::string select_after_sql(const std::string& table,
                                           const std::vector<Column>& columns, const Names& key);

}  // namespace yidi::store
