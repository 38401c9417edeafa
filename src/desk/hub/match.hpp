/// @file
/// The hub's counter: both sides' word of each settlement is matched, and what province owes
/// province is booked when, and only when, they agree.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      two sides that differ, or that agree on what cannot be owed, are kept as mismatched;
///             nothing is booked for them. What a node says of others' affairs is not heard.
/// Ownership   borrows for the length of one message
/// Invariants  H1  an obligation is booked once, when both sides have said the same amount.

#pragma once

#include "desk/rulebook.hpp"
#include "engine/workspace.hpp"

namespace yidi::desk {

void match(engine::Workspace& workspace, const Rulebook& rules, const model::NodeId& from,
           const model::SettlementEvent& event, Instant now);
void note_route(engine::Workspace& workspace, const Rulebook& rules, const model::NodeId& from,
                const model::RouteNotice& notice);
[[nodiscard]] model::RouteAnswer route_of(engine::Workspace& workspace,
                                          const model::RouteAsk& question);

}  // namespace yidi::desk
