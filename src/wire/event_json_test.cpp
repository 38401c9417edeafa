// Goal    An event is read as it is written, with defaults for what is missing, or refused with the
//         path of the first member that is wrong.
// Method  A document with every kind of member; edits of one member each.
// Covers  wire/event_json.

#include "wire/event_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yidi::wire {
namespace {

using nlohmann::json;

json good() {
    return {{"package", "beijing"},
            {"facts",
             {{"insuplc_admdvs", "110000"},
              {"scheme", "employee"},
              {"status", "retired"},
              {"age_years", 67},
              {"standing", {{"civil_servant", true}, {"tier", 2}}},
              {"level", "level_3"},
              {"place", "filed_longterm"},
              {"disease", "M03900"},
              {"admitted_on", "2025-06-01"},
              {"discharged_on", "2025-06-08"},
              {"chain", {{"link", "referral_up"}, {"hours", 12}, {"charged", "300.00"}}},
              {"account_balance", "1200.50"}}},
            {"fees", {{"inscp_scp_amt", "50000.00"}, {"fulamt_ownpay_amt", "7.5"}}},
            {"before", {{"admissions", 2}, {"basic", {{"paid", "100.00"}}}}}};
}

TEST(EventJson, is_read_with_defaults_for_what_is_missing) {
    const auto read = read_event(good().dump());
    ASSERT_TRUE(read) << message_of(read.error(), false);
    EXPECT_EQ(read->package, "beijing");
    EXPECT_EQ(read->facts.status, model::PersonStatus::retired);
    EXPECT_EQ(read->facts.standing.tier, 2);
    EXPECT_TRUE(read->facts.standing.civil_servant);
    EXPECT_EQ(read->facts.service, model::Service::inpatient);
    EXPECT_EQ(read->facts.settled_on.text(), "2025-06-08");
    EXPECT_EQ(read->facts.diseases, "M03900");
    EXPECT_EQ(read->facts.chain.link, model::ChainLink::referral_up);
    EXPECT_EQ(read->facts.chain.charged.text(), "300.00");
    EXPECT_EQ(read->facts.account_balance.text(), "1200.50");
    EXPECT_EQ(read->fees.medfee_sumamt.text(), "50007.50");
    EXPECT_EQ(read->before.first.admissions, 2);
    EXPECT_EQ(read->before.first.basic.paid.text(), "100.00");
}

TEST(EventJson, reads_the_lines_of_a_bill_and_the_person_they_are_for) {
    json document = good();
    document.erase("fees");
    document["mdtrtarea_admvs"] = "460000";
    document["person"] = {{"gend", "2"}, {"brdy", "1958-03-01"}};
    document["lines"] = {{{"med_list_codg", "XA01"}, {"pric", "1.5"}, {"cnt", "2"}}};
    const auto read = read_event(document.dump());
    ASSERT_TRUE(read) << message_of(read.error(), false);
    ASSERT_EQ(read->lines.size(), 1u);
    EXPECT_EQ(read->lines[0].pric.text(), "1.50");
    EXPECT_EQ(read->person.sex, catalog::Sex::female);
    EXPECT_EQ(read->person.born_on, Date::of(1958, 3, 1));
}

TEST(EventJson, is_refused_with_the_path_of_what_is_wrong) {
    struct Row {
        int line;
        const char *pointer, *value;  // value: JSON; empty: taken away
        ErrorCode code;
        const char* field;
    };
    using E = ErrorCode;
    // clang-format off
    const Row rows[] = {
        {__LINE__, "/nothing", "1",                      E::code_unknown,      "document"},
        {__LINE__, "/facts/levle", "1",                  E::code_unknown,      "facts"},
        {__LINE__, "/facts/standing/tears", "1",         E::code_unknown,      "facts.standing"},
        {__LINE__, "/facts/level", "\"3\"",              E::code_unknown,      "facts.level"},
        {__LINE__, "/facts/level", "3",                  E::code_unknown,      "facts.level"},
        {__LINE__, "/facts/level", "",                   E::field_missing,     "facts.level"},
        {__LINE__, "/facts/scheme", "",                  E::field_missing,     "facts.scheme"},
        {__LINE__, "/facts/age_years", "1.5",            E::field_wrong_type,  "facts.age_years"},
        {__LINE__, "/facts/age_years", "-1",             E::field_wrong_type,  "facts.age_years"},
        {__LINE__, "/facts/age_years", "4294967296",     E::field_wrong_type,  "facts.age_years"},
        {__LINE__, "/facts/age_years", "201",            E::field_wrong_type,  "facts.age_years"},
        {__LINE__, "/facts/use_account", "\"yes\"",      E::field_wrong_type,  "facts.use_account"},
        {__LINE__, "/facts/standing", "[]",              E::field_wrong_type,  "facts.standing"},
        {__LINE__, "/facts/admitted_on", "\"2025-02-30\"", E::date_invalid,    "facts.admitted_on"},
        {__LINE__, "/facts/admitted_on", "\"2025-06-09\"", E::field_contradicts, "facts.discharged_on"},
        {__LINE__, "/facts/settled_on", "\"2025-06-07\"", E::field_contradicts, "facts.discharged_on"},
        {__LINE__, "/fees/inscp_scp_amt", "50000",       E::amount_malformed,  "fees.inscp_scp_amt"},
        {__LINE__, "/fees/inscp_scp_amt", "\"1.005\"",   E::amount_malformed,  "fees.inscp_scp_amt"},
        {__LINE__, "/fees/inscp_scp_amt", "\"-1\"",      E::amount_negative,   "fees.inscp_scp_amt"},
        {__LINE__, "/fees/inscp_scp_amt", "\"1000000000.01\"", E::amount_too_large, "fees.inscp_scp_amt"},
        {__LINE__, "/fees/medfee_sumamt", "\"1.00\"",    E::field_contradicts, "fees.medfee_sumamt"},
        {__LINE__, "/fees", "",                          E::field_contradicts, "fees"},
        {__LINE__, "/lines", "[]",                       E::field_wrong_type,  "lines"},
        {__LINE__, "/lines", "[{\"pric\":\"1\",\"cnt\":\"1\"}]", E::field_missing, "lines[0].med_list_codg"},
        {__LINE__, "/person", "{\"sex\":\"2\"}",         E::code_unknown,      "person"},
        {__LINE__, "/facts", "",                         E::field_missing,     "facts"},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        json document = good();
        const json::json_pointer at(row.pointer);
        if (*row.value == '\0') {
            document.at(at.parent_pointer()).erase(at.back());
        } else {
            document[at] = json::parse(row.value);
        }
        const auto read = read_event(document.dump());
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, row.code);
        EXPECT_EQ(read.error().field, row.field);
    }
}

TEST(EventJson, needs_a_package_or_an_insured_place) {
    json document = good();
    document.erase("package");
    EXPECT_TRUE(read_event(document.dump()));
    document["facts"].erase("insuplc_admdvs");
    const auto read = read_event(document.dump());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().field, "package");
}

TEST(EventJson, passes_over_what_only_an_answer_has) {
    json document = good();
    for (const char* name : {"schema", "steps", "shares", "edge", "refusal", "plan", "setl_id"}) {
        document[name] = json::array();
    }
    EXPECT_TRUE(read_event(document.dump()));
}

TEST(EventJson, reads_what_earlier_bills_of_the_stay_came_to) {
    json document = good();
    document["earlier"] = {
        {"newest", "S1"},
        {"fees", {{"medfee_sumamt", "100.00"}, {"inscp_scp_amt", "100.00"}}},
        {"shares",
         {{"hifp_pay", "60.00"},
          {"fund_pay_sumamt", "60.00"},
          {"psn_part_amt", "40.00"},
          {"psn_cash_pay", "40.00"}}}};
    const auto read = read_event(document.dump());
    ASSERT_TRUE(read) << message_of(read.error(), false);
    EXPECT_EQ(read->earlier->newest, "S1");
    EXPECT_EQ(read->earlier->shares.hifp_pay.text(), "60.00");

    document["earlier"]["shares"]["hifp_pay"] = "61.00";
    EXPECT_EQ(read_event(document.dump()).error().field, "earlier.shares");
    document["earlier"].erase("newest");
    EXPECT_EQ(read_event(document.dump()).error().field, "earlier.newest");
    document["earlier"] = 5;
    EXPECT_EQ(read_event(document.dump()).error().field, "earlier");
}

TEST(EventJson, is_refused_as_a_whole_where_it_is_no_object) {
    for (const char* text : {"", "[", "{\"facts\":", "\xff"}) EXPECT_FALSE(read_event(text));
    EXPECT_EQ(read_event("[]").error().field, "document");
    EXPECT_EQ(read_event("null").error().field, "document");
}

}  // namespace
}  // namespace yidi::wire
