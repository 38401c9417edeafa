#include "codes/codes.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "calendar/calendar.hpp"

namespace yidi::codes {
namespace {

using AllTables = boost::describe::describe_enumerators<TableId>;
constexpr std::size_t table_count = boost::mp11::mp_size<AllTables>::value;

constexpr std::size_t code_bytes_max = 8;

/// A code as one number, so that a lookup compares integers.
std::uint64_t packed(std::string_view code) {
    std::uint64_t value = 0;
    for (const char byte : code) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view content_of_file(std::string_view name) {
    for (const auto& file : files()) {
        if (file.name == name) return file.content;
    }
    YIDI_ASSERT(false);
}

/// Calls `take` with the cells of each row after the heading. No cell holds a comma or a quote.
template <class Take>
void for_each_row(std::string_view file_name, std::size_t columns, Take take) {
    bool heading = true;
    for (const auto line : split(content_of_file(file_name), '\n')) {
        if (line.empty()) continue;
        const auto cells = split(line, ',');
        YIDI_ASSERT(cells.size() == columns);
        if (!heading) take(cells);
        heading = false;
    }
}

std::optional<TableId> table_named(std::string_view name) {
    std::optional<TableId> table;
    boost::mp11::mp_for_each<AllTables>([&](auto d) {
        if (name == d.name) table = d.value;
    });
    return table;
}

struct Table {
    std::vector<CodeRow> rows;
    std::vector<std::uint64_t> keys;  ///< Ascending.
    std::vector<std::uint16_t> at;    ///< Row of each key.

    [[nodiscard]] const CodeRow* find(std::string_view code) const {
        if (code.empty() || code.size() > code_bytes_max) return nullptr;
        const auto key = std::ranges::lower_bound(keys, packed(code));
        if (key == keys.end() || *key != packed(code)) return nullptr;
        return &rows[at[static_cast<std::size_t>(key - keys.begin())]];
    }
};

class Tables {
  public:
    Tables() {
        for_each_row("codes/code-tables.csv", 5, [&](const auto& cells) {
            const auto table = table_named(cells[0]);
            YIDI_ASSERT(table && !cells[1].empty() && cells[1].size() <= code_bytes_max);
            of(*table).rows.push_back({*table, cells[1], cells[2], cells[3], cells[4]});
        });
        for (auto& table : tables_) index(table);
    }
    [[nodiscard]] const Table& of(TableId id) const {
        return tables_[static_cast<std::size_t>(id)];
    }

  private:
    Table& of(TableId id) { return tables_[static_cast<std::size_t>(id)]; }

    static void index(Table& table) {
        for (std::uint16_t i = 0; i < table.rows.size(); ++i) table.at.push_back(i);
        std::ranges::sort(table.at, {}, [&](auto i) { return packed(table.rows[i].code); });
        for (const auto i : table.at) table.keys.push_back(packed(table.rows[i].code));
    }

    std::array<Table, table_count> tables_;
};

const Tables& tables() {
    static const Tables all;
    return all;
}

const std::vector<FieldName>& field_names() {
    static const auto all = [] {
        std::vector<FieldName> names;
        for_each_row("codes/fields.csv", 3, [&](const auto& cells) {
            names.push_back({cells[0], cells[1], cells[2]});
        });
        std::ranges::sort(names, {}, &FieldName::name);
        return names;
    }();
    return all;
}

bool is_local_person_type(std::string_view code) {
    return code.size() > 2 && code.size() <= code_bytes_max && all_digits(code) &&
           tables().of(TableId::psn_type).find(code.substr(0, 2)) != nullptr;
}

}  // namespace

std::span<const CodeRow> rows_of(TableId table) {
    return tables().of(table).rows;
}

std::string_view name_of(TableId table) {
    return boost::describe::enum_to_string(table, "");
}

const CodeRow* find(TableId table, std::string_view code) {
    const Table& rows = tables().of(table);
    // One digit stands for two where the table has both: "2" and "02" are one value to us.
    if (code.size() == 1) {
        const char padded_code[] = {'0', code[0]};
        if (const auto* row = rows.find({padded_code, 2})) return row;
    }
    if (const auto* row = rows.find(code)) return row;
    if (code.size() == 2 && code[0] == '0') return rows.find(code.substr(1));
    return nullptr;
}

std::optional<std::string_view> canonical(TableId table, std::string_view code) {
    if (const auto* row = find(table, code)) return row->code;
    if (table == TableId::psn_type && is_local_person_type(code)) return code;
    return {};
}

const FieldName* field_name(std::string_view name) {
    const auto& names = field_names();
    const auto at = std::ranges::lower_bound(names, name, {}, &FieldName::name);
    return at != names.end() && at->name == name ? &*at : nullptr;
}

std::span<const KnownTransaction> known_transactions() {
    static const auto all = [] {
        std::vector<KnownTransaction> known;
        for_each_row("codes/transactions.csv", 2, [&](const auto& cells) {
            known.push_back({cells[0], cells[1]});
        });
        return known;
    }();
    return all;
}

bool is_known_transaction(std::string_view infno) {
    return std::ranges::any_of(known_transactions(),
                               [&](const auto& known) { return known.infno == infno; });
}

bool is_identity_number(std::string_view text) {
    if (text.size() != 18 || !all_digits(text.substr(0, 17))) return false;
    const auto year = parse_integer<int>(text.substr(6, 4));
    const auto month = parse_integer<unsigned>(text.substr(10, 2));
    const auto day = parse_integer<unsigned>(text.substr(12, 2));
    if (!Date::of(*year, *month, *day)) return false;
    // GB 11643-1999: weights are powers of two modulo 11, from the right.
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view check_characters = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (text[i] - '0') * weights[i];
    const char last = text[17] == 'x' ? 'X' : text[17];
    return last == check_characters[static_cast<std::size_t>(sum % 11)];
}

bool is_division_code(std::string_view text) {
    constexpr std::string_view provinces =
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 "
        "65 66 71 81 82";
    return text.size() == 6 && all_digits(text) &&
           provinces.find(text.substr(0, 2)) != std::string_view::npos;
}

bool is_institution_code(std::string_view text) {
    return text.size() == 12 && (text[0] == 'H' || text[0] == 'P') &&
           is_division_code(text.substr(1, 6)) && all_digits(text.substr(7));
}

bool is_disease_code(std::string_view text) {
    return text.size() == 6 && text[0] == 'M' && all_digits(text.substr(1));
}

}  // namespace yidi::codes
