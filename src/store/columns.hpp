/// @file
/// How a described record becomes columns: nested structs are flattened to <member>_<field>, and
/// every value type has one column type.
///
/// Level       7, pure
/// Units       Money, Ratio, UnitPrice, Quantity: INTEGER in their own units; Instant: INTEGER
///             microseconds; Date: TEXT, ISO; enumerations: TEXT, their names; bool and integers:
///             INTEGER; Personal and bodies: BLOB, encrypted; lists of integers: TEXT "1,2,3"
/// Errors      none
/// Ownership   static data, alive as long as the process

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "model/tables.hpp"

namespace yidi::store {

enum class ColumnType : std::uint8_t { integer, text, blob };

struct Column {
    std::string name;
    ColumnType type{};
    bool may_be_null = false;
    std::string context;  ///< "table.column": binds an encrypted value to its place.
};

template <class M>
inline constexpr bool is_described = boost::describe::has_describe_members<M>::value;
template <class M>
inline constexpr bool is_body =
    std::is_same_v<M, model::PeerBody> || std::is_same_v<M, model::TimerBody>;
template <class M>
inline constexpr bool is_optional = false;
template <class M>
inline constexpr bool is_optional<std::optional<M>> = true;

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Calls visitor.leaf(value) for every column value of `record`, in column order.
template <class T, class Visitor>
void visit_leaves(T& record, Visitor& visitor) {
    boost::mp11::mp_for_each<MembersOf<std::remove_const_t<T>>>([&](auto member) {
        auto& value = record.*member.pointer;
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (is_described<Value>) {
            visit_leaves(value, visitor);
        } else {
            visitor.leaf(value);
        }
    });
}

template <class M>
constexpr ColumnType column_type_of() {
    if constexpr (is_optional<M>) {
        return column_type_of<typename M::value_type>();
    } else if constexpr (std::is_same_v<M, Personal> || is_body<M>) {
        return ColumnType::blob;
    } else if constexpr (std::is_same_v<M, std::string> || std::is_same_v<M, Date> ||
                         std::is_enum_v<M> || std::is_same_v<M, std::vector<std::int64_t>>) {
        return ColumnType::text;
    } else {
        return ColumnType::integer;
    }
}

template <class T>
void add_columns(std::vector<Column>& columns, const std::string& table,
                 const std::string& prefix) {
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
        using Value = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
        const std::string name = prefix + member.name;
        if constexpr (is_described<Value>) {
            add_columns<Value>(columns, table, name + "_");
        } else {
            if constexpr (is_body<Value>) {
                columns.push_back({"kind", ColumnType::text, false, table + ".kind"});
            }
            columns.push_back(
                {name, column_type_of<Value>(), is_optional<Value>, table + "." + name});
        }
    });
}

/// The columns of T's table, in the order in which visit_leaves meets their values.
template <class T>
[[nodiscard]] std::vector<Column> columns_of() {
    std::vector<Column> columns;
    add_columns<T>(columns, model::Table<T>::name, {});
    return columns;
}

template <class A, class B>
constexpr bool is_same_member(A a, B b) {
    if constexpr (std::is_same_v<A, B>) {
        return a == b;
    } else {
        return false;
    }
}

/// Names of the members that a tuple of member pointers names.
template <class T, class Members>
[[nodiscard]] std::vector<std::string> names_of(const Members& members) {
    std::vector<std::string> names;
    const auto add = [&](auto wanted) {
        boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
            if (is_same_member(member.pointer, wanted)) names.emplace_back(member.name);
        });
    };
    std::apply([&](auto... wanted) { (add(wanted), ...); }, members);
    return names;
}

/// Columns of the key and of every index, each once: what an update that touches no index leaves.
template <class T>
[[nodiscard]] std::vector<std::string> key_and_index_columns() {
    auto names = names_of<T>(model::Table<T>::key);
    using Tags = boost::mp11::mp_transform<std::type_identity, typename model::Table<T>::indexes>;
    boost::mp11::mp_for_each<Tags>([&]<class I>(std::type_identity<I>) {
        for (auto& name : names_of<T>(I::members)) {
            if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
        }
    });
    return names;
}

}  // namespace yidi::store
