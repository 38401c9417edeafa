#include "policy/lint/lint.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/compile_layer.hpp"
#include "policy/lint/inspection.hpp"

namespace yidi::policy {
namespace {

/// What a Problem says, in the words of both languages.
Label found_in(const Problem& problem) {
    Label found;
    if (!problem.found.empty()) {
        found.zh = fmt::format("“{}”", problem.found);
        found.en = fmt::format("\"{}\"", problem.found);
    }
    if (!problem.expected.empty()) {
        found.zh += fmt::format("，应为 {}", problem.expected);
        found.en += fmt::format(", expected {}", problem.expected);
    }
    return found;
}

/// The articles of the table a place lies in: the last one that begins at or above it, or of what
/// stands above all tables the first one.
std::vector<std::string> cites_at(const Package& package, const Site& site) {
    if (site.file == package.order_site.file) return package.order_from.cites;
    const Version* nearest = nullptr;
    for (const Benefit& benefit : package.benefits) {
        for (const Version& version : benefit.versions) {
            if (version.site.file != site.file) continue;
            const bool above = version.site.line <= site.line;
            const bool closer =
                nearest == nullptr || (above && nearest->site.line <= version.site.line);
            if (closer) nearest = &version;
        }
    }
    if (nearest == nullptr) return {};
    for (const Row& row : nearest->rows) {
        if (row.site.line == site.line) return row.provenance.cites;
    }
    return nearest->provenance.cites;
}

void inspect(Inspection& inspection, const std::map<std::string, std::string>& texts) {
    check_documents(inspection, texts);
    check_words(inspection);
    check_rows(inspection);
    check_changes(inspection);
    check_at_most(inspection);
}

void inspect_plan(PlanInspection& inspection, const std::vector<SourceFile>& cases,
                  LintReport& report) {
    check_layers(inspection);
    check_orderings(inspection);
    if (const auto kinds = all_kinds(inspection.tables())) {
        report.kinds = kinds->size();
        check_shapes(inspection, *kinds);
        check_order_of_events(inspection, *kinds);
    } else {
        const Head& head = inspection.package().head;
        inspection.add(Lint::too_many_kinds, head.site, head.id,
                       {fmt::format("超过{}种", kinds_max), fmt::format("more than {}", kinds_max)},
                       inspection.package().order_from.cites);
    }
    CaseCoverage coverage;
    coverage.rows.resize(inspection.tables().rows.size());
    for (const SourceFile& file : cases) cover_cases(inspection.plan(), file, coverage);
    check_coverage(inspection, coverage);
}

/// A parent's report lists what is wrong with the parent; here one of it says why nothing compiles.
void leave_to_parents(const Inspection& inspection, std::vector<Finding>& findings) {
    bool seen = false;
    std::erase_if(findings, [&](const Finding& finding) {
        if (inspection.is_own(finding.site)) return false;
        return std::exchange(seen, true);
    });
}

}  // namespace

std::size_t LintReport::count(Severity severity) const {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return info_of(finding.lint).severity == severity && !is_accepted(finding);
        }));
}

std::size_t LintReport::accepted() const {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), is_accepted));
}

std::vector<Finding> findings_of(const Findings& refusals, const Package& package) {
    std::vector<Finding> findings;
    for (std::size_t index = 0; index < refusals.list().size(); ++index) {
        const Findings::Mark& mark = refusals.marks()[index];
        Finding finding{mark.lint, mark.site, mark.key, found_in(refusals.list()[index]),
                        {},        {},        0,        {}};
        finding.cites = cites_at(package, mark.site);
        finding.article = fmt::format(
            "{}", fmt::join(readable_cites(package.sources, {finding.cites, {}, {}}), "；"));
        findings.push_back(std::move(finding));
    }
    return findings;
}

Finding finding_of(const Problem& problem) {
    Finding finding;
    finding.lint = problem.code == ErrorCode::package_syntax && problem.found == number_with_point
                       ? Lint::inexact_number
                       : lint_of(problem.code);
    // "policies/x/y.toml:12", or a file alone.
    const auto colon = problem.field.rfind(':');
    const auto line =
        colon == std::string::npos
            ? std::nullopt
            : parse_integer<std::int32_t>(std::string_view{problem.field}.substr(colon + 1));
    finding.site = {line ? problem.field.substr(0, colon) : problem.field, line.value_or(1)};
    finding.found = found_in(problem);
    return finding;
}

LintReport lint(const LintInput& input) {
    LintReport report;
    Findings refusals;
    const Package package = load_with_parents(input.package, input.parents, refusals);
    report.package_id = package.head.id;
    FindingList list;
    Inspection inspection(package, input.package.folder, input.day, list);
    std::vector<RowPlace> places;
    if (refusals.empty() && package.head.kind == Head::Kind::area) {
        PlanTables tables = compile_tables(package, refusals, &places);
        if (refusals.empty()) report.plan = std::make_shared<const Plan>(std::move(tables));
    }
    if (refusals.empty()) inspect(inspection, input.texts);
    if (report.plan != nullptr) {
        PlanInspection plan(inspection, *report.plan, places);
        inspect_plan(plan, input.cases, report);
    }
    report.findings = list.take_sorted();
    if (!refusals.empty()) {
        report.findings = findings_of(refusals, package);
        leave_to_parents(inspection, report.findings);
        return report;
    }
    apply_waivers(package, input.day, report.findings);
    return report;
}

}  // namespace yidi::policy
