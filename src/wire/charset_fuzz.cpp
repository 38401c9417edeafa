// Goal    No bytes break the converters; what comes out is UTF-8 and within its bound, and goes
//         back as it came.
// Method  The first byte chooses what the Content-Type says; the rest is the body.
// Covers  B1

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "wire/charset.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi::wire;
    if (size == 0) return 0;
    constexpr const char* types[] = {"text/plain", "text/plain; charset=GBK",
                                     "text/plain; charset=\"gb18030\"", "text/plain; charset=big5"};
    const std::string came{reinterpret_cast<const char*>(data) + 1, size - 1};
    std::string text = came;
    const auto charset = to_utf8(text, types[data[0] % 4]);
    if (!charset) return 0;
    YIDI_ASSERT(text.size() <= 3 * came.size());
    std::string again = json_in(*charset, text);
    if (*charset == Charset::utf8) YIDI_ASSERT(again == came);
    YIDI_ASSERT(to_utf8(again, "; charset=" + std::string{name_of(*charset)}).has_value());
    return 0;
}
