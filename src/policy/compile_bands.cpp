#include <algorithm>

#include <fmt/format.h>

#include "policy/layer_compiler.hpp"

namespace yidi::policy {

/// The share the fund pays of a band after all adjustments in their order.
Ratio LayerCompiler::ratio_after(const Row& row, const Cell& cell, const EffectValue* place) {
    std::int64_t ppm = row.band.fund.ratio.ppm();
    bool exact = true;
    const auto scaled = [&](std::int64_t value, std::int64_t factor) {
        exact = exact && value * factor % Ratio::one_ppm == 0;
        return value * factor / Ratio::one_ppm;
    };
    const auto apply = [&](const EffectValue& effect) {
        if (effect.kind == Effect::ratio_points) ppm = std::min(ppm + effect.ppm, Ratio::one_ppm);
        if (effect.kind == Effect::ratio_factor) ppm = scaled(ppm, effect.ppm);
        if (effect.kind == Effect::self_share_factor) {
            ppm = Ratio::one_ppm - scaled(Ratio::one_ppm - ppm, effect.ppm);
        }
    };
    bool place_done = place == nullptr;
    for (std::size_t index = 0; index < adjusts_.size(); ++index) {
        const Version& version = *adjusts_[index].version;
        if (!place_done && place_.version->terms.order < version.terms.order) {
            apply(*place);
            place_done = true;
        }
        if ((cell.adjusts >> index & 1U) != 0) apply(version.rows.front().effect);
    }
    if (!place_done) apply(*place);
    if (!exact || ppm < 0) {
        findings_.add(
            ErrorCode::package_value, row.site, segments_.version->id,
            fmt::format("{} becomes {}{} parts per million", row.band.fund.ratio.percent(), ppm,
                        exact ? "" : " and a fraction"),
            "0 % to 100 % after all adjustments, exact to 4 decimals", Lint::share_out_of_range);
        ppm = 0;
    }
    return Ratio::of_ppm(ppm);
}

Segment LayerCompiler::segment_of(const Row& row, std::uint32_t row_index, const Cell& cell,
                                  const EffectValue& place) {
    Segment segment;
    segment.above_fen = row.band.above ? row.band.above->fen() : 0;
    segment.upto_fen = row.band.upto ? row.band.upto->fen() : no_limit;
    segment.row = row_index;
    segment.undetermined = row.band.fund.undetermined;
    if (segment.undetermined) return segment;
    segment.listed = row.band.fund.ratio;
    segment.local = ratio_after(row, cell, nullptr);
    segment.fund = ratio_after(row, cell, place_.is_there() ? &place : nullptr);
    return segment;
}

/// The bands of a cell follow each other from the deductible to the cap.
void LayerCompiler::check_bands(const std::vector<std::size_t>& hits, const Cell& cell) {
    const auto wrong = [&](const Row& row, std::string_view key, std::string found,
                           std::string_view expected, Lint lint = Lint::broken_bands) {
        findings_.add(ErrorCode::package_incomplete, row.site, key, std::move(found),
                      std::string{expected}, lint);
    };
    const auto& rows = segments_.version->rows;
    const bool from_deductible = layer_.bounds_include_deductible && deductible_.is_there() &&
                                 layer_.axis != Axis::year_fund_paid;
    std::optional<Money> expected = from_deductible ? std::nullopt : std::optional{Money{}};
    for (std::size_t index = 0; index < hits.size(); ++index) {
        const Row& row = rows[hits[index]];
        const Band& band = row.band;
        if (band.above != expected) {
            wrong(row, "above", band.above ? band.above->text() : "ded",
                  expected ? "the bound at which the band before ends: " + expected->text()
                           : std::string{"ded"});
        }
        const bool last = index + 1 == hits.size();
        if (last != !band.upto) {
            wrong(row, "upto", band.upto ? band.upto->text() : "cap",
                  last ? "cap in the last band" : "an amount in every band but the last");
        } else if (band.upto && *band.upto <= band.above.value_or(Money{})) {
            wrong(row, "upto", band.upto->text(), "more than the lower bound");
        }
        expected = band.upto;
    }
    if (!deductible_.is_there()) return;
    const auto from = layer_.deductibles.begin() + cell.deductible_at;
    const auto largest = *std::max_element(from, from + layer_.nth_count);
    const Row& first = rows[hits.front()];
    if (from_deductible && first.band.upto && largest >= first.band.upto->fen()) {
        wrong(first, "upto", first.band.upto->text(), "a first bound above every deductible",
              Lint::deductible_too_high);
    }
    if (cell.cap_fen != unknown_fen && largest > cell.cap_fen) {
        wrong(first, "cap", Money::of_fen(cell.cap_fen).text(), "a cap above every deductible",
              Lint::deductible_too_high);
    }
}

void LayerCompiler::put_segments(const CellValues& values, const EffectValue& place, Cell& cell) {
    const auto& hits = segments_.matcher->rows_for(values, findings_);
    if (hits.empty() || !findings_.empty()) return;
    check_bands(hits, cell);
    cell.segment_count = static_cast<std::uint16_t>(hits.size());
    // Bands depend on nothing else: cells that have these alike share them.
    const auto [at, fresh] = bands_at_.try_emplace(
        {hits.front(), cell.adjusts, cell.place_row},
        static_cast<std::uint32_t>(layer_.segments.size()));
    cell.segments_at = at->second;
    if (!fresh) return;
    for (const std::size_t hit : hits) {
        layer_.segments.push_back(
            segment_of(segments_.version->rows[hit], segments_.rows[hit], cell, place));
    }
}

void LayerCompiler::put_supplement(const CellValues& values, Cell& cell) {
    const auto& hits = supplement_.matcher->rows_for(values, findings_);
    if (hits.empty()) return;
    cell.segment_count = static_cast<std::uint16_t>(layer_.draw.size());
    const auto [at, fresh] = bands_at_.try_emplace(
        {hits.front(), 0, no_row}, static_cast<std::uint32_t>(layer_.segments.size()));
    cell.segments_at = at->second;
    if (!fresh) return;
    for (const Bucket bucket : layer_.draw) {
        Segment segment;
        segment.bucket = bucket;
        for (const std::size_t hit : hits) {
            const Row& row = supplement_.version->rows[hit];
            if (row.bucket != bucket) continue;
            if (segment.row != no_row) {
                findings_.add(ErrorCode::package_incomplete, row.site, "bucket",
                              std::string{word_of(bucket).name}, "each bucket once",
                              Lint::two_rows);
            }
            segment.row = supplement_.rows[hit];
            segment.listed = segment.local = segment.fund = row.band.fund.ratio;
            segment.undetermined = row.band.fund.undetermined;
        }
        if (segment.row == no_row) {
            findings_.add(ErrorCode::package_incomplete, supplement_.version->site, "bucket",
                          fmt::format("no row for {}", word_of(bucket).name),
                          "a row for every bucket of draw", Lint::no_row);
        }
        layer_.segments.push_back(segment);
    }
    for (const std::size_t hit : hits) {
        const Row& row = supplement_.version->rows[hit];
        if (std::find(layer_.draw.begin(), layer_.draw.end(), row.bucket) != layer_.draw.end()) {
            continue;
        }
        findings_.add(ErrorCode::package_incomplete, row.site, "bucket",
                      std::string{word_of(row.bucket).name}, "a bucket of draw");
    }
}

}  // namespace yidi::policy
