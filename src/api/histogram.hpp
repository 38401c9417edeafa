/// @file
/// Counts of a measured quantity in buckets that grow with it: small values exact, large ones
/// within 1/128, the largest exact.
///
/// Level       7, pure
/// Units       whatever is recorded; quantiles in parts per million
/// Errors      none; values beyond value_max count as value_max in the buckets
/// Ownership   values only

#pragma once

#include <cstdint>
#include <vector>

namespace yidi::api {

class Histogram {
  public:
    static constexpr std::uint64_t value_max = (std::uint64_t{1} << 40) - 1;

    Histogram();
    void record(std::uint64_t value);
    void merge(const Histogram& other);

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] std::uint64_t max() const noexcept { return max_; }
    [[nodiscard]] std::uint64_t mean() const noexcept { return count_ == 0 ? 0 : sum_ / count_; }
    /// The smallest recorded value, rounded up to its bucket's end, that `ppm` parts of a million
    /// of all values do not exceed: 500'000 is the median. 0 when nothing was recorded.
    [[nodiscard]] std::uint64_t at_ppm(std::uint64_t ppm) const;

  private:
    std::vector<std::uint64_t> buckets_;
    std::uint64_t count_ = 0, sum_ = 0, max_ = 0;
};

}  // namespace yidi::api
