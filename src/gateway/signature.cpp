#include "gateway/signature.hpp"

#include <array>
#include <span>
#include <vector>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace yidi::gateway {
namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t raw_signature_bytes = 2 * coordinate_bytes;
// Two numbers of 32 bytes, each with a sign byte, two heads of two bytes, and the head of both.
constexpr std::size_t der_signature_bytes_max = 72;
constexpr std::size_t pem_bytes_max = 4'096;

template <auto release>
struct Release {
    template <class T>
    void operator()(T* it) const {
        release(it);
    }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Release<release>>;

using OwnedBio = Owned<BIO, BIO_free>;
using OwnedNumber = Owned<BIGNUM, BN_free>;
using OwnedSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedKeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using OwnedDigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view view_of(std::span<const unsigned char> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string upper_hex(std::span<const unsigned char> bytes) {
    std::string text = hex(view_of(bytes));
    for (char& digit : text) {
        if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
    }
    return text;
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<Bytes> bytes_of_hex(std::string_view text) {
    if (text.empty() || text.size() % 2 != 0) return {};
    Bytes bytes(text.size() / 2);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const int high = digit_of(text[2 * at]), low = digit_of(text[2 * at + 1]);
        if (high < 0 || low < 0) return {};
        bytes[at] = static_cast<unsigned char>(high << 4 | low);
    }
    return bytes;
}

OwnedKey key_of_point(Bytes point) {
    std::string group = SN_sm2;
    const std::array<OSSL_PARAM, 3> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end()};
    const OwnedKeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr)};
    EVP_PKEY* key = nullptr;
    if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY,
                          const_cast<OSSL_PARAM*>(parameters.data())) != 1) {
        return nullptr;
    }
    return OwnedKey{key};
}

/// A key with a pass phrase is refused: there is nobody to ask.
int no_pass_phrase(char*, int, int, void*) {
    return -1;
}

template <auto read>
OwnedKey key_of_pem(std::string_view pem) {
    const OwnedBio source{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    OwnedKey key{read(source.get(), nullptr, no_pass_phrase, nullptr)};
    if (key == nullptr || EVP_PKEY_is_a(key.get(), "SM2") != 1) return nullptr;
    return key;
}

/// 04 X Y of a key, however it was given.
std::optional<Bytes> point_of(const EVP_PKEY* key) {
    BIGNUM* x = nullptr;
    BIGNUM* y = nullptr;
    (void)EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_X, &x);
    (void)EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_Y, &y);
    const OwnedNumber owned_x{x}, owned_y{y};
    if (x == nullptr || y == nullptr) return {};
    Bytes point(1 + 2 * coordinate_bytes, POINT_CONVERSION_UNCOMPRESSED);
    if (BN_bn2binpad(x, point.data() + 1, coordinate_bytes) < 0 ||
        BN_bn2binpad(y, point.data() + 1 + coordinate_bytes, coordinate_bytes) < 0) {
        return {};
    }
    return point;
}

/// A digest over SM2's own user id, begun by `begin`.
template <auto begin>
bool begin_digest(EVP_MD_CTX* context, EVP_PKEY_CTX* id, EVP_PKEY* key) {
    if (context == nullptr || id == nullptr ||
        EVP_PKEY_CTX_set1_id(id, sm2_user_id.data(), static_cast<int>(sm2_user_id.size())) != 1) {
        return false;
    }
    EVP_MD_CTX_set_pkey_ctx(context, id);
    return begin(context, nullptr, EVP_sm3(), nullptr, key) == 1;
}

/// R and S of a signature sent as R S or as DER.
OwnedSignature signature_of(const Bytes& sent) {
    if (sent.size() == raw_signature_bytes) {
        OwnedNumber r{BN_bin2bn(sent.data(), coordinate_bytes, nullptr)};
        OwnedNumber s{BN_bin2bn(sent.data() + coordinate_bytes, coordinate_bytes, nullptr)};
        OwnedSignature signature{ECDSA_SIG_new()};
        if (ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return nullptr;
        (void)r.release();
        (void)s.release();
        return signature;
    }
    if (sent.size() > der_signature_bytes_max) return nullptr;
    const unsigned char* at = sent.data();
    OwnedSignature signature{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(sent.size()))};
    return at == sent.data() + sent.size() ? std::move(signature) : nullptr;
}

}  // namespace

std::string hmac_sha1_base64(std::string_view secret, std::string_view text) {
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    unsigned size = 0;
    YIDI_ASSERT(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), bytes_of(text),
                     text.size(), digest.data(), &size) != nullptr);
    std::array<unsigned char, 4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1> base64{};
    const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(size));
    return std::string{view_of({base64.data(), static_cast<std::size_t>(length)})};
}

std::string sha256_hex(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(bytes_of(text), text.size(), digest.data());
    return hex(view_of(digest));
}

std::string hmac_sha1_text(const std::array<std::string_view, 4>& values) {
    std::string text;
    for (std::size_t at = 0; at < values.size(); ++at) {
        if (at != 0) text += '&';
        text.append(hmac_sha1_headers[at]).append("=").append(values[at]);
    }
    return text;
}

std::string sha256_text(std::string_view timestamp, std::string_view token,
                        std::string_view nonce) {
    std::string text{timestamp};
    return text.append(token).append(nonce).append(timestamp);
}

std::string hmac_sm3_hex(std::string_view secret, std::string_view head, std::string_view body) {
    const OwnedKey key{
        EVP_PKEY_new_raw_private_key(EVP_PKEY_HMAC, nullptr, bytes_of(secret), secret.size())};
    const OwnedDigestContext context{EVP_MD_CTX_new()};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    std::size_t size = digest.size();
    YIDI_ASSERT(key != nullptr && context != nullptr &&
                EVP_DigestSignInit(context.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1 &&
                EVP_DigestSignUpdate(context.get(), head.data(), head.size()) == 1 &&
                EVP_DigestSignUpdate(context.get(), body.data(), body.size()) == 1 &&
                EVP_DigestSignFinal(context.get(), digest.data(), &size) == 1);
    return upper_hex({digest.data(), size});
}

bool is_same_signature(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string random_hex(std::size_t bytes) {
    Bytes drawn(bytes);
    YIDI_ASSERT(RAND_bytes(drawn.data(), static_cast<int>(drawn.size())) == 1);
    std::string text = hex(view_of(drawn));
    OPENSSL_cleanse(drawn.data(), drawn.size());
    return text;
}

std::uint64_t salted_fingerprint(std::string_view salt, std::string_view text) {
    const OwnedDigestContext context{EVP_MD_CTX_new()};
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    YIDI_ASSERT(context != nullptr && EVP_DigestInit(context.get(), EVP_sha256()) == 1 &&
                EVP_DigestUpdate(context.get(), salt.data(), salt.size()) == 1 &&
                EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
                EVP_DigestFinal(context.get(), digest.data(), nullptr) == 1);
    std::uint64_t value = 0;
    for (std::size_t at = 0; at < sizeof(value); ++at) value = value << 8 | digest[at];
    return value;
}

struct Sm2Key::Handle {
    OwnedKey key;
};

std::optional<Sm2Key> Sm2Key::read(std::string_view text) {
    text = trim(text);
    if (text.size() > pem_bytes_max) return {};
    auto handle = std::make_shared<Handle>();
    if (const auto point = bytes_of_hex(text)) {
        handle->key = key_of_point(*point);
    } else {
        handle->key = key_of_pem<PEM_read_bio_PUBKEY>(text);
    }
    // OpenSSL keeps a list of what failed for each thread; nobody reads it later.
    ERR_clear_error();
    if (handle->key == nullptr) return {};
    const auto point = point_of(handle->key.get());
    if (!point) return {};
    return Sm2Key{std::move(handle), upper_hex(*point)};
}

std::optional<std::string> Sm2Key::verify(std::string_view text, std::string_view signature) const {
    const auto sent = bytes_of_hex(signature);
    if (!sent) return {};
    const OwnedSignature parts = signature_of(*sent);
    unsigned char* der = nullptr;
    const int der_bytes = parts == nullptr ? 0 : i2d_ECDSA_SIG(parts.get(), &der);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned{
        der, [](unsigned char* it) { OPENSSL_free(it); }};
    EVP_PKEY* key = handle_->key.get();
    const OwnedKeyContext id{EVP_PKEY_CTX_new(key, nullptr)};
    const OwnedDigestContext context{EVP_MD_CTX_new()};
    std::string raw(raw_signature_bytes, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(raw.data());
    const bool good =
        der_bytes > 0 && begin_digest<EVP_DigestVerifyInit>(context.get(), id.get(), key) &&
        EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(der_bytes), bytes_of(text),
                         text.size()) == 1 &&
        BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), to, coordinate_bytes) > 0 &&
        BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), to + coordinate_bytes, coordinate_bytes) > 0;
    ERR_clear_error();
    if (!good) return {};
    return raw;
}

struct Sm2PrivateKey::Handle {
    OwnedKey key;
};

std::optional<Sm2PrivateKey> Sm2PrivateKey::read(std::string_view pem) {
    if (pem.size() > pem_bytes_max) return {};
    auto handle = std::make_shared<Handle>();
    handle->key = key_of_pem<PEM_read_bio_PrivateKey>(pem);
    ERR_clear_error();
    if (handle->key == nullptr) return {};
    return Sm2PrivateKey{std::move(handle)};
}

std::string Sm2PrivateKey::sign(std::string_view text) const {
    EVP_PKEY* key = handle_->key.get();
    const OwnedKeyContext id{EVP_PKEY_CTX_new(key, nullptr)};
    const OwnedDigestContext context{EVP_MD_CTX_new()};
    std::array<unsigned char, der_signature_bytes_max> der{};
    std::size_t size = der.size();
    YIDI_ASSERT(begin_digest<EVP_DigestSignInit>(context.get(), id.get(), key) &&
                EVP_DigestSign(context.get(), der.data(), &size, bytes_of(text), text.size()) == 1);
    return upper_hex({der.data(), size});
}

}  // namespace yidi::gateway
