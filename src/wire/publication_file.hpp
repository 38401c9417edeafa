/// @file
/// Publications of code standards as files: ours, sparse and with a heading, and the file that a
/// download answers with, in the columns of the national interface.
///
/// Level       6, pure
/// Units       lines are counted from 1
/// Errors      publication_row with "name:line column": every deviation from the form
/// Ownership   a publication shares its text
/// Threads     may be called from any thread
/// See         docs/reference/code-publications.md

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "codes/publications.hpp"

namespace yidi::wire {

/// A file whose first two lines are
///     publication <TAB> infno <TAB> version <TAB> number <TAB> from
///     code <TAB> valid <TAB> rid <TAB> ...   names of columns, or their numbers in the download
/// and whose others are rows; "null" or nothing is an empty cell.
[[nodiscard]] Outcome<codes::Publication> read_publication(std::string_view name, std::string text);

/// Codes that are not built as the standard of the list says, where its structure is sure or
/// likely; one problem a row.
[[nodiscard]] std::vector<Problem> misshapen_codes(std::string_view name,
                                                   const codes::Publication& publication);

/// The text of a download: TAB between columns, "null" for empty, a line a row.
[[nodiscard]] std::string download_text(const codes::Increment& increment);
/// "1301_F001_20260101000000_C", without an ending.
[[nodiscard]] std::string download_name(const codes::Increment& increment);

}  // namespace yidi::wire
