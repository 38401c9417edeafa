#include "app/http_target.hpp"

#include "base/text.hpp"

namespace yidi::app {

Outcome<HttpTarget> read_http_target(const std::string& target) {
    constexpr std::string_view scheme = "http://";
    const auto wrong = [&] {
        return problem(ErrorCode::field_wrong_type, "--target", target,
                       "http://host:port, with or without the path of all transactions");
    };
    if (!target.starts_with(scheme)) return wrong();
    const std::string_view rest = std::string_view{target}.substr(scheme.size());
    const auto slash = rest.find('/');
    const std::string_view authority = rest.substr(0, slash);
    const auto colon = authority.find(':');
    HttpTarget address;
    address.host = authority.substr(0, colon);
    if (slash != std::string_view::npos && slash + 1 < rest.size()) {
        address.path = rest.substr(slash);
    }
    if (colon != std::string_view::npos) {
        const auto port = parse_integer<std::uint16_t>(authority.substr(colon + 1));
        if (!port) return wrong();
        address.port = *port;
    }
    if (address.host.empty()) return wrong();
    return address;
}

}  // namespace yidi::app
