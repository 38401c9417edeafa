/// @file
/// The written form of what nodes say to each other and of timers: one JSON object per body, with
/// the members of the model under their own names. Outbox, timers and frames between nodes hold it.
///
/// Level       6, pure
/// Units       Money as integer fen, Date as text, enumerators as their names
/// Errors      unknown_transaction for a kind that is not known; broken_json, field_missing,
///             field_wrong_type, amount_too_large and date_invalid with the path of the member
/// Ownership   values only
/// Threads     may be called from any thread
/// Invariants  J1  decode_body(kind_of(b), encode_body(b)) gives b back.
/// See         model/messages.hpp for the bodies

#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "model/messages.hpp"

namespace yidi::wire {

/// "settle_decide", "person_answer", ...: which alternative a body is. A view of static data.
[[nodiscard]] std::string_view kind_of(const model::PeerBody& body);
[[nodiscard]] std::string_view kind_of(const model::TimerBody& body);

[[nodiscard]] std::string encode_body(const model::PeerBody& body);
[[nodiscard]] std::string encode_body(const model::TimerBody& body);

/// Members that are not known are skipped, so that a newer peer may say more; members of the model
/// that are absent are refused unless they are optional.
[[nodiscard]] Outcome<model::PeerBody> decode_body(std::string_view kind, std::string_view json);
[[nodiscard]] Outcome<model::TimerBody> decode_timer(std::string_view kind, std::string_view json);

}  // namespace yidi::wire
