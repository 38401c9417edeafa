#include "policy/allocate.hpp"

#include <algorithm>
#include <numeric>

namespace yidi::policy {
namespace {

__extension__ using Wide = __int128;

struct BillBucket {
    Bucket bucket;
    Money model::FeeSums::*member;
};
constexpr BillBucket bill_buckets[] = {
    {Bucket::own, &model::FeeSums::fulamt_ownpay_amt},
    {Bucket::over_price, &model::FeeSums::overlmt_selfpay},
    {Bucket::first_pay, &model::FeeSums::preselfpay_amt},
    {Bucket::in_policy, &model::FeeSums::inscp_scp_amt},
};

/// What the person is left with of a bucket of the bill. The basic layer empties in_policy into the
/// buckets after it.
Money left_of(const Decision& decision, Bucket bucket) {
    const auto at = [&](Bucket which) { return decision.left[static_cast<std::size_t>(which)]; };
    if (bucket != Bucket::in_policy) return at(bucket);
    return at(Bucket::in_policy) + at(Bucket::ded) + at(Bucket::seg_self) +
           at(Bucket::place_self) + at(Bucket::over_cap);
}

}  // namespace

std::vector<Money> allocate(Money amount, std::span<const Money> bases) {
    Money sum;
    for (const Money base : bases) {
        YIDI_ASSERT(!base.is_negative());
        sum += base;
    }
    YIDI_ASSERT(!amount.is_negative() && amount <= sum);
    std::vector<Money> parts(bases.size());
    if (amount.is_zero()) return parts;

    std::vector<std::int64_t> remainders(bases.size());
    std::int64_t missing = amount.fen();
    for (std::size_t line = 0; line < bases.size(); ++line) {
        const Wide exact = Wide{amount.fen()} * bases[line].fen();
        parts[line] = Money::of_fen(static_cast<std::int64_t>(exact / sum.fen()));
        remainders[line] = static_cast<std::int64_t>(exact % sum.fen());
        missing -= parts[line].fen();
    }
    // The remainders add up to `missing` whole fen and each is less than one, so more lines have a
    // remainder than are served here, and a line with one lies below its base.
    std::vector<std::size_t> order(bases.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return remainders[a] > remainders[b];
    });
    for (std::size_t rank = 0; rank < static_cast<std::size_t>(missing); ++rank) {
        parts[order[rank]] += Money::of_fen(1);
    }
    return parts;
}

std::vector<Money> funds_by_line(const Decision& decision,
                                 std::span<const model::FeeSums> lines) {
    YIDI_ASSERT(!decision.refusal);
    std::vector<Money> paid(lines.size());
    std::vector<Money> bases(lines.size());
    for (const auto& [bucket, member] : bill_buckets) {
        Money whole;
        for (std::size_t line = 0; line < lines.size(); ++line) {
            bases[line] = lines[line].*member;
            whole += bases[line];
        }
        const auto parts = allocate(whole - left_of(decision, bucket), bases);
        for (std::size_t line = 0; line < lines.size(); ++line) paid[line] += parts[line];
    }
    return paid;
}

}  // namespace yidi::policy
