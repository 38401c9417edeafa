// Goal    What institutions declare is filed once, by the rules, and ends when it is withdrawn.
// Method  The insured place's counter over a store in memory, told messages as a node of the place
//         of care sends them; each row of the table is one edit away from what is filed.
// Covers  B1 B2 of desk/insured/declarations.hpp; 1204 1206 1207 1208 1212 1251 to 1256.

#include "desk/insured/declarations.hpp"

#include <functional>

#include <gtest/gtest.h>

#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

using model::BenefitDeclare;
using model::BenefitDeclared;
using model::BenefitWithdrawn;
using model::DeclarationState;
using model::FilingState;

Date day(const char* text) { return *Date::parse(text); }

class Declarations : public testing::Test {
  protected:
    Declarations() {
        rules.network = {"110000", {{"11", "110000"}, {"32", "320000"}, {"46", "460000"}}};
        model::Person person{};
        person.psn_no = "P1";
        person.certno_digest = "digest";
        workspace.put(person);
        model::Enrolment enrolment{};
        enrolment.psn_no = "P1";
        enrolment.insutype = "310";
        enrolment.psn_insu_stas = "1";
        enrolment.insuplc_admdvs = "110100";
        enrolment.emp_name = "employer";
        workspace.put(enrolment);
        (void)workspace.keep();
    }

    static BenefitDeclare declaration(std::string_view kind) {
        BenefitDeclare message{};
        message.trt_dcla_detl_sn = "460000D1";
        message.psn_no = "P1";
        message.form.biz_appy_type = kind;
        message.form.insutype = "310";
        message.form.begndate = day("2026-11-22");
        return message;
    }
    static BenefitDeclare disease(const char* number = "460000D1") {
        BenefitDeclare message = declaration(model::declaration_kind::disease);
        message.trt_dcla_detl_sn = number;
        message.disease.emplace();
        message.disease->trt_dcla_detl_sn = number;
        message.disease->opsp_dise_code = "M03900";
        message.disease->opsp_dise_name = "高血压";
        return message;
    }
    static BenefitDeclare referral(const char* to = "460106", const char* refl_type = "3") {
        BenefitDeclare message = declaration(model::declaration_kind::referral);
        message.referral.emplace();
        message.referral->trt_dcla_detl_sn = message.trt_dcla_detl_sn;
        message.referral->mdtrtarea_admdvs = to;
        message.referral->refl_type = refl_type;
        message.referral->refl_date = day("2026-11-22");
        return message;
    }
    static BenefitDeclare designation(const char* number, const char* order = "1") {
        BenefitDeclare message = declaration("03");
        message.trt_dcla_detl_sn = number;
        message.designation.emplace();
        message.designation->trt_dcla_detl_sn = number;
        message.designation->fix_srt_no = order;
        return message;
    }

    /// The answer, which is sent with the same commit.
    template <class Answer>
    Answer answered() {
        const auto effects = workspace.keep();
        EXPECT_EQ(effects.messages.size(), 1u);
        return std::get<Answer>(effects.messages.front().body);
    }
    model::StoredProblem file(const BenefitDeclare& message, const char* from = "460000") {
        file_declaration(counter, from, message);
        return answered<BenefitDeclared>().refusal;
    }
    model::StoredProblem withdraw(const char* number, const char* from = "460000",
                                  const char* psn_no = "P1") {
        withdraw_declaration(counter, from, {number, psn_no, "error"});
        return answered<BenefitWithdrawn>().refusal;
    }
    std::vector<model::DiseaseApproval> approvals() {
        return workspace.list<model::DiseaseApproval>("P1");
    }
    std::vector<model::Filing> filings() { return workspace.list<model::Filing>("P1"); }

    engine::MemoryStore store;
    engine::Workspace workspace{store, "110000"};
    Rulebook rules;
    InsuredCounter counter{workspace, rules, *Instant::parse("2026-11-22 08:00:00")};
};

TEST_F(Declarations, are_refused_by_the_rules_and_then_file_nothing) {
    struct Row {
        int at;
        ErrorCode code;
        std::function<void(BenefitDeclare&)> edit;
        bool is_referral = false;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, ErrorCode::person_unknown, [](BenefitDeclare& m) { m.psn_no = "P2"; }},
        {__LINE__, ErrorCode::person_mismatch, [](BenefitDeclare& m) { m.certno_digest = "another"; }},
        {__LINE__, ErrorCode::not_insured, [](BenefitDeclare& m) { m.form.insutype = "390"; }},
        {__LINE__, ErrorCode::field_contradicts, [](BenefitDeclare& m) { m.form.enddate = day("2026-11-21"); }},
        {__LINE__, ErrorCode::code_unknown, [](BenefitDeclare& m) { m.disease.reset(); }},
        {__LINE__, ErrorCode::code_unknown, [](BenefitDeclare& m) { m.form.biz_appy_type = "03"; }},
        {__LINE__, ErrorCode::code_unknown, [](BenefitDeclare& m) { m.injury.emplace(); }},
        {__LINE__, ErrorCode::declaration_unknown, [](BenefitDeclare& m) { m.trt_dcla_detl_sn = "310000D1"; }},
        {__LINE__, ErrorCode::declaration_unknown, [](BenefitDeclare& m) { m.trt_dcla_detl_sn = "460000"; }},
        {__LINE__, ErrorCode::referral_not_agreed, [](BenefitDeclare& m) { m.referral->hosp_agre_refl_flag = "0"; }, true},
        {__LINE__, ErrorCode::place_unknown, [](BenefitDeclare& m) { m.referral->mdtrtarea_admdvs = "540100"; }, true},
        {__LINE__, ErrorCode::field_contradicts, [](BenefitDeclare& m) { m.referral->refl_type = "2"; }, true},
        {__LINE__, ErrorCode::field_contradicts, [](BenefitDeclare& m) { m.referral->mdtrtarea_admdvs = "110105"; }, true},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        BenefitDeclare message = row.is_referral ? referral() : disease();
        message.trt_dcla_detl_sn = "460000R" + std::to_string(row.at);
        row.edit(message);
        const auto refusal = file(message);
        ASSERT_TRUE(refusal);
        EXPECT_EQ(refusal.problem().code, row.code);
        EXPECT_TRUE(approvals().empty());
        EXPECT_TRUE(filings().empty());
        // B1: the same once more is told the same, and files nothing either.
        EXPECT_EQ(file(message), refusal);
    }
}

TEST_F(Declarations, of_a_person_whose_insurance_is_suspended_are_refused) {
    model::Enrolment enrolment = workspace.list<model::Enrolment>("P1").front();
    enrolment.psn_insu_stas = "2";
    workspace.put(enrolment);
    EXPECT_EQ(file(disease()).problem().code, ErrorCode::insurance_suspended);
}

TEST_F(Declarations, of_a_disease_approve_it_once_however_often_they_come) {
    for (int times = 0; times < 3; ++times) EXPECT_FALSE(file(disease()));
    ASSERT_EQ(approvals().size(), 1u);
    EXPECT_EQ(approvals().front().opsp_dise_code, "M03900");
    EXPECT_EQ(approvals().front().insutype, "310");
    EXPECT_EQ(approvals().front().trt_dcla_detl_sn, "460000D1");
    const auto told = diseases_of(counter, {"P1"});
    ASSERT_EQ(told.diseases.size(), 1u);
    EXPECT_EQ(told.diseases.front().begndate, day("2026-11-22"));
    EXPECT_FALSE(diseases_of(counter, {"P2"}).found);

    // Another declaration of the same disease meets it; one of another disease does not.
    EXPECT_EQ(file(disease("460000D2")).problem().code, ErrorCode::declared_already);
    BenefitDeclare other = disease("460000D3");
    other.disease->opsp_dise_code = "M01600";
    EXPECT_FALSE(file(other));
    EXPECT_EQ(approvals().size(), 2u);
}

TEST_F(Declarations, of_a_referral_out_of_the_area_are_filings) {
    EXPECT_FALSE(file(referral()));
    EXPECT_FALSE(file(referral()));
    ASSERT_EQ(filings().size(), 1u);
    EXPECT_EQ(filings().front().category, model::FilingCategory::referral);
    EXPECT_EQ(filings().front().place, "460000");
    EXPECT_EQ(filings().front().valid_to, day("2027-05-22"));
    const auto told =
        declarations_of(counter, {"P1", "06", day("2026-11-01"), day("2026-11-30")});
    ASSERT_EQ(told.declarations.size(), 1u);
    EXPECT_EQ(told.declarations.front().referral->mdtrtarea_admdvs, "460106");
    EXPECT_EQ(told.declarations.front().emp_name, "employer");
    EXPECT_TRUE(
        declarations_of(counter, {"P1", "06", day("2026-11-01"), day("2026-11-21")})
            .declarations.empty());

    BenefitDeclare nearby = referral("110105", "1");
    nearby.trt_dcla_detl_sn = "460000D2";
    EXPECT_FALSE(file(nearby));
    EXPECT_EQ(filings().size(), 1u) << "care at home needs no filing";
}

TEST_F(Declarations, of_a_designation_take_one_place_in_the_order) {
    EXPECT_FALSE(file(designation("460000D1")));
    EXPECT_EQ(file(designation("460000D2")).problem().code, ErrorCode::declared_already);
    EXPECT_FALSE(file(designation("460000D3", "2")));
    EXPECT_FALSE(withdraw("460000D1"));
    EXPECT_FALSE(file(designation("460000D4")));
    const auto told = declarations_of(counter, {"P1", "03", day("2026-11-22"), {}});
    EXPECT_EQ(told.declarations.size(), 2u);
}

TEST_F(Declarations, of_an_injury_are_kept) {
    BenefitDeclare injury = declaration(model::declaration_kind::injury);
    injury.certno_digest = "digest";
    injury.injury.emplace();
    injury.injury->trt_dcla_detl_sn = injury.trt_dcla_detl_sn;
    injury.injury->trum_site = "工地";
    EXPECT_FALSE(file(injury));
    ASSERT_NE(workspace.find<model::Injury>("460000D1"), nullptr);
    EXPECT_EQ(workspace.find<model::Injury>("460000D1")->trum_site, "工地");
}

TEST_F(Declarations, withdrawn_end_what_they_made) {
    EXPECT_FALSE(file(disease()));
    EXPECT_EQ(withdraw("460000D1", "310000").problem().code, ErrorCode::declaration_unknown);
    EXPECT_EQ(withdraw("460000D1", "460000", "P2").problem().code,
              ErrorCode::declaration_unknown);
    EXPECT_EQ(withdraw("460000D9").problem().code, ErrorCode::declaration_unknown);
    EXPECT_EQ(approvals().front().state, FilingState::valid);
    for (int times = 0; times < 2; ++times) EXPECT_FALSE(withdraw("460000D1"));
    EXPECT_EQ(approvals().front().state, FilingState::withdrawn);
    EXPECT_TRUE(diseases_of(counter, {"P1"}).diseases.empty());
    EXPECT_FALSE(file(disease())) << "B1: what was filed once is not filed again";
    EXPECT_EQ(approvals().size(), 1u);

    BenefitDeclare away = referral();
    away.trt_dcla_detl_sn = away.referral->trt_dcla_detl_sn = "460000D2";
    EXPECT_FALSE(file(away));
    EXPECT_FALSE(withdraw("460000D2"));
    EXPECT_EQ(filings().front().state, FilingState::withdrawn);

    BenefitDeclare refused = referral("460106", "1");
    refused.trt_dcla_detl_sn = "460000D3";
    EXPECT_TRUE(file(refused));
    EXPECT_EQ(withdraw("460000D3").problem().code, ErrorCode::declaration_unknown);
}

TEST_F(Declarations, that_the_fund_has_paid_on_stay) {
    EXPECT_FALSE(file(disease()));
    BenefitDeclare away = referral();
    away.trt_dcla_detl_sn = away.referral->trt_dcla_detl_sn = "460000D2";
    EXPECT_FALSE(file(away));
    const auto state = [&](const char* number) {
        return workspace.find<model::Declaration>(number)->state;
    };
    model::Claim claim{};
    claim.psn_no = "P1";
    claim.mdtrtarea_admvs = "460100";
    claim.facts.admitted_on = claim.facts.settled_on = day("2026-12-01");
    note_use(counter, claim);  // at home, for no disease: nothing rests on them
    claim.facts.disease = "M01600";
    note_use(counter, claim);
    EXPECT_EQ(state("460000D1"), DeclarationState::filed);
    claim.facts.disease = "M03900";
    note_use(counter, claim);  // which the law did not pay as approved
    EXPECT_EQ(state("460000D1"), DeclarationState::filed);
    claim.facts.approved = true;
    note_use(counter, claim);
    EXPECT_EQ(state("460000D1"), DeclarationState::used);
    EXPECT_EQ(state("460000D2"), DeclarationState::filed);
    claim.facts.place = model::Place::filed_referral;
    note_use(counter, claim);
    EXPECT_EQ(state("460000D2"), DeclarationState::used);
    (void)workspace.keep();

    EXPECT_EQ(withdraw("460000D1").problem().code, ErrorCode::declaration_used);
    EXPECT_EQ(withdraw("460000D2").problem().code, ErrorCode::declaration_used);
    EXPECT_EQ(approvals().front().state, FilingState::valid);
    EXPECT_EQ(filings().front().state, FilingState::valid);
}

TEST_F(Declarations, answer_which_funds_would_pay_and_why_not) {
    using enum ErrorCode;
    model::EntitlementAsk ask{"P1", "310", "110100", "460100", "14", "M03900",
                              day("2026-11-22")};
    const auto gap = [&] {
        const auto answer = entitlement_of(counter, ask);
        EXPECT_TRUE(answer.found);
        EXPECT_EQ(answer.funds.size(), 3u);
        return answer.funds.front().gap ? answer.funds.front().gap.problem().code : ErrorCode{};
    };
    EXPECT_EQ(gap(), not_filed);
    EXPECT_FALSE(file(referral()));
    EXPECT_EQ(gap(), not_entitled);
    EXPECT_FALSE(file(disease("460000D2")));
    EXPECT_EQ(gap(), ErrorCode{});
    EXPECT_EQ(entitlement_of(counter, ask).funds.front().fund_pay_type, "310100");
    EXPECT_EQ(entitlement_of(counter, ask).funds.front().begndate, day("2026-11-22"));
    ask.dise_codg = "M01600";
    EXPECT_EQ(gap(), not_entitled);
    ask.med_type = "13";
    ask.mdtrtarea_admvs = "320500";
    EXPECT_EQ(gap(), ErrorCode{}) << "an emergency counts as filed";
    ask.insutype = "390";
    EXPECT_EQ(entitlement_of(counter, ask).funds.front().gap.problem().code, not_insured);
    ask.psn_no = "P2";
    EXPECT_FALSE(entitlement_of(counter, ask).found);
}

}  // namespace
}  // namespace yidi::desk
