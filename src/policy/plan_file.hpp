/// @file
/// A compiled plan as a file: what compile() made, readable without the package it came from.
///
/// Level       3, pure; the caller reads and writes the file
/// Units       little-endian header: "YIDIPLAN", format (4 bytes), length of the body (8), checksum
///             of format, length and body (8), plan hash (16 digits); then the body
/// Errors      plan_foreign (no plan file, or of another format), plan_damaged (cut short, changed,
///             or made by a program that decides otherwise)
/// Ownership   values only
/// Invariants  U2  equal plans are equal bytes.
///             U3  a plan that was read decides, explains and is named as the one written.
/// See         policy/plan_fields.hpp, policy/plan_soundness.hpp

#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "policy/plan.hpp"

namespace yidi::policy {

/// Raised whenever policy/plan_fields.hpp changes.
inline constexpr std::uint32_t plan_format = 1;
inline constexpr std::size_t plan_header_bytes = 44;

[[nodiscard]] std::string write_plan(const Plan& plan);

/// `name` is how messages call the file.
[[nodiscard]] Outcome<PlanPtr> read_plan(std::string_view name, std::string_view bytes);

}  // namespace yidi::policy
