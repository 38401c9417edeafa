/// @file
/// Division codes (GB/T 2260) and their hierarchy: two digits a province, four a city, six a
/// county. The list that the program carries has every province and only some cities; a code that
/// is not in it is neither right nor wrong beyond its province.
///
/// Level       2, pure: the data is compiled into the program
/// Units       none
/// Errors      an absent value or null says that a code is not well formed or not in the list
/// Ownership   views of static data, unless a function says otherwise
/// Threads     may be used from any thread
/// Invariants  T3  going up from any well formed code ends at a province in at most two steps.
/// See         codes/README.md for the file

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "codes/codes.hpp"

namespace yidi::codes {

enum class DivisionLevel : std::uint8_t { province, city, county };
[[nodiscard]] std::string_view name_of(DivisionLevel level);

struct Division {
    std::string_view code, zh;
    DivisionLevel level{};
};

/// By code.
[[nodiscard]] std::span<const Division> divisions();
[[nodiscard]] const Division* find_division(std::string_view code);

/// What a code stands for by its form alone: 460000, 460100, 460105.
[[nodiscard]] std::optional<DivisionLevel> level_of(std::string_view code);
/// 460105 -> 460100 -> 460000; nothing above a province.
[[nodiscard]] std::optional<std::string> parent_of(std::string_view code);
/// Is `inner` the same place as `outer`, or part of it?
[[nodiscard]] bool is_within(std::string_view inner, std::string_view outer);

}  // namespace yidi::codes
