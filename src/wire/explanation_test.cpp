// Goal    an explanation names every step with amount, rule and article, and shows that it adds up
// Method  a small answer, read back as JSON and as text
// Covers  explanation_json, explanation_text

#include "wire/explanation.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yidi::wire {
namespace {

model::ExplainAnswer answer() {
    model::ExplainAnswer out;
    out.setl_id = "460000S1";
    out.package_id = "beijing-2026";
    out.plan = "0123456789abcdef";
    out.fees.medfee_sumamt = *Money::parse("1000");
    out.fees.inscp_scp_amt = *Money::parse("1000");
    out.shares.hifp_pay = *Money::parse("850.50");
    out.shares.fund_pay_sumamt = *Money::parse("850.50");
    out.shares.psn_part_amt = *Money::parse("149.50");
    out.shares.psn_cash_pay = *Money::parse("149.50");
    model::ExplainStep step;
    step.seq = 1;
    step.op = "segment";
    step.layer = "pool";
    step.rule = "inpatient.segment.1";
    step.cites = {"京医保发〔2022〕1号 第3条"};
    step.base = "1000.00";
    step.argument = "85.05%";
    step.result = "850.50";
    step.zh = "统筹基金按85.05%支付";
    step.en = "the pool pays 85.05%";
    out.steps = {step};
    return out;
}

TEST(Explanation, JsonHoldsStepsSharesAndTheBalance) {
    const auto json = nlohmann::json::parse(explanation_json(answer()));
    EXPECT_EQ(json["setl_id"], "460000S1");
    EXPECT_TRUE(json["refusal"].is_null());
    EXPECT_EQ(json["shares"]["hifp_pay"].dump(), "850.5");
    EXPECT_EQ(json["balances"], true);
    ASSERT_EQ(json["steps"].size(), 1u);
    EXPECT_EQ(json["steps"][0]["result"], "850.50");
    EXPECT_EQ(json["steps"][0]["cites"][0], "京医保发〔2022〕1号 第3条");
    EXPECT_TRUE(json["steps"][0]["note"].is_null());
}

TEST(Explanation, TextIsInTheLanguagesAskedFor) {
    const auto both = explanation_text(answer(), true, true);
    for (const char* part : {"统筹基金按85.05%支付", "the pool pays 85.05%", "850.50",
                             "inpatient.segment.1", "京医保发〔2022〕1号 第3条", "balanced"}) {
        EXPECT_NE(both.find(part), std::string::npos) << part << "\n" << both;
    }
    EXPECT_EQ(explanation_text(answer(), true, false).find("the pool"), std::string::npos);
    EXPECT_EQ(explanation_text(answer(), false, true).find("统筹"), std::string::npos);
}

TEST(Explanation, AmountsStandInOneColumn) {
    const auto text = explanation_text(answer(), false, true);
    const auto column = [&](std::string_view label) {
        const auto at = text.find(label);
        return at - text.rfind('\n', at);
    };
    EXPECT_EQ(column("the pool pays"), column("sum of all fund payments"));
    EXPECT_EQ(column("the pool pays"), column("total medical fee"));
}

TEST(Explanation, ABillThatDoesNotAddUpSaysSo) {
    auto wrong = answer();
    wrong.shares.hifp_pay = *Money::parse("850.51");
    EXPECT_NE(explanation_text(wrong, false, true).find("DOES NOT BALANCE"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(explanation_json(wrong))["balances"], false);
}

TEST(Explanation, ARefusalIsExplainedInWords) {
    auto refused = answer();
    refused.refusal = model::StoredProblem{Problem{ErrorCode::not_filed, "psn_no", {}, {}, {}}};
    EXPECT_NE(explanation_text(refused, true, true).find("1209"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(explanation_json(refused))["refusal"]["name"], "not_filed");
}

}  // namespace
}  // namespace yidi::wire
