/// @file
/// What a sandbox remembers of the messages it was sent, and the faults it is told to make, as
/// JSON.
///
/// Level       6, pure
/// Units       microseconds, milliseconds
/// Errors      field_missing, field_wrong_type, code_unknown, unknown_transaction, broken_json
/// Ownership   values only
/// See         docs/reference/sandbox.md

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"

namespace yidi::wire {

/// A message and what came of it.
struct SandboxMessage {
    std::int64_t seq = 0;  ///< 1, 2, 3, … since the start.
    Instant received;
    std::int64_t took_us = 0;
    std::string infno, msgid, fixmedins_code;
    std::string request, answer;  ///< As they went over the line, perhaps cut; in UTF-8.
    int status = 0;
    std::optional<Problem> wrong;
    std::string fault;  ///< Name of the fault that was made; empty: none.
};
[[nodiscard]] std::string sandbox_messages_json(std::string_view node,
                                                const std::vector<SandboxMessage>& messages);

enum class FaultKind : std::uint8_t {
    slow,       ///< Carried out; the answer comes late.
    silent,     ///< Carried out; the connection ends without an answer.
    wrong,      ///< Carried out; the answer is cut in the middle.
    duplicate,  ///< Carried out twice, as when a line repeats a message.
    refuse,     ///< Not carried out; refused as overloaded.
    late,       ///< Not carried out; the connection ends without an answer.
};
struct SandboxFault {
    std::string infno;  ///< Plain number; "*": any transaction.
    FaultKind kind{};
    std::int64_t times = 1;
    std::int64_t ms = 0;  ///< Of slow.
};
[[nodiscard]] std::string_view name_of(FaultKind kind);
[[nodiscard]] Outcome<SandboxFault> read_fault(std::string_view json);
[[nodiscard]] std::string sandbox_faults_json(const std::vector<SandboxFault>& faults);

}  // namespace yidi::wire
