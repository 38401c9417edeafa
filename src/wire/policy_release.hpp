/// @file
/// A release of an area's law as a node keeps it: one text that holds the files of the package and
/// of all its parents, from which the same plan is compiled years later.
///
/// Level       6, pure
/// Units       none
/// Errors      package_*, broken_json; the first problem ends the reading
/// Ownership   values only
/// See         model::PolicyRelease

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "policy/plan.hpp"

namespace yidi::wire {

/// A JSON array of {"name": "policies/beijing/package.toml", "text": "…"}, in the order given.
[[nodiscard]] std::string release_text(std::span<const EmbeddedFile> files);

/// The plan of the one area in the text.
[[nodiscard]] Outcome<policy::PlanPtr> compile_release(std::string_view text);

}  // namespace yidi::wire
