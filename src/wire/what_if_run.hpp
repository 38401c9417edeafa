/// @file
/// A whole file of lives under two plans, on several threads.
///
/// Level       6; starts threads
/// Units       events
/// Errors      history_damaged; the first problem ends the run
/// Ownership   borrows file and plans
/// Threads     `progress` is called on the calling thread only
/// Blocks      until all is done
/// Invariants  H7  the sums are the same however many threads work.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "policy/history/what_if.hpp"
#include "wire/history_file.hpp"
#include "wire/policy_files.hpp"

namespace yidi::wire {

/// The plans of every area a history speaks of, before and after.
class PlanPairs {
  public:
    /// `reformed` gives the new plan of a package by its id; the others stay as they are.
    PlanPairs(const policy::History& history, const LawBook& law,
              const std::map<std::string, policy::PlanPtr>& reformed);
    [[nodiscard]] const std::vector<const policy::PlanPair*>& by_word() const { return by_word_; }

  private:
    std::map<std::string, std::unique_ptr<policy::PlanPair>> pairs_;
    std::vector<const policy::PlanPair*> by_word_;
};

using Progress = std::function<void(std::size_t done, std::size_t all)>;

[[nodiscard]] Outcome<policy::Sums> run_what_if(const HistoryFile& file, const PlanPairs& pairs,
                                                const policy::WhatIfOptions& options,
                                                unsigned threads, const Progress& progress);

}  // namespace yidi::wire
