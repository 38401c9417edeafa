/// @file
/// What all funds pay of one kind of event, as a function of its cost in scope. The tables of the
/// kind are laid flat, so that every fen to the cap can be tried; the first event of a year, with
/// nothing used before.
///
/// Level       3, pure
/// Units       fen
/// Errors      a point that needs a value nobody knows says so
/// Ownership   owns its tables
/// Threads     immutable once built
/// Invariants  C2  at every cost the funds pay what decide() says.
/// See         policy/evaluate.hpp, the computation this is a flat form of

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "policy/lint/kinds.hpp"

namespace yidi::policy {

/// What a bill holds beside the costs in scope, in fen.
struct BesideScope {
    std::int64_t own = 0, over_price = 0, first_pay = 0;
};

/// More funds than one event may have.
inline constexpr std::size_t curve_funds_max = benefits_max;
static_assert(curve_funds_max <= 32);  // Sets of funds are kept in 32 bits.

/// Bills the curve can carry without leaving 64 bits: a hundred million yuan.
inline constexpr std::int64_t curve_fen_max = 10'000'000'000;

class Curve {
  public:
    /// `kind` is one of kinds_of() the epoch.
    Curve(const PlanTables& tables, const Epoch& epoch, const Kind& kind,
          const BesideScope& beside = {});

    struct Point {
        std::int64_t fund = 0;
        /// Equal where every benefit is in the same band, limits and buckets alike. Zero from at().
        std::uint64_t phase = 0;
        bool unknown = false;  ///< Needs a value nobody knows; the rest says nothing.
        bool closed = false;   ///< No fund pays any more, however high the cost.
    };
    /// Requires 0 <= in_policy_fen <= curve_fen_max.
    [[nodiscard]] Point at(std::int64_t in_policy_fen) const;
    /// The same, with the phase.
    [[nodiscard]] Point phased(std::int64_t in_policy_fen) const;

    /// Most by which roundings may move the total from one fen of cost to the next.
    [[nodiscard]] std::int64_t slack() const { return slack_; }

  private:
    struct Band {
        std::int64_t above, upto, fund, local;
        std::uint8_t bucket;
        bool unknown;
    };
    struct Flat {
        bool is_basic, is_supplement, is_unknown, values_unknown;
        bool whole, includes, by_paid, by_year, ded_of_year, limited, capped_by_cost;
        std::uint8_t draw_count, band_count;
        std::array<std::uint8_t, bucket_count> draw;
        std::uint32_t bands_at;
        std::uint32_t ded_from, cap_from, axis_from;  ///< Bit i: benefit i of this event counts.
        std::int64_t due, off, factor_fund, factor_local;
        std::int64_t left, cap;  ///< no_limit: none.
    };
    struct Books {
        std::array<std::int64_t, bucket_count> bucket;
        std::array<std::int64_t, curve_funds_max> paid, drawn, charged;
    };

    void lay_out(const PlanTables& tables, const LayerPlan& layer, const Cell* cell,
                 const Kind& kind);
    void put_limits(const PlanTables& tables, const LayerPlan& layer, const Cell& cell,
                    const Kind& kind, Flat& flat) const;
    [[nodiscard]] std::uint32_t earlier_in(PoolSet pools) const;
    using Sums = std::array<std::int64_t, curve_funds_max>;
    static std::int64_t sum_of(std::uint32_t set, const Sums& sums) {
        std::int64_t sum = 0;
        for (std::size_t at = 0; set != 0; set >>= 1, ++at) sum += (set & 1U) != 0 ? sums[at] : 0;
        return sum;
    }
    /// One benefit at work.
    struct Work {
        std::int64_t off, rest, due, charged, covered, limit, left;
        std::int64_t start, end, paid_before;  ///< On the axis of the bands.
        std::int64_t paid, away, reached, over, fund;
        std::size_t last, taken;  ///< Band in which it ends, and bucket it takes up last.
        bool full;
    };
    [[nodiscard]] Work begin(const Flat& flat, std::int64_t base, const Books& books) const;
    [[nodiscard]] std::int64_t span_of(const Flat& flat, const Band& band, const Work& work,
                                       std::int64_t basis, std::int64_t low) const;
    void finish(const Flat& flat, Work& work) const;
    void write_back(const Flat& flat, Work& work, Books& books) const;
    /// These answer false where a value is needed that nobody knows.
    [[nodiscard]] bool run_bands(const Flat& flat, Work& work) const;
    template <bool Phased>
    [[nodiscard]] Point run(std::int64_t in_policy_fen) const;
    template <bool Phased>
    bool pay(std::size_t index, Books& books, Point& point) const;
    template <bool Phased>
    bool pay_supplement(const Flat& flat, std::size_t index, std::int64_t base, Books& books,
                        Point& point) const;
    template <bool Phased>
    bool pay_bands(const Flat& flat, std::size_t index, std::int64_t base, Books& books,
                   Point& point) const;

    std::vector<Flat> flats_;
    std::vector<Band> bands_;
    std::vector<Pool> pools_;  ///< Of each of flats_.
    BesideScope beside_;
    std::int64_t half_ = 0, slack_ = 0;
    bool at_sum_ = false, jiao_ = false;
};

}  // namespace yidi::policy
