#include "app/policy_tools.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace yidi::app {
namespace {

constexpr const char* examples_test =
    "例 / example:\n  yidi policy test\n  yidi policy test beijing --coverage\n"
    "  yidi policy test ./policies/beijing --json\n"
    "退出码 / exit: 0 全部相符 all hold, 1 有不符 some do not, 2 无法运行 cannot run";
constexpr const char* examples_compile =
    "例 / example:\n  yidi policy compile beijing --out beijing.plan\n"
    "  yidi policy compile --show beijing.plan";
constexpr const char* examples_explain =
    "例 / example:\n  yidi policy explain --insured 110000 --status retired --age 67 --level 3 "
    "--place local --date 2025-06-01 --in-policy 50000\n"
    "  yidi policy explain event.json --for patient --lang zh\n"
    "  yidi policy explain --generate 1000 --seed 7 --ndjson > settlements.ndjson";

void add_test(CLI::App& policy, PolicyTestCommand& command, int& exit_code) {
    auto* test = policy.add_subcommand("test", "运行政策包的用例 / run the cases of packages");
    test->add_option("package", command.package,
                     "政策包名、其目录或政策包总目录；默认全部 / package, its folder, or a folder of "
                     "packages; default: all");
    test->add_option("--policies", command.policies,
                     "政策包目录，默认内置 / policy packages; default: built in");
    test->add_flag("--coverage", command.coverage,
                   "列出没有用例到达的行 / list the rows no case reaches");
    test->add_flag("--json", command.json, "以 JSON 输出 / print JSON");
    test->footer(examples_test);
    test->callback([&command, &exit_code] { exit_code = run_policy_test(command); });
}

void add_compile(CLI::App& policy, PolicyCompileCommand& command, int& exit_code) {
    auto* compile = policy.add_subcommand(
        "compile", "把政策包编译成一个文件 / compile a package to one file");
    auto* package =
        compile->add_option("package", command.package, "政策包名或其目录 / package, or its folder");
    compile->add_option("--policies", command.policies,
                        "政策包目录，默认内置 / policy packages; default: built in");
    auto* out = compile->add_option("--out", command.out, "输出文件 / file to write");
    compile->add_option("--show", command.show, "查看编译后的文件 / tell about a compiled file")
        ->excludes(package)
        ->excludes(out);
    compile->add_flag("--json", command.json, "以 JSON 输出 / print JSON");
    compile->footer(examples_compile);
    compile->callback([&command, &exit_code] { exit_code = run_policy_compile(command); });
}

/// One option for each parameter of an estimate, so that both commands ask in the same words.
void add_parameters(CLI::App& explain, PolicyExplainCommand& command) {
    for (const auto& parameter : wire::estimate_parameters()) {
        std::string option = "--" + std::string{parameter.name};
        std::replace(option.begin(), option.end(), '_', '-');
        const std::string name{parameter.name};
        explain.add_option_function<std::string>(
            option,
            [&command, name](const std::string& value) {
                command.parameters.emplace_back(name, value);
            },
            fmt::format("{} / {}", parameter.zh, parameter.en));
    }
}

void add_explain(CLI::App& policy, PolicyExplainCommand& command, int& exit_code) {
    auto* explain = policy.add_subcommand(
        "explain", "解释一个人的一张账单 / why a person's bill comes out so");
    explain->add_option("file", command.file,
                        "就医事件 JSON 文件，- 为标准输入 / an event as JSON; -: standard input");
    add_parameters(*explain, command);
    explain->add_option("--policies", command.policies,
                        "政策包目录，默认内置 / policy packages; default: built in");
    explain->add_option("--plan", command.plan, "用编译后的文件 / decide by a compiled file");
    explain->add_option("--for", command.reader, "patient | cashier | auditor")
        ->check(CLI::IsMember({"patient", "cashier", "auditor"}))
        ->capture_default_str();
    explain->add_option("--lang", command.language, "zh | en | both")
        ->check(CLI::IsMember({"zh", "en", "both"}))
        ->capture_default_str();
    explain->add_flag("--lines", command.lines,
                      "逐行分摊（需文件中有明细） / line by line; the file must hold lines");
    explain->add_flag("--json", command.json, "以 JSON 输出 / print JSON");
    explain
        ->add_option("--generate", command.generate,
                     "虚构结算笔数，每行一个 JSON / settlements to invent, one JSON a line")
        ->check(CLI::Range(1, 100'000'000));
    explain->add_option("--seed", command.seed, "种子 / seed")->capture_default_str();
    explain->add_flag("--ndjson", command.ndjson, "每行一个 JSON / one JSON a line");
    explain->footer(examples_explain);
    explain->callback([&command, &exit_code] { exit_code = run_policy_explain(command); });
}

}  // namespace

void add_policy_tools(CLI::App& policy, PolicyTools& all, int& exit_code) {
    add_test(policy, all.test, exit_code);
    add_compile(policy, all.compile, exit_code);
    add_explain(policy, all.explain, exit_code);
}

}  // namespace yidi::app
