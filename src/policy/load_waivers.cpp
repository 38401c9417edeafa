#include "policy/package.hpp"

namespace yidi::policy {
namespace {

/// One subject, or an array of them.
std::vector<std::string> read_rules(Fields& fields) {
    constexpr std::string_view key = "rule";
    const Node* node = fields.find(key);
    const bool is_one = node != nullptr && std::holds_alternative<std::string>(node->value);
    std::vector<std::string> rules = is_one ? std::vector{fields.text(key)} : fields.texts(key);
    for (const std::string& rule : rules) {
        const auto star = rule.find('*');
        if (star == std::string::npos || star + 1 == rule.size()) continue;
        fields.complain(ErrorCode::package_value, key, rule,
                        "an id, or the beginning of ids and a star at the end");
    }
    return rules;
}

Waiver read_waiver(Fields fields, const Sources& sources) {
    Waiver waiver;
    waiver.site = fields.site();
    waiver.lint = fields.text("lint");
    if (!waiver.lint.empty() && !may_be_waived(waiver.lint)) {
        fields.complain(ErrorCode::package_value, "lint", waiver.lint,
                        is_lint_id(waiver.lint) ? "a check that is a warning; an error is mended"
                                                : "the id of a check, such as \"L04\"");
    }
    waiver.rules = read_rules(fields);
    waiver.cites = fields.texts("cite");
    for (const std::string& cite : waiver.cites) {
        if (sources.articles.contains(cite)) continue;
        fields.complain(ErrorCode::package_citation, "cite", cite, "an article of sources.toml");
    }
    waiver.owner = fields.text("owner");
    waiver.why = fields.label("why");
    if (fields.has("until")) waiver.until = fields.date("until");
    (void)fields.find("until");
    fields.end();
    return waiver;
}

}  // namespace

void load_waivers(const SourceFile& file, const std::string& path, Package& package,
                  Findings& findings) {
    Fields fields(path, file.tables, 1, findings);
    for (const Node* node : fields.tables("waiver")) {
        package.waivers.push_back(read_waiver(
            {path, std::get<TableEntries>(node->value), node->line, findings}, package.sources));
    }
    fields.end();
}

}  // namespace yidi::policy
