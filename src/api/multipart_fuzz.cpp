// Goal    No upload breaks the reader, and every part lies in the body.
// Method  The first byte says how many of the following are the boundary; the rest is the body.
// Covers  U1

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/multipart.hpp"
#include "base/assert.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi::api;
    if (size == 0) return 0;
    std::string_view rest{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto boundary = rest.substr(0, std::min<std::size_t>(data[0], rest.size()));
    rest.remove_prefix(boundary.size());
    const auto parts = parse_multipart(boundary, rest);
    if (!parts) return 0;
    YIDI_ASSERT(parts->size() <= parts_max);
    const char* end = rest.data();
    for (const Part& part : *parts) {
        YIDI_ASSERT(part.body.data() >= end);
        end = part.body.data() + part.body.size();
    }
    YIDI_ASSERT(end <= rest.data() + rest.size());
    return 0;
}
