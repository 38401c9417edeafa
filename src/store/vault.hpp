/// @file
/// What keeps personal data unreadable at rest: SM4-GCM for the text itself, HMAC-SM3 for the
/// digests it is looked up by.
///
/// Level       7, reads and creates key files; the rest computes
/// Units       keys in bytes; digests as 64 hexadecimal characters; an encrypted text is
///             nonce (12 bytes), ciphertext, tag (16 bytes)
/// Errors      key_missing when a key file is absent, unreadable, open to others or malformed;
///             data_not_writable when one cannot be created
/// Ownership   clones share one set of keys, which is wiped when the last of them goes
/// Threads     confined: a thread that needs a vault clones one
/// Invariants  V1  a changed bit of an encrypted text, or a text from another column, is found.
///             V2  the same text encrypted twice looks different each time.
/// See         docs/design/storage.md

#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace yidi::store {

struct VaultKeys {
    std::array<unsigned char, 16> encryption{};      ///< SM4, this node's.
    std::array<unsigned char, 32> digest{};          ///< HMAC-SM3, this node's.
    std::array<unsigned char, 32> network_digest{};  ///< HMAC-SM3, the same in every node.

    VaultKeys() = default;
    VaultKeys(const VaultKeys&) = default;
    VaultKeys& operator=(const VaultKeys&) = default;
    ~VaultKeys();
};

struct KeyFiles {
    std::filesystem::path node;     ///< "encryption HEX" and "digest HEX".
    std::filesystem::path network;  ///< "network-digest HEX"; the same file in every node.
    /// Draw keys for a file that is absent. Only for a data directory that holds no database yet:
    /// new keys read nothing that older ones wrote.
    bool create = false;
};

class Vault {
  public:
    static constexpr std::size_t nonce_bytes = 12;
    static constexpr std::size_t tag_bytes = 16;

    [[nodiscard]] static Outcome<Vault> open(const KeyFiles& files);
    explicit Vault(const VaultKeys& keys);
    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;
    ~Vault();
    [[nodiscard]] Vault clone() const;

    /// `context` names the place the text is kept in ("person.certno"); only there can it be read.
    [[nodiscard]] std::string encrypt(std::string_view text, std::string_view context);
    /// Nothing when it was changed, was kept elsewhere, or was encrypted under other keys.
    [[nodiscard]] std::optional<std::string> decrypt(std::string_view sealed,
                                                     std::string_view context);

    /// How a document is looked up inside this node. Letters count without their case.
    [[nodiscard]] std::string digest_document(std::string_view cert_type, std::string_view certno);
    [[nodiscard]] std::string digest_card(std::string_view card_no);
    /// The same for every node of the network: how the hub knows where a person is insured.
    [[nodiscard]] std::string network_digest_document(std::string_view cert_type,
                                                      std::string_view certno);
    /// Says that a database and these keys belong together, and nothing about the keys.
    [[nodiscard]] std::string check_value();

  private:
    struct Handles;
    explicit Vault(std::shared_ptr<const VaultKeys> keys);

    std::shared_ptr<const VaultKeys> keys_;
    std::unique_ptr<Handles> handles_;
};

}  // namespace yidi::store
