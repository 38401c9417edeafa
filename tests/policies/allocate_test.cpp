// Goal    Whatever the package decides, the lines of the bill add up to what its funds paid.
// Method  Random stays of every package, their bills cut into random lines.
// Covers  B1 B2 of policy/allocate.hpp on whole decisions.

#include "policy/allocate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "law_fixture.hpp"
#include "random_stay.hpp"

namespace yidi::policies {
namespace {

/// A part of what is left, or the last line's: all of it.
Money cut(Money& left, bool last) {
    const Money part =
        last ? left : Money::of_fen(*rc::gen::inRange<std::int64_t>(0, left.fen() + 1));
    left -= part;
    return part;
}

std::vector<model::FeeSums> any_lines(model::FeeSums left) {
    std::vector<model::FeeSums> lines(*rc::gen::inRange<std::size_t>(1, 12));
    for (model::FeeSums& line : lines) {
        const bool last = &line == &lines.back();
        line.fulamt_ownpay_amt = cut(left.fulamt_ownpay_amt, last);
        line.overlmt_selfpay = cut(left.overlmt_selfpay, last);
        line.preselfpay_amt = cut(left.preselfpay_amt, last);
        line.inscp_scp_amt = cut(left.inscp_scp_amt, last);
        fill_total(line);
    }
    return lines;
}

RC_GTEST_PROP(AllocateProperty, lines_add_up_to_what_the_funds_paid, ()) {
    const Stay stay = any_stay();
    const auto decision =
        policy::decide(plan_of(stay.admdvs), stay.episode, stay.fees, stay.before);
    RC_PRE(!decision.refusal);
    const auto lines = any_lines(stay.fees);
    const auto paid = policy::funds_by_line(decision, lines);
    Money sum;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        RC_ASSERT(!paid[line].is_negative() && paid[line] <= lines[line].medfee_sumamt);
        sum += paid[line];
    }
    RC_ASSERT(sum == decision.shares.fund_pay_sumamt);
}

}  // namespace
}  // namespace yidi::policies
