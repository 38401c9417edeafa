/// @file
/// The numbered SQL files that make a database of today out of none or of an older one.
///
/// Level       7, SQLite
/// Units       schema versions count migrations, from 1
/// Errors      StoreFailure when a statement fails; the database is then as it was
/// Ownership   views of static data
/// See         docs/recipes/add-a-record.md; tests/upgrade

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "store/connection.hpp"

namespace yidi::store {

struct Migration {
    std::int64_t version = 0;
    std::string_view name;  ///< "0001_first.sql"
    std::string_view sql;
};

/// All of them, by version. Their numbers run from 1 without a gap.
[[nodiscard]] const std::vector<Migration>& migrations();

/// Applies what is newer than `from`, each in a transaction of its own.
void migrate(Connection& connection, std::int64_t from, std::span<const Migration> steps);

}  // namespace yidi::store
