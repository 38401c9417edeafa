// What a peer sends is checked before it is believed: any bytes, under any kind, give a body that
// can be written again, or a refusal.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "wire/peer_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // The first line names the kind; the rest is the body.
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    const auto end = input.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto kind = input.substr(0, end), json = input.substr(end + 1);
    const auto body = yidi::wire::decode_body(kind, json);
    if (body) {
        const auto again = yidi::wire::encode_body(*body);
        const auto back = yidi::wire::decode_body(kind, again);
        if (!back || yidi::wire::encode_body(*back) != again) std::abort();
    }
    (void)yidi::wire::decode_timer(kind, json);
    return 0;
}
