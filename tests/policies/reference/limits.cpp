#include <algorithm>
#include <functional>

#include "event.hpp"

namespace yidi::slow {
namespace {

/// An amount, a number of visits, or no bound.
std::optional<std::int64_t> bound_of(const Event& event, const Table& table, const Facts& facts) {
    const Row& row = table.row_for(facts);
    event.saw(table.features);
    event.saw(row.features);
    const Value& amount = row.at("amount");
    if (amount.none()) return {};
    if (!table.word("measure", "").ends_with("_visits")) return known_fen(amount, row.number);
    if (amount.undetermined()) refuse_unknown(row.number);
    return amount.number.value();
}

/// The diseases of the person that the benefit declares, the event's own among them.
Texts declared_diseases(const Event& event, const Table& declared) {
    Texts codes = split_at_bars(event.episode.diseases);
    codes.push_back(event.episode.disease);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    std::erase_if(codes, [&](const std::string& code) {
        return declared.row_named("code", code) == nullptr;
    });
    return codes;
}

/// All approved diseases of the person together.
std::optional<std::int64_t> combined(const Event& event, const InForce& tables,
                                     const Table& limit) {
    const Table& combine = *tables[Kind::combine];
    event.saw(combine.features);
    std::vector<std::int64_t> amounts;
    bool unbounded = false;
    for (const std::string& code : declared_diseases(event, *tables[Kind::disease])) {
        Facts facts = event.facts;
        facts[Dimension::disease] = code;
        const auto amount = bound_of(event, limit, facts);
        if (amount) amounts.push_back(*amount);
        if (!amount) unbounded = true;
    }
    if (unbounded) return {};
    std::sort(amounts.begin(), amounts.end(), std::greater<>{});
    if (const Value* most = combine.find("max_diseases")) {
        const auto count = static_cast<std::size_t>(most->number.value());
        if (amounts.size() > count) amounts.resize(count);
    }
    const std::string_view rule = combine.word("rule", "");
    std::int64_t sum = amounts.front();
    for (std::size_t at = 1; at < amounts.size(); ++at) {
        event.saw(Mark::combined);
        if (rule == "sum") sum += amounts[at];
        if (rule == "highest_plus") sum += known_fen(*combine.find("extra_each"), combine.id);
    }
    return sum;
}

/// How many months, or quarters of three, have begun by the event's day, from the month in which
/// its accumulator year begins.
std::int64_t periods_begun(const Event& event, std::string_view measure) {
    const Date first = event.law.first_day_of(event.law.year_of(event.day));
    const auto month_number = [](Date day) {
        return static_cast<std::int64_t>(day.year()) * 12 + day.month() - 1;
    };
    const std::int64_t months = measure.starts_with("quarter") ? 3 : 1;
    return (month_number(event.day) - month_number(first)) / months + 1;
}

/// What the window has used; a visit is its own window.
std::int64_t quota(const Event& event, std::string_view measure, std::size_t limit) {
    if (measure.starts_with("visit_")) return 0;
    const model::QuotaUse& used = event.episode.quota;
    const std::int64_t in_order[] = {used.first, used.second, used.third, used.fourth};
    return in_order[limit];
}

}  // namespace

std::optional<std::int64_t> left_by_limits(const Event& event, const InForce& tables) {
    std::optional<std::int64_t> least;
    for (std::size_t at = 0; at < tables.limits.size(); ++at) {
        const Table& limit = *tables.limits[at];
        auto amount = limit.word("scope", "benefit") == "person"
                          ? combined(event, tables, limit)
                          : bound_of(event, limit, event.facts);
        if (!amount) continue;
        const std::string_view measure = limit.word("measure", "");
        if (limit.word("unused", "lapses") == "carries") {
            *amount *= periods_begun(event, measure);
            event.saw(Mark::carried);
        }
        std::int64_t left = std::max<std::int64_t>(0, *amount - quota(event, measure, at));
        if (measure.ends_with("_visits")) {
            if (left > 0) continue;
            event.saw(Mark::visits_used_up);
        }
        least = least ? std::min(*least, left) : left;
    }
    return least;
}

void count_in_windows(Event& event, const InForce& tables, std::int64_t fund) {
    for (std::size_t at = 0; at < tables.limits.size(); ++at) {
        const std::string_view measure = tables.limits[at]->word("measure", "");
        if (measure.starts_with("visit_")) continue;  // no window is longer than the event
        event.quota.at(at) += measure.ends_with("_visits") ? 1 : fund;
    }
}

}  // namespace yidi::slow
