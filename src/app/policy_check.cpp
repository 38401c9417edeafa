#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "app/console.hpp"
#include "app/policy_choice.hpp"
#include "app/policy_prover.hpp"
#include "app/policy_tools.hpp"
#include "node/engine_loop.hpp"
#include "node/releases.hpp"
#include "store/fingerprint.hpp"
#include "wire/policy_check.hpp"
#include "wire/policy_report.hpp"

namespace yidi::app {
namespace {

namespace fs = std::filesystem;

/// "bj-158.36.txt" is the text of article bj-158:36.
Outcome<wire::PolicyCheck::Texts> read_texts(const std::string& folder) {
    wire::PolicyCheck::Texts texts;
    if (folder.empty()) return texts;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        if (!file) {
            return problem(ErrorCode::file_unreadable, entry.path().string(), "unreadable",
                           "a readable text");
        }
        std::string name = entry.path().stem().string();
        const auto dot = name.find('.');
        if (dot != std::string::npos) name[dot] = ':';
        texts[name] = store::fingerprint(text);
    }
    if (error) {
        return problem(ErrorCode::file_unreadable, folder, error.message(),
                       "a folder of texts named <document>.txt or <document>.<article>.txt");
    }
    return texts;
}

Outcome<Date> day_of(const std::string& as_of) {
    if (as_of.empty()) return node::system_now().date();
    if (const auto day = Date::parse(as_of)) return *day;
    return problem(ErrorCode::date_invalid, "--as-of", as_of, "yyyy-MM-dd");
}

/// What both commands begin with.
struct Inspected {
    wire::LoadedFiles files;
    std::vector<EmbeddedFile> views;
    std::unique_ptr<wire::PolicyCheck> check;
    std::vector<std::size_t> packages;  ///< Those that were asked for.
    Date day;
};

Outcome<std::unique_ptr<Inspected>> inspect(const PolicyCheckCommand& command) {
    const PackageOperand wanted = read_operand(command.package, command.policies);
    auto day = day_of(command.as_of);
    if (!day) return Unexpected{day.error()};
    auto files = node::read_law_files(wanted.policies);
    if (!files) return Unexpected{files.error()};
    // Kept in one place: the check looks at the views, and they at the texts.
    auto inspected = std::make_unique<Inspected>();
    inspected->files = std::move(*files);
    inspected->views = inspected->files.files();
    inspected->check = std::make_unique<wire::PolicyCheck>(inspected->views);
    inspected->day = *day;
    std::string known;
    for (std::size_t package = 0; package < inspected->check->size(); ++package) {
        const std::string_view name = inspected->check->name(package);
        known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
        if (wanted.package.empty() || wanted.package == name) {
            inspected->packages.push_back(package);
        }
    }
    if (inspected->packages.empty()) {
        return problem(ErrorCode::file_unreadable,
                       wanted.package.empty() ? wanted.policies : wanted.package, "no package",
                       known.empty() ? "a folder of packages" : "one of " + known);
    }
    return inspected;
}

ProofRun prove(const Inspected& inspected, const PolicyCheckCommand& command) {
    constexpr std::int64_t fen_per_yuan = 100;
    std::vector<std::unique_ptr<policy::Proof>> proofs;
    for (const std::size_t package : inspected.packages) {
        if (!inspected.check->is_readable(package)) continue;
        proofs.push_back(std::make_unique<policy::Proof>(
            inspected.check->input(package, inspected.day), command.to_yuan * fen_per_yuan));
    }
    return prove_all(proofs, command.threads);
}

/// Adds what only the proof has found.
void add(const ProofRun& run, std::vector<policy::LintReport>& reports) {
    for (const Proved& proved : run.packages) {
        for (policy::LintReport& report : reports) {
            if (report.package_id != proved.package_id) continue;
            for (const policy::Finding& finding : proved.findings) {
                const bool known = std::any_of(
                    report.findings.begin(), report.findings.end(), [&](const auto& other) {
                        return other.lint == finding.lint && other.subject == finding.subject;
                    });
                if (!known) report.findings.push_back(finding);
            }
        }
    }
}

std::string effort_text(const wire::ProofEffort& effort) {
    const std::int64_t ms = std::max<std::int64_t>(1, effort.milliseconds);
    return fmt::format(
        "逐分证明 {0} 点，{1} 毫秒，{2} 线程，每秒 {3} 百万点 / {0} points proved in {1} ms on {2} "
        "threads, {3} million a second\n",
        effort.points, ms, effort.threads, effort.points / ms / 1'000);
}

int exit_for(const std::vector<policy::LintReport>& reports) {
    return std::all_of(reports.begin(), reports.end(),
                       [](const policy::LintReport& report) { return report.is_clean(); })
               ? exit_done
               : exit_found;
}

}  // namespace

int run_policy_check(const PolicyCheckCommand& command) {
    const auto inspected = inspect(command);
    if (!inspected) return report(inspected.error(), command.json);
    const auto texts = read_texts(command.texts);
    if (!texts) return report(texts.error(), command.json);
    const Inspected& all = **inspected;
    // Every package is looked at, since what is wrong may only show when they are seen together.
    std::vector<policy::LintReport> reports;
    for (std::size_t package = 0; package < all.check->size(); ++package) {
        reports.push_back(all.check->check(package, all.day, *texts));
    }
    all.check->compare(reports);
    std::vector<policy::LintReport> wanted;
    for (const std::size_t package : all.packages) wanted.push_back(std::move(reports[package]));
    std::optional<wire::ProofEffort> effort;
    if (command.prove) {
        const ProofRun run = prove(all, command);
        add(run, wanted);
        effort = run.effort;
    }
    print(command.json
              ? wire::check_json(wanted, all.day, effort)
              : wire::check_text(wanted, command.all) + (effort ? effort_text(*effort) : ""));
    return exit_for(wanted);
}

int run_policy_prove(const PolicyCheckCommand& command) {
    const auto inspected = inspect(command);
    if (!inspected) return report(inspected.error(), command.json);
    const ProofRun run = prove(**inspected, command);
    std::vector<policy::LintReport> reports;
    for (const Proved& proved : run.packages) {
        if (proved.kinds == 0) continue;
        reports.push_back({proved.package_id, nullptr, proved.kinds, proved.findings});
    }
    if (reports.empty()) {
        return report(problem(ErrorCode::file_unreadable, command.package, "nothing to prove",
                              "a package of an area that yidi policy check accepts")
                          .error,
                      command.json);
    }
    print(command.json ? wire::check_json(reports, (*inspected)->day, run.effort)
                       : wire::check_text(reports, command.all) + effort_text(run.effort));
    return exit_for(reports);
}

}  // namespace yidi::app
