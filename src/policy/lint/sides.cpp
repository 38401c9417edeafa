#include "policy/lint/sides.hpp"

#include <algorithm>
#include <set>

namespace yidi::policy {

Sides sides_of(const PlanTables& tables, const Epoch& epoch) {
    Sides sides;
    std::array<std::set<std::int32_t>, dimension_count> values;
    for (const std::uint32_t place : epoch.layers) {
        const LayerPlan& one = tables.layers[place];
        if (!has_cells(one)) continue;
        for (std::size_t at = 0; at < one.dimensions.size(); ++at) {
            const Dimension dimension = one.dimensions[at];
            auto& known = values[static_cast<std::size_t>(dimension)];
            if (dimension == Dimension::age_band) {
                known.insert(0);
                known.insert(one.age_cuts.begin(), one.age_cuts.end());
            } else if (dimension == Dimension::disease) {
                for (const std::string& code : one.diseases) {
                    const auto found = std::find(sides.codes.begin(), sides.codes.end(), code);
                    known.insert(static_cast<std::int32_t>(found - sides.codes.begin()));
                    if (found == sides.codes.end()) sides.codes.push_back(code);
                }
            } else {
                const auto stride = one.strides[static_cast<std::size_t>(dimension)];
                const std::size_t above =
                    at + 1 < one.dimensions.size()
                        ? one.strides[static_cast<std::size_t>(one.dimensions[at + 1])]
                        : one.cells.size();
                const std::int32_t base = dimension == Dimension::status ? one.status_base : 0;
                for (std::size_t value = 0; value < above / stride; ++value) {
                    known.insert(base + static_cast<std::int32_t>(value));
                }
            }
        }
    }
    for (std::size_t index = 0; index < dimension_count; ++index) {
        if (values[index].empty()) continue;
        sides.list.push_back({Dimension{static_cast<std::uint8_t>(index)},
                              {values[index].begin(), values[index].end()}});
    }
    return sides;
}

std::optional<std::size_t> value_in(const LayerPlan& layer, const Sides& sides, Dimension dimension,
                                    std::int32_t value) {
    if (dimension == Dimension::age_band) {
        const auto& cuts = layer.age_cuts;
        return static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), value) -
                                        cuts.begin());
    }
    if (dimension == Dimension::disease) {
        return layer.disease_value(sides.codes[static_cast<std::size_t>(value)]);
    }
    const std::int32_t base = dimension == Dimension::status ? layer.status_base : 0;
    return static_cast<std::size_t>(value - base);
}

void put_value(model::Episode& episode, const Sides& sides, Dimension dimension,
               std::int32_t value) {
    model::Standing& standing = episode.standing;
    switch (dimension) {
        case Dimension::level:
            episode.level = static_cast<model::HospitalLevel>(value);
            break;
        case Dimension::status:
            episode.status = static_cast<model::PersonStatus>(value);
            break;
        case Dimension::age_band:
            episode.age_years = value;
            break;
        case Dimension::place:
            episode.place = static_cast<model::Place>(value);
            break;
        case Dimension::urgency:
            episode.urgency = static_cast<model::Urgency>(value);
            break;
        case Dimension::aid_class:
            standing.aid_class = static_cast<model::AidClass>(value);
            break;
        case Dimension::civil_servant:
            standing.civil_servant = value != 0;
            break;
        case Dimension::enterprise:
            standing.enterprise = value != 0;
            break;
        case Dimension::commercial:
            standing.commercial = value != 0;
            break;
        case Dimension::referred:
            episode.referred = value != 0;
            break;
        case Dimension::contracted:
            standing.contracted = value != 0;
            break;
        case Dimension::tier:
            standing.tier = value + 1;
            break;
        case Dimension::contribution:
            standing.contribution = static_cast<model::Contribution>(value);
            break;
        case Dimension::approval:
            episode.approved = value != 0;
            break;
        case Dimension::birth:
            episode.birth = static_cast<model::Birth>(value);
            break;
        case Dimension::disease:
            episode.disease = sides.codes[static_cast<std::size_t>(value)];
            episode.diseases = episode.disease;
            break;
    }
}

}  // namespace yidi::policy
