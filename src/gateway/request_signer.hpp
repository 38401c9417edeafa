/// @file
/// Signs messages as a hospital's system does, in each dialect: for tools that speak to a platform
/// from the other side.
///
/// Level       7; draws chance
/// Units       none
/// Errors      gateway_key_unfit names what the key lacks
/// Ownership   owns its key
/// Threads     confined
/// Invariants  G5  no two signatures of one signer are the same: a platform that takes each once
///                 takes all of them.
/// See         docs/reference/gateway.md

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "gateway/access_key.hpp"
#include "gateway/signature.hpp"

namespace yidi::gateway {

struct SigningKey {
    Dialect dialect = Dialect::hmac_sha1;
    std::string id;      ///< As the platform gave it; sm2 has none.
    std::string secret;  ///< With sm2 the private key, PEM.
};

struct SignedRequest {
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

class RequestSigner {
  public:
    [[nodiscard]] static Outcome<RequestSigner> make(SigningKey key);

    /// `api_name` is the transaction; `body` is UTF-8 JSON without cainfo.
    [[nodiscard]] SignedRequest sign(std::string body, std::string_view api_name, Instant now);

  private:
    explicit RequestSigner(SigningKey key) : key_(std::move(key)) {}
    [[nodiscard]] SignedRequest try_sign(const std::string& body, std::string_view api_name,
                                         std::int64_t at_us) const;

    SigningKey key_;
    std::optional<Sm2PrivateKey> sm2_;
    std::set<std::string> used_;
};

}  // namespace yidi::gateway
