#include "law.hpp"

#include <algorithm>

namespace yidi::slow {
namespace {

bool names(const Texts& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_single(Kind kind) {
    return kind != Kind::gate && kind != Kind::adjust && kind != Kind::limit;
}

/// Without its values the benefit cannot be computed.
bool needs(const Benefit& benefit, Kind kind) {
    switch (kind) {
        case Kind::deductible:
        case Kind::place:
            return benefit.is_basic() && !benefit.is_channel;
        case Kind::segments:
        case Kind::supplement:
        case Kind::cap:
        case Kind::disease:
        case Kind::channel:
        case Kind::account:
            return true;  // wherever it stands, and only one of the first two does
        default:
            return false;
    }
}

}  // namespace

bool Benefit::is_for(std::string_view scheme, std::string_view service) const {
    return names(insured, scheme) && (names(services, "*") || names(services, service));
}

std::vector<int> Benefit::features_for(std::string_view service) const {
    std::vector<int> numbers = features;
    for (const auto& [name, number] : service_features) {
        if (name == service || name == "*") numbers.push_back(number);
    }
    return numbers;
}

bool Benefit::has(int feature) const {
    const auto names = [&](const std::vector<int>& numbers) {
        return std::find(numbers.begin(), numbers.end(), feature) != numbers.end();
    };
    for (const Rule& rule : rules) {
        for (const Table& table : rule.versions) {
            if (names(table.features)) return true;
            for (const Row& row : table.rows) {
                if (names(row.features)) return true;
            }
        }
    }
    return false;
}

int Law::year_of(Date day) const {
    const int year = day.year();
    return day < first_day_of(year) ? year - 1 : year;
}

Date Law::first_day_of(int year) const { return *Date::of(year, year_month, year_day); }

std::vector<const Benefit*> Law::benefits_for(std::string_view layer, std::string_view scheme,
                                              std::string_view service) const {
    std::vector<const Benefit*> found;
    for (const Benefit& benefit : benefits) {
        if (benefit.layer == layer && benefit.is_for(scheme, service)) found.push_back(&benefit);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Benefit* a, const Benefit* b) { return a->rank < b->rank; });
    return found;
}

std::vector<int> Law::features_in_use() const {
    std::vector<int> used;
    const auto add = [&](const std::vector<int>& numbers) {
        used.insert(used.end(), numbers.begin(), numbers.end());
    };
    for (const Benefit& benefit : benefits) {
        add(benefit.features);
        for (const auto& [service, number] : benefit.service_features) used.push_back(number);
        for (const Rule& rule : benefit.rules) {
            for (const Table& table : rule.versions) {
                if (as_known && table.recorded_on > *as_known) continue;
                add(table.features);
                for (const Row& row : table.rows) add(row.features);
            }
        }
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    return used;
}

Standing standing_of(const Law& law, const Rule& rule, Date day) {
    Standing standing{State::absent, nullptr};
    for (const Table& table : rule.versions) {
        if (law.as_known && table.recorded_on > *law.as_known) continue;
        if (day < table.from || (table.to && day >= *table.to)) continue;
        if (law.strict && table.to_unknown && table.verified_on < day) {
            if (standing.state != State::in_force) standing.state = State::unverified;
        } else if (standing.table == nullptr || standing.table->recorded_on < table.recorded_on) {
            standing = {State::in_force, &table};
        }
    }
    return standing;
}

bool is_unverified(const Law& law, const Benefit& benefit, Date day) {
    return std::any_of(benefit.rules.begin(), benefit.rules.end(), [&](const Rule& rule) {
        return standing_of(law, rule, day).state == State::unverified;
    });
}

InForce in_force(const Law& law, const Benefit& benefit, Date day) {
    InForce found;
    for (const Rule& rule : benefit.rules) {
        const Standing standing = standing_of(law, rule, day);
        if (standing.state == State::absent && needs(benefit, rule.kind)) found.absent = true;
        if (standing.table == nullptr) continue;
        if (rule.kind == Kind::gate) found.gates.push_back(standing.table);
        if (rule.kind == Kind::adjust) found.adjusts.push_back(standing.table);
        if (rule.kind == Kind::limit) found.limits.push_back(standing.table);
        if (is_single(rule.kind)) {
            found.single[static_cast<std::size_t>(rule.kind)] = standing.table;
        }
    }
    return found;
}

}  // namespace yidi::slow
