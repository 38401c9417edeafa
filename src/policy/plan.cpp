#include "policy/plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::policy {
namespace {

/// Values one after another, each ended by a character that none of them contains.
class Canonical {
  public:
    template <class T>
    requires std::is_integral_v<T>
    void add(T value) {
        text_ += std::to_string(value);
        text_ += '\x1f';
    }
    void add(std::string_view value) {
        text_ += value;
        text_ += '\x1f';
    }
    template <class E>
    requires std::is_enum_v<E>
    void add(E value) { add(static_cast<std::int64_t>(value)); }
    void add(Date value) { add(value.days()); }
    void add(Ratio value) { add(value.ppm()); }
    void add(const Label& label) {
        add(std::string_view{label.zh});
        add(std::string_view{label.en});
    }
    template <class Range>
    void each(const Range& range) {
        add(std::size(range));
        for (const auto& value : range) add(value);
    }
    void add(const std::string& value) { add(std::string_view{value}); }

    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    std::string text_;
};

void add_cell(Canonical& out, const Cell& cell) {
    out.each(cell.deductible_fen);
    out.add(cell.cap_fen);
    out.add(cell.place_ppm);
    out.add(cell.deductible_row);
    out.add(cell.place_row);
    out.add(cell.cap_row);
    out.add(cell.segments_at);
    out.add(cell.adjusts);
    out.add(cell.segment_count);
    out.add(cell.place);
}

void add_layer(Canonical& out, const LayerPlan& layer) {
    out.add(layer.layer);
    out.add(layer.label);
    out.each(layer.draw);
    out.add(layer.nth_count);
    out.add(layer.deductible_per_year);
    out.add(layer.bounds_include_deductible);
    out.each(layer.pools);
    out.each(layer.strides);
    out.add(layer.status_base);
    out.each(layer.age_cuts);
    out.add(layer.cells.size());
    for (const Cell& cell : layer.cells) add_cell(out, cell);
    out.add(layer.segments.size());
    for (const Segment& segment : layer.segments) {
        out.add(segment.above_fen);
        out.add(segment.upto_fen);
        out.add(segment.listed);
        out.add(segment.local);
        out.add(segment.fund);
        out.add(segment.row);
    }
    out.add(layer.adjusts.size());
    for (const AdjustInfo& adjust : layer.adjusts) {
        out.add(adjust.row);
        out.add(adjust.kind);
        out.add(adjust.ppm);
    }
    out.each(layer.account_pays);
    out.add(layer.account_row);
}

std::uint32_t age_band(const std::vector<std::int32_t>& cuts, std::int32_t age) {
    std::uint32_t band = 0;
    while (band < cuts.size() && age >= cuts[band]) ++band;
    return band;
}

}  // namespace

std::string canonical_text(const PlanTables& tables) {
    Canonical out;
    out.add(engine_version);
    out.add(tables.package_id);
    out.add(tables.name);
    out.each(tables.prefixes);
    out.add(tables.clock.basis);
    out.add(tables.clock.year_month);
    out.add(tables.clock.year_day);
    out.add(tables.clock.year_of_stay);
    out.add(tables.clock.carry);
    out.add(tables.rounding);
    out.add(tables.sample);
    for (const RuleInfo& rule : tables.rules) {
        out.add(rule.id);
        out.add(rule.op);
        out.add(rule.layer);
        out.add(rule.from);
        out.add(rule.to_unknown);
        out.add(rule.verified_on);
        out.add(rule.label);
        out.add(rule.reading);
    }
    for (const RowInfo& row : tables.rows) {
        out.add(row.rule);
        out.add(row.number);
        out.each(row.cites);
        out.add(row.confidence);
        out.add(row.origin);
    }
    for (const auto& [id, reading] : tables.readings) {
        out.add(id);
        out.add(reading.question);
        out.add(reading.chosen);
        out.add(reading.alternative);
    }
    for (const auto& epochs : tables.epochs) {
        out.add(epochs.size());
        for (const Epoch& epoch : epochs) {
            out.add(epoch.from);
            out.add(epoch.layers.size());
            for (const LayerPlan& layer : epoch.layers) add_layer(out, layer);
        }
    }
    out.each(tables.order_cites);
    out.each(tables.time_cites);
    out.each(tables.rounding_cites);
    return out.take();
}

Plan::Plan(PlanTables tables)
    : tables_(std::move(tables)), hash_(hex(fingerprint(canonical_text(tables_)))) {}

const Cell& LayerPlan::cell_of(const model::Episode& episode) const {
    const auto number = [&](Dimension dimension) -> std::uint32_t {
        switch (dimension) {
            case Dimension::level:
                return static_cast<std::uint32_t>(episode.level);
            case Dimension::status:
                return static_cast<std::uint32_t>(episode.status) - status_base;
            case Dimension::age_band:
                return age_band(age_cuts, episode.age_years);
            case Dimension::place:
                return static_cast<std::uint32_t>(episode.place);
            case Dimension::urgency:
                return static_cast<std::uint32_t>(episode.urgency);
            case Dimension::aid_class:
                return static_cast<std::uint32_t>(episode.aid_class);
            case Dimension::civil_servant:
                return episode.civil_servant ? 1 : 0;
        }
        return 0;
    };
    std::uint32_t index = 0;
    for (std::size_t dimension = 0; dimension < dimension_count; ++dimension) {
        if (strides[dimension] == 0) continue;
        index += strides[dimension] * number(Dimension{static_cast<std::uint8_t>(dimension)});
    }
    YIDI_ASSERT(index < cells.size());
    return cells[index];
}

const std::vector<std::string>& admdvs_prefixes(const Plan& plan) {
    return plan.tables().prefixes;
}
const std::string& hash_of(const Plan& plan) {
    return plan.hash();
}
const std::string& package_id_of(const Plan& plan) {
    return plan.tables().package_id;
}
bool is_sample(const Plan& plan) {
    return plan.tables().sample;
}

}  // namespace yidi::policy
