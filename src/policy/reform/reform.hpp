/// @file
/// A reform as written: patches of the tables of an area's law, each with the days on which it
/// holds. Nothing is changed here; see apply.hpp.
///
/// Level       3, pure
/// Units       as in packages: yuan, "85%", "+2pp"
/// Errors      findings of the codes package_*, naming the file and line of the reform
/// Ownership   owns everything
/// See         docs/reference/policy-reforms.md

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/package.hpp"

namespace yidi::policy {

enum class Verb : std::uint8_t {
    set,
    add,
    scale,
    points,
    insert_segment,
    remove,
    shift,
    replace,
    add_benefit,
    reading,
    order,
};
[[nodiscard]] std::span<const Word> verb_words();

/// Days from `from` up to, and not including, `to`; open if there is no `to`.
struct Window {
    Date from;
    std::optional<Date> to;

    [[nodiscard]] bool holds(Date day) const { return from <= day && (!to || day < *to); }
    /// What both have in common; nothing if that is nothing.
    [[nodiscard]] std::optional<Window> within(const Window& other) const;
    /// "2026-01-01 to 2027-01-01", "from 2026-01-01".
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Window&, const Window&) = default;
};
/// Before the first table of any package.
[[nodiscard]] Window all_time();

/// One key of `where`: a dimension, or a value column, and what is looked for.
struct Condition {
    std::string key;
    std::vector<Node> values;
};

struct Patch {
    Site site;
    std::int32_t number = 0;  ///< From 1, as messages and citations count.
    Verb verb{};
    std::string target;  ///< Id of a rule, or of a benefit.
    std::vector<Condition> where;
    std::optional<Window> window;  ///< None: the reform's.
    TableEntries values;           ///< What the verb says: keys and values in the words of tables.
    std::optional<Node> clamp;
    std::string file;  ///< add_benefit
    std::optional<Date> version, new_from;  ///< shift
    std::string reading, choose;
    std::vector<std::string> order;
};

struct Reform {
    Site site;
    std::string id;
    std::string base, base_hash;  ///< Package, and its plan if the reform was written for one.
    Label title;
    std::string author, why;
    std::vector<std::string> refs;  ///< Articles of the package, or of the reform's documents.
    Window window;
    Confidence confidence = Confidence::low;
    Origin origin = Origin::sample;
    bool cites_itself = true;  ///< Changed rows name the reform. False for readings of the package.
    Array documents;           ///< [[document]] as in sources.toml.
    std::vector<Patch> patches;
    std::map<std::string, SourceFile> files;  ///< Benefits that patches add, by name.
};

/// Reads a reform; `path` is how messages name the file.
[[nodiscard]] Reform read_reform(const std::string& path, const TableEntries& tables,
                                 Findings& findings);
/// Reads one table of patches, such as those of a reading in sources.toml.
[[nodiscard]] Patch read_patch(Fields fields, std::int32_t number);

}  // namespace yidi::policy
