/// @file
/// Access keys: which signature an institution's system sends, for which institutions it may speak,
/// and from when to when. And the file that keeps them, one key a line.
///
///     key id=HIS1 version=1 dialect=hmac-sm3 institutions=H46010000001 from=2026-11-01
///         to=2027-10-31 revoked=no clock=header sealed=9F3A…            (all on one line)
///
/// What is sealed is the secret, or the SM2 public key. The line before `sealed` is what it is
/// sealed for: a line changed by hand no longer opens.
///
/// Level       7, pure
/// Units       days in China, both included
/// Errors      gateway_file_wrong with the line; gateway_key_unfit for what add may not do
/// Ownership   values only
/// Invariants  K1  what text_of writes, parse_keys reads back equal; what it reads is in bounds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"

namespace yidi::gateway {

inline constexpr std::size_t keys_max = 20'000;
inline constexpr std::size_t institutions_of_key_max = 1'000;
inline constexpr std::size_t key_id_bytes_max = 64;

enum class Dialect : std::uint8_t {
    hmac_sha1,  ///< Headers _api_*, Base64 HMAC-SHA1 over four of them.
    sha256,     ///< Headers x-tif-*, SHA-256 with the token inside.
    hmac_sm3,   ///< Headers x-ca-*, HMAC-SM3 over the time and the body.
    sm2,        ///< cainfo, SM2 over the fields of the envelope.
};
[[nodiscard]] std::string_view name_of(Dialect dialect);
[[nodiscard]] std::optional<Dialect> dialect_named(std::string_view name);
/// "hmac-sha1, sha256, hmac-sm3, sm2"
[[nodiscard]] const std::string& dialect_names();

/// Where the time of a message is read.
enum class KeyClock : std::uint8_t {
    header,  ///< In what the dialect signs.
    /// As header, or, where that number is no time at all, in inf_time of the signed body: some
    /// clients print a wrapped negative number. hmac-sm3 only.
    body,
};

struct AccessKey {
    std::string id;
    int version = 1;  ///< A rotated key has the old secret and the new one under the same id.
    Dialect dialect = Dialect::hmac_sha1;
    std::vector<std::string> institutions;
    Date from, to;
    bool is_revoked = false;
    KeyClock clock = KeyClock::header;

    [[nodiscard]] bool is_in_force(Date on) const { return !is_revoked && from <= on && on <= to; }
    friend bool operator==(const AccessKey&, const AccessKey&) = default;
};

struct SealedKey {
    AccessKey about;
    std::string sealed;  ///< Bytes.
    friend bool operator==(const SealedKey&, const SealedKey&) = default;
};

/// All of a key's line but what is sealed.
[[nodiscard]] std::string about_text(const AccessKey& key);
[[nodiscard]] std::string text_of(const std::vector<SealedKey>& keys);
/// `file` names the file in problems.
[[nodiscard]] Outcome<std::vector<SealedKey>> parse_keys(std::string_view text,
                                                         std::string_view file);

/// Nothing when such a key may be made.
[[nodiscard]] std::optional<Problem> unfit(const AccessKey& key);

}  // namespace yidi::gateway
