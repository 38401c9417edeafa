#include "area_packages.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "wire/toml_reader.hpp"

namespace yidi::policies {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sorted(const fs::path& folder) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

policy::SourceFile read_file(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    auto file = wire::read_toml(path.string(), path.filename().string(), text);
    if (!file) {
        std::fprintf(stderr, "%s\n", message_of(file.error(), false).c_str());
        std::exit(2);
    }
    return std::move(*file);
}

std::string word_in(const policy::TableEntries& entries, std::string_view key) {
    for (const auto& [name, node] : entries) {
        const auto* text = std::get_if<std::string>(&node.value);
        if (name == key && text != nullptr) return *text;
    }
    return {};
}

/// A key of [package] in package.toml.
std::string said_of(const policy::SourcePackage& package, std::string_view key) {
    for (const policy::SourceFile& file : package.files) {
        if (file.name != "package.toml") continue;
        for (const auto& [name, node] : file.tables) {
            if (name == "package") return word_in(std::get<policy::TableEntries>(node.value), key);
        }
    }
    return {};
}

}  // namespace

std::string id_of(const policy::SourcePackage& package) { return said_of(package, "id"); }

const policy::SourcePackage& PackageFolder::package_of(const std::string& id) const {
    return *std::find_if(packages.begin(), packages.end(), [&](const policy::SourcePackage& one) {
        return id_of(one) == id;
    });
}

PackageFolder read_packages_of(const std::string& folder) {
    PackageFolder found;
    for (const fs::path& path : sorted(folder)) {
        if (!fs::exists(path / "package.toml")) continue;
        policy::SourcePackage package{"policies/" + path.filename().string(), {}};
        for (const fs::path& file : sorted(path)) {
            if (file.extension() == ".toml") package.files.push_back(read_file(file));
        }
        if (said_of(package, "kind") == "area") found.areas.push_back(id_of(package));
        found.packages.push_back(std::move(package));
    }
    return found;
}

}  // namespace yidi::policies
