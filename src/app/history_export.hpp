/// @file
/// Writing the lives of a data directory into a file of histories.
///
/// Level       9
/// Units       events
/// Errors      those of node/histories.hpp and wire/history_file.hpp
/// Ownership   none
/// Blocks      on the disk

#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace yidi::app {

/// Answers how many events were written. `node` empty: all nodes.
[[nodiscard]] Outcome<std::uint64_t> export_histories(const std::string& out,
                                                      const std::string& data,
                                                      const std::string& node,
                                                      const std::string& policies);

}  // namespace yidi::app
