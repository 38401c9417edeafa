/// @file
/// What a sandbox answers, in words for a terminal.
///
/// Level       6, pure
/// Units       none
/// Errors      an answer that is no JSON is shown as it is
/// Ownership   results own their text

#pragma once

#include <string>

namespace yidi::wire {

/// A line a message, the newest first; below it what was wrong and how to mend it.
[[nodiscard]] std::string sandbox_messages_text(const std::string& answer, bool wrong_only);
[[nodiscard]] std::string sandbox_faults_text(const std::string& answer);
/// `detail` of problem details.
[[nodiscard]] std::string detail_of(const std::string& answer);

}  // namespace yidi::wire
