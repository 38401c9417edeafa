#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/dimensions.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr std::string_view undetermined = "undetermined";

/// What one row's values may be asked.
class RowReader {
  public:
    RowReader(Fields& fields, Version& version, Findings& findings)
        : fields_(fields), version_(version), findings_(findings) {}

    /// Splits `columns` into dimensions and value columns; answers the value columns.
    std::vector<std::string> read_columns();
    void read(const Node& node, const std::vector<std::string>& values, Row row);
    void value(const Node& node, std::string_view column, Row& row);

  private:
    void wrong(const Node& node, std::string_view column, std::string_view expected,
               Lint lint = Lint::wrong_form) {
        findings_.add(ErrorCode::package_value, {fields_.file(), node.line}, column, show(node),
                      std::string{expected}, lint);
    }
    void share(const Node& node, std::string_view column, Row& row);
    void bound(const Node& node, std::string_view column, Row& row);
    void amount(const Node& node, std::string_view column, Row& row);
    void continuity(const Node& node, std::string_view column, Row& row);
    void channel(const Node& node, std::string_view column, Row& row);
    void disease(const Node& node, std::string_view column, Row& row);
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

void RowReader::effect(const Node& node, std::string_view text, std::string_view column, Row& row) {
    if (column == "effect") {
        const auto index = index_of(effect_words(), text);
        row.effect.kind = static_cast<Effect>(index.value_or(0));
        if (!index) wrong(node, column, list_of(effect_words()));
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

void RowReader::share(const Node& node, std::string_view column, Row& row) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text != nullptr && *text == undetermined) {
        row.band.fund.undetermined = true;
        return;
    }
    const auto ratio = text == nullptr ? std::nullopt : parse_percent(*text);
    if (!ratio) {
        return wrong(node, column, "a quoted percent from \"0%\" to \"100%\", or undetermined",
                     fault_of_share(node));
    }
    row.band.fund.ratio = *ratio;
}

void RowReader::bound(const Node& node, std::string_view column, Row& row) {
    const auto* text = std::get_if<std::string>(&node.value);
    const std::string_view open = column == "above" ? "ded" : "cap";
    const bool is_open = text != nullptr && *text == open;
    const auto money = is_open ? std::nullopt : money_of(node);
    if (!is_open && !money) {
        return wrong(node, column, fmt::format("whole yuan or a quoted decimal, or \"{}\"", open),
                     fault_of_amount(node));
    }
    (column == "above" ? row.band.above : row.band.upto) = money;
}

void RowReader::amount(const Node& node, std::string_view column, Row& row) {
    const bool counts = version_.kind == Operator::limit &&
                        version_.terms.limit_measure >= LimitMeasure::day_visits;
    const auto* text = std::get_if<std::string>(&node.value);
    if (counts && text != nullptr && *text != "none" && *text != undetermined) {
        // Visits are kept as that many fen: a limit counts one or the other, never both.
        const auto visits = parse_integer<std::int64_t>(*text);
        if (!visits || *visits < 0 || *visits > 10'000) {
            return wrong(node, column, "a number of visits as text, such as \"2\"");
        }
        row.amounts.push_back({Amount::Kind::money, Money::of_fen(*visits)});
        return;
    }
    const bool may_be_none = version_.kind == Operator::cap || version_.kind == Operator::limit;
    const auto amount = counts && text == nullptr ? std::nullopt : amount_of(node, may_be_none);
    if (!amount) {
        return wrong(node, column,
                     counts ? "a number of visits as text, such as \"2\""
                     : may_be_none ? "whole yuan or a quoted decimal, \"none\" or \"undetermined\""
                                   : "whole yuan or a quoted decimal, or \"undetermined\"",
                     fault_of_amount(node));
    }
    row.amounts.push_back(*amount);
}

void RowReader::continuity(const Node& node, std::string_view column, Row& row) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (column == "within_hours") {
        const auto* hours = std::get_if<std::int64_t>(&node.value);
        if (hours == nullptr || *hours < 0 || *hours > 87'600) {
            return wrong(node, column, "whole hours, at most ten years of them");
        }
        row.continuity.within_hours = *hours;
        return;
    }
    if (column == "link") {
        const auto index = text == nullptr ? std::nullopt : index_of(link_words(), *text);
        row.continuity.link = static_cast<model::ChainLink>(index.value_or(0));
        if (!index || row.continuity.link <= model::ChainLink::same_stay) {
            wrong(node, column, "same_hospital, referral_up, referral_down or course");
        }
        return;
    }
    const auto index = text == nullptr ? std::nullopt : index_of(carry_words(), *text);
    if (!index) return wrong(node, column, list_of(carry_words()));
    row.continuity.carry = static_cast<Carry>(*index);
}

void RowReader::channel(const Node& node, std::string_view column, Row& row) {
    const auto* text = std::get_if<std::string>(&node.value);
    ChannelRule& rule = row.channel;
    if (text == nullptr) return wrong(node, column, "a text");
    if (column == "channel") {
        const auto index = index_of(channel_words(), *text);
        if (!index) return wrong(node, column, list_of(channel_words()));
        rule.channel = static_cast<model::Channel>(*index);
    } else if (column == "as") {
        if (*text == "account_only") return;
        const auto index = index_of(service_words(), *text);
        if (!index || static_cast<model::Service>(*index) == model::Service::pharmacy) {
            return wrong(node, column, "another service, or account_only");
        }
        rule.as = static_cast<model::Service>(*index);
    } else if (*text == "prescriber") {
        rule.level_from = ChannelRule::Level::prescriber;
    } else if (*text != "own") {
        const auto index = index_of(values_of(Dimension::level), *text);
        if (!index) return wrong(node, column, "own, prescriber or a level");
        rule.level_from = ChannelRule::Level::fixed;
        rule.level = static_cast<model::HospitalLevel>(*index);
    }
}

void RowReader::disease(const Node& node, std::string_view column, Row& row) {
    if (column == "valid_months") {
        const auto* months = std::get_if<std::int64_t>(&node.value);
        if (months == nullptr || *months < 1 || *months > 1'200) {
            return wrong(node, column, "whole months from 1 to 1200");
        }
        row.disease.valid_months = *months;
        return;
    }
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr || text->empty() || text->find('|') != std::string::npos) {
        return wrong(node, column, "a text without a bar");
    }
    (column == "code" ? row.disease.code : column == "name" ? row.disease.name
                                                            : row.disease.group) = *text;
}

void RowReader::value(const Node& node, std::string_view column, Row& row) {
    const auto* text = std::get_if<std::string>(&node.value);
    switch (version_.kind) {
        case Operator::gate:
            if (text == nullptr || (*text != "entitled" && *text != "refused")) {
                return wrong(node, column, "\"entitled\" or \"refused\"");
            }
            row.refused = *text == "refused";
            return;
        case Operator::place:
            if (text == nullptr) return wrong(node, column, "a text");
            return effect(node, *text, column, row);
        case Operator::continuity:
            return continuity(node, column, row);
        case Operator::channel:
            return channel(node, column, row);
        case Operator::disease:
            return disease(node, column, row);
        case Operator::supplement:
            if (column == "fund") return share(node, column, row);
            if (const auto index = text == nullptr ? std::nullopt : index_of(bucket_words(), *text)) {
                row.bucket = static_cast<Bucket>(*index);
                return;
            }
            return wrong(node, column, list_of(bucket_words()));
        case Operator::segments:
            return column == "fund" ? share(node, column, row) : bound(node, column, row);
        case Operator::adjust: {
            const auto points = text == nullptr ? std::nullopt : parse_points(*text);
            if (!points || *points < 0) return wrong(node, column, "points such as \"10pp\"");
            row.effect.ppm = *points;
            return;
        }
        default:
            break;
    }
    if (column == "floor") {
        row.floor = money_of(node);
        if (!row.floor) {
            wrong(node, column, "whole yuan or a quoted decimal", fault_of_amount(node));
        }
        return;
    }
    amount(node, column, row);
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
