#include "engine/engine.hpp"

#include <algorithm>

namespace yidi::engine {
namespace {

using model::PeerMessage;

constexpr std::int64_t backoff_max = 16;
// An acknowledged outbox row is erased with the next batch that has something else to commit; when
// this many have gathered they are worth a commit of their own.
constexpr std::size_t acked_rows_max = 2'048;
constexpr std::int64_t sweep_ms = 50;

bool is_answer(const model::PeerBody& body) {
    return std::visit(
        []<class T>(const T&) {
            using namespace model;
            return std::is_same_v<T, RouteAnswer> || std::is_same_v<T, PersonAnswer> ||
                   std::is_same_v<T, AdmissionAnswer> || std::is_same_v<T, QuoteAnswer> ||
                   std::is_same_v<T, TotalsAnswer> || std::is_same_v<T, ExplainAnswer> ||
                   std::is_same_v<T, EntitlementAnswer> || std::is_same_v<T, DiseasesAnswer> ||
                   std::is_same_v<T, DeclarationsAnswer>;
        },
        body);
}

model::Reply peer_silent() { return Problem{ErrorCode::peer_silent, {}, {}, {}, {}}; }

}  // namespace

Engine::Engine(model::NodeId self, Store& store, Handlers& handlers, Options options, Instant now)
    : self_(std::move(self)), store_(store), handlers_(handlers), options_(options),
      workspace_(store, self_),
      // Answers to questions of an earlier process must not fit questions of this one.
      next_ask_id_(now.us()) {
    for (const model::Outbox& row : store_.table<model::Outbox>().list({}, 0, SIZE_MAX)) {
        Outgoing& outgoing = outgoing_[row.peer];
        outgoing.unacked.insert(row.seq);
        outgoing.resend_at = now;
    }
    for (const model::Timer& row : store_.table<model::Timer>().list({}, 0, SIZE_MAX)) {
        timers_.emplace(row.due_at, row.subject);
    }
}

void Engine::submit(model::Command command, Ticket ticket) {
    commands_.push_back({std::move(command), ticket, {}});
}

void Engine::deliver(Frame frame) { frames_.push_back(std::move(frame)); }

Released Engine::run(Instant now) {
    Released out;
    run_timers(now);
    // Messages first: they finish what is begun, and free callers that wait.
    for (std::size_t left = frames_.size(); left > 0; --left) {
        Frame frame = std::move(frames_.front());
        frames_.pop_front();
        run_frame(frame, now);
    }
    for (std::size_t left = std::min(commands_.size(), options_.batch_commands_max); left > 0;
         --left) {
        Submitted submitted = std::move(commands_.front());
        commands_.pop_front();
        run_command(std::move(submitted), now, out);
    }
    forget_acknowledged();
    if (workspace_.has_changes()) {
        store_.commit(workspace_.changes());
        workspace_.committed();
    }
    release(now, out);  // N1: only here, after the commit
    pump(now, out);
    if (now >= sweep_at_) {
        sweep_at_ = now.plus_ms(sweep_ms);
        expire(now, out);
    }
    return out;
}

Instant Engine::next_due() const {
    Instant due = Instant::of_us(INT64_MAX);
    if (!timers_.empty()) due = std::min(due, timers_.begin()->first);
    for (const auto& [peer, outgoing] : outgoing_) {
        if (!outgoing.unacked.empty()) due = std::min(due, outgoing.resend_at);
    }
    if (waiting_callers() > 0) due = std::min(due, sweep_at_);
    return due;
}

std::size_t Engine::unacknowledged() const {
    std::size_t count = 0;
    for (const auto& [peer, outgoing] : outgoing_) count += outgoing.unacked.size();
    return count;
}

void Engine::run_command(Submitted submitted, Instant now, Released& out) {
    submitted.command.now = now;
    workspace_.begin(&submitted.answers);
    std::optional<model::Reply> reply = handlers_.handle(submitted.command, workspace_);
    if (reply && reply->refusal() != nullptr) {
        workspace_.drop();
        out.replies.emplace_back(submitted.ticket, std::move(*reply));
        return;
    }
    Effects effects = workspace_.keep();
    if (reply) {
        out.replies.emplace_back(submitted.ticket, std::move(*reply));
    } else if (effects.answer_unusable) {
        // A peer that answers something else is as good as silent, and no reason to stop.
        out.replies.emplace_back(submitted.ticket, peer_silent());
    } else if (effects.question) {
        const std::int64_t ask_id = next_ask_id_++;
        to_send_.push_back({self_, effects.question->peer, 0, ask_id,
                            std::move(effects.question->body)});
        asking_.emplace(ask_id, Asking{effects.question->peer, std::move(submitted),
                                       now.plus_ms(options_.ask_timeout_ms)});
    } else {
        YIDI_ASSERT(effects.await.has_value());  // else nobody would ever answer the caller
        waiting_by_key_.emplace(effects.await->key, submitted.ticket);
        waiting_.emplace(submitted.ticket,
                         Waiting{std::move(effects.await->key), std::move(effects.await->if_late),
                                 now.plus_ms(options_.await_timeout_ms)});
    }
    absorb(std::move(effects));
}

void Engine::run_frame(Frame& frame, Instant now) {
    if (frame.ack) take_ack(frame.from, *frame.ack, now);
    for (PeerMessage& message : frame.messages) run_message(message, now);
}

void Engine::run_message(PeerMessage& message, Instant now) {
    if (message.seq == 0) {
        if (is_answer(message.body)) return take_answer(message);
        workspace_.begin(nullptr);
        model::PeerBody answer = handlers_.answer(message, now, workspace_);
        workspace_.drop();
        to_send_.push_back({self_, message.from, 0, message.ask_id, std::move(answer)});
        return;
    }
    to_ack_.insert(message.from);  // also for a repeat: the first ack may have been lost
    workspace_.begin(nullptr);
    if (note_received(message)) handlers_.receive(message, now, workspace_);
    absorb(workspace_.keep());
}

void Engine::run_timers(Instant now) {
    while (!timers_.empty() && timers_.begin()->first <= now) {
        const auto [due, subject] = *timers_.begin();
        timers_.erase(timers_.begin());
        workspace_.begin(nullptr);
        // A cancelled timer has no record any more.
        if (const auto* timer = workspace_.find<model::Timer>(due, subject)) {
            const model::Timer copy = *timer;
            workspace_.erase<model::Timer>(due, subject);
            handlers_.wake(copy, now, workspace_);
        }
        absorb(workspace_.keep());
    }
}

void Engine::take_answer(PeerMessage& message) {
    const auto found = asking_.find(message.ask_id);
    if (found == asking_.end()) return;  // too late, or asked by an earlier process
    if (found->second.peer != message.from) return;  // nobody answers for another node
    Submitted submitted = std::move(found->second.submitted);
    asking_.erase(found);
    submitted.answers.push_back(std::move(message.body));
    commands_.push_front(std::move(submitted));
}

void Engine::take_ack(const model::NodeId& peer, const model::PeerAck& ack, Instant now) {
    const auto known = outgoing_.find(peer);
    if (known == outgoing_.end() || known->second.unacked.empty()) return;
    Outgoing& outgoing = known->second;
    const std::int64_t oldest = *outgoing.unacked.begin();
    const auto forget = [&](std::int64_t seq) {
        if (outgoing.unacked.erase(seq) > 0) outgoing.acked.insert(seq);
    };
    while (!outgoing.unacked.empty() && *outgoing.unacked.begin() <= ack.watermark) {
        forget(*outgoing.unacked.begin());
    }
    for (const std::int64_t seq : ack.ahead) forget(seq);
    // The pause is that of the oldest message: acknowledgements of younger ones do not prolong it,
    // or a lost message would wait for as long as others get through.
    if (outgoing.unacked.empty() || *outgoing.unacked.begin() != oldest) {
        outgoing.backoff = 1;
        outgoing.resend_at = now.plus_ms(options_.resend_ms);
    }
}

bool Engine::note_received(const PeerMessage& message) {
    const auto* known = workspace_.find<model::Inbox>(message.from);
    model::Inbox inbox = known != nullptr ? *known : model::Inbox{message.from, 0, {}};
    if (message.seq <= inbox.watermark || message.seq > inbox.watermark + 2 * options_.window) {
        return false;
    }
    const auto place = std::ranges::lower_bound(inbox.ahead, message.seq);
    if (place != inbox.ahead.end() && *place == message.seq) return false;
    inbox.ahead.insert(place, message.seq);
    auto first_gap = inbox.ahead.begin();
    while (first_gap != inbox.ahead.end() && *first_gap == inbox.watermark + 1) {
        ++inbox.watermark;
        ++first_gap;
    }
    inbox.ahead.erase(inbox.ahead.begin(), first_gap);
    workspace_.put(std::move(inbox));
    return true;
}

void Engine::absorb(Effects effects) {
    for (PeerMessage& message : effects.messages) to_send_.push_back(std::move(message));
    for (Wake& wake : effects.wakes) wakes_.push_back(std::move(wake));
    for (auto& [timer, is_armed] : effects.timers) {
        if (is_armed) {
            timers_.insert(std::move(timer));
        } else {
            timers_.erase(timer);
        }
    }
}

void Engine::forget_acknowledged() {
    const bool idle = !workspace_.has_changes();
    workspace_.begin(nullptr);
    for (auto& [peer, outgoing] : outgoing_) {
        if (idle && outgoing.acked.size() < acked_rows_max) continue;
        for (const std::int64_t seq : outgoing.acked)
            workspace_.erase_stored<model::Outbox>(peer, seq);
        outgoing.acked.clear();
    }
    (void)workspace_.keep();
}

void Engine::release(Instant now, Released& out) {
    for (const Wake& wake : wakes_) answer_waiting(wake.key, wake.reply, out);
    wakes_.clear();

    std::map<model::NodeId, Frame> frames;
    const auto frame_to = [&](const model::NodeId& peer) -> Frame& {
        Frame& frame = frames[peer];
        if (frame.to.empty()) frame = Frame{self_, peer, {}, {}};
        return frame;
    };
    for (PeerMessage& message : to_send_) {
        if (message.seq != 0) {
            Outgoing& outgoing = outgoing_[message.to];
            if (outgoing.unacked.empty()) outgoing.resend_at = now.plus_ms(options_.resend_ms);
            outgoing.unacked.insert(message.seq);
            // Out of turn or beyond the window: it stays in the store until pump() comes to it.
            if (outgoing.sent != message.seq - 1 ||
                message.seq > *outgoing.unacked.begin() + options_.window) {
                continue;
            }
            outgoing.sent = message.seq;
        }
        frame_to(message.to).messages.push_back(std::move(message));
    }
    to_send_.clear();
    for (const model::NodeId& peer : to_ack_) {
        const auto* inbox = workspace_.find<model::Inbox>(peer);
        frame_to(peer).ack = inbox != nullptr ? model::PeerAck{inbox->watermark, inbox->ahead}
                                              : model::PeerAck{};
    }
    to_ack_.clear();
    for (auto& [peer, frame] : frames) out.frames.push_back(std::move(frame));
}

void Engine::pump(Instant now, Released& out) {
    has_unsent_ = false;
    for (auto& [peer, outgoing] : outgoing_) {
        if (outgoing.unacked.empty()) continue;
        Frame frame{self_, peer, {}, {}};
        if (now >= outgoing.resend_at) {
            outgoing.resend_at = now.plus_ms(options_.resend_ms * outgoing.backoff);
            outgoing.backoff = std::min(outgoing.backoff * 2, backoff_max);
            add_rows(frame, outgoing, 0);
        } else if (outgoing.sent < *outgoing.unacked.rbegin()) {
            add_rows(frame, outgoing, outgoing.sent);
        }
        if (frame.messages.empty()) continue;
        outgoing.sent = std::max(outgoing.sent, frame.messages.back().seq);
        has_unsent_ = has_unsent_ || outgoing.sent < std::min(*outgoing.unacked.rbegin(),
                                         *outgoing.unacked.begin() + options_.window);
        out.frames.push_back(std::move(frame));
    }
}

void Engine::add_rows(Frame& frame, const Outgoing& outgoing, std::int64_t after) {
    const std::int64_t last = *outgoing.unacked.begin() + options_.window;
    for (auto seq = outgoing.unacked.upper_bound(after);
         seq != outgoing.unacked.end() && *seq <= last &&
         frame.messages.size() < options_.messages_per_frame_max;
         ++seq) {
        const auto* row = workspace_.find<model::Outbox>(frame.to, *seq);
        YIDI_ASSERT(row != nullptr);
        frame.messages.push_back({self_, frame.to, *seq, 0, row->body});
    }
}

void Engine::expire(Instant now, Released& out) {
    for (auto at = asking_.begin(); at != asking_.end();) {
        if (at->second.until > now) {
            ++at;
            continue;
        }
        out.replies.emplace_back(at->second.submitted.ticket, peer_silent());
        at = asking_.erase(at);
    }
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        if (at->second.until > now) {
            ++at;
            continue;
        }
        waiting_by_key_.erase({at->second.key, at->first});
        out.replies.emplace_back(at->first, model::Reply{std::move(at->second.if_late)});
        at = waiting_.erase(at);
    }
}

void Engine::answer_waiting(const std::string& key, const model::Reply& reply, Released& out) {
    const auto first = waiting_by_key_.lower_bound({key, 0});
    auto last = first;
    for (; last != waiting_by_key_.end() && last->first == key; ++last) {
        waiting_.erase(last->second);
        out.replies.emplace_back(last->second, reply);
    }
    waiting_by_key_.erase(first, last);
}

}  // namespace yidi::engine
