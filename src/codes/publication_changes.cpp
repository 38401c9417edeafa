#include "codes/publication_changes.hpp"

#include <algorithm>
#include <map>

#include "base/assert.hpp"

namespace yidi::codes {
namespace {

using Rows = std::map<std::string_view, std::size_t>;

Rows rows_by_code(const Publication& publication) {
    Rows rows;
    for (std::size_t row = 0; row < publication.size(); ++row) {
        rows[publication.cell(row, Column::code)] = row;
    }
    return rows;
}

/// Columns of either that say something of the item itself.
std::vector<std::uint8_t> telling_columns(const Publication& before, const Publication& after) {
    std::vector<std::uint8_t> columns = before.columns;
    columns.insert(columns.end(), after.columns.begin(), after.columns.end());
    std::ranges::sort(columns);
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    const Layout& layout = *after.layout;
    std::erase_if(columns, [&](std::uint8_t column) {
        for (const auto quiet :
             {Column::code, Column::valid, Column::rid, Column::created, Column::updated}) {
            if (column == layout.at(quiet)) return true;
        }
        return false;
    });
    return columns;
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
    constexpr std::string_view names[] = {"added", "changed", "retired", "revived", "absent"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<CodeChange> changes_between(const Publication& before, const Publication& after) {
    YIDI_ASSERT(before.layout->infno == after.layout->infno);
    const auto columns = telling_columns(before, after);
    const Rows old_rows = rows_by_code(before), new_rows = rows_by_code(after);
    std::vector<CodeChange> changes;
    for (const auto& [code, row] : new_rows) {
        const std::string_view name = after.cell(row, Column::name);
        const auto old_row = old_rows.find(code);
        if (old_row == old_rows.end()) {
            changes.push_back({ChangeKind::added, code, name, 0, {}, {}});
            continue;
        }
        const bool was = before.cell(old_row->second, Column::valid) == "1";
        const bool is = after.cell(row, Column::valid) == "1";
        if (was != is) {
            changes.push_back(
                {was ? ChangeKind::retired : ChangeKind::revived, code, name, 0, {}, {}});
        }
        for (const std::uint8_t column : columns) {
            const auto then = before.cell(old_row->second, column), now = after.cell(row, column);
            if (then != now)
                changes.push_back({ChangeKind::changed, code, name, column, then, now});
        }
    }
    for (const auto& [code, row] : old_rows) {
        if (new_rows.count(code) > 0) continue;
        changes.push_back({ChangeKind::absent, code, before.cell(row, Column::name), 0, {}, {}});
    }
    std::ranges::stable_sort(changes, {}, &CodeChange::code);
    return changes;
}

}  // namespace yidi::codes
