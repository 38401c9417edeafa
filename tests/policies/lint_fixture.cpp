#include "lint_fixture.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace yidi::policies {

Date lint_day() {
    return *Date::of(2026, 11, 28);
}

void edit(wire::LoadedFiles& files, const std::string& file, const std::string& old_text,
          const std::string& new_text) {
    const std::string path = "policies/" + file;
    for (auto& [name, content] : files.texts) {
        if (name != path) continue;
        if (old_text.empty()) {
            content += new_text;
            return;
        }
        const auto at = content.find(old_text);
        YIDI_ASSERT(at != std::string::npos);
        YIDI_ASSERT(content.find(old_text, at + 1) == std::string::npos);
        content.replace(at, old_text.size(), new_text);
        return;
    }
    YIDI_ASSERT(old_text.empty());
    files.texts.emplace_back(path, new_text);
}

std::int32_t line_of(const wire::LoadedFiles& files, const std::string& file,
                     std::string_view anchor) {
    for (const auto& [name, content] : files.texts) {
        if (name != "policies/" + file) continue;
        const auto at = content.find(anchor);
        if (at == std::string::npos) {
            std::fprintf(stderr, "no such anchor: %s\n", std::string{anchor}.c_str());
            std::abort();
        }
        return 1 + static_cast<std::int32_t>(std::count(
                       content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }
    YIDI_ASSERT(false);
}

Reports linted(const wire::LoadedFiles& files, Date day, const wire::PolicyCheck::Texts& texts) {
    const auto views = files.files();
    const wire::PolicyCheck check(views);
    std::vector<policy::LintReport> list;
    for (std::size_t package = 0; package < check.size(); ++package) {
        list.push_back(check.check(package, day, texts));
    }
    check.compare(list);
    Reports reports;
    for (std::size_t package = 0; package < check.size(); ++package) {
        reports.emplace(check.name(package), std::move(list[package]));
    }
    return reports;
}

std::vector<policy::Finding> findings_of(const Reports& reports, policy::Lint lint) {
    std::vector<policy::Finding> found;
    for (const auto& [folder, report] : reports) {
        for (const policy::Finding& finding : report.findings) {
            if (finding.lint == lint) found.push_back(finding);
        }
    }
    return found;
}

std::string text_of(const Reports& reports, std::string_view file) {
    std::string text;
    for (const auto& [folder, report] : reports) {
        for (const policy::Finding& finding : report.findings) {
            if (finding.site.file.find(file) == std::string::npos) continue;
            text += policy::message_of(finding, false) + "\n";
        }
    }
    return text;
}

}  // namespace yidi::policies
