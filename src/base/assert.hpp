/// @file
/// The one assertion of the house: always compiled in; a broken one stops the process before it
/// can commit, and a restart replays.
///
/// Level       0, pure until it fires.
/// Units       none
/// Errors      none; a defect is not an error to handle
/// Ownership   none

#pragma once

namespace yidi {

[[noreturn]] void defect(const char* condition, const char* file, int line) noexcept;

}  // namespace yidi

#define YIDI_ASSERT(condition) \
    (static_cast<bool>(condition) ? void() : ::yidi::defect(#condition, __FILE__, __LINE__))
