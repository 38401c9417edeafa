#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"

namespace yidi::policy {
namespace {

/// Steps of a decision name the rows of these tables.
bool leaves_steps(Operator kind) {
    return kind != Operator::disease && kind != Operator::combine;
}

/// A value nobody knows refuses the event before there is a step to name it.
bool is_unknown(const Row& row) {
    const bool amounts = std::any_of(row.amounts.begin(), row.amounts.end(), [](const Amount& a) {
        return a.kind == Amount::Kind::undetermined;
    });
    return amounts || row.band.fund.undetermined;
}

void check_rows(PlanInspection& inspection, const CaseCoverage& coverage) {
    std::map<const Version*, std::vector<std::int32_t>> unreached;
    std::vector<const Version*> order;
    for (std::size_t row = 0; row < inspection.places().size(); ++row) {
        const RowPlace& place = inspection.places()[row];
        if (!leaves_steps(place.version->kind) || coverage.rows[row]) continue;
        if (is_unknown(*place.row)) continue;
        auto& numbers = unreached[place.version];
        if (numbers.empty()) order.push_back(place.version);
        numbers.push_back(place.row->number);
    }
    for (const Version* version : order) {
        auto& numbers = unreached[version];
        std::sort(numbers.begin(), numbers.end());
        inspection.add(
            Lint::row_untested, *version,
            {fmt::format("第{}行（共{}行）", fmt::join(numbers, "、"), version->rows.size()),
             fmt::format("rows {} of {}", fmt::join(numbers, ", "), version->rows.size())});
    }
}

void check_examples(PlanInspection& inspection, const CaseCoverage& coverage) {
    std::set<std::string> compiled;
    for (const LayerPlan& layer : inspection.tables().layers) {
        if (!layer.cells.empty()) compiled.insert(layer.benefit);
    }
    for (const Benefit& benefit : inspection.package().benefits) {
        if (!compiled.contains(benefit.id) || coverage.examples.contains(benefit.id)) continue;
        inspection.add(Lint::no_example, benefit.site, benefit.id,
                       {benefit.label.zh, benefit.label.en},
                       benefit.versions.front().provenance.cites);
    }
}

}  // namespace

void check_coverage(PlanInspection& inspection, const CaseCoverage& coverage) {
    check_rows(inspection, coverage);
    check_examples(inspection, coverage);
}

}  // namespace yidi::policy
