/// @file
/// Simulated time: what is to happen, in the order of its instants, and of its planning where they
/// are equal.
///
/// Level       tests only
/// Units       Instant in simulated microseconds
/// Errors      none
/// Ownership   owns the actions until they have run; what they capture must outlive the schedule

#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "calendar/calendar.hpp"

namespace yidi::simulation {

class Schedule {
  public:
    explicit Schedule(Instant start) : now_(start) {}

    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] bool empty() const { return heap_.empty(); }

    void at(Instant when, std::function<void()> action) {
        heap_.push_back({std::max(when, now_), next_order_++, std::move(action)});
        std::push_heap(heap_.begin(), heap_.end(), later);
    }
    void in_ms(std::int64_t ms, std::function<void()> action) {
        at(now_.plus_ms(ms), std::move(action));
    }

    /// Lets the next thing happen. Requires !empty().
    void step() {
        std::pop_heap(heap_.begin(), heap_.end(), later);
        Planned next = std::move(heap_.back());
        heap_.pop_back();
        now_ = next.when;
        next.action();
    }

  private:
    struct Planned {
        Instant when;
        std::uint64_t order;
        std::function<void()> action;
    };
    static bool later(const Planned& a, const Planned& b) {
        return std::pair{a.when, a.order} > std::pair{b.when, b.order};
    }

    Instant now_;
    std::uint64_t next_order_ = 0;
    std::vector<Planned> heap_;
};

}  // namespace yidi::simulation
