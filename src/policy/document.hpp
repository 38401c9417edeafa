/// @file
/// A policy package as written: files of tables, keys and values with the line each stands on. The
/// TOML reader in wire fills it; the loader here judges it.
///
/// Level       3, pure
/// Units       lines count from 1
/// Errors      none
/// Ownership   owns its text

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "calendar/calendar.hpp"

namespace yidi::policy {

struct Node;
using Array = std::vector<Node>;
using TableEntries = std::vector<std::pair<std::string, Node>>;  ///< In written order.

/// A value and where it stands. Floats do not exist: the reader refuses them.
struct Node {
    std::variant<std::string, std::int64_t, bool, Date, Array, TableEntries> value;
    std::int32_t line = 0;
};

/// What the reader calls a float when it refuses it.
inline constexpr std::string_view number_with_point = "a number with a point";

/// One file of a package.
struct SourceFile {
    std::string name;  ///< "employee.inpatient.toml", relative to the package folder.
    TableEntries tables;
};

struct SourcePackage {
    std::string folder;  ///< For messages, such as "policies/beijing".
    std::vector<SourceFile> files;
};

}  // namespace yidi::policy
