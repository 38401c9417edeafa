#include "store/connection.hpp"

#include <sqlite3.h>

namespace yidi::store {
namespace {

ErrorCode code_of(int result) {
    switch (result & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorCode::database_busy;
        case SQLITE_NOTADB:
            return ErrorCode::database_foreign;
        // A table or column that the migrations made is gone: SQLite calls that a plain error.
        case SQLITE_ERROR:
        case SQLITE_CORRUPT:
        case SQLITE_MISMATCH:
            return ErrorCode::database_damaged;
        default:
            return ErrorCode::disk_failed;
    }
}

std::string uri_of(const std::string& path, OpenMode mode) {
    // Characters with a meaning in a URI, and the path separator's neighbours, are escaped.
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%') {
            uri += "%25";
        } else if (c == '?') {
            uri += "%3f";
        } else if (c == '#') {
            uri += "%23";
        } else {
            uri += c;
        }
    }
    return mode == OpenMode::immutable ? uri + "?immutable=1" : uri;
}

}  // namespace

void Connection::Closer::operator()(sqlite3* handle) const noexcept {
    sqlite3_close_v2(handle);
}

Connection::Connection(const std::string& path, OpenMode mode, int busy_timeout_ms) : path_(path) {
    sqlite3* handle = nullptr;
    const int access = mode == OpenMode::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    const int result = sqlite3_open_v2(uri_of(path, mode).c_str(), &handle,
                                       access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(handle);
    if (result != SQLITE_OK) fail(result);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_timeout_ms);
}

void Connection::run(const std::string& sql) {
    const int result = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) fail(result);
}

std::optional<std::string> Connection::ask(const std::string& sql) {
    Statement statement{*this, sql};
    if (!statement.step()) return {};
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.handle(), 0));
    return text == nullptr ? std::string{} : std::string{text};
}

std::int64_t Connection::ask_number(const std::string& sql) {
    Statement statement{*this, sql};
    return statement.step() ? sqlite3_column_int64(statement.handle(), 0) : 0;
}

std::int64_t Connection::changed() const {
    return sqlite3_changes64(handle());
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

void Connection::roll_back() noexcept {
    if (in_transaction()) sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::fail(int result) const {
    const char* why = handle_ ? sqlite3_errmsg(handle()) : sqlite3_errstr(result);
    throw engine::StoreFailure{Problem{code_of(result), path_, why, {}, {}}};
}

void Statement::Finalizer::operator()(sqlite3_stmt* handle) const noexcept {
    sqlite3_finalize(handle);
}

Statement::Statement(Connection& connection, const std::string& sql) : connection_(&connection) {
    sqlite3_stmt* handle = nullptr;
    const int result =
        sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    handle_.reset(handle);
    if (result != SQLITE_OK) connection.fail(result);
}

bool Statement::step() {
    const int result = sqlite3_step(handle());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    // The message belongs to the connection and survives the reset.
    const Reading done{*this};
    connection_->fail(result);
}

bool Statement::run() {
    const int result = sqlite3_step(handle());
    sqlite3_reset(handle());
    if (result == SQLITE_DONE || result == SQLITE_ROW) return true;
    if ((result & 0xFF) == SQLITE_CONSTRAINT) return false;
    connection_->fail(result);
}

void Statement::reset() noexcept {
    sqlite3_reset(handle());
}

}  // namespace yidi::store
