#include "policy/reform/stack.hpp"

#include <fmt/format.h>

namespace yidi::policy {
namespace {

Outcome<Done> check_base(const Reform& reform, const PlanPtr& base) {
    if (reform.base_hash.empty() || reform.base_hash == hash_of(*base)) return Done{};
    return problem(ErrorCode::reform_base,
                   fmt::format("{}:{} base", reform.site.file, reform.site.line), reform.base_hash,
                   fmt::format("{}@{}, the plan of today", reform.base, hash_of(*base)));
}

void note_overlaps(Stacked& stacked, const std::vector<Touch>& earlier,
                   const std::vector<Touch>& later) {
    for (const Touch& one : earlier) {
        for (const Touch& other : later) {
            if (!meet(one, other)) continue;
            stacked.overlaps.push_back(
                {one.reform, other.reform, other.target, *one.window.within(other.window)});
        }
    }
}

/// The plan without what tells where its values stand: two that decide alike have equal texts.
PlanTables values_only(PlanTables tables) {
    for (RowInfo& row : tables.rows) row = {};
    tables.rules = {RuleInfo{}};
    return tables;
}

}  // namespace

Outcome<Stacked> stack(const SourceLaw& law, std::span<const Reform> reforms) {
    Stacked stacked;
    stacked.law = law;
    auto base = compile(law.area, law.parents);
    if (!base) return Unexpected{base.error()};
    stacked.base = stacked.plan = *base;
    std::vector<Touch> touches;
    for (const Reform& reform : reforms) {
        const auto fits = check_base(reform, stacked.base);
        if (!fits) return Unexpected{fits.error()};
        Findings findings;
        auto applied = apply_reform(stacked.law, reform, findings);
        if (!applied) return Unexpected{findings.list().front()};
        auto plan = compile(applied->area, law.parents);
        if (!plan) return Unexpected{plan.error()};
        const auto leaked =
            leaks(stacked.plan->tables(), (*plan)->tables(), applied->windows);
        if (!leaked.empty()) {
            return problem(ErrorCode::reform_leak,
                           fmt::format("{}:{} {}", reform.site.file, reform.site.line, reform.id),
                           text_of(leaked.front()), "changes inside the windows of the reform");
        }
        note_overlaps(stacked, touches, applied->touches);
        std::move(applied->touches.begin(), applied->touches.end(), std::back_inserter(touches));
        std::move(applied->windows.begin(), applied->windows.end(),
                  std::back_inserter(stacked.windows));
        std::move(applied->warnings.begin(), applied->warnings.end(),
                  std::back_inserter(stacked.warnings));
        stacked.law.area = std::move(applied->area);
        stacked.plan = *plan;
    }
    return stacked;
}

Outcome<std::vector<OrderMatters>> commute(const SourceLaw& law, std::span<const Reform> reforms) {
    const auto straight = stack(law, reforms);
    if (!straight) return Unexpected{straight.error()};
    std::vector<OrderMatters> found;
    for (std::size_t at = 0; at + 1 < reforms.size(); ++at) {
        std::vector<Reform> swapped(reforms.begin(), reforms.end());
        std::swap(swapped[at], swapped[at + 1]);
        const auto other = stack(law, swapped);
        std::vector<Difference> where;
        if (other) {
            where = differences(values_only(straight->plan->tables()),
                                values_only(other->plan->tables()));
            if (where.empty()) continue;
        }
        found.push_back({reforms[at].id, reforms[at + 1].id, std::move(where)});
    }
    return found;
}

}  // namespace yidi::policy
