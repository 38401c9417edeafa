#include <algorithm>

#include <fmt/format.h>

#include "policy/dimensions.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr Word services[] = {{"inpatient", "", ""}};
constexpr Word draw_spans[] = {{"episode", "", ""}};
constexpr Word deductible_spans[] = {{"admission", "", ""}, {"year", "", ""}};
constexpr Word counts[] = {{"admissions_in_year", "", ""}};
constexpr Word basic_axes[] = {{"episode_in_policy", "", ""}, {"episode_drawn", "", ""}};
constexpr Word modes[] = {{"marginal", "", ""}};
constexpr Word measures[] = {{"year_fund_paid", "", ""}};
constexpr Word account_sources[] = {{"own", "", ""}};

std::vector<Bucket> buckets(Fields& fields, std::string_view key, std::span<const Bucket> allowed) {
    std::vector<Bucket> result;
    for (const std::string& name : fields.texts(key)) {
        const auto index = index_of(bucket_words(), name);
        const Bucket bucket{static_cast<std::uint8_t>(index.value_or(0))};
        const bool good = index &&
                          std::find(allowed.begin(), allowed.end(), bucket) != allowed.end() &&
                          std::find(result.begin(), result.end(), bucket) == result.end();
        if (good) {
            result.push_back(bucket);
            continue;
        }
        std::string expected;
        for (const Bucket one : allowed) {
            expected += (expected.empty() ? "" : ", ") + std::string{word_of(one).name};
        }
        fields.complain(ErrorCode::package_value, key, name, "each once, of: " + expected);
    }
    return result;
}

constexpr Bucket basic_draw[] = {Bucket::in_policy};
constexpr Bucket layer_draw[] = {Bucket::first_pay, Bucket::ded, Bucket::seg_self,
                                 Bucket::place_self, Bucket::over_cap};
constexpr Bucket account_pays[] = {Bucket::own,     Bucket::over_price, Bucket::first_pay,
                                   Bucket::ded,     Bucket::seg_self,   Bucket::place_self,
                                   Bucket::over_cap};

void read_draw(Fields& fields, Benefit& benefit, Findings& findings) {
    const Node* node = fields.require("draw", "{ buckets = [\"in_policy\"], over = \"episode\" }");
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (entries == nullptr) return;
    Fields draw(fields.file(), *entries, node->line, findings);
    const bool basic = benefit.layer == Layer::basic;
    benefit.draw =
        buckets(draw, "buckets",
                basic ? std::span<const Bucket>{basic_draw} : std::span<const Bucket>{layer_draw});
    (void)draw.word("over", draw_spans);
    draw.end();
}

Benefit read_benefit_table(Fields fields, Findings& findings) {
    Benefit benefit;
    benefit.site = fields.site();
    benefit.id = fields.text("id");
    benefit.layer = static_cast<Layer>(fields.word("layer", layer_words()));
    benefit.scheme = static_cast<model::Scheme>(fields.word("insured", scheme_words()));
    (void)fields.word("service", services);
    benefit.label = fields.label("label");
    if (benefit.layer == Layer::cash) {
        fields.complain(ErrorCode::package_value, "layer", "cash",
                        "a fund or account; cash is what remains");
    }
    if (benefit.layer != Layer::account) read_draw(fields, benefit, findings);
    fields.end();
    return benefit;
}

void read_validity(Fields& fields, Version& version) {
    version.from = fields.date("from");
    constexpr std::string_view expected = "a later date, \"open\" or \"unknown\"";
    const Node* node = fields.require("to", expected);
    if (node != nullptr) {
        const auto* date = std::get_if<Date>(&node->value);
        const auto* text = std::get_if<std::string>(&node->value);
        if (date != nullptr && *date > version.from) {
            version.to = *date;
        } else if (text != nullptr && *text == "unknown") {
            version.to_unknown = true;
        } else if (text == nullptr || *text != "open") {
            fields.complain(ErrorCode::package_value, "to", show(*node), std::string{expected});
        }
    }
    version.recorded_on = fields.date("recorded_on");
    version.verified_on = fields.date("verified_on");
}

void read_pools(Fields& fields, Version& version) {
    for (const std::string& name : fields.texts("pools")) {
        const auto index = index_of(layer_words(), name);
        if (index && *index < fund_layer_count) {
            version.pools.push_back(Layer{static_cast<std::uint8_t>(*index)});
            continue;
        }
        fields.complain(ErrorCode::package_value, "pools", name,
                        "funds: " + list_of(layer_words().first(fund_layer_count)));
    }
}

/// An adjustment is one row: when = { status = ["retired"] } are its dimensions.
void read_adjust(Fields& fields, Version& version, Findings& findings) {
    Row row{.site = fields.site(),
            .number = 1,
            .provenance = version.provenance,
            .dims = {},
            .amounts = {},
            .band = {},
            .effect = {}};
    const Node* node = fields.require("when", "{ status = [\"retired\"] }");
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (entries != nullptr) {
        Fields when(fields.file(), *entries, node->line, findings);
        for (std::size_t index = 0; index < dimension_count; ++index) {
            const Word& word = dimension_words()[index];
            if (!when.has(word.name)) {
                (void)when.find(word.name);
                continue;
            }
            std::string joined;
            const Dimension dimension{static_cast<std::uint8_t>(index)};
            for (const std::string& value : when.texts(word.name)) {
                joined += (joined.empty() ? "" : "|") + value;
            }
            if (!is_dimension_text(dimension, joined)) {
                when.complain(ErrorCode::package_value, word.name, joined,
                              dimension_expected(dimension));
                continue;
            }
            version.columns.push_back(dimension);
            row.dims.push_back(joined);
        }
        when.end();
    }
    row.effect.kind = static_cast<Effect>(fields.word("effect", effect_words()));
    const std::string text = fields.text("value");
    const auto value = effect_value(row.effect.kind, text);
    const bool ratio = row.effect.kind == Effect::ratio_points ||
                       row.effect.kind == Effect::ratio_factor ||
                       row.effect.kind == Effect::self_share_factor;
    if (!ratio || !value) {
        fields.complain(ErrorCode::package_value, "value", text,
                        "\"-10pp\" for ratio_points, \"60%\" for a factor; no other effect");
    }
    row.effect.ppm = value.value_or(0);
    version.rows.push_back(std::move(row));
}

void read_kind(Fields& fields, Version& version, const Sources& sources, Findings& findings) {
    switch (version.kind) {
        case Operator::deductible:
            version.per_year = fields.word("per", deductible_spans) == 1;
            if (!version.per_year) (void)fields.word("count", counts);
            load_rows(fields, version, sources, findings);
            return;
        case Operator::segments:
            (void)fields.word("axis", basic_axes);
            (void)fields.word("mode", modes);
            if (fields.require("bounds_include_deductible", "true or false") != nullptr) {
                version.bounds_include_deductible =
                    fields.flag_or("bounds_include_deductible", true);
            }
            load_rows(fields, version, sources, findings);
            return;
        case Operator::adjust:
            version.order = fields.integer("order");
            read_adjust(fields, version, findings);
            return;
        case Operator::place:
            version.order = fields.integer("order");
            load_rows(fields, version, sources, findings);
            return;
        case Operator::cap:
            (void)fields.word("measure", measures);
            read_pools(fields, version);
            load_rows(fields, version, sources, findings);
            return;
        case Operator::account:
            version.pays = buckets(fields, "pays", account_pays);
            for (const std::string& name : fields.texts("sources")) {
                if (index_of(account_sources, name)) continue;
                fields.complain(ErrorCode::package_value, "sources", name,
                                list_of(account_sources));
            }
            version.rows.push_back({.site = version.site,
                                    .number = 1,
                                    .provenance = version.provenance,
                                    .dims = {},
                                    .amounts = {},
                                    .band = {},
                                    .effect = {}});
            return;
    }
}

}  // namespace

std::optional<std::int64_t> effect_value(Effect kind, std::string_view text) {
    switch (kind) {
        case Effect::none:
        case Effect::not_payable:
            if (text.empty()) return 0;
            return {};
        case Effect::ratio_points:
            return parse_points(text);
        case Effect::ratio_factor:
        case Effect::self_share_factor:
        case Effect::first_pay:
            if (const auto ratio = parse_percent(text)) return ratio->ppm();
            return {};
    }
    return {};
}

Version load_version(Operator kind, Fields& fields, const Sources& sources, Findings& findings) {
    Version version;
    version.kind = kind;
    version.site = fields.site();
    version.id = fields.text("id");
    read_validity(fields, version);
    version.provenance = load_provenance(fields, sources);
    if (fields.has("label")) {
        version.label = fields.label("label");
    } else {
        (void)fields.find("label");
        version.label = {std::string{word_of(kind).zh}, std::string{word_of(kind).en}};
    }
    version.reading = fields.text_or("reading", "");
    if (!version.reading.empty() && !sources.readings.contains(version.reading)) {
        fields.complain(ErrorCode::package_citation, "reading", version.reading,
                        "the id of a [[reading]] in sources.toml");
    }
    read_kind(fields, version, sources, findings);
    fields.end();
    return version;
}

std::vector<Benefit> load_benefits(const SourceFile& file, const std::string& path,
                                   const Sources& sources, Findings& findings) {
    Fields fields(path, file.tables, 1, findings);
    const Node* node = fields.require("benefit", "a table [benefit]");
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (entries == nullptr) return {};
    Benefit benefit = read_benefit_table({path, *entries, node->line, findings}, findings);
    for (std::size_t index = 0; index < operator_count; ++index) {
        const Operator kind{static_cast<std::uint8_t>(index)};
        for (const Node* table : fields.tables(word_of(kind).name)) {
            Fields inner(path, std::get<TableEntries>(table->value), table->line, findings);
            if ((kind == Operator::account) != (benefit.layer == Layer::account)) {
                inner.complain(ErrorCode::package_value, "", std::string{word_of(kind).name},
                               "[[account]] in the account layer, and only there");
            }
            benefit.versions.push_back(load_version(kind, inner, sources, findings));
        }
    }
    fields.end();
    return {std::move(benefit)};
}

std::vector<Ceiling> load_ceilings(const SourceFile& file, const std::string& path,
                                   const Sources& sources, Findings& findings) {
    Fields fields(path, file.tables, 1, findings);
    std::vector<Ceiling> ceilings;
    for (const Node* node : fields.tables("ceiling")) {
        Fields inner(path, std::get<TableEntries>(node->value), node->line, findings);
        Version version;
        version.kind = Operator::adjust;  // its rows: dimensions, then "points_max"
        version.site = inner.site();
        version.id = inner.text("id");
        version.provenance = load_provenance(inner, sources);
        load_rows(inner, version, sources, findings);
        inner.end();
        for (const Dimension dimension : version.columns) {
            if (dimension == Dimension::place || dimension == Dimension::urgency) continue;
            inner.complain(ErrorCode::package_value, "columns",
                           std::string{word_of(dimension).name}, "place, urgency, points_max");
        }
        ceilings.push_back({version.site, version.provenance, version.columns, version.rows});
    }
    fields.end();
    return ceilings;
}

}  // namespace yidi::policy
