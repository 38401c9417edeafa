/// @file
/// The reference pages of transactions, refusals and checks of packages, written from the
/// descriptions and tables that the program itself obeys.
///
/// Level       6, pure
/// Units       Markdown, Chinese and English
/// Errors      none
/// Ownership   values only
/// See         docs/reference/transactions.md, refusals.md and policy-lints.md are their output; a
///             test compares them

#pragma once

#include <string>

namespace yidi::wire {

[[nodiscard]] std::string transactions_reference();
[[nodiscard]] std::string refusals_reference();
[[nodiscard]] std::string lints_reference();

}  // namespace yidi::wire
