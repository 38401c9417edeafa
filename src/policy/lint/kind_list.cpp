#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "policy/lint/kinds.hpp"
#include "policy/lint/sides.hpp"

namespace yidi::policy {

std::vector<EpochOf> distinct_epochs(const PlanTables& tables) {
    std::vector<EpochOf> distinct;
    std::set<std::tuple<std::size_t, std::vector<std::uint32_t>, bool>> seen;
    for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
        for (std::size_t service = 0; service < service_count; ++service) {
            if (static_cast<model::Service>(service) == model::Service::pharmacy) continue;
            // A day surgery may owe no deductible where a stay does.
            const bool day_surgery =
                static_cast<model::Service>(service) == model::Service::day_surgery;
            const auto& epochs = tables.epochs[scheme][service];
            for (std::size_t at = 0; at < epochs.size(); ++at) {
                const Epoch& epoch = epochs[at];
                if (epoch.layers.empty()) continue;
                const Date day = std::max(epoch.from, tables.effective.value_or(epoch.from));
                if (at + 1 < epochs.size() && epochs[at + 1].from <= day) continue;
                if (!seen.emplace(scheme, epoch.layers, day_surgery).second) continue;
                distinct.push_back({static_cast<model::Scheme>(scheme),
                                    static_cast<model::Service>(service), &epoch, day});
            }
        }
    }
    return distinct;
}

std::optional<std::vector<KindOf>> all_kinds(const PlanTables& tables) {
    std::vector<KindOf> all;
    for (const EpochOf& of : distinct_epochs(tables)) {
        auto kinds = kinds_of(tables, of);
        if (!kinds || all.size() + kinds->size() > kinds_max) return {};
        // Kinds that share their first benefits stand together: their curves differ little.
        std::sort(kinds->begin(), kinds->end(), [](const Kind& a, const Kind& b) {
            return std::tie(a.nth, a.cells) < std::tie(b.nth, b.cells);
        });
        for (Kind& kind : *kinds) all.push_back({of, std::move(kind)});
    }
    return all;
}

Label describe(const PlanTables& tables, const Epoch& epoch, const Kind& kind) {
    const model::Episode& episode = kind.episode;
    const Sides sides = sides_of(tables, epoch);
    Label text{fmt::format("{}，{}", word_of(episode.scheme).zh, word_of(episode.service).zh),
               fmt::format("{}, {}", word_of(episode.scheme).en, word_of(episode.service).en)};
    for (const Side& side : sides.list) {
        const Word& dimension = word_of(side.dimension);
        for (const std::int32_t value : side.values) {
            model::Episode other = episode;
            put_value(other, sides, side.dimension, value);
            if (!(other == episode)) continue;
            std::string zh, en;
            if (side.dimension == Dimension::age_band) {
                zh = en = std::to_string(value);
            } else if (side.dimension == Dimension::disease) {
                zh = en = sides.codes[static_cast<std::size_t>(value)];
            } else {
                const Word& word = values_of(side.dimension)[static_cast<std::size_t>(value)];
                zh = word.zh.empty() ? word.name : word.zh;
                en = word.en.empty() ? word.name : word.en;
            }
            text.zh += fmt::format("，{}={}", dimension.zh, zh);
            text.en += fmt::format(", {}={}", dimension.en, en);
        }
    }
    if (kind.nth > 1) {
        text.zh += fmt::format("，第{}次住院", kind.nth);
        text.en += fmt::format(", admission {}", kind.nth);
    }
    return text;
}

}  // namespace yidi::policy
