#include "gateway/key_ring.hpp"

#include <cstring>

namespace yidi::gateway {

KeyRing::~KeyRing() {
    for (LiveKey& key : keys_) ::explicit_bzero(key.secret.data(), key.secret.size());
}

Outcome<Done> KeyRing::add(AccessKey about, std::string opened) {
    LiveKey key{std::move(about), {}, {}};
    if (key.about.dialect == Dialect::sm2) {
        key.sm2 = Sm2Key::read(opened);
        if (!key.sm2) {
            return problem(ErrorCode::gateway_file_wrong, key.about.id, {}, "SM2 public key");
        }
        has_sm2_ = true;
    } else {
        key.secret = std::move(opened);
    }
    const LiveKey& kept = keys_.emplace_back(std::move(key));
    const auto list = [&](Index& index, const std::string& name) {
        Keys& keys = index[name];
        keys.insert(keys.begin(), &kept);
    };
    list(by_id_, kept.about.id);
    for (const auto& code : kept.about.institutions) list(by_institution_, code);
    return Done{};
}

const KeyRing::Keys& KeyRing::of_id(std::string_view id) const {
    return find(by_id_, id);
}

const KeyRing::Keys& KeyRing::of_institution(std::string_view fixmedins_code) const {
    return find(by_institution_, fixmedins_code);
}

const KeyRing::Keys& KeyRing::find(const Index& index, std::string_view name) {
    static const Keys none;
    const auto found = index.find(name);
    return found == index.end() ? none : found->second;
}

}  // namespace yidi::gateway
