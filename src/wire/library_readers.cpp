#include <algorithm>

#include "wire/library_draft.hpp"

namespace yidi::wire {

const LibraryReader* find_library_reader(std::string_view infno) {
    for (const auto group : {download_readers(), catalogue_readers(), file_readers()}) {
        const auto at = std::ranges::find(group, infno, &LibraryReader::infno);
        if (at != group.end()) return &*at;
    }
    return nullptr;
}

}  // namespace yidi::wire
