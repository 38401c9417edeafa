#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Claim;
using model::ClaimState;

// A stay of ten years settled every month. A longer chain is no stay but a ring.
constexpr int claims_per_stay_max = 120;

bool goes_before(const Claim& earlier, const Claim& claim) {
    const bool was_paid =
        earlier.state == ClaimState::decided || earlier.state == ClaimState::undone;
    return was_paid && earlier.mdtrt_id == claim.mdtrt_id && earlier.psn_no == claim.psn_no &&
           earlier.insutype == claim.insutype && earlier.shares.balances_with(earlier.fees) &&
           earlier.fees.medfee_sumamt <= model::bill_max;
}

/// What the claim added to `year`, of its own year and of the later one of a split stay.
model::YearTotals added_to(std::int64_t year, const Claim& claim,
                           const model::ClaimLaterYear* later) {
    model::YearTotals added;
    if (year == 0) return added;
    if (claim.year == year) added += claim.delta;
    if (later != nullptr && later->year == year) added += later->delta;
    return added;
}

/// What the claim added to each of the windows, in their order.
model::QuotaUse added_to(std::span<const std::string> windows, engine::Workspace& workspace,
                         const std::string& setl_id) {
    std::int64_t added[4] = {};
    for (const model::ClaimQuota& quota : workspace.list<model::ClaimQuota>(setl_id)) {
        for (std::size_t at = 0; at < windows.size() && at < std::size(added); ++at) {
            if (windows[at] == quota.window) added[at] += quota.added;
        }
    }
    return {added[0], added[1], added[2], added[3]};
}

}  // namespace

Outcome<EarlierClaims> earlier_claims(engine::Workspace& workspace, const Claim& claim,
                                      ClaimYears years, std::span<const std::string> windows) {
    EarlierClaims earlier;
    earlier.parts.newest = claim.follows;
    int count = 0;
    for (std::string setl_id = claim.follows; !setl_id.empty();) {
        const auto* before = workspace.find<Claim>(setl_id);
        if (before == nullptr || !goes_before(*before, claim) || ++count > claims_per_stay_max) {
            return problem(ErrorCode::settlement_unknown, "follows", setl_id);
        }
        const auto* later = workspace.find<model::ClaimLaterYear>(setl_id);
        earlier.in_force = earlier.in_force && before->state == ClaimState::decided;
        earlier.parts.fees += before->fees;
        earlier.parts.shares += before->shares;
        earlier.parts.delta += before->delta;
        if (later != nullptr) earlier.parts.later_delta += later->delta;
        earlier.parts.quota += added_to(windows, workspace, setl_id);
        earlier.in_year += added_to(years.first, *before, later);
        earlier.in_later_year += added_to(years.later, *before, later);
        earlier.admissions_before = before->before.admissions;  // the last one seen is the first
        setl_id = before->follows;
    }
    return earlier;
}

}  // namespace yidi::desk
