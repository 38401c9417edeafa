/// @file
/// The access keys of one node as its operator keeps them: a file in the data directory, its
/// secrets sealed with the node's key file, changed whole or not at all.
///
/// Level       8: reads and writes files
/// Units       days in China, both included
/// Errors      key_missing: the node's own keys; gateway_file_wrong, gateway_key_exists,
///             gateway_key_absent, gateway_key_unfit; data_missing, data_not_writable
/// Ownership   holds the lock of the file while it lives, if it was opened to change it
/// Blocks      open to change, until another program that changes the file is done
/// Invariants  K2  a line changed by hand, or moved to another node's file, no longer opens.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/access_key.hpp"
#include "gateway/key_ring.hpp"
#include "model/records.hpp"
#include "store/file_handle.hpp"
#include "store/vault.hpp"

namespace yidi::node {

[[nodiscard]] std::filesystem::path access_key_path(const std::filesystem::path& data,
                                                    const model::NodeId& node);

/// What the holder of a new key has to be told, once.
struct NewAccessKey {
    gateway::AccessKey about;
    std::string secret;  ///< Empty with sm2: the private key never was here.
};

class AccessKeys {
  public:
    enum class For : std::uint8_t { reading, changing };
    [[nodiscard]] static Outcome<AccessKeys> open(const std::filesystem::path& data,
                                                  const model::NodeId& node, For purpose);

    [[nodiscard]] const std::vector<gateway::SealedKey>& keys() const { return keys_; }
    /// All of them, opened.
    [[nodiscard]] Outcome<std::shared_ptr<const gateway::KeyRing>> ring();

    /// `given` is the secret or the SM2 public key; none: a secret is drawn. An id that is empty
    /// is drawn too. The file is written before it returns.
    [[nodiscard]] Outcome<NewAccessKey> add(gateway::AccessKey about,
                                            std::optional<std::string> given);
    /// Takes all versions of a key out of force.
    [[nodiscard]] Outcome<Done> revoke(std::string_view id);
    /// A new secret under the same id, good from `today`; the old one goes out of force
    /// `overlap_days` later, with 0 at once.
    [[nodiscard]] Outcome<NewAccessKey> rotate(std::string_view id, Date today, int overlap_days,
                                               std::optional<std::string> given);

  private:
    AccessKeys(std::filesystem::path path, store::Vault vault)
        : path_(std::move(path)), vault_(std::move(vault)) {}

    [[nodiscard]] Outcome<Done> read();
    [[nodiscard]] Outcome<Done> save() const;
    [[nodiscard]] Outcome<std::string> unsealed(const gateway::SealedKey& key);
    /// Changes what a line says, which its seal is bound to.
    [[nodiscard]] Outcome<Done> restate(gateway::SealedKey& key, gateway::AccessKey about);
    [[nodiscard]] Outcome<NewAccessKey> append(gateway::AccessKey about,
                                               std::optional<std::string> given);

    std::filesystem::path path_;
    store::Vault vault_;
    store::FileHandle lock_;
    std::vector<gateway::SealedKey> keys_;
};

}  // namespace yidi::node
