/// @file
/// One connection to one SQLite file, and a prepared statement on it.
///
/// Level       7, files through SQLite
/// Units       none
/// Errors      StoreFailure: database_busy, database_damaged, database_foreign or disk_failed, with
///             the path of the file. A broken constraint is answered, not thrown: it is a defect
///             of whoever wrote the row
/// Ownership   the connection owns the database handle, a statement its own; statements go first
/// Threads     confined
/// Blocks      on the disk; on another connection for at most the busy time-out

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace yidi::store {

enum class OpenMode : std::uint8_t {
    writer,     ///< Read and write; the file must exist.
    reader,     ///< Read beside a writer.
    immutable,  ///< Read a file that nobody writes, on a medium that cannot be written.
};

class Connection {
  public:
    /// Throws StoreFailure.
    Connection(const std::string& path, OpenMode mode, int busy_timeout_ms);

    /// Runs SQL that answers nothing.
    void run(const std::string& sql);
    /// The first column of the first row as text; nothing when there is no row.
    [[nodiscard]] std::optional<std::string> ask(const std::string& sql);
    [[nodiscard]] std::int64_t ask_number(const std::string& sql);
    /// Rows touched by the last insert, update or delete.
    [[nodiscard]] std::int64_t changed() const;
    [[nodiscard]] bool in_transaction() const;
    /// Ends a transaction that failed. Never throws: what cannot be rolled back dies with the file.
    void roll_back() noexcept;

    [[noreturn]] void fail(int result) const;
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

  private:
    struct Closer {
        void operator()(sqlite3* handle) const noexcept;
    };
    std::string path_;
    std::unique_ptr<sqlite3, Closer> handle_;
};

class Statement {
  public:
    Statement() = default;
    Statement(Connection& connection, const std::string& sql);

    [[nodiscard]] explicit operator bool() const noexcept { return handle_ != nullptr; }
    /// True when there is a row to read.
    [[nodiscard]] bool step();
    /// Runs to the end; false when a constraint refused it.
    [[nodiscard]] bool run();
    void reset() noexcept;
    [[nodiscard]] sqlite3_stmt* handle() const noexcept { return handle_.get(); }
    [[nodiscard]] Connection& connection() const noexcept { return *connection_; }

  private:
    struct Finalizer {
        void operator()(sqlite3_stmt* handle) const noexcept;
    };
    Connection* connection_ = nullptr;
    std::unique_ptr<sqlite3_stmt, Finalizer> handle_;
};

/// Resets a statement at the end of the scope that reads it: until then it holds a snapshot.
class Reading {
  public:
    explicit Reading(Statement& statement) : statement_(statement) {}
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() { statement_.reset(); }

  private:
    Statement& statement_;
};

}  // namespace yidi::store
