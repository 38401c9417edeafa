// Goal    Whatever is wrong with a package, one clear message says where, and nothing crashes.
// Method  1. Every key of the frozen packages and of the invented areas is misspelt, one after the
//            other: a finding must stand on its line.
//         2. A table of whole-package mistakes: parents in a circle, articles that are missing,
//            units, swapped days.
//         3. Every file cut short at every line.
// Covers  the loader of policy, wire/toml_reader, wire/policy_check.

#include <gtest/gtest.h>

#include "lint_fixture.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::policies {
namespace {

using policy::Lint;

/// A key in a file: where it ends, and on which line.
struct Key {
    std::size_t end;
    std::int32_t line;
    bool is_header = false;  ///< The name of a table.
};

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// Every key and every name of a table, found without the reader under test.
std::vector<Key> keys_of(const std::string& text) {
    std::vector<Key> keys;
    std::int32_t line = 1;
    bool in_quotes = false, in_comment = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            ++line;
            in_comment = false;
        } else if (in_comment) {
            continue;
        } else if (c == '"' && text[at - 1] != '\\') {
            in_quotes = !in_quotes;
        } else if (in_quotes) {
            continue;
        } else if (c == '#') {
            in_comment = true;
        } else if (c == '=') {
            std::size_t end = at;
            while (text[end - 1] == ' ') --end;
            keys.push_back({text[end - 1] == '"' ? end - 1 : end, line});
        } else if (c == ']' && is_key_character(text[at - 1])) {
            const auto begin = text.find_last_of('\n', at) + 1;
            if (text[begin] == '[') keys.push_back({at, line, true});
        }
    }
    return keys;
}

/// Files of one package and of all its possible parents.
wire::LoadedFiles only(const wire::LoadedFiles& files, const std::string& folder,
                       const std::vector<std::string>& parents) {
    wire::LoadedFiles some;
    for (const auto& [name, content] : files.texts) {
        const bool wanted =
            name.starts_with("policies/" + folder + "/") ||
            std::any_of(parents.begin(), parents.end(), [&](const std::string& parent) {
                return name.starts_with("policies/" + parent + "/");
            });
        if (wanted && name.find("/tests/") == std::string::npos)
            some.texts.emplace_back(name, content);
    }
    return some;
}

/// A package read once, in which single files are exchanged.
struct Read {
    policy::SourcePackage package;
    std::vector<policy::SourcePackage> parents;
};

Read read(const wire::LoadedFiles& files, const std::string& folder) {
    const auto views = files.files();
    auto packages = wire::read_packages(views);
    YIDI_ASSERT(packages.has_value());
    Read all;
    for (policy::SourcePackage& package : *packages) {
        if (package.folder == "policies/" + folder) all.package = package;
        const auto is_parent = policy::is_parent(package);
        if (is_parent && *is_parent) all.parents.push_back(std::move(package));
    }
    return all;
}

/// What a package is told when `text` stands in place of one of its files.
policy::LintReport lint_with(const Read& all, std::size_t file, const std::string& text) {
    Read other = all;
    policy::SourceFile& changed = other.package.files[file];
    auto source = wire::read_toml(other.package.folder + "/" + changed.name, changed.name, text);
    if (!source) {
        policy::LintReport report;
        report.findings.push_back(policy::finding_of(source.error()));
        return report;
    }
    changed = std::move(*source);
    return policy::lint({other.package, other.parents, {}, lint_day()});
}

std::size_t misspell_all(const wire::LoadedFiles& files, const std::string& folder,
                         const std::vector<std::string>& parents) {
    const wire::LoadedFiles good = only(files, folder, parents);
    const Read all = read(good, folder);
    std::size_t tried = 0;
    for (std::size_t file = 0; file < all.package.files.size(); ++file) {
        const std::string name = all.package.folder + "/" + all.package.files[file].name;
        const auto at = std::find_if(good.texts.begin(), good.texts.end(),
                                     [&](const auto& text) { return text.first == name; });
        for (const Key& key : keys_of(at->second)) {
            std::string text = at->second;
            const policy::LintReport report = lint_with(all, file, text.insert(key.end, "x"));
            ++tried;
            const bool here = std::any_of(
                report.findings.begin(), report.findings.end(), [&](const auto& finding) {
                    // A table that no longer begins may leave its parts without a grammar, or the
                    // package without a head.
                    const bool somewhere = key.is_header && finding.site.file == name;
                    return somewhere ||
                           (finding.site.file == name && finding.site.line == key.line);
                });
            EXPECT_TRUE(here) << name << ":" << key.line << " …"
                              << text.substr(key.end < 20 ? 0 : key.end - 20, 24);
            EXPECT_EQ(report.plan, nullptr) << name << ":" << key.line;
            if (testing::Test::HasFailure()) return tried;
        }
    }
    return tried;
}

TEST(PolicyBadInput, every_key_of_the_frozen_packages_misspelt_is_found_on_its_line) {
    std::size_t tried = 0;
    for (const char* folder : {"beijing", "shanghai", "hainan", "cn-national"}) {
        tried += misspell_all(frozen_files(), folder, {"cn-national"});
        if (HasFailure()) return;
    }
    EXPECT_GT(tried, 700u);
}

TEST(PolicyBadInput, every_key_of_the_invented_areas_misspelt_is_found_on_its_line) {
    const auto files = wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants");
    ASSERT_TRUE(files);
    std::size_t tried = 0;
    for (const char* folder : {"services", "shared", "sum", "country", "province"}) {
        tried += misspell_all(*files, folder, {"country", "province"});
        if (HasFailure()) return;
    }
    EXPECT_GT(tried, 1'000u);
}

struct Mistake {
    int line;
    const char* file;
    const char* old_text;
    const char* new_text;
    Lint lint;
    const char* where;    ///< Part of file and subject.
    const char* message;  ///< Part of what was found or expected.
};

// clang-format off
const Mistake mistakes[] = {
    {__LINE__, "province/package.toml", "parents    = [\"country\"]", "parents    = [\"country\", \"province\"]", Lint::missing_table, "province/package.toml parents", "province -> province"},
    {__LINE__, "services/package.toml", "money      = \"yuan\"", "money      = \"fen\"", Lint::wrong_form, "services/package.toml money", "one of yuan"},
    {__LINE__, "services/package.toml", "engine     = \"2\"", "engine     = 2", Lint::wrong_form, "engine", "one of 2"},
    {__LINE__, "services/package.toml", "kind       = \"area\"", "kind       = \"city\"", Lint::wrong_form, "kind", "area, province, national"},
    {__LINE__, "services/package.toml", "basis           = \"discharge\"", "basis           = \"visit\"", Lint::wrong_form, "basis", "admission, discharge, settlement"},
    {__LINE__, "sum/employee.inpatient.toml", "id = \"su.emp.ip.ded\"\nfrom = 2024-01-01\nto = \"open\"", "id = \"su.emp.ip.ded\"\nfrom = 2024-01-01\nto = 2023-12-31", Lint::wrong_form, "sum/employee.inpatient.toml to", "a later date"},
    {__LINE__, "sum/employee.inpatient.toml", "id = \"su.emp.ip.ded\"\nfrom = 2024-01-01", "id = \"su.emp.ip.ded\"\nfrom = \"2024-01-01\"", Lint::wrong_form, "sum/employee.inpatient.toml from", "without quotes"},
    {__LINE__, "sum/employee.inpatient.toml", "[\"*\", 500, \"0.01\"]", "[\"*\", \"500 yuan\", \"0.01\"]", Lint::wrong_form, "sum/employee.inpatient.toml nth=1", "whole yuan"},
    {__LINE__, "sum/employee.inpatient.toml", "[\"*\", 500, \"0.01\"]", "[\"*\", \"50%\", \"0.01\"]", Lint::wrong_form, "sum/employee.inpatient.toml nth=1", "whole yuan"},
    {__LINE__, "sum/employee.inpatient.toml", "[\"*\", 500, \"0.01\"]", "[\"*\", -500, \"0.01\"]", Lint::inexact_number, "sum/employee.inpatient.toml nth=1", "whole yuan"},
    {__LINE__, "sum/employee.inpatient.toml", "[\"*\", 500, \"0.01\"]", "[\"*\", 500, 0.01]", Lint::inexact_number, "sum/employee.inpatient.toml", "floats are not exact"},
    {__LINE__, "sum/employee.inpatient.toml", "[\"*\", 500, \"0.01\"]", "[\"*\", 99999999999999999999, \"0.01\"]", Lint::does_not_parse, "sum/employee.inpatient.toml", ""},
};
// clang-format on

TEST(PolicyBadInput, mistakes_of_whole_packages_are_told_plainly) {
    const auto files = wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants");
    ASSERT_TRUE(files);
    for (const Mistake& mistake : mistakes) {
        SCOPED_TRACE(testing::Message() << "row at line " << mistake.line);
        const std::string file = mistake.file;
        wire::LoadedFiles bad =
            only(*files, file.substr(0, file.find('/')), {"country", "province"});
        edit(bad, file, mistake.old_text, mistake.new_text);
        const Reports reports = linted(bad);
        bool found = false;
        for (const policy::Finding& finding : findings_of(reports, mistake.lint)) {
            const std::string where = finding.site.file + " " + finding.subject;
            found = found || (where.find(mistake.where) != std::string::npos &&
                              finding.found.en.find(mistake.message) != std::string::npos);
        }
        EXPECT_TRUE(found) << text_of(reports);
    }
}

TEST(PolicyBadInput, an_article_or_document_that_is_missing_is_named_by_all_who_cite_it) {
    auto files = frozen_files();
    edit(files, "beijing/sources.toml", "no   = \"36\"", "no   = \"37\"");
    const auto uncited = findings_of(linted(files), Lint::no_citation);
    ASSERT_FALSE(uncited.empty());
    for (const policy::Finding& finding : uncited) {
        EXPECT_NE(finding.found.en.find("bj-158:36"), std::string::npos);
        EXPECT_NE(finding.found.zh.find("bj-158:36"), std::string::npos);
    }

    std::erase_if(files.texts,
                  [](const auto& text) { return text.first == "policies/shanghai/sources.toml"; });
    const Reports reports = linted(files);
    ASSERT_FALSE(reports.at("shanghai").findings.empty());
    EXPECT_EQ(reports.at("shanghai").findings.front().lint, Lint::no_citation);
    EXPECT_EQ(reports.at("shanghai").findings.front().site.file, "policies/shanghai/sources.toml");
}

TEST(PolicyBadInput, files_cut_short_anywhere_are_read_or_refused_in_words) {
    const wire::LoadedFiles good = only(frozen_files(), "beijing", {"cn-national"});
    const Read all = read(good, "beijing");
    std::size_t refused = 0, cuts = 0;
    for (std::size_t file = 0; file < all.package.files.size(); ++file) {
        const std::string name = all.package.folder + "/" + all.package.files[file].name;
        const auto text = std::find_if(good.texts.begin(), good.texts.end(),
                                       [&](const auto& one) { return one.first == name; });
        for (std::size_t at = 0; at < text->second.size(); at += 7) {
            const policy::LintReport report = lint_with(all, file, text->second.substr(0, at));
            ++cuts;
            refused += report.plan == nullptr ? 1 : 0;
            for (const policy::Finding& finding : report.findings) {
                ASSERT_TRUE(finding.site.file.starts_with("policies/"));
                ASSERT_GE(finding.site.line, 1);
                ASSERT_FALSE(finding.found.zh.empty() || finding.found.en.empty())
                    << policy::message_of(finding, false);
            }
        }
    }
    // Cut behind a whole table, a file may still make a package.
    EXPECT_GT(refused, cuts * 9 / 10);
}

}  // namespace
}  // namespace yidi::policies
