/// @file
/// The reference pages of transactions and refusals, written from the descriptions and the error
/// table that the program itself obeys.
///
/// Level       6, pure
/// Units       Markdown, Chinese and English
/// Errors      none
/// Ownership   values only
/// See         docs/reference/transactions.md and docs/reference/refusals.md are their output; a
///             test compares them

#pragma once

#include <string>

namespace yidi::wire {

[[nodiscard]] std::string transactions_reference();
[[nodiscard]] std::string refusals_reference();

}  // namespace yidi::wire
