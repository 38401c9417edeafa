#include "store/database_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/text.hpp"
#include "store/migrations.hpp"

namespace yidi::store {
namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t header_bytes = 100;
constexpr std::size_t at_page_size = 16;
constexpr std::size_t at_application_id = 68;
/// Below this a look at every page takes a few milliseconds, so it is always taken.
constexpr std::uintmax_t small_bytes_max = 16 * 1024 * 1024;
constexpr std::uint32_t page_bytes = 4096;

Unexpected<Problem> damaged(const std::string& path, std::string found, std::string expected = {}) {
    return problem(ErrorCode::database_damaged, path, std::move(found), std::move(expected));
}
Unexpected<Problem> foreign(const std::string& path, std::string found, std::string expected = {}) {
    return problem(ErrorCode::database_foreign, path, std::move(found), std::move(expected));
}

[[noreturn]] void refuse(const Unexpected<Problem>& unexpected) {
    throw engine::StoreFailure{unexpected.error};
}

std::uintmax_t size_of(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : size;
}

bool exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "''" : std::string{c};
    return out + "'";
}

/// Fills the file aside and makes it durable, before it gets its name.
void make_database(const std::string& path, const Identity& identity) {
    Connection connection{path, OpenMode::writer, 0};
    connection.run(fmt::format("PRAGMA page_size = {}; PRAGMA application_id = {}", page_bytes,
                               application_id));
    migrate(connection, 0, migrations());
    connection.run("BEGIN IMMEDIATE");
    const std::pair<const char*, std::string_view> rows[] = {{"application", "yidi"},
                                                             {"node", identity.node_id},
                                                             {"network", identity.network_id},
                                                             {"key_check", identity.key_check}};
    for (const auto& [name, value] : rows) {
        connection.run(
            fmt::format("INSERT INTO meta (name, value) VALUES ('{}', {})", name, quoted(value)));
    }
    connection.run("COMMIT");
    connection.run("PRAGMA journal_mode = WAL");
}

}  // namespace

Outcome<FileHandle> lock_for_writing(const std::string& path) {
    const std::string lock = path + ".lock";
    FileHandle handle{::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (!handle) return problem(ErrorCode::data_not_writable, lock, std::strerror(errno), {});
    if (::flock(handle.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return problem(ErrorCode::database_busy, path, {}, {});
        return problem(ErrorCode::data_not_writable, lock, std::strerror(errno), {});
    }
    return handle;
}

Outcome<Done> create_database(const std::string& path, const Identity& identity) {
    if (exists(path)) return Done{};
    // A log without its database: somebody took the database away. A new one would hide that.
    if (size_of(path + "-wal") > 0) return damaged(path, "only its log is there", "the database");
    const std::string aside = path + ".new";
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        ::unlink((aside + suffix).c_str());
    }
    {
        const FileHandle file{::open(aside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
        if (!file) return problem(ErrorCode::data_not_writable, aside, std::strerror(errno), {});
    }
    try {
        make_database(aside, identity);
    } catch (const engine::StoreFailure& failure) {
        return Unexpected{failure.problem()};
    }
    if (::rename(aside.c_str(), path.c_str()) != 0) {
        return problem(ErrorCode::data_not_writable, path, std::strerror(errno), {});
    }
    return sync_directory_of(path);
}

void tune_writer(Connection& connection, std::int64_t cache_bytes, std::int64_t log_pages_max) {
    connection.run(
        fmt::format("PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY; "
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                    "PRAGMA wal_autocheckpoint = {}",
                    cache_bytes / 1024, log_pages_max));
}

Outcome<Done> check_header(const std::string& path) {
    const FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file) {
        if (errno == ENOENT) return problem(ErrorCode::data_missing, path, {}, {});
        return problem(ErrorCode::file_unreadable, path, std::strerror(errno), {});
    }
    std::array<char, header_bytes> bytes{};
    const auto got = ::read(file.get(), bytes.data(), bytes.size());
    if (got < 0) return problem(ErrorCode::disk_failed, path, std::strerror(errno), {});
    const std::string_view header{bytes.data(), static_cast<std::size_t>(got)};
    if (header.substr(0, magic.size()) != magic.substr(0, header.size())) {
        return foreign(path, "no SQLite file", "a database of yidi");
    }
    if (header.size() < header_bytes) {
        return damaged(path, fmt::format("{} bytes", header.size()), "a whole database");
    }
    if (big_endian(header.substr(at_application_id, 4)) != application_id) {
        return foreign(path, "a database of another application", "a database of yidi");
    }
    if (big_endian(header.substr(at_page_size, 2)) != page_bytes) {
        return damaged(path, "another page size", fmt::format("{} bytes", page_bytes));
    }
    // With a log beside it the file may have been caught in the middle of growing.
    const auto size = size_of(path);
    if (!was_left_open(path) && size % page_bytes != 0) {
        return damaged(path, fmt::format("{} bytes", size),
                       fmt::format("whole pages of {} bytes", page_bytes));
    }
    return Done{};
}

bool was_left_open(const std::string& path) {
    return size_of(path + "-wal") > 0;
}

void check_pages(Connection& connection, bool left_open) {
    const auto& path = connection.path();
    const auto size = size_of(path);
    if (!left_open) {
        const auto pages = connection.ask_number("PRAGMA page_count");
        const auto expected = static_cast<std::uintmax_t>(pages) * page_bytes;
        if (size < expected) {
            refuse(damaged(path, fmt::format("{} bytes", size), fmt::format("{} bytes", expected)));
        }
    }
    if (left_open || size <= small_bytes_max) {
        const auto verdict = connection.ask("PRAGMA quick_check(1)").value_or("");
        if (verdict != "ok") refuse(damaged(path, verdict, "ok"));
    }
}

std::int64_t check_identity(Connection& connection, const Identity& identity) {
    const auto& path = connection.path();
    const auto row = [&](const char* name) {
        return connection.ask(fmt::format("SELECT value FROM meta WHERE name = '{}'", name))
            .value_or("");
    };
    const auto version = parse_integer<std::int64_t>(row("schema"));
    if (!version || row("application") != "yidi") {
        refuse(damaged(path, "no schema version in table meta", "one"));
    }
    const auto today = static_cast<std::int64_t>(migrations().size());
    if (*version > today) {
        refuse(problem(ErrorCode::database_newer, path, fmt::format("schema {}", *version),
                       fmt::format("schema {}", today)));
    }
    const auto differs = [](const std::string& wanted, const std::string& found) {
        return !wanted.empty() && wanted != found;
    };
    if (const auto found = row("network"); differs(identity.network_id, found)) {
        refuse(foreign(path, "network " + found, "network " + identity.network_id));
    }
    if (const auto found = row("node"); differs(identity.node_id, found)) {
        refuse(foreign(path, "node " + found, "node " + identity.node_id));
    }
    if (differs(identity.key_check, row("key_check"))) {
        refuse(problem(ErrorCode::key_missing, path, "other keys", "the keys it was made with"));
    }
    return *version;
}

}  // namespace yidi::store
