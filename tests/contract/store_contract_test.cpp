// Goal    A handler cannot tell one store from another: each answers every read as the others do.
// Method  The same tests over every kind of store and every record type, with records drawn from
//         seeds, bounds and absent values included. Lists and finds are compared with a plain
//         filter over what was committed. Stores are left and found again before reading.
// Covers  S1 as far as it shows without a crash, S2. Crashes are in sqlite_durability_test.

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "base/text.hpp"

#include "store/sample_record.hpp"
#include "store_worlds.hpp"

namespace yidi::contract {
namespace {

using engine::ChangeKind;
using engine::Changes;
using store::flat_of;

constexpr std::size_t all = SIZE_MAX;

template <class T>
using ByKey = std::map<model::KeyOf<T>, T>;

/// Some records of one type, many of which share the beginning of their key.
template <class T>
ByKey<T> samples(std::uint64_t seed, int count = 24) {
    store::SampleMaker maker{seed};
    ByKey<T> records;
    for (int at = 0; at < count; ++at) {
        T record = maker.make<T>();
        if (!records.empty() && at % 3 != 0) {
            constexpr auto first = std::get<0>(model::Table<T>::key);
            record.*first = records.begin()->second.*first;
        }
        records.insert_or_assign(model::key_of(record), record);
    }
    return records;
}

template <class T>
Changes changes_of(ChangeKind kind, const ByKey<T>& records) {
    Changes changes;
    for (const auto& [key, record] : records) changes.of<T>().push_back({kind, record});
    return changes;
}

template <class Range>
std::vector<std::vector<std::string>> flat_all(const Range& records) {
    std::vector<std::vector<std::string>> flat;
    for (const auto& record : records) {
        if constexpr (requires { record.second; }) {
            flat.push_back(flat_of(record.second));
        } else {
            flat.push_back(flat_of(record));
        }
    }
    return flat;
}

using MakeWorld = std::unique_ptr<World> (*)();

class StoreContract : public testing::TestWithParam<std::pair<const char*, MakeWorld>> {
  protected:
    engine::Store& store() { return world->store(); }
    std::unique_ptr<World> world = GetParam().second();
};

template <class Made>
std::unique_ptr<World> make_world() {
    return std::make_unique<Made>();
}
const auto worlds =
    testing::Values(std::pair<const char*, MakeWorld>{"memory", make_world<MemoryWorld>},
                    std::pair<const char*, MakeWorld>{"sqlite", make_world<SqliteWorld>});
const auto name_of_world = [](const auto& info) { return std::string{info.param.first}; };
INSTANTIATE_TEST_SUITE_P(Every, StoreContract, worlds, name_of_world);

TEST_P(StoreContract, gives_every_record_back_as_it_was_committed) {
    store::for_each_record_type([&]<class T>(std::type_identity<T>) {
        SCOPED_TRACE(model::Table<T>::name);
        const auto records = samples<T>(1);
        store().commit(changes_of(ChangeKind::insert, records));
        world->leave_and_return();
        for (const auto& [key, record] : records) {
            const auto found = store().table<T>().load(key);
            ASSERT_TRUE(found);
            EXPECT_EQ(flat_of(*found), flat_of(record));
        }
    });
}

TEST_P(StoreContract, an_update_replaces_everything_but_the_key) {
    store::for_each_record_type([&]<class T>(std::type_identity<T>) {
        SCOPED_TRACE(model::Table<T>::name);
        const auto before = samples<T>(2);
        store().commit(changes_of(ChangeKind::insert, before));
        auto after = before;
        store::SampleMaker maker{99};
        for (auto& [key, record] : after) {
            T changed = maker.make<T>();
            std::apply([&](auto... member) { ((changed.*member = record.*member), ...); },
                       model::Table<T>::key);
            record = changed;
        }
        store().commit(changes_of(ChangeKind::update, after));
        EXPECT_EQ(flat_all(store().table<T>().list({}, 0, all)), flat_all(after));
    });
}

TEST_P(StoreContract, an_erased_record_is_gone_and_its_neighbours_stay) {
    store::for_each_record_type([&]<class T>(std::type_identity<T>) {
        SCOPED_TRACE(model::Table<T>::name);
        auto records = samples<T>(3);
        store().commit(changes_of(ChangeKind::insert, records));
        ByKey<T> erased;
        erased.insert(records.extract(std::next(records.begin())));
        const auto key = erased.begin()->first;
        // Only the key of an erased record is valid.
        T bare{};
        std::apply([&](auto... member) { ((bare.*member = erased.begin()->second.*member), ...); },
                   model::Table<T>::key);
        erased.begin()->second = bare;
        store().commit(changes_of(ChangeKind::erase, erased));
        EXPECT_FALSE(store().table<T>().load(key));
        EXPECT_EQ(flat_all(store().table<T>().list({}, 0, all)), flat_all(records));
    });
}

TEST_P(StoreContract, lists_what_begins_with_a_prefix_in_key_order_up_to_a_limit) {
    store::for_each_record_type([&]<class T>(std::type_identity<T>) {
        SCOPED_TRACE(model::Table<T>::name);
        using Key = model::KeyOf<T>;
        const auto records = samples<T>(4);
        store().commit(changes_of(ChangeKind::insert, records));
        for (std::size_t columns = 0; columns <= std::tuple_size_v<Key>; ++columns) {
            for (const auto& [prefix, unused] : records) {
                ByKey<T> expected;
                for (const auto& [key, record] : records) {
                    const bool begins =
                        [&, &k = key, &p = prefix ]<std::size_t... at>(std::index_sequence<at...>) {
                        return ((at >= columns || std::get<at>(k) == std::get<at>(p)) && ...);
                    }
                    (std::make_index_sequence<std::tuple_size_v<Key>>{});
                    if (begins) expected.emplace(key, record);
                }
                auto flat = flat_all(expected);
                auto& table = store().table<T>();
                EXPECT_EQ(flat_all(table.list(prefix, columns, all)), flat);
                for (const std::size_t limit : {0u, 1u, 5u}) {
                    const std::vector head(
                        flat.begin(),
                        flat.begin() + static_cast<std::ptrdiff_t>(std::min(limit, flat.size())));
                    EXPECT_EQ(flat_all(table.list(prefix, columns, limit)), head);
                }
            }
        }
    });
}

TEST_P(StoreContract, finds_through_an_index_what_a_filter_finds) {
    using Tags = boost::mp11::mp_transform<std::type_identity, engine::Indexes>;
    std::map<std::string, int> most_found;
    boost::mp11::mp_for_each<Tags>([&]<class I>(std::type_identity<I>) {
        SCOPED_TRACE(I::name);
        using T = typename I::Record;
        // Half of them share their index key with the first.
        auto records = samples<T>(fingerprint(I::name));
        int at = 0;
        for (auto& [key, record] : records) {
            if (at++ % 2 == 1) continue;
            std::apply(
                [&, &r = record](auto... member) {
                    ((r.*member = records.begin()->second.*member), ...);
                },
                I::members);
        }
        Changes changes;
        for (const auto& [key, record] : records) {
            if (!store().table<T>().load(key)) {
                changes.of<T>().push_back({ChangeKind::insert, record});
            }
        }
        store().commit(changes);
        const auto stored = store().table<T>().list({}, 0, all);
        for (const T& wanted : stored) {
            const auto index_key = model::index_key_of<I>(wanted);
            std::vector<T> expected;
            for (const T& record : stored) {
                if (model::index_key_of<I>(record) == index_key) expected.push_back(record);
            }
            EXPECT_EQ(flat_all(store().index<I>().find(index_key)), flat_all(expected));
            most_found[I::name] = std::max(most_found[I::name], static_cast<int>(expected.size()));
        }
    });
    for (const auto& [index, found] : most_found) EXPECT_GE(found, 2) << index;
}

TEST_P(StoreContract, an_index_follows_updates_and_erasures) {
    engine::Store& table = store();
    model::Settlement settlement;
    settlement.setl_id = "S1";
    settlement.mdtrt_id = "before";
    Changes changes;
    changes.of<model::Settlement>() = {{ChangeKind::insert, settlement}};
    table.commit(changes);
    settlement.mdtrt_id = "after";
    changes.of<model::Settlement>() = {{ChangeKind::update, settlement}};
    table.commit(changes);
    auto& index = table.index<model::SettlementByVisit>();
    EXPECT_TRUE(index.find({"before"}).empty());
    EXPECT_EQ(index.find({"after"}).size(), 1u);
    changes.of<model::Settlement>() = {{ChangeKind::erase, settlement}};
    table.commit(changes);
    EXPECT_TRUE(index.find({"after"}).empty());
}

TEST_P(StoreContract, knows_absent_from_present_and_empty_from_absent) {
    model::Filing with, without;
    with.psn_no = without.psn_no = "P";
    with.filing_no = 1;
    without.filing_no = 2;
    with.valid_to = Date{};
    Changes changes;
    changes.of<model::Filing>() = {{ChangeKind::insert, with}, {ChangeKind::insert, without}};
    store().commit(changes);
    world->leave_and_return();
    auto& table = store().table<model::Filing>();
    EXPECT_EQ(table.load({"P", 1})->valid_to, Date{});
    EXPECT_EQ(table.load({"P", 2})->valid_to, std::nullopt);
    EXPECT_FALSE(table.load({"P", 3}));
}

TEST_P(StoreContract, text_is_ordered_by_its_bytes) {
    Changes changes;
    for (const char* name : {"é", "a", "B", "", "异", "A", "a0"}) {
        changes.of<model::Sequence>().push_back({ChangeKind::insert, {name, 1}});
    }
    store().commit(changes);
    std::vector<std::string> names;
    for (const auto& each : store().table<model::Sequence>().list({}, 0, all)) {
        names.push_back(each.name);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"", "A", "B", "a", "a0", "é", "异"}));
}

TEST_P(StoreContract, one_commit_may_touch_every_table) {
    Changes changes;
    store::for_each_record_type([&]<class T>(std::type_identity<T>) {
        for (const auto& [key, record] : samples<T>(5)) {
            changes.of<T>().push_back({ChangeKind::insert, record});
        }
    });
    store().commit(changes);
    store().commit({});
    store::for_each_record_type([&]<class T>(std::type_identity<T>) {
        EXPECT_EQ(flat_all(store().table<T>().list({}, 0, all)), flat_all(samples<T>(5)));
    });
}

class StoreContractDeathTest : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Every, StoreContractDeathTest, worlds, name_of_world);

TEST_P(StoreContractDeathTest, stops_for_a_change_that_does_not_fit_what_is_stored) {
    Changes changes;
    auto& sequences = changes.of<model::Sequence>();
    sequences = {{ChangeKind::insert, {"present", 1}}};
    store().commit(changes);
    EXPECT_DEATH(store().commit(changes), "");
    sequences = {{ChangeKind::update, {"absent", 1}}};
    EXPECT_DEATH(store().commit(changes), "");
    sequences = {{ChangeKind::erase, {"absent", 1}}};
    EXPECT_DEATH(store().commit(changes), "");
}

}  // namespace
}  // namespace yidi::contract
