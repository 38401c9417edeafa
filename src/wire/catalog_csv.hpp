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

/// One record of a CSV text.
struct CsvRow {
    int line = 0;
    std::vector<std::string> cells;
};

/// Reads RFC 4180 text: comma, double quotes, LF or CRLF. Refuses stray quotes and an open end.
class CsvReader {
  public:
    /// Views: both texts must outlive the reader.
    CsvReader(std::string_view file, std::string_view text) : file_(file), text_(text) {}

    /// Fills `row` with the next record; false at the end.
    [[nodiscard]] Outcome<bool> next(CsvRow& row);

  private:
    [[nodiscard]] Outcome<bool> quoted(std::string& cell);
    [[nodiscard]] Outcome<bool> bare(std::string& cell);
    [[nodiscard]] Unexpected<Problem> broken(std::string_view found, std::string expected) const;

    std::string_view file_, text_;
    std::size_t at_ = 0;
    int line_ = 1;
};

/// The rows of a catalogue file. The first line must name the columns exactly.
[[nodiscard]] Outcome<std::vector<catalog::Item>> read_catalogue(std::string_view name,
                                                                 std::string_view text);

/// The first line of a catalogue file.
[[nodiscard]] std::string_view catalogue_header();

}  // namespace yidi::wire
