// How fast the law decides: one kind of stay, a mix of all areas, with and without step records;
// loading, checking and compiling all packages; proving curves; dividing and pricing lines. Aims:
// 8 million decisions a second on a core, 3 million with records, 30 million lines, all packages
// loaded, checked and compiled in 300 ms, 20 million points proved. The baseline of the same run is
// the slow evaluator on the same events. Measured on a core of an AMD EPYC at 8e947a8: 10.2 million
// decisions a second of Beijing's stays, 8.4 million of all areas, 5.4 million with records; 28
// million lines with their texts. Runs differ by a twentieth: how busy the machine is shows.

#include <map>
#include <random>

#include <benchmark/benchmark.h>

#include "catalog/line_price.hpp"
#include "differential/area_packages.hpp"
#include "law_fixture.hpp"
#include "policy/lint/shape.hpp"
#include "policy/steps.hpp"
#include "reference/reference.hpp"
#include "wire/policy_check.hpp"

namespace yidi::policies {
namespace {

struct Event {
    std::string area;
    const policy::Plan* plan;
    model::Episode episode;
    model::FeeSums fees;
    policy::YearsBefore before;
};

/// Stays as they come: mostly planned, mostly below the caps, of the areas named or of all.
std::vector<Event> events_of(const std::vector<Area>& from, bool stays_only) {
    std::mt19937_64 random{42};
    const auto below = [&](std::uint64_t end) { return static_cast<std::int64_t>(random() % end); };
    std::vector<Event> events;
    while (events.size() < 4096) {
        Event event;
        const Area& area = from[random() % from.size()];
        event.area = area.folder;
        event.plan = &plan_of(area.admdvs);
        model::Episode& e = event.episode;
        e.scheme = static_cast<model::Scheme>(below(2));
        e.status = static_cast<model::PersonStatus>(
            e.scheme == model::Scheme::employee ? below(2) : 2 + below(4));
        e.service = stays_only || below(2) == 0 ? model::Service::inpatient
                                                : model::Service::outpatient;
        e.age_years = static_cast<std::int32_t>(below(90));
        e.level = static_cast<model::HospitalLevel>(below(4));
        e.place = below(4) == 0 ? model::Place::filed_longterm : model::Place::local;
        e.discharged_on = Date::of(2025, 1, 1)->plus_days(static_cast<int>(below(365)));
        e.admitted_on = e.discharged_on.plus_days(-static_cast<int>(below(20)));
        e.settled_on = e.discharged_on;
        event.fees.inscp_scp_amt = Money::of_fen(100 + below(8'000'000));
        event.fees.preselfpay_amt = Money::of_fen(below(500'000));
        event.fees.medfee_sumamt = event.fees.inscp_scp_amt + event.fees.preselfpay_amt;
        event.before.first.admissions = below(3);
        event.before.first.basic.paid = Money::of_fen(below(3'000'000));
        if (policy::decide(*event.plan, e, event.fees, event.before).refusal) continue;
        events.push_back(std::move(event));
    }
    return events;
}

void decide_all(benchmark::State& state, const std::vector<Event>& events) {
    std::size_t at = 0;
    for (auto _ : state) {
        const Event& event = events[at++ & 4095];
        benchmark::DoNotOptimize(
            policy::decide(*event.plan, event.episode, event.fees, event.before));
    }
    state.SetItemsProcessed(state.iterations());
}

void beijing_stays(benchmark::State& state) {
    static const auto events = events_of({{"beijing", "110000"}}, true);
    decide_all(state, events);
}
BENCHMARK(beijing_stays);

void all_areas(benchmark::State& state) {
    static const auto events = events_of(areas(), false);
    decide_all(state, events);
}
BENCHMARK(all_areas);

/// The baseline of all_areas.
void all_areas_slowly(benchmark::State& state) {
    static const auto events = events_of(areas(), false);
    static const auto references = [] {
        const PackageFolder folder = read_packages_of(YIDI_SOURCE_DIR "/policies");
        std::map<std::string, Reference> all;
        for (const std::string& id : folder.areas) {
            all.emplace(id, Reference::of(folder.packages, id));
        }
        return all;
    }();
    std::size_t at = 0;
    for (auto _ : state) {
        const Event& event = events[at++ & 4095];
        benchmark::DoNotOptimize(references.at(event.area)
                                     .decide(event.episode, event.fees, event.before.first,
                                             event.before.later));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(all_areas_slowly);

void all_areas_with_steps(benchmark::State& state) {
    static const auto events = events_of(areas(), false);
    policy::StepList steps;
    std::size_t at = 0;
    for (auto _ : state) {
        const Event& event = events[at++ & 4095];
        steps.clear();
        benchmark::DoNotOptimize(
            policy::trace(*event.plan, event.episode, event.fees, event.before, steps));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(all_areas_with_steps);

void load_and_compile_all(benchmark::State& state) {
    const auto files = repository_files().files();
    for (auto _ : state) benchmark::DoNotOptimize(wire::load_law(files));
}
BENCHMARK(load_and_compile_all)->Unit(benchmark::kMillisecond);

/// What `yidi policy check` does with all packages and their cases, on one core.
void load_lint_and_compile_all(benchmark::State& state) {
    const auto files = repository_files().files();
    for (auto _ : state) {
        const wire::PolicyCheck check(files);
        std::vector<policy::LintReport> reports;
        for (std::size_t package = 0; package < check.size(); ++package) {
            reports.push_back(check.check(package, *Date::of(2026, 11, 28)));
        }
        check.compare(reports);
        benchmark::DoNotOptimize(reports);
    }
}
BENCHMARK(load_lint_and_compile_all)->Unit(benchmark::kMillisecond);

/// Points of `yidi policy check --prove`: a fen after the other, of every kind of every area.
void prove(benchmark::State& state) {
    std::vector<std::pair<const policy::PlanTables*, policy::KindOf>> kinds;
    for (const Area& area : areas()) {
        const policy::PlanTables& tables = plan_of(area.admdvs).tables();
        const auto found = policy::all_kinds(tables).value();
        for (std::size_t kind = 0; kind < found.size(); kind += 1 + found.size() / 40) {
            kinds.emplace_back(&tables, found[kind]);
        }
    }
    constexpr std::int64_t stretch = 200'000;
    std::int64_t points = 0;
    std::size_t at = 0;
    for (auto _ : state) {
        const auto& [tables, kind] = kinds[at % kinds.size()];
        const std::int64_t from = static_cast<std::int64_t>(at / kinds.size() % 40) * 1'250'000;
        const policy::Curve curve(*tables, *kind.of.epoch, kind.kind);
        points += policy::prove(curve, from, from + stretch).points;
        ++at;
    }
    state.SetItemsProcessed(points);
}
BENCHMARK(prove);

struct Priced {
    std::vector<const catalog::Item*> items;
    std::vector<model::FeeLineInput> lines;
};

/// A line of each item of a catalogue, at prices around its limit, some restricted.
Priced lines_of(const catalog::Catalog& catalogue) {
    std::mt19937_64 random{42};
    Priced priced;
    for (const char* code : {"XA11ZZS001A001010100001", "XA13ZZS003A001010100001",
                             "XA14ZZS004A001010100001", "XA15ZZS005A001010100001",
                             "XA18ZZS008A001010100001"}) {
        const auto found = catalogue.find(code, *Date::of(2025, 6, 1));
        if (found) priced.items.push_back(*found);
    }
    while (priced.lines.size() < 4096) {
        model::FeeLineInput line;
        line.cnt = Quantity::of_e4(static_cast<std::int64_t>(1 + random() % 20) * 10'000);
        line.pric = UnitPrice::of_micro_yuan(static_cast<std::int64_t>(random() % 500'000'000));
        line.det_item_fee_sumamt = *extend(line.pric, line.cnt, Rounding::half_up);
        line.hosp_appr_flag.assign(1, random() % 2 == 0 ? '1' : '0');
        priced.lines.push_back(std::move(line));
    }
    return priced;
}

void divide_lines(benchmark::State& state) {
    const auto catalogue = law().catalogue_for("460000");
    const Priced priced = lines_of(*catalogue);
    const catalog::LineFacts facts{.sex = catalog::Sex::female,
                                   .care = catalog::Care::inpatient,
                                   .born_on = Date::of(1980, 1, 1)};
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(catalog::divide(*priced.items[at % priced.items.size()],
                                                 catalogue->order(), priced.lines[at & 4095],
                                                 facts));
        ++at;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(divide_lines);

/// The same with the texts that the record of a line keeps.
void price_lines(benchmark::State& state) {
    const auto catalogue = law().catalogue_for("460000");
    const Priced priced = lines_of(*catalogue);
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(catalog::price(*priced.items[at % priced.items.size()],
                                                catalogue->order(), priced.lines[at & 4095], {}));
        ++at;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(price_lines);

}  // namespace
}  // namespace yidi::policies
