/// @file
/// Counts heap allocations while asked to.
///
/// Level       test
/// Units       allocations
/// Errors      none
/// Ownership   none
/// Threads     for tests of one thread

#pragma once

#include <cstddef>

namespace yidi::policies {

void start_counting();
/// How many allocations there were since start_counting().
[[nodiscard]] std::size_t stop_counting();

}  // namespace yidi::policies
