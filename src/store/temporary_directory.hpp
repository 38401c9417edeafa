/// @file
/// A directory of its own for a test or a measurement, removed at the end.
///
/// Level       7, files
/// Units       none
/// Errors      a directory that cannot be made is a defect of the place the program runs in
/// Ownership   owns the directory and all in it

#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/assert.hpp"

namespace yidi::store {

class TemporaryDirectory {
  public:
    /// In `parent`, or where the system keeps such things.
    explicit TemporaryDirectory(
        const std::filesystem::path& parent = std::filesystem::temp_directory_path()) {
        std::string name = (parent / "yidi-XXXXXX").string();
        YIDI_ASSERT(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() {
        std::error_code ignored;  // Nothing depends on it: the system clears what is left.
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace yidi::store
