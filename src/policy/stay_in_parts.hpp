/// @file
/// A stay that is settled in parts (中途结算): each part comes to what the stay as a whole comes to
/// by then, less what its earlier parts came to. So the parts share one deductible, one walk
/// through the bands, one place among the year's admissions, and add up to what one bill would have
/// cost.
///
/// Level       3, pure
/// Units       Money in fen
/// Errors      stay_decided_otherwise when the stay now comes to less than its parts have paid, as
///             when the law or the person's standing has changed for the worse between them
/// Ownership   values only
/// Invariants  P5  the parts of a stay add up, payer by payer, to decide() of the whole stay.
///             P6  no part takes anything back: every amount of a part is a bill's.
/// See         docs/reference/interim-settlement.md

#pragma once

#include "policy/decide.hpp"

namespace yidi::policy {

/// What the earlier parts of a stay, all of them in force, came to. Empty before the first part.
struct EarlierParts {
    std::string newest;  ///< setl_id of the newest of them.
    model::FeeSums fees;
    model::Shares shares;
    model::YearTotals delta, later_delta;
    model::QuotaUse quota;  ///< What they added to the windows that count this part.

    [[nodiscard]] bool empty() const { return newest.empty(); }
};

/// Decides the next part of a stay. With no earlier parts it is decide().
///
/// Requires  fees.balances(); `before` are the totals before the stay, and `episode.quota` what the
///           windows had used, without what the earlier parts have added.
/// Ensures   an account pays out of this year's and earlier years' money together; relatives'
///           accounts pay only where there are no earlier parts.
[[nodiscard]] Decision decide_part(const Plan& plan, const model::Episode& episode,
                                   const model::FeeSums& fees, const YearsBefore& before,
                                   const EarlierParts& earlier);

/// The same computation in words: the steps of the whole stay, then those that take off what the
/// earlier parts came to. Steps of one kind still add up to this part's bill.
[[nodiscard]] Explanation explain_part(const Plan& plan, const model::Episode& episode,
                                       const model::FeeSums& fees, const YearsBefore& before,
                                       const EarlierParts& earlier);

}  // namespace yidi::policy
