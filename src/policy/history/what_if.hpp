/// @file
/// Two plans side by side over the same lives: each person's events once, both worlds carried
/// along.
///
/// Level       3, pure
/// Units       fen
/// Errors      history_damaged where a record is none
/// Ownership   borrows history and plans; a Runner is a thread's own, its sums are merged after
/// Threads     Runners may work on one History side by side
/// Invariants  H4  a person whose worlds are still equal is decided once; the result is what
///                 deciding twice would give.

#pragma once

#include <array>
#include <span>
#include <vector>

#include "policy/history/sums.hpp"
#include "policy/history/world.hpp"
#include "policy/reform/outside.hpp"

namespace yidi::policy {

/// The law of one area before and after.
struct PlanPair {
    PlanPair(PlanPtr before, PlanPtr after);

    PlanFacts base, reform;
    /// Days on which the two differ, by scheme and service; those of a pharmacy hold for all
    /// services it may stand for.
    std::array<std::array<std::vector<Window>, service_count>, scheme_count> changed;

    [[nodiscard]] bool differ_on(const model::Episode& episode) const;
};

struct WhatIfOptions {
    std::size_t examples = 3;
    bool share_equal_worlds = true;  ///< False: both plans decide every event.
};

class Runner {
  public:
    /// `pairs` by the history's words: the pair of an area, or null.
    Runner(const History& history, std::vector<const PlanPair*> pairs,
           const WhatIfOptions& options);

    /// Runs all people whose first event lies in [first, last).
    [[nodiscard]] Outcome<Done> run(std::size_t first, std::size_t last);
    [[nodiscard]] const Sums& sums() const { return sums_; }

  private:
    /// One event in both worlds.
    struct Verdicts {
        const Decision* base = nullptr;
        const Decision* reform = nullptr;
    };
    [[nodiscard]] bool run_person(std::size_t first, std::size_t last);
    Verdicts decide(const PlanPair& pair, std::uint16_t disease);
    void count(std::size_t event, const Verdicts& verdicts);
    void count_year(std::int32_t year, std::int64_t change_fen);
    void end_person();
    [[nodiscard]] GroupSums& group_of(std::int32_t year);

    const History& history_;
    std::vector<const PlanPair*> pairs_;
    WhatIfOptions options_;
    Sums sums_;
    World base_, reform_;
    bool apart_ = false;
    HistoryEvent event_;
    struct YearChange {
        PersonGroup group;
        std::int64_t change_fen = 0;
    };
    std::vector<YearChange> changes_;  ///< Of the person, by year.
    /// The groups of a year by the place of their values: a map is too slow for every event.
    struct YearGroups {
        std::int32_t year = 0;
        std::vector<GroupSums*> groups;
    };
    std::vector<YearGroups> years_;
};

/// One event of a history in both worlds, told step by step.
struct Told {
    HistoryEvent event;
    Explanation base, reform;
};
/// Requires a person's event that has a pair.
[[nodiscard]] Outcome<Told> tell(const History& history,
                                 std::span<const PlanPair* const> pairs, std::size_t event);

/// Two step lists line by line: the same benefit, operator and rule stand beside each other.
struct StepPair {
    const model::ExplainStep* base = nullptr;
    const model::ExplainStep* reform = nullptr;
    bool differs = false;
};
[[nodiscard]] std::vector<StepPair> align(const std::vector<model::ExplainStep>& base,
                                          const std::vector<model::ExplainStep>& reform);

}  // namespace yidi::policy
