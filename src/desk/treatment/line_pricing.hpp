/// @file
/// What the place of care knows of the person and the visit when it divides a fee line.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      none
/// Ownership   values only
/// See         catalog/line_price.hpp

#pragma once

#include "catalog/line_price.hpp"
#include "desk/treatment/counter.hpp"

namespace yidi::desk {

/// A line of a visit in the catalogue in force there. `taken_back` is the line that a refund takes
/// back, null for any other: a refund is divided on that line's day and by its approval, so that
/// the two cancel.
[[nodiscard]] model::LinePrice price_of(const Counter& counter, const model::Encounter& visit,
                                        const catalog::Item& item,
                                        const model::FeeLineInput& line,
                                        const model::FeeLine* taken_back);

[[nodiscard]] catalog::LineFacts line_facts_of(const model::Encounter& visit);

}  // namespace yidi::desk
