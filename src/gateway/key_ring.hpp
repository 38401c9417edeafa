/// @file
/// The access keys of a node, opened and ready to check signatures with.
///
/// Level       7
/// Units       days in China
/// Errors      gateway_file_wrong: a public key that is none
/// Ownership   owns keys and secrets; the secrets are wiped with it
/// Threads     immutable

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "gateway/access_key.hpp"
#include "gateway/signature.hpp"

namespace yidi::gateway {

struct LiveKey {
    AccessKey about;
    std::string secret;         ///< Empty with sm2.
    std::optional<Sm2Key> sm2;  ///< Set with sm2.
};

class KeyRing {
  public:
    using Keys = std::vector<const LiveKey*>;

    KeyRing() = default;
    ~KeyRing();
    KeyRing(const KeyRing&) = delete;
    KeyRing& operator=(const KeyRing&) = delete;

    /// `opened` is the secret, or the text of an SM2 public key.
    [[nodiscard]] Outcome<Done> add(AccessKey about, std::string opened);

    /// All versions of an id, newest first; empty when unknown.
    [[nodiscard]] const Keys& of_id(std::string_view id) const;
    /// All keys that may, might or once might speak for an institution, newest first.
    [[nodiscard]] const Keys& of_institution(std::string_view fixmedins_code) const;
    [[nodiscard]] bool has_sm2() const { return has_sm2_; }
    [[nodiscard]] std::size_t size() const { return keys_.size(); }

  private:
    using Index = std::map<std::string, Keys, std::less<>>;
    static const Keys& find(const Index& index, std::string_view name);

    std::deque<LiveKey> keys_;  // their addresses stay
    Index by_id_, by_institution_;
    bool has_sm2_ = false;
};

}  // namespace yidi::gateway
