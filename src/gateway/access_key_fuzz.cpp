// Goal    No file of keys breaks the reader, and what it takes it writes back the same.
// Method  The bytes are the file.
// Covers  K1

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "gateway/access_key.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi::gateway;
    const auto keys = parse_keys({reinterpret_cast<const char*>(data), size}, "file");
    if (!keys) return 0;
    YIDI_ASSERT(keys->size() <= keys_max);
    const auto again = parse_keys(text_of(*keys), "file");
    YIDI_ASSERT(again.has_value() && *again == *keys);
    return 0;
}
