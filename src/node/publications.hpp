/// @file
/// The publications of code standards that a data directory holds: read when a node starts, added
/// to by `yidi codes import`.
///
/// Level       8, files
/// Units       none
/// Errors      publication_row, publication_order, code_misshapen, file_unreadable,
///             data_not_writable, each naming the file
/// Ownership   values only
/// Blocks      on the disk
/// Invariants  K2  a file that publish() has answered for is whole, durable, and loads.
/// See         docs/reference/code-publications.md

#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "codes/publications.hpp"

namespace yidi::node {

[[nodiscard]] std::filesystem::path publications_path(const std::filesystem::path& data);

/// The samples inside the program and the publications of a data directory. Lists that the
/// directory has replace the samples of those lists.
[[nodiscard]] Outcome<codes::Publications> load_publications(const std::filesystem::path& data);

/// One publication from a file anywhere.
[[nodiscard]] Outcome<codes::Publication> load_publication(const std::filesystem::path& file);
[[nodiscard]] Outcome<std::string> read_text(const std::filesystem::path& file);

/// Checks a file, and puts it into the data directory; answers where.
[[nodiscard]] Outcome<std::filesystem::path> publish(const std::filesystem::path& data,
                                                     const std::filesystem::path& file);

}  // namespace yidi::node
