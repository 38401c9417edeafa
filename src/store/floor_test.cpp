// Goal    The floor writes every captured row, whatever the batch, and leaves nothing behind.
// Method  Commits are captured from a store that makes, changes and erases; the last part of them
// is
//         written again at several batch sizes.
// Covers  the figures that `yidi bench` prints beside its own.

#include "store/floor.hpp"

#include <gtest/gtest.h>

#include "store/sqlite_store.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::store {
namespace {

using engine::ChangeKind;
using engine::Changes;

Changes step(std::int64_t number) {
    Changes changes;
    changes.of<model::Sequence>() = {
        {number == 0 ? ChangeKind::insert : ChangeKind::update, {"steps", number}}};
    model::Person person;
    person.psn_no = std::to_string(number);
    person.psn_name = Personal{"某某"};
    changes.of<model::Person>() = {{ChangeKind::insert, person}};
    changes.of<model::Outbox>() = {
        {ChangeKind::insert, {"hub", number, model::RouteNotice{"digest", "110100"}}}};
    if (number > 0) {
        changes.of<model::Outbox>().push_back({ChangeKind::erase, {"hub", number - 1, {}}});
    }
    return changes;
}

TEST(RawFloor, writes_every_captured_row_and_removes_its_files) {
    const TemporaryDirectory directory;
    Vault vault{VaultKeys{}};
    std::vector<FloorNode> nodes(2);
    {
        auto store = SqliteStore::open(
            {.path = directory.path() / "node.db",
             .node_id = "110000",
             .network_id = "test",
             .vault = vault.clone(),
             .create = true,
             .capture = [&](const Changes& changes) { nodes[0].commits.push_back(changes); }});
        ASSERT_TRUE(store);
        for (std::int64_t number = 0; number < 100; ++number) (*store)->commit(step(number));
    }
    std::filesystem::remove(directory.path() / "node.db");
    std::filesystem::remove(directory.path() / "node.db.lock");
    // The second node's capture began late: it changes and erases what it never saw made.
    nodes[1].commits.assign(nodes[0].commits.begin() + 50, nodes[0].commits.end());
    nodes[1].commits_per_settlement = 2;

    const RawFloor floor{nodes, vault};
    for (const std::int64_t batch : {1, 7, 1'000}) {
        const auto time = floor.write(directory.path(), 100, batch);
        ASSERT_TRUE(time) << message_of(time.error(), false);
        EXPECT_EQ(time->rows, (1 + 1 + 1) * 100 + 99 + (1 + 1 + 2) * 50);
        EXPECT_EQ(time->commits, (100 + batch - 1) / batch + (200 + batch - 1) / batch);
        EXPECT_GT(time->wall_us, 0);
        EXPECT_GT(time->cpu_us, 0);
    }
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

}  // namespace
}  // namespace yidi::store
