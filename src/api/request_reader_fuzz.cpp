// Goal    No bytes a peer may send break the reader, or make it keep more than it may.
// Method  The first byte says in pieces of what size the others come.
// Covers  R1

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/request_reader.hpp"
#include "base/assert.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using yidi::api::RequestReader;
    constexpr std::size_t body_bytes_max = 1'000;
    if (size == 0) return 0;
    const std::size_t piece = data[0] + 1U;
    const std::string_view stream{reinterpret_cast<const char*>(data) + 1, size - 1};
    RequestReader reader{body_bytes_max};
    std::size_t begin = 0, end = 0;
    while (true) {
        std::size_t used = 0;
        const auto step = reader.feed(stream.substr(begin, end - begin), used);
        YIDI_ASSERT(used <= end - begin && reader.body().size() <= body_bytes_max);
        begin += used;
        if (step == RequestReader::Step::complete) {
            (void)reader.keeps_alive();
            reader.begin();
        } else if (step != RequestReader::Step::hungry || end == stream.size()) {
            return 0;
        } else {
            end = end + piece < stream.size() ? end + piece : stream.size();
        }
    }
}
