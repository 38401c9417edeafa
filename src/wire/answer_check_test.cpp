// Goal    Whatever is wrong with an answer is found at its place, and nothing in a right one is.
// Method  The answers of this program's own encoder are right; each is changed in one thing.
// Covers  wire/answer_check, wire/conformance_script.

#include "wire/answer_check.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wire/conformance_script.hpp"
#include "wire/request.hpp"
#include "wire/sample_requests.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using nlohmann::json;

const Transaction& settle() {
    return *find_transaction("2304");
}

/// A right answer to 2304, every described field of it.
json right() {
    json bill = json::object();
    for (const Field& field : settle().answer[0].fields) {
        bill[std::string{field.name}] =
            field.type == FieldType::number ? json(0) : json(sample_value(field));
    }
    bill["medfee_sumamt"] = 100.00;
    bill["inscp_scp_amt"] = "100.00";
    bill["hifp_pay"] = 60;
    bill["fund_pay_sumamt"] = 60;
    bill["psn_part_amt"] = 40;
    bill["psn_cash_pay"] = 40;
    return {{"infcode", 0},
            {"inf_refmsgid", "460000202611220830000000000001"},
            {"err_msg", nullptr},
            {"output", {{"setlinfo", bill}, {"setldetail", json::array()}}}};
}

/// Places of broken findings.
std::vector<std::string> broken(const json& answer) {
    std::vector<std::string> places;
    for (const AnswerFinding& finding : check_answer(settle(), answer.dump())) {
        if (finding.weight == Weight::broken) places.push_back(finding.field);
    }
    return places;
}

TEST(AnswerCheck, lets_a_right_answer_pass) {
    EXPECT_EQ(broken(right()), std::vector<std::string>{});
}

TEST(AnswerCheck, names_the_place_of_what_is_wrong) {
    const auto found = [](const char* pointer, const json& value) {
        json answer = right();
        answer[json::json_pointer{pointer}] = value;
        return broken(answer);
    };
    using Places = std::vector<std::string>;
    EXPECT_EQ(found("/output/setlinfo/hifp_pay", 59.99), Places{"output.setlinfo.fund_pay_sumamt"});
    EXPECT_EQ(found("/output/setlinfo/inscp_scp_amt", 99), Places{"output.setlinfo.medfee_sumamt"});
    EXPECT_EQ(found("/output/setlinfo/psn_cash_pay", 1), Places{"output.setlinfo.psn_part_amt"});
    EXPECT_EQ(found("/output/setlinfo/setl_id", std::string(31, '1')),
              Places{"output.setlinfo.setl_id"});
    EXPECT_EQ(found("/output/setlinfo/balc", "much"), Places{"output.setlinfo.balc"});
    EXPECT_EQ(found("/output/setlinfo", 5), Places{"output.setlinfo"});
    EXPECT_EQ(found("/output", nullptr), Places{"output"});
    EXPECT_EQ(found("/infcode", -1), Places{"err_msg"});
    json lacking = right();
    lacking["output"]["setlinfo"].erase("setl_id");
    EXPECT_EQ(broken(lacking), Places{"output.setlinfo.setl_id"});
    lacking["output"].erase("setlinfo");
    EXPECT_EQ(broken(lacking), Places{"output.setlinfo"});
    EXPECT_EQ(check_answer(settle(), "<html>").size(), 1U);
}

TEST(AnswerCheck, bears_with_what_platforms_do_and_tells_it) {
    json answer = right();
    answer["output"]["setlinfo"]["psn_name"] = nullptr;
    answer["output"]["setlinfo"]["clr_type"] = "9902777";
    const auto findings = check_answer(settle(), answer.dump());
    EXPECT_EQ(std::count_if(findings.begin(), findings.end(),
                            [](const AnswerFinding& finding) {
                                return finding.weight == Weight::notable &&
                                       finding.field == "output.setlinfo.psn_name";
                            }),
              1);
}

TEST(AnswerCheck, tells_nobodys_data) {
    json answer = right();
    answer["output"]["setlinfo"]["psn_name"] = std::string(60, 'x');
    for (const AnswerFinding& finding : check_answer(settle(), answer.dump())) {
        EXPECT_EQ(finding.found.find("xxx"), std::string::npos) << finding.field;
    }
}

TEST(AnswerCheck, reads_values_by_their_path) {
    const std::string body =
        R"({"infcode":"0","output":{"list":[{"id":"a"},{"id":"b"}],"n":1.50}})";
    EXPECT_EQ(value_at(body, "output.list.id"), "a");
    EXPECT_EQ(value_at(body, "output.n"), "1.5");
    EXPECT_EQ(value_at(body, "output.nothing.id"), "");
    EXPECT_TRUE(head_of(body).is_done);
    EXPECT_FALSE(head_of("[]").is_json);
}

TEST(ConformanceScript, is_there_for_hospital_and_pharmacy_and_fills_its_values) {
    ASSERT_EQ(conformance_scripts().size(), 3U);
    const ConformanceScript& inpatient = conformance_scripts().front();
    ASSERT_EQ(inpatient.steps.front().infno, "9001");
    const std::string message = message_of(inpatient.steps.front(), {{"opter", "0007"}});
    EXPECT_EQ(value_at(message, "input.signIn.opter_no"), "0007");
    EXPECT_EQ(value_at(message, "opter"), "0007");
}

TEST(ConformanceScript, makes_probes_that_the_decoder_refuses) {
    const Transaction& visits = *find_transaction("5201");
    const std::string message = sample_request(visits).dump();
    const auto probes = probes_of(visits, message);
    ASSERT_GT(probes.size(), 5U);
    const MarkingDigester digester;
    ASSERT_TRUE(decode_request(message, sample_path, digester).outcome);
    for (const Probe& probe : probes) {
        EXPECT_FALSE(decode_request(probe.message, sample_path, digester).outcome) << probe.field;
    }
}

TEST(ConformanceScript, is_refused_with_the_step_that_is_wrong) {
    const auto wrong = read_script("x.json", R"({"steps":[{"infno":"1101","input":{}},
                                                          {"infno":"9999","input":{}}]})");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().field, "x.json steps[1]");
    EXPECT_FALSE(read_script("x.json", R"({"steps":[{"infno":"1101","input":{},"extra":1}]})"));
    EXPECT_FALSE(read_script("x.json", "{"));
    EXPECT_FALSE(read_script("x.json", R"({"steps":[]})"));
}

}  // namespace
}  // namespace yidi::wire
