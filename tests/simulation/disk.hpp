/// @file
/// A node's simulated disk: a MemoryStore that can fail in the middle of a commit, and can be made
/// to lie, so that the alarm is known to ring.
///
/// Level       tests only
/// Units       none
/// Errors      StoreFailure from commit() when a crash is armed
/// Ownership   owns the records; survives the crashes of its node

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "engine/memory_store.hpp"
#include "simulation/fingerprint.hpp"

namespace yidi::simulation {

/// What is wrong with the system on purpose. Nothing of it is in the product.
enum class Plant {
    none,
    double_decide,    ///< The insured node forgets that it has decided, and decides again.
    lost_message,     ///< An outbox row is not stored, and its message not sent.
    unmirrored_undo,  ///< An undo is confirmed, but the money stays moved.
    unsound_answers,  ///< Some decisions do not add up. Not a bug of ours: nobody may stop for it.
    off_by_one_fen,   ///< The treatment node books one fen more than was decided.
    lazy_disk,  ///< commit() returns before the data is durable; a crash loses the last batch.
};

class Disk final : public engine::MemoryStore {
  public:
    /// When the next commit fails, if it does.
    enum class Failure { none, before_commit, after_commit };

    Disk(Plant plant, Fingerprint& fingerprint);
    ~Disk() override;

    void commit(const engine::Changes& changes) override;
    void arm(Failure failure) { failure_ = failure; }
    /// The node's process is gone, and with it what the disk only claimed to have written.
    void lose_power();

    /// Planted: this message was never stored and must not travel.
    [[nodiscard]] bool was_dropped(const model::NodeId& peer, std::int64_t seq) const {
        return dropped_.contains({peer, seq});
    }

  private:
    void drop_a_message(engine::Changes& changes);
    [[nodiscard]] engine::Changes inverse_of(const engine::Changes& changes);

    Plant plant_;
    Fingerprint& fingerprint_;
    Failure failure_ = Failure::none;
    std::set<std::pair<model::NodeId, std::int64_t>> dropped_;
    std::optional<engine::Changes> unsafe_;  ///< Undoes the batch a lazy disk has not yet written.
};

}  // namespace yidi::simulation
