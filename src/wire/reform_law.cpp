#include "wire/reform_law.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "wire/reform_files.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view reading_mark = "reading:";

policy::Head head_of(const policy::SourcePackage& package) {
    policy::Findings ignored;  // A package that does not load has been refused before.
    return policy::load_head(package, ignored);
}

const policy::SourcePackage* package_named(const Packages& packages, std::string_view id) {
    for (const policy::SourcePackage& package : packages) {
        if (head_of(package).id == id) return &package;
    }
    return nullptr;
}

/// The package is `base`, or has it above it.
bool stands_under(const Packages& packages, const policy::Head& head, std::string_view base,
                  int depth = 0) {
    constexpr int depth_max = 10;
    if (head.id == base) return true;
    if (depth == depth_max) return false;
    return std::any_of(head.parents.begin(), head.parents.end(), [&](const std::string& id) {
        const policy::SourcePackage* parent = package_named(packages, id);
        return parent != nullptr && stands_under(packages, head_of(*parent), base, depth + 1);
    });
}

bool has_reading(const policy::SourcePackage& package, const std::string& id) {
    for (const policy::SourceFile& file : package.files) {
        if (file.name != "sources.toml") continue;
        policy::Findings findings;
        policy::Fields fields(file.name, file.tables, 1, findings);
        for (const policy::Node* node : fields.tables("reading")) {
            policy::Fields reading(file.name, std::get<policy::TableEntries>(node->value),
                                   node->line, findings);
            if (reading.has("id") && reading.text("id") == id) return true;
        }
    }
    return false;
}

Outcome<policy::Reform> other_reading(const std::string& name, const Packages& packages) {
    const std::string_view rest = std::string_view{name}.substr(reading_mark.size());
    const auto equals = rest.find('=');
    const std::string id{rest.substr(0, equals)};
    if (equals == std::string_view::npos || rest.substr(equals + 1) != "alternative") {
        return problem(ErrorCode::package_value, name, std::string{rest},
                       "reading:ID=alternative");
    }
    for (const policy::SourcePackage& package : packages) {
        if (has_reading(package, id)) {
            return policy::reading_reform(head_of(package).id, id);
        }
    }
    return problem(ErrorCode::reform_no_match, name, id, "the id of a [[reading]] of a package");
}

std::vector<const policy::Reform*> reforms_of(const Packages& packages, const policy::Head& head,
                                              const std::vector<policy::Reform>& reforms) {
    std::vector<const policy::Reform*> mine;
    for (const policy::Reform& reform : reforms) {
        if (stands_under(packages, head, reform.base)) mine.push_back(&reform);
    }
    return mine;
}

/// A reform of a parent leaves an area alone that has nothing of what it names.
bool is_for_others(const policy::SourceLaw& law, const policy::Head& head,
                   const policy::Reform& reform) {
    if (reform.base == head.id) return false;
    policy::Findings findings;
    (void)policy::apply_reform(law, reform, findings);
    return !findings.empty() && findings.list().front().code == ErrorCode::reform_no_match;
}

}  // namespace

Outcome<policy::Reform> reform_named(const std::string& name, const Packages& packages) {
    if (name.starts_with(reading_mark)) return other_reading(name, packages);
    return read_reform_from(name);
}

Outcome<std::map<std::string, StackedArea>> reform_law(
    const Packages& packages, const std::vector<policy::Reform>& reforms) {
    std::map<std::string, StackedArea> areas;
    std::vector<const policy::Reform*> used;
    for (const policy::SourcePackage& package : packages) {
        const policy::Head head = head_of(package);
        if (head.kind != policy::Head::Kind::area) continue;
        const auto mine = reforms_of(packages, head, reforms);
        if (mine.empty()) continue;
        auto source = source_law(packages, head.id);
        if (!source) return Unexpected{source.error()};
        StackedArea area;
        for (const policy::Reform* reform : mine) {
            if (is_for_others(*source, head, *reform)) continue;
            area.reforms.push_back(*reform);
            used.push_back(reform);
        }
        if (area.reforms.empty()) continue;
        auto stacked = policy::stack(*source, area.reforms);
        if (!stacked) return Unexpected{stacked.error()};
        area.source = std::move(*source);
        area.stacked = std::move(*stacked);
        areas.emplace(head.id, std::move(area));
    }
    for (const policy::Reform& reform : reforms) {
        if (std::find(used.begin(), used.end(), &reform) != used.end()) continue;
        return problem(ErrorCode::reform_base,
                       fmt::format("{}:{} base", reform.site.file, reform.site.line), reform.base,
                       "a package that has what the reform patches");
    }
    return areas;
}

Outcome<LawSide> law_side(const std::string& operand, const Packages& packages) {
    namespace fs = std::filesystem;
    // "+" separates reforms, and may stand in no path that is named here.
    const auto parts = split(operand, '+');
    const std::string place{parts.front()};
    Packages beside;
    std::string id = place;
    if (fs::is_directory(place)) {
        const fs::path folder = fs::path{place}.lexically_normal();
        const fs::path here = folder.has_filename() ? folder : folder.parent_path();
        const auto files = read_policy_folder(here.has_parent_path() ? here.parent_path().string()
                                                                     : std::string{"."});
        if (!files) return Unexpected{files.error()};
        auto read = read_packages(files->files());
        if (!read) return Unexpected{read.error()};
        beside = std::move(*read);
        id = fmt::format("policies/{}", here.filename().string());
    }
    const Packages& all = beside.empty() ? packages : beside;
    const auto source = source_law(all, id);
    if (!source) return Unexpected{source.error()};
    std::vector<policy::Reform> reforms;
    for (std::size_t at = 1; at < parts.size(); ++at) {
        auto reform = reform_named(std::string{parts[at]}, all);
        if (!reform) return Unexpected{reform.error()};
        reforms.push_back(std::move(*reform));
    }
    auto stacked = policy::stack(*source, reforms);
    if (!stacked) return Unexpected{stacked.error()};
    return LawSide{operand, policy::package_id_of(*stacked->plan), stacked->plan,
                   std::move(stacked->warnings)};
}

}  // namespace yidi::wire
