/// @file
/// The law of one running node: what is in force, what was, and how it changes between two messages
/// while the node runs.
///
/// Level       8
/// Units       none
/// Errors      start() answers a law that was refused when nothing is kept that could stand in
/// Ownership   owns the desk and the archive
/// Threads     change() from one thread; all else from any

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "desk/desk.hpp"
#include "node/releases.hpp"

namespace yidi::node {

/// The desk under the rulebook in force. One message meets one rulebook from beginning to end.
class ChangingDesk : public engine::Handlers {
  public:
    [[nodiscard]] std::optional<model::Reply> handle(const model::Command& command,
                                                     engine::Workspace& workspace) override {
        return desk_.load()->handle(command, workspace);
    }
    void receive(const model::PeerMessage& message, Instant now,
                 engine::Workspace& workspace) override {
        desk_.load()->receive(message, now, workspace);
    }
    [[nodiscard]] model::PeerBody answer(const model::PeerMessage& question, Instant now,
                                         engine::Workspace& workspace) override {
        return desk_.load()->answer(question, now, workspace);
    }
    void wake(const model::Timer& timer, Instant now, engine::Workspace& workspace) override {
        desk_.load()->wake(timer, now, workspace);
    }

    void change(std::shared_ptr<const desk::Rulebook> rulebook) {
        desk_.store(std::make_shared<desk::Desk>(std::move(rulebook)));
    }
    [[nodiscard]] std::shared_ptr<desk::Desk> current() const { return desk_.load(); }

  private:
    std::atomic<std::shared_ptr<desk::Desk>> desk_;
};

class NodeLaw {
  public:
    using Keep = std::function<Outcome<Done>(model::KeepReleases)>;

    /// Divisions that begin with `prefix` are this node's; empty: it decides nothing.
    explicit NodeLaw(std::string prefix) : prefix_(std::move(prefix)) {}

    /// Before the engine runs. `base` is the rulebook without plans.
    [[nodiscard]] Outcome<Done> start(store::SqliteStore& store, desk::Rulebook base,
                                      const Law& law);
    /// While it runs: `keep` makes the releases durable before they decide. A law that was refused
    /// changes nothing but what json() says.
    [[nodiscard]] Outcome<Done> change(desk::Rulebook base, const Law& law, const Keep& keep);

    [[nodiscard]] ChangingDesk& desk() { return desk_; }
    /// Why the law last given was not taken; nothing if it was.
    [[nodiscard]] std::optional<Problem> refused() const;
    /// {"refused": null, "plans": […]}: what GET /health says.
    [[nodiscard]] std::string json() const;

  private:
    void put_in_force(desk::Rulebook base, LawInForce in_force);
    void note(std::optional<Problem> refused);

    std::string prefix_;
    ChangingDesk desk_;
    std::shared_ptr<const ReleaseArchive> archive_;
    mutable std::mutex mutex_;
    std::optional<Problem> refused_;
};

}  // namespace yidi::node
