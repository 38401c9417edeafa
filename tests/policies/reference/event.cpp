#include "event.hpp"

#include <algorithm>
#include <utility>

namespace yidi::slow {

std::int64_t& Buckets::operator[](std::string_view name) {
    const auto found = std::find(bucket_names.begin(), bucket_names.end(), name);
    if (found == bucket_names.end()) throw BadPackage("no bucket is called " + std::string{name});
    return fen_.at(static_cast<std::size_t>(found - bucket_names.begin()));
}

std::int64_t Buckets::sum() const {
    std::int64_t fen = 0;
    for (const std::int64_t one : fen_) fen += one;
    return fen;
}

void Buckets::add(const Buckets& other) {
    for (std::size_t at = 0; at < fen_.size(); ++at) fen_[at] += other.fen_[at];
}

model::PoolUse& pool_of(model::YearTotals& totals, std::string_view pool) {
    const std::pair<std::string_view, model::PoolUse*> pools[] = {
        {"basic", &totals.basic},
        {"outpatient", &totals.outpatient},
        {"chronic", &totals.chronic},
        {"special_drug", &totals.special_drug},
        {"maternity", &totals.maternity},
        {"large_amount", &totals.large_amount},
        {"major_illness", &totals.major_illness},
        {"civil_servant", &totals.civil_servant},
        {"enterprise", &totals.enterprise},
        {"medical_aid", &totals.medical_aid},
        {"aid_tilt", &totals.aid_tilt},
        {"commercial", &totals.commercial},
    };
    for (const auto& [name, use] : pools) {
        if (name == pool) return *use;
    }
    throw BadPackage("no pool is called " + std::string{pool});
}

model::PoolUse Event::used(std::string_view pool) const {
    model::YearTotals earlier = before, now = delta;
    model::PoolUse sum = pool_of(earlier, pool);
    sum += pool_of(now, pool);
    return sum;
}

void refuse_unknown(const std::string& where) { throw Refused{"policy_undetermined", where}; }

std::int64_t known_fen(const Value& value, const std::string& where) {
    if (value.undetermined()) refuse_unknown(where);
    if (!value.fen) throw BadPackage(where + " is no amount");
    return *value.fen;
}

Fraction known_share(const Value& value, const std::string& where) {
    if (value.undetermined()) refuse_unknown(where);
    if (!value.share) throw BadPackage(where + " is no share");
    return *value.share;
}

model::ChainLink link_for(const Event& event, const Table* continuity) {
    const auto none = model::ChainLink::none;
    if (event.link == none || event.link == model::ChainLink::same_stay) return event.link;
    if (continuity == nullptr) return none;
    const Row* row = continuity->row_named("link", word_of(event.link));
    if (row == nullptr) return none;
    if (event.episode.chain.hours > row->at("within_hours").number.value()) {
        event.saw(Mark::link_too_late);
        return none;
    }
    return event.link;
}

}  // namespace yidi::slow
