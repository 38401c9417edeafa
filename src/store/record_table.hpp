/// @file
/// All statements of one record type on one connection, prepared when first used and kept.
///
/// Level       7, SQLite
/// Units       see columns.hpp
/// Errors      StoreFailure, as row.hpp and connection.hpp say. A change whose kind does not fit
///             what is stored is a defect of its maker
/// Ownership   refers to a context that outlives it; results are values
/// Threads     confined
/// See         record_table_impl.hpp, which only the records_*.cpp include: they hold the one
///             instantiation of each type

#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/store.hpp"
#include "store/columns.hpp"
#include "store/connection.hpp"
#include "store/record_sql.hpp"
#include "store/row.hpp"

namespace yidi::store {

template <class T>
class RecordTable {
  public:
    using Key = model::KeyOf<T>;
    using Indexes = typename model::Table<T>::indexes;

    explicit RecordTable(RowContext& context) : context_(context) {}

    [[nodiscard]] std::optional<T> load(const Key& key);
    [[nodiscard]] std::vector<T> list(const Key& prefix, std::size_t columns, std::size_t limit);
    /// The next records in key order: those after `key`, or the first when there is none.
    [[nodiscard]] std::vector<T> list_after(const std::optional<Key>& key, std::size_t limit);
    template <class I>
    [[nodiscard]] std::vector<T> find(const model::IndexKeyOf<I>& key) {
        return find_by(
            boost::mp11::mp_find<Indexes, I>::value, [] { return names_of<T>(I::members); },
            [&](RowWriter& writer) {
                std::apply([&](const auto&... value) { (writer.leaf(value), ...); }, key);
            });
    }
    void apply(const std::vector<engine::Change<T>>& changes);

    /// In the order in which values are written.
    [[nodiscard]] static const std::vector<Column>& columns();
    [[nodiscard]] static const Names& key_columns();

  private:
    static constexpr std::size_t key_size = std::tuple_size_v<Key>;

    /// Through index `at`, whose columns are asked for once, when its statement is prepared.
    [[nodiscard]] std::vector<T> find_by(std::size_t at, Names (*columns_of_index)(),
                                         const std::function<void(RowWriter&)>& bind_key);
    /// Prepares a statement when it is first needed.
    template <class Sql>
    Statement& prepared(Statement& statement, Sql sql);
    [[nodiscard]] bool update(const T& record);
    [[nodiscard]] bool erase(const Key& key);
    void write(Statement& statement, const T& record);
    [[nodiscard]] T read(Statement& statement);
    [[nodiscard]] std::vector<T> read_all(Statement& statement, std::size_t limit);
    template <class Values>
    void bind_values(Statement& statement, const Values& values, std::size_t count,
                     std::size_t limit);

    RowContext& context_;
    Statement insert_, update_, update_indexed_, erase_, load_, after_;
    std::array<Statement, key_size + 1> lists_;
    std::vector<Statement> finds_{std::tuple_size_v<Indexes>};
};

}  // namespace yidi::store
