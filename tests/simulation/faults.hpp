/// @file
/// The named faults of a run, drawn from its seed: how bad the weather is, and until when.
///
/// Level       tests only
/// Units       chances in parts per thousand, times in simulated milliseconds
/// Errors      none
/// Ownership   values only
/// See         docs/design/simulation.md lists them

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "model/messages.hpp"
#include "simulation/random.hpp"

namespace yidi::simulation {

struct Faults {
    // between nodes
    std::int64_t loss = 0;    ///< A part of a frame never arrives.
    std::int64_t repeat = 0;  ///< It arrives twice.
    std::int64_t split = 0;   ///< A frame falls apart: messages and ack travel on their own.
    std::int64_t late = 0;    ///< It takes up to late_ms_max.
    std::int64_t late_ms_max = 0;
    std::int64_t delay_ms_max = 5;

    // between hospital and node
    std::int64_t call_loss = 0;
    std::int64_t call_repeat = 0;
    std::int64_t answer_loss = 0;
    std::int64_t call_late = 0;

    // nodes
    std::int64_t crash = 0;  ///< Per batch, in parts per ten thousand.
    std::int64_t down_ms_max = 1;

    /// Two nodes do not hear each other; or one does not hear the other.
    struct Partition {
        model::NodeId a, b;  ///< b empty: a is cut off from everybody.
        bool one_way = false;
        Instant from, to;
    };
    std::vector<Partition> partitions;

    Instant crashes_from;  ///< Until then the nodes are told who lives there.
    Instant end;           ///< From here on the world is kind.

    [[nodiscard]] bool cut(const model::NodeId& from, const model::NodeId& to, Instant now) const;
    /// Such as "loss 120, crash 40, partition 310000-hub".
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] Faults draw_faults(Random& random, Instant start,
                                 const std::vector<model::NodeId>& nodes);

}  // namespace yidi::simulation
