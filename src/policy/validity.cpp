#include "policy/validity.hpp"

#include <set>

namespace yidi::policy {

std::optional<Date> end_of(const Version& version, const Clock& clock) {
    if (version.to_unknown && !clock.carry) return version.verified_on.plus_days(1);
    return version.to;
}

bool is_known(const Version& version, const Clock& clock) {
    return !clock.as_known || version.recorded_on <= *clock.as_known;
}

bool holds_on(const Version& version, const Clock& clock, Date day) {
    if (!is_known(version, clock)) return false;
    const auto end = end_of(version, clock);
    return version.from <= day && (!end || day < *end);
}

std::vector<Stretch> life_of(const Benefit& benefit, std::string_view rule, const Clock& clock) {
    std::set<Date> days;
    for (const Version& version : benefit.versions) {
        if (version.id != rule) continue;
        days.insert(version.from);
        if (const auto end = end_of(version, clock)) days.insert(*end);
    }
    std::vector<Stretch> life;
    for (auto day = days.begin(); day != days.end(); ++day) {
        const Version* holder = nullptr;
        for (const Version& version : benefit.versions) {
            const bool holds = version.id == rule && holds_on(version, clock, *day);
            if (!holds) continue;
            if (holder == nullptr || holder->recorded_on < version.recorded_on) holder = &version;
        }
        if (holder == nullptr) continue;
        const auto next = std::next(day);
        const std::optional<Date> to =
            next == days.end() ? std::optional<Date>{} : std::optional{*next};
        if (!life.empty() && life.back().version == holder && life.back().to == *day) {
            life.back().to = to;
        } else {
            life.push_back({*day, to, holder});
        }
    }
    return life;
}

}  // namespace yidi::policy
