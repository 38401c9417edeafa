// Goal    "What would I pay?" answers what a settlement would, for several places at once, and says
//         what nobody knows.
// Method  1. Rows held against decide() of the same facts.
//         2. A table of wrong parameters with the word of each answer.
//         3. The documents are JSON; the texts hold their amounts.
// Covers  wire/estimate, wire/what_if_report, wire/comparison_report, wire/text_table.

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "policy/history/generate.hpp"
#include "reform_fixture.hpp"
#include "wire/comparison_report.hpp"
#include "wire/estimate.hpp"
#include "wire/text_table.hpp"
#include "wire/what_if_report.hpp"
#include "wire/what_if_run.hpp"

namespace yidi::policies {
namespace {

using testing::HasSubstr;

const Date today = *Date::of(2026, 3, 1);

wire::Estimates estimated(const wire::Parameters& parameters) {
    auto request = wire::read_estimate(parameters, today);
    EXPECT_TRUE(request) << (request ? "" : message_of(request.error(), false));
    return wire::estimate([](const std::string& division, const model::Episode&) {
        return law().plan_for(division);
    }, std::move(*request));
}

TEST(Estimate, is_what_a_settlement_would_give_at_every_place_and_level) {
    const auto made = estimated({{"insured", "110000,310000"},
                                 {"status", "retired"},
                                 {"age", "67"},
                                 {"days", "9"},
                                 {"in_policy", "50000"},
                                 {"own", "1234.56"},
                                 {"admissions", "1"},
                                 {"used", "basic.paid:15000,basic.deductible:1300"}});
    ASSERT_EQ(made.rows.size(), 2u * 7u * 5u);
    for (const wire::Estimate& row : made.rows) {
        model::YearTotals before;
        before.admissions = 1;
        before.basic.paid = Money::of_yuan(15'000);
        before.basic.deductible = Money::of_yuan(1'300);
        model::FeeSums fees = bill_in_policy("50000");
        fees.fulamt_ownpay_amt = *Money::parse("1234.56");
        fees.medfee_sumamt += fees.fulamt_ownpay_amt;
        EXPECT_EQ(row.episode.age_years, 67);
        EXPECT_EQ(row.episode.admitted_on.text(), "2026-02-20");
        const auto decided = policy::decide(plan_of(row.episode.insuplc_admdvs), row.episode, fees,
                                            before);
        EXPECT_EQ(row.decision.shares, decided.shares);
        EXPECT_EQ(row.decision.refusal, decided.refusal);
    }
    const auto json = nlohmann::json::parse(wire::estimate_json(made));
    EXPECT_EQ(json["form"], "yidi.estimate/1");
    EXPECT_EQ(json["rows"].size(), made.rows.size());
    EXPECT_EQ(json["bill"]["medfee_sumamt"], 51234.56);
}

TEST(Estimate, says_what_nobody_knows_and_what_is_not_paid) {
    const auto made = estimated({{"insured", "110000,510000,999900"},
                                 {"scheme", "resident"},
                                 {"level", "3"},
                                 {"place", "local,unfiled,filed_referral"},
                                 {"in_policy", "10000"}});
    const auto json = nlohmann::json::parse(wire::estimate_json(made));
    std::vector<std::string> outcomes;
    for (const auto& row : json["rows"]) {
        outcomes.push_back(row["outcome"]);
        EXPECT_EQ(row["shares"].is_null(), row["outcome"] != "paid");
        EXPECT_EQ(row["reason"].is_null(), row["outcome"] == "paid");
    }
    EXPECT_THAT(outcomes,
                testing::ElementsAre("paid", "refused", "paid", "unknown", "unknown", "unknown",
                                     "unknown", "unknown", "unknown"));
    const std::string text = wire::estimate_text(made, false);
    EXPECT_THAT(text, HasSubstr("unknown"));
    EXPECT_THAT(text, HasSubstr("100.0%"));
    EXPECT_THAT(wire::estimate_text(made, true), HasSubstr("不详"));
}

TEST(Estimate, refuses_parameters_it_cannot_read_by_their_names) {
    struct Row {
        int line;
        wire::Parameters parameters;
        const char* field;
        ErrorCode code;
    };
    const std::pair<std::string, std::string> insured{"insured", "110000"}, bill{"in_policy", "1"};
    // clang-format off
    const Row rows[] = {
        {__LINE__, {bill}, "insured", ErrorCode::field_missing},
        {__LINE__, {insured}, "in_policy", ErrorCode::field_missing},
        {__LINE__, {insured, bill, {"levle", "3"}}, "levle", ErrorCode::code_unknown},
        {__LINE__, {insured, bill, bill}, "in_policy", ErrorCode::duplicate_key},
        {__LINE__, {{"insured", "11"}, bill}, "insured", ErrorCode::code_unknown},
        {__LINE__, {insured, bill, {"level", "4"}}, "level", ErrorCode::code_unknown},
        {__LINE__, {insured, bill, {"place", "moon"}}, "place", ErrorCode::code_unknown},
        {__LINE__, {insured, bill, {"status", "child"}}, "status", ErrorCode::field_contradicts},
        {__LINE__, {insured, bill, {"age", "-1"}}, "age", ErrorCode::field_wrong_type},
        {__LINE__, {insured, bill, {"age", "x"}}, "age", ErrorCode::field_wrong_type},
        {__LINE__, {insured, bill, {"tier", "4"}}, "tier", ErrorCode::field_wrong_type},
        {__LINE__, {insured, bill, {"date", "2026-02-30"}}, "date", ErrorCode::date_invalid},
        {__LINE__, {insured, bill, {"civil_servant", "1"}}, "civil_servant", ErrorCode::code_unknown},
        {__LINE__, {insured, {"in_policy", "1.234"}}, "in_policy", ErrorCode::amount_malformed},
        {__LINE__, {insured, {"in_policy", "-1"}}, "in_policy", ErrorCode::amount_negative},
        {__LINE__, {insured, {"in_policy", "9999999999"}}, "in_policy", ErrorCode::amount_too_large},
        {__LINE__, {insured, bill, {"used", "basic:1"}}, "used", ErrorCode::code_unknown},
        {__LINE__, {insured, bill, {"used", "basic.paid:x"}}, "used", ErrorCode::amount_malformed},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto request = wire::read_estimate(row.parameters, today);
        ASSERT_FALSE(request);
        EXPECT_EQ(request.error().field, row.field);
        EXPECT_EQ(request.error().code, row.code);
    }
}

TEST(Reports, of_a_comparison_are_json_and_tell_the_bill_in_both_languages) {
    const auto made = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "add"
amount = 300
)",
                                   "2026-01-01");
    const auto compared = policy::compare(*made.base, *made.plan);
    const wire::ComparedSides sides{"beijing", "beijing + test", policy::hash_of(*made.base),
                                    policy::hash_of(*made.plan), made.warnings};
    const auto json = nlohmann::json::parse(wire::comparison_json(compared, sides));
    ASSERT_EQ(json["changes"].size(), 1u);
    EXPECT_EQ(json["changes"][0]["aspect"], "deductible");
    EXPECT_EQ(json["changes"][0]["whom"][0]["level"][0], "3");
    EXPECT_EQ(json["changes"][0]["example"]["before"]["fund"], 3145.0);
    const std::string en = wire::comparison_text(compared, sides, false);
    EXPECT_THAT(en, HasSubstr("- each admission 1,300.00, then 650.00  [bj.emp.ip.ded 2]"));
    EXPECT_THAT(en, HasSubstr("for: hospital level: level 3"));
    EXPECT_THAT(en, HasSubstr("after: funds 2890.00"));
    EXPECT_THAT(wire::comparison_text(compared, sides, true), HasSubstr("2026-01-01 起"));
}

TEST(Reports, of_a_what_if_are_json_and_add_up) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("yidi-report-" + std::to_string(getpid()) + ".yhist");
    auto writer = wire::HistoryWriter::create(path.string(), true);
    ASSERT_TRUE(writer);
    policy::InventedLives lives(9, {{"110000", {}}}, *Date::of(2024, 1, 1));
    for (int person = 0; person < 500; ++person) {
        for (const auto& event : lives.next()) ASSERT_TRUE(writer->append(event));
    }
    ASSERT_TRUE(writer->finish());
    const auto file = wire::HistoryFile::open(path.string());
    ASSERT_TRUE(file);
    const auto made = stacked(law_of(repository_packages(), "beijing"),
                              {reform_text("beijing", R"([[patch]]
target = "bj.emp.ip.ded"
op = "add"
amount = 100
[[patch]]
target = "bj.res.ip.seg"
op = "points"
value = "+1pp"
)")});
    ASSERT_TRUE(made) << message_of(made.error(), false);
    const wire::PlanPairs pairs(file->history(), law(), {{"beijing", made->plan}});
    wire::WhatIfReport report;
    report.source = "lives.yhist";
    report.is_synthetic = true;
    report.areas.push_back({"beijing", policy::hash_of(*made->base), policy::hash_of(*made->plan),
                            {"test"}, made->overlaps, {}, made->warnings, true});
    report.sums = *wire::run_what_if(*file, pairs, {}, 1, {});
    for (const auto& example : report.sums.gains.list()) {
        report.gains.push_back(*policy::tell(file->history(), pairs.by_word(), example.event));
    }
    for (const auto& example : report.sums.losses.list()) {
        report.losses.push_back(*policy::tell(file->history(), pairs.by_word(), example.event));
    }
    const auto json = nlohmann::json::parse(wire::what_if_json(report));
    const auto& total = json["total"];
    EXPECT_NE(total["funds_change"], 0.0);
    EXPECT_EQ(total["funds_change"].get<double>(), -total["person_change"].get<double>());
    for (const auto& [key, values] : json["by"].items()) {
        std::int64_t events = 0;
        for (const auto& value : values) events += value["events"].get<std::int64_t>();
        EXPECT_EQ(events, total["events"]) << key;
    }
    for (const auto& [key, values] : json["person_years_by"].items()) {
        std::int64_t people = 0;
        for (const auto& value : values) people += value["people"].get<std::int64_t>();
        EXPECT_EQ(people, json["person_years"]["people"]) << key;
    }
    EXPECT_EQ(json["gains"].size(), 3u);
    EXPECT_EQ(json["losses"].size(), 3u);
    EXPECT_LT(json["gains"][0]["person_after"], json["gains"][0]["person_before"]);
    const std::string text = wire::what_if_text(report, false);
    EXPECT_THAT(text, HasSubstr("the order of the reforms does not matter"));
    EXPECT_THAT(text, HasSubstr("largest losses"));
    EXPECT_THAT(wire::what_if_text(report, true), HasSubstr("虚构数据"));
    std::filesystem::remove(path);
}

TEST(TextTable, sets_columns_under_their_heads_in_both_scripts) {
    wire::TextTable table({"就医地", ">基金", "x"});
    table.row({"local", "1.00", "a"});
    table.row({"跨省", "1,000.00", ""});
    EXPECT_EQ(table.text(1), " 就医地      基金  x\n local       1.00  a\n 跨省    1,000.00\n");
}

}  // namespace
}  // namespace yidi::policies
