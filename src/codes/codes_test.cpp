// Goal    the tables are read whole, spellings that occur are understood, shapes are checked
// Method  walks over all rows; hand-made numbers that belong to nobody
// Covers  T1

#include "codes/codes.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

namespace yidi::codes {
namespace {

TEST(Codes, EveryTableHasRowsWithAMeaningInBothLanguages) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<TableId>>([](auto d) {
        EXPECT_FALSE(rows_of(d.value).empty()) << d.name;
        EXPECT_EQ(name_of(d.value), d.name);
        std::set<std::string_view> seen;
        for (const auto& row : rows_of(d.value)) {
            EXPECT_TRUE(seen.insert(row.code).second) << d.name << ' ' << row.code;
            EXPECT_FALSE(row.zh.empty() || row.en.empty() || row.editions.empty()) << d.name;
        }
    });
}

TEST(Codes, EveryCodeIsKnownAndItsCanonicalSpellingStays) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<TableId>>([](auto d) {
        for (const auto& row : rows_of(d.value)) {
            const auto once = canonical(d.value, row.code);
            ASSERT_TRUE(once) << d.name << ' ' << row.code;
            EXPECT_EQ(canonical(d.value, *once), once);
        }
    });
}

TEST(Codes, TheLeadingZeroMayBeMissingOrTooMany) {
    EXPECT_EQ(canonical(TableId::mdtrt_cert_type, "2"), "02");
    EXPECT_EQ(canonical(TableId::psn_setlway, "1"), "01");
    EXPECT_EQ(canonical(TableId::chrgitm_lv, "1"), "01");
    EXPECT_EQ(canonical(TableId::mid_setl_flag, "00"), "0");
    EXPECT_EQ(canonical(TableId::dscg_way, "05"), "5");
}

TEST(Codes, WhatIsNotInATableIsNotKnown) {
    for (const auto* code : {"", "04", "002", "x", "02 ", "020202020"}) {
        EXPECT_FALSE(known(TableId::mdtrt_cert_type, code)) << code;
    }
    EXPECT_FALSE(known(TableId::med_type, "2199"));
    EXPECT_TRUE(known(TableId::med_type, "21"));
}

TEST(Codes, CategoriesOfPersonsAreLocalBeyondTheirFirstDigits) {
    EXPECT_EQ(canonical(TableId::psn_type, "1101"), "1101");
    EXPECT_EQ(canonical(TableId::psn_type, "116032"), "116032");
    EXPECT_EQ(canonical(TableId::psn_type, "1560"), "1560");
    EXPECT_FALSE(known(TableId::psn_type, "7101"));
    EXPECT_FALSE(known(TableId::psn_type, "11ab"));
}

TEST(Codes, FieldsHaveChineseAndEnglishNames) {
    ASSERT_NE(field_name("medfee_sumamt"), nullptr);
    EXPECT_EQ(field_name("medfee_sumamt")->zh, "医疗费总额");
    EXPECT_EQ(field_name("no_such_field"), nullptr);
}

TEST(Codes, TransactionsOfTheCatalogueAreKnownWhetherOfferedOrNot) {
    EXPECT_TRUE(is_known_transaction("2304"));
    EXPECT_TRUE(is_known_transaction("4101"));
    EXPECT_FALSE(is_known_transaction("2399"));
    EXPECT_FALSE(is_known_transaction(""));
    EXPECT_GT(known_transactions().size(), 150u);
}

TEST(Codes, IdentityNumbersPassOnlyWithTheirCheckCharacter) {
    // Division 110100 with a day of 1900: nobody alive holds such a number.
    const std::string stem = "11010019000101001";
    int passing = 0;
    for (const char last : std::string{"0123456789X"}) {
        if (is_identity_number(stem + last)) ++passing;
    }
    EXPECT_EQ(passing, 1);
    EXPECT_FALSE(is_identity_number("11010019000231001X"));
    EXPECT_FALSE(is_identity_number(""));
    EXPECT_FALSE(is_identity_number("1101001900010100"));
    EXPECT_FALSE(is_identity_number("1101001900010100aa"));
}

TEST(Codes, TheStandardsOwnExampleOfACheckCharacter) {
    EXPECT_TRUE(is_identity_number("11010519491231002X"));
    EXPECT_TRUE(is_identity_number("11010519491231002x"));
    EXPECT_FALSE(is_identity_number("110105194912310021"));
}

TEST(Codes, DivisionsAndInstitutionsHaveTheirShape) {
    EXPECT_TRUE(is_division_code("460000"));
    EXPECT_TRUE(is_division_code("130399"));
    EXPECT_FALSE(is_division_code("000000"));
    EXPECT_FALSE(is_division_code("46000"));
    EXPECT_FALSE(is_division_code("4600 0"));
    EXPECT_TRUE(is_institution_code("H46010000001"));
    EXPECT_TRUE(is_institution_code("P46010000001"));
    EXPECT_FALSE(is_institution_code("X46010000001"));
    EXPECT_FALSE(is_institution_code("H4601000000"));
    EXPECT_FALSE(is_institution_code("H99010000001"));
    EXPECT_TRUE(is_disease_code("M03900"));
    EXPECT_FALSE(is_disease_code("M0390"));
    EXPECT_FALSE(is_disease_code("M0390x"));
    EXPECT_FALSE(is_disease_code("X03900"));
}

}  // namespace
}  // namespace yidi::codes
