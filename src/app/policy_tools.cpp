#include "app/policy_tools.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace yidi::app {
namespace {

constexpr const char* examples_check =
    "例 / example:\n  yidi policy check\n  yidi policy check beijing --all\n"
    "  yidi policy check ./policies --as-of 2027-01-01 --json\n"
    "退出码 / exit: 0 无误 clean, 1 有错误或未豁免的提示 an error or a warning without waiver, "
    "2 无法检查 cannot check";
constexpr const char* examples_prove =
    "例 / example:\n  yidi policy prove beijing\n  yidi policy prove --to 100000 --threads 2\n"
    "退出码 / exit: 0 无误 it holds, 1 有不符 it does not, 2 无法运行 cannot run";
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

constexpr const char* package_text =
    "政策包名、其目录或政策包总目录；默认全部 / package, its folder, or a folder of packages; "
    "default: all";
constexpr const char* policies_text = "政策包目录，默认内置 / policy packages; default: built in";

void add_proving(CLI::App& command, PolicyCheckCommand& values) {
    command.add_option("package", values.package, package_text);
    command.add_option("--policies", values.policies, policies_text);
    command
        .add_option("--as-of", values.as_of,
                    "以哪一天的眼光检查，默认今天 / the day of the check; default: today")
        ->option_text("DATE");
    command
        .add_option("--to", values.to_yuan,
                    "逐分证明到多少元 / costs are proved up to so many yuan")
        ->check(CLI::Range(1, 500'000))
        ->capture_default_str();
    command
        .add_option("--threads", values.threads,
                    "线程数，0 为处理器数 / threads; 0: as many as processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    command.add_flag("--json", values.json, "以 JSON 输出 / print JSON");
}

void add_check(CLI::App& policy, PolicyCheckCommand& values, int& exit_code) {
    auto* check = policy.add_subcommand(
        "check", "检查政策包、目录与用例 / check packages, catalogues and cases");
    add_proving(*check, values);
    check->add_flag("--all", values.all, "也列出已豁免的 / what a waiver accepts, too");
    check->add_flag("--prove", values.prove, "另逐分证明 / try every fen, too");
    check
        ->add_option("--texts", values.texts,
                     "文件原文目录，与 text_sha256 核对 / folder of the texts that were read")
        ->option_text("DIR");
    check->footer(examples_check);
    check->callback([&values, &exit_code] { exit_code = run_policy_check(values); });
}

void add_prove(CLI::App& policy, PolicyCheckCommand& values, int& exit_code) {
    auto* prove = policy.add_subcommand(
        "prove", "逐分证明待遇单调、连续 / prove fen by fen that no benefit jumps or falls");
    add_proving(*prove, values);
    prove->footer(examples_prove);
    prove->callback([&values, &exit_code] { exit_code = run_policy_prove(values); });
}

void add_test(CLI::App& policy, PolicyTestCommand& command, int& exit_code) {
    auto* test = policy.add_subcommand("test", "运行政策包的用例 / run the cases of packages");
    test->add_option("package", command.package, package_text);
    test->add_option("--policies", command.policies, policies_text);
    test->add_flag("--coverage", command.coverage,
                   "列出没有用例到达的行 / list the rows no case reaches");
    test->add_flag("--json", command.json, "以 JSON 输出 / print JSON");
    test->footer(examples_test);
    test->callback([&command, &exit_code] { exit_code = run_policy_test(command); });
}

void add_compile(CLI::App& policy, PolicyCompileCommand& command, int& exit_code) {
    auto* compile =
        policy.add_subcommand("compile", "把政策包编译成一个文件 / compile a package to one file");
    auto* package = compile->add_option("package", command.package,
                                        "政策包名或其目录 / package, or its folder");
    compile->add_option("--policies", command.policies, policies_text);
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
    auto* explain =
        policy.add_subcommand("explain", "解释一个人的一张账单 / why a person's bill comes out so");
    explain->add_option("file", command.file,
                        "就医事件 JSON 文件，- 为标准输入 / an event as JSON; -: standard input");
    add_parameters(*explain, command);
    explain->add_option("--policies", command.policies, policies_text);
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
    add_check(policy, all.check, exit_code);
    add_prove(policy, all.prove, exit_code);
    add_test(policy, all.test, exit_code);
    add_compile(policy, all.compile, exit_code);
    add_explain(policy, all.explain, exit_code);
}

}  // namespace yidi::app
