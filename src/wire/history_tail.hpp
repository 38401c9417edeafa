/// @file
/// What stands behind the records of a file of histories: openings of years, and words.
///
/// Level       6, pure
/// Units       fen
/// Errors      history_damaged
/// Ownership   values

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "policy/history/event.hpp"

namespace yidi::wire {

void append_bytes(std::string& tail, const void* data, std::size_t size);
void append_openings(std::string& tail, const std::vector<policy::Opening>& openings);
void append_words(std::string& tail, const std::vector<std::string>& words);

/// Takes the openings from the front of what is left of the tail.
[[nodiscard]] Outcome<std::vector<policy::Opening>> read_openings(std::string_view& tail,
                                                                  const std::string& name);
/// The words at its end.
[[nodiscard]] Outcome<std::vector<std::string>> read_words(std::string_view tail,
                                                           std::uint32_t count,
                                                           const std::string& name);
[[nodiscard]] Unexpected<Problem> damaged_history(const std::string& name, std::string found,
                                                  std::string expected);

}  // namespace yidi::wire
