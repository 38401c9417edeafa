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
    settlement.stmt_date = Date::parse("2026-09-21");  // of setl_time, in China
    settlement.fees.medfee_sumamt = Money::of_fen(18'908'585);
    settlement.shares.hifp_pay = Money::of_fen(9'175'951);
    return settlement;
}

model::Claim some_claim() {
    model::Claim claim;
    claim.setl_id = "S0001";
    claim.state = model::ClaimState::decided;
    claim.psn_no = "P0001";
    claim.insutype = "310";
    claim.year = 2026;
    claim.facts.standing.aid_class = model::AidClass::monitored;
    claim.facts.place = model::Place::filed_longterm;
    claim.before.basic = {Money::of_fen(824'049), Money::of_fen(1'035'548), Money::of_fen(130'000)};
    claim.delta.basic.paid = Money::of_fen(9'175'951);
    claim.plan = "0123456789abcdef";
    return claim;
}

model::ChargeBatch some_batch() {
    model::ChargeBatch batch;
    batch.mdtrt_id = "V0001";
    batch.chrg_bchno = "B1";
    batch.batch = 3;
    batch.sums.medfee_sumamt = batch.sums.inscp_scp_amt = Money::of_fen(12'345);
    batch.care_on = *Date::parse("2026-11-20");
    return batch;
}

model::DiseaseApproval some_approval() {
    model::DiseaseApproval approval;
    approval.psn_no = "P0001";
    approval.approval_no = 1;
    approval.opsp_dise_code = "M03900";
    approval.valid_from = *Date::parse("2025-01-01");
    return approval;
}

model::PolicyRelease some_release() {
    return {"0123456789abcdef", "beijing", "2026.1", Date::parse("2026-01-01"),
            "[]",               Instant::of_us(7), Instant::of_us(8)};
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
    changes.of<model::Claim>() = {{ChangeKind::insert, some_claim()}};
    changes.of<model::ClaimQuota>() = {{ChangeKind::insert, {"S0001", "rule||2026", 3}}};
    changes.of<model::PolicyRelease>() = {{ChangeKind::insert, some_release()}};
    changes.of<model::ChargeBatch>() = {{ChangeKind::insert, some_batch()}};
    changes.of<model::DiseaseApproval>() = {{ChangeKind::insert, some_approval()}};
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
    EXPECT_EQ(settlement->stmt_date, some_settlement().stmt_date);
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

/// What sample() has held since schema 3.
void expect_outpatient(SqliteStore& store) {
    const auto batch = store.table<model::ChargeBatch>().load({"V0001", "B1"});
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->batch, 3);
    EXPECT_EQ(batch->sums, some_batch().sums);
    EXPECT_EQ(batch->care_on, some_batch().care_on);
    const auto approval = store.table<model::DiseaseApproval>().load({"P0001", 1});
    ASSERT_TRUE(approval);
    EXPECT_EQ(approval->opsp_dise_code, "M03900");
    EXPECT_EQ(approval->valid_to, std::nullopt);
}

/// What sample() has held since schema 2.
void expect_claim(SqliteStore& store) {
    const auto claim = store.table<model::Claim>().load({"S0001"});
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->facts, some_claim().facts);
    EXPECT_EQ(claim->before, some_claim().before);
    EXPECT_EQ(claim->delta, some_claim().delta);
    EXPECT_EQ(store.table<model::ClaimQuota>().load({"S0001", "rule||2026"})->added, 3);
    const auto release = store.table<model::PolicyRelease>().load({"0123456789abcdef"});
    ASSERT_TRUE(release);
    EXPECT_EQ(release->effective, some_release().effective);
    EXPECT_EQ(release->last_used_at, some_release().last_used_at);
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
        if (version >= 2) expect_claim(**opened);
        if (version >= 3) expect_outpatient(**opened);
        // Every column of today is there, also in the tables that sample() leaves empty.
        store::for_each_record_type(
            [&]<class T>(std::type_identity<T>) { (void)(*opened)->table<T>().list({}, 0, 1); });
        // It can be written as well.
        Changes more;
        more.of<model::Sequence>() = {{ChangeKind::insert, {"after", 1}}};
        (*opened)->commit(more);
    }
}

// As the program of schema 1 wrote them: one sum a fund, and stays only.
constexpr const char* rows_of_schema_1 = R"(
    INSERT INTO year_accumulator VALUES (
        'P0001', '310', 2026, 1, 130000, 1035548, 211499, 824049, 0, 0, 0, 0, 0,
        2, 195000, 19500000, 711499, 10000000, 2000000, 300, 400, 500, 600);
    INSERT INTO claim (
        setl_id, state, treatment_node, mdtrtarea_admvs, fixmedins_code, mdtrt_id, psn_no,
        insutype, year, period, facts_insuplc_admdvs, facts_scheme, facts_status, facts_aid_class,
        facts_civil_servant, facts_age_years, facts_level, facts_place, facts_urgency,
        facts_admitted_on, facts_discharged_on, facts_settled_on, facts_use_account,
        facts_account_balance, fees_medfee_sumamt, fees_fulamt_ownpay_amt, fees_overlmt_selfpay,
        fees_preselfpay_amt, fees_inscp_scp_amt, shares_act_pay_dedc, shares_hifp_pay,
        shares_cvlserv_pay, shares_hifes_pay, shares_hifmi_pay, shares_hifob_pay, shares_maf_pay,
        shares_oth_pay, shares_fund_pay_sumamt, shares_psn_part_amt, shares_acct_pay,
        shares_psn_cash_pay, shares_hosp_part_amt, shares_acct_mulaid_pay, shares_balc,
        before_admissions, before_deductible, before_in_policy, before_self_in_policy,
        before_paid_hifp, before_paid_hifob, before_paid_hifmi, before_paid_cvlserv,
        before_paid_hifes, before_paid_maf, delta_admissions, delta_deductible, delta_in_policy,
        delta_self_in_policy, delta_paid_hifp, delta_paid_hifob, delta_paid_hifmi,
        delta_paid_cvlserv, delta_paid_hifes, delta_paid_maf, plan, package_id, refusal_code,
        refusal_field, refusal_found, refusal_expected, refusal_article, decided_at, undo_id,
        undo_period, undone_at, first_transfer)
    VALUES (
        'C1', 'decided', '460000', '460100', 'H46010000001', 'M1', 'P0001', '310', 2026, '2026-11',
        '110100', 'employee', 'retired', 'monitored', 1, 76, 'level_3', 'filed_longterm', 'planned',
        '2026-11-01', '2026-11-20', '2026-11-20', 1, 300000, 18908585, 0, 0, 0, 18908585, 65000,
        9175951, 0, 0, 0, 2000000, 0, 0, 11175951, 7732634, 0, 7732634, 0, 0, 300000,
        1, 130000, 1035548, 211499, 824049, 0, 0, 0, 0, 0,
        1, 65000, 18464452, 500000, 9175951, 2000000, 300, 400, 500, 600,
        'feedfacefeedface', 'beijing', 0, '', '', '', '', 1790000000000000, '', '', 0, 12);
)";

model::PoolUse pool(std::int64_t paid, std::int64_t drawn, std::int64_t deductible) {
    return {Money::of_fen(paid), Money::of_fen(drawn), Money::of_fen(deductible)};
}

TEST(Upgrade, what_a_year_and_a_claim_held_means_the_same_in_pools) {
    const store::TemporaryDirectory directory;
    const auto path = directory.path() / "node.db";
    restore(kept_dump(1), path);
    {
        store::Connection connection{path.string(), store::OpenMode::writer, 0};
        connection.run(rows_of_schema_1);
    }
    auto opened = SqliteStore::open(options_of(path));
    ASSERT_TRUE(opened) << message_of(opened.error(), false);
    const auto year = (*opened)->table<model::YearAccumulator>().load({"P0001", "310", 2026});
    ASSERT_TRUE(year);
    model::YearTotals opening;
    opening.admissions = 1;
    opening.in_policy = Money::of_fen(1'035'548);
    opening.self_in_policy = Money::of_fen(211'499);
    opening.basic = pool(824'049, 1'035'548, 130'000);
    EXPECT_EQ(year->opening, opening);
    model::YearTotals totals;
    totals.admissions = 2;
    totals.in_policy = Money::of_fen(19'500'000);
    totals.self_in_policy = Money::of_fen(711'499);
    totals.basic = pool(10'000'000, 19'500'000, 195'000);
    totals.large_amount = pool(2'000'000, 0, 0);
    totals.major_illness = pool(300, 0, 0);
    totals.civil_servant = pool(400, 0, 0);
    totals.enterprise = pool(500, 0, 0);
    totals.medical_aid = pool(600, 0, 0);
    EXPECT_EQ(year->totals, totals);

    const auto claim = (*opened)->table<model::Claim>().load({"C1"});
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->follows, "");
    EXPECT_EQ(claim->before, opening);
    EXPECT_EQ(claim->delta.basic, pool(9'175'951, 18'464'452, 65'000));
    EXPECT_EQ(claim->delta.large_amount, pool(2'000'000, 0, 0));
    model::Episode facts;
    facts.insuplc_admdvs = "110100";
    facts.status = model::PersonStatus::retired;
    facts.age_years = 76;
    facts.standing.aid_class = model::AidClass::monitored;
    facts.standing.civil_servant = true;
    facts.level = model::HospitalLevel::level_3;
    facts.place = model::Place::filed_longterm;
    facts.admitted_on = *Date::parse("2026-11-01");
    facts.discharged_on = facts.settled_on = *Date::parse("2026-11-20");
    facts.use_account = true;
    facts.account_balance = Money::of_fen(300'000);
    EXPECT_EQ(claim->facts, facts);
    EXPECT_EQ(claim->shares.hifp_pay, Money::of_fen(9'175'951));
    EXPECT_EQ(claim->plan, "feedfacefeedface");
    EXPECT_EQ(claim->first_transfer, 12);
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
