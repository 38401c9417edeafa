#include "coverage_report.hpp"

#include <algorithm>

namespace yidi::policies {
namespace {

constexpr int service_count = 7;

/// The service is decided by benefits that end somewhere else than at a value nobody knows.
bool is_open(const slow::Law& law, const slow::Coverage& coverage, const slow::Benefit& benefit,
             std::string_view service) {
    const auto completed = [&](const slow::Benefit& one) {
        const auto found = coverage.runs.find({one.id, std::string{service}});
        return found != coverage.runs.end() && found->second.completed > 0;
    };
    const auto was_stopped = [&](const slow::Benefit& one) {
        const auto found = coverage.runs.find({one.id, std::string{service}});
        return found != coverage.runs.end() && found->second.undetermined > 0;
    };
    if (was_stopped(benefit) && !completed(benefit)) return false;
    // What stands above the basic layer is reached only where that layer is.
    return std::any_of(benefit.insured.begin(), benefit.insured.end(), [&](const auto& scheme) {
        const auto basic = law.benefits_for("basic", scheme, service);
        return !basic.empty() && (basic.front()->is_channel || completed(*basic.front()) ||
                                  !was_stopped(*basic.front()));
    });
}

/// Whether some event might have met the feature.
bool is_reachable(const slow::Law& law, const slow::Coverage& coverage, int feature) {
    for (const slow::Benefit& benefit : law.benefits) {
        for (int number = 0; number < service_count; ++number) {
            const auto service = slow::word_of(static_cast<model::Service>(number));
            if (!benefit.is_for(benefit.insured.front(), service)) continue;
            auto used = benefit.features_for(service);
            const bool open = is_open(law, coverage, benefit, service);
            if (open && benefit.has(feature)) return true;
            if (open && std::find(used.begin(), used.end(), feature) != used.end()) return true;
        }
    }
    return false;
}

}  // namespace

std::vector<std::string> not_met(const slow::Law& law, const Landmarks& marks,
                                 const slow::Coverage& coverage, const DaysMet& days) {
    std::vector<std::string> missing;
    for (const int number : law.features_in_use()) {
        const auto at = static_cast<std::size_t>(number);
        if (coverage.features[at] > 0 || !is_reachable(law, coverage, number)) continue;
        missing.push_back(law.features.all()[at]);
    }
    static constexpr const char* beside[] = {" - 1 day", "", " + 1 day"};
    for (std::size_t at = 0; at < days.size(); ++at) {
        for (std::size_t side = 0; side < 3; ++side) {
            if (days[at][side] == 0) missing.push_back(marks.boundaries[at].name + beside[side]);
        }
    }
    return missing;
}

std::string coverage_summary(const slow::Law& law, const slow::Coverage& coverage,
                             const DaysMet& days) {
    std::uint64_t rarest_day = UINT64_MAX, rarest = UINT64_MAX;
    for (const auto& met : days) {
        rarest_day = std::min(rarest_day, *std::min_element(met.begin(), met.end()));
    }
    std::size_t reachable = 0;
    for (const int number : law.features_in_use()) {
        if (!is_reachable(law, coverage, number)) continue;
        ++reachable;
        rarest = std::min(rarest, coverage.features[static_cast<std::size_t>(number)]);
    }
    std::string text = std::to_string(reachable) + " variants of " +
                       std::to_string(law.features_in_use().size()) + " can be met, the rarest " +
                       std::to_string(rarest) + " times; " + std::to_string(3 * days.size()) +
                       " days at boundaries, the rarest " + std::to_string(rarest_day) + " times;";
    for (std::size_t at = 0; at < coverage.marks.size(); ++at) {
        if (coverage.marks[at] == 0) continue;
        text += " " + std::string{slow::mark_names[at]} + " " +
                std::to_string(coverage.marks[at]) + ",";
    }
    text.back() = '.';
    return text;
}

}  // namespace yidi::policies
