// Goal    The SQL schema and the described structs say the same, in both directions.
// Method  A database is made by the migrations; PRAGMA table_info and index_list are compared with
//         the columns, keys and indexes that the model declares, and no table or index is over.
//         The runner of migrations is tried on steps of its own.
// Covers  model/tables.hpp against src/store/migrations.

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "store/columns.hpp"
#include "store/connection.hpp"
#include "store/database_file.hpp"
#include "store/migrations.hpp"
#include "store/temporary_directory.hpp"

#include <sqlite3.h>

namespace yidi::store {
namespace {

struct TableShape {
    std::map<std::string, std::string> columns;  ///< name to "TEXT NOT NULL"
    std::vector<std::string> key;
    std::map<std::string, std::vector<std::string>> indexes;
    friend bool operator==(const TableShape&, const TableShape&) = default;
};
using Schema = std::map<std::string, TableShape>;

std::vector<std::vector<std::string>> rows(Connection& connection, const std::string& sql) {
    std::vector<std::vector<std::string>> all;
    Statement statement{connection, sql};
    while (statement.step()) {
        auto& row = all.emplace_back();
        for (int at = 0; at < sqlite3_column_count(statement.handle()); ++at) {
            const auto* text =
                reinterpret_cast<const char*>(sqlite3_column_text(statement.handle(), at));
            row.emplace_back(text == nullptr ? "" : text);
        }
    }
    return all;
}

Schema stored_schema(Connection& connection) {
    Schema schema;
    for (const auto& table :
         rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
        TableShape& shape = schema[table[0]];
        std::map<std::string, std::string> key;
        for (const auto& column :
             rows(connection, "SELECT name, type, \"notnull\", pk FROM pragma_table_info('" +
                                  table[0] + "')")) {
            const bool is_rowid = column[3] != "0" && column[1] == "INTEGER" && column[2] == "0";
            shape.columns[column[0]] =
                column[1] + (column[2] == "1" || is_rowid ? " NOT NULL" : "");
            if (column[3] != "0") key[column[3]] = column[0];
        }
        for (const auto& [place, name] : key) shape.key.push_back(name);
        for (const auto& index : rows(connection, "SELECT name FROM pragma_index_list('" +
                                                      table[0] + "') WHERE origin = 'c'")) {
            for (const auto& column :
                 rows(connection, "SELECT name FROM pragma_index_info('" + index[0] + "')")) {
                shape.indexes[index[0]].push_back(column[0]);
            }
        }
    }
    return schema;
}

template <class T>
void add_shape(Schema& schema) {
    TableShape& shape = schema[model::Table<T>::name];
    const char* const types[] = {"INTEGER", "TEXT", "BLOB"};
    for (const auto& column : columns_of<T>()) {
        const auto added =
            shape.columns.emplace(column.name, std::string{types[static_cast<int>(column.type)]} +
                                                   (column.may_be_null ? "" : " NOT NULL"));
        EXPECT_TRUE(added.second) << column.context << " stands twice";
    }
    shape.key = names_of<T>(model::Table<T>::key);
    using Tags =
        boost::mp11::mp_transform<boost::mp11::mp_identity, typename model::Table<T>::indexes>;
    boost::mp11::mp_for_each<Tags>([&](auto tag) {
        using Index = typename decltype(tag)::type;
        shape.indexes[Index::name] = names_of<T>(Index::members);
    });
}

Schema declared_schema() {
    Schema schema;
    using Tags = boost::mp11::mp_transform<boost::mp11::mp_identity, model::Records>;
    boost::mp11::mp_for_each<Tags>(
        [&](auto tag) { add_shape<typename decltype(tag)::type>(schema); });
    return schema;
}

class SchemaTest : public testing::Test {
  protected:
    SchemaTest() {
        const auto made = create_database(path, {"110000", "demo", "check"});
        EXPECT_TRUE(made) << message_of(made.error(), false);
    }
    TemporaryDirectory directory;
    std::string path = (directory.path() / "node.db").string();
};

TEST_F(SchemaTest, tables_and_structs_agree_in_both_directions) {
    Connection connection{path, OpenMode::reader, 0};
    auto stored = stored_schema(connection);
    EXPECT_EQ(stored.erase("meta"), 1u);
    const auto declared = declared_schema();
    for (const auto& [table, shape] : declared) {
        ASSERT_TRUE(stored.contains(table)) << "no table " << table << " in src/store/migrations";
        EXPECT_EQ(stored[table].columns, shape.columns) << table;
        EXPECT_EQ(stored[table].key, shape.key) << table;
        EXPECT_EQ(stored[table].indexes, shape.indexes) << table;
    }
    for (const auto& [table, shape] : stored) {
        EXPECT_TRUE(declared.contains(table)) << "no record for table " << table;
    }
}

TEST_F(SchemaTest, every_table_is_strict) {
    Connection connection{path, OpenMode::reader, 0};
    EXPECT_TRUE(rows(connection,
                     "SELECT name FROM pragma_table_list WHERE schema = 'main' AND "
                     "name NOT LIKE 'sqlite_%' AND strict = 0")
                    .empty());
}

TEST_F(SchemaTest, a_made_database_says_what_it_is) {
    Connection connection{path, OpenMode::reader, 0};
    EXPECT_EQ(connection.ask_number("PRAGMA application_id"), application_id);
    EXPECT_EQ(connection.ask("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(connection.ask_number("PRAGMA page_size"), 4096);
    EXPECT_EQ(check_identity(connection, {"110000", "demo", "check"}),
              static_cast<std::int64_t>(migrations().size()));
}

TEST_F(SchemaTest, newer_steps_are_applied_once_and_keep_what_is_there) {
    Connection connection{path, OpenMode::writer, 0};
    auto from = check_identity(connection, {});
    connection.run("INSERT INTO sequence (name, next) VALUES ('kept', 7)");
    std::vector<Migration> steps = migrations();
    steps.push_back({from + 1, "next.sql", "ALTER TABLE sequence ADD COLUMN extra TEXT"});
    migrate(connection, from, steps);
    EXPECT_EQ(connection.ask("SELECT value FROM meta WHERE name = 'schema'"),
              std::to_string(from + 1));
    EXPECT_EQ(connection.ask_number("SELECT next FROM sequence WHERE name = 'kept'"), 7);
    migrate(connection, from + 1, steps);
}

TEST_F(SchemaTest, a_step_that_fails_leaves_the_database_as_it_was) {
    Connection connection{path, OpenMode::writer, 0};
    const auto from = check_identity(connection, {});
    const auto before = stored_schema(connection);
    const Migration steps[] = {
        {from + 1, "next.sql",
         "CREATE TABLE half (a TEXT) STRICT; INSERT INTO nowhere VALUES (1)"}};
    EXPECT_THROW(migrate(connection, from, steps), engine::StoreFailure);
    EXPECT_EQ(stored_schema(connection), before);
    EXPECT_EQ(check_identity(connection, {}), from);
}

}  // namespace
}  // namespace yidi::store
