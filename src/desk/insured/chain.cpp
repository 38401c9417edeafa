#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Claim;
using model::ClaimState;

// A stay of ten years settled every month. A longer chain is no stay but a ring.
constexpr int claims_per_stay_max = 120;

}  // namespace

Outcome<model::Chain> chain_of(const InsuredCounter& counter, const model::BillFacts& bill) {
    if (bill.follows.empty()) return model::Chain{};
    model::Chain chain{model::ChainLink::same_stay, 0, {}};
    int count = 0;
    for (std::string setl_id = bill.follows; !setl_id.empty();) {
        const auto* claim = counter.workspace.find<Claim>(setl_id);
        const bool is_of_this_stay = claim != nullptr && claim->mdtrt_id == bill.mdtrt_id &&
                                     claim->psn_no == bill.psn_no &&
                                     claim->insutype == bill.insutype;
        const bool is_in_force = is_of_this_stay && claim->state == ClaimState::decided;
        // One that was taken back in the middle charges nothing any more; the newest must stand.
        if (!is_of_this_stay || (setl_id == bill.follows && !is_in_force) ||
            ++count > claims_per_stay_max) {
            return problem(ErrorCode::settlement_unknown, "follows", setl_id);
        }
        if (is_in_force) chain.charged += claim->shares.act_pay_dedc;
        setl_id = claim->follows;
    }
    return chain;
}

}  // namespace yidi::desk
