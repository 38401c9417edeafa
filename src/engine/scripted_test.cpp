// Goal    One store for the tests of the engine, whose readers are compiled once.
// Method  The store in memory, counting commits and failing when told.
// Covers  nothing by itself; see scripted_test.hpp

#include "engine/scripted_test.hpp"

namespace yidi::engine {

CountingStore::CountingStore() = default;
CountingStore::~CountingStore() = default;

void CountingStore::commit(const Changes& changes) {
    if (fails) throw StoreFailure{Problem{ErrorCode::disk_failed, {}, {}, {}, {}}};
    ++commits;
    MemoryStore::commit(changes);
}

}  // namespace yidi::engine
