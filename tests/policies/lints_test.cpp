// Goal    Every check of packages finds what it is for, and says where, by which article, and what
//         to do, in both languages.
// Method  A table: each row is one violation planted in the frozen packages, the check that must
//         find it, and the text on whose line it must stand. The packages without the violation
//         must not have the finding there.
// Covers  L1 and L2 of policy/lint/lint.hpp; the checks of policy/lint, wire/policy_check.

#include <set>

#include <gtest/gtest.h>

#include "lint_fixture.hpp"

namespace yidi::policies {
namespace {

using policy::Lint;

constexpr const char* employee = "beijing/employee.inpatient.toml";
constexpr const char* large = "beijing/employee.large_amount.toml";
constexpr const char* account = "beijing/employee.account.toml";
constexpr const char* package = "beijing/package.toml";
constexpr const char* sources = "beijing/sources.toml";
constexpr const char* shanghai = "shanghai/employee.inpatient.toml";
constexpr const char* hainan = "hainan/employee.inpatient.toml";
constexpr const char* adjust_dates =
    "from = 2024-01-01\nto = \"open\"\nrecorded_on = 2026-11-22\nverified_on = 2026-11-22\n"
    "cite = [\"bj-158:36\"]";
constexpr const char* level_three =
    "[\"3|3s\",           \"ded\", 30000, \"85%\"], [\"3|3s\",           30000, 40000, \"90%\"], "
    "[\"3|3s\",           40000, \"cap\", \"95%\"]";

struct Row {
    int line;
    Lint lint;
    const char* file;
    const char* old_text;
    const char* new_text;
    const char* anchor;  ///< Stands on the line of the finding.
    int below = 0;       ///< How many lines the finding stands below it.
    bool has_article = true;
};

// clang-format off
const Row rows[] = {
    {__LINE__, Lint::no_citation, employee, "cite = [\"bj-158:36\"]", "cite = [\"bj-158:37\"]", "bj-158:37"},
    {__LINE__, Lint::not_in_force, sources, "opened = true\nnote   = \"read as far", "opened = true\nin_force_from = 2024-06-01\nnote = \"read as far", "opened = true\nin_force", -100},
    {__LINE__, Lint::trial_ends, sources, "opened = true\nnote   = \"read as far", "opened = true\ntrial_until = 2027-03-31\nnote = \"read as far", "id     = \"bj-158\"", -1},
    {__LINE__, Lint::unverified, employee, adjust_dates, "from = 2024-01-01\nto = \"open\"\nrecorded_on = 2025-11-22\nverified_on = 2025-11-27\ncite = [\"bj-158:36\"]", "id = \"bj.emp.ip.retired\"", -1},
    {__LINE__, Lint::open_reading, sources, "why = \"the record pays 29,350.00 in the first band: 30,000 less the deductible of 650\"\nconfidence = \"high\"", "why = \"the record pays 29,350.00\"\nconfidence = \"low\"", "id = \"BJ-1\"", -1},
    {__LINE__, Lint::does_not_parse, employee, "amount = 100000", "amount = \n", "amount = \n", 0, false},
    {__LINE__, Lint::unknown_key, employee, "order = 1\n", "order = 1\nfloor = 0\n", "floor = 0"},
    {__LINE__, Lint::wrong_form, employee, "value = \"60%\"", "value = \"+3pp\"", "value = \"+3pp\""},
    {__LINE__, Lint::version_gap, shanghai, "to = 2025-01-01", "to = 2024-12-01", "from = 2025-01-01", -2},
    {__LINE__, Lint::version_overlap, shanghai, "to = 2025-01-01", "to = 2025-02-01", "from = 2025-01-01", -2},
    {__LINE__, Lint::odd_from, employee, adjust_dates, "from = 2024-01-07\nto = \"open\"\nrecorded_on = 2026-11-22\nverified_on = 2026-11-22\ncite = [\"bj-158:36\"]", "from = 2024-01-07", -2},
    {__LINE__, Lint::no_row, employee, "  [\"3|3s\",             1300, 650],\n", "", "id = \"bj.emp.ip.ded\"", -1},
    {__LINE__, Lint::two_rows, employee, "[\"community|1|2\", 1300, 650]", "[\"community|1|2|3|3s\", 1300, 650]", "  [\"3|3s\",             1300, 650]"},
    {__LINE__, Lint::shadowed_star, employee, "[\"filed_temporary\",   \"*\", ", "[\"*\", \"*\", ", "[\"*\", \"*\", "},
    {__LINE__, Lint::masked_row, employee, "[\"filed_temporary\",   \"*\",                \"none\",        \"\", \"level\"],", "[\"filed_temporary\",   \"*\",                \"none\",        \"\", \"level\"],\n  [\"*\", \"*\", \"none\", \"\", \"level\"],", "[\"*\", \"*\", "},
    {__LINE__, Lint::subsumed_row, employee, "[\"community|1|2\", 1300, 650]", "[\"*\", 1300, 650]", "  [\"3|3s\",             1300, 650]"},
    {__LINE__, Lint::missing_table, package, "\"cn-national\"", "\"cn-nowhere\"", "[package]"},
    {__LINE__, Lint::broken_bands, hainan, "[\"3|3s\",           0, 20000, \"82%\"], ", "", "[\"3|3s\",           20000, \"cap\""},
    {__LINE__, Lint::share_out_of_range, employee, "\"ded\", 30000, \"85%\"", "\"ded\", 30000, \"105%\"", "\"105%\""},
    {__LINE__, Lint::share_out_of_range, employee, "effect = \"self_share_factor\"\nvalue = \"60%\"", "effect = \"ratio_points\"\nvalue = \"-90pp\"", "[\"2\",           \"ded\", 30000, \"87%\"]"},
    {__LINE__, Lint::large_points, hainan, "\"-30pp\"", "\"-31pp\"", "\"-31pp\""},
    {__LINE__, Lint::deductible_too_high, employee, "amount = 100000", "amount = 500", "[\"community|1\", \"ded\""},
    {__LINE__, Lint::deductible_too_high, employee, "  [\"3|3s\",             1300, 650]", "  [\"3|3s\", 30000, 650]", "[\"3|3s\",           \"ded\""},
    {__LINE__, Lint::unit_slip, shanghai, "amount = 650000", "amount = 6300000", "amount = 6300000"},
    {__LINE__, Lint::unit_slip, shanghai, "amount = 650000", "amount = 63000", "amount = 63000\n"},
    {__LINE__, Lint::large_change, shanghai, "amount = 650000", "amount = 950000", "amount = 950000"},
    {__LINE__, Lint::inexact_number, employee, "amount = 100000", "amount = 100000.5", "amount = 100000.5", 0, false},
    {__LINE__, Lint::inexact_number, employee, "amount = 100000", "amount = \"100000.505\"", "amount = \"100000.505\""},
    {__LINE__, Lint::inexact_number, employee, "amount = 100000", "amount = 1000000000001", "amount = 1000000000001"},
    {__LINE__, Lint::fund_falls, employee, "40000, \"cap\", \"95%\"]", "40000, \"cap\", \"50%\"]", "[\"3|3s\",           \"ded\""},
    {__LINE__, Lint::order_matters, employee, "  [\"3|3s\",             1300, 650]", "  [\"3|3s\", 2600, 650]", "id = \"bj.emp.ip.ded\"", -1},
    {__LINE__, Lint::odd_order, employee, "\"ded\", 30000, \"90%\"", "\"ded\", 30000, \"80%\"", "\"80%\""},
    {__LINE__, Lint::odd_order, employee, "[\"community|1|2\", 1300, 650]", "[\"community|1|2\", 1300, 1400]", "1300, 1400"},
    {__LINE__, Lint::odd_order, employee, "effect = \"self_share_factor\"\nvalue = \"60%\"", "effect = \"ratio_points\"\nvalue = \"-1pp\"", "[\"community|1\", \"ded\""},
    {__LINE__, Lint::odd_order, hainan, "[\"unfiled\", \"planned\", \"ratio_points\", \"-30pp\", \"3\"]", "[\"unfiled\", \"planned\", \"ratio_points\", \"-15pp\", \"3\"]", "[\"3|3s\",           0, 20000"},
    {__LINE__, Lint::beyond_parent, employee, "[\"filed_temporary\",   \"*\",                \"none\",        \"\"", "[\"filed_temporary\",   \"*\",                \"first_pay\",        \"21%\"", "\"21%\""},
    {__LINE__, Lint::above_at_most, large, "reading = \"BJ-3\"", "reading = \"BJ-3\"\nat_most = \"bj.emp.ip.cap\"", "amount = 500000"},
    {__LINE__, Lint::above_at_most, large, "reading = \"BJ-3\"", "reading = \"BJ-3\"\nat_most = \"bj.emp.ip.caps\"", "id = \"bj.emp.la.cap\"", -1},
    {__LINE__, Lint::layer_order, package, "\"large_amount\", \"account\", \"cash\"", "\"account\", \"large_amount\", \"cash\"", "[settlement]"},
    {__LINE__, Lint::layer_order, package, "[\"basic\", \"large_amount\", \"account\"", "[\"basic\", \"medical_aid\", \"large_amount\", \"account\"", "[settlement]"},
    {__LINE__, Lint::layer_order, package, "\"large_amount\", ", "", "[package]", -1000},
    {__LINE__, Lint::empty_bucket, large, "buckets = [\"over_cap\"]", "buckets = [\"over_cap\", \"place_self\"]", "[benefit]"},
    {__LINE__, Lint::missing_words, account, "en = \"Employee personal account\"", "en = \"职工个人账户\"", "[benefit]"},
    {__LINE__, Lint::missing_words, account, "zh = \"职工个人账户\"", "zh = \"personal account\"", "[benefit]"},
    {__LINE__, Lint::missing_words, employee, "{ zh = \"起付标准\", en = \"deductible\" }", "{ zh = \"起付标准\" }", "label = { zh = \"起付标准\" }"},
};
// clang-format on

constexpr int another_file = -100;  ///< The finding stands in the file of the tables.
constexpr int any_line = -1000;

TEST(PolicyLints, each_planted_violation_is_found_where_it_stands) {
    const Reports before = linted(frozen_files());
    std::set<Lint> seen;
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        seen.insert(row.lint);
        auto files = frozen_files();
        edit(files, row.file, row.old_text, row.new_text);
        if (row.lint == Lint::fund_falls) edit(files, row.file, "\"marginal\"", "\"whole\"");
        const Reports after = linted(files);
        const std::int32_t line = line_of(files, row.file, row.anchor) + row.below;
        bool found = false;
        for (const policy::Finding& finding : findings_of(after, row.lint)) {
            const bool known = [&] {
                for (const policy::Finding& old : findings_of(before, row.lint)) {
                    if (old.site.file == finding.site.file && old.subject == finding.subject &&
                        old.found.en == finding.found.en) {
                        return true;
                    }
                }
                return false;
            }();
            const bool here = row.below <= another_file ||
                              (finding.site.file == std::string{"policies/"} + row.file &&
                               finding.site.line == line);
            if (known || !here) continue;
            found = true;
            const policy::LintInfo& info = policy::info_of(finding.lint);
            const std::string zh = policy::message_of(finding, true);
            const std::string en = policy::message_of(finding, false);
            EXPECT_NE(zh.find(info.zh_remedy), std::string::npos) << zh;
            EXPECT_NE(en.find(info.en_remedy), std::string::npos) << en;
            EXPECT_NE(en.find(finding.site.file + ":"), std::string::npos) << en;
            EXPECT_FALSE(finding.found.zh.empty() || finding.found.en.empty()) << en;
            EXPECT_EQ(row.has_article, !finding.article.empty()) << en;
            EXPECT_EQ(row.has_article, en.find(finding.article + ")") != std::string::npos &&
                                           !finding.article.empty())
                << en;
        }
        EXPECT_TRUE(found) << "expected near line " << line << ", found\n"
                           << text_of(after, row.file);
        static_assert(any_line < another_file);
    }
    // The others need more than an edit: see the tests below and lint_shapes_test.cpp.
    EXPECT_GE(seen.size(), 30u);
}

TEST(PolicyLints, the_frozen_packages_have_no_error) {
    for (const auto& [folder, report] : linted(frozen_files())) {
        EXPECT_EQ(report.count(policy::Severity::error), 0u) << folder;
    }
}

TEST(PolicyLints, a_changed_text_of_a_document_is_noticed) {
    auto files = frozen_files();
    const std::string read(64, 'a'), now(64, 'b');
    edit(files, sources, "note   = \"read as far as article 36\"",
         "note   = \"read as far as article 36\"\ntext_sha256 = \"" + read + "\"");
    edit(files, sources, "gist = { zh = \"退休人员个人负担为在职职工的60%\"",
         "text_sha256 = \"" + read + "\"\ngist = { zh = \"退休人员个人负担为在职职工的60%\"");
    EXPECT_TRUE(findings_of(linted(files), Lint::text_changed).empty());
    EXPECT_TRUE(findings_of(linted(files, lint_day(), {{"bj-158", read}, {"bj-158:36", read}}),
                            Lint::text_changed)
                    .empty());
    const auto found = findings_of(linted(files, lint_day(), {{"bj-158", now}, {"bj-158:36", now}}),
                                   Lint::text_changed);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].subject, "bj-158");
    EXPECT_EQ(found[0].site.line, line_of(files, sources, "id     = \"bj-158\"") - 1);
    EXPECT_EQ(found[1].subject, "bj-158:36");
    EXPECT_NE(found[1].found.zh.find(now), std::string::npos);
    EXPECT_FALSE(found[1].article.empty());
}

TEST(PolicyLints, a_date_with_day_and_month_swapped_is_guessed) {
    auto files = frozen_files();
    edit(files, employee, adjust_dates,
         "from = 2024-01-07\nto = \"open\"\nrecorded_on = 2026-11-22\nverified_on = 2026-11-22\n"
         "cite = [\"bj-158:36\"]");
    const auto found = findings_of(linted(files), Lint::odd_from);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NE(found[0].found.en.find("2024-07-01"), std::string::npos);
    EXPECT_NE(found[0].found.zh.find("2024-07-01"), std::string::npos);
}

TEST(PolicyLints, rows_that_no_case_reaches_and_benefits_without_an_example_are_named) {
    auto files = frozen_files();
    const auto named = [&](Lint lint, const std::string& subject) -> std::string {
        for (const policy::Finding& finding : findings_of(linted(files), lint)) {
            if (finding.subject == subject) return finding.found.en;
        }
        return {};
    };
    EXPECT_EQ(named(Lint::row_untested, "bj.emp.ip.ded"), "rows 1, 2 of 2");
    EXPECT_EQ(named(Lint::no_example, "bj.emp.ip"), "Employee inpatient pool");
    const std::string one_case =
        "[[case]]\nid = \"a\"\nsource = \"derived\"\n[case.person]\ninsured = \"employee\"\n"
        "status = \"active\"\n[[case.event]]\nlevel = \"3\"\nplace = \"local\"\n"
        "urgency = \"planned\"\nadmit = 2025-01-01\ndischarge = 2025-01-05\n"
        "bill = { in_policy = \"50000.00\" }\n";
    edit(files, "beijing/tests/one.toml", "", one_case);
    EXPECT_EQ(named(Lint::row_untested, "bj.emp.ip.ded"), "rows 1 of 2");
    EXPECT_EQ(named(Lint::no_example, "bj.emp.ip"), "Employee inpatient pool");
    edit(files, "beijing/tests/one.toml", "\"derived\"", "\"slip-r1:amounts\"");
    EXPECT_EQ(named(Lint::no_example, "bj.emp.ip"), "");
}

TEST(PolicyLints, two_packages_may_not_cover_one_division) {
    auto files = frozen_files();
    edit(files, "shanghai/package.toml", "[\"310000\"]", "[\"310000\", \"110000\"]");
    const auto found = findings_of(linted(files), Lint::missing_table);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].site.file, "policies/shanghai/package.toml");
    EXPECT_NE(found[0].found.en.find("beijing"), std::string::npos);
}

TEST(PolicyLints, one_broken_file_hides_neither_itself_nor_the_other_packages) {
    auto files = frozen_files();
    edit(files, employee, "amount = 100000", "amount = ");
    edit(files, "beijing/catalogue/share.csv", "", "code,kind\n");
    edit(files, "beijing/drafts/new.toml", "", "");
    edit(files, shanghai, "amount = 650000", "amount = 650000.0");
    const Reports reports = linted(files);
    EXPECT_EQ(reports.at("beijing").findings.size(), 3u) << text_of(reports);
    EXPECT_EQ(reports.at("shanghai").findings.size(), 1u);
    EXPECT_EQ(reports.at("beijing").plan, nullptr);
    ASSERT_NE(reports.at("hainan").plan, nullptr);

    edit(files, "cn-national/sources.toml", "", "broken = ");
    const Reports orphans = linted(files);
    ASSERT_EQ(orphans.at("hainan").findings.size(), 1u);
    EXPECT_NE(orphans.at("hainan").findings[0].found.en.find("cn-national"), std::string::npos);
}

}  // namespace
}  // namespace yidi::policies
