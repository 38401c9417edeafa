/// @file
/// A file descriptor that closes itself.
///
/// Level       7, files
/// Units       none
/// Errors      a descriptor below zero says that opening failed; errno says why
/// Ownership   owns the descriptor

#pragma once

#include <filesystem>
#include <utility>

#include "base/error.hpp"

namespace yidi::store {

class FileHandle {
  public:
    FileHandle() = default;
    explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
    FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileHandle& operator=(FileHandle&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FileHandle();

    [[nodiscard]] explicit operator bool() const noexcept { return descriptor_ >= 0; }
    [[nodiscard]] int get() const noexcept { return descriptor_; }

  private:
    int descriptor_ = -1;
};

/// Makes the name of a file durable: a file is found after a crash only if its directory was
/// synced. Errors    data_not_writable.
[[nodiscard]] Outcome<Done> sync_directory_of(const std::filesystem::path& path);

}  // namespace yidi::store
