// Goal    The compiled plan and the tables as written give the same amounts, to the fen.
// Method  Random stays of every package through both evaluators: the fast one over flat cells, and
//         the slow one that reads rows. 100 stays in each of 100 runs.
// Covers  N2 of policy/plan.hpp; the whole of compile and evaluate.

#include "reference.hpp"

#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "random_stay.hpp"

namespace yidi::policies {
namespace {

const Reference& reference_of(const std::string& admdvs) {
    static const auto references = [] {
        std::map<std::string, Reference> made;
        for (const Area& area : areas()) made.emplace(area.admdvs, Reference(area.folder));
        return made;
    }();
    return references.at(admdvs);
}

void expect_agreement(const Stay& stay) {
    const auto fast = policy::decide(plan_of(stay.admdvs), stay.episode, stay.fees, stay.before);
    const auto slow = reference_of(stay.admdvs).decide(stay.episode, stay.fees, stay.before);
    RC_ASSERT(slow.paid == !fast.refusal);
    if (!slow.paid) return;
    const model::Shares& shares = fast.shares;
    RC_ASSERT(shares.act_pay_dedc.fen() == slow.deductible);
    RC_ASSERT(shares.hifp_pay.fen() == slow.basic);
    RC_ASSERT(shares.hifob_pay.fen() == slow.above);
    RC_ASSERT(shares.acct_pay.fen() == slow.account);
    RC_ASSERT(shares.psn_cash_pay.fen() == slow.cash);
}

RC_GTEST_PROP(PolicyReference, the_plan_and_the_written_tables_agree_to_the_fen, ()) {
    for (int count = 0; count < 100; ++count) expect_agreement(any_stay());
}

}  // namespace
}  // namespace yidi::policies
