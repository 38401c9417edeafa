/// @file
/// "What would I pay?": one person and one bill at several places, levels and areas side by side,
/// decided by the plans that decide real settlements.
///
/// Level       6, pure
/// Units       yuan with two decimals
/// Errors      missing_field, not_in_code_list, wrong_type, … naming the parameter; an unknown value
///             of the law is an answer and not an error
/// Ownership   values
/// See         docs/reference/estimate.md

#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "policy/decide.hpp"

namespace yidi::wire {

/// Parameters by name, in the order given; a list is written with commas.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// "insured=110000&in_policy=5%2C000": a query string with its escapes undone.
[[nodiscard]] Outcome<Parameters> parse_query(std::string_view query);

struct EstimateRequest {
    std::vector<std::string> insured;  ///< Division codes.
    std::vector<model::HospitalLevel> levels;
    std::vector<model::Place> places;
    model::Episode episode;  ///< Without area, level and place.
    model::FeeSums fees;
    model::YearTotals before;
};

/// `today` stands where no day is given.
[[nodiscard]] Outcome<EstimateRequest> read_estimate(const Parameters& parameters, Date today);

struct Estimate {
    model::Episode episode;
    policy::PlanPtr plan;  ///< Null: no package covers the area.
    policy::Decision decision;
};
struct Estimates {
    EstimateRequest request;
    std::vector<Estimate> rows;
};
/// The plan that decides an episode insured in a division; null if there is none.
using PlanFinder =
    std::function<policy::PlanPtr(const std::string& division, const model::Episode& episode)>;
[[nodiscard]] Estimates estimate(const PlanFinder& plan_for, EstimateRequest request);

/// One document of the form yidi.estimate/1.
[[nodiscard]] std::string estimate_json(const Estimates& estimates);
[[nodiscard]] std::string estimate_text(const Estimates& estimates, bool chinese);

/// Names and meaning of the parameters, for help and the reference page.
struct EstimateParameter {
    std::string_view name, zh, en;
};
[[nodiscard]] std::span<const EstimateParameter> estimate_parameters();

}  // namespace yidi::wire
