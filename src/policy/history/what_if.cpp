#include "policy/history/what_if.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/target.hpp"

namespace yidi::policy {
namespace {

std::size_t number(auto value) { return static_cast<std::size_t>(value); }

Unexpected<Problem> damaged(std::size_t event) {
    return problem(ErrorCode::history_damaged, fmt::format("event {}", event), "no event",
                   "a record as the program writes it");
}

bool is_unknown(const Decision& decision) {
    return decision.refusal && decision.refusal->code == ErrorCode::policy_undetermined;
}

}  // namespace

PlanPair::PlanPair(PlanPtr before, PlanPtr after)
    : base(std::move(before)), reform(std::move(after)) {
    for (const Difference& one : differences(base.plan->tables(), reform.plan->tables())) {
        changed[number(one.scheme)][number(one.service)].push_back(one.days);
    }
    for (auto& services : changed) {
        auto& pharmacy = services[number(model::Service::pharmacy)];
        for (std::size_t service = 0; service < service_count; ++service) {
            if (service == number(model::Service::pharmacy)) continue;
            pharmacy.insert(pharmacy.end(), services[service].begin(), services[service].end());
        }
    }
}

bool PlanPair::differ_on(const model::Episode& episode) const {
    const auto& windows = changed[number(episode.scheme)][number(episode.service)];
    if (windows.empty()) return false;
    const Date day = basis_date(base.plan->tables(), episode);
    return std::any_of(windows.begin(), windows.end(),
                       [&](const Window& window) { return window.holds(day); });
}

Runner::Runner(const History& history, std::vector<const PlanPair*> pairs,
               const WhatIfOptions& options)
    : history_(history), pairs_(std::move(pairs)), options_(options), sums_(options.examples) {
    YIDI_ASSERT(pairs_.size() == history.words.size());
}

Outcome<Done> Runner::run(std::size_t first, std::size_t last) {
    const auto& events = history_.events;
    std::size_t at = first;
    // The person in whose middle the part begins belongs to the part before.
    while (at > 0 && at < last && events[at].person == events[at - 1].person) ++at;
    while (at < last) {
        const std::size_t end = history_.person_end(at);
        if (!run_person(at, end)) return damaged(at);
        at = end;
    }
    return Done{};
}

bool Runner::run_person(std::size_t first, std::size_t last) {
    base_.begin();
    reform_.begin();
    apart_ = !options_.share_equal_worlds;
    changes_.clear();
    for (std::size_t at = first; at < last; ++at) {
        const StoredEvent& stored = history_.events[at];
        if (!history_.read(at, event_)) return false;
        ++sums_.events;
        const PlanPair* pair = pairs_[stored.admdvs];
        if (pair == nullptr) {
            ++sums_.without_plan;
            continue;
        }
        count(at, decide(*pair, stored.disease));
    }
    ++sums_.persons;
    end_person();
    return true;
}

Runner::Verdicts Runner::decide(const PlanPair& pair, std::uint16_t disease) {
    if (apart_) {
        const Decision& base = base_.decide(pair.base, event_, disease);
        return {&base, &reform_.decide(pair.reform, event_, disease)};
    }
    if (!pair.differ_on(event_.episode)) {
        const Decision& both = base_.decide(pair.base, event_, disease);
        return {&both, &both};
    }
    reform_.copy(base_);
    const Decision& base = base_.decide(pair.base, event_, disease);
    const Decision& reform = reform_.decide(pair.reform, event_, disease);
    apart_ = !World::counts_alike(base, reform);
    return {&base, &reform};
}

GroupSums& Runner::group_of(std::int32_t year) {
    constexpr std::size_t statuses = 6, classes = 6, levels = 5, places = 7;
    const model::Episode& e = event_.episode;
    std::size_t at = number(e.service);
    at = at * scheme_count + number(e.scheme);
    at = at * statuses + number(e.status);
    at = at * classes + number(e.standing.aid_class);
    at = at * levels + number(e.level);
    at = at * places + number(e.place);
    auto known = std::find_if(years_.begin(), years_.end(),
                              [&](const YearGroups& one) { return one.year == year; });
    if (known == years_.end()) {
        years_.push_back({year, std::vector<GroupSums*>(service_count * scheme_count * statuses *
                                                        classes * levels * places)});
        known = std::prev(years_.end());
    }
    GroupSums*& sums = known->groups[at];
    if (sums == nullptr) {
        sums = &sums_.groups[Group{year, e.service, e.scheme, e.status, e.standing.aid_class,
                                   e.level, e.place}];
    }
    return *sums;
}

void Runner::count(std::size_t event, const Verdicts& verdicts) {
    const auto year = static_cast<std::int32_t>(verdicts.base->year);
    GroupSums& sums = group_of(year);
    const std::int64_t bill = event_.fees.medfee_sumamt.fen();
    if (is_unknown(*verdicts.base) || is_unknown(*verdicts.reform)) {
        ++sums.unknown;
        sums.unknown_bill_fen += bill;
        return;
    }
    ++sums.events;
    sums.bill_fen += bill;
    sums.refused_base += verdicts.base->refusal.has_value();
    sums.refused_reform += verdicts.reform->refusal.has_value();
    const Payments base = payments_of(*verdicts.base, event_.fees);
    sums.repeated += funds_of(base) == event_.fund_paid.fen();
    if (verdicts.base == verdicts.reform) {
        for (std::size_t layer = 0; layer < layer_count; ++layer) {
            sums.base[layer] += base[layer];
            sums.reform[layer] += base[layer];
        }
        return count_year(year, 0);
    }
    const Payments reform = payments_of(*verdicts.reform, event_.fees);
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
        sums.base[layer] += base[layer];
        sums.reform[layer] += reform[layer];
    }
    const std::int64_t change = person_of(reform) - person_of(base);
    if (change < 0) {
        ++sums.gain_events;
        sums.gain_fen -= change;
        sums_.gains.offer({change, event});
    } else if (change > 0) {
        ++sums.loss_events;
        sums.loss_fen += change;
        sums_.losses.offer({change, event});
    }
    count_year(year, change);
}

void Runner::count_year(std::int32_t year, std::int64_t change_fen) {
    const model::Episode& e = event_.episode;
    const PersonGroup group{year, e.scheme, e.status, e.standing.aid_class};
    for (YearChange& known : changes_) {
        if (known.group.year != year) continue;
        known.group = group;
        known.change_fen += change_fen;
        return;
    }
    changes_.push_back({group, change_fen});
}

void Runner::end_person() {
    for (const YearChange& one : changes_) sums_.people[one.group].add(one.change_fen);
}

Outcome<Told> tell(const History& history, std::span<const PlanPair* const> pairs,
                   std::size_t event) {
    std::size_t first = event;
    while (first > 0 && history.events[first - 1].person == history.events[event].person) --first;
    World base, reform;
    Told told;
    for (std::size_t at = first; at <= event; ++at) {
        const StoredEvent& stored = history.events[at];
        if (!history.read(at, told.event)) return damaged(at);
        const PlanPair* pair = pairs[stored.admdvs];
        if (pair == nullptr) continue;
        if (at < event) {
            (void)base.decide(pair->base, told.event, stored.disease);
            (void)reform.decide(pair->reform, told.event, stored.disease);
            continue;
        }
        told.base = base.explain(pair->base, told.event, stored.disease);
        told.reform = reform.explain(pair->reform, told.event, stored.disease);
    }
    return told;
}

namespace {

bool is_same_place(const model::ExplainStep& a, const model::ExplainStep& b) {
    return a.op == b.op && a.layer == b.layer && a.rule == b.rule;
}

}  // namespace

std::vector<StepPair> align(const std::vector<model::ExplainStep>& base,
                            const std::vector<model::ExplainStep>& reform) {
    // Longest common sequence of places: step lists are short.
    const std::size_t n = base.size(), m = reform.size();
    std::vector<std::vector<std::size_t>> common(n + 1, std::vector<std::size_t>(m + 1));
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = m; j-- > 0;) {
            common[i][j] = is_same_place(base[i], reform[j])
                               ? common[i + 1][j + 1] + 1
                               : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    std::vector<StepPair> pairs;
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        const bool both = i < n && j < m && is_same_place(base[i], reform[j]);
        if (both) {
            const bool differs = base[i].zh != reform[j].zh || base[i].result != reform[j].result;
            pairs.push_back({&base[i++], &reform[j++], differs});
        } else if (j == m || (i < n && common[i + 1][j] >= common[i][j + 1])) {
            pairs.push_back({&base[i++], nullptr, true});
        } else {
            pairs.push_back({nullptr, &reform[j++], true});
        }
    }
    return pairs;
}

}  // namespace yidi::policy
