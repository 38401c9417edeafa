// Goal    No bytes break the reader of what is signed, and cainfo is never part of it.
// Method  The bytes are the message.
// Covers  read_signed_envelope

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "wire/signed_envelope.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    const auto envelope = yidi::wire::read_signed_envelope(body);
    if (!envelope) return 0;
    YIDI_ASSERT(!envelope->text.starts_with("cainfo="));
    YIDI_ASSERT(!envelope->text.starts_with("input="));
    return 0;
}
