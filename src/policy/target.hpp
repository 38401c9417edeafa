/// @file
/// What decides an event: the epoch of its day, the service it stands for, the year it counts in.
///
/// Level       3, pure
/// Units       dates in China
/// Errors      a reason why there is nothing to decide with
/// Ownership   views of the plan

#pragma once

#include <cstdint>

#include "policy/evaluate.hpp"

namespace yidi::policy {

/// First day of the accumulator year that `day` lies in.
[[nodiscard]] Date year_start(const Clock& clock, Date day);
/// Null if nothing is known on that day.
[[nodiscard]] inline const Epoch* epoch_on(const std::vector<Epoch>& epochs, Date day) {
    // There are few, and most events are of the last.
    auto epoch = epochs.rbegin();
    while (epoch != epochs.rend() && day < epoch->from) ++epoch;
    if (epoch == epochs.rend()) return nullptr;
    return epoch->layers.empty() && !epoch->has_channels ? nullptr : &*epoch;
}
[[nodiscard]] inline const Epoch* epoch_of(const PlanTables& tables, const model::Episode& episode,
                                           model::Service service) {
    return epoch_on(tables.epochs_of(episode.scheme, service), basis_date(tables, episode));
}

/// How an event is to be decided.
struct Route {
    Target target;
    bool funds = true;                   ///< False: a purchase only the account may pay.
    std::uint32_t channel_row = no_row;  ///< The row that sent a purchase there.
    model::Service service{};            ///< As which it is decided.
    Date day;                            ///< Whose rules decide.
};
/// Sends a purchase where its channel says. Requires  a pharmacy's epoch in `route`.
void follow_channel(const PlanTables& tables, const model::Episode& episode, Route& route);
[[nodiscard]] inline Route route_of(const PlanTables& tables, const model::Episode& episode) {
    Route route;
    route.service = episode.service;
    route.day = basis_date(tables, episode);
    route.target = {epoch_on(tables.epochs_of(episode.scheme, episode.service), route.day),
                    episode.level};
    const bool is_purchase = episode.service == model::Service::pharmacy;
    if (is_purchase && route.target.epoch != nullptr) follow_channel(tables, episode, route);
    return route;
}

/// Why there is nothing to decide with, or the amounts make no sense.
enum class Unfit : std::uint8_t { none, negative, too_early, no_tables, status, tier };
[[nodiscard]] inline Unfit unfit(const PlanTables& tables, const Route& route,
                                 const model::Episode& episode, const model::FeeSums& fees) {
    YIDI_ASSERT(fees.balances());
    if (fees.medfee_sumamt.is_negative() || fees.fulamt_ownpay_amt.is_negative() ||
        fees.overlmt_selfpay.is_negative() || fees.preselfpay_amt.is_negative() ||
        fees.inscp_scp_amt.is_negative()) {
        return Unfit::negative;
    }
    if (tables.effective && route.day < *tables.effective) return Unfit::too_early;
    const bool has_no_channel =
        episode.service == model::Service::pharmacy && route.channel_row == no_row;
    if (route.target.epoch == nullptr || has_no_channel) return Unfit::no_tables;
    const bool is_resident = episode.scheme == model::Scheme::resident;
    const bool is_employed = episode.status == model::PersonStatus::active ||
                             episode.status == model::PersonStatus::retired;
    if (is_employed == is_resident) return Unfit::status;
    if (episode.standing.tier < 1 || episode.standing.tier > 3) return Unfit::tier;
    return Unfit::none;
}
/// Requires  unfit() has a reason.
[[nodiscard]] Problem problem_of(const PlanTables& tables, Unfit unfit, const Route& route,
                                 const model::Episode& episode, const model::FeeSums& fees);
[[nodiscard]] Problem problem_of(const PlanTables& tables, const Stop& stop,
                                 const model::Episode& episode);

}  // namespace yidi::policy
