#include <algorithm>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/history_export.hpp"
#include "app/progress_bar.hpp"
#include "node/histories.hpp"
#include "node/releases.hpp"
#include "policy/history/generate.hpp"
#include "wire/history_file.hpp"

namespace yidi::app {
namespace {

/// Areas for invented people: all that have a package, or the one asked for.
Outcome<std::vector<policy::InventedArea>> invented_areas(const node::Law& law,
                                                          const std::string& wanted) {
    std::vector<policy::InventedArea> areas;
    std::string known;
    for (const auto& [prefix, plan] : law.plans) {
        const std::string division = prefix + std::string(6 - prefix.size(), '0');
        known += (known.empty() ? "" : ", ") + division;
        if (!wanted.empty() && wanted != division) continue;
        policy::InventedArea area{division, {}};
        for (const auto& layer : plan->tables().layers) {
            for (const std::string& code : layer.diseases) area.diseases.push_back(code);
        }
        areas.push_back(std::move(area));
    }
    if (areas.empty()) return problem(ErrorCode::policy_missing, "area", wanted, "one of " + known);
    return areas;
}

Outcome<std::uint64_t> invent(const PolicyHistoriesCommand& command) {
    const auto law = node::load_law(command.policies);
    if (!law) return Unexpected{law.error()};
    auto areas = invented_areas(*law, command.area);
    if (!areas) return Unexpected{areas.error()};
    auto writer = wire::HistoryWriter::create(command.out, true);
    if (!writer) return Unexpected{writer.error()};
    policy::InventedLives lives(command.seed, std::move(*areas), Date::of(2024, 1, 1).value());
    ProgressBar bar;
    std::uint64_t count = 0;
    while (count < command.generate) {
        for (const policy::HistoryEvent& event : lives.next()) {
            const auto taken = writer->append(event);
            if (!taken) return Unexpected{taken.error()};
            ++count;
        }
        bar.show(std::min(count, command.generate), command.generate);
    }
    bar.end();
    const auto done = writer->finish();
    if (!done) return Unexpected{done.error()};
    return count;
}

}  // namespace

Outcome<std::uint64_t> export_histories(const std::string& out, const std::string& data,
                                        const std::string& node, const std::string& policies) {
    auto writer = wire::HistoryWriter::create(out, false);
    if (!writer) return Unexpected{writer.error()};
    auto count = node::export_lives(data, node, policies, [&](const policy::HistoryEvent& event) {
        return writer->append(event);
    });
    if (!count) return count;
    const auto done = writer->finish();
    if (!done) return Unexpected{done.error()};
    return count;
}

int run_policy_histories(const PolicyHistoriesCommand& command) {
    if (command.data.empty() && command.generate == 0) {
        return report({ErrorCode::field_missing, "--data", "nothing",
                       "a data directory, or --generate N", {}},
                      command.json);
    }
    const auto count =
        command.generate > 0
            ? invent(command)
            : export_histories(command.out, command.data, command.node, command.policies);
    if (!count) return report(count.error(), command.json);
    print(command.json
              ? fmt::format(R"({{"file":{},"events":{},"is_synthetic":{}}})",
                            json_text(command.out), *count, command.generate > 0)
              : fmt::format("{}: {} 次就医 / events{}", command.out, *count,
                            command.generate > 0 ? "（虚构 / invented）" : ""));
    return exit_done;
}

}  // namespace yidi::app
