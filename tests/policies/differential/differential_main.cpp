// Goal    The compiled evaluator and the slow one agree on every field, to the fen.
// Method  Random histories of every area of policies/, of the invented areas that use what no real
//         one does, and of these again under other heads. A run that is long enough must have met
//         every variant of every table and every boundary day, the day before and the day after.
// Covers  N2 of policy/plan.hpp; the whole of loading, compiling and evaluating.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "comparison.hpp"
#include "other_heads.hpp"

namespace yidi::policies {
namespace {

constexpr std::uint64_t enough_for_coverage = 250'000;  // in one part
constexpr int heads_per_area = 6;

struct Order {
    std::uint64_t histories = 1'000'000;  ///< Of all parts together.
    std::uint64_t part = 1, parts = 1;    ///< Part 2 of 3 takes every third history.
    std::uint64_t first_seed = 1;
    std::string only;
    bool go_on = false;  ///< A report for every area, not only the first.
};

constexpr const char* usage =
    "differential [--histories N] [--part K] [--parts M] [--seed S] [--only NAME] [--go-on]\n"
    "  YIDI_HISTORIES  histories of all parts together, unless --histories says it\n";

std::uint64_t number_of(const char* text) {
    char* end = nullptr;
    const auto number = std::strtoull(text, &end, 10);
    if (*text != '\0' && *end == '\0') return number;
    std::fprintf(stderr, "%s is no number\n%s", text, usage);
    std::exit(2);
}

Order order_of(int count, char** words) {
    Order order;
    if (const char* said = std::getenv("YIDI_HISTORIES")) order.histories = number_of(said);
    for (int at = 1; at < count; ++at) {
        const std::string word = words[at];
        const char* value = at + 1 < count ? words[at + 1] : "";
        if (word == "--go-on") {
            order.go_on = true;
            continue;
        }
        ++at;
        if (word == "--histories") {
            order.histories = number_of(value);
        } else if (word == "--part") {
            order.part = number_of(value);
        } else if (word == "--parts") {
            order.parts = number_of(value);
        } else if (word == "--seed") {
            order.first_seed = number_of(value);
        } else if (word == "--only") {
            order.only = value;
        } else {
            std::fprintf(stderr, "%s", usage);
            std::exit(2);
        }
    }
    return order;
}

struct Field {
    std::vector<std::unique_ptr<Comparison>> written;  ///< Areas as they are written.
    std::vector<std::unique_ptr<Comparison>> all;      ///< Those under other heads.
    bool is_whole = true;                              ///< Every package did compile.

    void add(std::vector<std::unique_ptr<Comparison>>& list, const PackageFolder& folder,
             const policy::SourcePackage& area, const std::string& name, const Order& order) {
        if (!order.only.empty() && order.only != name) return;
        auto made = Comparison::of(folder, area, name);
        if (made) return list.push_back(std::move(*made));
        std::printf("%s: %s\n", name.c_str(), message_of(made.error(), false).c_str());
        is_whole = false;
    }
};

Field field_of(const Order& order) {
    Field field;
    const auto real = read_packages_of(YIDI_SOURCE_DIR "/policies");
    const auto invented = read_packages_of(YIDI_SOURCE_DIR "/tests/policies/variants");
    for (const PackageFolder* folder : {&real, &invented}) {
        for (const std::string& id : folder->areas) {
            field.add(field.written, *folder, folder->package_of(id), id, order);
        }
    }
    Dice dice(20'260'701);
    for (const std::string& id : invented.areas) {
        for (int at = 0; at < heads_per_area; ++at) {
            const OtherHead head = with_other_head(invented.package_of(id), dice);
            field.add(field.all, invented, head.package, id + ": " + head.words, order);
        }
    }
    return field;
}

/// What may happen to an event, and has happened in no area.
bool has_seen_all_marks(const Field& field) {
    bool good = true;
    for (std::size_t mark = 0; mark < slow::mark_names.size(); ++mark) {
        const bool met =
            std::any_of(field.written.begin(), field.written.end(), [&](const auto& area) {
                return area->coverage().marks[mark] > 0;
            });
        if (met) continue;
        std::printf("in no area: %s\n", std::string{slow::mark_names[mark]}.c_str());
        good = false;
    }
    return good;
}

/// Tells what was met. False if a run of this length has missed something.
bool report(const Field& field, const Order& order) {
    const bool is_long = order.histories / order.parts >= enough_for_coverage;
    bool good = !is_long || !order.only.empty() || has_seen_all_marks(field);
    for (const auto& area : field.written) {
        std::printf("%s\n", area->summary().c_str());
        if (!is_long) continue;
        for (const std::string& missing : area->not_met()) {
            std::printf("%s: never met: %s\n", area->name().c_str(), missing.c_str());
            good = false;
        }
    }
    return good;
}

int compare(const Order& order) {
    const auto begun = std::chrono::steady_clock::now();
    const Field field = field_of(order);
    std::vector<Comparison*> areas;
    for (const auto& area : field.written) areas.push_back(area.get());
    for (const auto& area : field.all) areas.push_back(area.get());
    std::vector<bool> is_done(areas.size());
    bool good = field.is_whole && !areas.empty();
    for (std::uint64_t at = order.part - 1; at < order.histories; at += order.parts) {
        const std::size_t area = at / order.parts % areas.size();
        const std::uint64_t seed = order.first_seed + at;
        std::string difference;
        if (is_done[area] || areas[area]->agrees(seed, difference)) continue;
        std::printf("%s\nrepeat: --only '%s' --seed %llu --histories 1\n\n", difference.c_str(),
                    areas[area]->name().c_str(), static_cast<unsigned long long>(seed));
        good = false;
        if (!order.go_on) return 1;
        is_done[area] = true;
    }
    std::uint64_t events = 0;
    for (const Comparison* area : areas) events += area->events();
    good = report(field, order) && good;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf("%llu histories, %llu events, %zu laws, %.1f s\n",
                static_cast<unsigned long long>(order.histories / order.parts),
                static_cast<unsigned long long>(events), areas.size(), took.count());
    return good ? 0 : 1;
}

}  // namespace
}  // namespace yidi::policies

int main(int count, char** words) {
    return yidi::policies::compare(yidi::policies::order_of(count, words));
}
