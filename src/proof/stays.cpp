#include <algorithm>

#include <fmt/format.h>

#include "filing/cover.hpp"
#include "proof/books.hpp"

namespace yidi::proof {
namespace {

using model::Claim;
using model::ClaimState;
using model::Place;

bool needs_filing(Place place) {
    return place != Place::local && place != Place::unfiled;
}

/// This filing alone puts the stay where the claim says it was. What has been withdrawn since was
/// valid then, as far as anybody can tell.
bool gives(const model::Filing& filing, const Claim& claim) {
    model::Filing then = filing;
    then.state = model::FilingState::valid;
    return filing.filed_at <= claim.decided_at &&
           filing::cover_for({&then, 1}, claim.facts.insuplc_admdvs, claim.mdtrtarea_admvs,
                             claim.facts.admitted_on, claim.facts.settled_on, claim.facts.urgency)
                   .place == claim.facts.place;
}

}  // namespace

void NodeCheck::judge_stays(Report& report) {
    std::unordered_map<std::string_view, const Claim*> by_id;
    for (const Claim& claim : claims_) by_id.emplace(claim.setl_id, &claim);
    std::unordered_map<std::string, std::string_view> taken;
    for (const Claim& claim : claims_) {
        // The batches of an outpatient are settlements of their own: none follows another.
        if (claim.state != ClaimState::decided || !claim.chrg_bchno.empty()) continue;
        report.looked(Check::stay_order);
        if (!claim.follows.empty()) {
            const auto earlier = by_id.find(claim.follows);
            const bool good = earlier != by_id.end() &&
                              earlier->second->state == ClaimState::decided &&
                              earlier->second->mdtrt_id == claim.mdtrt_id &&
                              earlier->second->psn_no == claim.psn_no;
            if (!good) {
                report.found({Check::stay_order, digest_.node, claim.setl_id,
                              "follows " + claim.follows, "a claim in force of the same stay"});
            }
        }
        // Two that follow the same one have both been charged, or both been spared.
        const auto [at, is_first] = taken.emplace(
            fmt::format("{} {} {}", claim.treatment_node, claim.mdtrt_id, claim.follows),
            claim.setl_id);
        if (!is_first) {
            report.found({Check::stay_order, digest_.node, claim.setl_id,
                          "follows " + claim.follows, fmt::format("only {} does", at->second)});
        }
    }
}

void NodeCheck::judge_filings(Report& report) {
    for (const Claim& claim : claims_) {
        if (claim.state != ClaimState::decided || !needs_filing(claim.facts.place)) continue;
        report.looked(Check::record_missing);
        const auto& filings = filings_[claim.psn_no];
        if (std::ranges::any_of(filings, [&](const auto& one) { return gives(one, claim); })) {
            continue;
        }
        report.found({Check::record_missing, digest_.node, claim.setl_id,
                      fmt::format("{} filings of {}", filings.size(), claim.psn_no),
                      fmt::format("one for {} as {}", claim.mdtrtarea_admvs,
                                  boost::describe::enum_to_string(claim.facts.place, "?"))});
    }
}

}  // namespace yidi::proof
