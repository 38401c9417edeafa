/// @file
/// Reforms stacked over an area's law in the order given, compiled and held against the base.
///
/// Level       3, pure
/// Units       as in packages
/// Errors      the first problem of a reform or of the package it makes; reform_leak where a day
///             outside its windows changes
/// Ownership   results own everything
/// Threads     plans are immutable

#pragma once

#include <span>
#include <string>
#include <vector>

#include "policy/reform/apply.hpp"
#include "policy/reform/outside.hpp"

namespace yidi::policy {

/// Two reforms that speak of the same cells and days: the later wins.
struct Overlap {
    std::string earlier, later;
    std::string target;
    Window days;
};

struct Stacked {
    SourceLaw law;
    PlanPtr base, plan;
    std::vector<Window> windows;
    std::vector<Problem> warnings;
    std::vector<Overlap> overlaps;
};

/// Requires that `law` compiles.
[[nodiscard]] Outcome<Stacked> stack(const SourceLaw& law, std::span<const Reform> reforms);

/// Neighbours of the stack whose exchange changes what is decided, by their ids.
struct OrderMatters {
    std::string first, second;
    std::vector<Difference> where;  ///< Empty: exchanged, they do not apply.
};
[[nodiscard]] Outcome<std::vector<OrderMatters>> commute(const SourceLaw& law,
                                                         std::span<const Reform> reforms);

}  // namespace yidi::policy
