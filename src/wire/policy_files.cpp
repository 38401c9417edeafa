#include "wire/policy_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/package.hpp"
#include "wire/catalog_csv.hpp"
#include "wire/policy_release.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view root = "policies/";
constexpr std::string_view catalogue_name = "catalogue/share.csv";

/// "policies/beijing/package.toml" in two: the folder, and the file inside it.
struct PolicyPath {
    std::string folder, file;
};

std::optional<PolicyPath> path_of(std::string_view name) {
    if (!name.starts_with(root)) return {};
    const auto slash = name.find('/', root.size());
    if (slash == std::string_view::npos) return {};
    return PolicyPath{std::string{name.substr(0, slash)}, std::string{name.substr(slash + 1)}};
}

bool is_package_file(std::string_view file) {
    return file.ends_with(".toml") && file.find('/') == std::string_view::npos;
}

/// Cases, notes and the catalogue: everything else in a package folder is a mistake.
bool is_beside_package(std::string_view file) {
    return file == catalogue_name || file.ends_with(".md") || file.starts_with("tests/");
}

template <class T>
T by_longest_prefix(const std::map<std::string, T, std::less<>>& from, std::string_view admdvs) {
    for (std::size_t length = admdvs.size(); length >= 2; --length) {
        const auto at = from.find(admdvs.substr(0, length));
        if (at != from.end()) return at->second;
    }
    return {};
}

Outcome<Done> add_plan(LawBook& law, const policy::SourcePackage& package, policy::PlanPtr plan) {
    for (const std::string& prefix : policy::admdvs_prefixes(*plan)) {
        if (law.plans.emplace(prefix, plan).second) continue;
        return problem(ErrorCode::package_incomplete, package.folder + "/package.toml admdvs",
                       prefix, "divisions that no other package covers");
    }
    return Done{};
}

/// Files of a package and of all its parents, the parents first.
void gather_files(const policy::SourcePackage& package,
                  const std::vector<policy::SourcePackage>& packages,
                  std::span<const EmbeddedFile> files, std::set<std::string>& seen,
                  std::vector<EmbeddedFile>& gathered) {
    if (!seen.insert(package.folder).second) return;
    policy::Findings ignored;  // the package has been compiled
    for (const std::string& parent : policy::load_head(package, ignored).parents) {
        for (const policy::SourcePackage& other : packages) {
            if (policy::load_head(other, ignored).id != parent) continue;
            gather_files(other, packages, files, seen, gathered);
        }
    }
    for (const EmbeddedFile& file : files) {
        const auto path = path_of(file.name);
        if (path && path->folder == package.folder && is_package_file(path->file)) {
            gathered.push_back(file);
        }
    }
}

Outcome<std::shared_ptr<const catalog::Catalog>> load_catalogue(const EmbeddedFile& file) {
    auto items = read_catalogue(file.name, file.content);
    if (!items) return Unexpected{items.error()};
    auto made = catalog::Catalog::from(std::move(*items));
    if (!made) {
        Problem why = made.error();
        why.field = fmt::format("{} {}", file.name, why.field);
        return Unexpected{why};
    }
    return std::make_shared<const catalog::Catalog>(std::move(*made));
}

/// "11" for 110000: what all divisions of a code begin with.
std::string shortened(std::string code) {
    while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
    return code;
}

Outcome<Done> add_catalogue(LawBook& law, const policy::SourcePackage& area,
                            std::span<const EmbeddedFile> files,
                            const std::vector<std::string>& prefixes) {
    for (const EmbeddedFile& file : files) {
        if (file.name != area.folder + "/" + std::string{catalogue_name}) continue;
        const auto catalogue = load_catalogue(file);
        if (!catalogue) return Unexpected{catalogue.error()};
        for (const std::string& prefix : prefixes) law.catalogues.emplace(prefix, *catalogue);
    }
    return Done{};
}

}  // namespace

policy::PlanPtr LawBook::plan_for(std::string_view admdvs) const {
    return by_longest_prefix(plans, admdvs);
}

std::shared_ptr<const catalog::Catalog> LawBook::catalogue_for(std::string_view admdvs) const {
    return by_longest_prefix(catalogues, admdvs);
}

Outcome<std::vector<policy::SourcePackage>> read_packages(std::span<const EmbeddedFile> files) {
    std::vector<const EmbeddedFile*> sorted;
    for (const EmbeddedFile& file : files) sorted.push_back(&file);
    std::sort(sorted.begin(), sorted.end(),
              [](const EmbeddedFile* a, const EmbeddedFile* b) { return a->name < b->name; });
    std::vector<policy::SourcePackage> packages;
    for (const EmbeddedFile* file : sorted) {
        const auto path = path_of(file->name);
        if (!path || is_beside_package(path->file)) continue;
        if (!is_package_file(path->file)) {
            return problem(ErrorCode::package_syntax, std::string{file->name}, path->file,
                           "*.toml, *.md, tests/*.toml or catalogue/share.csv");
        }
        if (packages.empty() || packages.back().folder != path->folder) {
            packages.push_back({path->folder, {}});
        }
        auto source = read_toml(file->name, path->file, file->content);
        if (!source) return Unexpected{source.error()};
        packages.back().files.push_back(std::move(*source));
    }
    return packages;
}

Outcome<LawBook> load_law(std::span<const EmbeddedFile> files) {
    auto packages = read_packages(files);
    if (!packages) return Unexpected{packages.error()};
    std::vector<policy::SourcePackage> parents;
    std::vector<const policy::SourcePackage*> areas;
    for (const policy::SourcePackage& package : *packages) {
        const auto parent = policy::is_parent(package);
        if (!parent) return Unexpected{parent.error()};
        if (*parent) {
            parents.push_back(package);
        } else {
            areas.push_back(&package);
        }
    }
    LawBook law;
    for (const policy::SourcePackage* area : areas) {
        auto plan = policy::compile(*area, parents);
        if (!plan) return Unexpected{plan.error()};
        const auto added = add_plan(law, *area, *plan);
        if (!added) return Unexpected{added.error()};
        const auto catalogue =
            add_catalogue(law, *area, files, policy::admdvs_prefixes(**plan));
        if (!catalogue) return Unexpected{catalogue.error()};
        std::set<std::string> seen;
        std::vector<EmbeddedFile> gathered;
        gather_files(*area, *packages, files, seen, gathered);
        law.release_texts.emplace(policy::hash_of(**plan), release_text(gathered));
    }
    return law;
}

Outcome<LawBook> load_catalogues(std::span<const EmbeddedFile> files) {
    LawBook law;
    for (const EmbeddedFile& file : files) {
        const auto path = path_of(file.name);
        if (!path || path->file != "package.toml") continue;
        const auto source = read_toml(file.name, path->file, file.content);
        if (!source) continue;
        const policy::SourcePackage package{path->folder, {*source}};
        policy::Findings ignored;
        auto divisions = policy::load_head(package, ignored).admdvs;
        for (std::string& division : divisions) division = shortened(division);
        const auto added = add_catalogue(law, package, files, divisions);
        if (!added) return Unexpected{added.error()};
    }
    return law;
}

std::vector<EmbeddedFile> LoadedFiles::files() const {
    std::vector<EmbeddedFile> views;
    for (const auto& [name, content] : texts) views.push_back({name, content});
    return views;
}

Outcome<LoadedFiles> read_policy_folder(const std::string& directory) {
    namespace fs = std::filesystem;
    LoadedFiles loaded;
    std::error_code error;
    fs::recursive_directory_iterator at(directory, error), end;
    if (error) {
        return problem(ErrorCode::file_unreadable, directory, error.message(),
                       "a folder of policies");
    }
    while (at != end) {
        if (at->is_regular_file(error)) {
            std::ifstream file(at->path(), std::ios::binary);
            std::string content{std::istreambuf_iterator<char>(file), {}};
            if (!file) {
                return problem(ErrorCode::file_unreadable, at->path().string(), "",
                               "a readable file");
            }
            const std::string relative = at->path().lexically_relative(directory).generic_string();
            loaded.texts.emplace_back(std::string{root} + relative, std::move(content));
        }
        at.increment(error);
        if (error) {
            return problem(ErrorCode::file_unreadable, directory, error.message(),
                           "a folder of policies");
        }
    }
    std::sort(loaded.texts.begin(), loaded.texts.end());
    return loaded;
}

Outcome<LawBook> load_law_from(const std::string& directory) {
    auto loaded = read_policy_folder(directory);
    if (!loaded) return Unexpected{loaded.error()};
    return load_law(loaded->files());
}

}  // namespace yidi::wire
