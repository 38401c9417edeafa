/// @file
/// Two plans of one area held against each other: which values change for whom from which day, by
/// which rows, and a bill that shows it.
///
/// Level       3, pure
/// Units       days; amounts as text in yuan
/// Errors      none
/// Ownership   values
/// Invariants  Q1  plans that decide a cell and day alike have no change there, and plans that do
///                 not have one.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/plan.hpp"
#include "policy/reform/reform.hpp"

namespace yidi::policy {

/// A row that a value came from.
struct RowRef {
    std::string rule;
    std::int64_t row = 0;
    std::string from;  ///< First day of the version.
    std::vector<std::string> cites;
    friend bool operator==(const RowRef&, const RowRef&) = default;
};

/// What of a cell a value is about.
enum class Aspect : std::uint8_t {
    exists,      ///< The benefit is in force.
    known,       ///< The benefit's values are known.
    shape,       ///< What it draws and counts in, how bands and deductible are measured.
    gate,
    deductible,
    continuity,
    bands,
    place,
    factor,
    limits,
    cap,
    account,
};
[[nodiscard]] const Word& word_of(Aspect aspect);

/// Values of one dimension, as the vocabulary names them: ages as "0-17", diseases as codes.
struct Whom {
    Dimension dimension{};
    std::vector<std::string> values;
    friend bool operator==(const Whom&, const Whom&) = default;
};

struct BillExample {
    model::Episode episode;
    model::FeeSums fees;
    model::YearTotals before;
    Decision was, is;
};

struct ValueChange {
    std::vector<model::Scheme> schemes;
    std::vector<model::Service> services;
    Layer layer{};
    std::string benefit;
    Label label;
    Aspect aspect{};
    Window days;
    Label before, after;
    std::vector<RowRef> rows_before, rows_after;
    std::vector<std::vector<Whom>> whom;  ///< Any of these; an empty list is everybody.
    std::optional<BillExample> example;   ///< None: no bill that was tried shows it.
};

struct PlanComparison {
    std::vector<std::string> frame;  ///< What differs on all days: rounding, time, divisions.
    std::vector<ValueChange> changes;
    /// Days on which only rows, sources or wording differ.
    std::vector<std::string> only_sources;
};

[[nodiscard]] PlanComparison compare(const Plan& before, const Plan& after);

}  // namespace yidi::policy
