/// @file
/// The lives a node has settled, without whose they are: claims with their facts, person by person,
/// for trying reforms on.
///
/// Level       8
/// Units       Money in fen
/// Errors      data_missing and the store's own; history_unfit
/// Ownership   values only
/// Blocks      on the disk, for as long as the books are large
/// Invariants  Y1  nothing of a person but the order of events leaves the books: no number, no name,
///                 no settlement id.

#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/records.hpp"
#include "policy/history/event.hpp"
#include "policy/plan.hpp"

namespace yidi::node {

/// Answers which plan decides a claim's division, to know how accounts are emptied.
using PlanOfClaim = std::function<policy::PlanPtr(const model::Claim&)>;

/// The later years of split stays, by settlement.
using LaterYears = std::map<std::string, model::ClaimLaterYear>;

/// What stays of claims, person by person, in the order in which they were decided. Claims that were
/// taken back are left out, and refusals of a stay that was settled later.
[[nodiscard]] std::vector<policy::HistoryEvent> lives_of(std::vector<model::Claim> claims,
                                                         const LaterYears& later_years,
                                                         const PlanOfClaim& plan_of);

/// The lives of every insured place of a data directory, one node after the other, person numbers
/// rising. `node` empty: all.
[[nodiscard]] Outcome<std::uint64_t> export_lives(
    const std::filesystem::path& data, const std::string& node, const std::string& policies,
    const std::function<Outcome<Done>(const policy::HistoryEvent&)>& take);

}  // namespace yidi::node
