#include "store/sqlite_store.hpp"

#include <cerrno>
#include <cstring>

#include <unistd.h>

#include <fmt/format.h>

#include "store/migrations.hpp"

namespace yidi::store {
namespace {

/// Reading beside a writer needs its shared memory file, which a medium that cannot be written
/// does not let SQLite make. There, and without a log, nobody writes: the file is all there is.
OpenMode mode_of(const Options& options) {
    if (!options.read_only) return OpenMode::writer;
    const auto directory =
        options.path.has_parent_path() ? options.path.parent_path() : std::filesystem::path{"."};
    const bool fixed = ::access(directory.c_str(), W_OK) != 0;
    return fixed && !was_left_open(options.path.string()) ? OpenMode::immutable : OpenMode::reader;
}

template <class T>
void apply_to(RecordTable<T>& table, const engine::Changes& changes) {
    table.apply(changes.of<T>());
}

/// Refuses a file whose schema says today's version but lacks a column that a record is kept in.
template <class T>
void check_columns(Connection& connection) {
    const std::string table = model::Table<T>::name;
    for (const Column& column : columns_of<T>()) {
        const auto there = connection.ask_number(fmt::format(
            "SELECT count(*) FROM pragma_table_info('{}') WHERE name = '{}'", table, column.name));
        if (there == 1) continue;
        throw engine::StoreFailure{Problem{ErrorCode::database_damaged,
                                           connection.path(),
                                           fmt::format("table {} without {}", table, column.name),
                                           "the columns of its schema",
                                           {}}};
    }
}

template <class... Ts>
void check_schema(Connection& connection, std::type_identity<std::tuple<Ts...>>) {
    (check_columns<Ts>(connection), ...);
}

}  // namespace

Outcome<std::unique_ptr<SqliteStore>> SqliteStore::open(Options options) {
    YIDI_ASSERT(options.read_only || (!options.node_id.empty() && !options.network_id.empty()));
    YIDI_ASSERT(!options.read_only || !options.create);
    const std::string path = options.path.string();
    FileHandle lock;
    if (!options.read_only) {
        if (!options.create && ::access(path.c_str(), F_OK) != 0) {
            return problem(ErrorCode::data_missing, path);
        }
        auto locked = lock_for_writing(path);
        if (!locked) return Unexpected{locked.error()};
        lock = *std::move(locked);
        if (options.create) {
            const Identity identity{options.node_id, options.network_id,
                                    options.vault.check_value()};
            const auto created = create_database(path, identity);
            if (!created) return Unexpected{created.error()};
        }
    }
    if (const auto header = check_header(path); !header) return Unexpected{header.error()};
    if (!options.read_only && ::access(path.c_str(), W_OK) != 0) {
        return problem(ErrorCode::data_not_writable, path, std::strerror(errno));
    }
    try {
        const OpenMode mode = mode_of(options);
        return std::unique_ptr<SqliteStore>{new SqliteStore{options, std::move(lock), mode}};
    } catch (const engine::StoreFailure& failure) {
        return Unexpected{failure.problem()};
    }
}

SqliteStore::SqliteStore(Options& options, FileHandle lock, OpenMode mode)
    : lock_(std::move(lock)),
      connection_(options.path.string(), mode, options.busy_timeout_ms),
      vault_(std::move(options.vault)),
      read_only_(options.read_only),
      capture_(std::move(options.capture)),
      context_{connection_, vault_, {}},
      records_(context_) {
    // A reader beside a living writer always finds its log; only a writer, who has the lock, knows
    // from the log that its predecessor died.
    const bool left_open = !read_only_ && was_left_open(connection_.path());
    if (!read_only_) check_pages(connection_, left_open);
    const auto version =
        check_identity(connection_, {options.node_id, options.network_id, vault_.check_value()});
    const auto name = [&](const char* row) {
        return connection_.ask(fmt::format("SELECT value FROM meta WHERE name = '{}'", row))
            .value_or("");
    };
    node_id_ = name("node");
    network_id_ = name("network");
    if (read_only_) {
        connection_.run(fmt::format("PRAGMA cache_size = -{}; PRAGMA query_only = ON",
                                    options.cache_bytes / 1024));
    } else {
        tune_writer(connection_, options.cache_bytes, options.log_pages_max);
    }
    const auto today = static_cast<std::int64_t>(migrations().size());
    if (read_only_ && version < today) {
        throw engine::StoreFailure{Problem{ErrorCode::data_not_writable,
                                           connection_.path(),
                                           fmt::format("schema {}", version),
                                           fmt::format("schema {}, made by a writer", today),
                                           {}}};
    }
    if (!read_only_) migrate(connection_, version, migrations());
    check_schema(connection_, std::type_identity<model::Records>{});
    if (!read_only_) {
        begin_ = Statement{connection_, "BEGIN IMMEDIATE"};
        commit_ = Statement{connection_, "COMMIT"};
    }
}

SqliteStore::~SqliteStore() {
    if (read_only_) return;
    if (in_batch_) connection_.roll_back();
    try {
        connection_.run("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const engine::StoreFailure&) {
        // The commits are durable in the log; whoever opens the file next finds them there.
    }
}

void SqliteStore::begin_batch() {
    if (in_batch_) return;
    YIDI_ASSERT(begin_.run());
    in_batch_ = true;
}

void SqliteStore::commit(const engine::Changes& changes) {
    YIDI_ASSERT(!read_only_);
    if (changes.empty()) return;
    try {
        begin_batch();
        std::apply([&](auto&... tables) { (apply_to(tables, changes), ...); }, records_.tables);
        YIDI_ASSERT(commit_.run());
        in_batch_ = false;
    } catch (const engine::StoreFailure&) {
        connection_.roll_back();
        in_batch_ = false;
        throw;
    }
    if (capture_) capture_(changes);
}

SqliteStore::Snapshot::Snapshot(SqliteStore& store) : store_(store) {
    // A transaction sees the commit at which it first reads, so it reads now.
    store_.connection_.run("BEGIN; SELECT 1 FROM meta LIMIT 1");
}

SqliteStore::Snapshot::~Snapshot() {
    store_.connection_.roll_back();
}

}  // namespace yidi::store
