#include "node/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace yidi::node {

bool write_durably(const std::filesystem::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return false;
    bool good = true;
    while (good && !bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        good = written > 0;
        if (good) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    good = good && ::fsync(file) == 0;
    ::close(file);
    if (!good) ::unlink(path.c_str());
    return good;
}

bool sync_folder(const std::filesystem::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return false;
    const bool good = ::fsync(file) == 0;
    ::close(file);
    return good;
}

}  // namespace yidi::node
