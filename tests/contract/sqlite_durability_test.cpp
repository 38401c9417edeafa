// Goal    What commit() acknowledged survives the process, and a batch is there whole or not at
// all;
//         readers and the writer do not wait for each other; one process at a time writes.
// Method  A child commits numbered batches that touch four tables and tells each number through a
//         pipe once commit() has returned; it is killed at a random instant, many times over the
//         same file. A disk that fills up is a limit on file size in a child. Readers hold
//         snapshots while the writer goes on.
// Covers  S1, S2, S3.

#include <csignal>
#include <random>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_worlds.hpp"

namespace yidi::contract {
namespace {

using engine::ChangeKind;
using engine::Changes;
using store::SqliteStore;

constexpr std::size_t all = SIZE_MAX;
constexpr std::int64_t transfers_per_batch = 5;

/// Batch `number` (from 1): moves 1 fen five times and counts itself.
Changes batch(std::int64_t number) {
    Changes changes;
    const auto kind = number == 1 ? ChangeKind::insert : ChangeKind::update;
    for (std::int64_t at = 0; at < transfers_per_batch; ++at) {
        model::Transfer transfer;
        transfer.id = (number - 1) * transfers_per_batch + at + 1;
        transfer.debit = "fund";
        transfer.credit = "payable";
        transfer.amount = Money::of_fen(1);
        changes.of<model::Transfer>().push_back({ChangeKind::insert, transfer});
    }
    const auto moved = Money::of_fen(number * transfers_per_batch);
    changes.of<model::Account>() = {{kind, {"fund", moved, {}}}, {kind, {"payable", {}, moved}}};
    changes.of<model::Sequence>() = {{kind, {"batch", number}}};
    if (number > 1) {
        changes.of<model::Outbox>().push_back({ChangeKind::erase, {"hub", number - 1, {}}});
    }
    model::Outbox message{"hub", number, model::RouteNotice{"digest", "110100"}};
    changes.of<model::Outbox>().push_back({ChangeKind::insert, message});
    return changes;
}

std::int64_t batches_in(SqliteStore& store) {
    const auto sequence = store.table<model::Sequence>().load({"batch"});
    return sequence ? sequence->next : 0;
}

/// Everything the last batch should have left is there, and nothing of the next.
void expect_whole(SqliteStore& store) {
    const auto count = batches_in(store);
    const auto moved = Money::of_fen(count * transfers_per_batch);
    std::int64_t transfers = 0;
    store.for_each<model::Transfer>(
        [&](const model::Transfer& transfer) { EXPECT_EQ(transfer.id, ++transfers); });
    EXPECT_EQ(transfers, count * transfers_per_batch);
    if (count == 0) return;
    EXPECT_EQ(store.table<model::Account>().load({"fund"})->debited, moved);
    EXPECT_EQ(store.table<model::Account>().load({"payable"})->credited, moved);
    const auto outbox = store.table<model::Outbox>().list({}, 0, all);
    ASSERT_EQ(outbox.size(), 1u);
    EXPECT_EQ(outbox[0].seq, count);
}

/// Forks; the child runs `work` and leaves without touching what it shares with its parent.
template <class Work>
pid_t start(Work work) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    work();
    ::_exit(0);
}

[[noreturn]] void commit_until_killed(const SqliteWorld& world, int acknowledged) {
    auto opened = SqliteStore::open(world.options());
    if (!opened) ::_exit(2);
    for (auto number = batches_in(**opened) + 1;; ++number) {
        (*opened)->commit(batch(number));
        if (::write(acknowledged, &number, sizeof number) != sizeof number) ::_exit(3);
    }
}

/// The last number that came through the pipe before it was closed.
std::int64_t last_acknowledged(int pipe, std::int64_t before) {
    std::int64_t number = 0;
    while (::read(pipe, &number, sizeof number) == sizeof number) before = number;
    return before;
}

TEST(SqliteDurability, a_kill_at_any_instant_loses_nothing_acknowledged_and_halves_no_batch) {
    SqliteWorld world;
    world.leave();
    std::mt19937 random{7};
    std::int64_t acknowledged = 0;
    for (int kill = 0; kill < 40; ++kill) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = start([&] { commit_until_killed(world, ends[1]); });
        ::close(ends[1]);
        ::usleep(std::uniform_int_distribution<unsigned>{3'000, 60'000}(random));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
        acknowledged = last_acknowledged(ends[0], acknowledged);
        ::close(ends[0]);

        world.leave_and_return();
        expect_whole(world.store());
        EXPECT_GE(batches_in(world.store()), acknowledged) << "after kill " << kill;
        world.leave();
    }
    EXPECT_GT(acknowledged, 40) << "the child hardly ever got to commit";
}

TEST(SqliteDurability, a_full_disk_is_said_and_leaves_the_last_commit) {
    SqliteWorld world;
    world.leave();
    const pid_t child = start([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        auto opened = SqliteStore::open(world.options());
        if (!opened) ::_exit(2);
        (*opened)->commit(batch(1));
        const rlimit limit{200'000, 200'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            for (std::int64_t number = 2; number < 10'000; ++number)
                (*opened)->commit(batch(number));
        } catch (const engine::StoreFailure& failure) {
            if (failure.problem().code != ErrorCode::disk_failed) ::_exit(4);
            if (failure.problem().field != world.options().path.string()) ::_exit(5);
            // The failed batch is gone, and reading goes on.
            try {
                expect_whole(**opened);
            } catch (const engine::StoreFailure&) {
                ::_exit(6);
            }
            ::_exit(testing::Test::HasFailure() ? 7 : 42);
        }
        ::_exit(3);
    });
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 42);
    world.leave_and_return();
    expect_whole(world.store());
    EXPECT_GE(batches_in(world.store()), 1);
}

TEST(SqliteDurability, a_snapshot_stays_while_the_writer_goes_on) {
    SqliteWorld world;
    world.store().commit(batch(1));
    auto options = world.options();
    options.read_only = true;
    options.create = false;
    auto opened = SqliteStore::open(std::move(options));
    ASSERT_TRUE(opened) << message_of(opened.error(), false);
    SqliteStore& reader = **opened;
    {
        const SqliteStore::Snapshot snapshot{reader};
        for (std::int64_t number = 2; number <= 50; ++number) world.store().commit(batch(number));
        EXPECT_EQ(batches_in(reader), 1);
        expect_whole(reader);
    }
    EXPECT_EQ(batches_in(reader), 50);
    expect_whole(reader);
}

TEST(SqliteDurability, a_reader_in_the_middle_of_a_table_does_not_stop_the_writer) {
    SqliteWorld world;
    std::int64_t number = 0;
    while (number < 300) world.store().commit(batch(++number));
    auto options = world.options();
    options.read_only = true;
    options.create = false;
    auto opened = SqliteStore::open(std::move(options));
    ASSERT_TRUE(opened);
    std::int64_t seen = 0;
    (*opened)->for_each<model::Transfer>([&](const model::Transfer& transfer) {
        EXPECT_EQ(transfer.id, ++seen);
        if (seen % 100 == 0 && number < 400) world.store().commit(batch(++number));
    });
    EXPECT_GE(seen, 300 * transfers_per_batch);
}

TEST(SqliteDurability, a_second_writer_is_refused_in_this_process_and_in_another) {
    SqliteWorld world;
    const auto refused_as_busy = [&] {
        const auto second = SqliteStore::open(world.options());
        return !second && second.error().code == ErrorCode::database_busy &&
               second.error().field == world.options().path.string();
    };
    EXPECT_TRUE(refused_as_busy());
    int status = 0;
    ::waitpid(start([&] { ::_exit(refused_as_busy() ? 42 : 1); }), &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 42);
    world.leave();
    EXPECT_FALSE(refused_as_busy()) << "the lock goes with the store";
}

}  // namespace
}  // namespace yidi::contract
