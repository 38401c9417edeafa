#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Claim;
using model::ClaimState;

// A stay of ten years settled every month. A longer chain is no stay but a ring.
constexpr int claims_per_stay_max = 120;

}  // namespace

Outcome<EarlierClaims> earlier_claims(engine::Workspace& workspace, const std::string& follows,
                                      const std::string& mdtrt_id, const std::string& psn_no,
                                      const std::string& insutype, std::int64_t year) {
    EarlierClaims earlier;
    earlier.parts.newest = follows;
    int count = 0;
    for (std::string setl_id = follows; !setl_id.empty();) {
        const auto* claim = workspace.find<Claim>(setl_id);
        const bool was_paid = claim != nullptr && (claim->state == ClaimState::decided ||
                                                   claim->state == ClaimState::undone);
        if (!was_paid || claim->mdtrt_id != mdtrt_id || claim->psn_no != psn_no ||
            claim->insutype != insutype || !claim->shares.balances_with(claim->fees) ||
            claim->fees.medfee_sumamt > model::bill_max || ++count > claims_per_stay_max) {
            return problem(ErrorCode::settlement_unknown, "follows", setl_id);
        }
        earlier.in_force = earlier.in_force && claim->state == ClaimState::decided;
        earlier.parts.fees += claim->fees;
        earlier.parts.shares += claim->shares;
        earlier.parts.delta += claim->delta;
        if (claim->year == year) earlier.in_year += claim->delta;
        earlier.admissions_before = claim->before.admissions;  // the last one seen is the first
        setl_id = claim->follows;
    }
    return earlier;
}

}  // namespace yidi::desk
