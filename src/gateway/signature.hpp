/// @file
/// The digests and signatures that the gateways of the provinces ask for. Computed by OpenSSL;
/// nothing cryptographic is written here.
///
/// Level       7: OpenSSL stays inside the .cpp; random_hex draws chance
/// Units       digests as Base64 or hexadecimal text in the letter case of their dialect
/// Errors      an absent key says that the text is no such SM2 key
/// Ownership   a key owns what OpenSSL made of it
/// Threads     functions from any thread; a key is immutable and may be shared

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace yidi::gateway {

[[nodiscard]] std::string hmac_sha1_base64(std::string_view secret, std::string_view text);
[[nodiscard]] std::string sha256_hex(std::string_view text);  ///< Lower case.
/// Upper case, over `head` and `body` as if they were one text.
[[nodiscard]] std::string hmac_sm3_hex(std::string_view secret, std::string_view head,
                                       std::string_view body);

/// What the headers _api_access_key, _api_name, _api_timestamp and _api_version are signed as, in
/// the order of their names.
inline constexpr std::array<std::string_view, 4> hmac_sha1_headers{
    "_api_access_key", "_api_name", "_api_timestamp", "_api_version"};
[[nodiscard]] std::string hmac_sha1_text(const std::array<std::string_view, 4>& values);
[[nodiscard]] std::string sha256_text(std::string_view timestamp, std::string_view token,
                                      std::string_view nonce);

/// Takes as long for texts that differ early as for those that differ late.
[[nodiscard]] bool is_same_signature(std::string_view left, std::string_view right);

/// `bytes` bytes of chance, in lower case.
[[nodiscard]] std::string random_hex(std::size_t bytes);

/// The first 64 bits of SHA-256 over `salt` and `text`: what nobody without the salt can aim at.
[[nodiscard]] std::uint64_t salted_fingerprint(std::string_view salt, std::string_view text);

/// The user id that goes into every SM2 digest, by the interface.
inline constexpr std::string_view sm2_user_id = "1234567812345678";

class Sm2Key {
  public:
    /// A PEM public key, or the point as hexadecimal: 04 X Y, or 02/03 X.
    [[nodiscard]] static std::optional<Sm2Key> read(std::string_view text);

    /// The point, uncompressed, in upper case hexadecimal.
    [[nodiscard]] const std::string& point() const { return point_; }
    /// The R and S of `signature`, 64 bytes, when it is this key's signature over `text` with SM3:
    /// hexadecimal of R and S, or of their DER.
    [[nodiscard]] std::optional<std::string> verify(std::string_view text,
                                                    std::string_view signature) const;

  private:
    struct Handle;
    Sm2Key(std::shared_ptr<const Handle> handle, std::string point)
        : handle_(std::move(handle)), point_(std::move(point)) {}

    std::shared_ptr<const Handle> handle_;
    std::string point_;
};

/// For the side that signs.
class Sm2PrivateKey {
  public:
    /// PEM, without a pass phrase.
    [[nodiscard]] static std::optional<Sm2PrivateKey> read(std::string_view pem);

    /// Upper case hexadecimal of the DER of R and S, over `text` with SM3.
    [[nodiscard]] std::string sign(std::string_view text) const;

  private:
    struct Handle;
    explicit Sm2PrivateKey(std::shared_ptr<const Handle> handle) : handle_(std::move(handle)) {}

    std::shared_ptr<const Handle> handle_;
};

}  // namespace yidi::gateway
