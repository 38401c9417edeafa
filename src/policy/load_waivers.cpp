#include "policy/package.hpp"

namespace yidi::policy {
namespace {

Waiver read_waiver(Fields fields, const Sources& sources) {
    Waiver waiver;
    waiver.site = fields.site();
    waiver.lint = fields.text("lint");
    if (!waiver.lint.empty() && !may_be_waived(waiver.lint)) {
        fields.complain(ErrorCode::package_value, "lint", waiver.lint,
                        is_lint_id(waiver.lint) ? "a check that is a warning; an error is mended"
                                                : "the id of a check, such as \"L04\"");
    }
    waiver.rule = fields.text("rule");
    const auto star = waiver.rule.find('*');
    if (star != std::string::npos && star + 1 != waiver.rule.size()) {
        fields.complain(ErrorCode::package_value, "rule", waiver.rule,
                        "an id, or the beginning of ids and a star at the end");
    }
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
