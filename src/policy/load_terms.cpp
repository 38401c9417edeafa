#include <algorithm>

#include <fmt/format.h>

#include "policy/dimensions.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr Word deductible_spans[] = {{"admission", "", ""}, {"visit", "", ""}, {"year", "", ""}};
constexpr Word counts[] = {{"admissions_in_year", "", ""}};
constexpr Word excludable[] = {{"day_surgery", "", ""}};
constexpr Word modes[] = {{"marginal", "", ""}, {"whole", "", ""}};
constexpr Word leftovers[] = {{"lapses", "", ""}, {"carries", "", ""}};

constexpr Bucket account_pays[] = {Bucket::own,     Bucket::over_price, Bucket::first_pay,
                                   Bucket::ded,     Bucket::seg_self,   Bucket::place_self,
                                   Bucket::over_cap};

Row lone_row(const Version& version) {
    Row row;
    row.site = version.site;
    row.number = 1;
    row.provenance = version.provenance;
    return row;
}

/// The value of `key` as a dimension text, "a|b".
std::string joined(Fields& when, std::string_view key) {
    std::string text;
    for (const std::string& value : when.texts(key)) text += (text.empty() ? "" : "|") + value;
    return text;
}

/// An adjustment is one row: when = { status = ["retired"] } are its dimensions.
void read_adjust(Fields& fields, Version& version, Findings& findings) {
    Row row = lone_row(version);
    const Node* node = fields.require("when", "{ status = [\"retired\"] }");
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (entries != nullptr) {
        Fields when(fields.file(), *entries, node->line, findings);
        for (std::size_t index = 0; index < dimension_count; ++index) {
            const Word& word = dimension_words()[index];
            const Dimension dimension{static_cast<std::uint8_t>(index)};
            if (!when.has(word.name)) {
                (void)when.find(word.name);
                continue;
            }
            const std::string text = joined(when, word.name);
            if (!is_dimension_text(dimension, text)) {
                when.complain(ErrorCode::package_value, word.name, text,
                              dimension_expected(dimension));
                continue;
            }
            version.columns.push_back(dimension);
            row.dims.push_back(text);
        }
        when.end();
    }
    row.effect.kind = static_cast<Effect>(fields.word("effect", effect_words()));
    const std::string text = fields.text("value");
    const auto value = effect_value(row.effect.kind, text);
    const bool scales = row.effect.kind != Effect::none && row.effect.kind != Effect::first_pay &&
                        row.effect.kind != Effect::not_payable;
    if (!scales || !value) {
        fields.complain(ErrorCode::package_value, "value", text,
                        "\"-10pp\" for ratio_points, \"60%\" for a factor; no other effect");
    }
    row.effect.ppm = value.value_or(0);
    version.rows.push_back(std::move(row));
}

void read_deductible(Fields& fields, Version& version) {
    Terms& terms = version.terms;
    terms.per = static_cast<Terms::Per>(fields.word("per", deductible_spans));
    const bool by_admission = terms.per == Terms::Per::admission;
    if (by_admission) {
        (void)fields.word("count", counts);
        if (fields.has("excludes")) {
            for (const std::string& name : fields.texts("excludes")) {
                terms.excludes_day_surgery = terms.excludes_day_surgery || name == "day_surgery";
                if (index_of(excludable, name)) continue;
                fields.complain(ErrorCode::package_value, "excludes", name, "day_surgery");
            }
        }
        (void)fields.find("excludes");
        if (const Node* node = fields.find("next_factor")) {
            const auto* text = std::get_if<std::string>(&node->value);
            terms.next_factor = text == nullptr ? std::nullopt : parse_percent(*text);
            if (!terms.next_factor) {
                fields.complain(ErrorCode::package_value, "next_factor", show(*node),
                                "a quoted percent such as \"80%\"", fault_of_share(*node));
            }
        }
        if (const Node* node = fields.find("next_less")) {
            terms.next_less = money_of(*node);
            if (!terms.next_less) {
                fields.complain(ErrorCode::package_value, "next_less", show(*node),
                                "whole yuan or a quoted decimal", fault_of_amount(*node));
            }
        }
        if (terms.next_factor && terms.next_less) {
            fields.complain(ErrorCode::package_value, "next_less", "both",
                            "next_factor or next_less");
        }
    }
    if (terms.per == Terms::Per::year) {
        if (fields.has("pools")) terms.pools = load_pools(fields, "pools");
        (void)fields.find("pools");
    }
}

void read_segments(Fields& fields, Version& version) {
    static constexpr Word axes[] = {
        {"episode_in_policy", "", ""},     {"episode_drawn", "", ""}, {"year_in_policy", "", ""},
        {"year_drawn", "", ""},            {"year_above_deductible", "", ""},
        {"year_fund_paid", "", ""}};
    Terms& terms = version.terms;
    const auto axis = fields.word("axis", axes);
    const bool above_deductible = axis == 4;
    terms.axis = axis < 2 ? Axis::episode : axis < 5 ? Axis::year_drawn : Axis::year_fund_paid;
    terms.whole = fields.word("mode", modes) == 1;
    if (terms.whole && terms.axis != Axis::episode) {
        fields.complain(ErrorCode::package_value, "mode", "whole",
                        "marginal, where the axis is the year's");
    }
    if (above_deductible) {
        terms.bounds_include_deductible = fields.flag_or("bounds_include_deductible", false);
        if (terms.bounds_include_deductible) {
            fields.complain(ErrorCode::package_value, "bounds_include_deductible", "true",
                            "false, where the axis begins above the deductible");
        }
    } else if (fields.require("bounds_include_deductible", "true or false") != nullptr) {
        terms.bounds_include_deductible = fields.flag_or("bounds_include_deductible", true);
    }
}

void read_limit(Fields& fields, Version& version) {
    Terms& terms = version.terms;
    terms.limit_measure = static_cast<LimitMeasure>(fields.word("measure", limit_measure_words()));
    if (fields.has("scope")) {
        terms.limit_scope = static_cast<LimitScope>(fields.word("scope", limit_scope_words()));
    }
    (void)fields.find("scope");
    if (!fields.has("unused")) {
        (void)fields.find("unused");
        return;
    }
    terms.carries = fields.word("unused", leftovers) == 1;
    const bool periodic = terms.limit_measure == LimitMeasure::month_fund_paid ||
                          terms.limit_measure == LimitMeasure::quarter_fund_paid;
    if (terms.carries && !periodic) {
        fields.complain(ErrorCode::package_value, "unused", "carries",
                        "lapses, where the limit is not of a month or quarter");
    }
}

void read_combine(Fields& fields, Version& version) {
    Terms& terms = version.terms;
    terms.combine = static_cast<CombineRule>(fields.word("rule", combine_words()));
    if (terms.combine == CombineRule::highest_plus) {
        const Node* node = fields.require("extra_each", "whole yuan or a quoted decimal");
        const auto money = node == nullptr ? std::nullopt : money_of(*node);
        if (node != nullptr && !money) {
            fields.complain(ErrorCode::package_value, "extra_each", show(*node),
                            "whole yuan or a quoted decimal", fault_of_amount(*node));
        }
        terms.extra_each = money.value_or(Money{});
    }
    terms.diseases_max = fields.integer("max_diseases");
    if (terms.diseases_max < 1 || terms.diseases_max > 20) {
        fields.complain(ErrorCode::package_value, "max_diseases",
                        std::to_string(terms.diseases_max), "1 to 20");
    }
    version.rows.push_back(lone_row(version));
}

void read_account(Fields& fields, Version& version) {
    version.terms.pays = load_buckets(fields, "pays", account_pays);
    for (const std::string& name : fields.texts("sources")) {
        // "own" of vocabulary 1: a single account without years.
        const auto index = name == "own" ? std::optional<std::size_t>{0}
                                         : index_of(account_source_words(), name);
        auto& sources = version.terms.account_sources;
        const AccountSource source{static_cast<std::uint8_t>(index.value_or(0))};
        if (index && std::find(sources.begin(), sources.end(), source) == sources.end()) {
            sources.push_back(source);
            continue;
        }
        fields.complain(ErrorCode::package_value, "sources", name,
                        "each once, of: " + list_of(account_source_words()));
    }
    version.rows.push_back(lone_row(version));
}

void read_continuity(Fields& fields, Version& version) {
    if (!fields.has("long_stay_days")) {
        (void)fields.find("long_stay_days");
        return;
    }
    version.terms.long_stay_days = fields.integer("long_stay_days");
    if (version.terms.long_stay_days < 1 || version.terms.long_stay_days > 3660) {
        fields.complain(ErrorCode::package_value, "long_stay_days",
                        std::to_string(version.terms.long_stay_days), "days from 1 to 3660");
    }
}

}  // namespace

void load_terms(Fields& fields, Version& version, const Sources& sources,
                Findings& findings) {
    switch (version.kind) {
        case Operator::deductible:
            read_deductible(fields, version);
            break;
        case Operator::continuity:
            read_continuity(fields, version);
            if (version.terms.long_stay_days == 0 || fields.has("rows")) break;
            version.rows.push_back(lone_row(version));  // long stays alone, no links
            return;
        case Operator::segments:
            read_segments(fields, version);
            break;
        case Operator::adjust:
            version.terms.order = fields.integer("order");
            read_adjust(fields, version, findings);
            return;
        case Operator::place:
            version.terms.order = fields.integer("order");
            break;
        case Operator::limit:
            read_limit(fields, version);
            break;
        case Operator::combine:
            read_combine(fields, version);
            return;
        case Operator::cap:
            version.terms.cap_measure =
                static_cast<CapMeasure>(fields.word("measure", cap_measure_words()));
            version.terms.pools = load_pools(fields, "pools");
            break;
        case Operator::account:
            read_account(fields, version);
            return;
        case Operator::gate:
        case Operator::supplement:
        case Operator::disease:
        case Operator::channel:
            break;
    }
    load_rows(fields, version, sources, findings);
}

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
        case Effect::amount_factor:
        case Effect::first_pay:
            if (const auto ratio = parse_percent(text)) return ratio->ppm();
            return {};
    }
    return {};
}

}  // namespace yidi::policy
