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

}  // namespace

Curve::Point Curve::at(std::int64_t in_policy_fen) const {
    return run<false>(in_policy_fen);
}

Curve::Point Curve::phased(std::int64_t in_policy_fen) const {
    return run<true>(in_policy_fen);
}

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

/// What is due, what limits and cap leave, and where the costs lie on the axis of the bands.
Curve::Work Curve::begin(const Flat& flat, std::int64_t base, const Books& books) const {
    Work work;  // Every member is set here or in finish(): clearing it first costs a third more.
    work.paid = work.away = 0;
    work.last = work.taken = 0;
    work.full = false;
    work.off = flat.off == 0 ? 0 : (base * flat.off + half_) / one;
    work.rest = base - work.off;
    work.due = flat.due;
    if (flat.ded_of_year) {
        work.due = std::max<std::int64_t>(0, work.due - sum_of(flat.ded_from, books.charged));
    }
    work.charged = std::min(work.due, work.rest);

    work.limit = flat.left;
    work.covered = work.rest;
    if (flat.cap != no_limit) {
        const std::int64_t used =
            sum_of(flat.cap_from, flat.capped_by_cost ? books.drawn : books.paid);
        std::int64_t& bounded = flat.capped_by_cost ? work.covered : work.limit;
        bounded = std::min(bounded, std::max<std::int64_t>(0, flat.cap - used));
    }
    work.left = flat.limited && flat.factor_fund < one
                    ? least_of(work.limit, flat.factor_fund, half_, 0)
                    : work.limit;

    work.start = flat.includes ? work.charged : 0;
    work.end = std::max(work.start, flat.includes ? work.covered : work.covered - work.charged);
    if (flat.by_year) {
        const std::int64_t moved = sum_of(flat.axis_from, books.drawn) -
                                   (flat.includes ? 0 : sum_of(flat.axis_from, books.charged));
        work.start += moved;
        work.end += moved;
    }
    work.paid_before = flat.by_paid ? sum_of(flat.axis_from, books.paid) : 0;
    work.reached = work.start;
    return work;
}

/// What of the costs lies in the band, which begins at `low`.
std::int64_t Curve::span_of(const Flat& flat, const Band& band, const Work& work,
                            std::int64_t basis, std::int64_t low) const {
    if (flat.whole) {
        const bool first = &band == &bands_[flat.bands_at];
        const bool here = (work.end > band.above || first) && work.end <= band.upto;
        return here ? work.end - work.start : 0;
    }
    if (!flat.by_paid) return std::min(work.end, band.upto) - low;
    const std::int64_t span = work.end - work.reached;
    const std::int64_t room = band.upto - work.paid_before - work.paid;
    if (band.upto == no_limit || band.fund == 0 || room >= span) return span;
    return room <= 0 ? 0 : std::min(span, least_of(work.paid + room, band.fund, half_, basis));
}

bool Curve::run_bands(const Flat& flat, Work& work) const {
    std::int64_t exact = 0;
    for (std::size_t at = 0; at < flat.band_count && !work.full; ++at) {
        const Band& band = bands_[flat.bands_at + at];
        const std::int64_t basis = at_sum_ ? exact : work.paid * one;
        const std::int64_t low =
            flat.whole || flat.by_paid ? work.reached : std::max(work.start, band.above);
        std::int64_t span = span_of(flat, band, work, basis, low);
        if (span <= 0) continue;
        if (band.unknown) return false;
        std::int64_t pay = (basis + span * band.fund + half_) / one - work.paid;
        if (flat.limited && work.paid + pay >= work.left) {
            work.full = true;
            pay = work.left - work.paid;
            span = pay == 0 ? 0 : least_of(work.left, band.fund, half_, basis);
        }
        exact = basis + span * band.fund;
        if (band.local != band.fund) {
            work.away += std::max<std::int64_t>(0, (span * band.local + half_) / one - pay);
        }
        work.paid += pay;
        work.reached = low + span;
        work.last = at;
    }
    return true;
}

/// Factors on the amount, and whole jiao.
void Curve::finish(const Flat& flat, Work& work) const {
    const std::int64_t cost = (work.full ? work.reached : work.end) - work.start;
    work.over = work.end - work.start - cost + work.rest - std::max(work.covered, work.charged);
    work.fund = work.paid;
    if (flat.factor_fund < one) {
        work.fund = (work.paid * flat.factor_fund + half_) / one;
        if (flat.limited) work.fund = std::min(work.fund, work.limit);
    }
    if (flat.factor_local != flat.factor_fund) {
        work.away +=
            std::max<std::int64_t>(0, (work.paid * flat.factor_local + half_) / one - work.fund);
    }
    if (!jiao_) return;
    work.fund = (work.fund + (half_ != 0 ? jiao_fen / 2 : 0)) / jiao_fen * jiao_fen;
    work.fund = std::min(work.fund, cost);
    if (flat.limited) work.fund = std::min(work.fund, work.limit);
    work.away = std::min(work.away, cost - work.fund);
}

void Curve::write_back(const Flat& flat, Work& work, Books& books) const {
    const auto bucket = [&](Bucket name) -> std::int64_t& {
        return books.bucket[static_cast<std::size_t>(name)];
    };
    if (flat.is_basic) {
        bucket(Bucket::in_policy) = 0;
        bucket(Bucket::ded) += work.charged;
        bucket(Bucket::place_self) += work.off + work.away;
        bucket(Bucket::over_cap) += work.over;
        bucket(Bucket::seg_self) += work.rest - work.charged - work.fund - work.away - work.over;
        return;
    }
    std::int64_t fund = work.fund;
    for (std::size_t at = 0; at < flat.draw_count && fund > 0; ++at) {
        std::int64_t& drawn = books.bucket[flat.draw[at]];
        const std::int64_t part = std::min(fund, drawn);
        drawn -= part;
        fund -= part;
        work.taken = at;
    }
}

template <bool Phased>
bool Curve::pay_bands(const Flat& flat, std::size_t index, std::int64_t base, Books& books,
                      Point& point) const {
    Work work = begin(flat, base, books);
    if (!run_bands(flat, work)) return false;
    finish(flat, work);
    write_back(flat, work, books);
    books.paid[index] = work.fund;
    books.drawn[index] = work.rest;
    books.charged[index] = work.charged;
    point.fund += work.fund;
    const bool beyond = work.rest > std::max(work.covered, work.charged);
    point.closed = point.closed && (work.full || beyond);
    if constexpr (Phased) {
        point.phase += 1 + (work.charged == work.due ? 1 : 0) + 2 * work.last + 256 * work.taken +
                       (work.full ? 4'096 : 0) + (beyond ? 8'192 : 0);
    }
    return true;
}

}  // namespace yidi::policy
