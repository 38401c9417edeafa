/// @file
/// What a reform would have done to lives that were lived, as a document and as text.
///
/// Level       6, pure
/// Units       amounts in yuan; differences are new less old
/// Errors      none
/// Ownership   values
/// See         docs/reference/policy-reforms.md

#pragma once

#include <string>
#include <vector>

#include "policy/history/what_if.hpp"
#include "policy/reform/stack.hpp"

namespace yidi::wire {

/// One area's law before and after.
struct ReformedArea {
    std::string package_id;
    std::string hash_before, hash_after;
    std::vector<std::string> reforms;
    std::vector<policy::Overlap> overlaps;
    std::vector<policy::OrderMatters> order_matters;  ///< Asked for with --commute.
    std::vector<Problem> warnings;
    bool commute_asked = false;
};

struct WhatIfReport {
    std::string source;  ///< The file, or the data directory.
    bool is_synthetic = false;
    std::vector<ReformedArea> areas;
    policy::Sums sums;
    std::vector<policy::Told> gains, losses;  ///< In the order of the sums' examples.
};

/// One document of the form yidi.what-if/1.
[[nodiscard]] std::string what_if_json(const WhatIfReport& report);
[[nodiscard]] std::string what_if_text(const WhatIfReport& report, bool chinese);

}  // namespace yidi::wire
