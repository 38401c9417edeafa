// Goal    every code that decides an amount is read as the tables mean it
// Method  a table of codes and readings
// Covers  hosp_lv, insutype, med_type, clr_type, psn_type, fund_pay_type, fixmedins_type

#include "model/code_maps.hpp"

#include <gtest/gtest.h>

namespace yidi::model {
namespace {

TEST(CodeMaps, HospitalGradesInBothSpellings) {
    for (const auto* grade : {"1", "01"}) {
        EXPECT_EQ(hospital_level_of(grade), HospitalLevel::level_3_special) << grade;
    }
    for (const auto* grade : {"02", "3", "4", "12"}) {
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

TEST(CodeMaps, OnlyBasicSchemesAndMaternityAreSchemes) {
    EXPECT_EQ(scheme_of("310"), Scheme::employee);
    EXPECT_EQ(scheme_of("390"), Scheme::resident);
    EXPECT_EQ(scheme_of("510"), Scheme::maternity);
    for (const auto* insutype : {"", "320", "330", "392", "410"}) EXPECT_FALSE(scheme_of(insutype));
}

TEST(CodeMaps, KindsOfCareAcrossProvinces) {
    struct Row {
        const char* med_type;
        Service service;
        const char* clr_type;
    };
    // clang-format off
    const Row rows[] = {
        {"11", Service::outpatient, "11"},    {"13", Service::outpatient, "11"},
        {"14", Service::chronic, "11"},       {"140104", Service::chronic, "11"},
        {"9901", Service::chronic, "11"},     {"18", Service::special_drug, "41"},
        {"21", Service::inpatient, "21"},     {"2101", Service::inpatient, "21"},
        {"21303", Service::inpatient, "21"},  {"22", Service::inpatient, "21"},
        {"26", Service::inpatient, "21"},     {"28", Service::day_surgery, "21"},
        {"41", Service::pharmacy, "41"},      {"51", Service::maternity, "21"},
        {"2106", Service::maternity, "21"},   {"2107", Service::maternity, "21"},
        {"12", Service::outpatient, "11"},    {"9903", Service::outpatient, "11"},
    };
    // clang-format on
    for (const Row& row : rows) {
        ASSERT_EQ(service_of(row.med_type), row.service) << row.med_type;
        EXPECT_EQ(clearing_type_of(row.service), row.clr_type) << row.med_type;
    }
    for (const auto* med_type : {"", "1", "71", "93", "99"}) {
        EXPECT_FALSE(service_of(med_type)) << med_type;
    }
    EXPECT_EQ(birth_of("2106"), Birth::natural);
    EXPECT_EQ(birth_of("2107"), Birth::caesarean);
    EXPECT_EQ(birth_of("52"), Birth::none);
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
    EXPECT_EQ(fund_pay_type_of(FundLayer::pool, "510"), "510100");
    EXPECT_EQ(fund_pay_type_of(FundLayer::large_amount, "310"), "330100");
    EXPECT_EQ(fund_pay_type_of(FundLayer::account, "310"), "310200");
}

TEST(CodeMaps, EveryAidClassHasItsIdentityType) {
    EXPECT_EQ(identity_type_of(AidClass::none), "");
    EXPECT_EQ(identity_type_of(AidClass::subsistence), "2303");
}

TEST(CodeMaps, AnInstitutionsCodeTellsItsType) {
    EXPECT_EQ(fixmedins_type_of("P46010000001"), "2");
    EXPECT_EQ(fixmedins_type_of("H46010000001"), "1");
}

}  // namespace
}  // namespace yidi::model
