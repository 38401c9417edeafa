/// @file
/// The encoding of a message: UTF-8 by the rule, GBK or GB18030 where a client sends it. Decoded
/// once at the edge; the answer goes back in the encoding of the question.
///
/// A charset in the Content-Type decides. Where it names none, or UTF-8, a body that is not UTF-8
/// but is GBK throughout is taken as GBK: clients post in the code page of Chinese Windows and say
/// nothing of it.
///
/// Level       6, pure but for converters kept per thread (iconv of the C library)
/// Units       bytes counted from 0
/// Errors      wrong_encoding: a charset not known here, or a body that is not in it
/// Ownership   values only
/// Threads     may be called from any thread
/// Invariants  B1  what to_utf8 gives is UTF-8, at most three times as long as what came.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace yidi::wire {

enum class Charset : std::uint8_t { utf8, gbk, gb18030 };

/// As Content-Type names it.
[[nodiscard]] std::string_view name_of(Charset charset);

/// Makes `body` UTF-8 in place and says what it was.
[[nodiscard]] Outcome<Charset> to_utf8(std::string& body, std::string_view content_type);

/// A JSON text in UTF-8, in another encoding. A character which that lacks is written as \uXXXX.
[[nodiscard]] std::string json_in(Charset charset, std::string json);

/// The value of a parameter of a header's value, such as charset or boundary; without its quotes.
/// Empty when absent.
[[nodiscard]] std::string parameter_of(std::string_view header_value, std::string_view name);

}  // namespace yidi::wire
