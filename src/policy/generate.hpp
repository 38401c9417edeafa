/// @file
/// Events that a plan may meet, made up from a seed: anybody, any kind of care, on days, ages,
/// hours and amounts that lie on the plan's own bounds, a step beside them, and anywhere.
///
/// Level       3, pure
/// Units       fen, days
/// Errors      none
/// Ownership   views the plan
/// Invariants  G1  a plan and a seed give the same events, on every machine.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/dice.hpp"
#include "policy/plan.hpp"
#include "policy/stay_in_parts.hpp"

namespace yidi::policy {

struct GeneratedEvent {
    model::Episode episode;
    model::FeeSums fees;
    YearsBefore before;
};

/// The same stay settled in two bills: what is left for the second after the first.
struct SecondBill {
    GeneratedEvent event;
    EarlierParts earlier;
};
/// The first takes two fifths of each sum. Nothing where it is not paid.
[[nodiscard]] std::optional<SecondBill> in_two_bills(const Plan& plan, const GeneratedEvent& event);

class EventGenerator {
  public:
    /// Requires the plan to outlive the generator.
    EventGenerator(const Plan& plan, std::uint64_t seed);

    [[nodiscard]] GeneratedEvent next();

  private:
    void gather();
    void gather(const LayerPlan& layer);
    void choose_person(model::Episode& episode);
    void choose_care(model::Episode& episode);
    void choose_days(model::Episode& episode);
    void choose_chain(model::Episode& episode);
    void choose_accounts(model::Episode& episode);
    void choose_quota(model::Episode& episode);
    [[nodiscard]] std::string any_diseases();
    [[nodiscard]] std::int64_t any_amount(std::int64_t most);
    [[nodiscard]] model::FeeSums any_bill(const model::YearTotals& before);
    [[nodiscard]] model::PoolUse any_use();
    [[nodiscard]] model::YearTotals any_totals();

    const Plan& plan_;
    Dice dice_;
    std::string division_;  ///< One the plan is for.
    std::vector<std::pair<model::Scheme, model::Service>> covered_;
    std::vector<Date> days_;
    std::vector<std::int64_t> amounts_, ages_, hours_;
    std::vector<std::string> diseases_;
};

}  // namespace yidi::policy
