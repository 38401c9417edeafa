// Goal    A file that is not this node's whole, readable database is refused with the reason and
//         its path, before anything in it is trusted; one that is opens with all it held.
// Method  A small database is made, closed and spoilt in one way a row: cut, overwritten, of
// another
//         owner, of a newer schema, with other keys, with values nobody wrote.
// Covers  F1 in an_unfinished_creation_is_begun_anew, F2 in tests/contract.

#include "store/sqlite_store.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "store/sample_record.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::store {
namespace {

VaultKeys some_keys(unsigned char seed = 1) {
    VaultKeys keys;
    keys.encryption.fill(seed);
    return keys;
}

class SqliteStoreTest : public testing::Test {
  protected:
    [[nodiscard]] Options options() const {
        return {.path = path,
                .node_id = "110000",
                .network_id = "demo",
                .vault = Vault{some_keys()},
                .create = true};
    }
    [[nodiscard]] Options reading() const {
        Options read = options();
        read.read_only = true;
        read.create = false;
        return read;
    }
    [[nodiscard]] std::unique_ptr<SqliteStore> opened(Options with) {
        auto store = SqliteStore::open(std::move(with));
        EXPECT_TRUE(store) << message_of(store.error(), false);
        return store ? *std::move(store) : nullptr;
    }
    /// The refusal, which names the file.
    [[nodiscard]] Problem refusal(Options with) {
        const std::string wanted = with.path.string();
        auto store = SqliteStore::open(std::move(with));
        EXPECT_FALSE(store);
        if (store) return {};
        EXPECT_EQ(store.error().field.substr(0, wanted.size()), wanted);
        return store.error();
    }
    /// A closed database with some hundred persons.
    void fill() {
        const auto store = opened(options());
        SampleMaker maker{5};
        engine::Changes changes;
        for (int at = 0; at < 200; ++at) {
            auto person = maker.make<model::Person>();
            person.psn_no = padded(static_cast<std::uint64_t>(at), 6);
            person.psn_name = Personal{"某某"};
            changes.of<model::Person>().push_back({engine::ChangeKind::insert, person});
        }
        store->commit(changes);
    }
    /// Changes the closed file behind the store's back.
    void tamper(const std::string& sql) {
        Connection connection{path.string(), OpenMode::writer, 0};
        connection.run(sql);
    }

    TemporaryDirectory directory;
    std::filesystem::path path = directory.path() / "node.db";
};

TEST_F(SqliteStoreTest, keeps_its_files_to_its_owner) {
    const auto store = opened(options());
    for (const char* suffix : {"", "-wal", ".lock"}) {
        struct stat status {};
        ASSERT_EQ(::stat((path.string() + suffix).c_str(), &status), 0) << suffix;
        EXPECT_EQ(status.st_mode & 0777, 0600u) << suffix;
    }
}

TEST_F(SqliteStoreTest, leaves_one_file_with_everything_in_it_when_closed) {
    fill();
    EXPECT_FALSE(std::filesystem::exists(path.string() + "-wal"));
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".new"));
    EXPECT_EQ(opened(reading())->table<model::Person>().list({}, 0, SIZE_MAX).size(), 200u);
}

TEST_F(SqliteStoreTest, pages_through_a_table_in_key_order) {
    fill();
    const auto store = opened(reading());
    const auto first = store->list_after<model::Person>(std::nullopt, 150);
    ASSERT_EQ(first.size(), 150u);
    const auto rest = store->list_after<model::Person>(model::key_of(first.back()), 150);
    ASSERT_EQ(rest.size(), 50u);
    EXPECT_EQ(rest.front().psn_no, "000150");
    EXPECT_TRUE(store->list_after<model::Person>(model::key_of(rest.back()), 1).empty());
    EXPECT_TRUE(store->list_after<model::Person>(std::nullopt, 0).empty());
}

TEST_F(SqliteStoreTest, pages_by_keys_of_several_columns) {
    const auto store = opened(options());
    engine::Changes changes;
    for (std::int64_t filing_no = 0; filing_no < 2'500; ++filing_no) {
        model::Filing filing;
        filing.psn_no = filing_no < 1'100 ? "A" : "B";
        filing.filing_no = filing_no;
        changes.of<model::Filing>().push_back({engine::ChangeKind::insert, filing});
    }
    store->commit(changes);
    std::int64_t expected = 0;
    store->for_each<model::Filing>(
        [&](const model::Filing& filing) { EXPECT_EQ(filing.filing_no, expected++); });
    EXPECT_EQ(expected, 2'500);
}

TEST_F(SqliteStoreTest, shows_each_committed_batch_to_whoever_captures) {
    std::vector<std::size_t> seen;
    auto with = options();
    with.capture = [&](const engine::Changes& changes) {
        seen.push_back(changes.of<model::Sequence>().size());
    };
    const auto store = opened(std::move(with));
    engine::Changes changes;
    changes.of<model::Sequence>() = {{engine::ChangeKind::insert, {"a", 1}},
                                     {engine::ChangeKind::insert, {"b", 1}}};
    store->commit(changes);
    EXPECT_EQ(seen, std::vector<std::size_t>{2});
}

TEST_F(SqliteStoreTest, a_reader_takes_whose_file_it_is_from_the_file) {
    fill();
    auto read = reading();
    read.node_id.clear();
    read.network_id.clear();
    const auto store = opened(std::move(read));
    EXPECT_EQ(store->node_id(), "110000");
    EXPECT_EQ(store->network_id(), "demo");
}

TEST_F(SqliteStoreTest, is_missing_where_there_is_no_file) {
    EXPECT_EQ(refusal(reading()).code, ErrorCode::data_missing);
    auto with = options();
    with.create = false;
    EXPECT_EQ(refusal(std::move(with)).code, ErrorCode::data_missing);
    EXPECT_TRUE(std::filesystem::is_empty(directory.path())) << "refusing leaves nothing behind";
}

TEST_F(SqliteStoreTest, cannot_be_made_where_nothing_can_be_written) {
    for (const char* place : {"/nowhere/at/all/node.db", "/proc/node.db"}) {
        auto with = options();
        with.path = place;
        EXPECT_EQ(refusal(std::move(with)).code, ErrorCode::data_not_writable) << place;
    }
}

TEST_F(SqliteStoreTest, another_kind_of_file_is_foreign) {
    for (const std::string& content :
         {std::string{"hello"}, std::string(10'000, 'x'), std::string(4096, '\0')}) {
        std::ofstream{path, std::ios::trunc} << content;
        EXPECT_EQ(refusal(options()).code, ErrorCode::database_foreign);
        EXPECT_EQ(refusal(reading()).code, ErrorCode::database_foreign);
    }
    EXPECT_EQ(std::filesystem::file_size(path), 4096u) << "a foreign file is left as it was";
}

TEST_F(SqliteStoreTest, a_database_of_another_application_is_foreign) {
    fill();
    tamper("PRAGMA application_id = 1");
    EXPECT_EQ(refusal(options()).code, ErrorCode::database_foreign);
}

TEST_F(SqliteStoreTest, the_database_of_another_node_or_network_is_foreign) {
    fill();
    auto node = options();
    node.node_id = "310000";
    const auto problem = refusal(std::move(node));
    EXPECT_EQ(problem.code, ErrorCode::database_foreign);
    EXPECT_EQ(problem.found, "node 110000");
    EXPECT_EQ(problem.expected, "node 310000");
    auto network = options();
    network.network_id = "national";
    EXPECT_EQ(refusal(std::move(network)).code, ErrorCode::database_foreign);
}

TEST_F(SqliteStoreTest, a_cut_file_is_damaged_wherever_it_was_cut) {
    fill();
    const auto whole = std::filesystem::file_size(path);
    ASSERT_GT(whole, 10 * 4096u);
    const auto kept = directory.path() / "kept";
    std::filesystem::copy_file(path, kept);
    for (const std::uintmax_t size :
         {std::uintmax_t{0}, std::uintmax_t{10}, std::uintmax_t{99}, std::uintmax_t{100},
          std::uintmax_t{4096}, whole / 2, whole - 4096, whole - 1}) {
        std::filesystem::copy_file(kept, path, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(path, size);
        for (const bool read_only : {false, true}) {
            EXPECT_EQ(refusal(read_only ? reading() : options()).code, ErrorCode::database_damaged)
                << size << " of " << whole << (read_only ? " reading" : " writing");
        }
    }
}

TEST_F(SqliteStoreTest, an_overwritten_page_is_damaged) {
    fill();
    {
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(path)) - 3 * 4096);
        file << std::string(4096, '\xAA');
    }
    EXPECT_EQ(refusal(options()).code, ErrorCode::database_damaged);
}

TEST_F(SqliteStoreTest, a_log_whose_database_is_gone_is_damage_and_no_new_beginning) {
    std::ofstream{path.string() + "-wal"} << "frames";
    EXPECT_EQ(refusal(options()).code, ErrorCode::database_damaged);
}

TEST_F(SqliteStoreTest, a_missing_table_is_damage) {
    fill();
    tamper("DROP TABLE meta");
    EXPECT_EQ(refusal(options()).code, ErrorCode::database_damaged);
}

TEST_F(SqliteStoreTest, a_missing_column_is_damage_and_is_named) {
    fill();
    tamper("ALTER TABLE sign_in DROP COLUMN opter_no");
    for (const bool read_only : {false, true}) {
        const auto problem = refusal(read_only ? reading() : options());
        EXPECT_EQ(problem.code, ErrorCode::database_damaged);
        EXPECT_EQ(problem.found, "table sign_in without opter_no");
    }
}

TEST_F(SqliteStoreTest, a_newer_schema_is_refused) {
    fill();
    tamper("UPDATE meta SET value = '9999' WHERE name = 'schema'");
    EXPECT_EQ(refusal(options()).code, ErrorCode::database_newer);
    EXPECT_EQ(refusal(reading()).code, ErrorCode::database_newer);
}

TEST_F(SqliteStoreTest, other_keys_are_refused) {
    fill();
    for (const bool read_only : {false, true}) {
        auto with = read_only ? reading() : options();
        with.vault = Vault{some_keys(9)};
        EXPECT_EQ(refusal(std::move(with)).code, ErrorCode::key_missing);
    }
}

TEST_F(SqliteStoreTest, an_unfinished_creation_is_begun_anew) {
    std::ofstream{path.string() + ".new"} << "half a database";
    std::ofstream{path.string() + ".new-journal"} << "half a journal";
    (void)opened(options());
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".new"));
}

TEST_F(SqliteStoreTest, values_that_nobody_wrote_are_damage) {
    const std::string rows[] = {
        "UPDATE person SET aid_class = 'rich' WHERE psn_no = '000007'",
        "UPDATE person SET brdy = '2024-02-30' WHERE psn_no = '000007'",
        // One bit of the name's tag.
        "UPDATE person SET psn_name = unhex_flip(psn_name) WHERE psn_no = '000007'",
        // The number where the name was: sealed by the same key, for another column.
        "UPDATE person SET psn_name = certno WHERE psn_no = '000007'",
        "UPDATE person SET psn_name = x'00' WHERE psn_no = '000007'",
    };
    for (const auto& sql : rows) {
        fill();
        if (sql.find("unhex_flip") == std::string::npos) {
            tamper("UPDATE person SET certno = (SELECT psn_name FROM person LIMIT 1)");
            tamper(sql);
        } else {
            Connection connection{path.string(), OpenMode::writer, 0};
            std::string sealed =
                *connection.ask("SELECT hex(psn_name) FROM person WHERE psn_no = '000007'");
            sealed.back() = sealed.back() == '0' ? '1' : '0';
            connection.run("UPDATE person SET psn_name = x'" + sealed +
                           "' WHERE psn_no = '000007'");
        }
        const auto store = opened(reading());
        try {
            (void)store->table<model::Person>().load({"000007"});
            ADD_FAILURE() << sql;
        } catch (const engine::StoreFailure& failure) {
            EXPECT_EQ(failure.problem().code, ErrorCode::database_damaged);
            EXPECT_EQ(failure.problem().field, path.string());
        }
        std::filesystem::remove(path);
    }
}

TEST_F(SqliteStoreTest, an_amount_out_of_bounds_is_damage) {
    {
        const auto store = opened(options());
        engine::Changes changes;
        changes.of<model::Account>() = {{engine::ChangeKind::insert, {"fund", {}, {}}}};
        changes.of<model::Outbox>() = {
            {engine::ChangeKind::insert, {"hub", 1, model::RouteAsk{"digest"}}}};
        store->commit(changes);
    }
    tamper("UPDATE account SET debited = 9000000000000000000");
    tamper("UPDATE outbox SET kind = 'nothing'");
    const auto store = opened(reading());
    EXPECT_THROW((void)store->table<model::Account>().load({"fund"}), engine::StoreFailure);
    EXPECT_THROW((void)store->table<model::Outbox>().load({"hub", 1}), engine::StoreFailure);
}

TEST_F(SqliteStoreTest, what_is_personal_stands_nowhere_in_the_file) {
    {
        const auto store = opened(options());
        model::Person person;
        person.psn_no = "P";
        person.certno = Personal{"110101190001010011"};
        person.psn_name = Personal{"somebody in particular"};
        engine::Changes changes;
        changes.of<model::Person>() = {{engine::ChangeKind::insert, person}};
        model::PersonAnswer answer;
        answer.person.psn_name = person.psn_name;
        changes.of<model::Outbox>() = {{engine::ChangeKind::insert, {"hub", 1, answer}}};
        store->commit(changes);
    }
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    EXPECT_EQ(bytes.find("110101190001010011"), std::string::npos);
    EXPECT_EQ(bytes.find("somebody in particular"), std::string::npos);
}

}  // namespace
}  // namespace yidi::store
