/// @file
/// An engine under test: handlers that do what a test says, a store that counts and may fail, and
/// a clock that stands until it is moved.
///
/// Level       tests only
/// Units       milliseconds
/// Errors      none
/// Ownership   a Rig owns its engine, handlers and store

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "engine/memory_store.hpp"

namespace yidi::engine {

class ScriptedHandlers : public Handlers {
  public:
    std::function<std::optional<model::Reply>(const model::Command&, Workspace&)> on_command;
    std::function<void(const model::PeerMessage&, Workspace&)> on_message;
    std::function<model::PeerBody(const model::PeerMessage&)> on_question;
    std::function<void(const model::Timer&, Instant, Workspace&)> on_timer;

    std::optional<model::Reply> handle(const model::Command& command,
                                       Workspace& workspace) override {
        return on_command(command, workspace);
    }
    void receive(const model::PeerMessage& message, Instant, Workspace& workspace) override {
        if (on_message) on_message(message, workspace);
    }
    model::PeerBody answer(const model::PeerMessage& question, Instant, Workspace&) override {
        return on_question(question);
    }
    void wake(const model::Timer& timer, Instant now, Workspace& workspace) override {
        on_timer(timer, now, workspace);
    }
};

class CountingStore : public MemoryStore {
  public:
    CountingStore();
    ~CountingStore() override;
    void commit(const Changes& changes) override;
    template <class T>
    [[nodiscard]] std::vector<T> all() {
        return rows<T>().list({}, 0, SIZE_MAX);
    }

    int commits = 0;
    bool fails = false;
};

/// One node.
struct Rig {
    explicit Rig(model::NodeId self, Options engine_options = {})
        : id(std::move(self)), options(engine_options) {
        restart();
    }

    /// The process dies and comes again: only the store is left.
    void restart() { engine = std::make_unique<Engine>(id, store, handlers, options, now); }
    Released run() { return engine->run(now); }
    Released run_after(std::int64_t ms) {
        now = now.plus_ms(ms);
        return run();
    }
    /// A command that says `word` to the handler.
    void say(const std::string& word, Ticket ticket) {
        model::Command command{};
        command.body = model::SignInCommand{word};
        engine->submit(std::move(command), ticket);
    }

    model::NodeId id;
    Options options;
    CountingStore store;
    ScriptedHandlers handlers;
    Instant now = *Instant::parse("2026-11-22 08:00:00");
    std::unique_ptr<Engine> engine;
};

[[nodiscard]] inline const std::string& word_of(const model::Command& command) {
    return std::get<model::SignInCommand>(command.body).opter_no;
}

[[nodiscard]] inline model::SignIn record(const std::string& key, const std::string& value = "") {
    return {.sign_no = key,
            .fixmedins_code = value,
            .opter_no = {},
            .signed_in_at = {},
            .signed_out_at = {}};
}

[[nodiscard]] inline Problem a_problem() {
    return {ErrorCode::total_mismatch, "field", {}, {}, {}};
}

[[nodiscard]] inline bool refuses(const model::Reply& reply, ErrorCode code) {
    return reply.refusal() != nullptr && reply.refusal()->code == code;
}

}  // namespace yidi::engine
