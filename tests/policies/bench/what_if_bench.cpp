// Two plans over a file of invented lives, reading included. Aim: five million events in less than
// five seconds on two cores. YIDI_BENCH_EVENTS sets another number of events.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <benchmark/benchmark.h>

#include "policy/history/generate.hpp"
#include "reform_fixture.hpp"
#include "wire/what_if_run.hpp"

namespace yidi::policies {
namespace {

std::size_t events_wanted() {
    const char* text = std::getenv("YIDI_BENCH_EVENTS");
    return text == nullptr ? 5'000'000 : static_cast<std::size_t>(std::atoll(text));
}

/// The file, written once.
const std::string& lives_file() {
    static const std::string path = [] {
        const auto at = std::filesystem::temp_directory_path() / "yidi-what-if-bench.yhist";
        auto writer = wire::HistoryWriter::create(at.string(), true);
        std::vector<policy::InventedArea> list;
        for (const Area& area : areas()) list.push_back({area.admdvs, {}});
        policy::InventedLives source(1, list, *Date::of(2024, 1, 1));
        for (std::size_t events = 0; events < events_wanted();) {
            for (const auto& event : source.next()) {
                if (!writer->append(event)) std::abort();
                ++events;
            }
        }
        if (!writer->finish()) std::abort();
        return at.string();
    }();
    return path;
}

/// Every deductible of every area is another version of itself: no life has anything to skip.
std::map<std::string, policy::PlanPtr> reformed() {
    std::map<std::string, policy::PlanPtr> plans;
    for (const Area& area : areas()) {
        const auto law_now = law_of(repository_packages(), area.folder);
        policy::Findings findings;
        const auto package = policy::load_with_parents(law_now.area, law_now.parents, findings);
        std::string patches;
        std::set<std::string> seen;
        for (const auto& benefit : package.benefits) {
            for (const auto& version : benefit.versions) {
                if (version.kind != policy::Operator::deductible) continue;
                if (!seen.insert(version.id).second) continue;
                patches += "[[patch]]\ntarget = \"" + version.id +
                           "\"\nop = \"replace\"\nlabel = { zh = \"x\", en = \"x\" }\n";
            }
        }
        auto made = stacked(law_now, {reform_text(area.folder, patches, "2024-01-01")});
        if (!made) {
            std::fprintf(stderr, "%s\n", message_of(made.error(), false).c_str());
            std::abort();
        }
        plans[area.folder] = made->plan;
    }
    return plans;
}

/// The file goes with the program.
struct Remover {
    std::string path;
    ~Remover() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
};

void what_if(benchmark::State& state) {
    const std::string& path = lives_file();
    static const Remover remover{path};
    static const auto plans = reformed();
    policy::WhatIfOptions options;
    options.share_equal_worlds = state.range(1) != 0;
    std::size_t events = 0;
    for (auto _ : state) {
        const auto file = wire::HistoryFile::open(path);
        const wire::PlanPairs pairs(file->history(), law(), plans);
        const auto sums = wire::run_what_if(*file, pairs, options,
                                            static_cast<unsigned>(state.range(0)), {});
        if (!sums) std::abort();
        events = static_cast<std::size_t>(sums->events);
        benchmark::DoNotOptimize(sums->events);
    }
    state.counters["events"] = static_cast<double>(events);
    state.SetItemsProcessed(static_cast<std::int64_t>(events) *
                            static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(what_if)->Args({1, 0})->Args({2, 0})->Args({2, 1})->ArgNames({"threads", "shared"})
    ->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(2);

}  // namespace
}  // namespace yidi::policies
