/// @file
/// Which settled fee lines of the year before a day a new version of the codes would refuse, price
/// otherwise, or ask to be mapped anew. Reads a data directory and changes nothing.
///
/// Level       8
/// Units       Money in fen; a year is 365 days
/// Errors      data_missing and the store's own, naming the file
/// Ownership   values only
/// Blocks      on the disk, for as long as the books are large

#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "catalog/catalog.hpp"
#include "codes/publications.hpp"
#include "money/money.hpp"

namespace yidi::node {

enum class ImpactKind : std::uint8_t {
    refused,   ///< The code is unknown, retired or not in force.
    repriced,  ///< What of the line is in scope changes.
    remapped,  ///< Name, kind or billing category change: local items must be mapped anew.
};
[[nodiscard]] std::string_view name_of(ImpactKind kind);

/// What happens to the lines of one code.
struct CodeImpact {
    ImpactKind kind{};
    std::string node, med_list_codg, name;
    std::int64_t lines = 0, settlements = 0;
    Money amount;                           ///< Of the lines.
    Money in_scope_before, in_scope_after;  ///< Of repriced ones.
    std::string why;
    std::vector<std::string> examples;  ///< Up to three settlements.
};

struct ImpactReport {
    std::vector<std::string> nodes;
    std::int64_t lines_looked_at = 0;
    std::vector<CodeImpact> impacts;  ///< By node, kind, code.
};

/// A catalogue that prices, or a publication of a list of codes.
using NewVersion = std::variant<std::shared_ptr<const catalog::Catalog>, codes::Publication>;

/// `on` is the day whose rows a new catalogue is asked for; the year before it is looked at.
[[nodiscard]] Outcome<ImpactReport> impact(const std::filesystem::path& data,
                                           const NewVersion& version, const std::string& policies,
                                           Date on);

}  // namespace yidi::node
