/// @file
/// What the place of care knows of the person and the visit when it divides a fee line, and what
/// every line must be before it is divided.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      1401-1403, 1412 and amount_too_large
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

/// Where a line stands in the request.
struct LinePlace {
    std::string_view node;
    std::size_t row = 0;
    [[nodiscard]] std::string of(std::string_view field) const;
};

/// A line of no batch yet, with its price. Refuses an amount that is not price x quantity, and an
/// item that is not in the catalogue on its day.
[[nodiscard]] Outcome<model::FeeLine> priced_line(const Counter& counter,
                                                  const model::Encounter& visit,
                                                  const model::FeeLineInput& input,
                                                  const model::FeeLine* taken_back,
                                                  const LinePlace& place);

[[nodiscard]] catalog::LineFacts line_facts_of(const model::Encounter& visit);

}  // namespace yidi::desk
