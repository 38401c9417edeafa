// What a person has used of years and limits, and the law that counted it.

#include <algorithm>

#include <fmt/format.h>

#include "proof/books.hpp"

namespace yidi::proof {
namespace {

using model::Claim;
using model::ClaimState;

std::string text_of(const model::YearTotals& totals) {
    return fmt::format("admissions {}, pools of the basic fund {}, large {}, in policy {}",
                       totals.admissions, model::paid_hifp(totals).text(),
                       totals.large_amount.paid.text(), totals.in_policy.text());
}

}  // namespace

void NodeCheck::see(const model::YearAccumulator& year) { years_.push_back(year); }
void NodeCheck::see(const model::ClaimLaterYear& later) { later_years_.push_back(later); }
void NodeCheck::see(const model::QuotaWindow& window) { windows_.push_back(window); }
void NodeCheck::see(const model::ClaimQuota& quota) { quotas_.push_back(quota); }
void NodeCheck::see(const model::PolicyRelease& release) {
    releases_.emplace(release.hash, release.first_used_at);
}

const Claim* NodeCheck::claim_named(const std::string& setl_id) const {
    const auto place = claim_places_.find(setl_id);
    return place != claim_places_.end() ? &claims_[place->second] : nullptr;
}

void NodeCheck::judge_accumulators(Report& report) {
    using Key = std::tuple<std::string, std::string, std::int64_t>;
    std::map<Key, model::YearTotals> expected, held;
    for (const model::YearAccumulator& year : years_) {
        expected[{year.psn_no, year.insutype, year.year}] = year.opening;
        held[{year.psn_no, year.insutype, year.year}] = year.totals;
    }
    for (const Claim& claim : claims_) {
        if (claim.state == ClaimState::decided) {
            expected[{claim.psn_no, claim.insutype, claim.year}] += claim.delta;
        }
    }
    for (const model::ClaimLaterYear& later : later_years_) {
        const Claim* claim = claim_named(later.setl_id);
        if (claim == nullptr) {
            report.found({Check::accumulator, digest_.node, later.setl_id,
                          fmt::format("a part in {}", later.year), "a claim"});
        } else if (claim->state == ClaimState::decided) {
            expected[{claim->psn_no, claim->insutype, later.year}] += later.delta;
        }
    }
    for (const auto& [key, totals] : expected) {
        report.looked(Check::accumulator);
        if (held[key] != totals) {
            report.found({Check::accumulator, digest_.node,
                          fmt::format("{}/{}/{}", std::get<0>(key), std::get<1>(key),
                                      std::get<2>(key)),
                          text_of(held[key]), text_of(totals)});
        }
    }
}

void NodeCheck::judge_windows(Report& report) {
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::int64_t> expected, held;
    report.looked(Check::quota_window);  // also at there being none
    for (const model::QuotaWindow& window : windows_) {
        held[{window.psn_no, window.insutype, window.window}] = window.used;
        expected[{window.psn_no, window.insutype, window.window}] = 0;
    }
    for (const model::ClaimQuota& quota : quotas_) {
        const Claim* claim = claim_named(quota.setl_id);
        if (claim == nullptr) {
            report.found({Check::quota_window, digest_.node, quota.setl_id, quota.window,
                          "a claim"});
        } else if (claim->state == ClaimState::decided) {
            expected[{claim->psn_no, claim->insutype, quota.window}] += quota.added;
        }
    }
    for (const auto& [key, used] : expected) {
        report.looked(Check::quota_window);
        if (held[key] != used) {
            report.found({Check::quota_window, digest_.node,
                          fmt::format("{}/{}/{}", std::get<0>(key), std::get<1>(key),
                                      std::get<2>(key)),
                          std::to_string(held[key]), std::to_string(used)});
        }
    }
}

void NodeCheck::judge_chains(Report& report) {
    for (const Claim& claim : claims_) {
        if (claim.follows.empty() || claim.state == ClaimState::tombstone || claim.plan.empty()) {
            continue;
        }
        report.looked(Check::claim_chain);
        // What was taken back since may or may not have been in force when this was decided.
        Money least, most;
        std::size_t count = 0;
        const Claim* earlier = claim_named(claim.follows);
        while (earlier != nullptr && earlier->mdtrt_id == claim.mdtrt_id &&
               ++count <= claims_.size()) {
            most += earlier->shares.act_pay_dedc;
            if (earlier->state == ClaimState::decided) least += earlier->shares.act_pay_dedc;
            if (earlier->follows.empty()) break;
            earlier = claim_named(earlier->follows);
        }
        const bool leads_somewhere = earlier != nullptr && earlier->follows.empty() &&
                                     earlier->mdtrt_id == claim.mdtrt_id;
        const Money charged = claim.facts.chain.charged;
        if (!leads_somewhere || charged < least || charged > most) {
            report.found({Check::claim_chain, digest_.node, claim.setl_id, charged.text(),
                          leads_somewhere ? least.text() + " to " + most.text()
                                          : "the stay's first claim"});
        }
    }
}

void NodeCheck::judge_releases(Report& report) {
    if (releases_.empty()) return;
    const Instant since =
        std::ranges::min_element(releases_, {}, [](const auto& entry) { return entry.second; })
            ->second;
    for (const Claim& claim : claims_) {
        if (claim.plan.empty() || claim.decided_at < since) continue;
        report.looked(Check::record_missing);
        if (!releases_.contains(claim.plan)) {
            report.found({Check::record_missing, digest_.node, claim.setl_id, "nothing",
                          "the policy release " + claim.plan});
        }
    }
}

}  // namespace yidi::proof
