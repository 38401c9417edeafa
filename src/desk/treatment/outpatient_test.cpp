// Goal    An outpatient's batches are put together, settled as what they are, and taken apart; what
//         does not fit is refused.
// Method  One visit in a store in memory, commands one by one; tables of what is stated and what
//         comes of it.
// Covers  2202 to 2207 at the place of care, short of the insured place's answer.

#include <gtest/gtest.h>

#include "desk/treatment/batches.hpp"
#include "desk/treatment/care.hpp"
#include "desk/treatment/outpatient.hpp"
#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

using model::VisitKind;

struct Clinic {
    Clinic() {
        command.now = *Instant::parse("2026-11-22 08:00:00");
        command.envelope = {"2204", "m1", "H1", "460100", "460100", "", ""};
        workspace.put(model::Institution{"H1", "Hospital", "460100", "3", "1"});
        rules.network.self = "460000";
        rules.network.node_by_prefix = {{"46", "460000"}};
        model::Encounter visit{};
        visit.mdtrt_id = "V1";
        visit.fixmedins_code = "H1";
        visit.psn_no = "P1";
        visit.insuplc_admdvs = "460100";
        visit.insutype = "310";
        visit.kind = VisitKind::outpatient;
        visit.state = model::EncounterState::open;
        visit.stay.ipt_no = "O1";
        visit.begntime = command.now;
        workspace.put(visit);
    }
    [[nodiscard]] Counter counter() { return {command, workspace, rules}; }
    [[nodiscard]] model::Encounter visit() { return *workspace.find<model::Encounter>("V1"); }

    /// A priced line, as take_line() hands it over.
    Outcome<Done> join(const std::string& serial, const std::string& batch,
                       const std::string& dise_codg = {}) {
        model::FeeLine line{};
        line.mdtrt_id = "V1";
        line.feedetl_sn = line.input.feedetl_sn = serial;
        line.input.chrg_bchno = batch;
        line.input.dise_codg = dise_codg;
        line.input.fee_ocur_time = command.now;
        line.input.det_item_fee_sumamt = line.price.inscp_scp_amt = Money::of_yuan(10);
        model::Encounter visit = this->visit();
        auto joined = join_batch(counter(), visit, line, {"feedetail", 0});
        if (!joined) return joined;
        visit.open_lines += 1;
        visit.open += sums_of(line);
        workspace.put(line);
        workspace.put(visit);
        return joined;
    }
    [[nodiscard]] model::ChargeBatch batch(const std::string& number) {
        const auto* known = workspace.find<model::ChargeBatch>("V1", number);
        return known != nullptr ? *known : model::ChargeBatch{};
    }
    model::Settlement settled(const std::string& setl_id, const std::string& number) {
        model::Settlement payment{};
        payment.setl_id = setl_id;
        payment.kind = model::SettlementKind::payment;
        payment.state = model::SettlementState::settled;
        payment.mdtrt_id = "V1";
        payment.chrg_bchno = number;
        payment.batch = batch(number).batch;
        payment.fees = batch(number).sums;
        workspace.put(payment);
        close_batch(workspace, payment, command.now);
        return payment;
    }

    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
    Rulebook rules;
    model::Command command{};
};

ErrorCode code_of(const model::Reply& reply) {
    return reply.refusal() != nullptr ? reply.refusal()->code : ErrorCode{};
}

TEST(ChargeBatches, are_numbered_summed_and_kept_apart) {
    Clinic clinic;
    ASSERT_TRUE(clinic.join("1", "A"));
    ASSERT_TRUE(clinic.join("2", "B"));
    ASSERT_TRUE(clinic.join("3", "A"));
    EXPECT_EQ(clinic.batch("A").lines, 2);
    EXPECT_EQ(clinic.batch("A").sums.medfee_sumamt, Money::of_yuan(20));
    EXPECT_NE(clinic.batch("A").batch, clinic.batch("B").batch);
    EXPECT_EQ(clinic.visit().open_lines, 3);
}

TEST(ChargeBatches, take_one_disease_and_nothing_once_they_are_settled) {
    Clinic clinic;
    ASSERT_TRUE(clinic.join("1", "A", "M03900"));
    EXPECT_EQ(clinic.join("2", "A", "M01600").error().code, ErrorCode::batch_mixed);
    EXPECT_EQ(clinic.join("2", "A").error().code, ErrorCode::batch_mixed);
    (void)clinic.settled("S1", "A");
    EXPECT_EQ(clinic.join("2", "A", "M03900").error().code, ErrorCode::line_settled);
}

TEST(ChargeBatches, any_of_them_can_be_taken_back_under_a_new_number) {
    Clinic clinic;
    ASSERT_TRUE(clinic.join("1", "A"));
    ASSERT_TRUE(clinic.join("2", "B"));
    const model::Settlement first = clinic.settled("S1", "A");
    (void)clinic.settled("S2", "B");
    EXPECT_EQ(clinic.visit().open_lines, 0);
    EXPECT_EQ(clinic.visit().settled, "S2");
    EXPECT_TRUE(is_closed(clinic.workspace, first));

    model::Settlement undone = first;
    undone.state = model::SettlementState::reversed;
    clinic.workspace.put(undone);
    reopen_batch(clinic.workspace, undone);
    EXPECT_FALSE(is_closed(clinic.workspace, first));
    EXPECT_NE(clinic.batch("A").batch, first.batch);
    EXPECT_EQ(lines_of(clinic.workspace, "V1", first.batch).size(), 0u);
    EXPECT_EQ(open_lines_of(clinic.workspace, clinic.visit()).size(), 1u);
    EXPECT_EQ(clinic.visit().open, first.fees);
    EXPECT_EQ(clinic.visit().settled, "S2");
}

TEST(ChargeBatches, are_withdrawn_by_number_or_all_that_are_not_settled) {
    Clinic clinic;
    for (const char* number : {"A", "B", "C"}) ASSERT_TRUE(clinic.join(number, number));
    (void)clinic.settled("S1", "A");
    const auto withdraw = [&](const std::string& number) {
        clinic.command.envelope.msgid += '1';
        return code_of(withdraw_batch(clinic.counter(), {"V1", "P1", number, number == "0000"}));
    };
    EXPECT_EQ(withdraw("A"), ErrorCode::line_settled);
    EXPECT_EQ(withdraw("Z"), ErrorCode::batch_unknown);
    EXPECT_EQ(withdraw("B"), ErrorCode{});
    EXPECT_EQ(withdraw("B"), ErrorCode::batch_unknown);
    EXPECT_EQ(withdraw("0000"), ErrorCode{});
    EXPECT_EQ(withdraw("0000"), ErrorCode{}) << "nothing to withdraw is no mistake";
    EXPECT_EQ(clinic.visit().open_lines, 0);
    EXPECT_EQ(clinic.visit().open, model::FeeSums{});
    EXPECT_EQ(clinic.batch("A").lines, 1);
}

TEST(Visit, is_described_again_but_not_as_a_stay_nor_after_its_charges) {
    Clinic clinic;
    model::DescribeVisit described{};
    described.mdtrt_id = "V1";
    described.psn_no = "P1";
    described.begntime = clinic.command.now;
    const auto describe = [&](const char* med_type) {
        described.med_type = med_type;
        return code_of(describe_visit(clinic.counter(), described));
    };
    EXPECT_EQ(describe("11"), ErrorCode{});
    EXPECT_EQ(describe("14"), ErrorCode{});
    EXPECT_EQ(describe("51"), ErrorCode{});
    for (const char* stay : {"21", "2101", "28", "52", "2106"}) {
        EXPECT_EQ(describe(stay), ErrorCode::visit_kind_mismatch) << stay;
    }
    ASSERT_TRUE(clinic.join("1", "A"));
    described.begntime = clinic.command.now.plus_ms(48LL * 3'600'000);
    EXPECT_EQ(describe("11"), ErrorCode::time_in_future);
    clinic.command.now = described.begntime;
    EXPECT_EQ(describe("11"), ErrorCode::line_outside_stay);
}

TEST(Visit, forgets_a_diagnosis_that_is_withdrawn) {
    Clinic clinic;
    model::DescribeVisit described{};
    described.mdtrt_id = "V1";
    described.psn_no = "P1";
    described.med_type = "11";
    described.begntime = clinic.command.now;
    model::Diagnosis diagnosis{};
    diagnosis.inout_diag_type = "1";
    for (const std::int64_t number : {1, 2}) {
        diagnosis.diag_srt_no = number;
        described.diagnoses.push_back(diagnosis);
    }
    EXPECT_EQ(code_of(describe_visit(clinic.counter(), described)), ErrorCode{});
    described.diagnoses.clear();
    described.withdrawn = {2, 9};
    EXPECT_EQ(code_of(describe_visit(clinic.counter(), described)), ErrorCode{});
    const auto kept = clinic.workspace.list<model::Diagnosis>(std::string{"V1"});
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].diag_srt_no, 1);
}

TEST(Visit, is_given_up_under_its_own_number_while_nothing_hangs_on_it) {
    Clinic clinic;
    ASSERT_TRUE(clinic.join("1", "A"));
    EXPECT_EQ(code_of(cancel_registration(clinic.counter(), {"V1", "P1", "O1"})),
              ErrorCode::visit_has_lines);
    EXPECT_EQ(code_of(withdraw_batch(clinic.counter(), {"V1", "P1", "A", false})), ErrorCode{});
    EXPECT_EQ(code_of(cancel_registration(clinic.counter(), {"V1", "P1", "O2"})),
              ErrorCode::field_contradicts);
    EXPECT_EQ(code_of(cancel_registration(clinic.counter(), {"V1", "P1", "O1"})), ErrorCode{});
    EXPECT_EQ(code_of(cancel_registration(clinic.counter(), {"V1", "P1", "O1"})),
              ErrorCode::visit_cancelled);
}

TEST(Care, is_what_the_visit_says_or_ordinary_where_a_batch_names_no_disease) {
    struct Row {
        const char *visit, *visit_disease, *batch_disease, *stated;
        ErrorCode refusal;
        const char* disease;
    };
    const Row rows[] = {
        {"11", "", "", "11", ErrorCode{}, ""},
        {"11", "I10", "", "11", ErrorCode{}, ""},  // an ordinary visit is of no disease
        {"11", "", "", "14", ErrorCode::med_type_mismatch, ""},
        {"", "", "", "11", ErrorCode::visit_not_described, ""},
        {"14", "M03900", "", "14", ErrorCode{}, "M03900"},
        {"14", "M03900", "M01600", "14", ErrorCode{}, "M01600"},
        {"14", "", "", "14", ErrorCode::disease_missing, ""},
        {"14", "M03900", "", "11", ErrorCode{}, ""},
        {"14", "", "M03900", "11", ErrorCode::med_type_mismatch, ""},
        {"18", "M00500", "", "18", ErrorCode{}, "M00500"},
        {"18", "", "", "18", ErrorCode{}, ""},  // the law says whether it asks for one
        {"41", "M03900", "", "41", ErrorCode{}, "M03900"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(std::string{row.visit} + ' ' + row.visit_disease + ' ' + row.batch_disease);
        model::Encounter visit{};
        visit.stay.med_type = row.visit;
        visit.stay.dise_codg = row.visit_disease;
        model::ChargeBatch batch{};
        batch.dise_codg = row.batch_disease;
        model::SettleRequest request{};
        request.med_type = row.stated;
        const auto care = care_of(request, visit, batch, false);
        ASSERT_EQ(care ? ErrorCode{} : care.error().code, row.refusal);
        if (care) {
            EXPECT_EQ(care->dise_codg, row.disease);
        }
    }
}

TEST(Care, of_a_remote_emergency_says_that_it_is_one) {
    model::Encounter visit{};
    visit.stay.med_type = "13";
    model::SettleRequest request{};
    request.med_type = "13";
    EXPECT_TRUE(care_of(request, visit, {}, false));
    EXPECT_EQ(care_of(request, visit, {}, true).error().code, ErrorCode::field_missing);
    request.otp_er_refl_flag = "2";
    EXPECT_EQ(care_of(request, visit, {}, true).error().code, ErrorCode::field_contradicts);
    request.otp_er_refl_flag = "3";
    EXPECT_TRUE(care_of(request, visit, {}, true));
    request.otp_er_refl_flag.clear();
    visit.outpatient.otp_er_refl_flag = "1";
    EXPECT_TRUE(care_of(request, visit, {}, true));
}

TEST(Purchases, come_about_by_prescription_by_the_second_channel_or_by_none) {
    model::Encounter visit{};
    model::ChargeBatch batch{};
    EXPECT_EQ(channel_of("41", visit, batch), model::Channel::none);
    batch.rx_circulated = true;
    EXPECT_EQ(channel_of("41", visit, batch), model::Channel::outpatient_prescription);
    EXPECT_EQ(channel_of("11", visit, batch), model::Channel::none);
    batch.rx_circulated = false;
    visit.outpatient.rxfixmedins_code = "H1";
    EXPECT_EQ(channel_of("41", visit, batch), model::Channel::outpatient_prescription);
    EXPECT_EQ(channel_of("18", visit, batch), model::Channel::none) << "given at a hospital";
    visit.kind = VisitKind::pharmacy;
    EXPECT_EQ(channel_of("18", visit, batch), model::Channel::dual_channel);
}

}  // namespace
}  // namespace yidi::desk
