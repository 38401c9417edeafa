/// @file
/// The parts of a multipart/form-data body, as an upload of a file is sent.
///
/// Level       7, pure
/// Units       bytes
/// Errors      upload_malformed, naming what
/// Ownership   parts are views of the body they were cut from
/// Invariants  U1  every part lies within the body, no two overlap, and there are no more than
///                 parts_max.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace yidi::api {

inline constexpr std::size_t parts_max = 16;
inline constexpr std::size_t part_head_bytes_max = 2'048;
inline constexpr std::size_t boundary_bytes_max = 70;

struct Part {
    std::string name;
    std::string file_name;  ///< As sent, in the encoding of the client; empty when none was named.
    std::string content_type;
    std::string_view body;
};

/// `boundary` is the parameter of the Content-Type.
[[nodiscard]] Outcome<std::vector<Part>> parse_multipart(std::string_view boundary,
                                                         std::string_view body);

}  // namespace yidi::api
