// Goal    An explanation is one document for machines and one text for each of three readers, and
//         each says what its reader needs, to the fen.
// Method  One settlement as a fixture; the document is read back, each text is compared whole.
// Covers  explanation_json, explanation_text

#include "wire/explanation.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yidi::wire {
namespace {

model::ExplainStep step(std::int64_t seq, const char* op, const char* layer, const char* base,
                        const char* argument, const char* result, const char* note,
                        const char* zh, const char* en) {
    model::ExplainStep made;
    made.seq = seq;
    made.op = op;
    made.layer = layer;
    made.base = base;
    made.argument = argument;
    made.result = result;
    made.note = note;
    made.zh = zh;
    made.en = en;
    return made;
}

model::ExplainAnswer answer() {
    const auto yuan = [](const char* text) { return *Money::parse(text); };
    model::ExplainAnswer out;
    out.setl_id = "460000S1";
    out.package_id = "beijing";
    out.plan = "0123456789abcdef";
    out.version = "2026.1";
    out.facts.insuplc_admdvs = "110100";
    out.facts.level = model::HospitalLevel::level_3;
    out.facts.place = model::Place::filed_longterm;
    out.facts.admitted_on = *Date::parse("2026-11-01");
    out.facts.discharged_on = out.facts.settled_on = *Date::parse("2026-11-10");
    out.before.basic = {yuan("8240.49"), yuan("10355.48"), yuan("1300")};
    out.fees = {yuan("12000"), yuan("300"), yuan("200"), yuan("500"), yuan("11000")};
    out.shares.act_pay_dedc = yuan("650");
    out.shares.hifp_pay = yuan("8797.50");
    out.shares.fund_pay_sumamt = yuan("8797.50");
    out.shares.psn_part_amt = yuan("3202.50");
    out.shares.acct_pay = yuan("1000");
    out.shares.psn_cash_pay = yuan("2202.50");
    auto deductible = step(1, "deductible", "basic", "11000.00", "650.00", "650.00", "applied",
                           "三级医院，起付线 650.00 元", "level 3: deductible 650.00");
    deductible.rule = "bj.emp.ip.ded";
    deductible.version = "2024-01-01";
    deductible.row = 3;
    deductible.keys = {"bj-2022-28:3"};
    deductible.cites = {"京医保发〔2022〕28号 第3条"};
    out.steps = {deductible,
                 step(2, "segments", "basic", "10350.00", "85%", "8797.50", "applied",
                      "650.00 – 11,000.00 元：10,350.00 × 85% = 8,797.50 元",
                      "650.00 to 11,000.00: 10,350.00 x 85% = 8,797.50"),
                 step(3, "edge", "large_amount", "1.00", "80%", "", "applied", "不是这一段", "not it"),
                 step(4, "edge", "basic", "19000.00", "90%", "", "applied",
                      "再有 19,000.00 元范围内费用进入 90% 段",
                      "19,000.00 more in scope enters the band of 90%"),
                 step(5, "marginal", "", "1.00", "", "0.85", "applied",
                      "范围内费用再增加 1.00 元，基金多付 0.85 元",
                      "of 1.00 more in scope the funds would pay 0.85")};
    return out;
}

model::ExplainAnswer refused() {
    model::ExplainAnswer out = answer();
    out.shares = {};
    out.steps = {step(1, "refused", "all", "", "", "", "not_filed", "未备案", "not filed")};
    out.refused = model::StoredProblem{
        Problem{ErrorCode::not_filed, "bj.emp.ip.place row 6", "unfiled, planned", {}, {}}};
    return out;
}

TEST(Explanation, document_holds_all_the_law_looked_at) {
    const auto json = nlohmann::json::parse(explanation_json(answer()));
    EXPECT_EQ(json["schema"], "yidi.explanation/1");
    EXPECT_EQ(json["package"], "beijing");
    EXPECT_EQ(json["facts"]["place"], "filed_longterm");
    EXPECT_EQ(json["facts"]["standing"]["tier"], 1);
    EXPECT_EQ(json["facts"]["chain"]["charged"], "0.00");
    EXPECT_EQ(json["fees"]["preselfpay_amt"], "500.00");
    EXPECT_EQ(json["before"]["basic"]["paid"], "8240.49");
    EXPECT_FALSE(json.contains("later_before"));
    EXPECT_FALSE(json.contains("refusal"));
    EXPECT_EQ(json["shares"]["hifp_pay"], "8797.50");
    EXPECT_EQ(json["edge"], (nlohmann::json{{"distance", "19000.00"}, {"beyond", "90%"}}));
    const auto& first = json["steps"][0];
    EXPECT_EQ(first["rule"], "bj.emp.ip.ded");
    EXPECT_EQ(first["version"], "2024-01-01");
    EXPECT_EQ(first["row"], 3);
    EXPECT_EQ(first["cites"], nlohmann::json::array({"bj-2022-28:3"}));
    EXPECT_EQ(first["cites_text"], nlohmann::json::array({"京医保发〔2022〕28号 第3条"}));
    const auto& last = json["steps"][4];
    for (const char* absent : {"rule", "version", "row", "argument"}) {
        EXPECT_TRUE(last[absent].is_null()) << absent;
    }
    EXPECT_EQ(last["layer"], "all");
    EXPECT_FALSE(last.contains("cites_text"));
}

TEST(Explanation, document_of_a_split_stay_holds_the_later_year) {
    auto split = answer();
    split.later_before.emplace().admissions = 2;
    EXPECT_EQ(nlohmann::json::parse(explanation_json(split))["later_before"]["admissions"], 2);
}

TEST(Explanation, document_of_a_refusal_says_which) {
    const auto json = nlohmann::json::parse(explanation_json(refused()));
    EXPECT_EQ(json["refusal"]["name"], "not_filed");
    EXPECT_EQ(json["refusal"]["code"], 1209);
    EXPECT_EQ(json["refusal"]["found"], "unfiled, planned");
    EXPECT_FALSE(json["refusal"].contains("expected"));
    EXPECT_EQ(json["shares"]["fund_pay_sumamt"], "0.00");
}

TEST(Explanation, for_the_patient_is_short_and_plain) {
    EXPECT_EQ(explanation_text(answer(), Reader::patient, true, false),
              R"(结算 460000S1  2026-11-01 – 2026-11-10

            12000.00  总费用
             8797.50  基本医保统筹基金支付
             1000.00  个人账户支付
             2202.50  您自己付现金

为什么
  · 300.00 元是医保目录以外的，由您负担
  · 200.00 元超过医保限价，由您负担
  · 500.00 元是乙类项目按比例先自付的部分
  · 650.00 元是起付线，由您先付
  · 其余按比例支付：10350.00 元中，基金付 8797.50 元，您负担 1552.50 元

如果费用更高
  · 范围内费用再增加 1.00 元，基金多付 0.85 元
  · 再有 19,000.00 元范围内费用进入 90% 段
)");
    EXPECT_EQ(explanation_text(answer(), Reader::patient, false, true),
              R"(Settlement 460000S1  2026-11-01 – 2026-11-10

            12000.00  the whole bill
             8797.50  paid by the basic medical insurance fund
             1000.00  paid from the personal account
             2202.50  you pay in cash

Why
  · 300.00 is outside the insurance catalogue: yours to pay
  · 200.00 is above the insurance's price limits: yours to pay
  · 500.00 is the share you pay first of items of class B
  · 650.00 is the deductible, which you pay first
  · the rest is shared: of 10350.00 the fund pays 8797.50, your part is 1552.50

If it had cost more
  · of 1.00 more in scope the funds would pay 0.85
  · 19,000.00 more in scope enters the band of 90%
)");
}

TEST(Explanation, for_the_patient_says_what_to_do_about_a_refusal) {
    const auto text = explanation_text(refused(), Reader::patient, true, true);
    for (const char* part : {"由您先自付 / yours to pay for now", "不予支付 / Not paid", "1209"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    }
    EXPECT_EQ(text.find("为什么"), std::string::npos);
}

TEST(Explanation, for_the_cashier_names_fields_and_identities) {
    EXPECT_EQ(explanation_text(answer(), Reader::cashier, false, true),
              R"(Settlement 460000S1
policy package beijing 2026.1  plan 0123456789abcdef

The bill
            12000.00  total medical fee
              300.00  wholly own-expense amount
              200.00  amount over a price cap; borne by the patient
              500.00  first self-pay share
            11000.00  amount inside policy scope

Who pays what
              650.00  deductible actually charged in this settlement
             8797.50  basic pooled fund payment
             8797.50  sum of all fund payments
             3202.50  patient's total share
             1000.00  personal account payment
             2202.50  patient cash payment

Identities
  ✓ A1  medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt
       12000.00 = 300.00 + 200.00 + 500.00 + 11000.00
  ✓ A2  fund_pay_sumamt = hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay + )"
              R"(maf_pay + oth_pay
       8797.50 = 8797.50 + 0.00 + 0.00 + 0.00 + 0.00 + 0.00 + 0.00
  ✓ A3  medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt
       12000.00 = 8797.50 + 3202.50 + 0.00
  ✓ A4  psn_part_amt = acct_pay + psn_cash_pay
       3202.50 = 1000.00 + 2202.50
)");
    auto wrong = answer();
    wrong.shares.hifp_pay = *Money::parse("8797.51");
    EXPECT_NE(explanation_text(wrong, Reader::cashier, false, true).find("✗ A2"),
              std::string::npos);
}

TEST(Explanation, for_the_auditor_names_rule_version_row_and_article_of_each_step) {
    EXPECT_EQ(explanation_text(answer(), Reader::auditor, true, true),
              R"(结算 / Settlement 460000S1
政策包 / policy package beijing 2026.1  方案 / plan 0123456789abcdef

费用 / The bill
            12000.00  医疗费总额 / total medical fee
              300.00  全自费金额 / wholly own-expense amount
              200.00  超限价自费费用 / amount over a price cap; borne by the patient
              500.00  先行自付金额 / first self-pay share
            11000.00  符合政策范围金额 / amount inside policy scope

计算过程 / Step by step
   1          650.00  三级医院，起付线 650.00 元
                      level 3: deductible 650.00
                      applied
                      [bj.emp.ip.ded 2024-01-01 #3 · 京医保发〔2022〕28号 第3条]
   2         8797.50  650.00 – 11,000.00 元：10,350.00 × 85% = 8,797.50 元
                      650.00 to 11,000.00: 10,350.00 x 85% = 8,797.50
                      applied
   3                  不是这一段
                      not it
                      applied
   4                  再有 19,000.00 元范围内费用进入 90% 段
                      19,000.00 more in scope enters the band of 90%
                      applied
   5            0.85  范围内费用再增加 1.00 元，基金多付 0.85 元
                      of 1.00 more in scope the funds would pay 0.85
                      applied

谁付多少 / Who pays what
              650.00  实际支付起付线 / deductible actually charged in this settlement
             8797.50  基本医疗保险统筹基金支出 / basic pooled fund payment
             8797.50  基金支付总额 / sum of all fund payments
             3202.50  个人负担总金额 / patient's total share
             1000.00  个人账户支出 / personal account payment
             2202.50  个人现金支出 / patient cash payment

基金 / funds 8797.50 + 个人 / person 3202.50 + 医院 / hospital 0.00 = 12000.00  平 / balanced
)");
}

TEST(Explanation, of_a_bill_that_does_not_add_up_says_so) {
    auto wrong = answer();
    wrong.shares.hifp_pay = *Money::parse("8797.51");
    EXPECT_NE(explanation_text(wrong, Reader::auditor, false, true).find("DOES NOT BALANCE"),
              std::string::npos);
}

TEST(Explanation, of_samples_says_so_to_every_reader) {
    auto sample = answer();
    sample.is_sample = true;
    for (const auto reader : {Reader::patient, Reader::cashier, Reader::auditor}) {
        const auto text = explanation_text(sample, reader, true, true);
        EXPECT_NE(text.find("样例"), std::string::npos) << text;
    }
}

TEST(Explanation, knows_its_readers_by_name) {
    EXPECT_EQ(reader_of("patient"), Reader::patient);
    EXPECT_EQ(reader_of("cashier"), Reader::cashier);
    EXPECT_EQ(reader_of("auditor"), Reader::auditor);
    EXPECT_FALSE(reader_of("everyone"));
}

}  // namespace
}  // namespace yidi::wire
