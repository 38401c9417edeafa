// Goal    Today's program opens a database of every schema there ever was, with its data intact.
// Method  tests/upgrade/kept holds one SQL dump a schema, each made by the program of its day with
//         the records of sample(). A dump is read into a file, opened by today's store, which
//         migrates it, and every record in it must be what sample() says.
//         `yidi_upgrade_test --record` writes the dump of today's schema; once a schema has been
//         released its dump is never written again.
// Covers  src/store/migrations, in the order in which users meet them.

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "store/migrations.hpp"
#include "store/sample_record.hpp"
#include "store/sqlite_store.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::upgrade {
namespace {

using engine::ChangeKind;
using engine::Changes;
using store::SqliteStore;

store::Options options_of(const std::filesystem::path& path) {
    store::VaultKeys keys;
    keys.encryption.fill(1);
    keys.digest.fill(2);
    keys.network_digest.fill(3);
    return {.path = path,
            .node_id = "110000",
            .network_id = "upgrade",
            .vault = store::Vault{keys},
            .create = true};
}

std::filesystem::path kept_dump(std::int64_t version) {
    return std::filesystem::path{YIDI_KEPT_DIR} /
           (padded(static_cast<std::uint64_t>(version), 4) + ".sql");
}

model::Person some_person() {
    model::Person person;
    person.psn_no = "P0001";
    person.psn_cert_type = "01";
    person.certno = Personal{"110101190001010011"};
    person.certno_digest = "digest of the document";
    person.psn_name = Personal{"演示甲"};
    person.brdy = *Date::parse("1958-03-01");
    person.aid_class = model::AidClass::monitored;
    return person;
}

model::Settlement some_settlement() {
    model::Settlement settlement;
    settlement.setl_id = "S0001";
    settlement.state = model::SettlementState::settled;
    settlement.mdtrt_id = "M0001";
    settlement.setl_time = Instant::of_us(1'790'000'000'123'456);
    settlement.fees.medfee_sumamt = Money::of_fen(18'908'585);
    settlement.shares.hifp_pay = Money::of_fen(9'175'951);
    return settlement;
}

/// One value of every column type, sealed ones and bodies included.
Changes sample() {
    Changes changes;
    changes.of<model::Person>() = {{ChangeKind::insert, some_person()}};
    changes.of<model::Settlement>() = {{ChangeKind::insert, some_settlement()}};
    model::Filing filing;
    filing.psn_no = "P0001";
    filing.filing_no = 1;
    filing.place = "460000";
    changes.of<model::Filing>() = {{ChangeKind::insert, filing}};
    changes.of<model::Outbox>() = {
        {ChangeKind::insert, {"hub", 1, model::RouteNotice{"network digest", "110100"}}}};
    changes.of<model::Inbox>() = {{ChangeKind::insert, {"460000", 7, {9, 11}}}};
    changes.of<model::Timer>() = {
        {ChangeKind::insert, {Instant::of_us(5), "S0001", model::SettleDeadline{"S0001"}}}};
    return changes;
}

void expect_sample(SqliteStore& store) {
    const auto person = store.table<model::Person>().load({"P0001"});
    ASSERT_TRUE(person);
    EXPECT_EQ(person->certno, some_person().certno);
    EXPECT_EQ(person->psn_name, some_person().psn_name);
    EXPECT_EQ(person->brdy, some_person().brdy);
    EXPECT_EQ(person->aid_class, some_person().aid_class);
    EXPECT_EQ(store.index<model::PersonByDocument>().find({"digest of the document"}).size(), 1u);
    const auto settlement = store.table<model::Settlement>().load({"S0001"});
    ASSERT_TRUE(settlement);
    EXPECT_EQ(settlement->state, some_settlement().state);
    EXPECT_EQ(settlement->setl_time, some_settlement().setl_time);
    EXPECT_EQ(settlement->fees, some_settlement().fees);
    EXPECT_EQ(settlement->shares, some_settlement().shares);
    const auto filing = store.table<model::Filing>().load({"P0001", 1});
    ASSERT_TRUE(filing);
    EXPECT_EQ(filing->valid_to, std::nullopt);
    const auto message = store.table<model::Outbox>().load({"hub", 1});
    ASSERT_TRUE(message);
    EXPECT_EQ(std::get<model::RouteNotice>(message->body).admdvs, "110100");
    EXPECT_EQ(store.table<model::Inbox>().load({"460000"})->ahead,
              (std::vector<std::int64_t>{9, 11}));
    const auto timer = store.table<model::Timer>().load({Instant::of_us(5), "S0001"});
    ASSERT_TRUE(timer);
    EXPECT_EQ(std::get<model::SettleDeadline>(timer->body).setl_id, "S0001");
}

/// The file that a dump describes. A dump keeps neither the application's mark nor the log's mode.
void restore(const std::filesystem::path& dump, const std::filesystem::path& path) {
    std::ifstream file{dump};
    ASSERT_TRUE(file) << "no " << dump
                      << ": run yidi_upgrade_test --record when a migration is added";
    const std::string sql{std::istreambuf_iterator<char>{file}, {}};
    std::ofstream{path};
    store::Connection connection{path.string(), store::OpenMode::writer, 0};
    connection.run("PRAGMA application_id = " + std::to_string(store::application_id));
    connection.run(sql);
}

TEST(Upgrade, today_reads_what_every_schema_wrote) {
    const auto today = static_cast<std::int64_t>(store::migrations().size());
    for (std::int64_t version = 1; version <= today; ++version) {
        SCOPED_TRACE(kept_dump(version));
        const store::TemporaryDirectory directory;
        const auto path = directory.path() / "node.db";
        restore(kept_dump(version), path);
        if (HasFatalFailure()) return;
        auto opened = SqliteStore::open(options_of(path));
        ASSERT_TRUE(opened) << message_of(opened.error(), false);
        expect_sample(**opened);
        // Every column of today is there, also in the tables that sample() leaves empty.
        store::for_each_record_type(
            [&]<class T>(std::type_identity<T>) { (void)(*opened)->table<T>().list({}, 0, 1); });
        // It can be written as well.
        Changes more;
        more.of<model::Sequence>() = {{ChangeKind::insert, {"after", 1}}};
        (*opened)->commit(more);
    }
}

TEST(Upgrade, a_reader_leaves_an_older_schema_to_a_writer) {
    const store::TemporaryDirectory directory;
    const auto path = directory.path() / "node.db";
    {
        auto opened = SqliteStore::open(options_of(path));
        ASSERT_TRUE(opened);
    }
    {
        store::Connection connection{path.string(), store::OpenMode::writer, 0};
        connection.run("UPDATE meta SET value = '0' WHERE name = 'schema'");
    }
    auto options = options_of(path);
    options.create = false;
    options.read_only = true;
    const auto opened = SqliteStore::open(std::move(options));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::data_not_writable);
    EXPECT_EQ(opened.error().found, "schema 0");
}

/// Makes a database of today and dumps it; needs the sqlite3 program.
int record() {
    const store::TemporaryDirectory directory;
    const auto path = directory.path() / "node.db";
    {
        auto opened = SqliteStore::open(options_of(path));
        if (!opened) {
            std::cerr << message_of(opened.error(), false) << '\n';
            return 1;
        }
        (*opened)->commit(sample());
    }
    const auto dump = kept_dump(static_cast<std::int64_t>(store::migrations().size()));
    const std::string command = "sqlite3 '" + path.string() + "' .dump > '" + dump.string() + "'";
    return std::system(command.c_str()) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace yidi::upgrade

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--record") == 0) return yidi::upgrade::record();
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
