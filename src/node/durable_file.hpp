/// @file
/// Files that are on the disk when the call answers.
///
/// Level       8, files
/// Units       bytes
/// Errors      false: nothing is left of the file
/// Ownership   none
/// Blocks      on the disk

#pragma once

#include <filesystem>
#include <string_view>

namespace yidi::node {

/// Makes a file that is not there yet, readable by its owner only.
[[nodiscard]] bool write_durably(const std::filesystem::path& path, std::string_view bytes);
/// The names of a folder.
[[nodiscard]] bool sync_folder(const std::filesystem::path& folder);

}  // namespace yidi::node
