#include "api/histogram.hpp"

#include <algorithm>
#include <bit>

#include "base/assert.hpp"

namespace yidi::api {
namespace {

// Values below 256 have a bucket each; every further doubling has 128.
constexpr std::uint64_t exact_below = 256;
constexpr std::uint64_t per_doubling = 128;
constexpr int value_bits = 40;
constexpr std::size_t bucket_count = exact_below + (value_bits - 8) * per_doubling;

std::size_t bucket_of(std::uint64_t value) {
    if (value < exact_below) return value;
    const auto shift = static_cast<std::uint64_t>(std::bit_width(value) - 8);
    return exact_below + (shift - 1) * per_doubling + ((value >> shift) - per_doubling);
}

std::uint64_t last_value_of(std::size_t bucket) {
    if (bucket < exact_below) return bucket;
    const std::uint64_t shift = (bucket - exact_below) / per_doubling + 1;
    const std::uint64_t part = (bucket - exact_below) % per_doubling + per_doubling;
    return ((part + 1) << shift) - 1;
}

}  // namespace

Histogram::Histogram() : buckets_(bucket_count) {}

void Histogram::record(std::uint64_t value) {
    ++buckets_[bucket_of(std::min(value, value_max))];
    ++count_;
    sum_ += value;
    max_ = std::max(max_, value);
}

void Histogram::merge(const Histogram& other) {
    std::ranges::transform(buckets_, other.buckets_, buckets_.begin(), std::plus{});
    count_ += other.count_;
    sum_ += other.sum_;
    max_ = std::max(max_, other.max_);
}

std::uint64_t Histogram::at_ppm(std::uint64_t ppm) const {
    YIDI_ASSERT(ppm <= 1'000'000);
    const std::uint64_t rank = (count_ * ppm + 999'999) / 1'000'000;
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        seen += buckets_[bucket];
        if (seen > 0 && seen >= rank) return std::min(last_value_of(bucket), max_);
    }
    return max_;
}

}  // namespace yidi::api
