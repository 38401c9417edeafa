// Goal    every code that decides an amount is read as the tables mean it
// Method  a table of codes and readings
// Covers  hosp_lv, insutype, psn_type, fund_pay_type

#include "model/code_maps.hpp"

#include <gtest/gtest.h>

namespace yidi::model {
namespace {

TEST(CodeMaps, HospitalGradesInBothSpellings) {
    for (const auto* grade : {"1", "01", "02", "3", "4", "12"}) {
        EXPECT_EQ(hospital_level_of(grade), HospitalLevel::level_3) << grade;
    }
    for (const auto* grade : {"5", "06", "07", "13"}) {
        EXPECT_EQ(hospital_level_of(grade), HospitalLevel::level_2) << grade;
    }
    for (const auto* grade : {"8", "09", "10", "14"}) {
        EXPECT_EQ(hospital_level_of(grade), HospitalLevel::level_1) << grade;
    }
    EXPECT_EQ(hospital_level_of("11"), HospitalLevel::community);
    for (const auto* grade : {"", "0", "15", "x", "002"}) EXPECT_FALSE(hospital_level_of(grade));
}

TEST(CodeMaps, OnlyBasicSchemesAreSchemes) {
    EXPECT_EQ(scheme_of("310"), Scheme::employee);
    EXPECT_EQ(scheme_of("390"), Scheme::resident);
    for (const auto* insutype : {"", "320", "330", "392", "510"}) EXPECT_FALSE(scheme_of(insutype));
}

TEST(CodeMaps, PersonStatusAcrossProvinces) {
    EXPECT_EQ(person_status_of("11"), PersonStatus::active);
    EXPECT_EQ(person_status_of("1101"), PersonStatus::active);
    EXPECT_EQ(person_status_of("116032"), PersonStatus::active);
    EXPECT_EQ(person_status_of("12"), PersonStatus::retired);
    EXPECT_EQ(person_status_of("21"), PersonStatus::retired);
    EXPECT_EQ(person_status_of("1112"), PersonStatus::retired);
    EXPECT_EQ(person_status_of("1401"), PersonStatus::child);
    EXPECT_EQ(person_status_of("1403"), PersonStatus::student);
    EXPECT_EQ(person_status_of("43"), PersonStatus::student);
    EXPECT_EQ(person_status_of("1560"), PersonStatus::adult);
    EXPECT_EQ(person_status_of("50"), PersonStatus::adult);
    EXPECT_EQ(person_status_of("16"), PersonStatus::elderly);
    EXPECT_EQ(person_status_of("60"), PersonStatus::elderly);
    for (const auto* code : {"", "1", "91", "99", "ab"}) EXPECT_FALSE(person_status_of(code));
}

TEST(CodeMaps, ThePoolIsThatOfTheScheme) {
    EXPECT_EQ(fund_pay_type_of(FundLayer::pool, "310"), "310100");
    EXPECT_EQ(fund_pay_type_of(FundLayer::pool, "390"), "390100");
    EXPECT_EQ(fund_pay_type_of(FundLayer::large_amount, "310"), "330100");
    EXPECT_EQ(fund_pay_type_of(FundLayer::account, "310"), "310200");
}

TEST(CodeMaps, EveryAidClassHasItsIdentityType) {
    EXPECT_EQ(identity_type_of(AidClass::none), "");
    EXPECT_EQ(identity_type_of(AidClass::subsistence), "2303");
}

}  // namespace
}  // namespace yidi::model
