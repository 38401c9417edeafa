// Goal    Quantiles are never below the truth and at most one part in 128 above it.
// Method  Small values exactly; a property against a sorted list.
// Covers  record, merge, at_ppm, mean, max

#include "api/histogram.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::api {
namespace {

TEST(Histogram, of_nothing_is_zero) {
    const Histogram histogram;
    EXPECT_EQ(histogram.count(), 0U);
    EXPECT_EQ(histogram.at_ppm(999'000), 0U);
    EXPECT_EQ(histogram.mean(), 0U);
}

TEST(Histogram, is_exact_for_small_values) {
    Histogram histogram;
    for (std::uint64_t value = 1; value <= 100; ++value) histogram.record(value);
    EXPECT_EQ(histogram.at_ppm(0), 1U);
    EXPECT_EQ(histogram.at_ppm(10'000), 1U);
    EXPECT_EQ(histogram.at_ppm(500'000), 50U);
    EXPECT_EQ(histogram.at_ppm(990'000), 99U);
    EXPECT_EQ(histogram.at_ppm(1'000'000), 100U);
    EXPECT_EQ(histogram.mean(), 50U);
}

TEST(Histogram, keeps_the_largest_value_even_beyond_its_buckets) {
    Histogram histogram;
    histogram.record(Histogram::value_max + 17);
    EXPECT_EQ(histogram.max(), Histogram::value_max + 17);
    EXPECT_EQ(histogram.at_ppm(1'000'000), Histogram::value_max);
}

RC_GTEST_PROP(HistogramProperty, quantiles_are_close_to_those_of_a_sorted_list, ()) {
    auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::uint64_t>>(
        rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << *rc::gen::inRange(1, 40))));
    Histogram left, right;
    for (std::size_t index = 0; index < values.size(); ++index) {
        (index % 2 == 0 ? left : right).record(values[index]);
    }
    left.merge(right);
    std::ranges::sort(values);
    const auto ppm = *rc::gen::inRange<std::uint64_t>(0, 1'000'001);
    const auto rank = std::max<std::size_t>(1, (values.size() * ppm + 999'999) / 1'000'000);
    const std::uint64_t truth = values[rank - 1];
    RC_ASSERT(left.count() == values.size());
    RC_ASSERT(left.at_ppm(ppm) >= truth);
    RC_ASSERT(left.at_ppm(ppm) <= truth + truth / 128);
}

}  // namespace
}  // namespace yidi::api
