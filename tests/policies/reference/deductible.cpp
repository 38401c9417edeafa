#include <algorithm>

#include "event.hpp"

namespace yidi::slow {
namespace {

using model::ChainLink;

constexpr std::int64_t steps_max = 12;

/// "nth=2+" stands for the second and all later ones.
const Value& nth_value(const Row& row, std::int64_t number) {
    const Value* last = nullptr;
    std::int64_t at = 0;
    for (const auto& [column, value] : row.values) {
        if (!column.starts_with("nth=")) continue;
        last = &value;
        if (++at == number) break;
    }
    return *last;
}

/// The first admission's amount made smaller once for each later one, which are never below the
/// floor.
std::int64_t falling(const Table& table, const Row& row, std::int64_t number) {
    const Value* floor_value =
        row.find("floor") != nullptr ? row.find("floor") : table.find("floor");
    const std::int64_t floor =
        floor_value == nullptr ? 0 : known_fen(*floor_value, row.number + " floor");
    std::int64_t amount = known_fen(row.at("amount"), row.number + " amount");
    for (std::int64_t step = 2; step <= std::min(number, steps_max); ++step) {
        if (const Value* factor = table.find("next_factor")) {
            amount = rounded(known_share(*factor, table.id) * amount, Mode::half_up);
        } else if (const Value* less = table.find("next_less")) {
            amount -= known_fen(*less, table.id);
        }
        amount = std::max(floor, amount);
    }
    return amount;
}

std::int64_t from_table(const Event& event, const InForce& tables, std::string_view level_as) {
    const Table& table = *tables[Kind::deductible];
    Facts facts = event.facts;
    if (level_as != "level") facts[Dimension::level] = level_as;
    const Row& row = table.row_for(facts);
    event.saw(table.features);
    event.saw(row.features);
    if (table.word("per", "") != "admission") {
        return known_fen(row.at("amount"), row.number + " amount");
    }
    const bool in_chain = link_for(event, tables[Kind::continuity]) != ChainLink::none;
    const std::int64_t number = in_chain ? std::max<std::int64_t>(1, event.admissions())
                                         : event.admissions() + 1;
    if (row.find("nth=1") != nullptr || row.find("nth=1+") != nullptr) {
        return known_fen(nth_value(row, number), row.number);
    }
    return falling(table, row, number);
}

std::int64_t charged_this_year(const Event& event, const Benefit& benefit, const Table& table) {
    const Value* pools = table.find("pools");
    const Texts names = pools == nullptr ? Texts{benefit.pool} : pools->list;
    std::int64_t fen = 0;
    for (const std::string& pool : names) fen += event.used(pool).deductible.fen();
    return fen;
}

/// A stay of more than 90 days owes once more for each further 90 days begun.
std::int64_t times_for_long_stay(const Event& event, const Table* continuity) {
    const Value* days_key = continuity == nullptr ? nullptr : continuity->find("long_stay_days");
    if (days_key == nullptr) return 1;
    const std::int64_t days = std::max<std::int64_t>(
        1, event.episode.discharged_on.days() - event.episode.admitted_on.days());
    const std::int64_t times = Fraction::of(days, days_key->number.value()).ceiling();
    if (times > 1) event.saw(Mark::long_stay);
    return times;
}

std::int64_t after_link(const Event& event, const Table* continuity, std::int64_t due) {
    const ChainLink link = link_for(event, continuity);
    const std::int64_t difference = std::max<std::int64_t>(0, due - event.charged_in_chain);
    if (link == ChainLink::none) return due;
    if (link == ChainLink::same_stay) {
        event.saw(Mark::same_stay);
        return difference;
    }
    const Row& row = *continuity->row_named("link", word_of(link));
    event.saw(continuity->features);
    event.saw(row.features);
    const std::string& rule = row.at("deductible").text;
    if (rule == "difference") return difference;
    if (rule == "none") return 0;
    if (rule == "first_only") return event.charged_in_chain > 0 ? 0 : due;
    if (rule == "full") return due;
    throw BadPackage(row.number + ": " + rule);
}

bool is_excluded(const Event& event, const Table& table) {
    const Value* excludes = table.find("excludes");
    return excludes != nullptr && !excludes->list.empty() && event.service == "day_surgery";
}

}  // namespace

std::int64_t deductible_due(const Event& event, const Benefit& benefit, const InForce& tables,
                            std::string_view level_as) {
    const Table* table = tables[Kind::deductible];
    if (table == nullptr) return 0;
    if (is_excluded(event, *table)) {
        event.saw(Mark::day_surgery_excluded);
        return 0;
    }
    const std::int64_t due = from_table(event, tables, level_as);
    const std::string_view per = table->word("per", "");
    if (per == "visit") return due;
    if (per == "year") {
        return std::max<std::int64_t>(0, due - charged_this_year(event, benefit, *table));
    }
    const Table* continuity = tables[Kind::continuity];
    return after_link(event, continuity, due * times_for_long_stay(event, continuity));
}

}  // namespace yidi::slow
