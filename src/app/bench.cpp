#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "app/bench_client.hpp"
#include "app/bench_server.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "base/text.hpp"
#include "node/platform.hpp"
#include "store/floor.hpp"

namespace yidi::app {
namespace {

// Enough settlements for the floor's rows to be typical, few enough to be made in a second.
constexpr std::int64_t floor_settlements = 2'000;
constexpr std::int64_t floor_batch = 64;
constexpr int lines_of_settle = 5;
constexpr int lines_of_stay = 20;

struct Measured {
    api::LoadResult load;
    HospitalCounts counts;
    std::int64_t server_cpu_us = -1;  ///< -1: not ours to know.
    std::int64_t client_cpu_us = 0;
};

std::string machine() {
    std::ifstream info{"/proc/cpuinfo"};
    std::string line, model = "unknown processor";
    int cores = 0;
    while (std::getline(info, line)) {
        if (!line.starts_with("model name")) continue;
        model = trim(std::string_view{line}.substr(line.find(':') + 1));
        ++cores;
    }
    return fmt::format("{} x {}", cores, model);
}

Outcome<Measured> measure(const BenchCommand& command, const HospitalOptions& options,
                          const ServerProcess* server) {
    Hospitals hospitals{options};
    const auto count = static_cast<std::int64_t>(command.count);
    const bool is_settle = command.workload == "settle";
    if (is_settle) {
        HospitalOptions preparing = options;
        preparing.requests_per_s = 0;
        preparing.seconds = 0;
        if (!command.json) std::fprintf(stderr, "… 准备 %ld 次住院 / preparing stays\n", count);
        hospitals = Hospitals{preparing};
        const auto prepared = hospitals.run(Step::admit, Step::pre_settle, 0, count);
        if (!prepared) return Unexpected{prepared.error()};
        if (hospitals.counts().refusals > 0) {
            std::fprintf(stderr, "… 拒绝 / refused: %s\n",
                         hospitals.counts().first_refusal.c_str());
        }
        hospitals.set_options(options);
    }
    if (!command.json) std::fprintf(stderr, "… 测量 / measuring %s\n", command.workload.c_str());
    Measured measured;
    const std::int64_t client_before = thread_cpu_us();
    const std::int64_t server_before = server != nullptr ? server->cpu_us() : 0;
    const Step first = is_settle                        ? Step::settle
                       : command.workload == "journey" ? Step::identify
                                                        : Step::admit;
    auto load = hospitals.run(first, Step::done, 0, count);
    if (!load) return Unexpected{load.error()};
    measured.client_cpu_us = thread_cpu_us() - client_before;
    if (server != nullptr) measured.server_cpu_us = server->cpu_us() - server_before;
    measured.load = std::move(*load);
    measured.counts = hospitals.counts();
    return measured;
}

/// Settles stays on a platform inside this process and writes the same rows again, raw.
Outcome<store::FloorTime> measure_floor(std::size_t connections) {
    const TemporaryDirectory directory;
    std::mutex mutex;
    bool capturing = false;
    std::map<std::string, std::vector<engine::Changes>> committed;
    node::PlatformOptions options;
    options.data = directory.path() / "captured";
    options.port_base = 0;
    options.sample_people = floor_settlements;
    options.failed = [](const model::NodeId&, const Problem&) {};
    options.capture = [&](const model::NodeId& node, const engine::Changes& changes) {
        const std::lock_guard lock{mutex};
        if (capturing) committed[node].push_back(changes);
    };
    {
        auto platform = node::Platform::start(options);
        if (!platform) return Unexpected{platform.error()};
        Hospitals hospitals{{.port = (*platform)->node("460000").port(),
                             .connections = connections,
                             .lines = lines_of_settle}};
        if (auto run = hospitals.run(Step::admit, Step::pre_settle, 0, floor_settlements); !run) {
            return Unexpected{run.error()};
        }
        {
            const std::lock_guard lock{mutex};
            capturing = true;
        }
        if (auto run = hospitals.run(Step::settle, Step::done, 0, floor_settlements); !run) {
            return Unexpected{run.error()};
        }
    }
    auto vault = store::Vault::open(node::key_files(options.data, "460000", false));
    if (!vault) return Unexpected{vault.error()};
    const std::vector<store::FloorNode> nodes{{std::move(committed["460000"]), 2},
                                              {std::move(committed["110000"]), 1},
                                              {std::move(committed["hub"]), 1}};
    return store::RawFloor{nodes, *vault}.write(directory.path(), floor_settlements, floor_batch);
}

std::string latency_json(const api::Histogram& latency) {
    return fmt::format(R"({{"p50":{},"p95":{},"p99":{},"p99_9":{},"max":{}}})",
                       latency.at_ppm(500'000), latency.at_ppm(950'000), latency.at_ppm(990'000),
                       latency.at_ppm(999'000), latency.max());
}

std::string latency_text(const char* name, const api::Histogram& latency) {
    return fmt::format("  {:9} p50 {:>8} p95 {:>8} p99 {:>8} p99.9 {:>8} max {:>8}  µs\n", name,
                       latency.at_ppm(500'000), latency.at_ppm(950'000), latency.at_ppm(990'000),
                       latency.at_ppm(999'000), latency.max());
}

std::uint64_t per_second(std::uint64_t count, std::uint64_t elapsed_us) {
    return elapsed_us == 0 ? 0 : count * 1'000'000 / elapsed_us;
}

void print_json(const BenchCommand& command, const Measured& measured,
                const store::FloorTime* floor) {
    const auto settled = std::max<std::uint64_t>(measured.counts.settled, 1);
    std::string out = fmt::format(
        R"({{"workload":"{}","machine":{},"connections":{},"loop":"{}","settlements":{},)"
        R"("settlements_per_s":{},"offered_per_s":{},"achieved_per_s":{},"refusals":{},)"
        R"("errors":{},"timeouts":{},"overdue":{},"latency_us":{},"client_cpu_us":{})",
        command.workload, json_text(machine()), command.connections,
        command.rate == 0 ? "closed" : "open", measured.counts.settled,
        per_second(measured.counts.settled, measured.load.elapsed_us),
        measured.load.offered_per_s(), measured.load.achieved_per_s(), measured.counts.refusals,
        measured.load.errors, measured.load.timeouts, measured.load.overdue,
        latency_json(measured.load.latency_us),
        measured.client_cpu_us / static_cast<std::int64_t>(settled));
    if (measured.server_cpu_us >= 0) {
        out += fmt::format(R"(,"server_cpu_us":{})",
                           measured.server_cpu_us / static_cast<std::int64_t>(settled));
    }
    if (floor != nullptr) {
        out += fmt::format(
            R"(,"floor":{{"settlements_per_s":{},"cpu_us":{},"rows":{},"batch":{}}})",
            per_second(floor_settlements, static_cast<std::uint64_t>(floor->wall_us)),
            floor->cpu_us / floor_settlements, floor->rows / floor_settlements, floor_batch);
    }
    std::printf("%s}\n", out.c_str());
}

void print_text(const BenchCommand& command, const Measured& measured,
                const store::FloorTime* floor) {
    const auto settled = std::max<std::uint64_t>(measured.counts.settled, 1);
    const auto rate = per_second(measured.counts.settled, measured.load.elapsed_us);
    std::string out = fmt::format(
        "{}: {} 次结算 settlements, {} 连接 connections, {}\n  机器 machine: {}\n"
        "  速率 rate: {} 次结算/秒 settlements/s  (请求 requests: offered {}/s, achieved {}/s)\n"
        "  拒绝 refusals {}, 错误 errors {}, 超时 timeouts {}, 未发 overdue {}\n",
        command.workload, measured.counts.settled, command.connections,
        command.rate == 0 ? "闭环 closed loop" : "开环 open loop", machine(), rate,
        measured.load.offered_per_s(), measured.load.achieved_per_s(), measured.counts.refusals,
        measured.load.errors, measured.load.timeouts, measured.load.overdue);
    for (std::size_t step = 0; step < steps_count; ++step) {
        const api::Histogram& latency = measured.counts.latency_us[step];
        if (latency.count() > 0) out += latency_text(name_of(static_cast<Step>(step)), latency);
    }
    if (measured.server_cpu_us >= 0) {
        out += fmt::format(
            "  每次结算处理器时间 processor time per settlement: "
            "平台 platform {} µs, 客户端 client {} µs\n",
            measured.server_cpu_us / static_cast<std::int64_t>(settled),
            measured.client_cpu_us / static_cast<std::int64_t>(settled));
    }
    if (floor != nullptr) {
        const auto floor_rate =
            per_second(floor_settlements, static_cast<std::uint64_t>(floor->wall_us));
        out += fmt::format(
            "  下限 floor: 同样的 {} 行以每批 {} 裸写 SQLite / the same {} rows a settlement "
            "written "
            "raw, {} in a commit:\n    {} 次/秒 settlements/s, {} µs；平台为其 platform is {}%\n",
            floor->rows / floor_settlements, floor_batch, floor->rows / floor_settlements,
            floor_batch, floor_rate, floor->cpu_us / floor_settlements,
            floor_rate == 0 ? 0 : rate * 100 / floor_rate);
    }
    if (measured.counts.refusals > 0) {
        out += fmt::format("  首个拒绝 first refusal: {}\n", measured.counts.first_refusal);
    }
    std::fputs(out.c_str(), stdout);
}

}  // namespace

int run_bench(const BenchCommand& command, const std::string& program) {
    const TemporaryDirectory directory;
    HospitalOptions options{
        .connections = command.connections,
        .requests_per_s = command.rate,
        .seconds = command.seconds,
        .lines = command.workload == "stay" ? lines_of_stay : lines_of_settle};
    std::optional<ServerProcess> server;
    if (command.target.empty()) {
        if (!command.json) std::fprintf(stderr, "… 启动演示平台 / starting a demo\n");
        auto started = ServerProcess::start(
            program, command.data.empty() ? directory.path() / "measured" : command.data.c_str(),
            command.count);
        if (!started) return report(started.error(), command.json);
        server.emplace(std::move(*started));
        options.port = server->treatment_port();
    } else {
        const auto colon = command.target.rfind(':');
        options.host = command.target.substr(0, colon);
        options.port =
            parse_integer<std::uint16_t>(std::string_view{command.target}.substr(
                                             std::min(colon, command.target.size() - 1) + 1))
                .value_or(0);
    }
    const auto measured = measure(command, options, server ? &*server : nullptr);
    if (!measured) return report(measured.error(), command.json);
    server.reset();  // the floor has the machine to itself
    std::optional<store::FloorTime> floor;
    if (command.floor) {
        auto raw = measure_floor(command.connections);
        if (!raw) return report(raw.error(), command.json);
        floor = *raw;
    }
    const store::FloorTime* shown = floor ? &*floor : nullptr;
    if (command.json) {
        print_json(command, *measured, shown);
    } else {
        print_text(command, *measured, shown);
    }
    return measured->counts.refusals + measured->load.errors + measured->load.timeouts == 0
               ? exit_done
               : exit_found;
}

}  // namespace yidi::app
