/// @file
/// The engine's store in one SQLite file: every commit is one durable transaction; queries read
/// beside the writer through stores of their own.
///
/// Level       7, SQLite
/// Units       see columns.hpp
/// Errors      open() answers why a file cannot be used, naming it; reads and commits throw
///             StoreFailure, as engine/store.hpp says
/// Ownership   owns connection, statements, vault and the writer's lock
/// Threads     confined: a store for each thread that needs one
/// Blocks      commit until the data is on disk; a reader never waits for the writer, nor the
///             writer for a reader
/// Invariants  S1 and S2 of engine/store.hpp.
///             S3  one process at a time writes a file.
/// See         docs/design/storage.md; tests/contract

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/store.hpp"
#include "store/database_file.hpp"
#include "store/record_table.hpp"
#include "store/vault.hpp"

namespace yidi::store {

struct Options {
    std::filesystem::path path;
    std::string node_id;     ///< Empty: whichever the file names. Requires read_only.
    std::string network_id;  ///< Empty: whichever the file names. Requires read_only.
    Vault vault;
    bool read_only = false;
    bool create = false;  ///< Make the database when there is none.
    std::int64_t cache_bytes = 64LL * 1024 * 1024;
    std::int64_t log_pages_max = 65'536;  ///< Pages in the log before they move to the file.
    int busy_timeout_ms = 5'000;
    /// Sees every batch once it is committed. For measuring; it delays the writer.
    std::function<void(const engine::Changes&)> capture = {};
};

namespace detail {

template <class Tuple>
struct RecordTables;
template <class... Ts>
struct RecordTables<std::tuple<Ts...>> {
    explicit RecordTables(RowContext& context) : tables{RecordTable<Ts>{context}...} {}
    std::tuple<RecordTable<Ts>...> tables;
};

template <class Self, class T>
struct SqliteReader : virtual engine::TableReader<T> {
    std::optional<T> load(const model::KeyOf<T>& key) override {
        return static_cast<Self&>(*this).template read_from<T>().load(key);
    }
    std::vector<T> list(const model::KeyOf<T>& prefix, std::size_t columns,
                        std::size_t limit) override {
        return static_cast<Self&>(*this).template read_from<T>().list(prefix, columns, limit);
    }
};

template <class Self, class I>
struct SqliteIndexReader : virtual engine::IndexReader<I> {
    std::vector<typename I::Record> find(const model::IndexKeyOf<I>& key) override {
        return static_cast<Self&>(*this).template read_from<typename I::Record>().template find<I>(
            key);
    }
};

template <class Self, class Tuple>
struct SqliteReaders;
template <class Self, class... Ts>
struct SqliteReaders<Self, std::tuple<Ts...>> : SqliteReader<Self, Ts>... {};
template <class Self, class Tuple>
struct SqliteIndexReaders;
template <class Self, class... Is>
struct SqliteIndexReaders<Self, std::tuple<Is...>> : SqliteIndexReader<Self, Is>... {};

}  // namespace detail

class SqliteStore final : public engine::Store,
                          public detail::SqliteReaders<SqliteStore, model::Records>,
                          public detail::SqliteIndexReaders<SqliteStore, engine::Indexes> {
  public:
    [[nodiscard]] static Outcome<std::unique_ptr<SqliteStore>> open(Options options);
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;
    /// Moves the log into the file. After a kill the next open does that.
    ~SqliteStore() override;

    /// Requires a store that is not read-only.
    void commit(const engine::Changes& changes) override;

    /// The next records in key order: those after `key`, or the first when there is none.
    template <class T>
    [[nodiscard]] std::vector<T> list_after(const std::optional<model::KeyOf<T>>& key,
                                            std::size_t limit) {
        return records<T>().list_after(key, limit);
    }

    /// Visits every record in key order, a page at a time.
    template <class T>
    void for_each(const std::function<void(const T&)>& visit) {
        constexpr std::size_t page_rows = 1'000;
        std::optional<model::KeyOf<T>> last;
        for (;;) {
            const auto page = list_after<T>(last, page_rows);
            for (const T& record : page) visit(record);
            if (page.size() < page_rows) return;
            last = model::key_of(page.back());
        }
    }

    /// While it lives, every read of this store sees the same commit.
    class Snapshot {
      public:
        explicit Snapshot(SqliteStore& store);
        Snapshot(const Snapshot&) = delete;
        Snapshot& operator=(const Snapshot&) = delete;
        ~Snapshot();

      private:
        SqliteStore& store_;
    };

    [[nodiscard]] const std::string& node_id() const noexcept { return node_id_; }
    [[nodiscard]] const std::string& network_id() const noexcept { return network_id_; }

    template <class T>
    [[nodiscard]] RecordTable<T>& records() {
        return std::get<RecordTable<T>>(records_.tables);
    }

    /// As records(). The writer's reads of a batch share the transaction that will commit it: a
    /// transaction of its own for each would take and drop the file's locks every time.
    template <class T>
    [[nodiscard]] RecordTable<T>& read_from() {
        if (!read_only_) begin_batch();
        return records<T>();
    }

  private:
    SqliteStore(Options& options, FileHandle lock, OpenMode mode);
    void begin_batch();

    FileHandle lock_;
    Connection connection_;
    Vault vault_;
    bool read_only_;
    std::function<void(const engine::Changes&)> capture_;
    std::string node_id_, network_id_;
    RowContext context_;
    detail::RecordTables<model::Records> records_;
    Statement begin_, commit_;
    bool in_batch_ = false;  ///< A transaction is open.
};

}  // namespace yidi::store
