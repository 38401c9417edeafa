/// @file
/// Values of a record into the parameters of a statement, and out of its columns.
///
/// Level       7, SQLite
/// Units       see columns.hpp
/// Errors      reading throws StoreFailure(database_damaged) naming file and column: a name that is
///             no enumerator, an amount out of bounds, a changed encrypted value. Writing cannot
///             fail but by a defect
/// Ownership   a writer keeps views of the record's own texts: the record outlives the step
/// Threads     confined

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>

#include "store/columns.hpp"
#include "store/connection.hpp"
#include "store/vault.hpp"

namespace yidi::store {

/// Room for values that a record does not hold in the form in which they are stored.
class Scratch {
  public:
    Scratch() { bytes_.reserve(bytes_max); }
    void clear() { bytes_.clear(); }
    /// A copy of `bytes` that stays until clear(), or null when there is no room left.
    [[nodiscard]] const char* keep(std::string_view bytes);

  private:
    static constexpr std::size_t bytes_max = 64 * 1024;
    std::string bytes_;
};

/// What all tables of one connection share.
struct RowContext {
    Connection& connection;
    Vault& vault;
    Scratch scratch;
};

class RowWriter {
  public:
    /// `columns` may be empty when no value needs its place: keys never do.
    RowWriter(RowContext& context, Statement& statement, std::span<const Column> columns)
        : context_(context), statement_(statement.handle()), columns_(columns) {
        context.scratch.clear();
    }

    void leaf(const std::string& value) { text(value); }
    void leaf(const Personal& value);
    void leaf(Money value) { number(value.fen()); }
    void leaf(Ratio value) { number(value.ppm()); }
    void leaf(UnitPrice value) { number(value.micro_yuan()); }
    void leaf(Quantity value) { number(value.e4()); }
    void leaf(Instant value) { number(value.us()); }
    void leaf(Date value);
    void leaf(bool value) { number(value ? 1 : 0); }
    void leaf(std::int32_t value) { number(value); }
    void leaf(std::int64_t value) { number(value); }
    void leaf(const std::vector<std::int64_t>& value);
    void leaf(const model::PeerBody& value);
    void leaf(const model::TimerBody& value);
    template <class E>
    requires std::is_enum_v<E>
    void leaf(E value) {
        const char* name = boost::describe::enum_to_string(value, nullptr);
        YIDI_ASSERT(name != nullptr);
        text(name);
    }
    template <class M>
    void leaf(const std::optional<M>& value) {
        if (value) {
            leaf(*value);
        } else {
            null();
        }
    }

  private:
    void number(std::int64_t value);
    void text(std::string_view value);
    void kept_text(std::string_view value);
    void sealed_blob(std::string_view value);
    void null();

    RowContext& context_;
    sqlite3_stmt* statement_;
    std::span<const Column> columns_;
    int at_ = 0;
};

class RowReader {
  public:
    RowReader(RowContext& context, Statement& statement, std::span<const Column> columns)
        : context_(context), statement_(statement.handle()), columns_(columns) {}

    void leaf(std::string& value) { value = text(); }
    void leaf(Personal& value) { value = Personal{unsealed()}; }
    void leaf(Money& value);
    void leaf(Ratio& value);
    void leaf(UnitPrice& value);
    void leaf(Quantity& value);
    void leaf(Instant& value) { value = Instant::of_us(number()); }
    void leaf(Date& value);
    void leaf(bool& value) { value = number_within(0, 1) == 1; }
    void leaf(std::int32_t& value);
    void leaf(std::int64_t& value) { value = number(); }
    void leaf(std::vector<std::int64_t>& value);
    void leaf(model::PeerBody& value);
    void leaf(model::TimerBody& value);
    template <class E>
    requires std::is_enum_v<E>
    void leaf(E& value) {
        const std::string name{text()};
        if (!boost::describe::enum_from_string(name.c_str(), value)) damaged();
    }
    template <class M>
    void leaf(std::optional<M>& value) {
        if (is_null()) {
            ++at_;
            value.reset();
        } else {
            leaf(value.emplace());
        }
    }

  private:
    [[nodiscard]] bool is_null() const;
    [[nodiscard]] std::int64_t number();
    [[nodiscard]] std::int64_t number_within(std::int64_t least, std::int64_t most);
    [[nodiscard]] std::string_view text();
    [[nodiscard]] std::string unsealed();
    /// The column read last is not what was written.
    [[noreturn]] void damaged() const;

    RowContext& context_;
    sqlite3_stmt* statement_;
    std::span<const Column> columns_;
    int at_ = 0;
};

}  // namespace yidi::store
