/// @file
/// A compiled plan read from a file.
///
/// Level       9; reads files
/// Units       none
/// Errors      file_unreadable, plan_foreign, plan_damaged
/// Ownership   the plan is shared
/// See         policy/plan_file.hpp

#pragma once

#include <string>

#include "policy/plan.hpp"

namespace yidi::app {

[[nodiscard]] Outcome<policy::PlanPtr> read_plan_file(const std::string& path);

}  // namespace yidi::app
