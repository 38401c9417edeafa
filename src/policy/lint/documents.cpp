#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"

namespace yidi::policy {
namespace {

constexpr std::int32_t trial_warning_days = 180;

Label same(const std::string& text) {
    return {text, text};
}

/// One year after `day`; 29 February is followed by 1 March.
Date year_after(Date day) {
    const auto same_day = Date::of(day.year() + 1, day.month(), day.day());
    return same_day ? *same_day : *Date::of(day.year() + 1, 3, 1);
}

const Document* document_of(const Sources& sources, const std::string& cite) {
    const std::string id = cite.substr(0, cite.find(':'));
    const auto at = std::find_if(sources.documents.begin(), sources.documents.end(),
                                 [&](const Document& document) { return document.id == id; });
    return at == sources.documents.end() ? nullptr : &*at;
}

/// Articles of a document, as keys.
std::vector<std::string> articles_of(const Sources& sources, const std::string& document) {
    std::vector<std::string> keys;
    for (const auto& [key, text] : sources.articles) {
        if (key.starts_with(document + ":")) keys.push_back(key);
    }
    return keys;
}

void check_texts(Inspection& inspection, const std::map<std::string, std::string>& texts) {
    const Sources& sources = inspection.package().sources;
    const auto compare = [&](const std::string& key, const std::string& read, const Site& site,
                             const std::vector<std::string>& cites) {
        const auto now = texts.find(key);
        if (read.empty() || now == texts.end() || now->second == read) return;
        inspection.add(Lint::text_changed, site, key,
                       {fmt::format("录入时为{}，现为{}", read, now->second),
                        fmt::format("{} was read, {} is there now", read, now->second)},
                       cites);
    };
    for (const Document& document : sources.documents) {
        if (!inspection.is_own(document.site)) continue;
        compare(document.id, document.text_sha256, document.site,
                articles_of(sources, document.id));
    }
    for (const auto& [key, text] : sources.texts) {
        if (inspection.is_own(text.site)) compare(key, text.sha256, text.site, {key});
    }
}

/// Keys of every article a version and its rows cite, each once.
std::set<std::string> cites_of(const Version& version) {
    std::set<std::string> cites(version.provenance.cites.begin(), version.provenance.cites.end());
    for (const Row& row : version.rows) {
        cites.insert(row.provenance.cites.begin(), row.provenance.cites.end());
    }
    return cites;
}

void check_in_force(Inspection& inspection, const Version& version) {
    for (const std::string& cite : cites_of(version)) {
        const Document* document = document_of(inspection.package().sources, cite);
        if (document == nullptr) continue;
        const bool early = document->in_force_from && version.from < *document->in_force_from;
        const bool late = document->in_force_to && version.from >= *document->in_force_to;
        if (!early && !late) continue;
        const std::string bound =
            (early ? *document->in_force_from : *document->in_force_to).text();
        inspection.add(Lint::not_in_force, version.site, version.id,
                       {fmt::format("自{}起适用，而{}{}{}", version.from.text(), document->id,
                                    early ? "生效于" : "失效于", bound),
                        fmt::format("from {}, but {} is in force {} {}", version.from.text(),
                                    document->id, early ? "from" : "until", bound)},
                       {cite});
    }
}

void check_trials(Inspection& inspection) {
    const Sources& sources = inspection.package().sources;
    for (const Document& document : sources.documents) {
        if (!document.trial_until || !inspection.is_own(document.site)) continue;
        if (*document.trial_until > inspection.day().plus_days(trial_warning_days)) continue;
        inspection.add(Lint::trial_ends, document.site, document.id,
                       {fmt::format("试行至{}", document.trial_until->text()),
                        fmt::format("on trial until {}", document.trial_until->text())},
                       articles_of(sources, document.id));
    }
}

void check_verified(Inspection& inspection, const Version& version) {
    const bool ended = version.to && *version.to <= inspection.day();
    if (ended || year_after(version.verified_on) >= inspection.day()) return;
    inspection.add(Lint::unverified, version, same(version.verified_on.text()));
}

}  // namespace

void check_documents(Inspection& inspection, const std::map<std::string, std::string>& texts) {
    check_texts(inspection, texts);
    check_trials(inspection);
    for (const Benefit& benefit : inspection.package().benefits) {
        for (const Version& version : benefit.versions) {
            if (!inspection.is_own(version.site)) continue;
            check_in_force(inspection, version);
            check_verified(inspection, version);
        }
    }
    for (const auto& [id, reading] : inspection.package().sources.readings) {
        if (reading.confidence < Confidence::low || !inspection.is_own(reading.site)) continue;
        inspection.add(
            Lint::open_reading, reading.site, id,
            {fmt::format("{}取“{}”，另解“{}”，可信度{}", reading.question.zh, reading.chosen.zh,
                         reading.alternative.zh, word_of(reading.confidence).zh),
             fmt::format("{}: \"{}\" is chosen, \"{}\" is possible, confidence {}",
                         reading.question.en, reading.chosen.en, reading.alternative.en,
                         word_of(reading.confidence).en)},
            reading.cites);
    }
}

}  // namespace yidi::policy
