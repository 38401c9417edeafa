/// @file
/// The Trace that writes down every step of a decision, applied and not applied, in Chinese and
/// English, with its rule and articles.
///
/// Level       3, pure
/// Units       amounts as yuan with two decimals; in sentences with thousands separators
/// Errors      none
/// Ownership   owns the steps; the facts must outlive it
/// Invariants  X1  results of the steps with op "bucket" add up to the bill.
///             X2  results of the steps with op "payer" add up to the bill.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/messages.hpp"
#include "policy/evaluate.hpp"

namespace yidi::policy {

class ExplainTrace {
  public:
    explicit ExplainTrace(const Facts& facts);

    void bill(const Facts& facts);
    void place(const LayerPlan& layer, const Cell& cell, Money base, Money off);
    void adjusts(const LayerPlan& layer, const Cell& cell);
    void deductible(const LayerPlan& layer, const Cell& cell, Money base, Money due, Money charged,
                    std::size_t nth);
    void segment(const LayerPlan& layer, const Segment& segment, Money low, Money high, Money paid);
    void cap(const LayerPlan& layer, const Cell& cell, const Allowance& allowance,
             const LayerResult& result);
    void layer_idle(const LayerPlan& layer);
    void layer_paid(const LayerPlan& layer, Money base, Money fund);
    void account(const LayerPlan& layer, Money allowed, Money paid);
    void decided(const Decision& decision, const Books& books);
    void refused(const Decision& decision);

    [[nodiscard]] std::vector<model::ExplainStep> take() { return std::move(steps_); }

  private:
    /// Appends a step; the reference is good until the next one.
    model::ExplainStep& step(std::string_view op, std::string_view layer, std::string rule);
    /// The same for a row of the plan, with its articles, doubts and reading.
    model::ExplainStep& row_step(std::string_view op, const LayerPlan& layer, std::uint32_t row);
    /// Appends what the row's source leaves in doubt. Called once the sentence stands.
    void add_doubts(std::uint32_t row);
    void payer(Layer layer, std::string_view field, Money amount);
    void sample_notice();

    const Facts& facts_;
    std::vector<model::ExplainStep> steps_;
    std::set<std::string_view> readings_said_;  ///< A reading is told once, not at every band.
};

}  // namespace yidi::policy
