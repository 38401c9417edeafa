#include "policy/reform/outside.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace yidi::policy {
namespace {

/// The epoch texts of one plan, each made once.
class EpochTexts {
  public:
    explicit EpochTexts(const PlanTables& tables) : tables_(tables) {}

    /// Text of the epoch in force on `day`; empty before the first.
    const std::string& on(const std::vector<Epoch>& epochs, Date day) {
        static const std::string none;
        const auto after =
            std::upper_bound(epochs.begin(), epochs.end(), day,
                             [](Date d, const Epoch& epoch) { return d < epoch.from; });
        if (after == epochs.begin()) return none;
        const Epoch& epoch = *std::prev(after);
        // An epoch in which nothing is known is as good as none.
        if (epoch.layers.empty() && !epoch.has_channels) return none;
        auto [at, fresh] = texts_.try_emplace(&epoch);
        if (fresh) at->second = canonical_text(tables_, epoch);
        return at->second;
    }

  private:
    const PlanTables& tables_;
    std::map<const Epoch*, std::string> texts_;
};

bool same_frame(const PlanTables& a, const PlanTables& b) {
    return a.clock.basis == b.clock.basis && a.clock.year_month == b.clock.year_month &&
           a.clock.year_day == b.clock.year_day && a.clock.cross_year == b.clock.cross_year &&
           a.clock.deductible_each == b.clock.deductible_each &&
           a.rounding.mode == b.rounding.mode && a.rounding.jiao == b.rounding.jiao &&
           a.rounding.at_sum == b.rounding.at_sum && a.prefixes == b.prefixes &&
           a.effective == b.effective;
}

/// Parts of `days` that no window covers.
std::vector<Window> uncovered(const Window& days, std::span<const Window> windows) {
    std::vector<Window> left{days};
    for (const Window& window : windows) {
        std::vector<Window> next;
        for (const Window& part : left) {
            if (!part.within(window)) {
                next.push_back(part);
                continue;
            }
            if (part.from < window.from) next.push_back({part.from, window.from});
            const bool more = window.to && (!part.to || *window.to < *part.to);
            if (more) next.push_back({*window.to, part.to});
        }
        left = std::move(next);
    }
    return left;
}

}  // namespace

std::vector<Difference> differences(const PlanTables& base, const PlanTables& reformed) {
    std::vector<Difference> found;
    EpochTexts base_texts(base), new_texts(reformed);
    const bool same = same_frame(base, reformed);
    for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
        for (std::size_t service = 0; service < service_count; ++service) {
            const auto& old_epochs = base.epochs[scheme][service];
            const auto& new_epochs = reformed.epochs[scheme][service];
            std::set<Date> days;
            for (const Epoch& epoch : old_epochs) days.insert(epoch.from);
            for (const Epoch& epoch : new_epochs) days.insert(epoch.from);
            bool open = false;
            for (const Date day : days) {
                const bool differs =
                    !same || base_texts.on(old_epochs, day) != new_texts.on(new_epochs, day);
                if (differs && !open) {
                    found.push_back({static_cast<model::Scheme>(scheme),
                                     static_cast<model::Service>(service),
                                     {day, {}}});
                }
                if (!differs && open) found.back().days.to = day;
                open = differs;
            }
        }
    }
    return found;
}

std::vector<Difference> leaks(const PlanTables& base, const PlanTables& reformed,
                              std::span<const Window> windows) {
    std::vector<Difference> found;
    for (const Difference& difference : differences(base, reformed)) {
        for (const Window& days : uncovered(difference.days, windows)) {
            found.push_back({difference.scheme, difference.service, days});
        }
    }
    return found;
}

std::string text_of(const Difference& difference) {
    return fmt::format("{} {} {}", word_of(difference.scheme).name,
                       word_of(difference.service).name, difference.days.text());
}

}  // namespace yidi::policy
