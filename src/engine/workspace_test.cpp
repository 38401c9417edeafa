// Goal    A batch sees its own writes everywhere, a dropped command was never there, and what is
//         committed is exactly what was kept.
// Method  1. Lists, indexes, numbers and postings by example.
//         2. Random commands over a few keys against a plain map, with drops and commits.
// Covers  W1 W2 W3.

#include "engine/workspace.hpp"

#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/scripted_test.hpp"
#include "ledger/chart.hpp"

namespace yidi::engine {
namespace {

struct Desk {
    CountingStore store;
    Workspace workspace{store, "110000"};

    void commit() {
        (void)workspace.keep();
        store.commit(workspace.changes());
        workspace.committed();
    }
};

model::FeeLine line(const std::string& mdtrt_id, const std::string& serial) {
    model::FeeLine line{};
    line.mdtrt_id = mdtrt_id;
    line.feedetl_sn = serial;
    return line;
}

std::vector<std::string> serials(const std::vector<model::FeeLine>& lines) {
    std::vector<std::string> found;
    for (const model::FeeLine& line : lines) found.push_back(line.feedetl_sn);
    return found;
}

TEST(Workspace, lists_what_the_store_holds_with_this_batch_laid_over_it) {
    Desk desk;
    for (const char* serial : {"1", "2", "3"}) desk.workspace.put(line("A", serial));
    desk.workspace.put(line("B", "1"));
    desk.commit();
    desk.workspace.erase<model::FeeLine>(std::string{"A"}, std::string{"2"});
    desk.workspace.put(line("A", "0"));
    const auto found = desk.workspace.list<model::FeeLine>(std::string{"A"});
    EXPECT_EQ(serials(found), (std::vector<std::string>{"0", "1", "3"}));
    desk.workspace.drop();
    EXPECT_EQ(desk.workspace.list<model::FeeLine>(std::string{"A"}).size(), 3U);
}

TEST(Workspace, finds_by_index_what_this_batch_moved_into_it_and_out_of_it) {
    Desk desk;
    model::Encounter visit{};
    visit.mdtrt_id = "1";
    visit.psn_no = "P";
    desk.workspace.put(visit);
    desk.commit();
    visit.psn_no = "Q";
    desk.workspace.put(visit);
    EXPECT_TRUE(desk.workspace.list_by<model::EncounterByPerson>(std::string{"P"}).empty());
    EXPECT_EQ(desk.workspace.list_by<model::EncounterByPerson>(std::string{"Q"}).size(), 1U);
}

TEST(Workspace, draws_numbers_from_one_and_gives_a_dropped_one_to_the_next) {
    Desk desk;
    EXPECT_EQ(desk.workspace.next_number("a"), 1);
    EXPECT_EQ(desk.workspace.next_number("a"), 2);
    EXPECT_EQ(desk.workspace.next_number("b"), 1);
    (void)desk.workspace.keep();
    EXPECT_EQ(desk.workspace.next_number("a"), 3);
    desk.workspace.drop();
    EXPECT_EQ(desk.workspace.next_number("a"), 3);
}

TEST(Workspace, says_of_each_key_once_whether_it_is_new_changed_or_gone) {  // W3
    Desk desk;
    desk.workspace.put(record("changed"));
    desk.workspace.put(record("erased"));
    desk.workspace.put(record("erased and put"));
    desk.commit();
    for (const char* value : {"1", "2"}) desk.workspace.put(record("changed", value));
    desk.workspace.erase<model::SignIn>(std::string{"erased"});
    desk.workspace.erase<model::SignIn>(std::string{"erased and put"});
    desk.workspace.put(record("erased and put", "again"));
    desk.workspace.put(record("new"));
    desk.workspace.put_new(record("come and gone"));
    desk.workspace.erase<model::SignIn>(std::string{"come and gone"});
    (void)desk.workspace.keep();

    const Changes changes = desk.workspace.changes();
    std::map<std::string, ChangeKind> kinds;
    for (const auto& change : changes.of<model::SignIn>()) {
        EXPECT_TRUE(kinds.emplace(change.record.sign_no, change.kind).second);
    }
    const std::map<std::string, ChangeKind> expected{{"changed", ChangeKind::update},
                                                     {"erased", ChangeKind::erase},
                                                     {"erased and put", ChangeKind::update},
                                                     {"new", ChangeKind::insert}};
    EXPECT_EQ(kinds, expected);
}

TEST(Workspace, posts_an_entry_as_transfers_and_moves_both_accounts) {
    Desk desk;
    model::Shares shares;
    shares.hifp_pay = Money::of_fen(700);
    shares.hifob_pay = Money::of_fen(200);
    shares.acct_pay = Money::of_fen(100);
    const auto entry = ledger::insured_entry("460000", "P", "310", shares, "2026-11", "S1");
    EXPECT_EQ(desk.workspace.post(*entry, Instant::of_us(5)), 1);
    const auto mirror = entry->reversed(1, "2026-11", "R1");
    EXPECT_EQ(desk.workspace.post(mirror, Instant::of_us(6)), 4);
    desk.commit();

    EXPECT_EQ(desk.store.all<model::Transfer>().size(), 6U);
    EXPECT_EQ(desk.store.all<model::Transfer>().at(3).reverses, 1);
    for (const model::Account& account : desk.store.all<model::Account>()) {
        EXPECT_EQ(account.debited, account.credited) << account.code;
    }
    const auto payable =
        desk.store.rows<model::Account>().load({ledger::payable_to_province("460000", "310")});
    EXPECT_EQ(payable->credited, Money::of_fen(1'000));
}

TEST(WorkspaceDeathTest, refuses_to_erase_what_is_not_there) {
    Desk desk;
    EXPECT_DEATH(desk.workspace.erase<model::SignIn>(std::string{"nothing"}), "has_value");
}

RC_GTEST_PROP(WorkspaceProperty, is_a_map_with_commands_that_may_be_dropped, ()) {
    Desk desk;
    std::map<std::string, std::string> kept, trial;
    for (int step = *rc::gen::inRange(1, 60); step > 0; --step) {
        const std::string key(1, static_cast<char>('a' + *rc::gen::inRange(0, 5)));
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
            case 1:
                trial[key] = std::to_string(step);
                desk.workspace.put(record(key, std::to_string(step)));
                break;
            case 2:
                if (trial.erase(key) > 0) desk.workspace.erase<model::SignIn>(key);
                break;
            case 3:
                kept = trial;
                (void)desk.workspace.keep();
                break;
            case 4:
                trial = kept;
                desk.workspace.drop();
                break;
            default:
                kept = trial;
                desk.commit();
        }
        std::map<std::string, std::string> listed;
        for (const auto& row : desk.workspace.list<model::SignIn>()) {
            listed.emplace(row.sign_no, row.fixmedins_code);
        }
        RC_ASSERT(listed == trial);
        const auto* found = desk.workspace.find<model::SignIn>(key);
        RC_ASSERT((found != nullptr) == trial.contains(key));
    }
    desk.commit();
    RC_ASSERT(desk.store.all<model::SignIn>().size() == trial.size());
}

}  // namespace
}  // namespace yidi::engine
