/// @file
/// What an SM2 signature in cainfo is made over: the fields of the envelope but cainfo and input,
/// as name=value, sorted by name and joined with &.
///
/// A field that holds an object or an array is left out, as input is; null and the word null are
/// told apart (null is empty). Read on its own, before the message is decoded: who is asking is
/// settled first.
///
/// Level       6, pure but for a buffer kept per thread
/// Units       none
/// Errors      an absent value says that the body is no JSON object, or that the name of a field
///             has a = or & in it
/// Ownership   values only
/// Threads     may be called from any thread

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "calendar/calendar.hpp"

namespace yidi::wire {

struct SignedEnvelope {
    std::string text;  ///< What is signed.
    std::string cainfo;
    std::string fixmedins_code;
    std::optional<Instant> inf_time;
};

[[nodiscard]] std::optional<SignedEnvelope> read_signed_envelope(std::string_view body);
/// The message with its signature. Requires  an object with fields, none of them cainfo;
/// hexadecimal `cainfo`.
[[nodiscard]] std::string with_cainfo(std::string_view body, std::string_view cainfo);

}  // namespace yidi::wire
