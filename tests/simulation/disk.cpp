#include "simulation/disk.hpp"

namespace yidi::simulation {
namespace {

using engine::Change;
using engine::ChangeKind;
using engine::Changes;

/// One message in so many is dropped by the plant.
constexpr std::int64_t dropped_each = 13;

[[noreturn]] void fail() {
    throw engine::StoreFailure{Problem{ErrorCode::disk_failed, "simulated", {}, {}, {}}};
}

template <class T>
void invert(engine::MemoryStore& memory, const std::vector<Change<T>>& table,
            std::vector<Change<T>>& inverse) {
    for (const Change<T>& change : table) {
        if (change.kind == ChangeKind::insert) {
            inverse.push_back({ChangeKind::erase, change.record});
            continue;
        }
        const auto before = memory.rows<T>().load(model::key_of(change.record));
        const bool erased = change.kind == ChangeKind::erase;
        inverse.push_back({erased ? ChangeKind::insert : ChangeKind::update, *before});
    }
}

}  // namespace

Disk::Disk(Plant plant, Fingerprint& fingerprint) : plant_(plant), fingerprint_(fingerprint) {}
Disk::~Disk() = default;

void Disk::commit(const Changes& changes) {
    if (failure_ == Failure::before_commit) fail();
    if (plant_ == Plant::lost_message) {
        Changes fewer = changes;
        drop_a_message(fewer);
        MemoryStore::commit(fewer);
    } else {
        if (plant_ == Plant::lazy_disk) unsafe_ = inverse_of(changes);
        MemoryStore::commit(changes);
    }
    fingerprint_.add(changes);
    if (failure_ == Failure::after_commit) fail();
}

void Disk::lose_power() {
    failure_ = Failure::none;
    if (unsafe_) MemoryStore::commit(*unsafe_);
    unsafe_.reset();
}

void Disk::drop_a_message(Changes& changes) {
    std::erase_if(changes.of<model::Outbox>(), [&](const Change<model::Outbox>& change) {
        const std::pair key{change.record.peer, change.record.seq};
        const bool chosen =
            change.kind == ChangeKind::insert && change.record.seq % dropped_each == 0;
        if (chosen) dropped_.insert(key);
        return chosen || dropped_.contains(key);
    });
}

Changes Disk::inverse_of(const Changes& changes) {
    Changes inverse;
    std::apply(
        [&]<class... Ts>(const std::vector<Change<Ts>>&... table) {
            (invert(*this, table, inverse.of<Ts>()), ...);
        },
        changes.tables);
    return inverse;
}

}  // namespace yidi::simulation
