#include "policy/row_overrides.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::policy {

RowOverrides::RowOverrides(Fields& fields, const Sources& sources, Findings& findings)
    : fields_(fields), sources_(sources), findings_(findings) {
    for (const std::string_view key : {"row_cite", "row_confidence", "row_origin"}) {
        const Node* node = fields.find(key);
        if (node == nullptr) continue;
        if (const auto* entries = std::get_if<TableEntries>(&node->value)) {
            for (const auto& [number, value] : *entries) read(key, number, value);
        } else {
            fields.complain(ErrorCode::package_value, key, show(*node),
                            "{ \"row number\" = … }");
        }
    }
}

void RowOverrides::apply(std::vector<Row>& rows) {
    for (const auto& change : changes_) {
        const auto number = parse_integer<std::size_t>(change.number);
        if (!number || *number == 0 || *number > rows.size()) {
            findings_.add(ErrorCode::package_value, change.site, change.number, change.number,
                          fmt::format("a row number from 1 to {}", rows.size()));
            continue;
        }
        Provenance& to = rows[*number - 1].provenance;
        if (!change.cites.empty()) to.cites = change.cites;
        if (change.confidence) to.confidence = *change.confidence;
        if (change.origin) to.origin = *change.origin;
    }
}

void RowOverrides::read(std::string_view key, const std::string& number, const Node& value) {
    Change change{number, {fields_.file(), value.line}, {}, {}, {}};
    const TableEntries one{{std::string{key}, value}};
    Fields inner(fields_.file(), one, value.line, findings_);
    if (key == "row_cite") {
        change.cites = inner.texts(key);
        for (const std::string& cite : change.cites) {
            if (sources_.articles.contains(cite)) continue;
            inner.complain(ErrorCode::package_citation, key, cite,
                           "an article of sources.toml");
        }
    } else if (key == "row_confidence") {
        change.confidence = static_cast<Confidence>(inner.word(key, confidence_words()));
    } else {
        change.origin = static_cast<Origin>(inner.word(key, origin_words()));
    }
    changes_.push_back(std::move(change));
}

}  // namespace yidi::policy
