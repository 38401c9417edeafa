#include "policy/row_reader.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::policy {

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
            if (const auto index =
                    text == nullptr ? std::nullopt : index_of(bucket_words(), *text)) {
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

}  // namespace yidi::policy
