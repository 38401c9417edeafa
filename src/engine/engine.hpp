/// @file
/// The heart of a node: takes commands and messages in order, runs a batch of them over one
/// workspace, commits it in one durable transaction, and only then lets anything out.
///
/// Level       4, pure: time is an argument of run(), the store and the handlers are ports
/// Units       milliseconds in Options
/// Errors      StoreFailure leaves run(): the node must stop; nothing of the batch was let out
/// Ownership   owns its queue and all that waits; borrows store and handlers
/// Threads     confined to one thread
/// Invariants  N1  nothing is released before the batch that made it is durable.
///             N2  a durable message is carried out exactly once, whatever the network loses,
///                 repeats, delays or reorders; it is resent until the receiver's commit is
///                 acknowledged.
///             N3  every caller is answered once: by its reply, or in time by what is known.
///             N4  after a restart the store alone suffices: outbox and timers go on.
/// See         docs/design/engine.md

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/workspace.hpp"

namespace yidi::engine {

/// What one node sends another in one go.
struct Frame {
    model::NodeId from, to;
    std::vector<model::PeerMessage> messages;
    std::optional<model::PeerAck> ack;
};

/// The use cases of a node. Pure functions of their arguments and the workspace.
class Handlers {
  public:
    virtual ~Handlers() = default;
    /// Carries out a command. Nothing: the caller waits (await) or a question is on its way (ask).
    /// A reply that refuses drops all the command wrote.
    [[nodiscard]] virtual std::optional<model::Reply> handle(const model::Command& command,
                                                             Workspace& workspace) = 0;
    /// Carries out a durable message of a peer. Must come to an end for any content.
    virtual void receive(const model::PeerMessage& message, Instant now, Workspace& workspace) = 0;
    /// Answers a peer's question; writes nothing.
    [[nodiscard]] virtual model::PeerBody answer(const model::PeerMessage& question, Instant now,
                                                 Workspace& workspace) = 0;
    /// A timer is due.
    virtual void wake(const model::Timer& timer, Instant now, Workspace& workspace) = 0;
};

/// Names a caller to whoever released it; the engine only carries it.
using Ticket = std::uint64_t;

struct Options {
    std::size_t batch_commands_max = 256;
    std::int64_t ask_timeout_ms = 8'000;     ///< A question nobody answered: peer_silent.
    std::int64_t await_timeout_ms = 10'000;  ///< A settlement nobody finished: outcome_unknown.
    std::int64_t resend_ms = 1'000;          ///< Doubled at each resend without an ack, up to 16 x.
    std::size_t messages_per_frame_max = 512;
    std::int64_t window = 4'096;             ///< Messages in flight to one peer.
};

/// What may leave the node now that its batch is durable.
struct Released {
    std::vector<std::pair<Ticket, model::Reply>> replies;
    std::vector<Frame> frames;
};

class Engine {
  public:
    /// Reads outbox and timers and takes them up where the last process left them (N4).
    Engine(model::NodeId self, Store& store, Handlers& handlers, Options options, Instant now);

    void submit(model::Command command, Ticket ticket);
    void deliver(Frame frame);

    /// Runs one batch of what was submitted and delivered, and all that is due.
    [[nodiscard]] Released run(Instant now);

    /// Something is queued: run() has work without waiting.
    [[nodiscard]] bool has_work() const {
        return !commands_.empty() || !frames_.empty() || has_unsent_;
    }
    /// When run() must be called next even if nothing arrives.
    [[nodiscard]] Instant next_due() const;

    /// Messages that their receivers have not acknowledged.
    [[nodiscard]] std::size_t unacknowledged() const;
    [[nodiscard]] std::size_t waiting_callers() const { return waiting_.size() + asking_.size(); }

  private:
    struct Submitted {
        model::Command command;
        Ticket ticket;
        std::vector<model::PeerBody> answers;  ///< To the questions of its earlier runs.
    };
    struct Asking {
        model::NodeId peer;  ///< Only its answer counts.
        Submitted submitted;
        Instant until;
    };
    struct Waiting {
        std::string key;
        Problem if_late;
        Instant until;
    };
    /// What is on its way to one peer.
    struct Outgoing {
        std::set<std::int64_t> unacked;
        std::set<std::int64_t> acked;  ///< Acknowledged, not yet erased from the store.
        std::int64_t sent = 0;         ///< Highest number sent by this process.
        Instant resend_at;
        std::int64_t backoff = 1;
    };

    void run_command(Submitted submitted, Instant now, Released& out);
    void run_frame(Frame& frame, Instant now);
    void run_message(model::PeerMessage& message, Instant now);
    void run_timers(Instant now);
    void take_answer(model::PeerMessage& message);
    void take_ack(const model::NodeId& peer, const model::PeerAck& ack, Instant now);
    /// False: carried out already, or too far ahead to remember.
    [[nodiscard]] bool note_received(const model::PeerMessage& message);
    void absorb(Effects effects);
    void forget_acknowledged();
    void release(Instant now, Released& out);
    /// Sends what the window now lets through, and again what went unacknowledged for too long.
    void pump(Instant now, Released& out);
    void add_rows(Frame& frame, const Outgoing& outgoing, std::int64_t after);
    void expire(Instant now, Released& out);
    void answer_waiting(const std::string& key, const model::Reply& reply, Released& out);

    model::NodeId self_;
    Store& store_;
    Handlers& handlers_;
    Options options_;
    Workspace workspace_;

    std::deque<Submitted> commands_;
    std::deque<Frame> frames_;

    // Volatile: lost with the process, and with the callers it concerns.
    // Ordered, so that the order of answers is the same in every run of the same seed.
    std::map<Ticket, Waiting> waiting_;
    std::set<std::pair<std::string, Ticket>> waiting_by_key_;
    std::map<std::int64_t, Asking> asking_;
    std::int64_t next_ask_id_;
    Instant sweep_at_;  ///< Late callers are looked for in coarse steps, not at every batch.
    bool has_unsent_ = false;

    // Derived from the store at start.
    std::map<model::NodeId, Outgoing> outgoing_;
    std::set<std::pair<Instant, std::string>> timers_;

    // Gathered while a batch runs, released after its commit.
    std::vector<model::PeerMessage> to_send_;
    std::vector<Wake> wakes_;
    std::set<model::NodeId> to_ack_;
};

}  // namespace yidi::engine
