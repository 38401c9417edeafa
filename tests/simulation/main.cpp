// The simulation as a program. Every failure ends with the command that repeats it.
//
//   yidi_simulation [--seeds N] [--from S] [--plant NAME]     many seeds
//   yidi_simulation --seed X [--plant NAME] [--verbose]       one seed, told in full
//
// Without --from the first seed is drawn from the clock and printed. YIDI_SEEDS overrides --seeds.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "simulation/nation.hpp"

namespace {

using namespace yidi;
using simulation::RunResult;

struct Arguments {
    std::uint64_t seeds = 2'000;
    std::optional<std::uint64_t> from, only;
    simulation::RunOptions run;
    std::string_view plant = "none";
};

std::optional<Arguments> parse(int count, char** values) {
    Arguments arguments;
    for (int at = 1; at < count; ++at) {
        const std::string_view name = values[at];
        if (name == "--verbose") {
            arguments.run.verbose = true;
            continue;
        }
        if (at + 1 >= count) return {};
        const std::string_view value = values[++at];
        if (name == "--plant") {
            const auto plant = simulation::plant_of(value);
            if (!plant) return {};
            arguments.run.plant = *plant;
            arguments.plant = value;
            continue;
        }
        const auto number = parse_integer<std::uint64_t>(value);
        if (!number) return {};
        if (name == "--seeds")
            arguments.seeds = *number;
        else if (name == "--from")
            arguments.from = *number;
        else if (name == "--seed")
            arguments.only = *number;
        else
            return {};
    }
    if (const char* seeds = std::getenv("YIDI_SEEDS")) {
        arguments.seeds = parse_integer<std::uint64_t>(seeds).value_or(arguments.seeds);
    }
    return arguments;
}

void print(const RunResult& result) {
    fmt::print(
        "seed {}: fingerprint {}; {} calls, {} settlements and reversals, {} in force, "
        "{} crashes, {} s simulated\n  {}\n",
        result.seed, hex(result.fingerprint), result.calls, result.settlements, result.in_force,
        result.crashes, result.simulated_ms / 1000, result.weather);
}

int fail(const RunResult& result, const Arguments& arguments) {
    print(result);
    for (const std::string& finding : result.findings) fmt::print("  FOUND {}\n", finding);
    fmt::print(
        "repeat it with: yidi_simulation --seed {} --plant {} --verbose\n"
        "keep it by adding {} to tests/simulation/kept_seeds.txt\n",
        result.seed, arguments.plant, result.seed);
    return 1;
}

int run_many(const simulation::Law& law, const Arguments& arguments) {
    const auto clock = std::chrono::system_clock::now().time_since_epoch();
    const std::uint64_t from =
        arguments.from.value_or(static_cast<std::uint64_t>(clock.count() / 1'000));
    RunResult all;
    const auto begun = std::chrono::steady_clock::now();
    for (std::uint64_t seed = from; seed < from + arguments.seeds; ++seed) {
        const RunResult result = simulation::run(law, seed, arguments.run);
        if (!result.findings.empty()) return fail(result, arguments);
        all.settlements += result.settlements;
        all.crashes += result.crashes;
        all.calls += result.calls;
        all.simulated_ms += result.simulated_ms;
        all.in_force += result.in_force;
        all.fingerprint = all.fingerprint * 31 + result.fingerprint;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    fmt::print(
        "{} seeds from {}: all books hold. {} calls, {} settlements and reversals, {} in "
        "force, {} crashes, {} h simulated in {:.1f} s; fingerprint {}\n",
        arguments.seeds, from, all.calls, all.settlements, all.in_force, all.crashes,
        all.simulated_ms / 3'600'000, took.count(), hex(all.fingerprint));
    return 0;
}

}  // namespace

int main(int count, char** values) {
    const auto arguments = parse(count, values);
    if (!arguments) {
        fmt::print(stderr,
                   "usage: yidi_simulation [--seeds N] [--from S] [--seed X] [--verbose] "
                   "[--plant NAME]\nplants:");
        for (const auto& [name, plant] : simulation::plants()) fmt::print(stderr, " {}", name);
        fmt::print(stderr, "\n");
        return 2;
    }
    const auto law = simulation::load_law(YIDI_SOURCE_DIR "/policies");
    if (!law) {
        fmt::print(stderr, "{}\n", message_of(law.error(), false));
        return 1;
    }
    if (!arguments->only) return run_many(*law, *arguments);
    const RunResult result = simulation::run(*law, *arguments->only, arguments->run);
    if (!result.findings.empty()) return fail(result, *arguments);
    print(result);
    return 0;
}
