#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Claim;

// A stay of ten years settled every month. A longer chain is no stay but a ring.
constexpr int claims_per_stay_max = 120;

}  // namespace

Outcome<model::Chain> chain_of(const InsuredCounter& counter, const model::BillFacts& bill) {
    if (bill.follows.empty()) return model::Chain{};
    model::Chain chain{model::ChainLink::same_stay, 0, {}};
    int count = 0;
    for (std::string setl_id = bill.follows; !setl_id.empty();) {
        const auto* claim = counter.workspace.find<Claim>(setl_id);
        const bool is_of_this_stay =
            claim != nullptr && claim->state == model::ClaimState::decided &&
            claim->mdtrt_id == bill.mdtrt_id && claim->psn_no == bill.psn_no &&
            claim->insutype == bill.insutype;
        if (!is_of_this_stay || ++count > claims_per_stay_max) {
            return problem(ErrorCode::settlement_unknown, "follows", setl_id);
        }
        chain.charged += claim->shares.act_pay_dedc;
        setl_id = claim->follows;
    }
    return chain;
}

}  // namespace yidi::desk
