#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr Word kinds[] = {{"area", "", ""}, {"province", "", ""}, {"national", "", ""}};
constexpr Word money_units[] = {{"yuan", "", ""}};
constexpr Word engines[] = {{engine_version, "", ""}};
constexpr Word year_rules[] = {
    {"by_admission_year", "", ""}, {"by_discharge_year", "", ""}, {"split", "", ""}};
constexpr Word split_rules[] = {{"once", "", ""}, {"each", "", ""}};
constexpr Word beyond_rules[] = {{"carry", "", ""}, {"strict", "", ""}};
constexpr Word rounding_modes[] = {{"half_up", "", ""}, {"down", "", ""}};
constexpr Word rounding_units[] = {{"fen", "", ""}, {"jiao", "", ""}};
constexpr Word rounding_places[] = {{"each_segment", "", ""}, {"sum", "", ""}};
constexpr Word line_orders[] = {{"limit_first", "", ""}, {"share_first", "", ""}};
constexpr Word remainders[] = {{"patient", "", ""}};

std::string path_of(const SourcePackage& source, std::string_view name) {
    return fmt::format("{}/{}", source.folder, name);
}

const SourceFile* file_named(const SourcePackage& source, std::string_view name) {
    for (const SourceFile& file : source.files) {
        if (file.name == name) return &file;
    }
    return nullptr;
}

/// The entries of [key], or an empty table and a finding.
Fields section(Fields& fields, std::string_view key, Findings& findings) {
    static const TableEntries nothing;
    const Node* node = fields.require(key, fmt::format("a table [{}]", key));
    if (node == nullptr) return {fields.file(), nothing, fields.site().line, findings};
    const auto* entries = std::get_if<TableEntries>(&node->value);
    if (entries == nullptr) {
        fields.complain(ErrorCode::package_value, key, show(*node),
                        fmt::format("a table [{}]", key));
        return {fields.file(), nothing, node->line, findings};
    }
    return {fields.file(), *entries, node->line, findings};
}

bool is_division(std::string_view code) {
    return code.size() == 6 &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Head read_package_table(Fields fields) {
    Head head;
    head.site = fields.site();
    head.id = fields.text("id");
    head.kind = static_cast<Head::Kind>(fields.word("kind", kinds));
    if (head.kind == Head::Kind::area) {
        head.admdvs = fields.texts("admdvs");
        head.version = fields.text_or("version", "");
        if (fields.has("effective")) head.effective = fields.date("effective");
        (void)fields.find("effective");
    }
    if (head.kind != Head::Kind::national) head.parents = fields.texts("parents");
    for (const std::string& code : head.admdvs) {
        if (is_division(code)) continue;
        fields.complain(ErrorCode::package_value, "admdvs", code, "division codes of six digits");
    }
    head.name = fields.label("name");
    (void)fields.word("engine", engines);
    (void)fields.word("money", money_units);
    (void)fields.text("maintainer");
    fields.end();
    return head;
}

void read_year(Fields& fields, Clock& clock) {
    const Node* node = fields.require("year", "\"calendar\" or \"07-01\"");
    if (node == nullptr) return;
    const auto* text = std::get_if<std::string>(&node->value);
    if (text != nullptr && *text == "calendar") return;
    const auto day = text == nullptr ? std::nullopt : Date::parse("2001-" + *text);
    if (!day) {
        fields.complain(ErrorCode::package_value, "year", show(*node), "\"calendar\" or \"07-01\"");
        return;
    }
    clock.year_month = day->month();
    clock.year_day = day->day();
}

void read_as_known(Fields& fields, Clock& clock) {
    constexpr std::string_view expected = "\"latest\", or a date without quotes";
    const Node* node = fields.require("as_known", expected);
    if (node == nullptr) return;
    const auto* text = std::get_if<std::string>(&node->value);
    if (text != nullptr && *text == "latest") return;
    if (const auto* date = std::get_if<Date>(&node->value)) {
        clock.as_known = *date;
        return;
    }
    fields.complain(ErrorCode::package_value, "as_known", show(*node), std::string{expected});
}

void read_time(Fields fields, const Sources& sources, Package& package) {
    Clock& clock = package.clock;
    clock.basis = static_cast<DateBasis>(fields.word("basis", basis_words()));
    read_year(fields, clock);
    clock.cross_year = static_cast<Clock::CrossYear>(fields.word("cross_year", year_rules));
    if (clock.cross_year == Clock::CrossYear::split) {
        clock.deductible_each = fields.word("split_deductible", split_rules) == 1;
    }
    clock.carry = fields.word("beyond_verified", beyond_rules) == 0;
    read_as_known(fields, clock);
    package.time_from = load_provenance(fields, sources);
    fields.end();
}

void read_rounding(Fields fields, const Sources& sources, Package& package) {
    package.rounding.mode =
        fields.word("mode", rounding_modes) == 0 ? Rounding::half_up : Rounding::down;
    package.rounding.jiao = fields.word("unit", rounding_units) == 1;
    package.rounding.at_sum = fields.word("at", rounding_places) == 1;
    (void)fields.word("remainder_to", remainders);
    package.rounding_from = load_provenance(fields, sources);
    fields.end();
}

void read_settlement(Fields fields, const Sources& sources, Package& package) {
    package.order_site = fields.site();
    for (const std::string& name : fields.texts("order")) {
        const auto index = index_of(layer_words(), name);
        if (!index) {
            fields.complain(ErrorCode::package_value, "order", name, list_of(layer_words()));
            continue;
        }
        const Layer layer{static_cast<std::uint8_t>(*index)};
        if (std::find(package.order.begin(), package.order.end(), layer) != package.order.end()) {
            fields.complain(ErrorCode::package_value, "order", name, "each layer once",
                            Lint::layer_order);
        }
        package.order.push_back(layer);
    }
    if (package.order.empty() || package.order.front() != Layer::basic ||
        package.order.back() != Layer::cash) {
        fields.complain(ErrorCode::package_value, "order", "another order",
                        "basic first and cash last", Lint::layer_order);
    }
    package.order_from = load_provenance(fields, sources);
    fields.end();
}

/// [catalogue] may be missing: the limit price comes first.
void read_catalogue(Fields& file, const Sources& sources, Package& package, Findings& findings) {
    if (!file.has("catalogue")) {
        (void)file.find("catalogue");
        return;
    }
    Fields fields = section(file, "catalogue", findings);
    package.share_first = fields.word("line_order", line_orders) == 1;
    (void)load_provenance(fields, sources);
    fields.end();
}

void load_rules(const SourceFile& file, const std::string& path, Package& package,
                Findings& findings) {
    Fields fields(path, file.tables, 1, findings);
    const bool is_area = package.head.kind == Head::Kind::area;
    if (!is_area) load_ceilings(fields, package.sources, package, findings);
    const bool has_benefit = fields.has("benefit");
    if (is_area || has_benefit) {
        if (auto benefit = load_benefit(fields, package.sources, findings)) {
            package.benefits.push_back(*std::move(benefit));
        }
    }
    fields.end();
}

}  // namespace

Head load_head(const SourcePackage& source, Findings& findings) {
    const SourceFile* file = file_named(source, "package.toml");
    if (file == nullptr) {
        findings.add(ErrorCode::package_syntax, {path_of(source, "package.toml"), 1}, "", "no file",
                     "package.toml in the package folder");
        return {};
    }
    Fields fields(path_of(source, file->name), file->tables, 1, findings);
    return read_package_table(section(fields, "package", findings));
}

Package load_package(const SourcePackage& source, const Sources& inherited, Findings& findings) {
    Package package;
    package.head = load_head(source, findings);
    package.sources = inherited;
    if (const SourceFile* file = file_named(source, "sources.toml")) {
        load_sources(*file, path_of(source, file->name), package.sources, findings);
    } else {
        findings.add(ErrorCode::package_citation, {path_of(source, "sources.toml"), 1}, "",
                     "no file", "sources.toml with the documents the package cites");
    }
    if (const SourceFile* file = file_named(source, "package.toml")) {
        Fields fields(path_of(source, file->name), file->tables, 1, findings);
        (void)fields.find("package");
        if (package.head.kind == Head::Kind::area) {
            read_time(section(fields, "time", findings), package.sources, package);
            read_rounding(section(fields, "rounding", findings), package.sources, package);
            read_settlement(section(fields, "settlement", findings), package.sources, package);
            read_catalogue(fields, package.sources, package, findings);
        }
        fields.end();
    }
    for (const SourceFile& file : source.files) {
        if (file.name == "package.toml" || file.name == "sources.toml") continue;
        if (file.name == "waivers.toml") {
            load_waivers(file, path_of(source, file.name), package, findings);
            continue;
        }
        load_rules(file, path_of(source, file.name), package, findings);
    }
    return package;
}

}  // namespace yidi::policy
