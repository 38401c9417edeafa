#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/history_export.hpp"
#include "app/progress_bar.hpp"
#include "node/releases.hpp"
#include "wire/comparison_report.hpp"
#include "wire/reform_law.hpp"
#include "wire/what_if_report.hpp"
#include "wire/what_if_run.hpp"

namespace yidi::app {
namespace {

/// A file that goes when its owner does.
class TemporaryFile {
  public:
    TemporaryFile()
        : path_(std::filesystem::temp_directory_path() / fmt::format("yidi-{}.yhist", ::getpid())) {
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

Outcome<wire::Packages> packages_of(const std::string& policies) {
    return node::read_law_packages(policies);
}

Outcome<std::map<std::string, wire::StackedArea>> reformed(const PolicyWhatIfCommand& command,
                                                           const wire::Packages& packages) {
    std::vector<policy::Reform> reforms;
    for (const std::string& name : command.reforms) {
        auto reform = wire::reform_named(name, packages);
        if (!reform) return Unexpected{reform.error()};
        reforms.push_back(std::move(*reform));
    }
    return wire::reform_law(packages, reforms);
}

Outcome<wire::ReformedArea> told_area(const std::string& id, const wire::StackedArea& area,
                                      bool commute) {
    const policy::Stacked& stacked = area.stacked;
    wire::ReformedArea told;
    told.package_id = id;
    told.hash_before = policy::hash_of(*stacked.base);
    told.hash_after = policy::hash_of(*stacked.plan);
    told.overlaps = stacked.overlaps;
    told.warnings = stacked.warnings;
    told.commute_asked = commute;
    for (const policy::Reform& reform : area.reforms) told.reforms.push_back(reform.id);
    if (!commute) return told;
    auto order = policy::commute(area.source, area.reforms);
    if (!order) return Unexpected{order.error()};
    told.order_matters = std::move(*order);
    return told;
}

Outcome<std::vector<policy::Told>> tell_all(const policy::History& history,
                                            const wire::PlanPairs& pairs,
                                            const policy::Examples& examples) {
    std::vector<policy::Told> told;
    for (const policy::Example& example : examples.list()) {
        auto one = policy::tell(history, pairs.by_word(), example.event);
        if (!one) return Unexpected{one.error()};
        told.push_back(std::move(*one));
    }
    return told;
}

Outcome<wire::WhatIfReport> what_if(const PolicyWhatIfCommand& command,
                                    const wire::HistoryFile& file) {
    const auto packages = packages_of(command.policies);
    if (!packages) return Unexpected{packages.error()};
    const auto areas = reformed(command, *packages);
    if (!areas) return Unexpected{areas.error()};
    const auto law = node::load_law(command.policies);
    if (!law) return Unexpected{law.error()};
    wire::WhatIfReport report;
    report.source = command.histories.empty() ? command.data : command.histories;
    report.is_synthetic = file.history().is_synthetic;
    std::map<std::string, policy::PlanPtr> plans;
    for (const auto& [id, area] : *areas) {
        auto told = told_area(id, area, command.commute);
        if (!told) return Unexpected{told.error()};
        report.areas.push_back(std::move(*told));
        plans[id] = area.stacked.plan;
    }
    wire::LawBook book;
    book.plans = law->plans;
    const wire::PlanPairs pairs(file.history(), book, plans);
    ProgressBar bar;
    auto sums = wire::run_what_if(file, pairs, {.examples = command.examples}, command.threads,
                                  [&](std::size_t done, std::size_t all) { bar.show(done, all); });
    bar.end();
    if (!sums) return Unexpected{sums.error()};
    report.sums = std::move(*sums);
    auto gains = tell_all(file.history(), pairs, report.sums.gains);
    if (!gains) return Unexpected{gains.error()};
    auto losses = tell_all(file.history(), pairs, report.sums.losses);
    if (!losses) return Unexpected{losses.error()};
    report.gains = std::move(*gains);
    report.losses = std::move(*losses);
    return report;
}

}  // namespace

int run_policy_diff(const PolicyDiffCommand& command) {
    const auto packages = packages_of(command.policies);
    if (!packages) return report(packages.error(), command.json);
    const auto before = wire::law_side(command.before, *packages);
    if (!before) return report(before.error(), command.json);
    const auto after = wire::law_side(command.after, *packages);
    if (!after) return report(after.error(), command.json);
    const auto comparison = policy::compare(*before->plan, *after->plan);
    wire::ComparedSides sides{before->name, after->name, policy::hash_of(*before->plan),
                              policy::hash_of(*after->plan), before->warnings};
    sides.warnings.insert(sides.warnings.end(), after->warnings.begin(), after->warnings.end());
    print(command.json ? wire::comparison_json(comparison, sides)
                       : wire::comparison_text(comparison, sides, command.language == "zh"));
    return exit_done;
}

int run_policy_what_if(const PolicyWhatIfCommand& command) {
    if (command.histories.empty() && command.data.empty()) {
        return report({ErrorCode::field_missing, "--histories", "nothing",
                       "a file of histories, or --data DIR", {}},
                      command.json);
    }
    const TemporaryFile exported;
    const bool from_data = command.histories.empty();
    if (from_data) {
        const auto count = export_histories(exported.path(), command.data, {}, command.policies);
        if (!count) return report(count.error(), command.json);
    }
    const auto file = wire::HistoryFile::open(from_data ? exported.path() : command.histories);
    if (!file) return report(file.error(), command.json);
    const auto result = what_if(command, *file);
    if (!result) return report(result.error(), command.json);
    print(command.json ? wire::what_if_json(*result)
                       : wire::what_if_text(*result, command.language == "zh"));
    return exit_done;
}

}  // namespace yidi::app
