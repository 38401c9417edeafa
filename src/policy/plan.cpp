#include "policy/plan.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/event_values.hpp"

namespace yidi::policy {
namespace {

/// Values one after another, each ended by a character that none of them contains.
class Canonical {
  public:
    template <class T>
    requires std::is_integral_v<T>
    void add(T value) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits,
                                       static_cast<std::int64_t>(value));
        text_.append(digits, end.ptr);
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

/// Rows speak for themselves: their places in the plan depend on what else it holds.
class RowTexts {
  public:
    explicit RowTexts(const PlanTables& tables) : tables_(tables), texts_(tables.rows.size()) {}

    [[nodiscard]] const std::string& of(std::uint32_t row) {
        static const std::string none = "-";
        if (row == no_row) return none;
        std::string& text = texts_[row];
        if (text.empty()) text = hex(fingerprint(write(tables_.rows[row])));
        return text;
    }

  private:
    [[nodiscard]] std::string write(const RowInfo& row) const {
        const RuleInfo& rule = tables_.rules[row.rule];
        Canonical out;
        out.add(rule.id);
        out.add(rule.op);
        out.add(rule.layer);
        out.add(rule.from);
        out.add(rule.to_unknown);
        out.add(rule.verified_on);
        out.add(rule.label);
        out.add(rule.reading);
        if (!rule.reading.empty()) {
            const Reading& reading = tables_.readings.at(rule.reading);
            out.add(reading.question);
            out.add(reading.chosen);
            out.add(reading.alternative);
        }
        out.add(row.number);
        out.each(row.keys);
        out.each(row.cites);
        out.add(row.confidence);
        out.add(row.origin);
        return out.take();
    }

    const PlanTables& tables_;
    std::vector<std::string> texts_;
};

void add_cell(Canonical& out, RowTexts& rows, const Cell& cell) {
    out.add(cell.cap_fen);
    out.add(cell.place_ppm);
    out.add(cell.factor_local);
    out.add(cell.factor_fund);
    for (const auto row : {cell.gate_row, cell.deductible_row, cell.place_row, cell.cap_row}) {
        out.add(rows.of(row));
    }
    out.add(cell.deductible_at);
    out.add(cell.segments_at);
    out.add(cell.limits_at);
    out.add(cell.adjusts);
    out.add(cell.segment_count);
    out.add(cell.place);
    out.add(cell.refused);
}

void add_shape(Canonical& out, RowTexts& rows, const LayerPlan& layer) {
    out.add(layer.benefit);
    out.add(layer.layer);
    out.add(layer.pool);
    out.add(layer.label);
    out.add(layer.undetermined);
    out.each(layer.draw);
    out.add(layer.year_to_date);
    out.add(layer.nth_count);
    out.add(layer.per);
    out.add(layer.excludes_day_surgery);
    out.add(layer.deductible_pools);
    for (const ContinuityPlan& plan : layer.continuity) {
        out.add(rows.of(plan.row));
        out.add(plan.within_hours);
        out.add(plan.carry);
    }
    out.add(layer.long_stay_days);
    out.add(rows.of(layer.continuity_row));
    out.add(layer.axis);
    out.add(layer.whole);
    out.add(layer.bounds_include_deductible);
    out.add(layer.is_supplement);
    out.add(layer.cap_measure);
    out.add(layer.cap_pools);
    for (const LimitPlan& limit : layer.limits) {
        out.add(limit.measure);
        out.add(limit.scope);
        out.add(limit.carries);
        out.add(limit.rule);
    }
    out.add(rows.of(layer.combine_row));
    out.add(layer.combine);
    out.add(layer.combine_extra_fen);
    out.add(layer.diseases_max);
}

std::string text_of(const PlanTables& tables, RowTexts& rows, const LayerPlan& layer) {
    Canonical out;
    out.add(tables.rounding.mode);
    out.add(tables.rounding.jiao);
    out.add(tables.rounding.at_sum);
    add_shape(out, rows, layer);
    out.each(layer.strides);
    out.add(layer.status_base);
    out.each(layer.age_cuts);
    out.each(layer.diseases);
    for (const Cell& cell : layer.cells) add_cell(out, rows, cell);
    for (const Segment& segment : layer.segments) {
        out.add(segment.above_fen);
        out.add(segment.upto_fen);
        out.add(segment.listed);
        out.add(segment.local);
        out.add(segment.fund);
        out.add(rows.of(segment.row));
        out.add(segment.bucket);
        out.add(segment.undetermined);
    }
    out.each(layer.deductibles);
    for (const LimitCell& limit : layer.limit_cells) {
        out.add(limit.most);
        out.add(rows.of(limit.row));
    }
    for (const AdjustInfo& adjust : layer.adjusts) {
        out.add(rows.of(adjust.row));
        out.add(adjust.kind);
        out.add(adjust.ppm);
    }
    out.each(layer.account_pays);
    out.each(layer.account_sources);
    out.add(rows.of(layer.account_row));
    return out.take();
}

std::string text_of(RowTexts& rows, const std::vector<std::string>& layers, const Epoch& epoch) {
    Canonical out;
    for (const std::uint32_t layer : epoch.layers) out.add(layers[layer]);
    out.add(epoch.has_channels);
    for (const ChannelPlan& channel : epoch.channels) {
        out.add(rows.of(channel.row));
        out.add(channel.as.has_value());
        out.add(channel.as.value_or(model::Service{}));
        out.add(channel.level_from);
        out.add(channel.level);
    }
    return out.take();
}

}  // namespace

std::string canonical_text(const PlanTables& tables, const Epoch& epoch) {
    RowTexts rows(tables);
    std::vector<std::string> layers(tables.layers.size());
    for (const std::uint32_t layer : epoch.layers) {
        layers[layer] = text_of(tables, rows, tables.layers[layer]);
    }
    return text_of(rows, layers, epoch);
}

std::string canonical_text(const PlanTables& tables) {
    Canonical out;
    out.add(engine_version);
    out.add(tables.package_id);
    out.add(tables.version);
    out.add(tables.effective ? tables.effective->text() : std::string{});
    out.add(tables.name);
    out.each(tables.prefixes);
    out.add(tables.clock.basis);
    out.add(tables.clock.year_month);
    out.add(tables.clock.year_day);
    out.add(tables.clock.cross_year);
    out.add(tables.clock.deductible_each);
    out.add(tables.clock.carry);
    out.add(tables.share_first);
    out.add(tables.sample);
    RowTexts rows(tables);
    std::vector<std::string> layers;
    for (const LayerPlan& layer : tables.layers) {
        layers.push_back(hex(fingerprint(text_of(tables, rows, layer))));
    }
    for (const auto& services : tables.epochs) {
        for (const auto& epochs : services) {
            out.add(epochs.size());
            for (const Epoch& epoch : epochs) {
                out.add(epoch.from);
                out.add(text_of(rows, layers, epoch));
            }
        }
    }
    out.each(tables.order_keys);
    out.each(tables.time_keys);
    out.each(tables.rounding_keys);
    return out.take();
}

Plan::Plan(PlanTables tables)
    : tables_(std::move(tables)), hash_(hex(fingerprint(canonical_text(tables_)))) {}

std::optional<std::size_t> LayerPlan::disease_value(std::string_view code) const {
    for (std::size_t value = 0; value < diseases.size(); ++value) {
        if (diseases[value] == code) return value;
    }
    return {};
}

std::optional<std::size_t> LayerPlan::cell_at(const model::Episode& episode,
                                              model::HospitalLevel level) const {
    return cell_at(EventValues(episode, level));
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
