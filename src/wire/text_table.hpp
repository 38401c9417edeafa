/// @file
/// Tables of text for a terminal, in which Chinese characters take two columns.
///
/// Level       6, pure
/// Units       columns of a terminal
/// Errors      none
/// Ownership   owns its text

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yidi::wire {

[[nodiscard]] std::size_t terminal_columns(std::string_view utf8);

class TextTable {
  public:
    /// Columns whose head begins with ">" are set to the right.
    explicit TextTable(std::vector<std::string> heads);
    void row(std::vector<std::string> cells);
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// With `indent` blanks before each line.
    [[nodiscard]] std::string text(std::size_t indent = 0) const;

  private:
    std::vector<std::string> heads_;
    std::vector<bool> right_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace yidi::wire
