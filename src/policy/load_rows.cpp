#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/dimensions.hpp"
#include "policy/package.hpp"
#include "policy/row_overrides.hpp"
#include "policy/row_reader.hpp"

namespace yidi::policy {
namespace {

/// "nth=1", "nth=2", "nth=3+": consecutive, the last and only the last with a plus.
bool is_nth_list(const std::vector<std::string>& columns) {
    if (columns.empty() || columns.size() > nth_max) return false;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const bool last = index + 1 == columns.size();
        if (columns[index] != fmt::format("nth={}{}", index + 1, last ? "+" : "")) return false;
    }
    return true;
}

/// Value columns of a kind of table, and how a message names what it wants.
struct ValueColumns {
    std::vector<std::string> names;
    std::string_view expected;
};

ValueColumns columns_of(Operator kind) {
    switch (kind) {
        case Operator::gate:
            return {{"outcome"}, "dimensions, then outcome"};
        case Operator::deductible:
            return {{"amount"}, "dimensions, then amount; amount, floor; or nth=1, nth=2, … with a "
                                "plus on the last"};
        case Operator::continuity:
            return {{"link", "within_hours", "deductible"}, "link, within_hours, deductible"};
        case Operator::segments:
            return {{"above", "upto", "fund"}, "dimensions, then above, upto, fund"};
        case Operator::adjust:
            return {{"points_max"}, "dimensions, then points_max"};
        case Operator::place:
            return {{"effect", "value", "deductible_as"},
                    "place, urgency and other dimensions, then effect, value, deductible_as"};
        case Operator::supplement:
            return {{"bucket", "fund"}, "dimensions, then bucket, fund"};
        case Operator::limit:
        case Operator::cap:
            return {{"amount"}, "dimensions, then amount"};
        case Operator::disease:
            return {{"code", "name", "group", "valid_months"}, "code, name, group, valid_months"};
        case Operator::channel:
            return {{"channel", "as", "level_from"}, "channel, as, level_from"};
        case Operator::combine:
        case Operator::account:
            break;
    }
    return {{}, "no columns"};
}

bool takes_dimensions(Operator kind) {
    return kind != Operator::continuity && kind != Operator::disease && kind != Operator::channel;
}

bool fits(const Version& version, const std::vector<std::string>& values) {
    using Names = std::vector<std::string>;
    if (values == columns_of(version.kind).names) return true;
    if (version.kind != Operator::deductible) return false;
    const Terms& terms = version.terms;
    const bool steps = terms.next_factor.has_value() || terms.next_less.has_value();
    if (values == Names{"amount", "floor"}) return steps;
    return terms.per == Terms::Per::admission && !steps && is_nth_list(values);
}

/// A table without columns: amount = 1300 holds for everybody.
void read_single_amount(Fields& fields, Version& version, Findings& findings) {
    Row row;
    row.site = fields.site();
    row.number = 1;
    row.provenance = version.provenance;
    const Node* node = fields.require("amount", "whole yuan or a quoted decimal");
    if (node == nullptr) return;
    row.site.line = node->line;
    RowReader(fields, version, findings).value(*node, "amount", row);
    if (!row.amounts.empty()) version.rows.push_back(std::move(row));
}

}  // namespace

std::vector<std::string> RowReader::read_columns() {
    const auto names = fields_.texts("columns");
    std::vector<std::string> values;
    bool good = true;
    for (const std::string& name : names) {
        const auto index = index_of(dimension_words(), name);
        if (!index || !takes_dimensions(version_.kind)) {
            values.push_back(name);
            continue;
        }
        const Dimension dimension{static_cast<std::uint8_t>(*index)};
        auto& dims = version_.columns;
        good =
            good && values.empty() && std::find(dims.begin(), dims.end(), dimension) == dims.end();
        dims.push_back(dimension);
    }
    const auto& dims = version_.columns;
    const auto has = [&](Dimension d) {
        return std::find(dims.begin(), dims.end(), d) != dims.end();
    };
    good = good && fits(version_, values) &&
           (version_.kind != Operator::place || (has(Dimension::place) && has(Dimension::urgency)));
    if (!good) {
        fields_.complain(ErrorCode::package_value, "columns",
                         fmt::format("{}", fmt::join(names, ", ")),
                         std::string{columns_of(version_.kind).expected});
        return {};
    }
    return values;
}

void RowReader::read(const Node& node, const std::vector<std::string>& values, Row row) {
    const auto* cells = std::get_if<Array>(&node.value);
    const std::size_t dims = version_.columns.size();
    if (cells == nullptr || cells->size() != dims + values.size()) {
        wrong(node, "rows", fmt::format("an array of {} values", dims + values.size()));
        return;
    }
    for (std::size_t index = 0; index < dims; ++index) {
        const Node& cell = (*cells)[index];
        const auto* text = std::get_if<std::string>(&cell.value);
        if (text == nullptr || !is_dimension_text(version_.columns[index], *text)) {
            wrong(cell, word_of(version_.columns[index]).name,
                  dimension_expected(version_.columns[index]));
            return;
        }
        row.dims.push_back(*text);
    }
    for (std::size_t index = 0; index < values.size(); ++index) {
        value((*cells)[dims + index], values[index], row);
    }
    version_.rows.push_back(std::move(row));
}

std::optional<Amount> amount_of(const Node& node, bool may_be_none) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text != nullptr && *text == undetermined) return Amount{Amount::Kind::undetermined, {}};
    if (text != nullptr && *text == "none" && may_be_none) return Amount{Amount::Kind::none, {}};
    if (const auto money = money_of(node)) return Amount{Amount::Kind::money, *money};
    return {};
}

void load_rows(Fields& fields, Version& version, const Sources& sources, Findings& findings) {
    const bool may_be_single = version.kind == Operator::deductible ||
                               version.kind == Operator::cap || version.kind == Operator::limit;
    if (may_be_single && !fields.has("columns")) {
        return read_single_amount(fields, version, findings);
    }

    RowReader reader(fields, version, findings);
    const auto values = reader.read_columns();
    RowOverrides overrides(fields, sources, findings);
    const Node* node = fields.require("rows", "an array of rows");
    const auto* rows = node == nullptr ? nullptr : std::get_if<Array>(&node->value);
    if (values.empty() || node == nullptr) return;
    if (rows == nullptr || rows->empty()) {
        fields.complain(ErrorCode::package_value, "rows", show(*node), "at least one row");
        return;
    }
    std::int32_t number = 0;
    for (const Node& row : *rows) {
        Row fresh;
        fresh.site = {fields.file(), row.line};
        fresh.number = ++number;
        fresh.provenance = version.provenance;
        reader.read(row, values, std::move(fresh));
    }
    if (version.rows.size() == rows->size()) overrides.apply(version.rows);
}

}  // namespace yidi::policy
