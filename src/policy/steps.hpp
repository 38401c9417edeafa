/// @file
/// The steps of a decision as records: which rule and row did what to which amount. Words are made
/// of them afterwards; the numbers are those the decision itself was made with.
///
/// Level       3, pure
/// Units       fen, and parts per million where a member says so
/// Errors      none
/// Ownership   values only
/// See         docs/reference/policy-operators.md, "Steps of an explanation"

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

enum class StepOp : std::uint8_t {
    bucket,      ///< detail: bucket
    channel,     ///< argument: service, or -1
    gate,
    place,       ///< argument: ppm; detail: effect
    continuity,  ///< base: due before; argument: charged earlier; detail: link
    deductible,  ///< argument: due; result: charged; extra: nth, or what the year was charged
    adjust,      ///< argument: ppm; detail: effect
    segments,    ///< base: span; argument: ppm; result: paid; extra: where it begins; detail: band
    supplement,  ///< base: bucket; argument: ppm; result: paid; detail: bucket
    factor,      ///< base: paid by the bands; argument: ppm
    rounding,
    limit,       ///< base: used; argument: most; result: left; detail: which
    cap,         ///< base: paid; argument: cap; result: above; extra: used before
    layer,
    draw,        ///< Nothing to draw.
    account,     ///< base: payable; argument: balance; result: paid; detail: source
    payer,       ///< detail: layer
    total,       ///< base: bill; argument: funds; result: person
    edge,        ///< base: distance; argument: ppm beyond, or -1 for the cap
    marginal,
    split,       ///< base: bill; result: part; detail: 1 or 2
    refused,
};

enum class StepNote : std::uint8_t {
    applied,
    not_concerned,   ///< An adjustment that is not about this person.
    no_reduction,    ///< A place that changes nothing.
    not_payable,
    not_entitled,
    nothing_due,
    unlimited,
    below_limit,
    capped,
    nothing_to_draw,
    not_asked_for,   ///< The account.
    no_link,         ///< Continuity: no such link, or too long ago.
    balances,
};

inline constexpr std::uint16_t no_benefit = 0xffff;

struct Step {
    StepOp op{};
    StepNote note{};
    std::uint16_t benefit = no_benefit;  ///< Place in PlanTables::layers.
    std::uint32_t row = no_row;
    std::int64_t base = 0, argument = 0, result = 0, extra = 0;
    std::uint32_t detail = 0;
};

/// Keeps the steps of one decision; reused, it allocates no more.
class StepList {
  public:
    static constexpr bool wanted = true;
    void add(const Step& step) { steps_.push_back(step); }
    void clear() { steps_.clear(); }
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

  private:
    std::vector<Step> steps_;
};

}  // namespace yidi::policy
