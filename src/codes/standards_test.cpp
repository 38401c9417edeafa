// Goal    codes seen in use pass, and of a wrong one the part that is wrong is named
// Method  tables of codes that sources print, each then spoilt in one part; walks over all forms
// Covers  T2

#include "codes/standards.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace yidi::codes {
namespace {

TEST(Standards, AllFifteenAreThereWithWhatIsKnownOfThem) {
    std::set<std::string_view> standards, names;
    for (const Form& form : forms()) {
        standards.insert(form.standard);
        EXPECT_TRUE(names.insert(form.name).second) << form.name;
        EXPECT_FALSE(form.zh.empty() || form.en.empty() || form.parts.empty()) << form.name;
        EXPECT_FALSE(text_of(form).empty());
    }
    EXPECT_EQ(standards.size(), 15u);
}

TEST(Standards, EveryExampleHasTheFormItIsAnExampleOf) {
    std::size_t examples = 0;
    for (const Form& form : forms()) {
        if (form.example.empty()) {
            EXPECT_NE(form.evidence, Evidence::sure) << form.name;
            continue;
        }
        ++examples;
        const auto checked = check_code(form.name, form.example);
        ASSERT_TRUE(checked) << message_of(checked.error(), false);
        EXPECT_EQ(*checked, &form);
    }
    EXPECT_GE(examples, 14u);
}

struct Good {
    const char *standard, *code, *form;
};
constexpr Good good[] = {
    {"drug", "XA11ZZS001A001010100001", "western_drug"},
    {"drug", "ZA06BBX0548010100293", "patent_drug"},
    {"diagnosis_operation", "E11.900", "diagnosis"},
    {"diagnosis_operation", "J44.100x001", "diagnosis"},
    {"diagnosis_operation", "47.0100", "operation"},
    {"service_item", "001102000010000", "service_item"},
    {"consumable", "C9000010010000100001", "consumable"},
    {"consumable", "C9000010010000100001-0000023", "consumable_model"},
    {"institution", "H46010000001", "institution"},
    {"pharmacist", "HJ110100000001", "institution_technician"},
    {"chronic_disease", "M07801", "chronic_disease"},
};

TEST(Standards, CodesSeenInUseAreUnderstood) {
    for (const Good& row : good) {
        const auto checked = check_code(row.standard, row.code);
        ASSERT_TRUE(checked) << row.code << ' ' << message_of(checked.error(), false);
        EXPECT_EQ((*checked)->name, row.form);
    }
}

struct Bad {
    const char *standard, *code, *field, *found, *expected;
};
constexpr Bad bad[] = {
    {"institution", "H46010000", "institution.sequence[8]", "00", "5 0-9"},
    {"institution", "H99010000001", "institution.division[2]", "990100", "GB/T 2260, 6 0-9"},
    {"institution", "P46010000001", "institution.prefix[1]", "P", "H"},
    {"institution", "", "institution.prefix[1]", "", "H"},
    {"institution", "H460100000012", "institution.end[13]", "2", "nothing more"},
    {"drug", "XA11ZZS001A0010101", "western_drug.maker[19]", "", "5 0-9"},
    {"drug", "XA11zzS001A001010100001", "western_drug.class[5]", "zz", "2 A-Z"},
    {"diagnosis", "E11900", "diagnosis.point[4]", "9", "."},
    {"diagnosis", "N05.900x03", "diagnosis.entry[9]", "03", "3 0-9"},
    {"chronic_disease", "M0390", "chronic_disease.detail[5]", "0", "2 0-9"},
    {"service_item", "110200001", "service_item.prefix[1]", "11", "00"},
};

TEST(Standards, OfAWrongCodeThePartIsNamed) {
    for (const Bad& row : bad) {
        const auto checked = check_code(row.standard, row.code);
        ASSERT_FALSE(checked) << row.code;
        EXPECT_EQ(checked.error().code, ErrorCode::code_misshapen);
        EXPECT_EQ(checked.error().field, row.field) << row.code;
        EXPECT_EQ(checked.error().found, row.found) << row.code;
        EXPECT_EQ(checked.error().expected, row.expected) << row.code;
    }
}

TEST(Standards, ACodeCutShortOrGoneOnWithIsNeverTheSameForm) {
    for (const Form& form : forms()) {
        if (form.example.empty()) continue;
        const std::string code{form.example};
        EXPECT_FALSE(check_code(form.name, code + " ")) << form.name;
        const auto cut = check_code(form.name, std::string_view{code}.substr(0, code.size() - 1));
        const bool has_open_end = form.parts.back().shortest != form.parts.back().longest;
        EXPECT_EQ(cut.has_value(), has_open_end) << form.name;
    }
}

TEST(Standards, AnUnknownStandardIsRefusedWithTheListOfThem) {
    const auto checked = check_code("postal", "570000");
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::standard_unknown);
    EXPECT_NE(checked.error().expected.find("chronic_disease"), std::string::npos);
}

}  // namespace
}  // namespace yidi::codes
