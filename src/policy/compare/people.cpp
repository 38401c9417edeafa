#include "policy/compare/people.hpp"

#include <fmt/format.h>

namespace yidi::policy {

People::People(const LayerPlan* before, const LayerPlan* after, model::Scheme scheme) {
    std::set<Dimension> dimensions;
    std::set<std::int32_t> ages{0};
    for (const LayerPlan* layer : {before, after}) {
        if (layer == nullptr) continue;
        dimensions.insert(layer->dimensions.begin(), layer->dimensions.end());
        ages.insert(layer->age_cuts.begin(), layer->age_cuts.end());
        for (const std::string& code : layer->diseases) {
            const bool known =
                std::find(diseases_.begin(), diseases_.end(), code) != diseases_.end();
            if (!known) diseases_.push_back(code);
        }
    }
    first_ages_.assign(ages.begin(), ages.end());
    status_base_ = statuses_of(scheme).first;
    for (const Dimension dimension : dimensions) {
        dimensions_.push_back(dimension);
        radix_.push_back(count_of(dimension, scheme));
    }
    episode_.scheme = scheme;
    episode_.status = static_cast<model::PersonStatus>(status_base_);
}

std::size_t People::size() const {
    std::size_t size = 1;
    for (const std::size_t count : radix_) size *= count;
    return size;
}

const model::Episode& People::at(std::size_t cell) {
    for (std::size_t column = dimensions_.size(); column-- > 0;) {
        set(dimensions_[column], cell % radix_[column]);
        cell /= radix_[column];
    }
    return episode_;
}

std::vector<Whom> People::whom(const Box& box) const {
    std::vector<Whom> list;
    for (std::size_t column = 0; column < box.size(); ++column) {
        Whom one{dimensions_[column], {}};
        for (std::size_t value = 0; value < radix_[column]; ++value) {
            if ((box[column] >> value & 1U) == 0) continue;
            one.values.push_back(name(dimensions_[column], value));
        }
        if (one.values.size() < radix_[column]) list.push_back(std::move(one));
    }
    return list;
}

std::size_t People::count_of(Dimension dimension, model::Scheme scheme) const {
    switch (dimension) {
        case Dimension::status:
            return statuses_of(scheme).second;
        case Dimension::age_band:
            return first_ages_.size();
        case Dimension::disease:
            return diseases_.size();
        default:
            return values_of(dimension).size();
    }
}

std::string People::name(Dimension dimension, std::size_t value) const {
    if (dimension == Dimension::disease) return diseases_[value];
    if (dimension == Dimension::age_band) {
        return value + 1 == first_ages_.size()
                   ? fmt::format("{}+", first_ages_[value])
                   : fmt::format("{}-{}", first_ages_[value], first_ages_[value + 1] - 1);
    }
    const std::size_t offset = dimension == Dimension::status ? status_base_ : 0;
    return std::string{values_of(dimension)[value + offset].name};
}

void People::set(Dimension dimension, std::size_t value) {
    model::Standing& standing = episode_.standing;
    switch (dimension) {
        case Dimension::level:
            episode_.level = static_cast<model::HospitalLevel>(value);
            break;
        case Dimension::status:
            episode_.status = static_cast<model::PersonStatus>(value + status_base_);
            break;
        case Dimension::age_band:
            episode_.age_years = first_ages_[value];
            break;
        case Dimension::place:
            episode_.place = static_cast<model::Place>(value);
            break;
        case Dimension::urgency:
            episode_.urgency = static_cast<model::Urgency>(value);
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
            episode_.referred = value != 0;
            break;
        case Dimension::contracted:
            standing.contracted = value != 0;
            break;
        case Dimension::tier:
            standing.tier = static_cast<std::int32_t>(value) + 1;
            break;
        case Dimension::contribution:
            standing.contribution = static_cast<model::Contribution>(value);
            break;
        case Dimension::approval:
            episode_.approved = value != 0;
            break;
        case Dimension::birth:
            episode_.birth = static_cast<model::Birth>(value);
            break;
        case Dimension::disease:
            episode_.disease = episode_.diseases = diseases_[value];
            break;
    }
}

}  // namespace yidi::policy
