#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr Word kinds[] = {{"area", "", ""}, {"national", "", ""}};
constexpr Word money_units[] = {{"yuan", "", ""}};
constexpr Word engines[] = {{engine_version, "", ""}};
constexpr Word year_rules[] = {{"by_admission_year", "", ""}, {"by_discharge_year", "", ""}};
constexpr Word beyond_rules[] = {{"carry", "", ""}, {"strict", "", ""}};
constexpr Word known_values[] = {{"latest", "", ""}};
constexpr Word rounding_modes[] = {{"half_up", "", ""}, {"down", "", ""}};
constexpr Word rounding_units[] = {{"fen", "", ""}};
constexpr Word rounding_places[] = {{"each_segment", "", ""}};
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
    head.national = fields.word("kind", kinds) == 1;
    if (!head.national) {
        head.admdvs = fields.texts("admdvs");
        head.parents = fields.texts("parents");
    }
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

void read_time(Fields fields, const Sources& sources, Package& package) {
    Clock& clock = package.clock;
    clock.basis = static_cast<DateBasis>(fields.word("basis", basis_words()));
    read_year(fields, clock);
    clock.year_of_stay = static_cast<DateBasis>(fields.word("cross_year", year_rules));
    clock.carry = fields.word("beyond_verified", beyond_rules) == 0;
    (void)fields.word("as_known", known_values);
    package.time_from = load_provenance(fields, sources);
    fields.end();
}

void read_rounding(Fields fields, const Sources& sources, Package& package) {
    package.rounding =
        fields.word("mode", rounding_modes) == 0 ? Rounding::half_up : Rounding::down;
    (void)fields.word("unit", rounding_units);
    (void)fields.word("at", rounding_places);
    (void)fields.word("remainder_to", remainders);
    package.rounding_from = load_provenance(fields, sources);
    fields.end();
}

void read_settlement(Fields fields, const Sources& sources, Package& package) {
    for (const std::string& name : fields.texts("order")) {
        const auto index = index_of(layer_words(), name);
        if (!index) {
            fields.complain(ErrorCode::package_value, "order", name, list_of(layer_words()));
            continue;
        }
        const Layer layer{static_cast<std::uint8_t>(*index)};
        if (std::find(package.order.begin(), package.order.end(), layer) != package.order.end()) {
            fields.complain(ErrorCode::package_value, "order", name, "each layer once");
        }
        package.order.push_back(layer);
    }
    if (package.order.empty() || package.order.front() != Layer::basic ||
        package.order.back() != Layer::cash) {
        fields.complain(ErrorCode::package_value, "order", "another order",
                        "basic first and cash last");
    }
    package.order_from = load_provenance(fields, sources);
    fields.end();
}

void check_layers(const Package& package, Findings& findings) {
    for (const Benefit& benefit : package.benefits) {
        const auto& order = package.order;
        if (std::find(order.begin(), order.end(), benefit.layer) == order.end()) {
            findings.add(ErrorCode::package_incomplete, benefit.site, "layer",
                         std::string{word_of(benefit.layer).name},
                         "a layer of [settlement] order in package.toml");
        }
        const bool twice = std::any_of(
            package.benefits.begin(), package.benefits.end(), [&](const Benefit& other) {
                return &other < &benefit && other.layer == benefit.layer &&
                       other.scheme == benefit.scheme;
            });
        if (twice) {
            findings.add(ErrorCode::package_incomplete, benefit.site, "layer", benefit.id,
                         "one benefit for each scheme and layer");
        }
    }
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
        if (!package.head.national) {
            read_time(section(fields, "time", findings), package.sources, package);
            read_rounding(section(fields, "rounding", findings), package.sources, package);
            read_settlement(section(fields, "settlement", findings), package.sources, package);
        }
        fields.end();
    }
    for (const SourceFile& file : source.files) {
        if (file.name == "package.toml" || file.name == "sources.toml") continue;
        const std::string path = path_of(source, file.name);
        if (package.head.national) {
            for (Ceiling& ceiling : load_ceilings(file, path, package.sources, findings)) {
                package.ceilings.push_back(std::move(ceiling));
            }
        } else {
            for (Benefit& benefit : load_benefits(file, path, package.sources, findings)) {
                package.benefits.push_back(std::move(benefit));
            }
        }
    }
    check_layers(package, findings);
    return package;
}

}  // namespace yidi::policy
