// What a settlement costs the store: treatment node (begin, finish) and insured node (decide),
// three commits a batch, everything durable; and what sealing and digesting cost by themselves.
//
// Read "per_settlement" (wall) and divide CPU by the batch for the processor's part. The files live
// where TMPDIR says: point it at the disk in question.

#include <benchmark/benchmark.h>

#include "base/text.hpp"
#include "store/sample_record.hpp"
#include "store/sqlite_store.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::store {
namespace {

using engine::ChangeKind;
using engine::Changes;

constexpr std::int64_t stays = 20'000;
constexpr std::int64_t institutions = 50;

std::string id_of(const char* letter, std::int64_t number) {
    return letter + padded(static_cast<std::uint64_t>(number), 19);
}

Vault bench_vault() {
    VaultKeys keys;
    keys.encryption.fill(1);
    return Vault{keys};
}

model::Encounter encounter_of(std::int64_t number) {
    model::Encounter encounter;
    encounter.mdtrt_id = id_of("M", number);
    encounter.fixmedins_code = id_of("H", number % institutions);
    encounter.psn_no = id_of("P", number * 7919 % stays);
    encounter.insuplc_admdvs = "110100";
    encounter.insutype = "310";
    encounter.person = {encounter.psn_no,
                        "01",
                        Personal{"110101190001010011"},
                        Personal{"欧阳某某"},
                        "1",
                        "01",
                        Date{},
                        "12",
                        "0"};
    encounter.stay.adm_diag_dscr = "慢性阻塞性肺病伴急性加重";
    encounter.stay.dscg_maindiag_code = "J44.100x001";
    encounter.open_batch = 1;
    encounter.open_lines = 20;
    return encounter;
}

model::Settlement settlement_of(std::int64_t number) {
    const auto encounter = encounter_of(number % stays);
    model::Settlement settlement;
    settlement.setl_id = id_of("S", number);
    settlement.mdtrt_id = encounter.mdtrt_id;
    settlement.fixmedins_code = encounter.fixmedins_code;
    settlement.psn_no = encounter.psn_no;
    settlement.insuplc_admdvs = encounter.insuplc_admdvs;
    settlement.insutype = encounter.insutype;
    settlement.medins_setl_id = id_of("R", number);
    settlement.fees.medfee_sumamt = Money::of_fen(18'908'585);
    settlement.fees.inscp_scp_amt = Money::of_fen(16'441'181);
    settlement.shares.hifp_pay = Money::of_fen(9'175'951);
    settlement.plan = "5f3759df5f3759df";
    settlement.package_id = "beijing@2026-01-01";
    return settlement;
}

void add_transfers(Changes& changes, std::int64_t first, const std::string& reference, int count) {
    for (int at = 0; at < count; ++at) {
        model::Transfer transfer;
        transfer.id = first + at;
        transfer.period = "2026-11";
        transfer.debit = "receivable/110000/310/hifp";
        transfer.credit = "payable/H0000000000000000012";
        transfer.amount = Money::of_fen(9'175'951);
        transfer.reference = reference;
        transfer.purpose = "settlement";
        changes.of<model::Transfer>().push_back({ChangeKind::insert, std::move(transfer)});
    }
}

/// Rows that a batch touches once, however many settlements it holds.
void add_shared(Changes& changes) {
    for (int at = 0; at < 6; ++at) {
        changes.of<model::Account>().push_back(
            {ChangeKind::update, {id_of("A", at), Money::of_fen(1), Money::of_fen(2)}});
    }
    changes.of<model::Sequence>() = {{ChangeKind::update, {"transfer", 7}},
                                     {ChangeKind::update, {"outbox", 7}}};
    changes.of<model::Inbox>() = {{ChangeKind::update, {"peer", 7, {}}}};
}

model::BillFacts bill_of(const model::Settlement& settlement) {
    model::BillFacts bill;
    bill.setl_id = settlement.setl_id;
    bill.mdtrt_id = settlement.mdtrt_id;
    bill.mdtrtarea_admvs = "460100";
    bill.fixmedins_code = settlement.fixmedins_code;
    bill.psn_no = settlement.psn_no;
    bill.insutype = settlement.insutype;
    bill.fees = settlement.fees;
    return bill;
}

Changes begin_of(std::int64_t number, std::int64_t batch) {
    Changes changes;
    add_shared(changes);
    for (std::int64_t each = number; each < number + batch; ++each) {
        auto settlement = settlement_of(each);
        auto encounter = encounter_of(each % stays);
        encounter.settling = settlement.setl_id;
        model::Request request;
        request.fixmedins_code = settlement.fixmedins_code;
        request.msgid = settlement.medins_setl_id;
        request.infno = "2304";
        request.subject = settlement.mdtrt_id;
        request.content = "medfee_sumamt=189085.85\npsn_setlway=01\nacct_used_flag=0\n";
        request.made = settlement.setl_id;
        changes.of<model::Encounter>().push_back({ChangeKind::update, std::move(encounter)});
        changes.of<model::Outbox>().push_back(
            {ChangeKind::insert, {"110000", each, model::SettleDecide{bill_of(settlement)}}});
        changes.of<model::Timer>().push_back({ChangeKind::insert,
                                              {Instant::of_us(each), settlement.setl_id,
                                               model::SettleDeadline{settlement.setl_id}}});
        changes.of<model::Request>().push_back({ChangeKind::insert, std::move(request)});
        changes.of<model::Settlement>().push_back({ChangeKind::insert, std::move(settlement)});
    }
    return changes;
}

Changes decide_of(std::int64_t number, std::int64_t batch) {
    Changes changes;
    add_shared(changes);
    for (std::int64_t each = number; each < number + batch; ++each) {
        const auto settlement = settlement_of(each);
        model::Claim claim;
        claim.setl_id = settlement.setl_id;
        claim.treatment_node = "460000";
        claim.psn_no = settlement.psn_no;
        claim.mdtrt_id = settlement.mdtrt_id;
        claim.fees = settlement.fees;
        claim.shares = settlement.shares;
        claim.plan = settlement.plan;
        claim.package_id = settlement.package_id;
        add_transfers(changes, each * 4 + 1, claim.setl_id, 4);
        changes.of<model::YearAccumulator>().push_back(
            {ChangeKind::update, {id_of("P", each % stays), "310", 2026, {}, {}}});
        model::SettleDecided decided{claim.setl_id, "2026-11", {}};
        decided.verdict.shares = claim.shares;
        changes.of<model::Outbox>().push_back({ChangeKind::insert, {"460000", each, decided}});
        changes.of<model::Claim>().push_back({ChangeKind::insert, std::move(claim)});
    }
    return changes;
}

Changes finish_of(std::int64_t number, std::int64_t batch) {
    Changes changes;
    add_shared(changes);
    for (std::int64_t each = number; each < number + batch; ++each) {
        auto settlement = settlement_of(each);
        settlement.state = model::SettlementState::settled;
        auto encounter = encounter_of(each % stays);
        encounter.settled = settlement.setl_id;
        add_transfers(changes, each * 4 + 1, settlement.setl_id, 4);
        changes.of<model::Timer>().push_back(
            {ChangeKind::erase, {Instant::of_us(each), settlement.setl_id, {}}});
        changes.of<model::Outbox>().push_back({ChangeKind::erase, {"110000", each, {}}});
        changes.of<model::Encounter>().push_back({ChangeKind::update, std::move(encounter)});
        changes.of<model::Settlement>().push_back({ChangeKind::update, std::move(settlement)});
    }
    return changes;
}

/// What stands in a node before the first settlement.
Changes opening() {
    Changes changes;
    add_shared(changes);
    for (auto& each : changes.of<model::Account>()) each.kind = ChangeKind::insert;
    for (auto& each : changes.of<model::Sequence>()) each.kind = ChangeKind::insert;
    for (auto& each : changes.of<model::Inbox>()) each.kind = ChangeKind::insert;
    for (std::int64_t number = 0; number < stays; ++number) {
        changes.of<model::Encounter>().push_back({ChangeKind::insert, encounter_of(number)});
        changes.of<model::YearAccumulator>().push_back(
            {ChangeKind::insert, {id_of("P", number), "310", 2026, {}, {}}});
    }
    return changes;
}

std::unique_ptr<SqliteStore> node_in(const TemporaryDirectory& directory, const char* name) {
    auto store = SqliteStore::open({.path = directory.path() / name,
                                    .node_id = name,
                                    .network_id = "bench",
                                    .vault = bench_vault(),
                                    .create = true});
    YIDI_ASSERT(store);
    (*store)->commit(opening());
    return *std::move(store);
}

void settle(benchmark::State& state) {
    const TemporaryDirectory directory;
    const auto treatment = node_in(directory, "treatment"), insured = node_in(directory, "insured");
    const std::int64_t batch = state.range(0);
    std::int64_t number = 1;
    for (auto _ : state) {
        state.PauseTiming();
        const auto begin = begin_of(number, batch), decide = decide_of(number, batch),
                   finish = finish_of(number, batch);
        state.ResumeTiming();
        treatment->commit(begin);
        insured->commit(decide);
        treatment->commit(finish);
        number += batch;
    }
    state.counters["per_settlement"] = benchmark::Counter(
        static_cast<double>(batch),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(settle)->Arg(1)->Arg(16)->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);

void load_encounter(benchmark::State& state) {
    const TemporaryDirectory directory;
    const auto store = node_in(directory, "treatment");
    std::int64_t number = 0;
    for (auto _ : state) {
        number = (number + 7919) % stays;
        benchmark::DoNotOptimize(store->table<model::Encounter>().load({id_of("M", number)}));
    }
}
BENCHMARK(load_encounter);

void seal(benchmark::State& state) {
    Vault vault = bench_vault();
    const std::string text(static_cast<std::size_t>(state.range(0)), 'x');
    for (auto _ : state) benchmark::DoNotOptimize(vault.encrypt(text, "person.psn_name"));
}
BENCHMARK(seal)->Arg(18)->Arg(1000);

void digest(benchmark::State& state) {
    Vault vault = bench_vault();
    for (auto _ : state) {
        benchmark::DoNotOptimize(vault.digest_document("01", "110101190001010011"));
    }
}
BENCHMARK(digest);

}  // namespace
}  // namespace yidi::store
