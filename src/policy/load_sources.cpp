#include <fmt/format.h>

#include "policy/package.hpp"

namespace yidi::policy {
namespace {

/// "京医保发〔2022〕28号 第三条"; a document without a number is named by its title.
std::string readable(const std::string& number, const std::string& title, const Label& head) {
    const std::string document = number.empty() ? fmt::format("《{}》", title) : number;
    return document + " " + head.zh;
}

/// The key `text_sha256`, or nothing.
std::string read_sha256(Fields& fields) {
    constexpr std::string_view key = "text_sha256";
    constexpr std::size_t digits = 64;
    std::string text = fields.text_or(key, "");
    const bool hexadecimal = text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!text.empty() && (text.size() != digits || !hexadecimal)) {
        fields.complain(ErrorCode::package_value, key, text,
                        "64 hexadecimal digits, small letters");
    }
    return text;
}

void load_document(Fields fields, Sources& sources, Findings& findings) {
    Document document;
    document.site = fields.site();
    document.id = fields.text("id");
    document.title = fields.text("title");
    document.number = fields.text_or("number", "");
    (void)fields.text("issuer");
    document.opened = fields.flag_or("opened", false);
    for (const std::string_view key : {"link", "note"}) (void)fields.text_or(key, "");
    document.text_sha256 = read_sha256(fields);
    const auto optional_date = [&](std::string_view key) -> std::optional<Date> {
        if (fields.has(key)) return fields.date(key);
        (void)fields.find(key);
        return {};
    };
    (void)optional_date("issued");
    document.in_force_from = optional_date("in_force_from");
    document.in_force_to = optional_date("in_force_to");
    document.trial_until = optional_date("trial_until");
    const std::string& id = document.id;
    const auto articles = fields.tables("article");
    if (articles.empty()) {
        fields.complain(ErrorCode::package_citation, "article", "none",
                        "at least one [[document.article]]");
    }
    for (const Node* node : articles) {
        Fields article(fields.file(), std::get<TableEntries>(node->value), node->line, findings);
        const std::string no = article.text("no");
        const Label head = article.label("head");
        if (article.has("gist")) (void)article.label("gist");
        (void)article.find("gist");
        const ReadText text{article.site(), read_sha256(article)};
        if (!text.sha256.empty()) sources.texts[id + ":" + no] = text;
        article.end();
        if (!sources.articles
                 .emplace(id + ":" + no, readable(document.number, document.title, head))
                 .second) {
            article.complain(ErrorCode::package_citation, "no", id + ":" + no,
                             "each article once, and no id of a parent's document");
        }
    }
    fields.end();
    sources.documents.push_back(std::move(document));
}

void load_reading(Fields fields, Sources& sources) {
    const std::string id = fields.text("id");
    Reading reading;
    reading.site = fields.site();
    reading.cites = fields.texts("cite");
    for (const std::string& cite : reading.cites) {
        if (sources.articles.contains(cite)) continue;
        fields.complain(ErrorCode::package_citation, "cite", cite, "an article of this file");
    }
    reading.question = fields.label("question");
    reading.chosen = fields.label("chosen");
    reading.alternative = fields.label("alternative");
    reading.why = fields.text("why");
    reading.confidence = static_cast<Confidence>(fields.word("confidence", confidence_words()));
    for (const Node* patch : fields.tables("patch")) reading.patches.push_back(*patch);
    fields.end();
    if (!sources.readings.emplace(id, std::move(reading)).second) {
        fields.complain(ErrorCode::package_value, "id", id, "each reading once");
    }
}

}  // namespace

void load_sources(const SourceFile& file, const std::string& path, Sources& sources,
                  Findings& findings) {
    Fields fields(path, file.tables, 1, findings);
    for (const Node* node : fields.tables("document")) {
        load_document({path, std::get<TableEntries>(node->value), node->line, findings}, sources,
                      findings);
    }
    for (const Node* node : fields.tables("reading")) {
        load_reading({path, std::get<TableEntries>(node->value), node->line, findings}, sources);
    }
    fields.end();
}

Provenance load_provenance(Fields& fields, const Sources& sources) {
    Provenance provenance;
    const Node* node = fields.find("cite");
    if (node == nullptr) {
        fields.complain(ErrorCode::package_citation, "cite", "nothing",
                        "cite = [\"document:article\"] out of sources.toml");
    } else {
        provenance.cites = fields.texts("cite");
    }
    for (const std::string& cite : provenance.cites) {
        if (sources.articles.contains(cite)) continue;
        fields.complain(ErrorCode::package_citation, "cite", cite, "an article of sources.toml");
    }
    provenance.confidence = static_cast<Confidence>(fields.word("confidence", confidence_words()));
    provenance.origin = static_cast<Origin>(fields.word("origin", origin_words()));
    return provenance;
}

}  // namespace yidi::policy
