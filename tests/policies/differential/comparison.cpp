#include "comparison.hpp"

#include <algorithm>

#include "policy/plan.hpp"
#include "show.hpp"

namespace yidi::policies {
namespace {

Outcome<policy::PlanPtr> compiled(const std::vector<policy::SourcePackage>& packages,
                                  const policy::SourcePackage& area) {
    std::vector<policy::SourcePackage> parents;
    for (const policy::SourcePackage& package : packages) {
        const auto parent = policy::is_parent(package);
        if (parent && *parent) parents.push_back(package);
    }
    return policy::compile(area, parents);
}

/// Refused events are compared whole too: nothing may move for them.
std::string differences(const policy::Decision& fast, const ReferenceResult& slow) {
    std::string text;
    const std::string refusal =
        fast.refusal ? std::string{info_of(fast.refusal->code).name} : std::string{};
    show_differences(text, "refusal", refusal, slow.refusal);
    show_differences(text, "shares", fast.shares, slow.shares);
    show_differences(text, "delta", fast.delta, slow.delta);
    show_differences(text, "later_delta", fast.later_delta, slow.later_delta);
    show_differences(text, "quota", fast.quota, slow.quota);
    return text;
}

}  // namespace

Outcome<std::unique_ptr<Comparison>> Comparison::of(
    const std::vector<policy::SourcePackage>& packages, const policy::SourcePackage& area,
    const std::string& id) {
    auto plan = compiled(packages, area);
    if (!plan) return Unexpected{plan.error()};
    return std::unique_ptr<Comparison>(
        new Comparison(Reference::of(packages, id), std::move(*plan)));
}

Comparison::Comparison(Reference reference, policy::PlanPtr plan)
    : reference_(std::move(reference)), marks_(landmarks_of(reference_.law())),
      plan_(std::move(plan)), days_met_(marks_.boundaries.size()) {
    coverage_.features.resize(reference_.law().features.all().size());
}

bool Comparison::agrees(std::uint64_t seed, std::string& report) {
    RandomHistory history(reference_, marks_, seed);
    int number = 0;
    while (!history.is_over()) {
        const Happening event = history.next();
        ++number;
        ++events_;
        note_days(event.episode);
        const auto slow = reference_.decide(event.episode, event.fees, event.before,
                                            event.later_before, &coverage_);
        const auto fast = policy::decide(*plan_, event.episode, event.fees,
                                         policy::YearsBefore{event.before, event.later_before});
        std::string text = differences(fast, slow);
        show_differences(text, "year", fast.year,
                         std::int64_t{reference_.year_of(event.episode)});
        show_differences(text, "is_split", policy::is_split(*plan_, event.episode),
                         reference_.is_split(event.episode));
        if (!text.empty()) {
            report = "package " + id() + ", seed " + std::to_string(seed) + ", event " +
                     std::to_string(number) + "\n" + text + show("episode", event.episode) +
                     show("bill", event.fees) + show("before", event.before) +
                     show("later_before", event.later_before) + "written tables:\n  refusal = " +
                     slow.refusal + " " + slow.why + "\n" + show("shares", slow.shares) +
                     show("delta", slow.delta) + "compiled:\n  refusal = " +
                     (fast.refusal ? message_of(*fast.refusal, false) : "") + "\n" +
                     show("shares", fast.shares) + show("delta", fast.delta);
            return false;
        }
        history.settled(event, slow);
    }
    return true;
}

void Comparison::note_days(const model::Episode& episode) {
    const Date day = reference_.basis_day(episode);
    for (std::size_t at = 0; at < marks_.boundaries.size(); ++at) {
        const Boundary& boundary = marks_.boundaries[at];
        const auto offset = day.days() - boundary.day.days();
        if (offset < -1 || offset > 1 || !boundary.concerns(episode)) continue;
        ++days_met_[at][static_cast<std::size_t>(offset + 1)];
    }
}

std::vector<std::string> Comparison::not_met() const {
    std::vector<std::string> missing;
    const auto& names = reference_.law().features.all();
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (coverage_.features[at] == 0) missing.push_back(names[at]);
    }
    static constexpr const char* beside[] = {" - 1 day", "", " + 1 day"};
    for (std::size_t at = 0; at < days_met_.size(); ++at) {
        for (std::size_t side = 0; side < 3; ++side) {
            if (days_met_[at][side] == 0) missing.push_back(marks_.boundaries[at].name + beside[side]);
        }
    }
    return missing;
}

std::string Comparison::summary() const {
    std::uint64_t rarest_day = UINT64_MAX, rarest_feature = UINT64_MAX;
    for (const auto& met : days_met_) {
        rarest_day = std::min(rarest_day, *std::min_element(met.begin(), met.end()));
    }
    for (const auto count : coverage_.features) rarest_feature = std::min(rarest_feature, count);
    std::string text = id() + ": " + std::to_string(events_) + " events; " +
                       std::to_string(coverage_.features.size()) + " variants, the rarest " +
                       std::to_string(rarest_feature) + " times; " +
                       std::to_string(3 * days_met_.size()) + " days at boundaries, the rarest " +
                       std::to_string(rarest_day) + " times;";
    for (std::size_t at = 0; at < coverage_.marks.size(); ++at) {
        if (coverage_.marks[at] == 0) continue;
        text += " " + std::string{slow::mark_names[at]} + " " +
                std::to_string(coverage_.marks[at]) + ",";
    }
    text.pop_back();
    return text;
}

}  // namespace yidi::policies
