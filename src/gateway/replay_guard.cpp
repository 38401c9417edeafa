#include "gateway/replay_guard.hpp"

#include "base/assert.hpp"
#include "gateway/signature.hpp"

namespace yidi::gateway {
namespace {

constexpr std::int64_t slice_us = 300 * Instant::us_per_second;
constexpr std::size_t places_min = 64;
constexpr std::size_t salt_bytes = 16;

std::int64_t slice_of(Instant at) {
    const std::int64_t us = at.us();
    return us >= 0 ? us / slice_us : (us - slice_us + 1) / slice_us;
}

}  // namespace

ReplayGuard::ReplayGuard(std::int64_t window_us, std::size_t entries_max)
    : window_us_(window_us), entries_max_(entries_max), salt_(random_hex(salt_bytes)) {}

ReplayGuard::Verdict ReplayGuard::remember(std::string_view owner, std::string_view signature,
                                           Instant signed_at, Instant now) {
    YIDI_ASSERT(signed_at >= now.plus_us(-window_us_) && signed_at <= now.plus_us(window_us_));
    std::string text{owner};
    text.append(1, '\n').append(signature);
    std::uint64_t fingerprint = salted_fingerprint(salt_, text);
    if (fingerprint == 0) fingerprint = 1;

    const std::lock_guard lock{mutex_};
    drop_old(now);
    Slice& slice = slices_[slice_of(signed_at)];
    if (slice.places.empty()) slice.places.assign(places_min, 0);
    if (place_of(slice.places, fingerprint) == fingerprint) return Verdict::seen;
    if (size_ == entries_max_) return Verdict::full;
    if (2 * (slice.count + 1) > slice.places.size()) grow(slice);
    place_of(slice.places, fingerprint) = fingerprint;
    ++slice.count;
    ++size_;
    return Verdict::fresh;
}

std::size_t ReplayGuard::size() const {
    const std::lock_guard lock{mutex_};
    return size_;
}

void ReplayGuard::drop_old(Instant now) {
    const std::int64_t first_kept = slice_of(now.plus_us(-window_us_));
    while (!slices_.empty() && slices_.begin()->first < first_kept) {
        size_ -= slices_.begin()->second.count;
        slices_.erase(slices_.begin());
    }
}

/// Where it stands, or the empty place where it would.
std::uint64_t& ReplayGuard::place_of(std::vector<std::uint64_t>& places,
                                     std::uint64_t fingerprint) {
    const std::size_t mask = places.size() - 1;
    std::size_t at = fingerprint & mask;
    while (places[at] != 0 && places[at] != fingerprint) at = (at + 1) & mask;
    return places[at];
}

void ReplayGuard::grow(Slice& slice) {
    std::vector<std::uint64_t> wider(2 * slice.places.size(), 0);
    for (const std::uint64_t fingerprint : slice.places) {
        if (fingerprint != 0) place_of(wider, fingerprint) = fingerprint;
    }
    slice.places = std::move(wider);
}

}  // namespace yidi::gateway
