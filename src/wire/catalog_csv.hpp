/// @file
/// The catalogue of a treatment place as a CSV file: strict columns, quoted texts, line numbers.
///
/// Level       6, pure
/// Units       first_pay as "10%", limit_price as decimal yuan, dates as 2026-01-01
/// Errors      catalogue_row with "name:line column": every deviation from the form
/// Ownership   results own their text
/// See         policies/README.md for the columns

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "catalog/catalog.hpp"

namespace yidi::wire {

/// The rows of a catalogue file. The first line must name the columns exactly.
[[nodiscard]] Outcome<std::vector<catalog::Item>> read_catalogue(std::string_view name,
                                                                 std::string_view text);

/// The first line of a catalogue file.
[[nodiscard]] std::string_view catalogue_header();

}  // namespace yidi::wire
