/// @file
/// What the engine needs of a database: typed reads, and one durable commit for a batch. Shaped by
/// the core; SQLite, PostgreSQL and the in-memory store of the simulation stand behind it.
///
/// Level       4, pure interface
/// Units       none
/// Errors      a read or commit that the world refuses throws StoreFailure, which only the engine's
///             loop catches: it stops the node before anything unsure is released
/// Ownership   results are values
/// Threads     confined to the thread of the engine that uses it
/// Blocks      load and list on the disk, commit until the data is durable
/// Invariants  S1  after commit() returns, every change of the batch survives a crash; if it throws
///                 or the process dies, either all do or none does.
///             S2  reads see the last commit and nothing of a batch that is not committed.

#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/tables.hpp"

namespace yidi::engine {

/// The disk or the database said no. Carries the row of the error table that tells people why.
class StoreFailure : public std::runtime_error {
  public:
    explicit StoreFailure(Problem problem)
        : std::runtime_error(message_of(problem, false)), problem_(std::move(problem)) {}
    [[nodiscard]] const Problem& problem() const noexcept { return problem_; }

  private:
    Problem problem_;
};

enum class ChangeKind : std::uint8_t {
    insert,  ///< The key is known to be absent.
    update,  ///< The key is known to be present.
    erase,   ///< The key is known to be present; only the key members of `record` are valid.
};

template <class T>
struct Change {
    ChangeKind kind;
    T record;
};

/// All changes of one batch, table by table, each key at most once.
template <class Tuple>
struct ChangesOf;
template <class... Ts>
struct ChangesOf<std::tuple<Ts...>> {
    std::tuple<std::vector<Change<Ts>>...> tables;

    template <class T>
    [[nodiscard]] std::vector<Change<T>>& of() { return std::get<std::vector<Change<T>>>(tables); }
    template <class T>
    [[nodiscard]] const std::vector<Change<T>>& of() const {
        return std::get<std::vector<Change<T>>>(tables);
    }
    [[nodiscard]] bool empty() const { return (of<Ts>().empty() && ...); }
};
using Changes = ChangesOf<model::Records>;

/// Reads of one record type.
template <class T>
class TableReader {
  public:
    virtual ~TableReader() = default;
    [[nodiscard]] virtual std::optional<T> load(const model::KeyOf<T>& key) = 0;
    /// All records whose key begins with the first `columns` values of `prefix`, in key order.
    /// columns == 0: all of them. At most `limit`.
    [[nodiscard]] virtual std::vector<T> list(const model::KeyOf<T>& prefix, std::size_t columns,
                                              std::size_t limit) = 0;
};

/// Reads of one record type through one index.
template <class I>
class IndexReader {
  public:
    virtual ~IndexReader() = default;
    /// All records with this index key, in key order of the record.
    [[nodiscard]] virtual std::vector<typename I::Record> find(const model::IndexKeyOf<I>& key) = 0;
};

namespace detail {
template <class Tuple>
struct Readers;
template <class... Ts>
struct Readers<std::tuple<Ts...>> : virtual TableReader<Ts>... {};
template <class Tuple>
struct IndexesOf;
template <class... Ts>
struct IndexesOf<std::tuple<Ts...>> {
    using type = decltype(std::tuple_cat(std::declval<typename model::Table<Ts>::indexes>()...));
};
template <class Tuple>
struct IndexReaders;
template <class... Is>
struct IndexReaders<std::tuple<Is...>> : virtual IndexReader<Is>... {};
}  // namespace detail

using Indexes = typename detail::IndexesOf<model::Records>::type;

class Store : public virtual detail::Readers<model::Records>,
              public virtual detail::IndexReaders<Indexes> {
  public:
    /// Makes all of `changes` durable in one transaction (S1).
    virtual void commit(const Changes& changes) = 0;

    template <class T>
    [[nodiscard]] TableReader<T>& table() { return *this; }
    template <class I>
    [[nodiscard]] IndexReader<I>& index() { return *this; }
};

}  // namespace yidi::engine
