#include "landmarks.hpp"

#include <algorithm>
#include <set>

namespace yidi::policies {
namespace {

constexpr int scheme_count = 3, service_count = 7;

template <class T>
std::vector<T> list_of(const std::set<T>& set) {
    return {set.begin(), set.end()};
}

struct Found {
    std::set<std::int64_t> amounts;
    std::set<std::int32_t> ages, hours;
    std::set<std::string> diseases;
    std::vector<slow::Fraction> shares;
};

void note_ages(const slow::Asked& asked, Found& found) {
    if (asked.dimension != slow::Dimension::age_band) return;
    for (const std::string& band : asked.words) {
        if (band == "*") continue;
        found.ages.insert(std::stoi(band));
        const auto dash = band.find('-');
        if (dash != std::string::npos) found.ages.insert(std::stoi(band.substr(dash + 1)));
    }
}

void note_value(const std::string& name, const slow::Value& value, Found& found) {
    if (value.fen && *value.fen > 0) found.amounts.insert(*value.fen);
    if (name == "within_hours" && value.number) {
        found.hours.insert(static_cast<std::int32_t>(*value.number));
    }
    if (name == "code") found.diseases.insert(value.text);
    if (value.share && *value.share > 0 && *value.share < 1 &&
        std::find(found.shares.begin(), found.shares.end(), *value.share) == found.shares.end()) {
        found.shares.push_back(*value.share);
    }
}

void note_table(const slow::Table& table, Found& found) {
    for (const auto& [name, value] : table.keys) note_value(name, value, found);
    for (const slow::Asked& asked : table.when) note_ages(asked, found);
    for (const slow::Row& row : table.rows) {
        for (const slow::Asked& asked : row.dimensions) note_ages(asked, found);
        for (const auto& [name, value] : row.values) note_value(name, value, found);
    }
}

std::set<Date> days_of(const slow::Law& law, const slow::Benefit& benefit) {
    std::set<Date> days;
    for (const slow::Rule& rule : benefit.rules) {
        for (const slow::Table& table : rule.versions) {
            if (law.as_known && table.recorded_on > *law.as_known) continue;
            days.insert(table.from);
            if (table.to) days.insert(*table.to);
            if (law.strict && table.to_unknown && table.verified_on) {
                days.insert(table.verified_on->plus_days(1));
            }
        }
    }
    return days;
}

Boundary boundary_of(const slow::Benefit& benefit, Date day) {
    Boundary boundary{benefit.id + " " + day.text(), day, {}, {}};
    for (int scheme = 0; scheme < scheme_count; ++scheme) {
        const auto word = slow::word_of(static_cast<model::Scheme>(scheme));
        if (!benefit.is_for(word, benefit.services.front())) continue;
        boundary.schemes.push_back(static_cast<model::Scheme>(scheme));
    }
    for (int service = 0; service < service_count; ++service) {
        const auto word = slow::word_of(static_cast<model::Service>(service));
        if (!benefit.is_for(benefit.insured.front(), word)) continue;
        boundary.services.push_back(static_cast<model::Service>(service));
    }
    return boundary;
}

void note_covered(const slow::Law& law, Landmarks& marks) {
    for (int scheme = 0; scheme < scheme_count; ++scheme) {
        for (int service = 0; service < service_count; ++service) {
            const auto insured = static_cast<model::Scheme>(scheme);
            const auto care = static_cast<model::Service>(service);
            if (law.benefits_for("basic", slow::word_of(insured), slow::word_of(care)).empty()) {
                continue;
            }
            marks.covered.emplace_back(insured, care);
        }
    }
}

}  // namespace

bool Boundary::concerns(const model::Episode& episode) const {
    return std::find(schemes.begin(), schemes.end(), episode.scheme) != schemes.end() &&
           std::find(services.begin(), services.end(), episode.service) != services.end();
}

Landmarks landmarks_of(const slow::Law& law) {
    Landmarks marks;
    Found found;
    std::set<Date> all_days;
    for (const slow::Benefit& benefit : law.benefits) {
        for (const slow::Rule& rule : benefit.rules) {
            for (const slow::Table& table : rule.versions) note_table(table, found);
        }
        for (const Date day : days_of(law, benefit)) {
            marks.boundaries.push_back(boundary_of(benefit, day));
            all_days.insert(day);
        }
    }
    marks.days = list_of(all_days);
    marks.amounts = list_of(found.amounts);
    marks.ages = list_of(found.ages);
    marks.hours = list_of(found.hours);
    marks.diseases = list_of(found.diseases);
    marks.shares = found.shares;
    note_covered(law, marks);
    return marks;
}

}  // namespace yidi::policies
