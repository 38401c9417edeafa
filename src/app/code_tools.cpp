#include "app/code_tools.hpp"

#include <CLI/CLI.hpp>

namespace yidi::app {
namespace {

constexpr const char* examples_check =
    "例 / example:\n  yidi codes check institution H46010000001 P46010000012\n"
    "  yidi codes check codes/publications/1301-1.tsv --json\n"
    "退出码 / exit: 0 全部合规 all are right, 1 有不合规 some are not, 2 无法检查 cannot check";
constexpr const char* examples_diff =
    "例 / example:\n  yidi codes diff codes/publications/1301-1.tsv codes/publications/1301-2.tsv\n"
    "退出码 / exit: 0 相同 the same, 1 有差异 they differ, 2 无法比较 cannot compare";
constexpr const char* examples_import =
    "例 / example:\n  yidi codes import 1301-3.tsv --data ./data/demo\n"
    "退出码 / exit: 0 已发布 published, 2 未采用 refused";
constexpr const char* examples_impact =
    "例 / example:\n  yidi codes impact 1301-3.tsv --data ./data/demo\n"
    "  yidi codes impact share.csv --data ./data/demo --on 2027-01-01 --json\n"
    "退出码 / exit: 0 无影响 nothing changes, 1 有影响 something does, 2 无法评估 cannot tell";

void add_check(CLI::App& codes, CodesCheckCommand& values, int& exit_code) {
    auto* check =
        codes.add_subcommand("check", "检查编码结构或发布文件 / check codes, or publication files");
    check
        ->add_option("operands", values.operands,
                     "发布文件；或编码标准及编码 / publication files; or a standard and codes")
        ->required();
    check->add_flag("--json", values.json, "以 JSON 输出 / print JSON");
    check->footer(examples_check);
    check->callback([&] { exit_code = run_codes_check(values); });
}

void add_diff(CLI::App& codes, CodesDiffCommand& values, int& exit_code) {
    auto* diff = codes.add_subcommand("diff", "比较两个版本 / compare two publications");
    diff->add_option("old", values.before, "旧版文件 / the earlier file")->required();
    diff->add_option("new", values.after, "新版文件 / the later file")->required();
    diff->add_flag("--json", values.json, "以 JSON 输出 / print JSON");
    diff->footer(examples_diff);
    diff->callback([&] { exit_code = run_codes_diff(values); });
}

void add_import(CLI::App& codes, CodesImportCommand& values, int& exit_code) {
    auto* import = codes.add_subcommand(
        "import",
        "发布一个新版本，节点启动时载入 / publish a version; nodes load it at their start");
    import->add_option("file", values.file, "发布文件 / publication file")->required();
    import->add_option("--data", values.data, "数据目录 / data directory")->capture_default_str();
    import->add_flag("--json", values.json, "以 JSON 输出 / print JSON");
    import->footer(examples_import);
    import->callback([&] { exit_code = run_codes_import(values);
});
}  // namespace

void add_impact(CLI::App& codes, CodesImpactCommand& values, int& exit_code) {
    auto* impact = codes.add_subcommand("impact",
                                        "新版本会影响近一年哪些已结算明细 / which settled lines of "
                                        "the last year a version affects");
    impact
        ->add_option("file", values.file,
                     "发布文件（.tsv）或医保目录（.csv） / publication (.tsv) or catalogue (.csv)")
        ->required();
    impact->add_option("--data", values.data, "数据目录 / data directory")->capture_default_str();
    impact->add_option("--policies", values.policies,
                       "政策包目录，默认内置 / policy packages; default: built in");
    impact->add_option("--on", values.on, "新版本生效日，默认今天 / its day; default: today")
        ->option_text("DATE");
    impact->add_flag("--json", values.json, "以 JSON 输出 / print JSON");
    impact->footer(examples_impact);
    impact->callback([&] { exit_code = run_codes_impact(values); });
}

}  // namespace yidi::app

void add_code_tools(CLI::App& app, CodeTools& values, int& exit_code) {
    auto* codes = app.add_subcommand("codes", "编码标准与发布 / code standards and publications")
                      ->require_subcommand(1);
    add_check(*codes, values.check, exit_code);
    add_diff(*codes, values.diff, exit_code);
    add_import(*codes, values.import, exit_code);
    add_impact(*codes, values.impact, exit_code);
}

}  // namespace yidi::app
