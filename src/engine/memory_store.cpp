#include "engine/memory_store.hpp"

namespace yidi::engine {

MemoryStore::MemoryStore() = default;
MemoryStore::~MemoryStore() = default;

void MemoryStore::commit(const Changes& changes) {
    std::apply(
        [&]<class... Ts>(detail::MemoryRows<Ts>&... rows) {
            (rows.apply(changes.of<Ts>()), ...);
        },
        rows_of);
}

}  // namespace yidi::engine
