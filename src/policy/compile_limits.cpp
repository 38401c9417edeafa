#include <algorithm>

#include <fmt/format.h>

#include "policy/layer_compiler.hpp"

namespace yidi::policy {
namespace {

/// "10", "7.5"
std::string points_text(std::int64_t ppm) {
    std::string text = Ratio::of_ppm(std::min(ppm, Ratio::one_ppm)).percent();
    text.pop_back();
    return text;
}

/// What of each yuan the fund pays in the end.
std::int64_t paid_ppm(Ratio ratio, Ratio factor) {
    return ratio.ppm() * factor.ppm() / Ratio::one_ppm;
}

bool overlap(const Segment& a, const Segment& b) {
    return a.above_fen < b.upto_fen && b.above_fen < a.upto_fen;
}

}  // namespace

/// How many parts per million the cell pays less than the same cell at home, at worst.
std::int64_t LayerCompiler::fall_of(const Cell& cell, const Cell& local) const {
    if (cell.place == Effect::not_payable) return Ratio::one_ppm;
    std::int64_t fall = cell.place == Effect::first_pay ? cell.place_ppm : 0;
    for (std::size_t index = 0; index < cell.segment_count; ++index) {
        const Segment& here = layer_.segments[cell.segments_at + index];
        for (std::size_t other = 0; other < local.segment_count; ++other) {
            const Segment& home = layer_.segments[local.segments_at + other];
            if (here.undetermined || home.undetermined || !overlap(here, home)) continue;
            fall = std::max(fall, paid_ppm(home.local, local.factor_local) -
                                      paid_ppm(here.fund, cell.factor_fund));
        }
    }
    return fall;
}

void LayerCompiler::check_ceiling(const Row& row, const Ceiling& ceiling) {
    std::vector<std::pair<Dimension, std::uint64_t>> masks;
    for (std::size_t column = 0; column < row.dims.size(); ++column) {
        const Dimension dimension = ceiling.columns[column];
        if (space_.radix(dimension) == 0) continue;
        masks.emplace_back(dimension, space_.mask(dimension, row.dims[column]));
    }
    for (std::size_t index = 0; index < layer_.cells.size(); ++index) {
        const CellValues values = space_.values(index);
        const bool matches = std::all_of(masks.begin(), masks.end(), [&](const auto& column) {
            return (column.second >> values[static_cast<std::size_t>(column.first)] & 1U) != 0;
        });
        if (!matches) continue;
        CellValues home = values;
        home[static_cast<std::size_t>(Dimension::place)] =
            static_cast<std::uint16_t>(model::Place::local);
        const Cell& cell = layer_.cells[index];
        const std::int64_t fall = fall_of(cell, layer_.cells[space_.number(home)]);
        if (fall <= row.effect.ppm) continue;
        Site site = place_.version->site;
        for (std::size_t at = 0; at < place_.rows.size(); ++at) {
            if (place_.rows[at] == cell.place_row) site = place_.version->rows[at].site;
        }
        findings_.add(ErrorCode::package_value, site, "value",
                      fmt::format("{} points less for {}", points_text(fall), space_.text(values)),
                      fmt::format("at most {} points: {}", points_text(row.effect.ppm),
                                  fmt::join(readable_cites(source_.package.sources, row.provenance),
                                            "; ")),
                      Lint::beyond_parent);
        return;
    }
}

/// No area may take more points off than its parents allow.
void LayerCompiler::check_ceilings() {
    if (layer_.layer != Layer::basic || space_.radix(Dimension::place) == 0) return;
    for (const Ceiling& ceiling : source_.package.ceilings) {
        for (const Row& row : ceiling.rows) check_ceiling(row, ceiling);
    }
}

/// Every share, deductible and cap lies between what the parents allow.
void LayerCompiler::check_bounds() {
    for (const Bound& bound : source_.package.bounds) {
        if (bound.layer != layer_.layer ||
            !bound.schemes[static_cast<std::size_t>(source_.scheme)]) {
            continue;
        }
        const auto complain = [&](const TablePlan& table, const std::string& found) {
            findings_.add(ErrorCode::package_value, table.version->site, table.version->id, found,
                          fmt::format("within {}: {}", bound.id,
                                      fmt::join(readable_cites(source_.package.sources,
                                                               bound.provenance), "; ")),
                          Lint::beyond_parent);
        };
        if (bound.value == Bound::Value::fund && segments_.is_there()) {
            for (const Segment& segment : layer_.segments) {
                if (segment.undetermined) continue;
                if (segment.listed >= bound.ratio_min.value_or(segment.listed) &&
                    segment.listed <= bound.ratio_max.value_or(segment.listed)) {
                    continue;
                }
                return complain(segments_, segment.listed.percent());
            }
        }
        const bool is_cap = bound.value == Bound::Value::cap;
        if (bound.value == Bound::Value::fund || (!is_cap && !deductible_.is_there())) continue;
        std::vector<std::int64_t> amounts = is_cap ? std::vector<std::int64_t>{}
                                                   : layer_.deductibles;
        for (const Cell& cell : layer_.cells) {
            if (is_cap) amounts.push_back(cell.cap_fen);
        }
        for (const std::int64_t fen : amounts) {
            if (fen == unknown_fen || fen == no_limit) continue;
            const Money amount = Money::of_fen(fen);
            if (amount >= bound.amount_min.value_or(amount) &&
                amount <= bound.amount_max.value_or(amount)) {
                continue;
            }
            return complain(is_cap ? cap_ : deductible_, amount.text());
        }
    }
}

}  // namespace yidi::policy
