#include "node/access_keys.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/node.hpp"

namespace yidi::node {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t id_bytes = 8;
constexpr std::size_t secret_bytes_min = 16, secret_bytes_max = 256;
constexpr std::uintmax_t file_bytes_max = 256 * 1024 * 1024;

/// What a line's secret is sealed for: a change of the line breaks the seal.
std::string context_of(const gateway::AccessKey& about) {
    return "access key: " + gateway::about_text(about);
}

Unexpected<Problem> unwritable(const std::filesystem::path& path) {
    return problem(ErrorCode::data_not_writable, path.string(), std::strerror(errno));
}

/// The text a key is made of, checked: a secret that can be guessed protects nothing.
Outcome<std::string> material_of(const gateway::AccessKey& about,
                                 std::optional<std::string> given) {
    if (about.dialect == gateway::Dialect::sm2) {
        const auto key = given ? gateway::Sm2Key::read(*given) : std::nullopt;
        if (!key) {
            return problem(ErrorCode::gateway_key_unfit, "public-key", {},
                           "PEM, or 130 hexadecimal digits 04 X Y");
        }
        return key->point();
    }
    if (!given) return gateway::random_hex(secret_bytes);
    if (given->size() < secret_bytes_min || given->size() > secret_bytes_max) {
        return problem(ErrorCode::gateway_key_unfit, "secret",
                       std::to_string(given->size()) + " bytes", "16 to 256 bytes");
    }
    return std::move(*given);
}

}  // namespace

std::filesystem::path access_key_path(const std::filesystem::path& data,
                                      const model::NodeId& node) {
    return data / "gateway" / (node + ".keys");
}

Outcome<AccessKeys> AccessKeys::open(const std::filesystem::path& data, const model::NodeId& node,
                                     For purpose) {
    if (!std::filesystem::exists(database_path(data, node))) {
        return problem(ErrorCode::data_missing, database_path(data, node).string());
    }
    auto vault = store::Vault::open(key_files(data, node, false));
    if (!vault) return Unexpected{vault.error()};
    AccessKeys keys{access_key_path(data, node), std::move(*vault)};
    if (purpose == For::changing) {
        std::error_code cannot;
        std::filesystem::create_directories(keys.path_.parent_path(), cannot);
        const std::string lock = keys.path_.string() + ".lock";
        keys.lock_ = store::FileHandle{::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
        if (!keys.lock_ || ::flock(keys.lock_.get(), LOCK_EX) != 0) return unwritable(lock);
    }
    if (auto done = keys.read(); !done) return Unexpected{std::move(done).error()};
    return keys;
}

Outcome<Done> AccessKeys::read() {
    std::error_code error;
    if (!std::filesystem::exists(path_, error)) return Done{};
    const auto size = std::filesystem::file_size(path_, error);
    std::ifstream file{path_, std::ios::binary};
    if (error || !file || size > file_bytes_max) {
        return problem(ErrorCode::file_unreadable, path_.string(),
                       error ? error.message() : std::string{});
    }
    std::string text(size, '\0');
    file.read(text.data(), static_cast<std::streamsize>(size));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto keys = gateway::parse_keys(text, path_.string());
    if (!keys) return Unexpected{std::move(keys).error()};
    keys_ = std::move(*keys);
    return Done{};
}

Outcome<Done> AccessKeys::save() const {
    const std::string aside = path_.string() + ".new";
    const std::string text = gateway::text_of(keys_);
    const store::FileHandle file{
        ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    if (!file) return unwritable(aside);
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto written = ::write(file.get(), rest.data(), rest.size());
        if (written <= 0) return unwritable(aside);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.get()) != 0 || ::rename(aside.c_str(), path_.c_str()) != 0) {
        return unwritable(path_);
    }
    return store::sync_directory_of(path_);
}

Outcome<std::string> AccessKeys::unsealed(const gateway::SealedKey& key) {
    auto text = vault_.decrypt(key.sealed, context_of(key.about));
    if (text) return std::move(*text);
    return problem(ErrorCode::gateway_file_wrong, path_.string() + " id=" + key.about.id,
                   "changed, or sealed by another node", "as yidi gateway wrote it");
}

Outcome<std::shared_ptr<const gateway::KeyRing>> AccessKeys::ring() {
    auto ring = std::make_shared<gateway::KeyRing>();
    for (const auto& key : keys_) {
        auto text = unsealed(key);
        if (!text) return Unexpected{std::move(text).error()};
        if (auto done = ring->add(key.about, std::move(*text)); !done) {
            return Unexpected{std::move(done).error()};
        }
    }
    return std::shared_ptr<const gateway::KeyRing>{std::move(ring)};
}

Outcome<Done> AccessKeys::restate(gateway::SealedKey& key, gateway::AccessKey about) {
    auto text = unsealed(key);
    if (!text) return Unexpected{std::move(text).error()};
    key.sealed = vault_.encrypt(*text, context_of(about));
    key.about = std::move(about);
    ::explicit_bzero(text->data(), text->size());
    return Done{};
}

Outcome<NewAccessKey> AccessKeys::append(gateway::AccessKey about,
                                         std::optional<std::string> given) {
    if (const auto why = gateway::unfit(about)) return Unexpected{*why};
    if (keys_.size() == gateway::keys_max) {
        return problem(ErrorCode::gateway_key_unfit, "keys", std::to_string(keys_.size()),
                       "< " + std::to_string(gateway::keys_max));
    }
    auto text = material_of(about, std::move(given));
    if (!text) return Unexpected{std::move(text).error()};
    keys_.push_back({about, vault_.encrypt(*text, context_of(about))});
    if (auto done = save(); !done) return Unexpected{std::move(done).error()};
    const bool is_shared = about.dialect != gateway::Dialect::sm2;
    return NewAccessKey{std::move(about), is_shared ? std::move(*text) : std::string{}};
}

Outcome<NewAccessKey> AccessKeys::add(gateway::AccessKey about, std::optional<std::string> given) {
    if (about.id.empty()) about.id = "AK" + gateway::random_hex(id_bytes);
    if (std::ranges::any_of(keys_, [&](const auto& key) { return key.about.id == about.id; })) {
        return problem(ErrorCode::gateway_key_exists, "id", about.id);
    }
    about.version = 1;
    return append(std::move(about), std::move(given));
}

Outcome<Done> AccessKeys::revoke(std::string_view id) {
    bool found = false;
    for (auto& key : keys_) {
        if (key.about.id != id) continue;
        found = true;
        gateway::AccessKey about = key.about;
        about.is_revoked = true;
        if (auto done = restate(key, std::move(about)); !done) return done;
    }
    if (!found) return problem(ErrorCode::gateway_key_absent, "id", std::string{id});
    return save();
}

Outcome<NewAccessKey> AccessKeys::rotate(std::string_view id, Date today, int overlap_days,
                                         std::optional<std::string> given) {
    std::optional<gateway::AccessKey> newest;
    for (const auto& key : keys_) {
        if (key.about.id != id || key.about.is_revoked) continue;
        if (!newest || newest->version < key.about.version) newest = key.about;
    }
    if (!newest) return problem(ErrorCode::gateway_key_absent, "id", std::string{id});
    for (auto& key : keys_) {
        if (key.about.id != id || key.about.is_revoked) continue;
        gateway::AccessKey about = key.about;
        about.is_revoked = overlap_days == 0;
        about.to = std::max(about.from, std::min(about.to, today.plus_days(overlap_days)));
        if (auto done = restate(key, std::move(about)); !done) {
            return Unexpected{std::move(done).error()};
        }
    }
    // As long as the one it replaces was meant to last.
    const std::int32_t days = newest->to.days() - newest->from.days();
    ++newest->version;
    newest->from = today;
    newest->to = today.plus_days(days);
    return append(std::move(*newest), std::move(given));
}

}  // namespace yidi::node
