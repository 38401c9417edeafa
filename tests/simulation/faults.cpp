#include "simulation/faults.hpp"

#include <fmt/format.h>

namespace yidi::simulation {
namespace {

/// Most faults are absent from many runs, so that each is also seen alone.
std::int64_t maybe(Random& random, std::int64_t most) {
    return random.chance(550) ? random.between(1, most) : 0;
}

Faults::Partition draw_partition(Random& random, Instant start, std::int64_t length_ms,
                                 const std::vector<model::NodeId>& nodes) {
    Faults::Partition partition;
    partition.a = random.pick(nodes);
    if (random.chance(700)) partition.b = random.pick(nodes);
    partition.one_way = random.chance(300);
    const std::int64_t from_ms = random.below(length_ms);
    partition.from = start.plus_ms(from_ms);
    partition.to = partition.from.plus_ms(random.between(500, length_ms));
    return partition;
}

}  // namespace

bool Faults::cut(const model::NodeId& from, const model::NodeId& to, Instant now) const {
    if (from == to || now >= end) return false;
    for (const Partition& partition : partitions) {
        if (now < partition.from || now >= partition.to) continue;
        const bool forward = partition.a == from && (partition.b.empty() || partition.b == to);
        const bool backward = partition.a == to && (partition.b.empty() || partition.b == from);
        if (forward || (backward && !partition.one_way)) return true;
    }
    return false;
}

std::string Faults::text() const {
    std::string text = fmt::format(
        "loss {}, repeat {}, split {}, late {} up to {} ms, delay {} ms, call loss {} repeat {} "
        "late {}, answer loss {}, crash {} down {} ms",
        loss, repeat, split, late, late_ms_max, delay_ms_max, call_loss, call_repeat, call_late,
        answer_loss, crash, down_ms_max);
    for (const Partition& partition : partitions) {
        text += fmt::format(", partition {}{}{} {} ms", partition.a, partition.one_way ? ">" : "-",
                            partition.b.empty() ? "*" : partition.b,
                            (partition.to.us() - partition.from.us()) / 1000);
    }
    return text;
}

Faults draw_faults(Random& random, Instant start, const std::vector<model::NodeId>& nodes) {
    Faults faults;
    const std::int64_t length_ms = random.between(20'000, 120'000);
    faults.crashes_from = start.plus_ms(150);
    faults.end = start.plus_ms(length_ms);
    if (random.chance(30)) return faults;  // a calm day must work too
    faults.loss = maybe(random, 250);
    faults.repeat = maybe(random, 250);
    faults.split = maybe(random, 1000);
    faults.late = maybe(random, 200);
    faults.late_ms_max = random.between(100, 20'000);
    faults.delay_ms_max = random.between(1, 300);
    faults.call_loss = maybe(random, 150);
    faults.call_repeat = maybe(random, 200);
    faults.call_late = maybe(random, 100);
    faults.answer_loss = maybe(random, 200);
    faults.crash = maybe(random, 150);
    faults.down_ms_max = random.between(1, 15'000);
    for (std::int64_t left = random.chance(500) ? random.between(1, 4) : 0; left > 0; --left) {
        faults.partitions.push_back(draw_partition(random, start, length_ms, nodes));
    }
    // The hub is away for the whole time: settlements must go on without it.
    if (random.chance(80)) faults.partitions.push_back({"hub", {}, false, start, faults.end});
    return faults;
}

}  // namespace yidi::simulation
