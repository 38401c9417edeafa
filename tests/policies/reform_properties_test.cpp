// Goal    Whatever a patch names gets its value, whatever it does not name keeps its own, and days
//         outside its window are the base's to the byte.
// Method  Random patches of random tables of every package, held against random stays: the share a
//         table lists for the stay's cell, and the shares of the bill.
// Covers  R1 R2 of policy/reform/apply.hpp; P1 of policy/decide.hpp under reforms.

#include <functional>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/evaluate.hpp"
#include "policy/target.hpp"
#include "random_stay.hpp"
#include "reform_fixture.hpp"

namespace yidi::policies {
namespace {

using policy::Dimension;

struct Rule {
    std::string area;
    std::string benefit, id;
    policy::Operator kind;
};

/// Tables of shares of every package.
const std::vector<Rule>& share_rules() {
    static const auto list = [] {
        std::vector<Rule> found;
        for (const Area& area : areas()) {
            const auto law_now = law_of(repository_packages(), area.folder);
            policy::Findings findings;
            const auto package =
                policy::load_with_parents(law_now.area, law_now.parents, findings);
            for (const auto& benefit : package.benefits) {
                for (const auto& version : benefit.versions) {
                    if (version.kind == policy::Operator::segments) {
                        found.push_back({area.folder, benefit.id, version.id, version.kind});
                    }
                }
            }
        }
        return found;
    }();
    return list;
}

/// A condition on one dimension: its text for `where`, and whether an episode meets it.
struct Wanted {
    std::string text;
    std::function<bool(const model::Episode&)> holds;
};

template <class Value>
Wanted any_of_values(Dimension dimension, Value value_of) {
    const auto words = policy::values_of(dimension);
    const unsigned chosen = *rc::gen::inRange(0U, 1U << words.size());
    std::string list;
    for (std::size_t index = 0; index < words.size(); ++index) {
        if ((chosen >> index & 1U) == 0) continue;
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", words[index].name);
    }
    return {chosen == 0 ? std::string{}
                        : fmt::format("{} = [{}]", policy::word_of(dimension).name, list),
            [chosen, value_of](const model::Episode& episode) {
                return chosen == 0 ||
                       (chosen >> static_cast<unsigned>(value_of(episode)) & 1U) != 0;
            }};
}

Wanted any_ages() {
    const int first = *rc::gen::inRange(0, 90), last = first + *rc::gen::inRange(0, 40);
    return {fmt::format("age_band = [\"{}-{}\"]", first, last),
            [first, last](const model::Episode& episode) {
                return episode.age_years >= first && episode.age_years <= last;
            }};
}

Wanted any_condition() {
    using model::Episode;
    switch (*rc::gen::inRange(0, 6)) {
        case 0:
            return any_of_values(Dimension::level, [](const Episode& e) { return e.level; });
        case 1:
            return any_of_values(Dimension::status, [](const Episode& e) { return e.status; });
        case 2:
            return any_of_values(Dimension::place, [](const Episode& e) { return e.place; });
        case 3:
            return any_of_values(Dimension::aid_class,
                                 [](const Episode& e) { return e.standing.aid_class; });
        case 4:
            return any_of_values(Dimension::urgency, [](const Episode& e) { return e.urgency; });
        default:
            return any_ages();
    }
}

/// Shares as the tables list them, for the cell of an episode in one benefit; nothing where the
/// benefit is not in force.
std::optional<std::vector<std::int64_t>> listed(const policy::PlanTables& tables,
                                                const std::string& benefit,
                                                const model::Episode& episode) {
    const auto* epoch = policy::epoch_of(tables, episode, episode.service);
    if (epoch == nullptr) return {};
    for (const auto index : epoch->layers) {
        const policy::LayerPlan& layer = tables.layers[index];
        if (layer.benefit != benefit) continue;
        const auto at = layer.cell_at(episode, episode.level);
        if (!at) return {};
        const policy::Cell& cell = layer.cells[*at];
        std::vector<std::int64_t> shares;
        for (std::size_t band = 0; band < cell.segment_count; ++band) {
            const policy::Segment& segment = layer.segments[cell.segments_at + band];
            shares.push_back(segment.undetermined ? -1 : segment.listed.ppm());
        }
        return shares;
    }
    return {};
}

/// All that an explanation says.
std::string said(const policy::Explanation& explained) {
    std::string text;
    for (const model::ExplainStep& step : explained.steps) {
        text += fmt::format("{}|{}|{}|{}|{}|{}|{}\n", step.op, step.rule, step.base, step.result,
                            step.zh, step.en, fmt::join(step.cites, ","));
    }
    return text;
}

RC_GTEST_PROP(ReformProperty, only_the_cells_that_a_patch_names_change, ()) {
    const Rule rule = *rc::gen::elementOf(share_rules());
    const Wanted first = any_condition();
    Wanted second = any_condition();
    if (first.text.substr(0, 5) == second.text.substr(0, 5)) {
        second = {"", [](const model::Episode&) { return true; }};
    }
    std::string where = first.text;
    if (!second.text.empty()) where += (where.empty() ? "" : ", ") + second.text;
    if (!where.empty()) where = fmt::format("where = {{ {} }}\n", where);
    const auto law_now = law_of(repository_packages(), rule.area);
    const auto made = stacked(
        law_now, {reform_text(rule.area,
                              fmt::format("[[patch]]\ntarget = \"{}\"\n{}op = \"set\"\n"
                                          "fund = \"37%\"\n",
                                          rule.id, where),
                              "2026-01-01", "2027-01-01")});
    // Values that nobody of the benefit can have are refused, and so are shares that an adjustment
    // or a ceiling of the nation cannot work with.
    RC_PRE(made.has_value());
    RC_CLASSIFY(!where.empty(), "with conditions");
    const auto& base = made->base->tables();
    const auto& plan = made->plan->tables();
    for (int round = 0; round < 40; ++round) {
        Stay stay = any_stay();
        stay.episode.service = static_cast<model::Service>(*rc::gen::inRange(0, 4));
        const auto before = listed(base, rule.benefit, stay.episode);
        const auto after = listed(plan, rule.benefit, stay.episode);
        RC_ASSERT(before.has_value() == after.has_value());
        if (!before) continue;
        const int year = policy::basis_date(base, stay.episode).year();
        const bool named = year == 2026 && first.holds(stay.episode) && second.holds(stay.episode);
        RC_ASSERT(*after == (named ? std::vector<std::int64_t>(before->size(), 370'000) : *before));
    }
}

RC_GTEST_PROP(ReformProperty, days_outside_the_window_decide_and_explain_alike, ()) {
    const Rule rule = *rc::gen::elementOf(share_rules());
    const auto law_now = law_of(repository_packages(), rule.area);
    const int from = *rc::gen::inRange(0, 900), days = *rc::gen::inRange(1, 400);
    const Date first = Date::of(2024, 1, 1)->plus_days(from);
    const Date last = first.plus_days(days);
    const auto made = stacked(
        law_now, {reform_text(rule.area,
                              fmt::format("[[patch]]\ntarget = \"{}\"\nop = \"set\"\n"
                                          "fund = \"61%\"\n",
                                          rule.id),
                              first.text(), last.text())});
    RC_PRE(made.has_value());
    for (int round = 0; round < 20; ++round) {
        Stay stay = any_stay();
        const Date day = policy::basis_date(made->base->tables(), stay.episode);
        const auto was = policy::explain(*made->base, stay.episode, stay.fees, stay.before);
        const auto is = policy::explain(*made->plan, stay.episode, stay.fees, stay.before);
        if (!is.decision.refusal) RC_ASSERT(is.decision.shares.balances_with(stay.fees));
        if (first <= day && day < last) continue;
        RC_ASSERT(was.decision.shares == is.decision.shares);
        RC_ASSERT(was.decision.refusal == is.decision.refusal);
        if (said(was) != said(is)) RC_FAIL(said(was) + "\n--\n" + said(is));
    }
}

}  // namespace
}  // namespace yidi::policies
