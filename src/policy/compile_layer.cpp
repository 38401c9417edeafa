#include "policy/compile_layer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace yidi::policy {
namespace {

/// A table of the benefit with what compiling it needs to know.
struct TablePlan {
    const Version* version = nullptr;
    std::vector<std::uint32_t> rows;  ///< Places of its rows in PlanTables::rows.
    std::unique_ptr<Matcher> matcher;

    [[nodiscard]] bool is_there() const { return version != nullptr; }
};

std::uint32_t intern_rule(const RuleInfo& rule, PlanTables& tables) {
    const auto at = std::find(tables.rules.begin(), tables.rules.end(), rule);
    const auto index = at - tables.rules.begin();
    if (at == tables.rules.end()) tables.rules.push_back(rule);
    return static_cast<std::uint32_t>(index);
}

std::uint32_t intern_row(RowInfo row, PlanTables& tables) {
    const auto at = std::find(tables.rows.begin(), tables.rows.end(), row);
    const auto index = at - tables.rows.begin();
    if (at == tables.rows.end()) tables.rows.push_back(std::move(row));
    return static_cast<std::uint32_t>(index);
}

/// "10", "7.5"
std::string points_text(std::int64_t ppm) {
    std::string text = Ratio::of_ppm(ppm).percent();
    text.pop_back();
    return text;
}

class LayerCompiler {
  public:
    LayerCompiler(const LayerSource& source, PlanTables& tables, Findings& findings)
        : source_(source),
          tables_(tables),
          findings_(findings),
          space_(source.versions, source.benefit.scheme) {}

    LayerPlan run();

  private:
    TablePlan table_of(const Version& version);
    void sort_tables();
    void require(const TablePlan& table, Operator kind);
    void set_shape();
    void compile_account(const Version& version);
    void compile_cell(const CellValues& values);
    void put_deductible(const CellValues& values, const EffectValue& place, Cell& cell);
    void put_segments(const CellValues& values, const EffectValue& place, Cell& cell);
    Segment segment_of(const Row& row, std::uint32_t row_index, const Cell& cell,
                       const EffectValue& place);
    void check_bands(const std::vector<std::size_t>& hits, const Cell& cell);
    void check_ceilings(const CellValues& values, const EffectValue& place, const Site& site,
                        const Cell& cell);
    Ratio ratio_after(const Row& row, const Cell& cell, const EffectValue* place);

    const LayerSource& source_;
    PlanTables& tables_;
    Findings& findings_;
    Space space_;
    LayerPlan layer_;
    TablePlan deductible_, segments_, place_, cap_;
    std::vector<TablePlan> adjusts_;
};

TablePlan LayerCompiler::table_of(const Version& version) {
    TablePlan table{
        .version = &version, .rows = {}, .matcher = std::make_unique<Matcher>(version, space_)};
    const auto rule = intern_rule({.id = version.id,
                                   .op = version.kind,
                                   .layer = source_.benefit.layer,
                                   .from = version.from,
                                   .to_unknown = version.to_unknown,
                                   .verified_on = version.verified_on,
                                   .label = version.label,
                                   .reading = version.reading},
                                  tables_);
    for (const Row& row : version.rows) {
        table.rows.push_back(
            intern_row({.rule = rule,
                        .number = row.number,
                        .cites = readable_cites(source_.package.sources, row.provenance),
                        .confidence = row.provenance.confidence,
                        .origin = row.provenance.origin},
                       tables_));
    }
    return table;
}

void LayerCompiler::sort_tables() {
    for (const Version* version : source_.versions) {
        TablePlan table = table_of(*version);
        TablePlan* slot = nullptr;
        switch (version->kind) {
            case Operator::deductible:
                slot = &deductible_;
                break;
            case Operator::segments:
                slot = &segments_;
                break;
            case Operator::place:
                slot = &place_;
                break;
            case Operator::cap:
                slot = &cap_;
                break;
            case Operator::adjust:
                adjusts_.push_back(std::move(table));
                continue;
            case Operator::account:
                compile_account(*version);
                continue;
        }
        if (slot->is_there()) {
            findings_.add(ErrorCode::package_incomplete, version->site, version->id,
                          fmt::format("a second {} beside {}", word_of(version->kind).name,
                                      slot->version->id),
                          "one table of a kind in force at a time");
        }
        *slot = std::move(table);
    }
    std::stable_sort(adjusts_.begin(), adjusts_.end(), [](const TablePlan& a, const TablePlan& b) {
        return a.version->order < b.version->order;
    });
    std::vector<std::int64_t> orders;
    for (const TablePlan& adjust : adjusts_) orders.push_back(adjust.version->order);
    if (place_.is_there()) orders.push_back(place_.version->order);
    std::sort(orders.begin(), orders.end());
    if (std::adjacent_find(orders.begin(), orders.end()) != orders.end() ||
        adjusts_.size() > adjusts_max) {
        findings_.add(ErrorCode::package_incomplete, source_.benefit.site, "order",
                      "the same order twice, or more than 32 adjustments",
                      "an order of its own for each adjustment and the place table");
    }
}

void LayerCompiler::require(const TablePlan& table, Operator kind) {
    if (table.is_there()) return;
    findings_.add(ErrorCode::package_incomplete, source_.benefit.site, source_.benefit.id,
                  fmt::format("no {} in force on {}", word_of(kind).name, source_.day.text()),
                  "every table the benefit needs, for the same time");
}

void LayerCompiler::compile_account(const Version& version) {
    const TablePlan table = table_of(version);
    layer_.account_row = table.rows.front();
    for (const Bucket bucket : version.pays) {
        layer_.account_pays[static_cast<std::size_t>(bucket)] = true;
    }
}

void LayerCompiler::set_shape() {
    layer_.strides = space_.strides();
    layer_.age_cuts = space_.age_cuts();
    layer_.status_base = space_.status_base();
    if (deductible_.is_there()) {
        layer_.deductible_per_year = deductible_.version->per_year;
        layer_.nth_count =
            static_cast<std::uint8_t>(deductible_.version->rows.front().amounts.size());
    }
    if (segments_.is_there()) {
        layer_.bounds_include_deductible = segments_.version->bounds_include_deductible;
    }
    if (cap_.is_there()) {
        for (const Layer pool : cap_.version->pools) {
            layer_.pools[static_cast<std::size_t>(pool)] = true;
        }
    }
    for (const TablePlan& adjust : adjusts_) {
        const EffectValue& effect = adjust.version->rows.front().effect;
        layer_.adjusts.push_back({adjust.rows.front(), effect.kind, effect.ppm});
    }
}

void LayerCompiler::put_deductible(const CellValues& values, const EffectValue& place, Cell& cell) {
    if (!deductible_.is_there()) return;
    CellValues charged = values;
    if (place.deductible_as) {
        const auto& columns = deductible_.version->columns;
        if (std::find(columns.begin(), columns.end(), Dimension::level) == columns.end()) {
            findings_.add(ErrorCode::package_value, place_.version->site, "deductible_as",
                          "a level", "\"level\": the deductible does not depend on the level");
        }
        charged[static_cast<std::size_t>(Dimension::level)] =
            static_cast<std::uint16_t>(*place.deductible_as);
    }
    const auto hits = deductible_.matcher->rows_for(charged, findings_);
    if (hits.empty()) return;
    cell.deductible_row = deductible_.rows[hits.front()];
    const auto& amounts = deductible_.version->rows[hits.front()].amounts;
    for (std::size_t nth = 0; nth < nth_max; ++nth) {
        cell.deductible_fen[nth] = amounts[std::min(nth, amounts.size() - 1)]->fen();
    }
}

/// The share the fund pays of a band after all adjustments in their order.
Ratio LayerCompiler::ratio_after(const Row& row, const Cell& cell, const EffectValue* place) {
    std::int64_t ppm = row.band.fund.ppm();
    bool exact = true;
    const auto scaled = [&](std::int64_t value, std::int64_t factor) {
        exact = exact && value * factor % Ratio::one_ppm == 0;
        return value * factor / Ratio::one_ppm;
    };
    const auto apply = [&](Effect kind, std::int64_t value) {
        if (kind == Effect::ratio_points) ppm += value;
        if (kind == Effect::ratio_factor) ppm = scaled(ppm, value);
        if (kind == Effect::self_share_factor) {
            ppm = Ratio::one_ppm - scaled(Ratio::one_ppm - ppm, value);
        }
    };
    bool place_done = place == nullptr;
    for (std::size_t index = 0; index < adjusts_.size(); ++index) {
        const Version& version = *adjusts_[index].version;
        if (!place_done && place_.version->order < version.order) {
            apply(place->kind, place->ppm);
            place_done = true;
        }
        if ((cell.adjusts >> index & 1U) != 0) {
            apply(version.rows.front().effect.kind, version.rows.front().effect.ppm);
        }
    }
    if (!place_done) apply(place->kind, place->ppm);
    if (!exact || ppm < 0 || ppm > Ratio::one_ppm) {
        findings_.add(ErrorCode::package_value, row.site, segments_.version->id,
                      fmt::format("{} becomes {}{} parts per million", row.band.fund.percent(), ppm,
                                  exact ? "" : " and a fraction"),
                      "0 % to 100 % after all adjustments, exact to 4 decimals");
        ppm = 0;
    }
    return Ratio::of_ppm(ppm);
}

Segment LayerCompiler::segment_of(const Row& row, std::uint32_t row_index, const Cell& cell,
                                  const EffectValue& place) {
    return {.above_fen = row.band.above ? row.band.above->fen() : 0,
            .upto_fen = row.band.upto ? row.band.upto->fen() : no_limit,
            .listed = row.band.fund,
            .local = ratio_after(row, cell, nullptr),
            .fund = ratio_after(row, cell, place_.is_there() ? &place : nullptr),
            .row = row_index};
}

/// The bands of a cell follow each other from the deductible to the cap.
void LayerCompiler::check_bands(const std::vector<std::size_t>& hits, const Cell& cell) {
    const auto wrong = [&](const Row& row, std::string_view key, std::string found,
                           std::string_view expected) {
        findings_.add(ErrorCode::package_incomplete, row.site, key, std::move(found),
                      std::string{expected});
    };
    const auto& rows = segments_.version->rows;
    const bool from_deductible = layer_.bounds_include_deductible && deductible_.is_there();
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
    const Row& first = rows[hits.front()];
    const auto largest = *std::max_element(cell.deductible_fen.begin(), cell.deductible_fen.end());
    if (from_deductible && first.band.upto && largest >= first.band.upto->fen()) {
        wrong(first, "upto", first.band.upto->text(), "a first bound above every deductible");
    }
    if (largest > cell.cap_fen) {
        wrong(first, "cap", Money::of_fen(cell.cap_fen).text(), "a cap above every deductible");
    }
}

void LayerCompiler::put_segments(const CellValues& values, const EffectValue& place, Cell& cell) {
    if (!segments_.is_there()) return;
    const auto hits = segments_.matcher->rows_for(values, findings_);
    if (hits.empty()) return;
    check_bands(hits, cell);
    cell.segments_at = static_cast<std::uint32_t>(layer_.segments.size());
    cell.segment_count = static_cast<std::uint16_t>(hits.size());
    for (const std::size_t hit : hits) {
        layer_.segments.push_back(
            segment_of(segments_.version->rows[hit], segments_.rows[hit], cell, place));
    }
}

/// No area may take more points off than its parents allow.
void LayerCompiler::check_ceilings(const CellValues& values, const EffectValue& place,
                                   const Site& site, const Cell& cell) {
    for (const Ceiling& ceiling : source_.ceilings) {
        for (const Row& row : ceiling.rows) {
            bool matches = true;
            for (std::size_t column = 0; column < row.dims.size(); ++column) {
                matches =
                    matches && space_.includes(ceiling.columns[column], row.dims[column], values);
            }
            if (!matches) continue;
            std::int64_t fall = place.kind == Effect::not_payable ? Ratio::one_ppm
                                : place.kind == Effect::first_pay ? place.ppm
                                                                  : 0;
            for (std::size_t index = 0; index < cell.segment_count; ++index) {
                const Segment& segment = layer_.segments[cell.segments_at + index];
                fall = std::max(fall, segment.local.ppm() - segment.fund.ppm());
            }
            if (fall <= row.effect.ppm) continue;
            const auto cites = readable_cites(source_.package.sources, row.provenance);
            findings_.add(
                ErrorCode::package_value, site, "value",
                fmt::format("{} points less for {}", points_text(fall), space_.text(values)),
                fmt::format("at most {} points: {}", points_text(row.effect.ppm),
                            fmt::join(cites, "; ")));
            return;
        }
    }
}

void LayerCompiler::compile_cell(const CellValues& values) {
    Cell cell;
    for (std::size_t index = 0; index < adjusts_.size(); ++index) {
        if (adjusts_[index].matcher->applies(values)) cell.adjusts |= 1U << index;
    }
    EffectValue place;
    Site place_site = source_.benefit.site;
    if (place_.is_there()) {
        const auto hits = place_.matcher->rows_for(values, findings_);
        if (hits.empty()) return;
        const Row& row = place_.version->rows[hits.front()];
        place = row.effect;
        place_site = row.site;
        cell.place = place.kind;
        cell.place_ppm = place.ppm;
        cell.place_row = place_.rows[hits.front()];
    }
    if (cap_.is_there()) {
        const auto hits = cap_.matcher->rows_for(values, findings_);
        if (hits.empty()) return;
        const auto& amount = cap_.version->rows[hits.front()].amounts.front();
        cell.cap_fen = amount ? amount->fen() : no_limit;
        cell.cap_row = cap_.rows[hits.front()];
    }
    put_deductible(values, place, cell);
    put_segments(values, place, cell);
    if (source_.benefit.layer == Layer::basic) check_ceilings(values, place, place_site, cell);
    layer_.cells.push_back(cell);
}

LayerPlan LayerCompiler::run() {
    layer_.layer = source_.benefit.layer;
    layer_.label = source_.benefit.label;
    layer_.draw = source_.benefit.draw;
    sort_tables();
    if (layer_.layer == Layer::account) return std::move(layer_);

    require(segments_, Operator::segments);
    require(cap_, Operator::cap);
    if (layer_.layer == Layer::basic) {
        require(deductible_, Operator::deductible);
        require(place_, Operator::place);
    }
    if (space_.size() > cells_max) {
        findings_.add(ErrorCode::package_value, source_.benefit.site, source_.benefit.id,
                      "more combinations than fit", fmt::format("at most {}", cells_max));
    }
    if (!findings_.empty()) return std::move(layer_);
    set_shape();
    for (std::size_t cell = 0; cell < space_.size() && findings_.empty(); ++cell) {
        compile_cell(space_.values(cell));
    }
    for (const TablePlan* table : {&deductible_, &segments_, &place_, &cap_}) {
        if (table->is_there() && findings_.empty()) table->matcher->report_unused(findings_);
    }
    for (const TablePlan& adjust : adjusts_) {
        if (findings_.empty()) adjust.matcher->report_unused(findings_);
    }
    return std::move(layer_);
}

}  // namespace

std::vector<std::string> readable_cites(const Sources& sources, const Provenance& from) {
    std::vector<std::string> cites;
    for (const std::string& cite : from.cites) {
        const auto at = sources.articles.find(cite);
        cites.push_back(at == sources.articles.end() ? cite : at->second);
    }
    return cites;
}

LayerPlan compile_layer(const LayerSource& source, PlanTables& tables, Findings& findings) {
    return LayerCompiler(source, tables, findings).run();
}

}  // namespace yidi::policy
