/// @file
/// What is worth hitting in an area's law: days on which a rule begins or ends, amounts at which
/// another rule takes over, ages, hours, diseases.
///
/// Level       test
/// Units       fen; days; hours
/// Errors      none
/// Ownership   values

#pragma once

#include <string>
#include <vector>

#include "reference/reference.hpp"

namespace yidi::policies {

/// A day on which something is new for the events of one benefit.
struct Boundary {
    std::string name;  ///< "bj.emp.ip 2025-01-01"
    Date day;
    std::vector<model::Scheme> schemes;
    std::vector<model::Service> services;

    [[nodiscard]] bool concerns(const model::Episode& episode) const;
};

struct Landmarks {
    std::vector<Boundary> boundaries;
    std::vector<Date> days;             ///< The same without repetition.
    std::vector<std::int64_t> amounts;  ///< Bounds, caps, deductibles, limits, of all tables.
    std::vector<slow::Fraction> shares;  ///< Above 0, below 1.
    std::vector<std::int32_t> ages, hours;
    std::vector<std::string> diseases;
    std::vector<std::pair<model::Scheme, model::Service>> covered;  ///< By a basic benefit.
};

[[nodiscard]] Landmarks landmarks_of(const slow::Law& law);

}  // namespace yidi::policies
