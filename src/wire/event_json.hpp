/// @file
/// An event as somebody asks about it: an object with the members of yidi.explanation/1 that go into
/// a decision, most of them optional, and perhaps the lines of the bill.
///
/// Level       6, pure
/// Units       amounts as text in yuan, days as 2026-03-01
/// Errors      the first member that is wrong, with its path: broken_json, code_unknown,
///             field_missing, field_wrong_type, field_contradicts, amount_*, date_invalid
/// Ownership   values only
/// See         docs/reference/explanation.md, "An event to be explained"

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/line_price.hpp"
#include "model/messages.hpp"
#include "policy/decide.hpp"

namespace yidi::wire {

struct EventDocument {
    std::string package;  ///< Id; empty: found by the insured place.
    model::Episode facts;
    model::FeeSums fees;
    policy::YearsBefore before;
    std::optional<model::EarlierBills> earlier;  ///< Of a later part of a stay.
    std::string mdtrtarea_admvs;  ///< Whose catalogue divides the lines.
    catalog::LineFacts person;    ///< What restrictions of lines may ask.
    std::vector<model::FeeLineInput> lines;
};

/// Members that only an answer has (schema, steps, shares, …) are passed over, so that an
/// explanation can be asked for again.
[[nodiscard]] Outcome<EventDocument> read_event(std::string_view json);

}  // namespace yidi::wire
