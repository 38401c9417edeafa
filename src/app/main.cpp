#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "app/code_tools.hpp"
#include "app/commands.hpp"
#include "app/conform.hpp"
#include "app/console.hpp"
#include "app/gateway_keys.hpp"
#include "app/policy_tools.hpp"
#include "app/reform_options.hpp"
#include "app/sandbox.hpp"

namespace yidi::app {
namespace {

// Every subcommand ends its help with commands that can be pasted.
constexpr const char* examples_demo =
    "例 / example:\n  yidi demo --data ./data/demo --port-base 7100\n"
    "  yidi demo --host 0.0.0.0 --plain never --tls-cert server.pem --tls-key server.key";
constexpr const char* examples_verify =
    "例 / example:\n  yidi verify --data ./data/demo\n"
    "退出码 / exit: 0 账目无误 the books hold, 1 有误 they do not, 2 无法核对 cannot check";
constexpr const char* examples_explain =
    "例 / example:\n  yidi explain 460000202611220000000001 --data ./data/demo --for patient\n"
    "  yidi explain 460000202611220000000001 --data ./data/demo --json";
constexpr const char* examples_journal =
    "例 / example:\n  yidi export journal --data ./data/demo > books.journal\n"
    "  ledger -f books.journal balance\n  hledger -f books.journal balance";
constexpr const char* examples_bench =
    "例 / example:\n  yidi bench settle --count 40000 --connections 64\n"
    "  yidi bench stay --count 5000\n  yidi bench settle --rate 3000 --count 30000";

struct Commands {
    DemoCommand demo;
    VerifyCommand verify;
    ExplainCommand explain;
    OwesCommand owes;
    JournalCommand journal;
    BenchCommand bench;
    ReformCommands reforms;
    ConformCommand conform;
    SandboxCommand sandbox;
    PolicyTools tools;
    GatewayCommand gateway;
    CodeTools codes;
    std::string reference;
    int exit_code = exit_done;
};

void add_demo_options(CLI::App& app, DemoCommand& demo) {
    app.add_option("--data", demo.data, "数据目录 / data directory")->capture_default_str();
    app.add_option("--host", demo.host, "监听地址 / address to listen on")
        ->capture_default_str();
    app.add_option(
            "--port-base", demo.port_base,
            "起始端口：国家 +0 北京 +11 上海 +31 海南 +46；0 由系统选择 / first port; 0: any")
        ->check(CLI::Range(0, 65'489))
        ->capture_default_str();
    app.add_option("--policies", demo.policies,
                     "政策包目录，默认内置 / policy packages; default: built in");
    app.add_option("--sample-people", demo.sample_people,
                     "另造多少名样本参保人 / further sample people")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    app.add_option(
            "--settle-patience", demo.settle_patience_s,
            "结算多少秒无应答即撤回 / seconds after which an unanswered settlement is taken back")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
    app.add_option(
            "--late-admission-days", demo.late_admission_days,
            "入院登记最多可补登多少天 / days an admission may lie back when it is registered")
        ->check(CLI::Range(0, 36'500))
        ->capture_default_str();
    auto* certificate = app.add_option(
        "--tls-cert", demo.tls_certificate,
        "TLS 证书链（PEM）；默认不加密 / TLS certificate chain (PEM); default: plain HTTP");
    app.add_option("--tls-key", demo.tls_key, "TLS 私钥（PEM）/ its private key (PEM)")
        ->needs(certificate);
    certificate->needs("--tls-key");
    app.add_option("--plain", demo.plain,
                     "谁可以不签名：本机、无、任何人 / who may ask without a signature: loopback | "
                     "never | always")
        ->check(CLI::IsMember({"loopback", "never", "always"}))
        ->capture_default_str();
    app.add_flag("--json", demo.json, "以 JSON 输出 / print JSON");
}

void add_running(CLI::App& app, Commands& all) {
    auto* demo = app.add_subcommand(
        "demo", "启动演示平台：国家、北京、上海、海南 / run hub and three provinces");
    add_demo_options(*demo, all.demo);
    demo->footer(examples_demo);
    demo->callback([&] { all.exit_code = run_demo(all.demo); });

    auto* bench =
        app.add_subcommand("bench", "通过 HTTP 压测运行中的节点 / load a running node over HTTP");
    bench->add_option("workload", all.bench.workload, "settle | stay | journey")
        ->check(CLI::IsMember({"settle", "stay", "journey"}))
        ->capture_default_str();
    bench->add_option(
        "--target", all.bench.target,
        "就医地节点 host:port；默认自启演示平台 / treatment node; default: a demo of its own");
    bench->add_option("--data", all.bench.data,
                      "自启平台的数据目录，默认临时目录 / data directory of the own demo");
    bench->add_option("--connections", all.bench.connections, "连接数 / connections")
        ->check(CLI::Range(1, 1'000))
        ->capture_default_str();
    bench
        ->add_option("--rate", all.bench.rate,
                     "每秒请求数（开环）；0 为闭环 / requests a second; 0: closed loop")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    bench->add_option("--count", all.bench.count, "住院次数 / stays")
        ->check(CLI::Range(1, 900'000))
        ->capture_default_str();
    bench
        ->add_option("--seconds", all.bench.seconds,
                     "时长上限；0 不限 / at most so long; 0: no bound")
        ->check(CLI::Range(0, 3'600))
        ->capture_default_str();
    bench->add_flag("!--no-floor", all.bench.floor, "不测裸写下限 / leave the raw floor out");
    bench->add_flag("--json", all.bench.json, "以 JSON 输出 / print JSON");
    bench->footer(examples_bench);
    bench->callback([&] { all.exit_code = run_bench(all.bench, "/proc/self/exe"); });
}

void add_books(CLI::App& app, Commands& all) {
    auto* verify = app.add_subcommand("verify", "核对全部账目 / prove the books");
    verify->add_option("--data", all.verify.data, "数据目录 / data directory")
        ->capture_default_str();
    verify->add_flag("--json", all.verify.json, "以 JSON 输出 / print JSON");
    verify->footer(examples_verify);
    verify->callback([&] { all.exit_code = run_verify(all.verify); });

    auto* explain =
        app.add_subcommand("explain", "解释一次结算的每一步 / why a settlement came out so");
    explain->add_option("setl_id", all.explain.setl_id, "结算ID / settlement id")->required();
    explain->add_option("--data", all.explain.data, "数据目录 / data directory")
        ->capture_default_str();
    explain->add_option("--policies", all.explain.policies, "政策包目录 / policy packages");
    explain
        ->add_option("--for", all.explain.reader,
                     "读者：参保人、收费员、审计 / patient | cashier | auditor")
        ->check(CLI::IsMember({"patient", "cashier", "auditor"}))
        ->capture_default_str();
    explain->add_option("--lang", all.explain.language, "zh | en | both")
        ->check(CLI::IsMember({"zh", "en", "both"}))
        ->capture_default_str();
    explain->add_flag("--json", all.explain.json, "以 JSON 输出 / print JSON");
    explain->footer(examples_explain);
    explain->callback([&] { all.exit_code = run_explain(all.explain); });

    auto* owes = app.add_subcommand("owes", "各方应付应收 / what each party owes and is owed");
    owes->add_option("--data", all.owes.data, "数据目录 / data directory")->capture_default_str();
    owes->add_flag("--json", all.owes.json, "以 JSON 输出 / print JSON");
    owes->callback([&] { all.exit_code = run_owes(all.owes); });

    auto* exported = app.add_subcommand("export", "导出 / export")->require_subcommand(1);
    auto* journal = exported->add_subcommand("journal", "纯文本会计分录 / plain-text accounting");
    journal->add_option("--data", all.journal.data, "数据目录 / data directory")
        ->capture_default_str();
    journal->add_option("--node", all.journal.node, "只导出一个节点 / one node only");
    journal->footer(examples_journal);
    journal->callback([&] { all.exit_code = run_export_journal(all.journal); });
}

void add_law(CLI::App& app, Commands& all) {
    auto* policy =
        app.add_subcommand("policy", "待遇政策包 / policy packages")->require_subcommand(1);
    add_policy_tools(*policy, all.tools, all.exit_code);
    add_reform_commands(*policy, all.reforms, all.exit_code);

    auto* reference =
        app.add_subcommand("reference", "打印参考手册 / print a generated reference page");
    reference->add_option("page", all.reference, "transactions | refusals | lints")
        ->check(CLI::IsMember({"transactions", "refusals", "lints"}))
        ->required();
    reference->callback([&] { all.exit_code = run_reference(all.reference); });
}

int run(int argc, char** argv) {
    CLI::App app{
        "yidi 异地：跨省异地就医直接结算平台 / cross-region direct settlement of medical insurance",
        "yidi"};
    app.require_subcommand(1);
    app.set_version_flag("--version", YIDI_VERSION);
    Commands all;
    add_running(app, all);
    add_books(app, all);
    add_law(app, all);
    add_gateway_commands(app, all.gateway, all.exit_code);
    add_code_tools(app, all.codes, all.exit_code);
    add_estimate_command(app, all.reforms, all.exit_code);
    add_conform_command(app, all.conform, all.exit_code);
    add_sandbox_command(app, all.sandbox, all.exit_code, add_demo_options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_refused;
    }
    return all.exit_code;
}

}  // namespace
}  // namespace yidi::app

int main(int argc, char** argv) {
    try {
        return yidi::app::run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "yidi: %s\n", error.what());
        return yidi::app::exit_failed;
    }
}
