#include "comparison.hpp"

#include <algorithm>

#include "policy/plan.hpp"
#include "show.hpp"

namespace yidi::policies {
namespace {

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

Outcome<std::unique_ptr<Comparison>> Comparison::of(const PackageFolder& folder,
                                                    const policy::SourcePackage& area,
                                                    const std::string& name) {
    std::vector<policy::SourcePackage> parents;
    for (const policy::SourcePackage& package : folder.packages) {
        const auto parent = policy::is_parent(package);
        if (parent && *parent) parents.push_back(package);
    }
    auto plan = policy::compile(area, parents);
    if (!plan) return Unexpected{plan.error()};
    std::vector<policy::SourcePackage> line = parents;
    line.push_back(area);
    return std::make_unique<Comparison>(name, Reference::of(line, id_of(area)), std::move(*plan));
}

Comparison::Comparison(std::string name, Reference reference, policy::PlanPtr plan)
    : name_(std::move(name)), reference_(std::move(reference)),
      marks_(landmarks_of(reference_.law())), plan_(std::move(plan)),
      days_met_(marks_.boundaries.size()) {
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
            report = "package " + name_ + ", seed " + std::to_string(seed) + ", event " +
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
    return policies::not_met(reference_.law(), marks_, coverage_, days_met_);
}

std::string Comparison::summary() const {
    return name_ + ": " + std::to_string(events_) + " events; " +
           coverage_summary(reference_.law(), coverage_, days_met_);
}

}  // namespace yidi::policies
