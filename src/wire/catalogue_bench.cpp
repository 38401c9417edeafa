// How long does a catalogue of 300,000 items take to load, and what does it cost?
// The budget: under a second, under 100 MB while it is kept.

#include <malloc.h>

#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "catalog/catalog.hpp"
#include "wire/catalog_csv.hpp"

namespace yidi::wire {
namespace {

constexpr int items_count = 300'000;

std::string catalogue_text() {
    std::string text{catalogue_header()};
    text += '\n';
    for (int i = 0; i < items_count; ++i) {
        text += fmt::format(
            "XA{:02}ZZS{:03}A{:03}0101{:05},drug,乙,10%,{}.50,支,,,2024-01-01,open,sample:x,"
            "2026-11-22,某某注射用药品{}（样例）,101,09\n",
            i % 90 + 10, i / 100 % 1000, i % 1000, i % 100'000, i % 500 + 1, i);
    }
    return text;
}

void load(benchmark::State& state) {
    const std::string text = catalogue_text();
    std::size_t bytes = 0;
    for (auto round : state) {
        (void)round;
        const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
        auto items = read_catalogue("share.csv", text);
        if (!items) return state.SkipWithError(message_of(items.error(), false).c_str());
        auto catalogue = catalog::Catalog::from(std::move(*items));
        if (!catalogue) return state.SkipWithError(message_of(catalogue.error(), false).c_str());
        benchmark::DoNotOptimize(catalogue->size());
        bytes = mallinfo2().uordblks + mallinfo2().hblkhd - before;
    }
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace yidi::wire
