#include "app/secret_file.hpp"

#include <fstream>

#include "base/text.hpp"

namespace yidi::app {
namespace {

constexpr std::streamsize file_bytes_max = 4'096;

}  // namespace

Outcome<std::string> read_secret_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text(static_cast<std::size_t>(file_bytes_max), '\0');
    if (!file.read(text.data(), file_bytes_max) && !file.eof()) {
        return problem(ErrorCode::file_unreadable, path);
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    return std::string{trim(text)};
}

}  // namespace yidi::app
