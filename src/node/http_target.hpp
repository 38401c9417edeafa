/// @file
/// The target of an HTTP request in its two parts.
///
/// Level       8
/// Units       none
/// Errors      none
/// Ownership   views of the target

#pragma once

#include <string_view>

namespace yidi::node {

struct Target {
    std::string_view path;
    std::string_view query;
};

[[nodiscard]] inline Target target_of(std::string_view target) {
    const auto mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace yidi::node
