/// @file
/// The place of an event among the cells of a benefit.
///
/// Level       3, pure
/// Units       ages in full years
/// Errors      no place where the event's disease is none of those declared
/// Ownership   a view of the event

#pragma once

#include "policy/plan.hpp"

namespace yidi::policy {

/// What an event is in every dimension, found once for all its benefits. Of age and disease only
/// the benefit knows how it cuts them.
class EventValues {
  public:
    EventValues(const model::Episode& episode, model::HospitalLevel level);

    [[nodiscard]] std::uint32_t of(Dimension dimension) const {
        return values_[static_cast<std::size_t>(dimension)];
    }
    [[nodiscard]] std::int32_t age_years() const { return age_years_; }
    [[nodiscard]] std::string_view disease() const { return disease_; }

  private:
    std::array<std::uint32_t, dimension_count> values_{};
    std::int32_t age_years_;
    std::string_view disease_;
};

inline EventValues::EventValues(const model::Episode& episode, model::HospitalLevel level)
    : age_years_(episode.age_years), disease_(episode.disease) {
    const auto set = [&](Dimension dimension, auto value) {
        values_[static_cast<std::size_t>(dimension)] = static_cast<std::uint32_t>(value);
    };
    const model::Standing& standing = episode.standing;
    set(Dimension::level, level);
    set(Dimension::status, episode.status);
    set(Dimension::place, episode.place);
    set(Dimension::urgency, episode.urgency);
    set(Dimension::aid_class, standing.aid_class);
    set(Dimension::civil_servant, standing.civil_servant);
    set(Dimension::enterprise, standing.enterprise);
    set(Dimension::commercial, standing.commercial);
    set(Dimension::referred, episode.referred);
    set(Dimension::contracted, standing.contracted);
    set(Dimension::tier, standing.tier - 1);
    set(Dimension::contribution, standing.contribution);
    set(Dimension::approval, episode.approved);
    set(Dimension::birth, episode.birth);
}

inline std::optional<std::size_t> LayerPlan::cell_at(const EventValues& event) const {
    const auto stride = [&](Dimension dimension) -> std::size_t {
        return strides[static_cast<std::size_t>(dimension)];
    };
    std::size_t index = 0;
    for (const Dimension dimension : dimensions) index += stride(dimension) * event.of(dimension);
    index -= stride(Dimension::status) * status_base;
    if (stride(Dimension::age_band) != 0) {
        for (const std::int32_t cut : age_cuts) {
            if (event.age_years() >= cut) index += stride(Dimension::age_band);
        }
    }
    if (stride(Dimension::disease) != 0) {
        const auto known = disease_value(event.disease());
        if (!known) return {};
        index += stride(Dimension::disease) * *known;
    }
    YIDI_ASSERT(index < cells.size());
    return index;
}

}  // namespace yidi::policy
