#include "policy/lint/finding.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace yidi::policy {

std::string message_of(const Finding& finding, bool chinese) {
    const LintInfo& info = info_of(finding.lint);
    std::string text = fmt::format("[{}] {}:{}", info.id, finding.site.file, finding.site.line);
    if (!finding.subject.empty()) text += " " + finding.subject;
    text += fmt::format("{}{}", chinese ? "：" : ": ", chinese ? info.zh : info.en);
    text +=
        fmt::format("{}{}", chinese ? "：" : ": ", chinese ? finding.found.zh : finding.found.en);
    if (finding.more > 0) {
        text += chinese ? fmt::format("；另有{}种情形", finding.more)
                        : fmt::format("; and {} more", finding.more);
    }
    text += chinese ? fmt::format("。{}。", info.zh_remedy)
                    : fmt::format(". To do: {}.", info.en_remedy);
    if (!finding.article.empty()) {
        text += chinese ? fmt::format("（依据：{}）", finding.article)
                        : fmt::format(" ({})", finding.article);
    }
    return text;
}

bool FindingList::count_another(Lint lint, const Site& site, const std::string& subject) {
    for (Finding& other : list_) {
        if (other.lint == lint && other.site.line == site.line && other.subject == subject &&
            other.site.file == site.file) {
            ++other.more;
            return true;
        }
    }
    return false;
}

void FindingList::add(Finding finding) {
    if (count_another(finding.lint, finding.site, finding.subject)) return;
    list_.push_back(std::move(finding));
}

std::vector<Finding> FindingList::take_sorted() {
    std::stable_sort(list_.begin(), list_.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.site.file, a.site.line, a.lint) <
               std::tie(b.site.file, b.site.line, b.lint);
    });
    return std::move(list_);
}

}  // namespace yidi::policy
