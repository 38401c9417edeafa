/// @file
/// Encodes what a node answers in the documented shape of the national interface.
///
/// infcode is 0 when done and -1 when refused. The interface knows only these two; an outcome that
/// is not known is neither, so it has a code of its own that no client can take for a refusal:
/// 1511 (ask with 5203, repeat the msgid, or undo with 2601) and 1516 (still being confirmed).
///
/// Level       6, pure
/// Units       amounts as JSON numbers in yuan with two decimals; a reversal's are negated
/// Errors      none
/// Ownership   values only
/// Threads     may be called from any thread
/// See         docs/reference/transactions.md, docs/reference/refusals.md

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "model/replies.hpp"
#include "wire/request.hpp"

namespace yidi::wire {

/// Longest err_msg and warn_msg of the interface.
inline constexpr std::size_t message_characters_max = 200;

/// `serial` numbers the answers of a node; with the time it makes inf_refmsgid.
/// Requires  the alternative of the reply that the transaction of `echo` answers with.
[[nodiscard]] std::string encode_answer(const EnvelopeEcho& echo, const model::Reply& reply,
                                        Instant received, Instant answered,
                                        std::string_view node_admdvs, std::uint64_t serial);

/// The same for an answer of the library. FileBytes are not for this: they are sent as they are.
[[nodiscard]] std::string encode_library_answer(const EnvelopeEcho& echo,
                                                const LibraryAnswer& answer, Instant received,
                                                Instant answered, std::string_view node_admdvs,
                                                std::uint64_t serial);

/// 0, -1, or the number of an outcome that is not known.
[[nodiscard]] int infcode_of(const Problem& problem);

/// Refusals are answers: 200, as real front doors do. Other states only where HTTP itself is the
/// matter, or where a client must not read on as if it had been answered (503, 504).
[[nodiscard]] int http_status_of(const Problem& problem);

}  // namespace yidi::wire
