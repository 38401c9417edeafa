/// @file
/// How the command line speaks: problems in both languages, money aligned, progress on long work.
///
/// Level       9
/// Units       none
/// Errors      none
/// Ownership   none

#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace yidi::app {

/// Exit codes of every subcommand; docs/reference/command-line.md lists them.
enum ExitCode : int {
    exit_done = 0,
    exit_found = 1,    ///< The command ran and found something wrong.
    exit_refused = 2,  ///< The command could not run; the message says what to do.
    exit_failed = 3,   ///< A node had to stop: its store failed.
};

/// Prints a problem in Chinese and English to standard error; returns exit_refused.
int report(const Problem& problem, bool json);

/// Prints a text to standard output, ended by a newline.
void print(const std::string& text);

/// Columns a text takes on a terminal: wide characters count twice.
[[nodiscard]] std::size_t display_width(std::string_view utf8);
/// `text` padded with blanks on the right to `width` columns.
[[nodiscard]] std::string padded_right(std::string_view utf8, std::size_t width);

/// A JSON string with its quotes.
[[nodiscard]] std::string json_text(std::string_view utf8);

}  // namespace yidi::app
