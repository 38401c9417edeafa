#include "policy/lint/lints.hpp"

#include <algorithm>

namespace yidi::policy {
namespace {

constexpr LintInfo table[] = {
#define YIDI_LINT(id, name, severity, zh, zh_do, en, en_do) \
    {Lint::name, #id, #name, Severity::severity, zh, zh_do, en, en_do},
#include "policy/lint/lints.def"
#undef YIDI_LINT
};

constexpr bool ids_rise() {
    for (std::size_t i = 1; i < std::size(table); ++i) {
        if (table[i - 1].id > table[i].id) return false;
    }
    return true;
}
static_assert(ids_rise(), "lints.def is ordered by id");

}  // namespace

std::string_view name_of(Severity severity) {
    return severity == Severity::error ? "error" : "warning";
}

std::span<const LintInfo> lint_table() {
    return table;
}

const LintInfo& info_of(Lint lint) {
    return table[static_cast<std::size_t>(lint)];
}

bool is_lint_id(std::string_view id) {
    return std::ranges::any_of(table, [&](const LintInfo& row) { return row.id == id; });
}

bool may_be_waived(std::string_view id) {
    return std::ranges::any_of(table, [&](const LintInfo& row) {
        return row.id == id && row.severity == Severity::warning;
    });
}

Lint lint_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::package_syntax:
            return Lint::does_not_parse;
        case ErrorCode::package_unknown_key:
            return Lint::unknown_key;
        case ErrorCode::package_citation:
            return Lint::no_citation;
        case ErrorCode::package_incomplete:
            return Lint::missing_table;
        default:
            return Lint::wrong_form;
    }
}

}  // namespace yidi::policy
