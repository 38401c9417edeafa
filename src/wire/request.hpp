/// @file
/// Decodes and checks a request of the national interface: bytes in, a command or a refusal out.
/// What real clients send is borne with (see below); what is wrong is named by its path.
///
/// Borne with: input as object or as JSON text; numbers and texts for each other; A forms of the
/// transaction numbers; names in camel case; null and the word null for empty; blanks around
/// values; fields nobody knows; a row as object or as array of one; a leading byte order mark.
///
/// Level       6, pure but for buffers kept per thread
/// Units       nesting_max levels of objects and arrays
/// Errors      those of groups 1000 and 1100 of base/errors.def
/// Ownership   results own their text; `body` is only read during the call
/// Threads     may be called from any thread
/// Invariants  W1  no input crashes it, and no input allocates more than a few times its size.
///             W2  an amount never passes through floating point.
///             W3  the echo is filled as far as the envelope could be read, whatever the outcome.
/// See         docs/reference/transactions.md

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "model/commands.hpp"
#include "wire/digester.hpp"
#include "wire/library.hpp"

namespace yidi::wire {

inline constexpr int nesting_max = 16;

/// What an answer repeats of its request.
struct EnvelopeEcho {
    std::string infno;  ///< As sent, such as "2304A"; empty if it could not be read.
    std::string msgid;
    std::string fixmedins_code;
};

struct DecodedRequest {
    model::Envelope envelope;
    std::string infno_sent;  ///< With its letter, if it had one.
    Instant inf_time;        ///< When the sender says it sent this. Not trusted for anything.
    model::CommandBody body;
    std::optional<LibraryRequest> library = {};  ///< If set, it is this that is asked, not `body`.
};

struct DecodeResult {
    EnvelopeEcho echo;
    Outcome<DecodedRequest> outcome;
};

/// `path` is that of the URL, without query.
[[nodiscard]] DecodeResult decode_request(std::string_view body, std::string_view path,
                                          const Digester& digester);

/// The paths at which requests are taken: the single ones, those of the transactions, and any path
/// that ends in /hsa/hgs/<infno>.
[[nodiscard]] bool is_interface_path(std::string_view path);

}  // namespace yidi::wire
