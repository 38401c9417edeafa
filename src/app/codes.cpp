#include <filesystem>

#include <fmt/format.h>

#include "app/code_tools.hpp"
#include "app/console.hpp"
#include "codes/publication_changes.hpp"
#include "codes/standards.hpp"
#include "node/code_impact.hpp"
#include "node/engine_loop.hpp"
#include "node/publications.hpp"
#include "wire/catalog_csv.hpp"
#include "wire/publication_file.hpp"
#include "wire/text_table.hpp"

namespace yidi::app {
namespace {

namespace fs = std::filesystem;

// A list may be wrong in every row; people read the first.
constexpr std::size_t rows_shown_max = 50;

/// One thing looked at and what is wrong with it, if anything.
struct Checked {
    std::string subject, form, evidence;
    std::optional<Problem> problem;
};

std::string checked_json(const std::vector<Checked>& all) {
    std::string out = "[";
    for (const Checked& one : all) {
        out += fmt::format(R"({}{{"subject":{},"form":{},"evidence":{},"right":{})",
                           out.size() > 1 ? "," : "", json_text(one.subject), json_text(one.form),
                           json_text(one.evidence), !one.problem);
        if (one.problem) {
            out += fmt::format(R"(,"field":{},"found":{},"expected":{})",
                               json_text(one.problem->field), json_text(one.problem->found),
                               json_text(one.problem->expected));
        }
        out += "}";
    }
    return out + "]";
}

std::string checked_text(const std::vector<Checked>& all) {
    std::string out;
    std::size_t shown = 0;
    for (const Checked& one : all) {
        if (++shown > rows_shown_max) {
            out += fmt::format("... {} / more: --json\n", all.size() - rows_shown_max);
            break;
        }
        out += one.problem
                   ? fmt::format("× {}\n  {}\n  {}\n", one.subject, message_of(*one.problem, true),
                                 message_of(*one.problem, false))
                   : fmt::format("√ {}  {} ({})\n", one.subject, one.form, one.evidence);
    }
    return out;
}

/// A file: as a whole, then code by code.
Outcome<std::vector<Checked>> check_file(const std::string& path) {
    const auto publication = node::load_publication(path);
    if (!publication) {
        if (publication.error().code == ErrorCode::file_unreadable) {
            return Unexpected{publication.error()};
        }
        return std::vector<Checked>{{path, "", "", publication.error()}};
    }
    std::vector<Checked> all;
    for (auto& problem : wire::misshapen_codes(path, *publication)) {
        all.push_back({path, "", "", std::move(problem)});
    }
    if (all.empty()) {
        all.push_back({path,
                       fmt::format("{} {} {}", publication->layout->infno, publication->version,
                                   publication->size()),
                       std::string{publication->layout->standard},
                       {}});
    }
    return all;
}

Outcome<std::vector<Checked>> check_codes(const std::vector<std::string>& operands) {
    std::vector<Checked> all;
    for (std::size_t at = 1; at < operands.size(); ++at) {
        const auto form = codes::check_code(operands.front(), operands[at]);
        if (form) {
            all.push_back({operands[at],
                           std::string{(*form)->name},
                           std::string{codes::name_of((*form)->evidence)},
                           {}});
        } else if (form.error().code == ErrorCode::standard_unknown) {
            return Unexpected{form.error()};
        } else {
            all.push_back({operands[at], "", "", form.error()});
        }
    }
    if (all.empty()) return Unexpected{codes::check_code(operands.front(), "").error()};
    return all;
}

/// The first operand that is a file makes all of them files.
Outcome<std::vector<Checked>> check(const std::vector<std::string>& operands) {
    std::error_code none;
    if (!fs::exists(operands.front(), none)) return check_codes(operands);
    std::vector<Checked> all;
    for (const std::string& path : operands) {
        auto found = check_file(path);
        if (!found) return Unexpected{found.error()};
        for (auto& one : *found) all.push_back(std::move(one));
    }
    return all;
}

std::string changes_json(const std::vector<codes::CodeChange>& changes) {
    std::string out = "[";
    for (const auto& change : changes) {
        out +=
            fmt::format(R"({}{{"kind":{},"code":{},"name":{},"column":{},"before":{},"after":{}}})",
                        out.size() > 1 ? "," : "", json_text(codes::name_of(change.kind)),
                        json_text(change.code), json_text(change.name), change.column,
                        json_text(change.before), json_text(change.after));
    }
    return out + "]";
}

std::string changes_text(const std::vector<codes::CodeChange>& changes) {
    wire::TextTable table{
        {"变化 change", "编码 code", "名称 name", "列 column", "前 before", "后 after"}};
    for (const auto& change : changes) {
        table.row({std::string{codes::name_of(change.kind)}, std::string{change.code},
                   std::string{change.name},
                   change.column == 0 ? "" : std::to_string(change.column),
                   std::string{change.before}, std::string{change.after}});
    }
    return changes.empty() ? "无差异 / no differences" : table.text();
}

/// ".csv" is a catalogue that prices, anything else a publication.
Outcome<node::NewVersion> read_version(const std::string& path) {
    if (fs::path{path}.extension() != ".csv") {
        auto publication = node::load_publication(path);
        if (!publication) return Unexpected{publication.error()};
        return node::NewVersion{std::move(*publication)};
    }
    const auto text = node::read_text(path);
    if (!text) return Unexpected{text.error()};
    auto items = wire::read_catalogue(path, *text);
    if (!items) return Unexpected{items.error()};
    auto catalogue = catalog::Catalog::from(std::move(*items));
    if (!catalogue) return Unexpected{catalogue.error()};
    return node::NewVersion{std::make_shared<const catalog::Catalog>(std::move(*catalogue))};
}

std::string impact_json(const node::ImpactReport& found) {
    std::string out = fmt::format(R"({{"lines_looked_at":{},"impacts":[)", found.lines_looked_at);
    bool first = true;
    for (const auto& one : found.impacts) {
        std::string examples;
        for (const auto& id : one.examples) {
            examples += fmt::format("{}{}", examples.empty() ? "" : ",", json_text(id));
        }
        out += fmt::format(
            R"({}{{"kind":"{}","node":{},"med_list_codg":{},"name":{},"lines":{},"settlements":{},"amount":"{}","in_scope_before":"{}","in_scope_after":"{}","why":{},"examples":[{}]}})",
            first ? "" : ",", node::name_of(one.kind), json_text(one.node),
            json_text(one.med_list_codg), json_text(one.name), one.lines, one.settlements,
            one.amount.text(), one.in_scope_before.text(), one.in_scope_after.text(),
            json_text(one.why), examples);
        first = false;
    }
    return out + "]}";
}

std::string impact_text(const node::ImpactReport& found) {
    wire::TextTable table{{"影响 impact", "节点 node", "编码 code", "名称 name", ">明细 lines",
                           ">结算 settlements", ">金额 amount", ">范围内前 before",
                           ">范围内后 after", "原因 why"}};
    for (const auto& one : found.impacts) {
        const bool is_repriced = one.kind == node::ImpactKind::repriced;
        table.row({std::string{node::name_of(one.kind)}, one.node, one.med_list_codg, one.name,
                   std::to_string(one.lines), std::to_string(one.settlements), one.amount.text(),
                   is_repriced ? one.in_scope_before.text() : "",
                   is_repriced ? one.in_scope_after.text() : "", one.why});
    }
    return fmt::format("近一年已结算明细 {0} 条 / {0} settled lines of the last year\n{1}",
                       found.lines_looked_at,
                       found.impacts.empty() ? "无影响 / nothing changes" : table.text());
}

}  // namespace

int run_codes_check(const CodesCheckCommand& command) {
    const auto all = check(command.operands);
    if (!all) return report(all.error(), command.json);
    print(command.json ? checked_json(*all) : checked_text(*all));
    for (const Checked& one : *all) {
        if (one.problem) return exit_found;
    }
    return exit_done;
}

int run_codes_diff(const CodesDiffCommand& command) {
    const auto before = node::load_publication(command.before);
    if (!before) return report(before.error(), command.json);
    const auto after = node::load_publication(command.after);
    if (!after) return report(after.error(), command.json);
    if (before->layout->infno != after->layout->infno) {
        return report({ErrorCode::publication_row,
                       command.after,
                       std::string{after->layout->infno},
                       std::string{before->layout->infno},
                       {}},
                      command.json);
    }
    const auto changes = codes::changes_between(*before, *after);
    print(command.json ? changes_json(changes) : changes_text(changes));
    return changes.empty() ? exit_done : exit_found;
}

int run_codes_import(const CodesImportCommand& command) {
    const auto path = node::publish(command.data, command.file);
    if (!path) return report(path.error(), command.json);
    print(command.json
              ? fmt::format(R"({{"published":{}}})", json_text(path->string()))
              : fmt::format(
                    "已发布，节点重新启动后生效 / published; nodes load it at their start: {}",
                    path->string()));
    return exit_done;
}

int run_codes_impact(const CodesImpactCommand& command) {
    const auto on = command.on.empty() ? node::system_now().date() : Date::parse(command.on);
    if (!on) {
        return report({ErrorCode::date_invalid, "--on", command.on, "yyyy-MM-dd", {}},
                      command.json);
    }
    const auto version = read_version(command.file);
    if (!version) return report(version.error(), command.json);
    const auto found = node::impact(command.data, *version, command.policies, *on);
    if (!found) return report(found.error(), command.json);
    print(command.json ? impact_json(*found) : impact_text(*found));
    return found->impacts.empty() ? exit_done : exit_found;
}

}  // namespace yidi::app
