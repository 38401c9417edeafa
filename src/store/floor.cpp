#include "store/floor.hpp"

#include <algorithm>
#include <ctime>
#include <set>
#include <string>

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/database_file.hpp"
#include "store/record_table.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::store {
namespace {

using engine::ChangeKind;

/// A value as it is stored.
struct Cell {
    int type = SQLITE_NULL;
    std::int64_t number = 0;
    std::string bytes;
};

struct Row {
    std::size_t statement = 0;
    std::vector<Cell> cells;
};

std::int64_t now_us(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1'000;
}

std::string echo_sql(std::size_t columns) {
    std::string sql = "SELECT ";
    for (std::size_t at = 1; at <= columns; ++at) {
        sql += (at == 1 ? "?" : ", ?") + std::to_string(at);
    }
    return sql;
}

/// Steps a statement that answers its own parameters.
std::vector<Cell> echoed(Statement& statement) {
    const Reading reading{statement};
    YIDI_ASSERT(statement.step());
    std::vector<Cell> cells(static_cast<std::size_t>(sqlite3_column_count(statement.handle())));
    for (int at = 0; Cell & cell : cells) {
        cell.type = sqlite3_column_type(statement.handle(), at);
        if (cell.type == SQLITE_INTEGER) {
            cell.number = sqlite3_column_int64(statement.handle(), at);
        } else if (cell.type != SQLITE_NULL) {
            const auto* bytes =
                static_cast<const char*>(sqlite3_column_blob(statement.handle(), at));
            const auto size = sqlite3_column_bytes(statement.handle(), at);
            if (size > 0) cell.bytes.assign(bytes, static_cast<std::size_t>(size));
        }
        ++at;
    }
    return cells;
}

void bind(Statement& statement, const std::vector<Cell>& cells) {
    for (int at = 1; const Cell& cell : cells) {
        const auto size = static_cast<int>(cell.bytes.size());
        switch (cell.type) {
            case SQLITE_INTEGER:
                sqlite3_bind_int64(statement.handle(), at, cell.number);
                break;
            case SQLITE_TEXT:
                sqlite3_bind_text(statement.handle(), at, cell.bytes.data(), size, SQLITE_STATIC);
                break;
            case SQLITE_BLOB:
                sqlite3_bind_blob(statement.handle(), at, cell.bytes.data(), size, SQLITE_STATIC);
                break;
            default:
                sqlite3_bind_null(statement.handle(), at);
                break;
        }
        ++at;
    }
}

void run_row(std::vector<Statement>& statements, const Row& row) {
    Statement& statement = statements[row.statement];
    bind(statement, row.cells);
    YIDI_ASSERT(statement.run());
}

}  // namespace

/// One node's rows, ready to be bound, and the statements that take them.
struct RawFloor::Plan {
    std::vector<std::string> sql;
    std::vector<Row> before, rows;
    std::int64_t commits_per_settlement = 1;

    Plan(const FloorNode& node, RowContext& context)
        : commits_per_settlement(node.commits_per_settlement) {
        std::apply([&](auto... tables) { (add(node, tables, context), ...); }, Tables{});
        // Rows of one commit stay together; inside it they are in the order of the tables.
        std::ranges::stable_sort(places_, {}, &Place::commit);
        std::vector<Row> in_order;
        in_order.reserve(rows.size());
        for (const Place& place : places_) in_order.push_back(std::move(rows[place.row]));
        rows = std::move(in_order);
    }

    [[nodiscard]] std::vector<Statement> prepare(Connection& connection) const {
        std::vector<Statement> statements;
        for (const auto& each : sql) statements.emplace_back(connection, each);
        return statements;
    }

  private:
    template <class Tuple>
    struct TagsOf;
    template <class... Ts>
    struct TagsOf<std::tuple<Ts...>> {
        using type = std::tuple<std::type_identity<Ts>...>;
    };
    using Tables = TagsOf<model::Records>::type;
    struct Place {
        std::size_t commit, row;
    };

    template <class T>
    void add(const FloorNode& node, std::type_identity<T>, RowContext& context) {
        const auto& columns = RecordTable<T>::columns();
        const auto& key = RecordTable<T>::key_columns();
        const std::size_t first = sql.size();
        sql.push_back(insert_sql(model::Table<T>::name, columns));
        // The lean update: what is indexed is taken as unchanged, which is the cheapest there is.
        sql.push_back(update_sql(model::Table<T>::name, columns, key_and_index_columns<T>()));
        sql.push_back(erase_sql(model::Table<T>::name, key));
        Statement whole{context.connection, echo_sql(columns.size())};
        Statement key_only{context.connection, echo_sql(key.size())};

        const auto cells_of = [&](const T& record) {
            RowWriter writer{context, whole, columns};
            visit_leaves(record, writer);
            return echoed(whole);
        };
        std::set<model::KeyOf<T>> known;
        for (std::size_t commit = 0; commit < node.commits.size(); ++commit) {
            for (const auto& change : node.commits[commit].template of<T>()) {
                const auto record_key = model::key_of(change.record);
                const bool is_new = known.insert(record_key).second;
                if (is_new && change.kind != ChangeKind::insert) {
                    before.push_back({first, cells_of(change.record)});
                }
                places_.push_back({commit, rows.size()});
                if (change.kind == ChangeKind::erase) {
                    RowWriter writer{context, key_only, {}};
                    std::apply([&](const auto&... value) { (writer.leaf(value), ...); },
                               record_key);
                    rows.push_back({first + 2, echoed(key_only)});
                    known.erase(record_key);
                } else {
                    const std::size_t at = change.kind == ChangeKind::insert ? 0 : 1;
                    rows.push_back({first + at, cells_of(change.record)});
                }
            }
        }
    }

    std::vector<Place> places_;
};

RawFloor::RawFloor(const std::vector<FloorNode>& nodes, Vault& vault) {
    Connection memory{":memory:", OpenMode::writer, 0};
    RowContext context{memory, vault, {}};
    for (const FloorNode& node : nodes) plans_.push_back(std::make_unique<Plan>(node, context));
}

RawFloor::~RawFloor() = default;

Outcome<FloorTime> RawFloor::write(const std::filesystem::path& directory, std::int64_t settlements,
                                   std::int64_t batch) const {
    YIDI_ASSERT(settlements > 0 && batch > 0);
    constexpr std::int64_t cache_bytes = 64LL * 1024 * 1024;
    constexpr std::int64_t log_pages = 65'536;
    const TemporaryDirectory files{directory};
    FloorTime time;
    try {
        for (std::size_t node = 0; node < plans_.size(); ++node) {
            const Plan& plan = *plans_[node];
            const std::string path = (files.path() / fmt::format("{}.db", node)).string();
            const auto made = create_database(path, {"floor", "floor", "floor"});
            if (!made) return Unexpected{made.error()};
            Connection connection{path, OpenMode::writer, 0};
            tune_writer(connection, cache_bytes, log_pages);
            auto statements = plan.prepare(connection);
            Statement begin{connection, "BEGIN IMMEDIATE"}, commit{connection, "COMMIT"};
            YIDI_ASSERT(begin.run());
            for (const Row& row : plan.before) run_row(statements, row);
            YIDI_ASSERT(commit.run());

            const auto rows = static_cast<std::int64_t>(plan.rows.size());
            const auto commits =
                std::min(rows, (settlements * plan.commits_per_settlement + batch - 1) / batch);
            const auto wall = now_us(CLOCK_MONOTONIC), cpu = now_us(CLOCK_THREAD_CPUTIME_ID);
            for (std::int64_t at = 0; at < commits; ++at) {
                YIDI_ASSERT(begin.run());
                for (auto row = rows * at / commits; row < rows * (at + 1) / commits; ++row) {
                    run_row(statements, plan.rows[static_cast<std::size_t>(row)]);
                }
                YIDI_ASSERT(commit.run());
            }
            time.wall_us += now_us(CLOCK_MONOTONIC) - wall;
            time.cpu_us += now_us(CLOCK_THREAD_CPUTIME_ID) - cpu;
            time.rows += rows;
            time.commits += commits;
        }
    } catch (const engine::StoreFailure& failure) {
        return Unexpected{failure.problem()};
    }
    return time;
}

}  // namespace yidi::store
