#include <algorithm>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"

namespace yidi::policy {
namespace {

bool has_latin(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

/// A character of three bytes from U+3000 on: Chinese, or its punctuation.
bool has_chinese(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xe3 && byte <= 0xef;
    });
}

void check_label(Inspection& inspection, const Label& label, const Site& site,
                 const std::string& subject, const std::vector<std::string>& cites) {
    // Numbers and codes are the same in both languages.
    const bool zh_missing = has_latin(label.zh) && !has_chinese(label.zh);
    const bool en_missing = has_chinese(label.en);
    if (!zh_missing && !en_missing) return;
    const std::string& text = zh_missing ? label.zh : label.en;
    inspection.add(Lint::missing_words, site, subject,
                   {fmt::format("{}中为“{}”", zh_missing ? "zh" : "en", text),
                    fmt::format("\"{}\" under {}", text, zh_missing ? "zh" : "en")},
                   cites);
}

void check_from(Inspection& inspection, const Version& version) {
    const Date from = version.from;
    if (from.day() == 1) return;
    const auto swapped = Date::of(from.year(), from.day(), from.month());
    Label found{from.text(), from.text()};
    if (swapped && swapped->day() == 1) {
        found.zh += fmt::format("；若日月写反则为{}", swapped->text());
        found.en += fmt::format("; {} if day and month were swapped", swapped->text());
    }
    inspection.add(Lint::odd_from, version, std::move(found));
}

}  // namespace

void check_words(Inspection& inspection) {
    const Package& package = inspection.package();
    check_label(inspection, package.head.name, package.head.site, package.head.id, {});
    for (const auto& [id, reading] : package.sources.readings) {
        if (!inspection.is_own(reading.site)) continue;
        for (const Label* label : {&reading.question, &reading.chosen, &reading.alternative}) {
            check_label(inspection, *label, reading.site, id, reading.cites);
        }
    }
    for (const Benefit& benefit : package.benefits) {
        const std::vector<std::string> cites = benefit.versions.empty()
                                                   ? std::vector<std::string>{}
                                                   : benefit.versions.front().provenance.cites;
        if (inspection.is_own(benefit.site)) {
            check_label(inspection, benefit.label, benefit.site, benefit.id, cites);
            check_label(inspection, benefit.undetermined, benefit.site, benefit.id, cites);
        }
        for (const Version& version : benefit.versions) {
            if (!inspection.is_own(version.site)) continue;
            check_label(inspection, version.label, version.site, version.id,
                        version.provenance.cites);
            check_from(inspection, version);
        }
    }
}

}  // namespace yidi::policy
