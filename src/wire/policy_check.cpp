#include "wire/policy_check.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "catalog/catalog.hpp"
#include "wire/catalog_csv.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view root = "policies/";

/// The folder of a file of a package, "policies/beijing"; empty for files beside the packages.
std::string_view folder_of(std::string_view name) {
    if (!name.starts_with(root)) return {};
    const auto slash = name.find('/', root.size());
    return slash == std::string_view::npos ? std::string_view{} : name.substr(0, slash);
}

policy::Finding finding_at(policy::Lint lint, std::string file, std::string subject, std::string zh,
                           std::string en) {
    policy::Finding finding;
    finding.lint = lint;
    finding.site = {std::move(file), 1};
    finding.subject = std::move(subject);
    finding.found = {std::move(zh), std::move(en)};
    return finding;
}

std::optional<Problem> fault_of_catalogue(const EmbeddedFile& file) {
    auto items = read_catalogue(file.name, file.content);
    if (!items) return items.error();
    const auto made = catalog::Catalog::from(std::move(*items));
    if (made) return {};
    Problem why = made.error();
    why.field = fmt::format("{} {}", file.name, why.field);
    return why;
}

}  // namespace

void PolicyCheck::take(Package& package, const EmbeddedFile& file, std::string_view inner) {
    const bool is_case = inner.starts_with("tests/") && inner.ends_with(".toml");
    if (inner.ends_with(".md") || (inner.starts_with("tests/") && !is_case)) return;
    if (inner == "catalogue/share.csv") {
        if (const auto fault = fault_of_catalogue(file)) {
            package.broken.push_back(policy::finding_of(*fault));
        }
        return;
    }
    if (!is_case && (!inner.ends_with(".toml") || inner.find('/') != std::string_view::npos)) {
        package.broken.push_back(
            finding_at(policy::Lint::does_not_parse, std::string{file.name}, std::string{inner},
                       "应为 *.toml、*.md、tests/*.toml 或 catalogue/share.csv",
                       "expected *.toml, *.md, tests/*.toml or catalogue/share.csv"));
        return;
    }
    // Cases are named with their path, files of the package without.
    auto read = is_case ? read_toml(std::string{file.name}, file.content)
                        : read_toml(file.name, std::string{inner}, file.content);
    if (!read) {
        package.broken.push_back(policy::finding_of(read.error()));
    } else if (is_case) {
        package.cases.push_back(std::move(*read));
    } else {
        package.source.files.push_back(std::move(*read));
    }
}

PolicyCheck::PolicyCheck(std::span<const EmbeddedFile> files) {
    std::vector<const EmbeddedFile*> sorted;
    for (const EmbeddedFile& file : files) sorted.push_back(&file);
    std::sort(sorted.begin(), sorted.end(),
              [](const EmbeddedFile* a, const EmbeddedFile* b) { return a->name < b->name; });
    for (const EmbeddedFile* file : sorted) {
        const std::string_view folder = folder_of(file->name);
        if (folder.empty()) continue;
        if (packages_.empty() || packages_.back().source.folder != folder) {
            packages_.push_back({{std::string{folder}, {}}, {}, {}, {}, {}});
        }
        take(packages_.back(), *file, file->name.substr(folder.size() + 1));
    }
    for (Package& package : packages_) {
        policy::Findings ignored;  // lint() says what is wrong with the head
        const policy::Head head = policy::load_head(package.source, ignored);
        package.parents = head.parents;
        package.id = head.id;
        if (head.kind != policy::Head::Kind::area) parents_.push_back(package.source);
    }
}

std::string_view PolicyCheck::name(std::size_t package) const {
    return std::string_view{packages_[package].source.folder}.substr(root.size());
}

const PolicyCheck::Package* PolicyCheck::broken_parent(const Package& package) const {
    for (const Package& other : packages_) {
        const bool is_parent = std::find(package.parents.begin(), package.parents.end(),
                                         other.id) != package.parents.end();
        if (is_parent && !other.broken.empty()) return &other;
    }
    return nullptr;
}

bool PolicyCheck::is_readable(std::size_t package) const {
    return packages_[package].broken.empty() && broken_parent(packages_[package]) == nullptr;
}

policy::LintInput PolicyCheck::input(std::size_t package, Date day) const {
    const Package& one = packages_[package];
    return {one.source, parents_, one.cases, day};
}

policy::LintReport PolicyCheck::check(std::size_t package, Date day, const Texts& texts) const {
    const Package& one = packages_[package];
    policy::LintReport report;
    report.package_id = one.id.empty() ? std::string{name(package)} : one.id;
    report.findings = one.broken;
    if (!one.broken.empty()) return report;
    if (const Package* parent = broken_parent(one)) {
        report.findings.push_back(
            finding_at(policy::Lint::missing_table, one.source.folder + "/package.toml", "parents",
                       fmt::format("上级包{}无法读取", parent->id),
                       fmt::format("the parent {} cannot be read", parent->id)));
        return report;
    }
    policy::LintInput full = input(package, day);
    full.texts = texts;
    return policy::lint(full);
}

void PolicyCheck::compare(std::vector<policy::LintReport>& reports) const {
    std::map<std::string, std::string> owners;
    for (std::size_t package = 0; package < reports.size(); ++package) {
        if (reports[package].plan == nullptr) continue;
        for (const std::string& prefix : policy::admdvs_prefixes(*reports[package].plan)) {
            const auto [owner, fresh] = owners.try_emplace(prefix, name(package));
            if (fresh) continue;
            reports[package].findings.push_back(finding_at(
                policy::Lint::missing_table, packages_[package].source.folder + "/package.toml",
                "admdvs", fmt::format("{}已属于{}", prefix, owner->second),
                fmt::format("{}, which {} covers", prefix, owner->second)));
        }
    }
}

}  // namespace yidi::wire
