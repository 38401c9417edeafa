#include "store/record_sql.hpp"

#include <algorithm>

namespace yidi::store {
namespace {

std::string joined(const Names& parts, const char* between) {
    std::string out;
    for (const auto& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

Names names_of_columns(const std::vector<Column>& columns) {
    Names names;
    for (const auto& column : columns) names.push_back(column.name);
    return names;
}

std::string parameter(std::size_t number) {
    return "?" + std::to_string(number);
}

Names parameters(std::size_t count) {
    Names all;
    for (std::size_t number = 1; number <= count; ++number) all.push_back(parameter(number));
    return all;
}

/// "a = ?1 AND b = ?2"
std::string equalities(std::span<const std::string> names) {
    Names terms;
    for (const auto& name : names) terms.push_back(name + " = " + parameter(terms.size() + 1));
    return joined(terms, " AND ");
}

/// "a = ?1 AND b IS ?2": a column that may be null is found by null, too.
std::string equalities(const std::vector<Column>& columns, std::span<const std::string> names) {
    Names terms;
    for (const auto& name : names) {
        const auto column = std::ranges::find(columns, name, &Column::name);
        const bool may_be_null = column != columns.end() && column->may_be_null;
        terms.push_back(name + (may_be_null ? " IS " : " = ") + parameter(terms.size() + 1));
    }
    return joined(terms, " AND ");
}

std::string select_from(const std::string& table, const std::vector<Column>& columns) {
    return "SELECT " + joined(names_of_columns(columns), ", ") + " FROM " + table;
}

std::string order_and_limit(const Names& key, std::size_t limit_parameter) {
    return " ORDER BY " + joined(key, ", ") + " LIMIT " + parameter(limit_parameter);
}

}  // namespace

std::string insert_sql(const std::string& table, const std::vector<Column>& columns) {
    return "INSERT INTO " + table + " (" + joined(names_of_columns(columns), ", ") + ") VALUES (" +
           joined(parameters(columns.size()), ", ") + ")";
}

std::string update_sql(const std::string& table, const std::vector<Column>& columns,
                       const Names& where) {
    Names sets, wheres;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const auto& name = columns[at].name;
        const bool is_set = std::ranges::find(where, name) == where.end();
        const bool is_null_too = !is_set && columns[at].may_be_null;
        (is_set ? sets : wheres)
            .push_back(name + (is_null_too ? " IS " : " = ") + parameter(at + 1));
    }
    // A table that is all key has nothing to set; setting the key to itself still finds the row.
    if (sets.empty()) sets = wheres;
    return "UPDATE " + table + " SET " + joined(sets, ", ") + " WHERE " + joined(wheres, " AND ");
}

std::string erase_sql(const std::string& table, const Names& key) {
    return "DELETE FROM " + table + " WHERE " + equalities(key);
}

std::string select_sql(const std::string& table, const std::vector<Column>& columns,
                       std::span<const std::string> where, const Names& key) {
    std::string sql = select_from(table, columns);
    if (!where.empty()) sql += " WHERE " + equalities(columns, where);
    return sql + order_and_limit(key, where.size() + 1);
}

std::string select_after_sql(const std::string& table, const std::vector<Column>& columns,
                             const Names& key) {
    return select_from(table, columns) + " WHERE (" + joined(key, ", ") + ") > (" +
           joined(parameters(key.size()), ", ") + ")" + order_and_limit(key, key.size() + 1);
}

}  // namespace yidi::store
