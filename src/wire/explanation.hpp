/// @file
/// Why a settlement came out as it did, for machines and for people: the bill's buckets, each step
/// of the computation with its rule and article, the shares, and a line that shows they add up.
///
/// Level       6, pure
/// Units       amounts in yuan with two decimals
/// Errors      none; an answer that refuses is written as its refusal
/// Ownership   values only

#pragma once

#include <string>

#include "model/messages.hpp"

namespace yidi::wire {

[[nodiscard]] std::string explanation_json(const model::ExplainAnswer& answer);

/// Plain text with aligned columns, in Chinese, English, or both. Requires one of them.
[[nodiscard]] std::string explanation_text(const model::ExplainAnswer& answer, bool zh, bool en);

}  // namespace yidi::wire
