#include "simulation/network.hpp"

namespace yidi::simulation {

void Network::send(engine::Frame frame) {
    if (!stormy() || !random_.chance(faults_.split)) return send_part(std::move(frame));
    for (model::PeerMessage& message : frame.messages) {
        engine::Frame part{frame.from, frame.to, {}, {}};
        part.messages.push_back(std::move(message));
        send_part(std::move(part));
    }
    if (frame.ack) send_part({frame.from, frame.to, {}, std::move(frame.ack)});
}

void Network::send_part(engine::Frame part) {
    std::int64_t copies = 1;
    if (stormy()) {
        if (faults_.cut(part.from, part.to, schedule_.now())) return;
        if (random_.chance(faults_.repeat)) ++copies;
        if (random_.chance(faults_.loss)) --copies;
    }
    for (; copies > 0; --copies) {
        std::int64_t delay_ms = random_.between(1, faults_.delay_ms_max);
        if (stormy() && random_.chance(faults_.late))
            delay_ms += random_.below(faults_.late_ms_max);
        ++on_the_way_;
        schedule_.in_ms(delay_ms, [this, part] {
            --on_the_way_;
            deliver_(part);
        });
    }
}

}  // namespace yidi::simulation
