#include <algorithm>

#include <fmt/format.h>

#include "policy/layer_compiler.hpp"

namespace yidi::policy {

std::uint32_t RowInterner::row(const Version& version, const Row& row, Layer layer) {
    const auto [rule, new_rule] =
        rules_.try_emplace(&version, static_cast<std::uint32_t>(tables_.rules.size()));
    if (new_rule) {
        tables_.rules.push_back({.id = version.id,
                                 .op = version.kind,
                                 .layer = layer,
                                 .from = version.from,
                                 .to_unknown = version.to_unknown,
                                 .verified_on = version.verified_on,
                                 .label = version.label,
                                 .reading = version.reading});
    }
    const auto [at, fresh] =
        rows_.try_emplace(&row, static_cast<std::uint32_t>(tables_.rows.size()));
    if (fresh) {
        places_.push_back({&version, &row});
        tables_.rows.push_back({.rule = rule->second,
                                .number = row.number,
                                .keys = row.provenance.cites,
                                .cites = readable_cites(sources_, row.provenance),
                                .confidence = row.provenance.confidence,
                                .origin = row.provenance.origin});
    }
    return at->second;
}

LayerCompiler::LayerCompiler(const LayerSource& source, RowInterner& interner, Findings& findings)
    : source_(source),
      interner_(interner),
      findings_(findings),
      space_(source.versions, source.scheme, findings) {}

TablePlan LayerCompiler::table_of(const Version& version) {
    TablePlan table{.version = &version,
                    .rows = {},
                    .matcher = std::make_unique<Matcher>(version, space_, interner_.used())};
    for (const Row& row : version.rows) {
        table.rows.push_back(interner_.row(version, row, source_.benefit.layer));
    }
    return table;
}

TablePlan* LayerCompiler::slot_of(Operator kind) {
    switch (kind) {
        case Operator::gate:
            return &gate_;
        case Operator::deductible:
            return &deductible_;
        case Operator::continuity:
            return &continuity_;
        case Operator::segments:
            return &segments_;
        case Operator::place:
            return &place_;
        case Operator::supplement:
            return &supplement_;
        case Operator::disease:
            return &disease_;
        case Operator::combine:
            return &combine_;
        case Operator::cap:
            return &cap_;
        case Operator::adjust:
        case Operator::limit:
        case Operator::channel:
        case Operator::account:
            break;
    }
    return nullptr;
}

void LayerCompiler::sort_tables() {
    for (const Version* version : source_.versions) {
        TablePlan* slot = slot_of(version->kind);
        if (version->kind == Operator::adjust) {
            adjusts_.push_back(table_of(*version));
        } else if (version->kind == Operator::limit) {
            limits_.push_back(table_of(*version));
        } else if (version->kind == Operator::account) {
            put_account(*version);
        } else if (slot == nullptr || slot->is_there()) {
            findings_.add(ErrorCode::package_incomplete, version->site, version->id,
                          fmt::format("a second {}{}", word_of(version->kind).name,
                                      slot == nullptr ? " beside other tables"
                                                      : " beside " + slot->version->id),
                          "one table of a kind in force at a time");
        } else {
            *slot = table_of(*version);
        }
    }
    std::stable_sort(adjusts_.begin(), adjusts_.end(), [](const TablePlan& a, const TablePlan& b) {
        return a.version->terms.order < b.version->terms.order;
    });
    check_orders();
}

void LayerCompiler::check_orders() {
    std::vector<std::int64_t> orders;
    for (const TablePlan& adjust : adjusts_) orders.push_back(adjust.version->terms.order);
    if (place_.is_there()) orders.push_back(place_.version->terms.order);
    std::sort(orders.begin(), orders.end());
    const bool twice = std::adjacent_find(orders.begin(), orders.end()) != orders.end();
    if (twice || adjusts_.size() > adjusts_max) {
        findings_.add(ErrorCode::package_incomplete, source_.benefit.site, "order",
                      "the same order twice, or more than 32 adjustments",
                      "an order of its own for each adjustment and the place table");
    }
    if (limits_.size() > limits_max) {
        findings_.add(ErrorCode::package_incomplete, source_.benefit.site, "limit",
                      fmt::format("{} limits", limits_.size()),
                      fmt::format("at most {} in force at a time", limits_max));
    }
}

void LayerCompiler::require(const TablePlan& table, Operator kind) {
    if (table.is_there()) return;
    findings_.add(ErrorCode::package_incomplete, source_.benefit.site, source_.benefit.id,
                  fmt::format("no {} in force on {}", word_of(kind).name, source_.day.text()),
                  "every table the benefit needs, for the same time");
}

void LayerCompiler::require_all() {
    require(cap_, Operator::cap);
    if (layer_.layer == Layer::basic) {
        require(deductible_, Operator::deductible);
        require(place_, Operator::place);
    }
    if (!supplement_.is_there()) require(segments_, Operator::segments);
    if (supplement_.is_there() && (segments_.is_there() || deductible_.is_there())) {
        findings_.add(ErrorCode::package_incomplete, supplement_.version->site,
                      supplement_.version->id, "segments or deductible beside a supplement",
                      "a supplement alone");
    }
    if (supplement_.is_there() && cap_.is_there() &&
        cap_.version->terms.cap_measure == CapMeasure::year_in_policy) {
        findings_.add(ErrorCode::package_incomplete, cap_.version->site, "measure",
                      "year_in_policy", "a cap on what is paid, beside a supplement");
    }
    const bool by_person = std::any_of(limits_.begin(), limits_.end(), [](const TablePlan& limit) {
        return limit.version->terms.limit_scope == LimitScope::person;
    });
    if (by_person) {
        require(combine_, Operator::combine);
        require(disease_, Operator::disease);
    }
    if (space_.size() > cells_max) {
        findings_.add(ErrorCode::package_value, source_.benefit.site, source_.benefit.id,
                      "more combinations than fit", fmt::format("at most {}", cells_max));
    }
}

void LayerCompiler::put_account(const Version& version) {
    layer_.account_row = table_of(version).rows.front();
    layer_.account_sources = version.terms.account_sources;
    for (const Bucket bucket : version.terms.pays) {
        layer_.account_pays[static_cast<std::size_t>(bucket)] = true;
    }
}

void LayerCompiler::put_continuity(const TablePlan& table) {
    layer_.long_stay_days = table.version->terms.long_stay_days;
    layer_.continuity_row = table.rows.front();
    for (std::size_t index = 0; index < table.rows.size(); ++index) {
        const ContinuityRule& rule = table.version->rows[index].continuity;
        if (rule.link == model::ChainLink::none) continue;  // a table of long stays alone
        ContinuityPlan& plan = layer_.continuity[static_cast<std::size_t>(rule.link)];
        if (plan.row != no_row) {
            findings_.add(ErrorCode::package_incomplete, table.version->rows[index].site, "link",
                          std::string{word_of(rule.link).name}, "one row for each link",
                         Lint::two_rows);
        }
        plan = {table.rows[index], rule.within_hours, rule.carry};
    }
}

namespace {

PoolSet set_of(const std::vector<Pool>& pools) {
    PoolSet set = 0;
    for (const Pool pool : pools) {
        set = static_cast<PoolSet>(set | (1U << static_cast<unsigned>(pool)));
    }
    return set;
}

}  // namespace

void LayerCompiler::set_shape() {
    layer_.strides = space_.strides();
    for (std::size_t index = 0; index < dimension_count; ++index) {
        if (layer_.strides[index] == 0) continue;
        layer_.dimensions.push_back(Dimension{static_cast<std::uint8_t>(index)});
    }
    layer_.age_cuts = space_.age_cuts();
    layer_.status_base = space_.status_base();
    layer_.diseases = space_.diseases();
    if (deductible_.is_there()) {
        const Terms& terms = deductible_.version->terms;
        layer_.per = terms.per;
        layer_.excludes_day_surgery = terms.excludes_day_surgery;
        layer_.deductible_pools = set_of(terms.pools.empty() ? std::vector{layer_.pool}
                                                             : terms.pools);
        const bool steps = terms.next_factor.has_value() || terms.next_less.has_value();
        const auto written = deductible_.version->rows.front().amounts.size();
        layer_.nth_count = static_cast<std::uint8_t>(steps ? nth_max : written);
    }
    if (segments_.is_there()) {
        const Terms& terms = segments_.version->terms;
        layer_.axis = terms.axis;
        layer_.whole = terms.whole;
        layer_.bounds_include_deductible = terms.bounds_include_deductible;
    }
    layer_.is_supplement = supplement_.is_there();
    layer_.cap_measure = cap_.version->terms.cap_measure;
    layer_.cap_pools = set_of(cap_.version->terms.pools);
    for (const TablePlan& limit : limits_) {
        const Terms& terms = limit.version->terms;
        layer_.limits.push_back(
            {terms.limit_measure, terms.limit_scope, terms.carries, limit.version->id});
    }
    if (combine_.is_there()) {
        const Terms& terms = combine_.version->terms;
        layer_.combine_row = combine_.rows.front();
        layer_.combine = terms.combine;
        layer_.combine_extra_fen = terms.extra_each.fen();
        layer_.diseases_max = terms.diseases_max;
    }
    if (continuity_.is_there()) put_continuity(continuity_);
    for (const TablePlan& adjust : adjusts_) {
        const EffectValue& effect = adjust.version->rows.front().effect;
        layer_.adjusts.push_back({adjust.rows.front(), effect.kind, effect.ppm});
    }
}

LayerPlan LayerCompiler::run() {
    const Benefit& benefit = source_.benefit;
    layer_.benefit = benefit.id;
    layer_.layer = benefit.layer;
    layer_.pool = benefit.pool;
    layer_.label = benefit.label;
    layer_.undetermined = benefit.undetermined;
    layer_.draw = benefit.draw;
    layer_.year_to_date = benefit.year_to_date;
    sort_tables();
    if (layer_.layer == Layer::account || !layer_.undetermined.zh.empty()) {
        return std::move(layer_);
    }
    require_all();
    if (!findings_.empty()) return std::move(layer_);
    set_shape();
    for (std::size_t cell = 0; cell < space_.size() && findings_.empty(); ++cell) {
        compile_cell(space_.values(cell));
    }
    if (findings_.empty()) check_ceilings();
    if (findings_.empty()) check_bounds();
    return std::move(layer_);
}

std::vector<std::string> readable_cites(const Sources& sources, const Provenance& from) {
    std::vector<std::string> cites;
    for (const std::string& cite : from.cites) {
        const auto at = sources.articles.find(cite);
        cites.push_back(at == sources.articles.end() ? cite : at->second);
    }
    return cites;
}

LayerPlan compile_layer(const LayerSource& source, RowInterner& interner, Findings& findings) {
    return LayerCompiler(source, interner, findings).run();
}

}  // namespace yidi::policy
