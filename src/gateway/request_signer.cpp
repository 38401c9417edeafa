#include "gateway/request_signer.hpp"

#include "base/assert.hpp"
#include "wire/signed_envelope.hpp"

namespace yidi::gateway {
namespace {

constexpr std::string_view api_version = "1.0.0";
constexpr std::size_t nonce_bytes = 8;
constexpr std::int64_t us_per_ms = 1'000;

/// The smallest step that the dialect's time can show.
std::int64_t tick_us(Dialect dialect) {
    return dialect == Dialect::hmac_sha1 ? us_per_ms : Instant::us_per_second;
}

}  // namespace

Outcome<RequestSigner> RequestSigner::make(SigningKey key) {
    const bool needs_id = key.dialect != Dialect::sm2;
    if (needs_id && key.id.empty()) {
        return problem(ErrorCode::gateway_key_unfit, "id", {}, "the key's id");
    }
    if (key.secret.empty()) return problem(ErrorCode::gateway_key_unfit, "secret");
    RequestSigner signer{std::move(key)};
    if (!needs_id) {
        signer.sm2_ = Sm2PrivateKey::read(signer.key_.secret);
        if (!signer.sm2_) {
            return problem(ErrorCode::gateway_key_unfit, "secret", {},
                           "SM2 private key, PEM, without a pass phrase");
        }
    }
    return signer;
}

SignedRequest RequestSigner::sign(std::string body, std::string_view api_name, Instant now) {
    std::int64_t at_us = now.us();
    for (;; at_us += tick_us(key_.dialect)) {
        SignedRequest request = try_sign(body, api_name, at_us);
        const std::string& signature =
            request.headers.empty() ? request.body : request.headers.back().second;
        if (used_.insert(signature).second) return request;
    }
}

/// The signature is the last header, or stands in the body.
SignedRequest RequestSigner::try_sign(const std::string& body, std::string_view api_name,
                                      std::int64_t at_us) const {
    const std::string seconds = std::to_string(at_us / Instant::us_per_second);
    switch (key_.dialect) {
        case Dialect::hmac_sha1: {
            const std::string ms = std::to_string(at_us / us_per_ms);
            const std::string text = hmac_sha1_text({key_.id, api_name, ms, api_version});
            return {{{"_api_access_key", key_.id},
                     {"_api_name", std::string{api_name}},
                     {"_api_timestamp", ms},
                     {"_api_version", std::string{api_version}},
                     {"_api_signature", hmac_sha1_base64(key_.secret, text)}},
                    body};
        }
        case Dialect::sha256: {
            const std::string nonce = random_hex(nonce_bytes);
            return {{{"x-tif-paasid", key_.id},
                     {"x-tif-timestamp", seconds},
                     {"x-tif-nonce", nonce},
                     {"x-tif-signature", sha256_hex(sha256_text(seconds, key_.secret, nonce))}},
                    body};
        }
        case Dialect::hmac_sm3:
            return {{{"x-ca-key", key_.id},
                     {"x-ca-signature",
                      seconds + ":" + hmac_sm3_hex(key_.secret, seconds + "\n", body)}},
                    body};
        case Dialect::sm2: {
            const auto envelope = wire::read_signed_envelope(body);
            YIDI_ASSERT(envelope);  // the caller's own message
            return {{}, wire::with_cainfo(body, sm2_->sign(envelope->text))};
        }
    }
    YIDI_ASSERT(false);
}

}  // namespace yidi::gateway
