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
/// Invariants  P1  what the funds, the accounts and the person in cash pay is the bill, exactly.
///             P2  no amount is negative.
///             P3  more in-policy cost never lowers what the funds pay.
///             P4  decide() and explain() of the same plan and facts give the same amounts.
/// See         policies/README.md for the package format; docs/reference/policy-operators.md

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/episode.hpp"
#include "model/messages.hpp"
#include "policy/terms.hpp"

namespace yidi::policy {

class Plan;  // compiled package; see policy/plan.hpp
using PlanPtr = std::shared_ptr<const Plan>;

struct Decision {
    /// not_payable, not_filed, not_entitled or policy_undetermined; shares are zero then.
    std::optional<Problem> refusal;
    model::Shares shares;           ///< Complete: A2 to A5 hold against the fees.
    model::YearTotals delta;        ///< What this event adds to the person's year.
    std::int64_t year = 0;          ///< Accumulator year the event counts in.
    model::YearTotals later_delta;  ///< Of a stay that is split: what it adds to the next year.
    bool is_split = false;
    model::QuotaUse quota;          ///< What it adds to the windows of the limits.
    std::array<Money, bucket_count> left{};  ///< By bucket: what the funds leave to the person.
};

/// What the person has used of the year an event counts in, and of the next where it is split.
struct YearsBefore {
    model::YearTotals first, later;
};

/// Decides an event. Allocates nothing on the way when it pays.
///
/// Requires  fees.balances(); `before` are the totals of year_of(plan, episode), and of the year
///           after it where is_split(plan, episode).
[[nodiscard]] Decision decide(const Plan& plan, const model::Episode& episode,
                              const model::FeeSums& fees, const YearsBefore& before);
[[nodiscard]] Decision decide(const Plan& plan, const model::Episode& episode,
                              const model::FeeSums& fees, const model::YearTotals& before);

/// The same computation with every step said in words, applied and not applied.
struct Explanation {
    Decision decision;
    std::vector<model::ExplainStep> steps;
};
[[nodiscard]] Explanation explain(const Plan& plan, const model::Episode& episode,
                                  const model::FeeSums& fees, const YearsBefore& before);
[[nodiscard]] Explanation explain(const Plan& plan, const model::Episode& episode,
                                  const model::FeeSums& fees, const model::YearTotals& before);

class StepList;  // policy/steps.hpp
/// The same computation with every step kept as a record, in the order in which they were made.
[[nodiscard]] Decision trace(const Plan& plan, const model::Episode& episode,
                             const model::FeeSums& fees, const YearsBefore& before,
                             StepList& steps);

/// Accumulator year an event counts in under this plan (date basis and year start of the package);
/// of a stay that is split, the earlier one.
[[nodiscard]] std::int64_t year_of(const Plan& plan, const model::Episode& episode);
/// The stay lies in two years, and the package divides it.
[[nodiscard]] bool is_split(const Plan& plan, const model::Episode& episode);

/// Names of the windows in which the limits of the event's basic benefit count, in their order:
/// "rule|disease|2026-03". Empty where a limit has no window.
[[nodiscard]] std::vector<std::string> quota_windows(const Plan& plan,
                                                     const model::Episode& episode);

/// Content hash of the compiled plan: 16 hex digits. Equal plans have equal hashes.
[[nodiscard]] const std::string& hash_of(const Plan& plan);
[[nodiscard]] const std::string& package_id_of(const Plan& plan);
/// Some value of the package is a sample that nobody has confirmed against the document.
[[nodiscard]] bool is_sample(const Plan& plan);

}  // namespace yidi::policy
