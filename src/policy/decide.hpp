/// @file
/// The insured place's law, compiled: who pays what of a stay, by which rule and article. The
/// explanation comes out of the same run as the number.
///
/// Level       3, pure
/// Units       Money in fen; every rounding is a step of the explanation
/// Errors      a decision that the law does not pay, or that the package does not know enough for,
///             is a value with its Problem; nothing throws
/// Ownership   a Plan is immutable and shared; decisions are values
/// Threads     a Plan may be read from any thread
/// Invariants  P1  hifp + hifob + hifmi + cvlserv + hifes + maf + account + cash == total, exactly.
///             P2  no amount is negative.
///             P3  more in-policy cost never lowers what the funds pay.
///             P4  decide() and explain() of the same plan and facts give the same amounts.
/// See         policies/README.md for the package format; docs/reference/policy-operators.md

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/episode.hpp"
#include "model/messages.hpp"

namespace yidi::policy {

class Plan;  // compiled package; see policy/plan.hpp
using PlanPtr = std::shared_ptr<const Plan>;

struct Decision {
    std::optional<Problem> refusal;  ///< not_payable or policy_undetermined; shares are zero then.
    model::Shares shares;            ///< Complete: A2 to A5 hold against the fees.
    model::YearTotals delta;         ///< What this stay adds to the person's year.
    std::int64_t year = 0;           ///< Accumulator year the stay counts in.
};

/// Decides a stay. Allocates nothing on the way when it pays.
///
/// Requires  fees.balances(); `before` are the totals of year_of(plan, episode).
[[nodiscard]] Decision decide(const Plan& plan, const model::Episode& episode,
                              const model::FeeSums& fees, const model::YearTotals& before);

/// The same computation with every step said in words, applied and not applied.
struct Explanation {
    Decision decision;
    std::vector<model::ExplainStep> steps;
};
[[nodiscard]] Explanation explain(const Plan& plan, const model::Episode& episode,
                                  const model::FeeSums& fees, const model::YearTotals& before);

/// Accumulator year a stay counts in under this plan (date basis and year start of the package).
[[nodiscard]] std::int64_t year_of(const Plan& plan, const model::Episode& episode);

/// Content hash of the compiled plan: 16 hex digits. Equal plans have equal hashes.
[[nodiscard]] const std::string& hash_of(const Plan& plan);
[[nodiscard]] const std::string& package_id_of(const Plan& plan);
/// Some value of the package is a sample that nobody has confirmed against the document.
[[nodiscard]] bool is_sample(const Plan& plan);

}  // namespace yidi::policy
