// Goal    A package that is wrong is refused with the file, the line and what was expected, and
//         nothing wrong gets through.
// Method  A table: each row is one edit of a good (frozen) package, the code it must be refused
//         with, and what the message must name.
// Covers  Loader and compiler of policy; reading in wire/toml_reader and wire/policy_files.

#include <gtest/gtest.h>

#include "law_fixture.hpp"

namespace yidi::policies {
namespace {

constexpr const char* employee = "beijing/employee.inpatient.toml";
constexpr const char* retired =
    "when = { status = [\"retired\"] }\neffect = \"self_share_factor\"\nvalue = \"60%\"";

struct Row {
    int line;
    const char* file;
    const char* old_text;
    const char* new_text;
    ErrorCode code;
    const char* field;  ///< Part of Problem::field.
};

// clang-format off
const Row rows[] = {
    // keys and types
    {__LINE__, employee, "order = 1\n", "order = 1\nfloor = 0\n", ErrorCode::package_unknown_key, "employee.inpatient.toml:68 floor"},
    {__LINE__, employee, "[[cap]]\n", "[[ceiling]]\n", ErrorCode::package_unknown_key, "ceiling"},
    {__LINE__, employee, "{ zh = \"起付标准\", en = \"deductible\" }", "{ zh = \"起付标准\" }", ErrorCode::package_value, "en"},
    {__LINE__, employee, "amount = 100000", "amount = 100000.5", ErrorCode::package_syntax, "employee.inpatient.toml:"},
    {__LINE__, employee, "amount = 100000", "amount = \"100000.505\"", ErrorCode::package_value, "amount"},
    {__LINE__, employee, "amount = 100000", "amount = -1", ErrorCode::package_value, "amount"},
    {__LINE__, employee, "amount = 100000", "amount = 1000000000001", ErrorCode::package_value, "amount"},
    {__LINE__, employee, "amount = 100000", "amount = 2024-01-01", ErrorCode::package_value, "amount"},
    {__LINE__, employee, "amount = 100000", "amount = 2024-01-01T00:00:00", ErrorCode::package_syntax, ""},
    {__LINE__, employee, "amount = 100000", "amount = \n", ErrorCode::package_syntax, ""},
    {__LINE__, employee, "amount = 100000", "amount = 500", ErrorCode::package_incomplete, "cap"},
    // shares and points
    {__LINE__, employee, "[\"3|3s\",           \"ded\", 30000, \"85%\"]", "[\"3|3s\", \"ded\", 30000, \"105%\"]", ErrorCode::package_value, "fund"},
    {__LINE__, employee, "[\"3|3s\",           \"ded\", 30000, \"85%\"]", "[\"3|3s\", \"ded\", 30000, \"-5%\"]", ErrorCode::package_value, "fund"},
    {__LINE__, employee, "[\"3|3s\",           \"ded\", 30000, \"85%\"]", "[\"3|3s\", \"ded\", 30000, 85]", ErrorCode::package_value, "fund"},
    {__LINE__, employee, retired, "when = { status = [\"retired\"] }\neffect = \"ratio_points\"\nvalue = \"-90pp\"", ErrorCode::package_value, "bj.emp.ip.seg"},
    {__LINE__, employee, retired, "when = { status = [\"retired\"] }\neffect = \"ratio_points\"\nvalue = \"3%\"", ErrorCode::package_value, "value"},
    {__LINE__, employee, retired, "when = { status = [\"retired\"] }\neffect = \"self_share_factor\"\nvalue = \"33.3333%\"", ErrorCode::package_value, "bj.emp.ip.seg"},
    {__LINE__, employee, retired, "when = { status = [\"pensioner\"] }\neffect = \"self_share_factor\"\nvalue = \"60%\"", ErrorCode::package_value, "status"},
    // sources
    {__LINE__, employee, "cite = [\"bj-158:36\"]\n", "", ErrorCode::package_citation, "cite"},
    {__LINE__, employee, "cite = [\"bj-158:36\"]", "cite = [\"bj-158:37\"]", ErrorCode::package_citation, "cite"},
    {__LINE__, employee, "row_origin = { \"1\" = \"background\" }", "row_origin = { \"9\" = \"background\" }", ErrorCode::package_value, "9"},
    {__LINE__, employee, "reading = \"BJ-1\"", "reading = \"BJ-9\"", ErrorCode::package_citation, "reading"},
    // bands
    {__LINE__, "hainan/employee.inpatient.toml", "[\"3|3s\",           0, 20000, \"82%\"], ", "", ErrorCode::package_incomplete, "above"},
    {__LINE__, "hainan/employee.inpatient.toml", ", [\"3|3s\",           20000, \"cap\", \"85%\"]", "", ErrorCode::package_incomplete, "upto"},
    {__LINE__, employee, "[\"3|3s\",           30000, 40000, \"90%\"]", "[\"3|3s\", 29000, 40000, \"90%\"]", ErrorCode::package_incomplete, "above"},
    {__LINE__, employee, "[\"3|3s\",           40000, \"cap\", \"95%\"]", "[\"3|3s\", 40000, 50000, \"95%\"]", ErrorCode::package_incomplete, "upto"},
    {__LINE__, employee, "[\"3|3s\",           \"ded\", 30000, \"85%\"]", "[\"3|3s\", 0, 30000, \"85%\"]", ErrorCode::package_incomplete, "above"},
    {__LINE__, employee, "[\"3|3s\",           \"ded\", 30000, \"85%\"], [\"3|3s\",           30000, 40000, \"90%\"]",
               "[\"3|3s\", \"ded\", 1300, \"85%\"], [\"3|3s\", 1300, 40000, \"90%\"]", ErrorCode::package_incomplete, "upto"},
    // dimension tables
    {__LINE__, employee, "  [\"3|3s\",             1300, 650],\n", "", ErrorCode::package_incomplete, "bj.emp.ip.ded"},
    {__LINE__, employee, "[\"community|1|2\", 1300, 650]", "[\"community|1|2|3|3s\", 1300, 650]", ErrorCode::package_incomplete, "bj.emp.ip.ded"},
    {__LINE__, employee, "[\"community|1|2\", 1300, 650]", "[\"community|1|2\", 1300]", ErrorCode::package_value, "rows"},
    {__LINE__, employee, "[\"community|1|2\", 1300, 650]", "[\"community|1|2|4\", 1300, 650]", ErrorCode::package_value, "level"},
    {__LINE__, employee, "\"nth=1\", \"nth=2+\"", "\"nth=1\", \"nth=3+\"", ErrorCode::package_value, "columns"},
    {__LINE__, "hainan/employee.inpatient.toml", "  [\"unfiled\", \"planned\", \"ratio_points\", \"-30pp\", \"3\"],\n", "", ErrorCode::package_incomplete, "hn.emp.ip.place"},
    {__LINE__, "shanghai/resident.inpatient.toml", "[\"3|3s\",           \"0-59\"", "[\"3|3s\",           \"0-58\"", ErrorCode::package_incomplete, "sh.res.ip.seg"},
    // what the country allows an area
    {__LINE__, employee, "[\"filed_referral\",    \"*\",                \"none\",        \"\"", "[\"filed_referral\", \"*\", \"ratio_points\", \"-11pp\"", ErrorCode::package_value, "employee.inpatient.toml:87 value"},
    {__LINE__, employee, "[\"filed_temporary\",   \"*\",                \"none\",        \"\"", "[\"filed_temporary\", \"*\", \"first_pay\", \"21%\"", ErrorCode::package_value, "value"},
    {__LINE__, employee, "[\"unfiled\",           \"emergency|rescue\", \"none\"", "[\"unfiled\", \"emergency|rescue\", \"not_payable\"", ErrorCode::package_value, "value"},
    {__LINE__, employee, "[\"filed_longterm\",    \"*\",                \"none\",        \"\"", "[\"filed_longterm\", \"*\", \"ratio_factor\", \"99%\"", ErrorCode::package_value, "value"},
    // time
    {__LINE__, "shanghai/employee.inpatient.toml", "to = 2025-01-01", "to = 2025-02-01", ErrorCode::package_incomplete, "sh.emp.ip.cap"},
    {__LINE__, "shanghai/employee.inpatient.toml", "to = 2025-01-01", "to = 2024-12-01", ErrorCode::package_incomplete, "sh.emp.ip.cap"},
    {__LINE__, "shanghai/employee.inpatient.toml", "to = 2025-01-01", "to = \"later\"", ErrorCode::package_value, "to"},
    {__LINE__, "shanghai/employee.inpatient.toml", "to = 2025-01-01", "to = 2023-01-01", ErrorCode::package_value, "to"},
    {__LINE__, "shanghai/employee.inpatient.toml", "to = 2025-01-01", "to = 2025-02-30", ErrorCode::package_syntax, ""},
    // the package itself
    {__LINE__, "beijing/package.toml", "[\"basic\", \"large_amount\"", "[\"large_amount\", \"basic\"", ErrorCode::package_value, "order"},
    {__LINE__, "beijing/package.toml", "\"large_amount\", ", "", ErrorCode::package_incomplete, "layer"},
    {__LINE__, "beijing/package.toml", "\"cn-national\"", "\"cn-nowhere\"", ErrorCode::package_incomplete, "parents"},
    {__LINE__, "beijing/package.toml", "[\"110000\"]", "[\"310000\"]", ErrorCode::package_incomplete, "admdvs"},
    {__LINE__, "beijing/package.toml", "[\"110000\"]", "[\"11\"]", ErrorCode::package_value, "admdvs"},
    {__LINE__, "beijing/package.toml", "engine     = \"2\"", "engine     = \"3\"", ErrorCode::package_value, "engine"},
    {__LINE__, "beijing/package.toml", "\"each_segment\"", "\"each_band\"", ErrorCode::package_value, "at"},
    {__LINE__, "beijing/employee.account.toml", "pays = [\"first_pay\",", "pays = [\"in_policy\",", ErrorCode::package_value, "pays"},
    {__LINE__, "beijing/employee.large_amount.toml", "bj.emp.la.seg", "bj.emp.ip.seg", ErrorCode::package_incomplete, "bj.emp.ip.seg"},
};
// clang-format on

TEST(PolicyRefusals, every_wrong_edit_is_refused_where_it_stands) {
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto files = edited(row.file, row.old_text, row.new_text);
        const auto law = wire::load_law(files.files());
        if (law) {
            ADD_FAILURE() << "it was accepted";
            continue;
        }
        const Problem& problem = law.error();
        EXPECT_EQ(problem.code, row.code) << message_of(problem, false);
        EXPECT_NE(problem.field.find(row.field), std::string::npos) << message_of(problem, false);
        EXPECT_TRUE(problem.field.starts_with("policies/")) << problem.field;
        EXPECT_FALSE(problem.expected.empty()) << problem.field;
    }
}

TEST(PolicyRefusals, every_file_of_a_package_must_be_known) {
    auto files = frozen_files();
    files.texts.emplace_back("policies/beijing/drafts/new.toml", "");
    const auto law = wire::load_law(files.files());
    ASSERT_FALSE(law);
    EXPECT_EQ(law.error().code, ErrorCode::package_syntax);
}

TEST(PolicyRefusals, a_folder_that_is_not_there_is_named) {
    const auto law = wire::load_law_from("/no/such/folder");
    ASSERT_FALSE(law);
    EXPECT_EQ(law.error().code, ErrorCode::file_unreadable);
    EXPECT_EQ(law.error().field, "/no/such/folder");
}

TEST(PolicyRefusals, all_findings_of_a_package_can_be_asked_for_at_once) {
    const auto files = edited(employee, "amount = 100000", "amount = -1\nfloor = 2");
    const auto packages = wire::read_packages(files.files());
    ASSERT_TRUE(packages);
    std::vector<policy::SourcePackage> parents;
    const policy::SourcePackage* beijing = nullptr;
    for (const auto& package : *packages) {
        if (package.folder == "policies/beijing") beijing = &package;
        if (package.folder == "policies/cn-national") parents.push_back(package);
    }
    ASSERT_NE(beijing, nullptr);
    EXPECT_EQ(policy::check(*beijing, parents).size(), 2u);
}

}  // namespace
}  // namespace yidi::policies
