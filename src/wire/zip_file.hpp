/// @file
/// A ZIP archive with one file in it, made in memory; the same bytes for the same content.
///
/// Level       6, pure
/// Units       none
/// Errors      a text that the archive cannot hold is a defect: the texts are bounded
/// Ownership   values only
/// Threads     may be called from any thread
/// Invariants  Z1  equal names and texts give equal bytes, today and tomorrow.

#pragma once

#include <string>
#include <string_view>

namespace yidi::wire {

[[nodiscard]] std::string zip_of(std::string_view name, std::string_view text);

}  // namespace yidi::wire
