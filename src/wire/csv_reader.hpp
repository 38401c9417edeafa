/// @file
/// CSV text row by row (RFC 4180: comma, double quotes, LF or CRLF), in the memory of one row.
///
/// Level       6, pure
/// Units       lines are counted from 1
/// Errors      catalogue_row with "name:line" where a quote is stray or never closed
/// Ownership   views the text; a row owns its cells
/// Threads     confined to one

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace yidi::wire {

struct CsvRow {
    int line = 0;  ///< On which it begins.
    std::vector<std::string> cells;
};

class CsvReader {
  public:
    CsvReader(std::string_view name, std::string_view text) : name_(name), text_(text) {}

    /// Reads the next row into `row`; false at the end of the text.
    [[nodiscard]] Outcome<bool> next(CsvRow& row);

  private:
    [[nodiscard]] Outcome<Done> read_cell(std::string& cell);
    [[nodiscard]] Outcome<Done> read_quoted(std::string& cell);
    [[nodiscard]] bool ends_at(std::size_t at) const;
    [[nodiscard]] Unexpected<Problem> broken(int line, std::string found,
                                             std::string expected) const;

    std::string_view name_, text_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace yidi::wire
