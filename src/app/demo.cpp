#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>

#include <unistd.h>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "node/platform.hpp"

namespace yidi::app {
namespace {

void announce(const DemoCommand& command, node::Platform& platform) {
    if (command.json) {
        std::printf("{\"pid\":%d,\"data\":%s,\"nodes\":{", static_cast<int>(getpid()),
                    json_text(command.data).c_str());
    } else {
        std::printf(command.sandbox
                        ? "异地结算沙箱已启动 / the yidi sandbox is running\n"
                        : "异地结算演示平台已启动 / the yidi demo is running\n");
    }
    bool first = true;
    const char* const scheme = command.tls_certificate.empty() ? "http" : "https";
    for (const auto& plan : node::sample_network()) {
        const unsigned port = platform.node(plan.id).port();
        if (command.json) {
            std::printf("%s\"%s\":\"%s://%s:%u\"", first ? "" : ",", plan.id.c_str(),
                        scheme, command.host.c_str(), port);
        } else {
            std::printf("  %s %s://%s:%u   %s %s\n", padded_right(plan.id, 8).c_str(), scheme,
                        command.host.c_str(), port, plan.zh, plan.en);
        }
        first = false;
    }
    if (command.json) {
        std::printf("}}\n");
    } else {
        if (command.sandbox) {
            std::printf("  报文与故障 messages and faults: %s://%s:%u/sandbox\n", scheme,
                        command.host.c_str(), platform.node("460000").port());
        }
        std::printf("  数据目录 data: %s   进程 pid: %d   停止 stop: Ctrl-C\n",
                    command.data.c_str(), static_cast<int>(getpid()));
    }
    std::fflush(stdout);
}

/// Blocks the signals in every thread; sigwait() takes them in this one. SIGHUP asks for the
/// packages, access keys and certificate to be read again, SIGUSR1 for a fresh sandbox.
sigset_t take_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

void tell_refused(const Problem& why, bool json) {
    if (!json) {
        std::fprintf(stderr,
                     "政策包未被采用，继续按此前的版本结算 / the policy packages were not taken, "
                     "earlier releases decide on:\n");
    }
    (void)report(why, json);
}

void reload_law(node::Platform& platform, bool json) {
    if (const auto done = platform.reload_law(); !done) return tell_refused(done.error(), json);
    if (!json) std::fprintf(stderr, "政策包已重新载入 / the policy packages were read again\n");
}

void reload_gateway(node::Platform& platform, bool json) {
    if (const auto done = platform.reload_gateway(); !done) {
        if (!json) {
            std::fprintf(stderr,
                         "接入密钥或证书未被采用，原有的继续有效 / the access keys or the certificate "
                         "were not taken, those of before stay in force:\n");
        }
        (void)report(done.error(), json);
        return;
    }
    if (!json) std::fprintf(stderr, "接入密钥已重新载入 / the access keys were read again\n");
}

node::PlatformOptions options_of(const DemoCommand& command) {
    node::PlatformOptions options;
    options.data = command.data;
    options.host = command.host;
    options.port_base = command.port_base;
    options.policies = command.policies;
    options.sample_people = command.sample_people;
    options.settings.settle_patience_ms = command.settle_patience_s * 1'000;
    options.settings.late_admission_days = command.late_admission_days;
    if (command.plain == "never") options.plain = gateway::PlainFrom::nobody;
    if (command.plain == "always") options.plain = gateway::PlainFrom::anybody;
    if (!command.tls_certificate.empty()) {
        options.tls = api::TlsFiles{command.tls_certificate, command.tls_key};
    }
    return options;
}

/// The books of a sandbox go, its keys and ports stay.
Outcome<Done> start_afresh(std::unique_ptr<node::Platform>& platform,
                           node::PlatformOptions& options) {
    for (const auto& node : platform->nodes()) options.ports[node->id()] = node->port();
    platform->stop();
    platform.reset();
    for (const node::NodePlan& plan : node::sample_network()) {
        const std::string path = node::database_path(options.data, plan.id).string();
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::error_code gone;
            std::filesystem::remove(path + suffix, gone);
        }
    }
    auto fresh = node::Platform::start(options);
    if (!fresh) return Unexpected{fresh.error()};
    platform = std::move(*fresh);
    return Done{};
}

/// Until somebody stops it. Whether all that was asked for could be done.
Outcome<Done> run_until_stopped(const DemoCommand& command, const sigset_t& signals,
                                std::unique_ptr<node::Platform>& platform,
                                node::PlatformOptions& options) {
    int signal = 0;
    while (sigwait(&signals, &signal) == 0) {
        if (signal == SIGHUP) {
            reload_law(*platform, command.json);
            reload_gateway(*platform, command.json);
        } else if (signal == SIGUSR1 && command.sandbox) {
            if (auto done = start_afresh(platform, options); !done) return done;
        } else if (signal != SIGUSR1) {
            break;
        }
    }
    return Done{};
}

}  // namespace

int run_demo(const DemoCommand& command) {
    const sigset_t signals = take_signals();
    std::atomic<bool> store_failed = false;
    node::PlatformOptions options = options_of(command);
    options.failed = [&](const model::NodeId& node, const Problem& problem) {
        std::fprintf(stderr, "%s: ", node.c_str());
        (void)report(problem, command.json);
        store_failed = true;
        kill(getpid(), SIGTERM);
    };
    if (command.sandbox) options.sandbox_reset = [] { kill(getpid(), SIGUSR1); };
    auto platform = node::Platform::start(options);
    if (!platform) return report(platform.error(), command.json);

    const auto pid_file = std::filesystem::path{command.data} / "yidi.pid";
    // Without it nobody could tell that these books are being written.
    if (!(std::ofstream{pid_file} << getpid() << std::endl)) {
        return report({ErrorCode::data_not_writable, pid_file.string(), {}, {}, {}}, command.json);
    }
    if (const auto why = (*platform)->law_refused()) tell_refused(*why, command.json);
    announce(command, **platform);

    const auto done = run_until_stopped(command, signals, *platform, options);
    if (*platform != nullptr) (*platform)->stop();
    std::error_code gone;
    std::filesystem::remove(pid_file, gone);
    if (!done) return report(done.error(), command.json);
    return store_failed ? exit_failed : exit_done;
}

}  // namespace yidi::app
