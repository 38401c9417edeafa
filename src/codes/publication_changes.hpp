/// @file
/// What differs between two publications, code by code.
///
/// Level       2, pure
/// Units       none
/// Errors      none
/// Ownership   a change views the publications it was found in
/// Threads     may be called from any thread

#pragma once

#include <string_view>
#include <vector>

#include "codes/publications.hpp"

namespace yidi::codes {

enum class ChangeKind : std::uint8_t {
    added,    ///< Only the later one has the code.
    changed,  ///< A column differs.
    retired,  ///< In force before, no longer in force.
    revived,  ///< The reverse.
    absent,   ///< Only the earlier one has the code: nothing is said of it.
};
[[nodiscard]] std::string_view name_of(ChangeKind kind);

struct CodeChange {
    ChangeKind kind{};
    std::string_view code, name;
    std::uint8_t column = 0;         ///< Of a changed one.
    std::string_view before, after;  ///< Of a changed one.
};

/// By code. Record numbers, times and versions are no differences.
/// Requires  publications of one list.
[[nodiscard]] std::vector<CodeChange> changes_between(const Publication& before,
                                                      const Publication& after);

}  // namespace yidi::codes
