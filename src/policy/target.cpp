#include "policy/target.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace yidi::policy {
namespace {

Problem negative(const model::FeeSums& fees) {
    const std::pair<const char*, Money> parts[] = {
        {"medfee_sumamt", fees.medfee_sumamt},     {"fulamt_ownpay_amt", fees.fulamt_ownpay_amt},
        {"overlmt_selfpay", fees.overlmt_selfpay}, {"preselfpay_amt", fees.preselfpay_amt},
        {"inscp_scp_amt", fees.inscp_scp_amt},
    };
    const auto found = std::find_if(std::begin(parts), std::end(parts),
                                    [](const auto& part) { return part.second.is_negative(); });
    YIDI_ASSERT(found != std::end(parts));
    return {ErrorCode::total_negative, found->first, found->second.text(), "0.00 or more", {}};
}

std::string cites_of(const PlanTables& tables, std::uint32_t row) {
    if (row == no_row) return {};
    return fmt::format("{}", fmt::join(tables.rows[row].cites, "；"));
}

/// Rule and row for people: "hn.emp.ip.seg row 3", or the benefit where no row is to blame.
std::string place_of(const PlanTables& tables, const Stop& stop) {
    if (stop.row == no_row) return tables.layers[stop.benefit].benefit;
    const RowInfo& row = tables.rows[stop.row];
    return fmt::format("{} row {}", tables.rules[row.rule].id, row.number);
}

/// "2026-03-14", "2026-03", "2026Q1", "2026": the window of a limit that `day` lies in.
std::string window_of(const Clock& clock, const LimitPlan& limit, Date day) {
    const std::string year = std::to_string(year_start(clock, day).year());
    const std::int64_t months = months_into_year(clock, day);
    switch (limit.measure) {
        case LimitMeasure::visit_fund_paid:
            return {};
        case LimitMeasure::day_fund_paid:
        case LimitMeasure::day_visits:
            return day.text();
        case LimitMeasure::month_fund_paid:
        case LimitMeasure::month_visits:
            return limit.carries ? year : day.text().substr(0, 7);
        case LimitMeasure::quarter_fund_paid:
            return limit.carries ? year : fmt::format("{}Q{}", year, months / 3 + 1);
        case LimitMeasure::year_fund_paid:
        case LimitMeasure::year_visits:
            break;
    }
    return year;
}

}  // namespace

bool names_disease(std::string_view list, std::string_view code) {
    while (!list.empty()) {
        const auto bar = list.find('|');
        if (list.substr(0, bar) == code) return true;
        if (bar == std::string_view::npos) return false;
        list.remove_prefix(bar + 1);
    }
    return false;
}

Date year_start(const Clock& clock, Date day) {
    const bool begun = day.month() > clock.year_month ||
                       (day.month() == clock.year_month && day.day() >= clock.year_day);
    const auto start = Date::of(static_cast<int>(begun ? day.year() : day.year() - 1),
                                clock.year_month, clock.year_day);
    YIDI_ASSERT(start.has_value());
    return *start;
}

std::int64_t months_into_year(const Clock& clock, Date day) {
    const Date start = year_start(clock, day);
    return std::int64_t{day.year() - start.year()} * 12 + day.month() - start.month();
}

std::int64_t periods_begun(const PlanTables& tables, const model::Episode& episode,
                           LimitMeasure measure) {
    const std::int64_t months = months_into_year(tables.clock, basis_date(tables, episode));
    return measure == LimitMeasure::month_fund_paid ? months + 1 : months / 3 + 1;
}

std::vector<std::string> quota_windows(const Plan& plan, const model::Episode& episode) {
    const PlanTables& tables = plan.tables();
    const Route route = route_of(tables, episode);
    std::vector<std::string> windows;
    if (route.target.epoch == nullptr || !route.funds) return windows;
    for (const std::uint32_t index : route.target.epoch->layers) {
        const LayerPlan& layer = tables.layers[index];
        if (layer.layer != Layer::basic || layer.limits.empty()) continue;
        for (const LimitPlan& limit : layer.limits) {
            const std::string window = window_of(tables.clock, limit, basis_date(tables, episode));
            const bool each = limit.scope == LimitScope::disease;
            windows.push_back(window.empty() ? std::string{}
                                             : fmt::format("{}|{}|{}", limit.rule,
                                                           each ? episode.disease : "", window));
        }
        break;
    }
    return windows;
}

void follow_channel(const PlanTables& tables, const model::Episode& episode, Route& route) {
    const Epoch& pharmacy = *route.target.epoch;
    const ChannelPlan& channel = pharmacy.channels[static_cast<std::size_t>(episode.channel)];
    route.channel_row = channel.row;
    route.funds = pharmacy.has_channels && channel.as.has_value();
    if (!route.funds) return;
    route.service = *channel.as;
    route.target.epoch = epoch_on(tables.epochs_of(episode.scheme, *channel.as), route.day);
    if (channel.level_from == ChannelRule::Level::prescriber) {
        route.target.level = episode.prescriber_level;
    } else if (channel.level_from == ChannelRule::Level::fixed) {
        route.target.level = channel.level;
    }
}

Problem problem_of(const PlanTables& tables, Unfit unfit, const Route& route,
                   const model::Episode& episode, const model::FeeSums& fees) {
    const auto unknown = [&](std::string found, std::string expected) {
        return Problem{ErrorCode::policy_undetermined, tables.package_id, std::move(found),
                       std::move(expected), {}};
    };
    const auto scheme = word_of(episode.scheme).name;
    switch (unfit) {
        case Unfit::negative:
            return negative(fees);
        case Unfit::too_early:
            return unknown(fmt::format("{}, before {}", route.day.text(),
                                       tables.effective->text()),
                           "the release of the package in force on that day");
        case Unfit::no_tables:
            return unknown(fmt::format("{} {} on {}", scheme, word_of(route.service).name,
                                       route.day.text()),
                           "tables in force on that day");
        case Unfit::status: {
            const auto status = static_cast<std::size_t>(episode.status);
            return unknown(fmt::format("{} in the {} scheme",
                                       values_of(Dimension::status)[status].name, scheme),
                           "a status of the scheme");
        }
        case Unfit::tier:
        case Unfit::none:
            break;
    }
    return unknown(fmt::format("tier {}", episode.standing.tier), "a tier from 1 to 3");
}

Problem problem_of(const PlanTables& tables, const Stop& stop, const model::Episode& episode) {
    const auto name = [](Dimension dimension, auto value) {
        return values_of(dimension)[static_cast<std::size_t>(value)].name;
    };
    switch (stop.why) {
        case Stop::Why::not_entitled: {
            const bool gated = stop.row != no_row;
            return {ErrorCode::not_entitled, place_of(tables, stop),
                    gated ? std::string{word_of(episode.service).name}
                          : fmt::format("disease {}", episode.disease.empty() ? "none"
                                                                              : episode.disease),
                    gated ? "a person the rule entitles" : "a disease the benefit declares",
                    cites_of(tables, stop.row)};
        }
        case Stop::Why::not_payable: {
            const bool unfiled = episode.place == model::Place::unfiled;
            return {unfiled ? ErrorCode::not_filed : ErrorCode::not_payable,
                    place_of(tables, stop),
                    fmt::format("{}, {}", name(Dimension::place, episode.place),
                                name(Dimension::urgency, episode.urgency)),
                    unfiled ? "a filing made before the discharge settlement"
                            : "a place the rule pays for",
                    cites_of(tables, stop.row)};
        }
        case Stop::Why::undetermined:
        case Stop::Why::none:
            break;
    }
    const Label& label = tables.layers[stop.benefit].undetermined;
    return {ErrorCode::policy_undetermined, place_of(tables, stop),
            stop.row == no_row ? label.zh : "undetermined", "a value with its document",
            cites_of(tables, stop.row)};
}

}  // namespace yidi::policy
