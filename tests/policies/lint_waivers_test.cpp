// Goal    A warning is accepted only by a waiver that cites why; a waiver that nothing needs, or
// that
//         has run out, is found; errors are never accepted.
// Method  Waivers written into a copy of the frozen packages.
// Covers  policy/lint/waivers, policy/load_waivers, wire/policy_report.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lint_fixture.hpp"
#include "wire/policy_report.hpp"

namespace yidi::policies {
namespace {

using policy::Lint;

constexpr const char* waivers = "beijing/waivers.toml";

std::string waiver(const std::string& lint, const std::string& rule, const std::string& more = "") {
    return "[[waiver]]\nlint = \"" + lint + "\"\nrule = " + rule +
           "\ncite = [\"bj-158:36\"]\nowner = \"beijing\"\n"
           "why = { zh = \"文件如此\", en = \"the document says so\" }\n" +
           more;
}

policy::LintReport beijing_with(const std::string& text, Date day = lint_day()) {
    auto files = frozen_files();
    edit(files, waivers, "", text);
    return linted(files, day).at("beijing");
}

std::size_t count_of(const policy::LintReport& report, Lint lint, bool accepted) {
    return static_cast<std::size_t>(std::count_if(
        report.findings.begin(), report.findings.end(), [&](const policy::Finding& finding) {
            return finding.lint == lint && policy::is_accepted(finding) == accepted;
        }));
}

TEST(PolicyWaivers, accept_the_warnings_of_their_rule_and_no_others) {
    const auto before = beijing_with("");
    const auto readings = count_of(before, Lint::open_reading, false);
    ASSERT_GE(readings, 3u);
    EXPECT_EQ(before.accepted(), 0u);
    EXPECT_FALSE(before.is_clean());

    const auto one = beijing_with(waiver("L04", "\"BJ-3\""));
    EXPECT_EQ(count_of(one, Lint::open_reading, true), 1u);
    EXPECT_EQ(count_of(one, Lint::open_reading, false), readings - 1);
    EXPECT_EQ(one.findings.size(), before.findings.size());
    EXPECT_EQ(one.count(policy::Severity::warning) + 1, before.count(policy::Severity::warning));

    const auto some = beijing_with(waiver("L04", "[\"BJ-3\", \"BJ-4\"]"));
    EXPECT_EQ(count_of(some, Lint::open_reading, true), 2u);
    const auto all = beijing_with(waiver("L04", "\"BJ-*\""));
    EXPECT_EQ(count_of(all, Lint::open_reading, false), 0u);
    EXPECT_EQ(count_of(all, Lint::row_untested, true), 0u);
}

TEST(PolicyWaivers, make_a_package_clean_when_they_excuse_all_its_warnings) {
    const auto report =
        beijing_with(waiver("L04", "\"BJ-*\"") + waiver("L34", "\"bj.*\"") +
                     waiver("L40", "\"bj.emp.la.seg\"") + waiver("L60", "\"bj.*\""));
    EXPECT_TRUE(report.is_clean());
    EXPECT_GT(report.accepted(), 10u);
    ASSERT_NE(report.plan, nullptr);
    EXPECT_EQ(policy::hash_of(*report.plan), policy::hash_of(frozen_plan_of("110000")));
}

TEST(PolicyWaivers, that_nothing_needs_are_found) {
    const auto report =
        beijing_with(waiver("L04", "[\"BJ-3\", \"BJ-99\"]") + waiver("L22", "\"bj.emp.ip.place\""));
    EXPECT_EQ(count_of(report, Lint::unused_waiver, false), 2u);
    EXPECT_EQ(report.count(policy::Severity::error), 2u);
    for (const policy::Finding& finding : report.findings) {
        if (finding.lint != Lint::unused_waiver) continue;
        EXPECT_EQ(finding.site.file, "policies/beijing/waivers.toml");
        EXPECT_TRUE(finding.subject == "BJ-99" || finding.subject == "bj.emp.ip.place");
        EXPECT_FALSE(finding.article.empty());
    }
}

TEST(PolicyWaivers, run_out_after_their_last_day) {
    const std::string text = waiver("L04", "\"BJ-3\"", "until = 2026-12-31\n");
    EXPECT_EQ(count_of(beijing_with(text, *Date::of(2026, 12, 31)), Lint::open_reading, true), 1u);
    const auto late = beijing_with(text, *Date::of(2027, 1, 1));
    EXPECT_EQ(count_of(late, Lint::open_reading, true), 0u);
    EXPECT_EQ(count_of(late, Lint::expired_waiver, false), 1u);
}

TEST(PolicyWaivers, that_are_wrong_are_refused_with_the_package) {
    const std::pair<std::string, Lint> rows[] = {
        {waiver("L30", "\"bj.emp.ip.seg\""), Lint::wrong_form},
        {waiver("L99", "\"bj.emp.ip.seg\""), Lint::wrong_form},
        {waiver("L04", "\"BJ-*3\""), Lint::wrong_form},
        {waiver("L04", "[]"), Lint::wrong_form},
        {waiver("L04", "3"), Lint::wrong_form},
        {waiver("L04", "\"BJ-3\"", "until = \"2027\"\n"), Lint::wrong_form},
        {waiver("L04", "\"BJ-3\"", "till = 2027-01-01\n"), Lint::unknown_key},
        {"[[waiver]]\nlint = \"L04\"\n", Lint::wrong_form},
        {"[waiver]\nlint = \"L04\"\n", Lint::wrong_form},
        {"[[waivers]]\nlint = \"L04\"\n", Lint::unknown_key},
    };
    for (const auto& [text, lint] : rows) {
        SCOPED_TRACE(text);
        const auto report = beijing_with(text);
        ASSERT_FALSE(report.findings.empty());
        EXPECT_EQ(report.findings.front().lint, lint);
        EXPECT_EQ(report.findings.front().site.file, "policies/beijing/waivers.toml");
        EXPECT_EQ(report.plan, nullptr);
    }
    std::string uncited = waiver("L04", "\"BJ-3\"");
    uncited.replace(uncited.find("bj-158:36"), 9, "bj-158:37");
    const auto report = beijing_with(uncited);
    ASSERT_FALSE(report.findings.empty());
    EXPECT_EQ(report.findings.front().lint, Lint::no_citation);
}

TEST(PolicyReport, says_the_same_to_machines_and_to_people) {
    auto files = frozen_files();
    edit(files, waivers, "", waiver("L04", "\"BJ-*\""));
    std::vector<policy::LintReport> reports;
    for (auto& [folder, report] : linted(files)) reports.push_back(std::move(report));
    const auto json = nlohmann::json::parse(wire::check_json(reports, lint_day()));
    EXPECT_EQ(json["day"], "2026-11-28");
    EXPECT_EQ(json["clean"], false);
    ASSERT_EQ(json["packages"].size(), reports.size());
    const std::string text = wire::check_text(reports, true);
    const std::string open = wire::check_text(reports, false);
    for (std::size_t package = 0; package < reports.size(); ++package) {
        const auto& told = json["packages"][package];
        EXPECT_EQ(told["package"], reports[package].package_id);
        EXPECT_EQ(told["errors"], reports[package].count(policy::Severity::error));
        ASSERT_EQ(told["findings"].size(), reports[package].findings.size());
        for (std::size_t at = 0; at < reports[package].findings.size(); ++at) {
            const policy::Finding& finding = reports[package].findings[at];
            const auto& one = told["findings"][at];
            EXPECT_EQ(one["lint"], policy::info_of(finding.lint).id);
            EXPECT_EQ(one["file"], finding.site.file);
            EXPECT_EQ(one["line"], finding.site.line);
            EXPECT_EQ(one["zh"]["found"], finding.found.zh);
            EXPECT_EQ(one["en"]["remedy"], policy::info_of(finding.lint).en_remedy);
            EXPECT_EQ(one["waived"].is_null(), !finding.waived.has_value());
            EXPECT_NE(text.find(policy::message_of(finding, true)), std::string::npos);
            EXPECT_EQ(open.find(policy::message_of(finding, false)) == std::string::npos,
                      finding.waived.has_value());
        }
    }
    EXPECT_NE(text.find("the document says so"), std::string::npos);
}

}  // namespace
}  // namespace yidi::policies
