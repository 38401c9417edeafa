#include "app/policy_choice.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "node/releases.hpp"

namespace yidi::app {
namespace {

namespace fs = std::filesystem;

std::string last_part(const std::string& folder) {
    return folder.substr(folder.rfind('/') + 1);
}

}  // namespace

PackageOperand read_operand(const std::string& operand, const std::string& policies) {
    std::error_code error;
    if (operand.empty() || !fs::is_directory(operand, error)) return {policies, operand};
    if (!fs::exists(fs::path(operand) / "package.toml", error)) return {operand, {}};
    const fs::path folder = fs::absolute(operand, error).lexically_normal();
    const bool ends_with_slash = folder.filename().empty();
    const fs::path package = ends_with_slash ? folder.parent_path() : folder;
    return {package.parent_path().string(), package.filename().string()};
}

Outcome<PolicyChoice> choose_packages(const std::string& operand, const std::string& policies) {
    const PackageOperand wanted = read_operand(operand, policies);
    auto files = node::read_law_files(wanted.policies);
    if (!files) return Unexpected{files.error()};
    PolicyChoice choice{std::move(*files), {}};
    const auto read = wire::read_packages(choice.files.files());
    if (!read) return Unexpected{read.error()};
    std::vector<policy::SourcePackage> parents;
    std::vector<const policy::SourcePackage*> areas;
    for (const policy::SourcePackage& package : *read) {
        const auto parent = policy::is_parent(package);
        if (!parent) return Unexpected{parent.error()};
        if (*parent) {
            parents.push_back(package);
        } else {
            areas.push_back(&package);
        }
    }
    std::string known;
    for (const policy::SourcePackage* area : areas) {
        policy::Findings ignored;  // the head is read again, and told, when it is compiled
        const std::string id = policy::load_head(*area, ignored).id;
        known += known.empty() ? id : ", " + id;
        const bool is_wanted = wanted.package.empty() || wanted.package == id ||
                               wanted.package == last_part(area->folder);
        if (!is_wanted) continue;
        auto plan = policy::compile(*area, parents);
        if (!plan) return Unexpected{plan.error()};
        choice.packages.push_back({area->folder, std::move(*plan)});
    }
    if (choice.packages.empty()) {
        return problem(ErrorCode::file_unreadable, operand.empty() ? wanted.policies : operand,
                       "no package of an area",
                       known.empty() ? "a folder of packages" : "one of " + known);
    }
    return choice;
}

}  // namespace yidi::app
