#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "area_packages.hpp"
#include "comparison.hpp"

// Goal    The compiled evaluator and the slow one agree on every field, to the fen.
// Method  Random histories of every area of policies/ and of the invented areas that use what no
//         real one does. A run that is long enough must have met every variant of every table and
//         every boundary day, one day before and one after.
// Covers  N2 of policy/plan.hpp; the whole of loading, compiling and evaluating.

namespace yidi::policies {
namespace {

constexpr std::uint64_t enough_for_coverage = 100'000;

struct Order {
    std::uint64_t histories = 500'000;
    std::uint64_t part = 1, parts = 1;
    std::uint64_t first_seed = 1;
    std::string only_area;
    bool go_on = false;  ///< One report an area instead of the first only.
};

std::uint64_t number_of(const char* text) { return std::strtoull(text, nullptr, 10); }

Order order_of(int count, char** words) {
    Order order;
    if (const char* histories = std::getenv("YIDI_HISTORIES")) {
        order.histories = number_of(histories);
    }
    for (int at = 1; at < count; ++at) {
        const std::string word = words[at];
        if (word == "--go-on") {
            order.go_on = true;
        } else if (at + 1 == count) {
            std::fprintf(stderr, "%s wants a value\n", word.c_str());
            std::exit(2);
        } else if (word == "--histories") {
            order.histories = number_of(words[++at]);
        } else if (word == "--part") {
            order.part = number_of(words[++at]);
        } else if (word == "--parts") {
            order.parts = number_of(words[++at]);
        } else if (word == "--seed") {
            order.first_seed = number_of(words[++at]);
        } else if (word == "--area") {
            order.only_area = words[++at];
        } else {
            std::fprintf(stderr,
                         "differential [--histories N] [--part K --parts M] [--seed S] [--area ID] "
                         "[--go-on]\n");
            std::exit(2);
        }
    }
    return order;
}

/// Every area that compiles; one that does not is told, and fails the run.
std::vector<std::unique_ptr<Comparison>> comparisons(const std::string& only, int& result) {
    std::vector<std::unique_ptr<Comparison>> list;
    for (const char* folder :
         {YIDI_SOURCE_DIR "/policies", YIDI_SOURCE_DIR "/tests/policies/variants"}) {
        const PackageFolder found = read_packages_of(folder);
        for (const std::string& id : found.areas) {
            if (!only.empty() && id != only) continue;
            auto made = Comparison::of(found.packages, found.package_of(id), id);
            if (made) {
                list.push_back(std::move(*made));
            } else {
                std::printf("%s\n", message_of(made.error(), false).c_str());
                result = 1;
            }
        }
    }
    if (list.empty()) std::exit(2);
    return list;
}

/// Seeds are shared out: part K of M takes every Mth.
int compare(const Order& order) {
    int result = 0;
    const auto areas = comparisons(order.only_area, result);
    std::vector<bool> is_done(areas.size());
    const auto begun = std::chrono::steady_clock::now();
    for (std::uint64_t at = 0; at < order.histories; ++at) {
        const std::size_t area = at % areas.size();
        if (is_done[area]) continue;
        const std::uint64_t seed = order.first_seed + at * order.parts + order.part - 1;
        std::string report;
        if (areas[area]->agrees(seed, report)) continue;
        std::printf("%s\nrepeat: --area %s --seed %llu --histories 1\n\n", report.c_str(),
                    areas[area]->id().c_str(), static_cast<unsigned long long>(seed));
        if (!order.go_on) return 1;
        is_done[area] = true;
        result = 1;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::uint64_t events = 0;
    for (const auto& area : areas) {
        events += area->events();
        std::printf("%s\n", area->summary().c_str());
        if (order.histories < enough_for_coverage) continue;
        for (const std::string& missing : area->not_met()) {
            std::printf("%s: never met: %s\n", area->id().c_str(), missing.c_str());
            result = 1;
        }
    }
    std::printf("%llu histories, %llu events, %.1f s\n",
                static_cast<unsigned long long>(order.histories),
                static_cast<unsigned long long>(events), took.count());
    return result;
}

}  // namespace
}  // namespace yidi::policies

int main(int count, char** words) {
    return yidi::policies::compare(yidi::policies::order_of(count, words));
}
