#include "wire/reform_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "policy/plan.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::wire {
namespace {

Outcome<std::string> content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    if (!file) return problem(ErrorCode::file_unreadable, path.string(), "", "a readable file");
    return content;
}

/// Files that the patches of a reform add, relative to it.
std::vector<std::string> files_of(const policy::Reform& reform) {
    std::vector<std::string> names;
    for (const policy::Patch& patch : reform.patches) {
        if (patch.verb == policy::Verb::add_benefit) names.push_back(patch.file);
    }
    return names;
}

Outcome<policy::Reform> read_head(const std::string& place, std::string_view text) {
    const auto source = read_toml(place, place, text);
    if (!source) return Unexpected{source.error()};
    policy::Findings findings;
    policy::Reform reform = policy::read_reform(place, source->tables, findings);
    if (!findings.empty()) return Unexpected{findings.list().front()};
    return reform;
}

/// "bundle/newborn.toml" is added as "newborn.toml".
std::string base_name(const std::string& path) {
    return path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
}

}  // namespace

Outcome<policy::Reform> read_reform_text(const std::string& place, std::string_view text,
                                         std::span<const EmbeddedFile> beside) {
    auto reform = read_head(place, text);
    if (!reform) return reform;
    for (const std::string& name : files_of(*reform)) {
        for (const EmbeddedFile& file : beside) {
            if (file.name != name) continue;
            auto source = read_toml(name, base_name(name), file.content);
            if (!source) return Unexpected{source.error()};
            reform->files.emplace(name, std::move(*source));
        }
    }
    return reform;
}

Outcome<policy::Reform> read_reform_from(const std::string& path) {
    const auto text = content_of(path);
    if (!text) return Unexpected{text.error()};
    const auto head = read_head(path, *text);
    if (!head) return head;
    std::vector<std::pair<std::string, std::string>> contents;
    for (const std::string& name : files_of(*head)) {
        auto content = content_of(std::filesystem::path{path}.parent_path() / name);
        if (!content) return Unexpected{content.error()};
        contents.emplace_back(name, std::move(*content));
    }
    std::vector<EmbeddedFile> beside;
    for (const auto& [name, content] : contents) beside.push_back({name, content});
    return read_reform_text(path, *text, beside);
}

Outcome<policy::SourceLaw> source_law(const std::vector<policy::SourcePackage>& packages,
                                      std::string_view area) {
    policy::SourceLaw law;
    bool found = false;
    std::string known;
    for (const policy::SourcePackage& package : packages) {
        policy::Findings findings;
        const policy::Head head = policy::load_head(package, findings);
        if (!findings.empty()) return Unexpected{findings.list().front()};
        if (head.kind != policy::Head::Kind::area) {
            law.parents.push_back(package);
            continue;
        }
        bool is_it = head.id == area || package.folder == area ||
                     package.folder == fmt::format("policies/{}", area);
        for (const std::string& code : head.admdvs) is_it = is_it || code == area;
        known += (known.empty() ? "" : ", ") + head.id;
        if (!is_it || found) continue;
        law.area = package;
        found = true;
    }
    if (found) return law;
    return problem(ErrorCode::policy_missing, "area", std::string{area}, "one of " + known);
}

}  // namespace yidi::wire
