/// @file
/// Whether a curve has the shape law is expected to have: more cost never pays less, never leaves
/// the person with less to bear, and nowhere jumps. Probed where something changes, or proved by
/// trying every fen.
///
/// Level       3, pure
/// Units       fen
/// Errors      none
/// Ownership   values
/// Invariants  J1  where prove() finds a fault, probe() finds one of the same check.
/// See         docs/reference/policy-lints.md, L30 to L33

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "policy/lint/curve.hpp"

namespace yidi::policy {

/// Costs are tried up to here, or to where no fund pays any more: 500,000 yuan.
inline constexpr std::int64_t shape_fen_max = 50'000'000;

/// One wrong place of a curve: the funds pay `before` at `from` and `after` at `cost`.
struct Fault {
    Lint lint{};
    std::int64_t from = 0, cost = 0, before = 0, after = 0;
};

/// The first fault of each check, and how many points were looked at.
struct Shape {
    std::vector<Fault> faults;
    std::int64_t points = 0;
    std::int64_t end = 0;  ///< Costs beyond it were not tried.

    void note(const Fault& fault) {
        const bool known = std::any_of(faults.begin(), faults.end(), [&](const Fault& other) {
            return other.lint == fault.lint;
        });
        if (!known) faults.push_back(fault);
    }
};

/// Judges what is paid from one fen to the next.
class Judge {
  public:
    explicit Judge(std::int64_t slack) : most_(1 + slack) {}

    /// The funds pay `after` at `cost` and `before` one fen below it.
    void step(std::int64_t cost, std::int64_t before, std::int64_t after, Shape& shape) {
        const std::int64_t rise = after - before;
        if (-rise < most_ && rise <= most_) {
            steep_ = 0;
            return;
        }
        const std::int64_t from = cost - 1;
        // Funds that draw only what a place takes off lose a fen where the other share rounds up.
        if (-rise >= most_) shape.note({Lint::fund_falls, from, cost, before, after});
        if (rise > most_) shape.note({Lint::person_falls, from, cost, before, after});
        if (rise > most_ || -rise > most_) shape.note({Lint::cliff, from, cost, before, after});
        // One jump is a cliff; one after another is a slope.
        steep_ = rise > most_ ? steep_ + 1 : 0;
        if (steep_ > 1) shape.note({Lint::steep, from, cost, before, after});
    }
    /// The funds pay `after` at `cost`, and `before` so many fen below it.
    void stretch(std::int64_t cost, std::int64_t fen, std::int64_t before, std::int64_t after,
                 Shape& shape) {
        steep_ = 0;
        const std::int64_t from = cost - fen;
        if (before - after >= most_) {
            shape.note({Lint::fund_falls, from, cost, before, after});
        }
        if (after - before > fen - 1 + most_) {
            shape.note({Lint::steep, from, cost, before, after});
        }
    }

  private:
    std::int64_t most_;
    int steep_ = 0;
};

/// Costs at which the curve changes its phase, ascending; ends where a value nobody knows is met.
template <class AnyCurve>
class PhaseFinder {
  public:
    /// `near` are changes of a curve that differs little: many of them will be found again.
    PhaseFinder(const AnyCurve& curve, std::int64_t last, const std::vector<std::int64_t>& near)
        : curve_(curve), last_(last), near_(near) {}

    [[nodiscard]] std::vector<std::int64_t> find() {
        // Steps of six reach every scale.
        std::vector<std::int64_t> grid{0, last_};
        for (std::int64_t fen = 1; fen < last_; fen *= 6) grid.push_back(fen);
        for (const std::int64_t change : near_) {
            grid.push_back(change - 1);
            grid.push_back(change);
        }
        std::sort(grid.begin(), grid.end());
        grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
        Sample low = at(0);
        for (std::size_t index = 1; index < grid.size() && !low.unknown; ++index) {
            const Sample high = at(grid[index]);
            between(low, high);
            low = high;
        }
        return std::move(found_);
    }
    [[nodiscard]] std::int64_t points() const { return points_; }

  private:
    struct Sample {
        std::int64_t cost = 0;
        std::uint64_t phase = 0;
        bool unknown = false;
    };

    Sample at(std::int64_t cost) {
        ++points_;
        const auto point = curve_.phased(cost);
        return {cost, point.phase, point.unknown};
    }

    void between(const Sample& low, const Sample& high) {
        if (low.unknown || (!high.unknown && low.phase == high.phase)) return;
        if (high.cost - low.cost == 1) {
            found_.push_back(high.cost);
            return;
        }
        const Sample middle = at(low.cost + (high.cost - low.cost) / 2);
        between(low, middle);
        between(middle, high);
    }

    const AnyCurve& curve_;
    std::int64_t last_;
    const std::vector<std::int64_t>& near_;
    std::int64_t points_ = 0;
    std::vector<std::int64_t> found_;
};

/// Looks two fen to both sides of every change of phase, and across the stretches between.
/// `changes` are those of a curve that differs little, or none; they become those of this one.
template <class AnyCurve>
[[nodiscard]] Shape probe(const AnyCurve& curve, std::vector<std::int64_t>& changes,
                          std::int64_t last = shape_fen_max) {
    constexpr std::int64_t around = 2;
    Shape shape;
    shape.end = last;
    PhaseFinder<AnyCurve> finder(curve, last, changes);
    changes = finder.find();
    std::vector<std::int64_t> places{0};
    places.insert(places.end(), changes.begin(), changes.end());
    places.push_back(last);
    shape.points = finder.points();
    Judge judge(curve.slack());
    std::int64_t reached = 0, before = 0;
    for (const std::int64_t change : places) {
        const std::int64_t from = std::max(reached, change - around);
        for (std::int64_t cost = from; cost <= std::min(last, change + around); ++cost) {
            const auto point = curve.at(cost);
            ++shape.points;
            if (point.unknown) return shape;
            if (cost > reached + 1) {
                judge.stretch(cost, cost - reached, before, point.fund, shape);
            } else if (cost > reached) {
                judge.step(cost, before, point.fund, shape);
            }
            reached = cost;
            before = point.fund;
        }
    }
    return shape;
}

/// Tries every fen after `first` up to `last`; ends early where no fund pays any more.
template <class AnyCurve>
[[nodiscard]] Shape prove(const AnyCurve& curve, std::int64_t first, std::int64_t last) {
    Shape shape;
    Judge judge(curve.slack());
    auto point = curve.at(first);
    std::int64_t before = point.fund, cost = first;
    while (cost < last && !point.unknown && !point.closed) {
        point = curve.at(++cost);
        if (point.unknown) break;
        judge.step(cost, before, point.fund, shape);
        before = point.fund;
    }
    shape.points = cost - first;
    shape.end = cost;
    return shape;
}

}  // namespace yidi::policy
