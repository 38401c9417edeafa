/// @file
/// Says the recorded steps of a decision in Chinese and English, with their rules and articles.
///
/// Level       3, pure
/// Units       amounts as yuan with two decimals; in sentences with thousands separators
/// Errors      none
/// Ownership   borrows plan and facts; owns what it has written
/// Invariants  X1  results of the steps with op "bucket" add up to the bill.
///             X2  results of the steps with op "payer" add up to the bill.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/messages.hpp"
#include "policy/steps.hpp"

namespace yidi::policy {

class StepWriter {
  public:
    StepWriter(const PlanTables& tables, const model::Episode& episode)
        : tables_(tables), episode_(episode) {}

    void write(const Step& step);
    void write_refusal(const Problem& refusal);
    /// That the package is a sample, if it is.
    void write_notice();
    [[nodiscard]] std::vector<model::ExplainStep> take() { return std::move(steps_); }

  private:
    /// Begins a step: op, benefit, rule and articles. The reference is good until the next one.
    model::ExplainStep& begin(const Step& step, std::string_view op);
    /// Appends what the row's source leaves in doubt. Called once the sentence stands.
    void add_doubts(const Step& step);

    void gate(const Step& step);
    void channel(const Step& step);
    void place(const Step& step);
    void continuity(const Step& step);
    void deductible(const Step& step);
    void adjust(const Step& step);
    void segment(const Step& step);
    void limit(const Step& step);
    void cap(const Step& step);
    void account(const Step& step);
    void total(const Step& step);
    void edge(const Step& step);
    /// Steps that are one sentence.
    void plain(const Step& step);

    const PlanTables& tables_;
    const model::Episode& episode_;
    std::vector<model::ExplainStep> steps_;
    std::set<std::string_view> readings_said_;  ///< A reading is told once, not at every band.
};

}  // namespace yidi::policy
