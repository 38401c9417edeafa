/// @file
/// The bodies of RecordTable. Costly to compile, so only the records_*.cpp include it.
///
/// Level       7, SQLite
/// Units       see columns.hpp
/// Errors      see record_table.hpp
/// Ownership   see record_table.hpp

#pragma once

#include <limits>

#include "store/record_sql.hpp"
#include "store/record_table.hpp"

namespace yidi::store {

template <class T>
const std::vector<Column>& RecordTable<T>::columns() {
    static const std::vector<Column> all = columns_of<T>();
    return all;
}

template <class T>
const Names& RecordTable<T>::key_columns() {
    static const Names names = names_of<T>(model::Table<T>::key);
    return names;
}

template <class T>
template <class Sql>
Statement& RecordTable<T>::prepared(Statement& statement, Sql sql) {
    if (!statement) statement = Statement{context_.connection, sql()};
    return statement;
}

template <class T>
void RecordTable<T>::write(Statement& statement, const T& record) {
    RowWriter writer{context_, statement, columns()};
    visit_leaves(record, writer);
}

template <class T>
T RecordTable<T>::read(Statement& statement) {
    T record{};
    RowReader reader{context_, statement, columns()};
    visit_leaves(record, reader);
    return record;
}

template <class T>
std::vector<T> RecordTable<T>::read_all(Statement& statement, std::size_t limit) {
    const Reading reading{statement};
    std::vector<T> found;
    while (found.size() < limit && statement.step()) found.push_back(read(statement));
    return found;
}

/// Binds the first `count` of `values`, which must outlive the step, and after them the limit; a
/// limit of 0 says that the statement has none.
template <class T>
template <class Values>
void RecordTable<T>::bind_values(Statement& statement, const Values& values, std::size_t count,
                                 std::size_t limit) {
    RowWriter writer{context_, statement, {}};
    std::apply(
        [&](const auto&... value) {
            std::size_t at = 0;
            ((at++ < count ? writer.leaf(value) : void()), ...);
        },
        values);
    if (limit == 0) return;
    // SQLite's limit is signed; the largest one is none.
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    writer.leaf(limit > static_cast<std::size_t>(most) ? most : static_cast<std::int64_t>(limit));
}

template <class T>
std::optional<T> RecordTable<T>::load(const Key& key) {
    Statement& statement = prepared(load_, [&] {
        return select_sql(model::Table<T>::name, columns(), key_columns(), key_columns());
    });
    bind_values(statement, key, key_size, 1);
    const Reading reading{statement};
    if (!statement.step()) return {};
    return read(statement);
}

template <class T>
std::vector<T> RecordTable<T>::list(const Key& prefix, std::size_t count, std::size_t limit) {
    YIDI_ASSERT(count <= key_size);
    if (limit == 0) return {};
    Statement& statement = prepared(lists_[count], [&] {
        const std::span<const std::string> key{key_columns()};
        return select_sql(model::Table<T>::name, columns(), key.first(count), key_columns());
    });
    bind_values(statement, prefix, count, limit);
    return read_all(statement, limit);
}

template <class T>
std::vector<T> RecordTable<T>::list_after(const std::optional<Key>& key, std::size_t limit) {
    if (!key) return list({}, 0, limit);
    if (limit == 0) return {};
    Statement& statement = prepared(
        after_, [&] { return select_after_sql(model::Table<T>::name, columns(), key_columns()); });
    bind_values(statement, *key, key_size, limit);
    return read_all(statement, limit);
}

template <class T>
std::vector<T> RecordTable<T>::find_by(std::size_t at, Names (*columns_of_index)(),
                                       const std::function<void(RowWriter&)>& bind_key) {
    Statement& statement = prepared(finds_[at], [&] {
        return select_sql(model::Table<T>::name, columns(), columns_of_index(), key_columns());
    });
    RowWriter writer{context_, statement, {}};
    bind_key(writer);
    writer.leaf(std::numeric_limits<std::int64_t>::max());
    return read_all(statement, std::numeric_limits<std::size_t>::max());
}

template <class T>
bool RecordTable<T>::update(const T& record) {
    const char* table = model::Table<T>::name;
    const auto run = [&](Statement& statement) {
        write(statement, record);
        return statement.run() && context_.connection.changed() == 1;
    };
    // SQLite takes a row out of an index and puts it back whenever the statement names a column of
    // the index, changed or not. Most updates change none, so the first statement names none, and
    // finds the row only if that is true.
    Statement& lean =
        prepared(update_, [&] { return update_sql(table, columns(), key_and_index_columns<T>()); });
    if (run(lean)) return true;
    if constexpr (std::tuple_size_v<Indexes> == 0) return false;
    return run(
        prepared(update_indexed_, [&] { return update_sql(table, columns(), key_columns()); }));
}

/// The key is bound by address: it lives until the statement has run.
template <class T>
bool RecordTable<T>::erase(const Key& key) {
    Statement& statement =
        prepared(erase_, [&] { return erase_sql(model::Table<T>::name, key_columns()); });
    bind_values(statement, key, key_size, 0);
    return statement.run() && context_.connection.changed() == 1;
}

template <class T>
void RecordTable<T>::apply(const std::vector<engine::Change<T>>& changes) {
    for (const engine::Change<T>& change : changes) {
        bool fits = false;
        switch (change.kind) {
            case engine::ChangeKind::insert: {
                Statement& statement =
                    prepared(insert_, [&] { return insert_sql(model::Table<T>::name, columns()); });
                write(statement, change.record);
                fits = statement.run();
                break;
            }
            case engine::ChangeKind::update:
                fits = update(change.record);
                break;
            case engine::ChangeKind::erase:
                fits = erase(model::key_of(change.record));
                break;
        }
        YIDI_ASSERT(fits);  // Else the engine believed something that is not stored.
    }
}

}  // namespace yidi::store
