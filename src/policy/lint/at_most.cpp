#include <algorithm>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"
#include "policy/lint/table_pair.hpp"

namespace yidi::policy {
namespace {

bool holds_amounts(Operator kind) {
    return kind == Operator::deductible || kind == Operator::cap || kind == Operator::limit;
}

bool overlap(const Version& a, const Version& b) {
    return (!a.to || b.from < *a.to) && (!b.to || a.from < *b.to);
}

/// "none" is above every amount; a value nobody knows is compared with nothing.
bool is_above(const Amount& a, const Amount& b) {
    if (a.kind == Amount::Kind::undetermined || b.kind == Amount::Kind::undetermined) return false;
    if (b.kind == Amount::Kind::none) return false;
    return a.kind == Amount::Kind::none || a.money > b.money;
}

std::string text_of(const Amount& amount) {
    return amount.kind == Amount::Kind::none ? "none" : amount.money.text();
}

void compare(Inspection& inspection, const Version& version, const Version& other,
             const std::string& cell, const Row& row, const Row& bound) {
    for (std::size_t at = 0; at < row.amounts.size() && !bound.amounts.empty(); ++at) {
        const Amount& most = bound.amounts[std::min(at, bound.amounts.size() - 1)];
        if (!is_above(row.amounts[at], most)) continue;
        inspection.add(Lint::above_at_most, version, row,
                       {fmt::format("{}：{}，高于{}的{}", cell, text_of(row.amounts[at]), other.id,
                                    text_of(most)),
                        fmt::format("{}: {}, above the {} of {}", cell, text_of(row.amounts[at]),
                                    text_of(most), other.id)});
        return;
    }
}

void check_bound(Inspection& inspection, const Benefit& benefit, const Version& version) {
    bool known = false;
    for (const Benefit& owner : inspection.package().benefits) {
        for (const Version& other : owner.versions) {
            if (other.id != version.at_most || !holds_amounts(other.kind) ||
                other.id == version.id) {
                continue;
            }
            known = true;
            if (!overlap(version, other)) continue;
            auto diseases = diseases_of(benefit);
            if (diseases.empty()) diseases = diseases_of(owner);
            const TablePair pair(version, other, diseases);
            pair.each(benefit.schemes, [&](const std::string& cell, const auto& a, const auto& b) {
                compare(inspection, version, other, cell, *a.front(), *b.front());
            });
        }
    }
    if (known && holds_amounts(version.kind)) return;
    inspection.add(
        Lint::above_at_most, version,
        {fmt::format("at_most = {}，不是另一金额表的id", version.at_most),
         fmt::format("at_most = {}, which is no other table of amounts", version.at_most)});
}

}  // namespace

void check_at_most(Inspection& inspection) {
    for (const Benefit& benefit : inspection.package().benefits) {
        for (const Version& version : benefit.versions) {
            if (version.at_most.empty() || !inspection.is_own(version.site)) continue;
            check_bound(inspection, benefit, version);
        }
    }
}

}  // namespace yidi::policy
