#include <algorithm>

#include <fmt/format.h>

#include "policy/compile_layer.hpp"
#include "policy/lint/lint.hpp"

namespace yidi::policy {
namespace {

bool excuses(const Waiver& waiver, const std::string& rule, const Finding& finding) {
    const LintInfo& info = info_of(finding.lint);
    if (info.severity != Severity::warning || info.id != waiver.lint) return false;
    if (!rule.ends_with('*')) return finding.subject == rule;
    return finding.subject.starts_with(std::string_view{rule}.substr(0, rule.size() - 1));
}

Finding about(const Waiver& waiver, const std::string& rule, Lint lint, Label found,
              const Package& package) {
    Finding finding{lint, waiver.site, rule, std::move(found), waiver.cites, {}, 0, {}};
    finding.article =
        fmt::format("{}", fmt::join(readable_cites(package.sources, {waiver.cites, {}, {}}), "；"));
    return finding;
}

}  // namespace

void apply_waivers(const Package& package, Date day, std::vector<Finding>& findings) {
    std::vector<Finding> more;
    for (const Waiver& waiver : package.waivers) {
        if (waiver.until && day > *waiver.until) {
            const std::string until = waiver.until->text();
            more.push_back(about(waiver, waiver.rules.front(), Lint::expired_waiver,
                                 {fmt::format("{}，有效至{}", waiver.lint, until),
                                  fmt::format("{}, until {}", waiver.lint, until)},
                                 package));
            continue;
        }
        for (const std::string& rule : waiver.rules) {
            bool used = false;
            for (Finding& finding : findings) {
                if (!excuses(waiver, rule, finding)) continue;
                used = true;
                finding.waived = waiver.why;
            }
            if (used) continue;
            more.push_back(
                about(waiver, rule, Lint::unused_waiver, {waiver.lint, waiver.lint}, package));
        }
    }
    findings.insert(findings.end(), more.begin(), more.end());
}

}  // namespace yidi::policy
