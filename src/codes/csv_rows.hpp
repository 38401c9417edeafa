/// @file
/// Walks the rows of an embedded file of codes/. No cell of those holds a comma or a quote.
/// Private to the sources of codes.
///
/// Level       2, pure
/// Units       none
/// Errors      a file that is missing or has another number of columns is a defect
/// Ownership   cells view static data

#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "codes/codes.hpp"

namespace yidi::codes {

/// Calls `take` with the cells of each row after the heading.
template <class Take>
void each_row_of(std::string_view file_name, std::size_t columns, Take take) {
    const auto all = files();
    const auto file = std::find_if(all.begin(), all.end(),
                                   [&](const auto& one) { return one.name == file_name; });
    YIDI_ASSERT(file != all.end());
    bool heading = true;
    for (const std::string_view line : split(file->content, '\n')) {
        if (line.empty()) continue;
        const std::vector<std::string_view> cells = split(line, ',');
        YIDI_ASSERT(cells.size() == columns);
        if (!heading) take(cells);
        heading = false;
    }
}

}  // namespace yidi::codes
