/// @file
/// A secret or key that an operator keeps in a file of its own.
///
/// Level       9; reads files
/// Units       none
/// Errors      file_unreadable
/// Ownership   values only

#pragma once

#include <string>

#include "base/error.hpp"

namespace yidi::app {

/// At most 4 KB of the file, without the white space around it.
[[nodiscard]] Outcome<std::string> read_secret_file(const std::string& path);

}  // namespace yidi::app
