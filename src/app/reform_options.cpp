#include "app/reform_options.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "wire/estimate.hpp"

namespace yidi::app {
namespace {

constexpr const char* examples_diff =
    "例 / example:\n  yidi policy diff beijing beijing+reading:BJ-1=alternative\n"
    "  yidi policy diff policies/beijing new/policies/beijing --json";
constexpr const char* examples_what_if =
    "例 / example:\n  yidi policy histories --generate 1000000 --out lives.yhist\n"
    "  yidi policy what-if --reform examples/reforms/beijing-level-3.toml --histories lives.yhist";
constexpr const char* examples_histories =
    "例 / example:\n  yidi policy histories --data ./data/demo --out lives.yhist\n"
    "  yidi policy histories --generate 1000000 --seed 7 --area 110000 --out lives.yhist";
constexpr const char* examples_estimate =
    "例 / example:\n  yidi estimate --insured 110000 --status retired --age 67 --level 2,3 "
    "--in-policy 50000";

void add_language(CLI::App& command, std::string& language) {
    command.add_option("--lang", language, "zh | en")
        ->check(CLI::IsMember({"zh", "en"}))
        ->capture_default_str();
}

void add_diff(CLI::App& policy, ReformCommands& all, int& exit_code) {
    auto* diff = policy.add_subcommand("diff", "两个版本的差异 / what two versions change");
    diff->add_option("before", all.diff.before, "政策包、目录，可加 +方案 / package or folder, +reform")
        ->required();
    diff->add_option("after", all.diff.after, "同上 / the same")->required();
    diff->add_option("--policies", all.diff.policies, "政策包目录 / policy packages");
    add_language(*diff, all.diff.language);
    diff->add_flag("--json", all.diff.json, "以 JSON 输出 / print JSON");
    diff->footer(examples_diff);
    diff->callback([&all, &exit_code] { exit_code = run_policy_diff(all.diff); });
}

void add_what_if(CLI::App& policy, ReformCommands& all, int& exit_code) {
    auto* what_if = policy.add_subcommand(
        "what-if", "在历史就医上试算方案 / what a reform would have done to lives lived");
    what_if
        ->add_option("--reform", all.what_if.reforms,
                     "方案文件或 reading:编号=alternative，可多个 / reform files, or another reading")
        ->required();
    auto* file = what_if->add_option("--histories", all.what_if.histories,
                                     "就医历史文件 / a file of histories");
    what_if->add_option("--data", all.what_if.data, "或数据目录 / or a data directory")
        ->excludes(file);
    what_if->add_option("--policies", all.what_if.policies, "政策包目录 / policy packages");
    what_if->add_option("--threads", all.what_if.threads, "线程 / threads")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    what_if->add_option("--examples", all.what_if.examples, "得失举例各几个 / examples of each kind")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    what_if->add_flag("--commute", all.what_if.commute,
                      "检查方案次序是否影响结果 / does the order of the reforms matter");
    add_language(*what_if, all.what_if.language);
    what_if->add_flag("--json", all.what_if.json, "以 JSON 输出 / print JSON");
    what_if->footer(examples_what_if);
    what_if->callback([&all, &exit_code] { exit_code = run_policy_what_if(all.what_if); });
}

void add_histories(CLI::App& policy, ReformCommands& all, int& exit_code) {
    auto* histories = policy.add_subcommand(
        "histories", "导出或虚构就医历史 / export histories, or invent them");
    histories->add_option("--out", all.histories.out, "输出文件 / file to write")->required();
    auto* data = histories->add_option("--data", all.histories.data,
                                       "数据目录（不带身份） / data directory; no identities");
    histories->add_option("--node", all.histories.node, "只导出一个节点 / one node only")
        ->needs(data);
    histories
        ->add_option("--generate", all.histories.generate, "虚构就医次数 / events to invent")
        ->excludes(data);
    histories->add_option("--seed", all.histories.seed, "种子 / seed")->capture_default_str();
    histories->add_option("--area", all.histories.area,
                          "虚构人员的参保地，默认全部 / division of invented people");
    histories->add_option("--policies", all.histories.policies, "政策包目录 / policy packages");
    histories->add_flag("--json", all.histories.json, "以 JSON 输出 / print JSON");
    histories->footer(examples_histories);
    histories->callback([&all, &exit_code] { exit_code = run_policy_histories(all.histories); });
}

}  // namespace

void add_reform_commands(CLI::App& policy, ReformCommands& all, int& exit_code) {
    add_diff(policy, all, exit_code);
    add_what_if(policy, all, exit_code);
    add_histories(policy, all, exit_code);
}

void add_estimate_command(CLI::App& app, ReformCommands& all, int& exit_code) {
    auto* estimate = app.add_subcommand(
        "estimate", "我要付多少：多地并列试算 / what would I pay, several places side by side");
    for (const auto& parameter : wire::estimate_parameters()) {
        std::string option = "--" + std::string{parameter.name};
        std::replace(option.begin(), option.end(), '_', '-');
        const std::string name{parameter.name};
        estimate->add_option_function<std::string>(
            option,
            [&all, name](const std::string& value) {
                all.estimate.parameters.emplace_back(name, value);
            },
            fmt::format("{} / {}", parameter.zh, parameter.en));
    }
    estimate->add_option("--policies", all.estimate.policies, "政策包目录 / policy packages");
    add_language(*estimate, all.estimate.language);
    estimate->add_flag("--json", all.estimate.json, "以 JSON 输出 / print JSON");
    estimate->footer(examples_estimate);
    estimate->callback([&all, &exit_code] { exit_code = run_estimate(all.estimate); });
}

}  // namespace yidi::app
