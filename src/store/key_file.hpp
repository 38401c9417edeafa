/// @file
/// A file of keys: one "name HEX" a line, '#' begins a comment, readable by its owner only.
///
/// Level       7, files
/// Units       bytes
/// Errors      key_missing: absent, unreadable, readable by others, malformed or incomplete;
///             data_not_writable: cannot be created
/// Ownership   fills memory that the caller owns

#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/error.hpp"

namespace yidi::store {

/// One line of the file and the bytes it is read into or written from.
struct KeyLine {
    std::string_view name;
    std::span<unsigned char> bytes;
};

/// Fills every line's bytes from the file.
[[nodiscard]] Outcome<Done> read_key_file(const std::filesystem::path& path,
                                          std::span<const KeyLine> lines);

/// Writes the lines to a new file; a file that exists already is left as it is.
/// Ensures   the file is there whole or not at all, also after a crash.
[[nodiscard]] Outcome<Done> create_key_file(const std::filesystem::path& path,
                                            std::span<const KeyLine> lines);

}  // namespace yidi::store
