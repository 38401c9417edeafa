/// @file
/// The use cases of a node, grouped by counter: the place of care (treatment), the insured place
/// (insured) and the hub. Each is a pure function of a command or message and the workspace.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      a refusal is a reply; see base/errors.def
/// Ownership   shares the rulebook
/// Threads     confined to the engine's thread
/// Invariants  D1  the insured node's commit is the moment the money moves; the treatment node is
///                 PENDING before it asks and SETTLED only after the answer.
///             D2  a request repeated with the same id and content gives the first answer again;
///                 on a money transaction other content is refused, naming the field.
///             D3  an undo that overtakes its decide leaves a tombstone; the decide is refused.
///             D4  the amounts of a reversal are those of the settlement it takes back, exactly.
/// See         src/README.md for the journey

#pragma once

#include <memory>

#include "desk/rulebook.hpp"
#include "engine/engine.hpp"

namespace yidi::desk {

class Desk : public engine::Handlers {
  public:
    explicit Desk(std::shared_ptr<const Rulebook> rulebook) : rulebook_(std::move(rulebook)) {}

    [[nodiscard]] std::optional<model::Reply> handle(const model::Command& command,
                                                     engine::Workspace& workspace) override;
    void receive(const model::PeerMessage& message, Instant now,
                 engine::Workspace& workspace) override;
    [[nodiscard]] model::PeerBody answer(const model::PeerMessage& question, Instant now,
                                         engine::Workspace& workspace) override;
    void wake(const model::Timer& timer, Instant now, engine::Workspace& workspace) override;

    [[nodiscard]] const Rulebook& rulebook() const { return *rulebook_; }

  private:
    std::shared_ptr<const Rulebook> rulebook_;
};

/// Commands that only read: they may run beside the writer on a read-only store.
[[nodiscard]] bool is_read_only(const model::CommandBody& body);

}  // namespace yidi::desk
