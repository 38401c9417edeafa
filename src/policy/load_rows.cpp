#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/dimensions.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

/// What one row's values may be asked.
class RowReader {
  public:
    RowReader(Fields& fields, Version& version, Findings& findings)
        : fields_(fields), version_(version), findings_(findings) {}

    /// Splits `columns` into dimensions and value columns; answers the value columns.
    std::vector<std::string> read_columns();
    void read(const Node& node, const std::vector<std::string>& values, Row row);

  private:
    void wrong(const Node& node, std::string_view column, std::string_view expected) {
        findings_.add(ErrorCode::package_value, {fields_.file(), node.line}, column, show(node),
                      std::string{expected});
    }
    void value(const Node& node, std::string_view column, Row& row);
    void effect(const Node& node, std::string_view text, std::string_view column, Row& row);

    Fields& fields_;
    Version& version_;
    Findings& findings_;
};

/// "nth=1", "nth=2", "nth=3+": consecutive, the last and only the last with a plus.
bool is_nth_list(const std::vector<std::string>& columns) {
    if (columns.empty() || columns.size() > nth_max) return false;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const bool last = index + 1 == columns.size();
        if (columns[index] != fmt::format("nth={}{}", index + 1, last ? "+" : "")) return false;
    }
    return true;
}

bool fits(const Version& version, const std::vector<std::string>& values) {
    using Names = std::vector<std::string>;
    switch (version.kind) {
        case Operator::deductible:
            return values == Names{"amount"} || (!version.per_year && is_nth_list(values));
        case Operator::segments:
            return values == Names{"above", "upto", "fund"};
        case Operator::adjust:
            return values == Names{"points_max"};
        case Operator::place:
            return values == Names{"effect", "value", "deductible_as"};
        case Operator::cap:
            return values == Names{"amount"};
        case Operator::account:
            return false;
    }
    return false;
}

std::string_view columns_expected(Operator kind) {
    switch (kind) {
        case Operator::deductible:
            return "dimensions, then amount or nth=1, nth=2, … with a plus on the last";
        case Operator::segments:
            return "dimensions, then above, upto, fund";
        case Operator::adjust:
            return "dimensions, then points_max";
        case Operator::place:
            return "place, urgency and other dimensions, then effect, value, "
                   "deductible_as";
        case Operator::cap:
            return "dimensions, then amount";
        case Operator::account:
            return "no columns";
    }
    return "";
}

std::vector<std::string> RowReader::read_columns() {
    const auto names = fields_.texts("columns");
    std::vector<std::string> values;
    bool good = true;
    for (const std::string& name : names) {
        const auto index = index_of(dimension_words(), name);
        if (!index) {
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
                         std::string{columns_expected(version_.kind)});
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

void RowReader::effect(const Node& node, std::string_view text, std::string_view column, Row& row) {
    if (column == "effect") {
        const auto index = index_of(effect_words(), text);
        row.effect.kind = static_cast<Effect>(index.value_or(0));
        if (!index || row.effect.kind == Effect::self_share_factor) {
            wrong(node, column, "none, ratio_points, ratio_factor, first_pay or not_payable");
        }
    } else if (column == "value") {
        const auto ppm = effect_value(row.effect.kind, text);
        if (!ppm)
            wrong(node, column, "\"-10pp\" for points, \"10%\" for a factor or share, else \"\"");
        row.effect.ppm = ppm.value_or(0);
    } else if (text != "level") {
        const auto index = index_of(values_of(Dimension::level), text);
        if (!index) {
            wrong(node, column,
                  "\"level\", or another level: " + list_of(values_of(Dimension::level)));
            return;
        }
        row.effect.deductible_as = static_cast<model::HospitalLevel>(*index);
    }
}

void RowReader::value(const Node& node, std::string_view column, Row& row) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (version_.kind == Operator::place) {
        if (text == nullptr) return wrong(node, column, "a text");
        return effect(node, *text, column, row);
    }
    if (column == "fund") {
        const auto ratio = text == nullptr ? std::nullopt : parse_percent(*text);
        if (!ratio) return wrong(node, column, "a quoted percent from \"0%\" to \"100%\"");
        row.band.fund = *ratio;
        return;
    }
    if (column == "points_max") {
        const auto points = text == nullptr ? std::nullopt : parse_points(*text);
        if (!points || *points < 0) return wrong(node, column, "points such as \"10pp\"");
        row.effect.ppm = *points;
        return;
    }
    const bool open = text != nullptr && ((column == "above" && *text == "ded") ||
                                          (column == "upto" && *text == "cap") ||
                                          (version_.kind == Operator::cap && *text == "none"));
    const auto money = open ? std::nullopt : money_of(node);
    if (!open && !money) {
        const std::string_view word = column == "above"                ? ", or \"ded\""
                                      : column == "upto"               ? ", or \"cap\""
                                      : version_.kind == Operator::cap ? ", or \"none\""
                                                                       : "";
        return wrong(node, column, fmt::format("whole yuan or a quoted decimal{}", word));
    }
    if (column == "above") {
        row.band.above = money;
    } else if (column == "upto") {
        row.band.upto = money;
    } else {
        row.amounts.push_back(money);
    }
}

/// row_cite = { "7" = ["…"] }, row_confidence and row_origin = { "7" = "low" }.
class RowOverrides {
  public:
    RowOverrides(Fields& fields, const Sources& sources, Findings& findings)
        : fields_(fields), sources_(sources), findings_(findings) {
        for (const std::string_view key : {"row_cite", "row_confidence", "row_origin"}) {
            const Node* node = fields.find(key);
            if (node == nullptr) continue;
            if (const auto* entries = std::get_if<TableEntries>(&node->value)) {
                for (const auto& [number, value] : *entries) read(key, number, value);
            } else {
                fields.complain(ErrorCode::package_value, key, show(*node),
                                "{ \"row number\" = … }");
            }
        }
    }

    void apply(std::vector<Row>& rows) {
        for (const auto& change : changes_) {
            const auto number = parse_integer<std::size_t>(change.number);
            if (!number || *number == 0 || *number > rows.size()) {
                findings_.add(ErrorCode::package_value, change.site, change.number, change.number,
                              fmt::format("a row number from 1 to {}", rows.size()));
                continue;
            }
            Provenance& to = rows[*number - 1].provenance;
            if (!change.cites.empty()) to.cites = change.cites;
            if (change.confidence) to.confidence = *change.confidence;
            if (change.origin) to.origin = *change.origin;
        }
    }

  private:
    struct Change {
        std::string number;
        Site site;
        std::vector<std::string> cites;
        std::optional<Confidence> confidence;
        std::optional<Origin> origin;
    };

    void read(std::string_view key, const std::string& number, const Node& value) {
        Change change{number, {fields_.file(), value.line}, {}, {}, {}};
        const TableEntries one{{std::string{key}, value}};
        Fields inner(fields_.file(), one, value.line, findings_);
        if (key == "row_cite") {
            change.cites = inner.texts(key);
            for (const std::string& cite : change.cites) {
                if (sources_.articles.contains(cite)) continue;
                inner.complain(ErrorCode::package_citation, key, cite,
                               "an article of sources.toml");
            }
        } else if (key == "row_confidence") {
            change.confidence = static_cast<Confidence>(inner.word(key, confidence_words()));
        } else {
            change.origin = static_cast<Origin>(inner.word(key, origin_words()));
        }
        changes_.push_back(std::move(change));
    }

    Fields& fields_;
    const Sources& sources_;
    Findings& findings_;
    std::vector<Change> changes_;
};

/// A table without columns: amount = 1300 holds for everybody.
void read_single_amount(Fields& fields, Version& version) {
    Row row{.site = fields.site(),
            .number = 1,
            .provenance = version.provenance,
            .dims = {},
            .amounts = {},
            .band = {},
            .effect = {}};
    const Node* node = fields.require("amount", "whole yuan or a quoted decimal");
    if (node == nullptr) return;
    row.site.line = node->line;
    const auto* text = std::get_if<std::string>(&node->value);
    const auto money = money_of(*node);
    if (!money && !(version.kind == Operator::cap && text != nullptr && *text == "none")) {
        fields.complain(ErrorCode::package_value, "amount", show(*node),
                        "whole yuan or a quoted decimal");
        return;
    }
    row.amounts.push_back(money);
    version.rows.push_back(std::move(row));
}

}  // namespace

void load_rows(Fields& fields, Version& version, const Sources& sources, Findings& findings) {
    const bool may_be_single =
        version.kind == Operator::deductible || version.kind == Operator::cap;
    if (may_be_single && !fields.has("columns")) return read_single_amount(fields, version);

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
        reader.read(row, values,
                    {.site = {fields.file(), row.line},
                     .number = ++number,
                     .provenance = version.provenance,
                     .dims = {},
                     .amounts = {},
                     .band = {},
                     .effect = {}});
    }
    if (version.rows.size() == rows->size()) overrides.apply(version.rows);
}

}  // namespace yidi::policy
