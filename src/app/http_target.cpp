#include "app/http_target.hpp"

#include "base/text.hpp"

namespace yidi::app {

Outcome<HttpTarget> read_http_target(const std::string& target) {
    constexpr std::string_view plain = "http://", sealed = "https://";
    constexpr std::uint16_t https_port = 443;
    const auto wrong = [&] {
        return problem(
            ErrorCode::field_wrong_type, "--target", target,
            "http://host:port or https://host:port, with or without the path of all transactions");
    };
    HttpTarget address;
    address.is_tls = target.starts_with(sealed);
    if (!address.is_tls && !target.starts_with(plain)) return wrong();
    if (address.is_tls) address.port = https_port;
    const std::string_view rest =
        std::string_view{target}.substr(address.is_tls ? sealed.size() : plain.size());
    const auto slash = rest.find('/');
    const std::string_view authority = rest.substr(0, slash);
    const auto colon = authority.find(':');
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

Outcome<api::HttpClient> client_for(const HttpTarget& target, int timeout_ms,
                                    const std::string& authorities) {
    if (!target.is_tls) return api::HttpClient{target.host, target.port, timeout_ms};
    auto trust = api::TlsTrust::load(authorities);
    if (!trust) return Unexpected{std::move(trust).error()};
    return api::HttpClient{target.host, target.port, timeout_ms, std::move(*trust)};
}

}  // namespace yidi::app
