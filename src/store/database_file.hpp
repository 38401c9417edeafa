/// @file
/// What can be known of a database file without trusting it, who may write it, and how it is made:
/// everything that must be true before the first record is read.
///
/// Level       7, files and SQLite
/// Units       bytes
/// Errors      data_missing, data_not_writable, database_busy, database_foreign, database_damaged,
///             database_newer, key_missing, disk_failed, each with the path of the file
/// Ownership   the lock is held as long as its handle lives
/// Invariants  F1  a database file appears whole or not at all, also when its making is killed.
///             F2  at most one process holds the writer's lock of a file.
/// See         docs/design/storage.md

#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "store/connection.hpp"
#include "store/file_handle.hpp"

namespace yidi::store {

/// "yidi" in ASCII; SQLite keeps it in the file's header, where the file tool finds it too.
inline constexpr std::int64_t application_id = 0x79696469;

/// Who a database belongs to. Empty: whoever it says.
struct Identity {
    std::string node_id;
    std::string network_id;
    std::string key_check;
};

/// The lock of the one process that may write `path`, held in "<path>.lock".
[[nodiscard]] Outcome<FileHandle> lock_for_writing(const std::string& path);

/// Makes an empty database of today's schema at `path`, unless there is one. Requires the lock.
[[nodiscard]] Outcome<Done> create_database(const std::string& path, const Identity& identity);

/// Durable commits, a log of at most so many pages, and a cache of so many bytes.
/// Throws StoreFailure.
void tune_writer(Connection& connection, std::int64_t cache_bytes, std::int64_t log_pages_max);

/// Header, application, length: a few bytes are read, nothing is opened.
[[nodiscard]] Outcome<Done> check_header(const std::string& path);

/// True when the last writer did not live to close the file: its log is still there.
[[nodiscard]] bool was_left_open(const std::string& path);

/// Looks at every page when the last writer did not close the file, or when that costs next to
/// nothing; otherwise compares the number of pages with the length of the file.
/// Throws StoreFailure.
void check_pages(Connection& connection, bool left_open);

/// Whose file this is, and of which schema. Answers the schema's version. Throws StoreFailure.
[[nodiscard]] std::int64_t check_identity(Connection& connection, const Identity& identity);

}  // namespace yidi::store
