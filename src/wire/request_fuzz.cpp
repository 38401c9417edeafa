// Any bytes may come to the front door. The decoder may refuse them; it may not crash, and what it
// takes must be writable as content.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "model/content.hpp"
#include "wire/request.hpp"

namespace {

class Nobody final : public yidi::wire::Digester {
  public:
    [[nodiscard]] std::string document(std::string_view) const override { return "document"; }
    [[nodiscard]] std::string card(std::string_view) const override { return "card"; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    const auto result =
        yidi::wire::decode_request(body, "/fsi/api/rsfComIfsService/callService", Nobody{});
    if (result.outcome) {
        (void)yidi::model::content_of(result.outcome->body);
    } else {
        (void)yidi::message_of(result.outcome.error(), true);
    }
    return 0;
}
