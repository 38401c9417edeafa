#include "policy/compare/compare.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "policy/compare/bill_example.hpp"
#include "policy/compare/cell_values.hpp"
#include "policy/compare/people.hpp"
#include "policy/reform/outside.hpp"

namespace yidi::policy {
namespace {

constexpr Word aspects[] = {
    {"exists", "待遇", "benefit"},
    {"known", "待遇未载明", "benefit not known"},
    {"shape", "口径", "what it counts"},
    {"gate", "待遇资格", "entitlement"},
    {"deductible", "起付标准", "deductible"},
    {"continuity", "连续就医", "continuing care"},
    {"bands", "支付比例", "payment ratios"},
    {"place", "异地就医", "place of care"},
    {"factor", "支付金额打折", "factor on the amount"},
    {"limits", "限额", "limits"},
    {"cap", "最高支付限额", "cap"},
    {"account", "个人账户", "personal account"},
};

const Epoch* epoch_on(const std::vector<Epoch>& epochs, Date day) {
    const Epoch* found = nullptr;
    for (const Epoch& epoch : epochs) {
        if (epoch.from <= day) found = &epoch;
    }
    return found;
}

const LayerPlan* layer_in(const PlanTables& tables, const Epoch* epoch,
                          const std::string& benefit) {
    if (epoch == nullptr) return nullptr;
    for (const std::uint32_t index : epoch->layers) {
        if (tables.layers[index].benefit == benefit) return &tables.layers[index];
    }
    return nullptr;
}

class Comparer {
  public:
    Comparer(const Plan& before, const Plan& after)
        : before_(before), after_(after), a_(before.tables()), b_(after.tables()) {}

    PlanComparison run() {
        compare_frame();
        for (const Difference& difference : differences(a_, b_)) compare_days(difference);
        join_services();
        return std::move(result_);
    }

  private:
    void compare_frame() {
        const auto note = [&](bool same, std::string what) {
            if (!same) result_.frame.push_back(std::move(what));
        };
        note(a_.rounding.mode == b_.rounding.mode && a_.rounding.jiao == b_.rounding.jiao &&
                 a_.rounding.at_sum == b_.rounding.at_sum,
             "[rounding]");
        note(a_.clock.basis == b_.clock.basis && a_.clock.year_month == b_.clock.year_month &&
                 a_.clock.year_day == b_.clock.year_day &&
                 a_.clock.cross_year == b_.clock.cross_year &&
                 a_.clock.deductible_each == b_.clock.deductible_each,
             "[time]");
        note(a_.prefixes == b_.prefixes, "[package] admdvs");
        note(a_.effective == b_.effective, "[package] effective");
    }

    /// The stretches of the difference in which neither plan changes.
    void compare_days(const Difference& difference) {
        const auto& old_epochs = a_.epochs_of(difference.scheme, difference.service);
        const auto& new_epochs = b_.epochs_of(difference.scheme, difference.service);
        std::set<Date> starts{difference.days.from};
        for (const auto* epochs : {&old_epochs, &new_epochs}) {
            for (const Epoch& epoch : *epochs) {
                if (difference.days.holds(epoch.from)) starts.insert(epoch.from);
            }
        }
        const std::size_t known = result_.changes.size();
        for (auto at = starts.begin(); at != starts.end(); ++at) {
            const auto next = std::next(at);
            const Window days{*at, next == starts.end() ? difference.days.to
                                                        : std::optional{*next}};
            compare_epochs(difference, days, epoch_on(old_epochs, *at), epoch_on(new_epochs, *at));
        }
        if (result_.changes.size() == known) {
            result_.only_sources.push_back(text_of(difference));
        }
        join_days(known);
    }

    void compare_epochs(const Difference& difference, const Window& days, const Epoch* before,
                        const Epoch* after) {
        std::vector<std::string> benefits;
        const auto gather = [&](const PlanTables& tables, const Epoch* epoch) {
            if (epoch == nullptr) return;
            for (const std::uint32_t index : epoch->layers) {
                const std::string& id = tables.layers[index].benefit;
                const bool known =
                    std::find(benefits.begin(), benefits.end(), id) != benefits.end();
                if (!known) benefits.push_back(id);
            }
        };
        gather(a_, before);
        gather(b_, after);
        for (const std::string& benefit : benefits) {
            compare_benefit(difference, days, benefit, layer_in(a_, before, benefit),
                            layer_in(b_, after, benefit));
        }
    }

    struct Found {
        std::vector<std::uint32_t> cells;
        std::vector<std::uint32_t> rows_before, rows_after;
    };

    void compare_benefit(const Difference& difference, const Window& days,
                         const std::string& benefit, const LayerPlan* before,
                         const LayerPlan* after) {
        People people(before, after, difference.scheme);
        const auto cell_of = [](const LayerPlan* layer, const model::Episode& episode) {
            const bool bare = layer == nullptr || layer->cells.empty();
            const auto at = bare ? std::nullopt : layer->cell_at(episode, episode.level);
            return at ? &layer->cells[*at] : nullptr;
        };
        std::map<std::tuple<Aspect, std::string, std::string>, Found> found;
        std::map<std::tuple<Aspect, std::string, std::string>, std::pair<Label, Label>> labels;
        for (std::size_t cell = 0; cell < people.size(); ++cell) {
            const model::Episode& person = people.at(cell);
            CellTexts was = texts_of(a_, before, cell_of(before, person));
            CellTexts is = texts_of(b_, after, cell_of(after, person));
            for (std::size_t index = 0; index < std::size(aspects); ++index) {
                const Aspect aspect{static_cast<std::uint8_t>(index)};
                const AspectValue& old_value = was[aspect];
                const AspectValue& new_value = is[aspect];
                if (old_value.text == new_value.text) continue;
                const std::tuple key{aspect, old_value.text.en, new_value.text.en};
                Found& one = found[key];
                one.cells.push_back(static_cast<std::uint32_t>(cell));
                if (one.rows_before.empty()) one.rows_before = old_value.rows;
                if (one.rows_after.empty()) one.rows_after = new_value.rows;
                labels[key] = {old_value.text, new_value.text};
            }
        }
        for (const auto& [key, one] : found) {
            const LayerPlan& layer = after != nullptr ? *after : *before;
            ValueChange change;
            change.schemes = {difference.scheme};
            change.services = {difference.service};
            change.layer = layer.layer;
            change.benefit = benefit;
            change.label = layer.label;
            change.aspect = std::get<0>(key);
            change.days = days;
            change.before = labels[key].first;
            change.after = labels[key].second;
            change.rows_before = refs_of(a_, one.rows_before);
            change.rows_after = refs_of(b_, one.rows_after);
            for (const Box& box : boxes_of(one.cells, people.radix())) {
                change.whom.push_back(people.whom(box));
            }
            change.example = example_of(before_, after_, people.at(one.cells.front()),
                                        difference.service, days);
            result_.changes.push_back(std::move(change));
        }
    }

    static bool same_change(const ValueChange& a, const ValueChange& b) {
        return a.benefit == b.benefit && a.aspect == b.aspect && a.before == b.before &&
               a.after == b.after && a.whom == b.whom && a.rows_before == b.rows_before &&
               a.rows_after == b.rows_after;
    }

    /// A change that goes on through several stretches is one.
    void join_days(std::size_t first) {
        auto& changes = result_.changes;
        for (std::size_t at = first; at < changes.size(); ++at) {
            for (std::size_t next = at + 1; next < changes.size();) {
                const bool follows = same_change(changes[at], changes[next]) &&
                                     changes[at].days.to == changes[next].days.from;
                if (!follows) {
                    ++next;
                    continue;
                }
                changes[at].days.to = changes[next].days.to;
                changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(next));
            }
        }
    }

    /// The same change for several services or schemes is told once.
    void join_services() {
        auto& changes = result_.changes;
        const auto add = [](auto& list, const auto& more) {
            for (const auto value : more) {
                if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
            }
        };
        for (std::size_t at = 0; at < changes.size(); ++at) {
            for (std::size_t next = at + 1; next < changes.size();) {
                const bool same = same_change(changes[at], changes[next]) &&
                                  changes[at].days == changes[next].days;
                if (!same) {
                    ++next;
                    continue;
                }
                add(changes[at].schemes, changes[next].schemes);
                add(changes[at].services, changes[next].services);
                changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(next));
            }
        }
    }

    const Plan& before_;
    const Plan& after_;
    const PlanTables& a_;
    const PlanTables& b_;
    PlanComparison result_;
};

}  // namespace

const Word& word_of(Aspect aspect) {
    return aspects[static_cast<std::size_t>(aspect)];
}

PlanComparison compare(const Plan& before, const Plan& after) {
    return Comparer(before, after).run();
}

}  // namespace yidi::policy
