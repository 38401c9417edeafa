// Goal    A restriction decides a line only by what somebody knows; the rest is called unknown.
// Method  1. A table over restriction, hospital's word and facts.
//         2. Every text that is not of the closed list is refused, with the list.
// Covers  catalog/restriction.hpp; the approval matrix of transaction 2301.

#include "catalog/restriction.hpp"

#include <gtest/gtest.h>

namespace yidi::catalog {
namespace {

const Instant noon = *Instant::parse("2025-06-01 12:00:00");

LineFacts facts_of(std::string_view text) {
    LineFacts facts;
    if (text.find('f') != text.npos) facts.sex = Sex::female;
    if (text.find('m') != text.npos) facts.sex = Sex::male;
    if (text.find('i') != text.npos) facts.care = Care::inpatient;
    if (text.find('o') != text.npos) facts.care = Care::ambulatory;
    if (text.find('c') != text.npos) facts.born_on = Date::of(2011, 6, 2);  // 14 tomorrow
    if (text.find('t') != text.npos) facts.born_on = Date::of(2011, 6, 1);  // 14 today
    return facts;
}

TEST(Restriction, is_decided_by_what_is_known) {
    struct Row {
        int line;
        const char *restrictions, *approval, *facts;
        Fit expected;
    };
    constexpr auto in = Fit::inside, out = Fit::outside, open = Fit::unknown;
    // clang-format off
    const Row rows[] = {
        {__LINE__, "",                         "",  "",   in},
        {__LINE__, "",                         "0", "",   in},
        {__LINE__, "",                         "1", "",   in},
        {__LINE__, "",                         "2", "",   out},
        {__LINE__, "approval",                 "",  "",   out},
        {__LINE__, "approval",                 "0", "",   out},
        {__LINE__, "approval",                 "1", "",   in},
        {__LINE__, "approval",                 "2", "",   out},
        {__LINE__, "second_line",              "",  "",   open},
        {__LINE__, "second_line",              "0", "",   open},
        {__LINE__, "second_line",              "1", "",   in},
        {__LINE__, "second_line",              "2", "",   out},
        {__LINE__, "other:限重症感染",          "",  "",   open},
        {__LINE__, "other:限重症感染",          "1", "",   in},
        {__LINE__, "other:限重症感染",          "2", "",   out},
        {__LINE__, "child:14",                 "",  "",   open},
        {__LINE__, "child:14",                 "1", "",   open},  // an approval is no birthday
        {__LINE__, "child:14",                 "",  "c",  in},
        {__LINE__, "child:14",                 "2", "c",  out},
        {__LINE__, "child:14",                 "",  "t",  out},
        {__LINE__, "child:15",                 "",  "t",  in},
        {__LINE__, "inpatient_only",           "",  "",   open},
        {__LINE__, "inpatient_only",           "",  "i",  in},
        {__LINE__, "inpatient_only",           "",  "o",  out},
        {__LINE__, "female",                   "",  "",   open},
        {__LINE__, "female",                   "",  "f",  in},
        {__LINE__, "female",                   "",  "m",  out},
        {__LINE__, "male",                     "",  "",   open},
        {__LINE__, "male",                     "",  "m",  in},
        {__LINE__, "male",                     "",  "f",  out},
        // all must be met; what is known not to be decides, whatever else is unknown
        {__LINE__, "child:14|inpatient_only",  "",  "ci", in},
        {__LINE__, "child:14|inpatient_only",  "",  "c",  open},
        {__LINE__, "child:14|inpatient_only",  "",  "to", out},
        {__LINE__, "child:14|inpatient_only",  "",  "o",  out},
        {__LINE__, "second_line|female",       "1", "f",  in},
        {__LINE__, "second_line|female",       "",  "f",  open},
        {__LINE__, "second_line|female",       "",  "m",  out},
        {__LINE__, "approval|second_line",     "",  "",   out},
        {__LINE__, "female|male",              "",  "f",  out},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto restrictions = Restrictions::parse(row.restrictions);
        ASSERT_TRUE(restrictions);
        EXPECT_EQ(fit_of(*restrictions, row.approval, facts_of(row.facts), noon), row.expected);
    }
}

TEST(Restriction, asks_the_hospital_for_what_only_the_hospital_can_judge) {
    for (const char* text : {"approval", "second_line", "other:限重症感染", "female|second_line"}) {
        EXPECT_TRUE(Restrictions::parse(text)->need_approval()) << text;
    }
    for (const char* text : {"", "child:14", "inpatient_only", "female", "male"}) {
        EXPECT_FALSE(Restrictions::parse(text)->need_approval()) << text;
    }
}

TEST(Restriction, is_one_of_a_closed_list) {
    struct Row {
        int line;
        const char *text, *found;
    };
    const Row rows[] = {
        {__LINE__, "restricted", "restricted"},
        {__LINE__, "Approval", "Approval"},
        {__LINE__, "approval:1", "approval:1"},
        {__LINE__, "child", "child"},
        {__LINE__, "child:", "child:"},
        {__LINE__, "child:0", "child:0"},
        {__LINE__, "child:19", "child:19"},
        {__LINE__, "child:14y", "child:14y"},
        {__LINE__, "other", "other"},
        {__LINE__, "other:", "other:"},
        {__LINE__, "female:", "female:"},
        {__LINE__, "approval,female", "approval,female"},
        {__LINE__, "|approval", ""},
        {__LINE__, "approval|", "approval"},
        {__LINE__, "approval||female", ""},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto restrictions = Restrictions::parse(row.text);
        ASSERT_FALSE(restrictions);
        EXPECT_EQ(restrictions.error().code, ErrorCode::catalogue_row);
        EXPECT_EQ(restrictions.error().found, row.found);
        EXPECT_EQ(restrictions.error().expected,
                  "approval, second_line, child:14, inpatient_only, female, male or other:…, "
                  "joined by |");
    }
    const auto twice = Restrictions::parse("female|female");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().expected, "each restriction once");
}

}  // namespace
}  // namespace yidi::catalog
