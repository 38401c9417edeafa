#include "store/key_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/text.hpp"
#include "store/file_handle.hpp"

namespace yidi::store {
namespace {

constexpr std::size_t file_bytes_max = 4096;

Unexpected<Problem> key_problem(const std::filesystem::path& path, std::string found,
                                std::string expected) {
    return problem(ErrorCode::key_missing, path.string(), std::move(found), std::move(expected));
}

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return {};
}

bool parse_hex(std::string_view text, std::span<unsigned char> bytes) {
    if (text.size() != 2 * bytes.size()) return false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const auto high = hex_digit(text[2 * at]), low = hex_digit(text[2 * at + 1]);
        if (!high || !low) return false;
        bytes[at] = static_cast<unsigned char>(*high << 4 | *low);
    }
    return true;
}

/// The keys pass through `text`, so it is wiped on every way out.
struct Wiped {
    std::string text;
    Wiped() = default;
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { explicit_bzero(text.data(), text.size()); }
};

}  // namespace

Outcome<Done> read_key_file(const std::filesystem::path& path, std::span<const KeyLine> lines) {
    const FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file) return key_problem(path, std::strerror(errno), "a key file");
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return key_problem(path, "not a regular file", "a key file");
    }
    if ((status.st_mode & 077) != 0) {
        return key_problem(path, fmt::format("mode {:04o}", status.st_mode & 07777), "mode 0600");
    }
    Wiped content;
    content.text.resize(file_bytes_max);
    const auto size = ::read(file.get(), content.text.data(), content.text.size());
    if (size < 0) return key_problem(path, std::strerror(errno), "a key file");
    content.text.resize(static_cast<std::size_t>(size));

    for (const KeyLine& line : lines) {
        bool found = false;
        for (const auto row : split(content.text, '\n')) {
            const auto words = split(trim(row), ' ');
            if (words.size() != 2 || words[0] != line.name) continue;
            found = parse_hex(words[1], line.bytes);
        }
        if (!found) {
            return key_problem(
                path, "no such line, or malformed",
                fmt::format("{} and {} hexadecimal digits", line.name, 2 * line.bytes.size()));
        }
    }
    return Done{};
}

Outcome<Done> create_key_file(const std::filesystem::path& path, std::span<const KeyLine> lines) {
    if (::access(path.c_str(), F_OK) == 0) return Done{};
    Wiped content;
    content.text = "# Keys of yidi. Whoever loses this file loses what they encrypted.\n";
    content.text.reserve(file_bytes_max);
    for (const KeyLine& line : lines) {
        content.text += line.name;
        content.text += ' ';
        content.text += hex(
            std::string_view{reinterpret_cast<const char*>(line.bytes.data()), line.bytes.size()});
        content.text += '\n';
    }
    const auto failed = [&] {
        return problem(ErrorCode::data_not_writable, path.string(), std::strerror(errno), {});
    };
    // Written aside and linked into place: another process sees a whole file or none.
    const std::string aside = fmt::format("{}.{}.new", path.string(), ::getpid());
    const FileHandle file{::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    if (!file) return failed();
    const bool written = ::write(file.get(), content.text.data(), content.text.size()) ==
                             static_cast<ssize_t>(content.text.size()) &&
                         ::fsync(file.get()) == 0;
    if (!written || (::link(aside.c_str(), path.c_str()) != 0 && errno != EEXIST)) {
        const auto refusal = failed();
        ::unlink(aside.c_str());
        return refusal;
    }
    ::unlink(aside.c_str());
    return sync_directory_of(path);
}

}  // namespace yidi::store
