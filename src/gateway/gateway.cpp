#include "gateway/gateway.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.hpp"
#include "wire/signed_envelope.hpp"

namespace yidi::gateway {
namespace {

// Beyond it nobody has a clock; products with the units below stay far from overflow.
constexpr std::int64_t seconds_max = 100'000'000'000;
constexpr std::int64_t us_per_ms = 1'000;
// An SM2 check costs a third of a millisecond, and an institution chooses how many keys it has.
constexpr std::size_t sm2_keys_tried_max = 4;
constexpr std::size_t institutions_named_max = 3;

Problem missing(std::string_view field, std::string_view expected) {
    return {ErrorCode::gateway_headers_missing, std::string{field}, {}, std::string{expected}, {}};
}

bool is_loopback(std::string_view peer) {
    constexpr std::string_view mapped = "::ffff:";
    if (peer.starts_with(mapped)) peer.remove_prefix(mapped.size());
    return peer == "::1" || peer.starts_with("127.");
}

/// A number of `unit_us` since 1970; nothing when it is no such number.
std::optional<Instant> instant_of(std::string_view number, std::int64_t unit_us) {
    const auto count = parse_integer<std::int64_t>(number);
    const std::int64_t count_max = seconds_max * (Instant::us_per_second / unit_us);
    if (!count || *count < 0 || *count > count_max) return {};
    return Instant::of_us(*count * unit_us);
}

bool is_within_window(const std::optional<Instant>& at, Instant now) {
    return at && *at >= now.plus_us(-window_us) && *at <= now.plus_us(window_us);
}

Problem time_outside(std::string_view field, std::string_view found, Instant now) {
    return {ErrorCode::gateway_time_outside,
            std::string{field},
            std::string{found},
            now.text() + " ± 30 min",
            {}};
}

/// What a message whose institution has keys must carry.
std::string_view headers_of(Dialect dialect) {
    switch (dialect) {
        case Dialect::hmac_sha1:
            return "_api_access_key, _api_signature";
        case Dialect::sha256:
            return "x-tif-paasid, x-tif-signature";
        case Dialect::hmac_sm3:
            return "x-ca-key, x-ca-signature";
        case Dialect::sm2:
            return "cainfo";
    }
    YIDI_ASSERT(false);
}

std::string some_of(const std::vector<std::string>& institutions) {
    std::string text;
    for (std::size_t at = 0; at < institutions.size() && at < institutions_named_max; ++at) {
        text.append(at == 0 ? "" : ", ").append(institutions[at]);
    }
    return institutions.size() > institutions_named_max ? text + ", …" : text;
}

}  // namespace

/// A key id, and what a holder of the key's secret would have signed with.
struct Gateway::Claim {
    Dialect dialect;
    std::string_view id_field, id;
    std::string_view signature_field, signature;
    std::optional<Instant> signed_at;
    std::function<std::string(std::string_view secret)> expected;
};

Gateway::Gateway(Options options) : options_(options), guard_(window_us, options.signatures_max) {}

void Gateway::put(std::shared_ptr<const KeyRing> ring) {
    const std::lock_guard lock{mutex_};
    ring_ = std::move(ring);
}

std::shared_ptr<const KeyRing> Gateway::ring() const {
    const std::lock_guard lock{mutex_};
    return ring_;
}

Outcome<Caller> Gateway::recognise(const Presented& request) {
    Caller caller{ring(), nullptr};
    auto key = find_key(*caller.ring, request);
    if (!key) {
        ++refused_;
        return Unexpected{std::move(key).error()};
    }
    caller.key = *key;
    ++(caller.key == nullptr ? plain_ : signed_);
    return caller;
}

/// The dialect is known by the headers that are there. Null for a message without a signature from
/// somebody who needs none.
Outcome<const LiveKey*> Gateway::find_key(const KeyRing& ring, const Presented& request) {
    const auto has_any = [&](std::initializer_list<std::string_view> names) {
        for (const auto name : names) {
            if (!request.header(name).empty()) return true;
        }
        return false;
    };
    if (has_any({"_api_access_key", "_api_signature"})) return by_hmac_sha1(ring, request);
    if (has_any({"x-tif-paasid", "x-tif-signature"})) return by_sha256(ring, request);
    if (has_any({"x-ca-key", "x-ca-signature"})) return by_hmac_sm3(ring, request);
    if (ring.has_sm2()) {
        auto key = by_sm2(ring, request);
        if (!key || *key != nullptr) return key;
    }
    if (may_read_pages(request.peer)) return nullptr;
    return Unexpected{missing("headers", "_api_*, x-tif-*, x-ca-*, cainfo")};
}

Outcome<const LiveKey*> Gateway::by_hmac_sha1(const KeyRing& ring, const Presented& request) {
    const auto& names = hmac_sha1_headers;
    std::array<std::string_view, names.size()> values;
    for (std::size_t at = 0; at < names.size(); ++at) {
        values[at] = trim(request.header(names[at]));
        if (values[at].empty()) return Unexpected{missing(names[at], "")};
    }
    const std::string text = hmac_sha1_text(values);
    Claim claim{Dialect::hmac_sha1,
                names[0],
                trim(request.header(names[0])),
                "_api_signature",
                trim(request.header("_api_signature")),
                instant_of(trim(request.header(names[2])), us_per_ms),
                [&](std::string_view secret) { return hmac_sha1_base64(secret, text); }};
    if (claim.signature.empty()) return Unexpected{missing(claim.signature_field, "")};
    if (!is_within_window(claim.signed_at, request.now)) {
        return Unexpected{time_outside(names[2], request.header(names[2]), request.now)};
    }
    return settle(ring, claim, request.now);
}

Outcome<const LiveKey*> Gateway::by_sha256(const KeyRing& ring, const Presented& request) {
    constexpr std::array<std::string_view, 4> names{"x-tif-paasid", "x-tif-timestamp",
                                                    "x-tif-nonce", "x-tif-signature"};
    for (const auto name : names) {
        if (trim(request.header(name)).empty()) return Unexpected{missing(name, "")};
    }
    const std::string_view timestamp = trim(request.header(names[1]));
    const std::string_view nonce = trim(request.header(names[2]));
    const Claim claim{
        Dialect::sha256,
        names[0],
        trim(request.header(names[0])),
        names[3],
        trim(request.header(names[3])),
        instant_of(timestamp, Instant::us_per_second),
        [&](std::string_view token) { return sha256_hex(sha256_text(timestamp, token, nonce)); }};
    if (!is_within_window(claim.signed_at, request.now)) {
        return Unexpected{time_outside(names[1], timestamp, request.now)};
    }
    return settle(ring, claim, request.now);
}

Outcome<const LiveKey*> Gateway::by_hmac_sm3(const KeyRing& ring, const Presented& request) {
    constexpr std::string_view id_name = "x-ca-key", signature_name = "x-ca-signature";
    const std::string_view id = trim(request.header(id_name));
    const std::string_view sent = trim(request.header(signature_name));
    const auto colon = sent.find(':');
    if (id.empty()) return Unexpected{missing(id_name, "")};
    if (sent.empty() || colon == std::string_view::npos) {
        return Unexpected{missing(signature_name, "<seconds>:<HMAC-SM3>")};
    }
    const std::string_view seconds = sent.substr(0, colon);
    Claim claim{Dialect::hmac_sm3,
                id_name,
                id,
                signature_name,
                sent.substr(colon + 1),
                instant_of(seconds, Instant::us_per_second),
                [&](std::string_view secret) {
                    return hmac_sm3_hex(secret, std::string{seconds} + "\n", request.body);
                }};
    if (is_within_window(claim.signed_at, request.now)) return settle(ring, claim, request.now);
    // A clock that prints no time: inf_time stands in the signed body, if the key allows it.
    const auto& keys = ring.of_id(id);
    if (!keys.empty() && keys.front()->about.clock == KeyClock::body) {
        if (const auto envelope = wire::read_signed_envelope(request.text)) {
            claim.signed_at = envelope->inf_time;
        }
        if (is_within_window(claim.signed_at, request.now)) {
            return settle(ring, claim, request.now);
        }
        return Unexpected{time_outside(
            "inf_time", claim.signed_at ? claim.signed_at->text() : std::string{}, request.now)};
    }
    return Unexpected{time_outside(signature_name, seconds, request.now)};
}

/// Null when the institution of the message has no key of this dialect.
Outcome<const LiveKey*> Gateway::by_sm2(const KeyRing& ring, const Presented& request) {
    const auto envelope = wire::read_signed_envelope(request.text);
    if (!envelope) return nullptr;
    const Date today = request.now.date();
    bool has_key = false, is_any_in_force = false;
    std::size_t tried = 0;
    for (const LiveKey* key : ring.of_institution(envelope->fixmedins_code)) {
        if (key->about.dialect != Dialect::sm2) continue;
        has_key = true;
        if (!key->about.is_in_force(today) || tried == sm2_keys_tried_max) continue;
        is_any_in_force = true;
        if (envelope->cainfo.empty()) return Unexpected{missing("cainfo", "SM2")};
        if (!is_within_window(envelope->inf_time, request.now)) {
            return Unexpected{time_outside(
                "inf_time", envelope->inf_time ? envelope->inf_time->text() : std::string{},
                request.now)};
        }
        ++tried;
        const auto signature = key->sm2->verify(envelope->text, envelope->cainfo);
        if (signature) return once(key, *signature, *envelope->inf_time, request.now);
    }
    if (!has_key) return nullptr;
    if (is_any_in_force) return problem(ErrorCode::gateway_signature_wrong, "cainfo");
    return problem(ErrorCode::gateway_key_unknown, "fixmedins_code", envelope->fixmedins_code);
}

/// The claim is in time: is there such a key in force, is this its signature, and is it new?
Outcome<const LiveKey*> Gateway::settle(const KeyRing& ring, const Claim& claim, Instant now) {
    bool is_any_in_force = false;
    for (const LiveKey* key : ring.of_id(claim.id)) {
        if (key->about.dialect != claim.dialect || !key->about.is_in_force(now.date())) continue;
        is_any_in_force = true;
        if (is_same_signature(claim.expected(key->secret), claim.signature)) {
            return once(key, claim.signature, *claim.signed_at, now);
        }
    }
    if (!is_any_in_force) {
        return problem(ErrorCode::gateway_key_unknown, std::string{claim.id_field},
                       std::string{claim.id});
    }
    return problem(ErrorCode::gateway_signature_wrong, std::string{claim.signature_field});
}

Outcome<const LiveKey*> Gateway::once(const LiveKey* key, std::string_view signature,
                                      Instant signed_at, Instant now) {
    switch (guard_.remember(key->about.id, signature, signed_at, now)) {
        case ReplayGuard::Verdict::fresh:
            return key;
        case ReplayGuard::Verdict::seen:
            return problem(ErrorCode::gateway_replayed, key->about.id);
        case ReplayGuard::Verdict::full:
            return problem(ErrorCode::overloaded, "gateway", {},
                           "<= " + std::to_string(options_.signatures_max));
    }
    YIDI_ASSERT(false);
}

std::optional<Problem> Gateway::may_not_speak(const Caller& caller, std::string_view fixmedins_code,
                                              Instant now) const {
    if (caller.key != nullptr) {
        const auto& institutions = caller.key->about.institutions;
        if (std::ranges::find(institutions, fixmedins_code) != institutions.end()) return {};
        return Problem{ErrorCode::key_not_for_institution,
                       "fixmedins_code",
                       std::string{fixmedins_code},
                       some_of(institutions),
                       {}};
    }
    // Revoking an institution's key does not let its messages in unsigned.
    for (const LiveKey* key : caller.ring->of_institution(fixmedins_code)) {
        if (key->about.from <= now.date()) {
            return missing("headers", headers_of(key->about.dialect));
        }
    }
    return {};
}

bool Gateway::may_read_pages(std::string_view peer) const {
    return options_.plain == PlainFrom::anybody ||
           (options_.plain == PlainFrom::this_machine && is_loopback(peer));
}

Gateway::Counts Gateway::counts() const {
    return {ring()->size(), signed_, plain_, refused_};
}

}  // namespace yidi::gateway
