/// @file
/// One person's life under one plan: year totals, windows of limits, accounts and chains, carried
/// from event to event as the insured place carries them.
///
/// Level       3, pure
/// Units       Money
/// Errors      a refused event is a decision with its problem; it counts nothing
/// Ownership   a World is reused from person to person and then allocates no more
/// Threads     confined
/// Invariants  H2  events of a person decided in a World have the amounts the insured place gave
///                 them, where it had the same plan.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "policy/decide.hpp"
#include "policy/history/event.hpp"
#include "policy/plan.hpp"

namespace yidi::policy {

/// The window of a limit, as a number: equal where quota_windows() gives equal names.
struct WindowKey {
    std::uint64_t rule = 0;  ///< Fingerprint of its id; 0: the limit has no window.
    std::int32_t number = 0;
    std::uint16_t disease = 0;
    std::uint8_t scheme = 0;
    friend bool operator==(const WindowKey&, const WindowKey&) = default;
};
using WindowKeys = std::array<WindowKey, limits_max>;
/// Windows of the event's basic benefit, in the order of its limits.
[[nodiscard]] WindowKeys window_keys(const Plan& plan, const model::Episode& episode,
                                     std::uint16_t disease);

/// What is the same of a plan for all events, looked up once.
struct PlanFacts {
    explicit PlanFacts(PlanPtr of);

    PlanPtr plan;
    bool has_limits = false;
    bool past_first = false;  ///< Accounts of earlier years are emptied before this year's.
};

class World {
  public:
    /// A new person.
    void begin();
    /// Decides the person's next event. Completes its facts: chain, windows, balances.
    [[nodiscard]] const Decision& decide(const PlanFacts& facts, HistoryEvent& event,
                                         std::uint16_t disease);
    /// The same with every step told.
    [[nodiscard]] Explanation explain(const PlanFacts& facts, HistoryEvent& event,
                                      std::uint16_t disease);
    /// Becomes `other`.
    void copy(const World& other);
    /// What the last two decisions added is the same, so that worlds that were equal still are.
    [[nodiscard]] static bool counts_alike(const Decision& a, const Decision& b);

  private:
    struct Year {
        model::Scheme scheme{};
        std::int64_t number = 0;
        model::YearTotals totals;
    };
    struct Window {
        WindowKey key;
        std::int64_t used = 0;
    };

    void complete(const PlanFacts& facts, HistoryEvent& event, std::uint16_t disease);
    void count(const PlanFacts& facts, const HistoryEvent& event);
    [[nodiscard]] model::YearTotals& totals(model::Scheme scheme, std::int64_t year);
    [[nodiscard]] std::int64_t& window(const WindowKey& key);

    std::vector<Year> years_;
    std::vector<Window> windows_;
    std::vector<Money> chains_;  ///< By event: what its chain has been charged, itself included.
    Money current_, past_, family_;
    WindowKeys keys_{};
    YearsBefore before_;
    Decision decision_;
};

}  // namespace yidi::policy
