/// @file
/// The closed list of checks of policy packages: ids, severities, words and remedies in both
/// languages. The reference page is written from the same table.
///
/// Level       3, pure
/// Units       none
/// Errors      none
/// Ownership   static data only
/// See         docs/reference/policy-lints.md

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.hpp"

namespace yidi::policy {

enum class Lint : std::uint8_t {
#define YIDI_LINT(id, name, severity, zh, zh_do, en, en_do) name,
#include "policy/lint/lints.def"
#undef YIDI_LINT
};

enum class Severity : std::uint8_t { error, warning };
[[nodiscard]] std::string_view name_of(Severity severity);

/// One row of the table.
struct LintInfo {
    Lint lint;
    std::string_view id;  ///< "L30"; rows that are told apart only by their words share one.
    std::string_view name;
    Severity severity;
    std::string_view zh, zh_remedy, en, en_remedy;
};

/// Every row, in the order of lints.def.
[[nodiscard]] std::span<const LintInfo> lint_table();
[[nodiscard]] const LintInfo& info_of(Lint lint);
[[nodiscard]] bool is_lint_id(std::string_view id);
/// A waiver may name it: some check with this id is a warning.
[[nodiscard]] bool may_be_waived(std::string_view id);

/// What a refusal of the loader is when nothing closer is known.
[[nodiscard]] Lint lint_of(ErrorCode code);

}  // namespace yidi::policy
