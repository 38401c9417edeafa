#include "app/sandbox.hpp"

#include <functional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "api/http_client.hpp"
#include "app/console.hpp"
#include "app/http_target.hpp"
#include "wire/sandbox_view.hpp"

namespace yidi::app {
namespace {

constexpr int timeout_ms = 30'000;
constexpr const char* examples =
    "例 / example:\n  yidi sandbox --data ./data/sandbox\n  yidi sandbox messages --wrong\n"
    "  yidi sandbox fault --infno 2207 --kind silent\n"
    "  yidi sandbox fault --kind slow --ms 20000 --times 3\n  yidi sandbox reset";

/// What the sandbox answers, or that the server is none.
Outcome<std::string> told(Outcome<api::HttpResponse> response, const SandboxCommand& command) {
    if (!response) return Unexpected{response.error()};
    if (response->status == 404) {
        return problem(ErrorCode::no_such_page, "--target", command.target,
                       "a node of yidi sandbox");
    }
    if (response->status >= 400) {
        return problem(ErrorCode::field_wrong_type, "fault", wire::detail_of(response->body), {});
    }
    return std::move(response->body);
}

/// Asks the node, and tells its answer in words or as it is.
int ask(const SandboxCommand& command,
        const std::function<Outcome<api::HttpResponse>(api::HttpClient&)>& question,
        const std::function<std::string(const std::string&)>& as_text) {
    const auto target = read_http_target(command.target);
    if (!target) return report(target.error(), command.json);
    auto client = client_for(*target, timeout_ms);
    if (!client) return report(client.error(), command.json);
    const auto answer = told(question(*client), command);
    if (!answer) return report(answer.error(), command.json);
    print(command.json ? *answer : as_text(*answer));
    return exit_done;
}

int run_messages(const SandboxCommand& command) {
    return ask(
        command,
        [&](api::HttpClient& client) {
            return client.get(fmt::format("/sandbox/messages?limit={}", command.limit));
        },
        [&](const std::string& answer) {
            return wire::sandbox_messages_text(answer, command.wrong_only);
        });
}

int run_fault(const SandboxCommand& command) {
    const std::string fault = fmt::format(R"({{"infno":"{}","kind":"{}","times":{},"ms":{}}})",
                                          command.infno, command.kind, command.times, command.ms);
    return ask(
        command, [&](api::HttpClient& client) { return client.post("/sandbox/faults", fault); },
        wire::sandbox_faults_text);
}

int run_faults(const SandboxCommand& command) {
    return ask(
        command,
        [&](api::HttpClient& client) {
            return command.clear ? client.remove("/sandbox/faults") : client.get("/sandbox/faults");
        },
        wire::sandbox_faults_text);
}

int run_reset(const SandboxCommand& command) {
    return ask(
        command, [&](api::HttpClient& client) { return client.post("/sandbox/reset", "{}"); },
        [](const std::string&) { return "沙箱正在重置 / the sandbox begins afresh"; });
}

CLI::App* add_part(CLI::App& sandbox, const char* name, const char* text, SandboxCommand& command,
                   int& exit_code, int (*run)(const SandboxCommand&)) {
    auto* part = sandbox.add_subcommand(name, text);
    part->add_option("--target", command.target, "就医地节点 / the node of the place of care")
        ->capture_default_str();
    part->add_flag("--json", command.json, "以 JSON 输出 / print JSON");
    part->callback([&command, &exit_code, run] { exit_code = run(command); });
    return part;
}

}  // namespace

void add_sandbox_command(CLI::App& app, SandboxCommand& command, int& exit_code,
                         void (*add_demo_options)(CLI::App&, DemoCommand&)) {
    auto* sandbox = app.add_subcommand(
        "sandbox", "沙箱：在笔记本上试接口，查看报文、制造故障、重置 / try a client on a laptop");
    command.run.sandbox = true;
    command.run.data = "data/sandbox";
    add_demo_options(*sandbox, command.run);
    sandbox->require_subcommand(0, 1);
    sandbox->footer(examples);
    sandbox->callback([sandbox, &command, &exit_code] {
        if (sandbox->get_subcommands().empty()) exit_code = run_demo(command.run);
    });

    auto* messages = add_part(*sandbox, "messages", "最近的报文，错在哪里 / the last messages",
                              command, exit_code, run_messages);
    messages->add_option("--limit", command.limit, "条数 / how many")
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    messages->add_flag("--wrong", command.wrong_only, "只看有问题的 / only those with a problem");
    auto* fault =
        add_part(*sandbox, "fault", "安排一次故障 / make a fault", command, exit_code, run_fault);
    fault->add_option("--infno", command.infno, "交易编号，* 为任意 / transaction; *: any")
        ->capture_default_str();
    fault->add_option("--kind", command.kind, "slow | silent | wrong | duplicate | refuse | late")
        ->check(CLI::IsMember({"slow", "silent", "wrong", "duplicate", "refuse", "late"}))
        ->required();
    fault->add_option("--times", command.times, "次数 / how often")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    fault->add_option("--ms", command.ms, "slow 的毫秒数 / milliseconds of slow")
        ->check(CLI::Range(0, 600'000))
        ->capture_default_str();
    auto* faults = add_part(*sandbox, "faults", "尚未发生的故障 / faults still to come", command,
                            exit_code, run_faults);
    faults->add_flag("--clear", command.clear, "全部取消 / cancel all");
    (void)add_part(*sandbox, "reset", "清空重来 / begin afresh", command, exit_code, run_reset);
}

}  // namespace yidi::app
