#include "store/file_handle.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace yidi::store {

FileHandle::~FileHandle() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Outcome<Done> sync_directory_of(const std::filesystem::path& path) {
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
    const FileHandle directory{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!directory || ::fsync(directory.get()) != 0) {
        return problem(ErrorCode::data_not_writable, parent.string(), std::strerror(errno), {});
    }
    return Done{};
}

}  // namespace yidi::store
