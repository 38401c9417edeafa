#include "policy/lint/table_pair.hpp"

namespace yidi::policy {
namespace {

TablePair::Rows rows_of(const Version& version, const std::vector<std::size_t>& places) {
    TablePair::Rows rows;
    for (const std::size_t place : places) rows.push_back(&version.rows[place]);
    return rows;
}

}  // namespace

void TablePair::each(const std::array<bool, scheme_count>& schemes, const Visit& visit) const {
    std::set<std::pair<const Row*, const Row*>> seen;
    for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
        if (schemes[scheme]) each(static_cast<model::Scheme>(scheme), seen, visit);
    }
}

void TablePair::each(model::Scheme scheme, std::set<std::pair<const Row*, const Row*>>& seen,
                     const Visit& visit) const {
    Findings ignored;
    const Space space(versions_, scheme, ignored);
    if (!ignored.empty() || space.size() > cells_max) return;
    std::set<const Row*> used;
    Matcher of_a(a_, space, used), of_b(b_, space, used);
    for (std::size_t cell = 0; cell < space.size(); ++cell) {
        const CellValues values = space.values(cell);
        const Rows a = rows_of(a_, of_a.rows_for(values, ignored));
        const Rows b = rows_of(b_, of_b.rows_for(values, ignored));
        if (a.empty() || b.empty() || !seen.emplace(a.front(), b.front()).second) continue;
        visit(space.text(values), a, b);
    }
}

std::vector<const Version*> diseases_of(const Benefit& benefit) {
    std::vector<const Version*> tables;
    for (const Version& version : benefit.versions) {
        // Of several versions one will do: their codes are the values of one dimension.
        if (version.kind == Operator::disease && tables.empty()) tables.push_back(&version);
    }
    return tables;
}

}  // namespace yidi::policy
