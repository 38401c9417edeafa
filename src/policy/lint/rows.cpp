#include <algorithm>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"

namespace yidi::policy {
namespace {

constexpr std::string_view anything = "*";
constexpr std::int64_t points_max_ppm = 300'000;

/// Rows with the same dimensions, in written order: one row, or the bands of one cell.
using Group = std::vector<const Row*>;

std::vector<Group> groups_of(const Version& version) {
    std::vector<Group> groups;
    for (const Row& row : version.rows) {
        const auto at = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.front()->dims == row.dims;
        });
        if (at == groups.end()) {
            groups.push_back({&row});
        } else {
            at->push_back(&row);
        }
    }
    return groups;
}

/// The star of `wide` means all values but those of `narrow`.
bool yields_to(const Row& wide, const Row& narrow) {
    bool wider = false;
    for (std::size_t column = 0; column < wide.dims.size(); ++column) {
        if (wide.dims[column] == narrow.dims[column]) continue;
        if (wide.dims[column] != anything) return false;
        wider = true;
    }
    return wider;
}

bool has_star(const Row& row) {
    return std::find(row.dims.begin(), row.dims.end(), anything) != row.dims.end();
}

bool same(const Amount& a, const Amount& b) {
    return a.kind == b.kind && a.money == b.money;
}

bool same_values(const Row& a, const Row& b) {
    return std::equal(a.amounts.begin(), a.amounts.end(), b.amounts.begin(), b.amounts.end(),
                      [](const Amount& x, const Amount& y) { return same(x, y); }) &&
           a.floor == b.floor && a.band.above == b.band.above && a.band.upto == b.band.upto &&
           a.band.fund.ratio == b.band.fund.ratio &&
           a.band.fund.undetermined == b.band.fund.undetermined && a.bucket == b.bucket &&
           a.effect.kind == b.effect.kind && a.effect.ppm == b.effect.ppm &&
           a.effect.deductible_as == b.effect.deductible_as && a.refused == b.refused;
}

bool same_values(const Group& a, const Group& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Row* x, const Row* y) { return same_values(*x, *y); });
}

std::string text_of(const Row& row) {
    return fmt::format("{} [{}]", row.number, fmt::join(row.dims, ", "));
}

/// The row that would speak for the cells of `narrow` if it were not there; null if none would,
/// or several.
const Group* stand_in(const std::vector<Group>& groups, const Group& narrow) {
    const Group* found = nullptr;
    for (const Group& wide : groups) {
        if (!yields_to(*wide.front(), *narrow.front())) continue;
        if (found == nullptr || yields_to(*found->front(), *wide.front())) {
            found = &wide;
        } else if (!yields_to(*wide.front(), *found->front())) {
            return nullptr;
        }
    }
    return found;
}

void check_stars(Inspection& inspection, const Version& version) {
    const std::vector<Group> groups = groups_of(version);
    for (const Group& narrow : groups) {
        const Group* wide = stand_in(groups, narrow);
        if (wide == nullptr) continue;
        const Row& row = *narrow.front();
        const Row& behind = *wide->front();
        if (same_values(*wide, narrow)) {
            inspection.add(
                Lint::subsumed_row, version, row,
                {fmt::format("第{}行与第{}行相同", text_of(row), text_of(behind)),
                 fmt::format("row {} says the same as row {}", text_of(row), text_of(behind))});
        }
        if (has_star(row)) {
            inspection.add(
                Lint::shadowed_star, version, behind,
                {fmt::format("第{}行在部分情形下让位于第{}行", text_of(behind), text_of(row)),
                 fmt::format("row {} gives way to row {} in some cells", text_of(behind),
                             text_of(row))});
        }
    }
}

void check_points(Inspection& inspection, const Version& version) {
    for (const Row& row : version.rows) {
        if (row.effect.kind != Effect::ratio_points) continue;
        const std::int64_t ppm = row.effect.ppm < 0 ? -row.effect.ppm : row.effect.ppm;
        if (ppm <= points_max_ppm) continue;
        const std::string points = Ratio::of_ppm(ppm).percent();
        inspection.add(Lint::large_points, version, row,
                       {fmt::format("{}个百分点", points.substr(0, points.size() - 1)),
                        fmt::format("{} points", points.substr(0, points.size() - 1))});
    }
}

}  // namespace

void check_rows(Inspection& inspection) {
    for (const Benefit& benefit : inspection.package().benefits) {
        for (const Version& version : benefit.versions) {
            if (!inspection.is_own(version.site)) continue;
            // An adjustment speaks of some, and a star there hides nobody.
            if (version.kind != Operator::adjust) check_stars(inspection, version);
            check_points(inspection, version);
        }
    }
}

}  // namespace yidi::policy
