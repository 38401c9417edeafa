#include <algorithm>

#include <fmt/format.h>

#include "app/console.hpp"
#include "app/policy_choice.hpp"
#include "app/policy_tools.hpp"
#include "policy/cases.hpp"
#include "wire/json_writer.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::app {
namespace {

/// What the cases of one package came to.
struct Tested {
    policy::PlanPtr plan;
    policy::CaseReport report;
    policy::CaseCoverage coverage;

    [[nodiscard]] std::vector<const policy::RowInfo*> not_reached() const {
        std::vector<const policy::RowInfo*> rows;
        for (std::size_t row = 0; row < coverage.rows.size(); ++row) {
            if (!coverage.rows[row]) rows.push_back(&plan->tables().rows[row]);
        }
        return rows;
    }
};

Outcome<Tested> tested(const PolicyChoice& choice, const ChosenPackage& package) {
    Tested result{package.plan, {}, {}};
    result.coverage.rows.resize(package.plan->tables().rows.size());
    for (const auto& [name, content] : choice.files.texts) {
        if (!name.starts_with(package.folder + "/tests/") || !name.ends_with(".toml")) continue;
        const auto file = wire::read_toml(name, content);
        if (!file) return Unexpected{file.error()};
        policy::CaseReport report = policy::run_cases(*package.plan, *file, name);
        result.report.cases += report.cases;
        result.report.events += report.events;
        std::move(report.failures.begin(), report.failures.end(),
                  std::back_inserter(result.report.failures));
        policy::cover_cases(*package.plan, *file, result.coverage);
    }
    return result;
}

std::string rule_of(const Tested& tested, const policy::RowInfo& row) {
    const policy::RuleInfo& rule = tested.plan->tables().rules[row.rule];
    return fmt::format("{} {} #{}", rule.id, rule.from.text(), row.number);
}

std::string text_of(const Tested& tested, bool coverage) {
    const policy::CaseReport& report = tested.report;
    std::string text = fmt::format(
        "{} {} {:>4} 用例 cases  {:>4} 事件 events{}\n", report.failures.empty() ? "✓" : "✗",
        padded_right(policy::package_id_of(*tested.plan), 16), report.cases, report.events,
        report.cases == 0 ? "  没有用例 / no cases" : "");
    for (const policy::CaseFailure& failure : report.failures) {
        text += fmt::format("    {}\n", failure.text());
    }
    if (!coverage) return text;
    const auto rows = tested.not_reached();
    text += fmt::format("    {} / {} 行有用例到达 rows reached\n",
                        tested.coverage.rows.size() - rows.size(), tested.coverage.rows.size());
    for (const policy::RowInfo* row : rows) {
        text += fmt::format("    – {}\n", rule_of(tested, *row));
    }
    return text;
}

void write_json(wire::JsonWriter& out, const Tested& tested) {
    out.begin_object();
    out.key("package").text(policy::package_id_of(*tested.plan));
    out.key("plan").text(policy::hash_of(*tested.plan));
    out.key("cases").integer(static_cast<std::int64_t>(tested.report.cases));
    out.key("events").integer(static_cast<std::int64_t>(tested.report.events));
    out.key("failures").begin_array();
    for (const policy::CaseFailure& failure : tested.report.failures) {
        out.begin_object();
        out.key("file").text(failure.file);
        out.key("line").integer(failure.line);
        out.key("case").text_or_null(failure.id);
        out.key("event").integer(static_cast<std::int64_t>(failure.event));
        out.key("what").text(failure.what);
        out.key("found").text_or_null(failure.found);
        out.key("expected").text_or_null(failure.expected);
        out.end_object();
    }
    out.end_array();
    out.key("rows").integer(static_cast<std::int64_t>(tested.coverage.rows.size()));
    out.key("not_reached").begin_array();
    for (const policy::RowInfo* row : tested.not_reached()) {
        const policy::RuleInfo& rule = tested.plan->tables().rules[row->rule];
        out.begin_object();
        out.key("rule").text(rule.id);
        out.key("version").text(rule.from.text());
        out.key("row").integer(row->number);
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

}  // namespace

int run_policy_test(const PolicyTestCommand& command) {
    const auto choice = choose_packages(command.package, command.policies);
    if (!choice) return report(choice.error(), command.json);
    std::string text;
    wire::JsonWriter json;
    json.begin_array();
    bool all_hold = true;
    for (const ChosenPackage& package : choice->packages) {
        const auto one = tested(*choice, package);
        if (!one) return report(one.error(), command.json);
        all_hold = all_hold && one->report.failures.empty();
        text += text_of(*one, command.coverage);
        write_json(json, *one);
    }
    json.end_array();
    print(command.json ? json.take() : text);
    return all_hold ? exit_done : exit_found;
}

}  // namespace yidi::app
