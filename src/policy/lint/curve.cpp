#include "policy/lint/curve.hpp"

#include <algorithm>

#include "policy/evaluate.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t one = Ratio::one_ppm;
constexpr std::int64_t jiao_fen = 10;
/// More than the phases of one benefit.
constexpr std::uint64_t phase_step = 1'000'003;

std::int64_t least_of(std::int64_t target, std::int64_t ppm, std::int64_t half,
                      std::int64_t exact) {
    const std::int64_t needed = target * one - half - exact;
    return needed <= 0 ? 0 : (needed + ppm - 1) / ppm;
}

/// Sums beyond what a bill can reach are no bound at all, and would not fit.
std::int64_t bound_of(std::int64_t fen) { return fen > curve_fen_max * 2 ? no_limit : fen; }

}  // namespace

Curve::Curve(const PlanTables& tables, const Epoch& epoch, const Kind& kind,
             const BesideScope& beside)
    : beside_(beside),
      half_(half_of(tables.rounding.mode)),
      at_sum_(tables.rounding.at_sum),
      jiao_(tables.rounding.jiao) {
    for (std::size_t index = 0; index < epoch.layers.size(); ++index) {
        const LayerPlan& layer = tables.layers[epoch.layers[index]];
        if (layer.layer == Layer::account) continue;
        const bool unknown = !layer.undetermined.zh.empty();
        if (kind.cells[index] == no_cell && !unknown) continue;
        lay_out(tables, layer, unknown ? nullptr : &layer.cells[kind.cells[index]], kind);
    }
}

std::uint32_t Curve::earlier_in(PoolSet pools) const {
    std::uint32_t set = 0;
    for (std::size_t index = 0; index < pools_.size(); ++index) {
        if ((pools >> static_cast<unsigned>(pools_[index]) & 1U) != 0) set |= 1U << index;
    }
    return set;
}

void Curve::put_limits(const PlanTables& tables, const LayerPlan& layer, const Cell& cell,
                       const Kind& kind, Flat& flat) const {
    flat.left = no_limit;
    for (std::size_t index = 0; index < layer.limits.size(); ++index) {
        const LimitPlan& plan = layer.limits[index];
        std::int64_t most = layer.limit_cells[cell.limits_at + index].most;
        flat.values_unknown = flat.values_unknown || most == unknown_fen;
        if (most == no_limit || most == unknown_fen) continue;
        if (plan.carries) most *= periods_begun(tables, kind.episode, plan.measure);
        if (plan.measure < LimitMeasure::day_visits)
            flat.left = std::min(flat.left, bound_of(most));
        if (plan.measure >= LimitMeasure::day_visits && most == 0) flat.left = 0;
    }
}

void Curve::lay_out(const PlanTables& tables, const LayerPlan& layer, const Cell* cell,
                    const Kind& kind) {
    Flat flat{};
    flat.is_basic = layer.layer == Layer::basic;
    flat.is_unknown = cell == nullptr;
    flat.draw_count = static_cast<std::uint8_t>(layer.draw.size());
    for (std::size_t index = 0; index < layer.draw.size(); ++index) {
        flat.draw[index] = static_cast<std::uint8_t>(layer.draw[index]);
    }
    if (cell == nullptr) {
        pools_.push_back(layer.pool);
        flats_.push_back(flat);
        return;
    }
    flat.is_supplement = layer.is_supplement;
    flat.whole = layer.whole;
    flat.includes = layer.bounds_include_deductible;
    flat.by_paid = layer.axis == Axis::year_fund_paid;
    flat.by_year = layer.axis == Axis::year_drawn;
    flat.axis_from =
        earlier_in(static_cast<PoolSet>(1U << static_cast<unsigned>(layer.pool)));
    flat.off = cell->place == Effect::first_pay ? cell->place_ppm : 0;
    flat.factor_fund = cell->factor_fund.ppm();
    flat.factor_local = cell->factor_local.ppm();
    put_limits(tables, layer, *cell, kind, flat);
    flat.values_unknown = flat.values_unknown || cell->cap_fen == unknown_fen;
    flat.cap = bound_of(cell->cap_fen);
    flat.capped_by_cost = layer.cap_measure == CapMeasure::year_in_policy;
    flat.cap_from = earlier_in(layer.cap_pools);
    flat.limited = flat.left != no_limit || (flat.cap != no_limit && !flat.capped_by_cost);
    if (layer.nth_count > 0) {
        const auto from = layer.deductibles.begin() + cell->deductible_at;
        flat.values_unknown = flat.values_unknown ||
                              std::find(from, from + layer.nth_count, unknown_fen) !=
                                  from + layer.nth_count;
        const bool by_admission = layer.per == Terms::Per::admission;
        const std::int64_t column =
            by_admission ? std::min<std::int64_t>(kind.nth, layer.nth_count) - 1 : 0;
        const bool waived = by_admission && layer.excludes_day_surgery &&
                            kind.episode.service == model::Service::day_surgery;
        flat.due = waived ? 0 : std::max<std::int64_t>(0, from[column]);
        flat.ded_of_year = layer.per == Terms::Per::year;
        flat.ded_from = earlier_in(layer.deductible_pools);
    }
    flat.bands_at = static_cast<std::uint32_t>(bands_.size());
    flat.band_count = static_cast<std::uint8_t>(cell->segment_count);
    for (std::size_t index = 0; index < cell->segment_count; ++index) {
        const Segment& segment = layer.segments[cell->segments_at + index];
        bands_.push_back({segment.above_fen, segment.upto_fen, segment.fund.ppm(),
                          segment.local.ppm(), static_cast<std::uint8_t>(segment.bucket),
                          segment.undetermined});
    }
    slack_ += 1 + (flat.is_supplement ? flat.band_count : 0) + (flat.off > 0 ? 1 : 0) +
              (flat.factor_fund < one ? 1 : 0) + (jiao_ && !flat.is_supplement ? jiao_fen : 0);
    pools_.push_back(layer.pool);
    flats_.push_back(flat);
}

Curve::Point Curve::at(std::int64_t in_policy_fen) const { return run<false>(in_policy_fen); }

Curve::Point Curve::phased(std::int64_t in_policy_fen) const { return run<true>(in_policy_fen); }

template <bool Phased>
Curve::Point Curve::run(std::int64_t in_policy_fen) const {
    Books books;
    books.bucket = {beside_.own, beside_.over_price, beside_.first_pay, in_policy_fen, 0, 0, 0, 0};
    Point point;
    point.closed = true;
    for (std::size_t index = 0; index < flats_.size(); ++index) {
        if (!pay<Phased>(index, books, point)) {
            point.unknown = true;
            break;
        }
    }
    return point;
}

template <bool Phased>
bool Curve::pay(std::size_t index, Books& books, Point& point) const {
    const Flat& flat = flats_[index];
    std::int64_t base = 0;
    for (std::size_t at = 0; at < flat.draw_count; ++at) base += books.bucket[flat.draw[at]];
    if constexpr (Phased) point.phase *= phase_step;
    if (base == 0 && !flat.is_basic) {
        books.paid[index] = books.drawn[index] = books.charged[index] = 0;
        point.closed = false;
        return true;
    }
    if (flat.is_unknown || (flat.values_unknown && base > 0)) return false;
    return flat.is_supplement ? pay_supplement<Phased>(flat, index, base, books, point)
                              : pay_bands<Phased>(flat, index, base, books, point);
}

template <bool Phased>
bool Curve::pay_supplement(const Flat& flat, std::size_t index, std::int64_t base, Books& books,
                           Point& point) const {
    std::int64_t left = no_limit;
    if (flat.cap != no_limit) {
        left = std::max<std::int64_t>(0, flat.cap - sum_of(flat.cap_from, books.paid));
    }
    std::int64_t fund = 0;
    for (std::size_t at = 0; at < flat.band_count; ++at) {
        const Band& band = bands_[flat.bands_at + at];
        std::int64_t& bucket = books.bucket[band.bucket];
        if (bucket == 0) continue;
        if (band.unknown) return false;
        const std::int64_t pay = std::min((bucket * band.fund + half_) / one, left - fund);
        bucket -= pay;
        fund += pay;
    }
    books.paid[index] = fund;
    books.drawn[index] = base;
    books.charged[index] = 0;
    point.fund += fund;
    point.closed = point.closed && fund == left;
    if constexpr (Phased) point.phase += fund == left ? 2 : 1;
    return true;
}

template <bool Phased>
bool Curve::pay_bands(const Flat& flat, std::size_t index, std::int64_t base, Books& books,
                      Point& point) const {
    const std::int64_t off = flat.off == 0 ? 0 : (base * flat.off + half_) / one;
    const std::int64_t rest = base - off;
    std::int64_t due = flat.due;
    if (flat.ded_of_year) {
        due = std::max<std::int64_t>(0, due - sum_of(flat.ded_from, books.charged));
    }
    const std::int64_t charged = std::min(due, rest);

    std::int64_t left = flat.left, covered = rest;
    if (flat.cap != no_limit) {
        const std::int64_t used =
            sum_of(flat.cap_from, flat.capped_by_cost ? books.drawn : books.paid);
        const std::int64_t room = std::max<std::int64_t>(0, flat.cap - used);
        (flat.capped_by_cost ? covered : left) =
            std::min(flat.capped_by_cost ? covered : left, room);
    }
    const std::int64_t limit = left;
    if (flat.limited && flat.factor_fund < one) {
        left = least_of(left, flat.factor_fund, half_, 0);
    }

    std::int64_t start = flat.includes ? charged : 0;
    std::int64_t end = std::max(start, flat.includes ? covered : covered - charged);
    if (flat.by_year) {
        const std::int64_t moved = sum_of(flat.axis_from, books.drawn) -
                                   (flat.includes ? 0 : sum_of(flat.axis_from, books.charged));
        start += moved;
        end += moved;
    }
    const std::int64_t paid_before = flat.by_paid ? sum_of(flat.axis_from, books.paid) : 0;
    std::int64_t paid = 0, away = 0, reached = start, exact = 0;
    std::size_t last = 0;
    bool full = false;
    for (std::size_t at = 0; at < flat.band_count && !full; ++at) {
        const Band& band = bands_[flat.bands_at + at];
        const std::int64_t basis = at_sum_ ? exact : paid * one;
        std::int64_t low = std::max(start, band.above), span;
        if (flat.whole) {
            const bool here = (end > band.above || at == 0) && end <= band.upto;
            low = reached;
            span = here ? end - start : 0;
        } else if (flat.by_paid) {
            low = reached;
            span = end - reached;
            const std::int64_t room = band.upto - paid_before - paid;
            if (band.upto != no_limit && band.fund != 0 && room < span) {
                span =
                    room <= 0 ? 0 : std::min(span, least_of(paid + room, band.fund, half_, basis));
            }
        } else {
            span = std::min(end, band.upto) - low;
        }
        if (span <= 0) continue;
        if (band.unknown) return false;
        std::int64_t pay = (basis + span * band.fund + half_) / one - paid;
        if (flat.limited && paid + pay >= left) {
            full = true;
            pay = left - paid;
            span = pay == 0 ? 0 : least_of(left, band.fund, half_, basis);
        }
        exact = basis + span * band.fund;
        if (band.local != band.fund) {
            away += std::max<std::int64_t>(0, (span * band.local + half_) / one - pay);
        }
        paid += pay;
        reached = low + span;
        last = at;
    }
    const std::int64_t cost = full ? reached - start : end - start;
    const std::int64_t over = end - start - cost + rest - std::max(covered, charged);

    std::int64_t fund = paid;
    if (flat.factor_fund < one) {
        fund = (paid * flat.factor_fund + half_) / one;
        if (flat.limited) fund = std::min(fund, limit);
    }
    if (flat.factor_local != flat.factor_fund) {
        away += std::max<std::int64_t>(0, (paid * flat.factor_local + half_) / one - fund);
    }
    if (jiao_) {
        fund = (fund + (half_ != 0 ? jiao_fen / 2 : 0)) / jiao_fen * jiao_fen;
        fund = std::min(fund, cost);
        if (flat.limited) fund = std::min(fund, limit);
        away = std::min(away, cost - fund);
    }

    std::size_t taken = 0;
    if (flat.is_basic) {
        books.bucket[3] -= base;
        books.bucket[4] += charged;
        books.bucket[6] += off + away;
        books.bucket[7] += over;
        books.bucket[5] += rest - charged - fund - away - over;
    } else {
        std::int64_t rest_of_fund = fund;
        for (std::size_t at = 0; at < flat.draw_count && rest_of_fund > 0; ++at) {
            std::int64_t& bucket = books.bucket[flat.draw[at]];
            const std::int64_t part = std::min(rest_of_fund, bucket);
            bucket -= part;
            rest_of_fund -= part;
            taken = at;
        }
    }
    books.paid[index] = fund;
    books.drawn[index] = rest;
    books.charged[index] = charged;
    point.fund += fund;
    point.closed = point.closed && (full || rest > std::max(covered, charged));
    if constexpr (Phased) {
        point.phase += 1 + (charged == due ? 1 : 0) + 2 * last + 256 * taken +
                       (full ? 4'096 : 0) + (rest > std::max(covered, charged) ? 8'192 : 0);
    }
    return true;
}

}  // namespace yidi::policy
