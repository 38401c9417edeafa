/// @file
/// Every kind of store behind one face: made empty, and left and found again.
///
/// Level       tests only
/// Units       none
/// Errors      none
/// Ownership   owns the store and where it lives

#pragma once

#include <memory>

#include <gtest/gtest.h>

#include "engine/memory_store.hpp"
#include "store/sqlite_store.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::contract {

class World {
  public:
    virtual ~World() = default;
    [[nodiscard]] virtual engine::Store& store() = 0;
    virtual void leave_and_return() = 0;
};

class MemoryWorld final : public World {
  public:
    [[nodiscard]] engine::Store& store() override { return store_; }
    void leave_and_return() override {}  // What is in memory stays where it is.

  private:
    engine::MemoryStore store_;
};

[[nodiscard]] inline store::VaultKeys test_keys() {
    store::VaultKeys keys;
    keys.encryption.fill(1);
    keys.digest.fill(2);
    keys.network_digest.fill(3);
    return keys;
}

class SqliteWorld final : public World {
  public:
    SqliteWorld() { SqliteWorld::leave_and_return(); }

    [[nodiscard]] store::Options options() const {
        return {.path = directory_.path() / "node.db",
                .node_id = "110000",
                .network_id = "test",
                .vault = store::Vault{test_keys()},
                .create = true};
    }
    [[nodiscard]] store::SqliteStore& store() override { return *store_; }
    void leave() { store_.reset(); }
    void leave_and_return() override {
        leave();
        auto opened = store::SqliteStore::open(options());
        ASSERT_TRUE(opened) << message_of(opened.error(), false);
        store_ = *std::move(opened);
    }

  private:
    store::TemporaryDirectory directory_;
    std::unique_ptr<store::SqliteStore> store_;
};

}  // namespace yidi::contract
