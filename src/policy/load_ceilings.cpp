#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr Word bounded[] = {{"fund", "", ""}, {"deductible", "", ""}, {"cap", "", ""}};

void read_ceiling(Fields fields, const Sources& sources, Package& package, Findings& findings) {
    Version version;
    version.kind = Operator::adjust;  // its rows: dimensions, then "points_max"
    version.site = fields.site();
    version.id = fields.text("id");
    version.provenance = load_provenance(fields, sources);
    load_rows(fields, version, sources, findings);
    fields.end();
    for (const Dimension dimension : version.columns) {
        if (dimension == Dimension::place || dimension == Dimension::urgency) continue;
        fields.complain(ErrorCode::package_value, "columns", std::string{word_of(dimension).name},
                        "place, urgency, points_max");
    }
    package.ceilings.push_back(
        {version.site, version.id, version.provenance, version.columns, version.rows});
}

void read_bound(Fields fields, const Sources& sources, Package& package) {
    Bound bound;
    bound.site = fields.site();
    bound.id = fields.text("id");
    bound.provenance = load_provenance(fields, sources);
    bound.layer = static_cast<Layer>(fields.word("layer", layer_words()));
    for (const std::string_view name : split(fields.text("insured"), '|')) {
        const auto index = index_of(scheme_words(), name);
        if (index) {
            bound.schemes[*index] = true;
        } else {
            fields.complain(ErrorCode::package_value, "insured", std::string{name},
                            list_of(scheme_words()));
        }
    }
    bound.value = static_cast<Bound::Value>(fields.word("value", bounded));
    const bool is_ratio = bound.value == Bound::Value::fund;
    for (const std::string_view key : {"min", "max"}) {
        const Node* node = fields.find(key);
        if (node == nullptr) continue;
        const auto* text = std::get_if<std::string>(&node->value);
        const auto ratio =
            is_ratio && text != nullptr ? parse_percent(*text) : std::optional<Ratio>{};
        const auto money = is_ratio ? std::nullopt : money_of(*node);
        if (!ratio && !money) {
            fields.complain(ErrorCode::package_value, key, show(*node),
                            is_ratio ? "a quoted percent" : "whole yuan or a quoted decimal",
                            is_ratio ? fault_of_share(*node) : fault_of_amount(*node));
        }
        (key == "min" ? bound.ratio_min : bound.ratio_max) = ratio;
        (key == "min" ? bound.amount_min : bound.amount_max) = money;
    }
    fields.end();
    package.bounds.push_back(std::move(bound));
}

}  // namespace

void load_ceilings(Fields& file, const Sources& sources, Package& package, Findings& findings) {
    for (const Node* node : file.tables("ceiling")) {
        read_ceiling({file.file(), std::get<TableEntries>(node->value), node->line, findings},
                     sources, package, findings);
    }
    for (const Node* node : file.tables("bound")) {
        read_bound({file.file(), std::get<TableEntries>(node->value), node->line, findings},
                   sources, package);
    }
}

}  // namespace yidi::policy
