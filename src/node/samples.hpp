/// @file
/// The sample people and institutions of the sandbox. Their identity numbers pass the check digit
/// and belong to nobody: divisions 119999, 319999 and 469999 are not assigned.
///
/// Level       8, pure
/// Units       Money in fen
/// Errors      none
/// Ownership   values only
/// See         docs/reference/sandbox-people.md

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/commands.hpp"
#include "wire/digester.hpp"

namespace yidi::node {

/// A node's sample institutions and people; empty for the hub. `year` is the one in which the first
/// patient has had a stay before.
[[nodiscard]] model::Enrol samples_for(const model::NodeId& node, std::int64_t year,
                                       const wire::Digester& digester);

/// The node that insures the crowd.
inline constexpr const char* crowd_node = "110000";

/// People number `first` to `first + count - 1` of a crowd of alike insured: employees of Beijing
/// at work, filed to Hainan for good. For load and failure tests.
[[nodiscard]] model::Enrol crowd(std::int64_t first, std::int64_t count,
                                 const wire::Digester& digester);
[[nodiscard]] std::string crowd_psn_no(std::int64_t number);
[[nodiscard]] std::string crowd_certno(std::int64_t number);

/// Six digits of a division, a birth date, a serial number and the check digit that fits.
[[nodiscard]] std::string identity_number(std::string_view division, Date birth,
                                          std::int64_t serial);

}  // namespace yidi::node
