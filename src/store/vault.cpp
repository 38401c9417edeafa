#include "store/vault.hpp"

#include <cstring>
#include <initializer_list>
#include <mutex>

#include <gcrypt.h>

#include "base/text.hpp"
#include "store/key_file.hpp"

namespace yidi::store {
namespace {

/// Every answer of libgcrypt that is not success is a defect: keys and lengths are ours.
void must(gcry_error_t error) {
    YIDI_ASSERT(error == 0);
}

void start_gcrypt() {
    static std::once_flag started;
    std::call_once(started, [] {
        YIDI_ASSERT(gcry_check_version(GCRYPT_VERSION) != nullptr);
        must(gcry_control(GCRYCTL_DISABLE_SECMEM, 0));
        must(gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0));
    });
}

class Mac {
  public:
    explicit Mac(const std::array<unsigned char, 32>& key) {
        must(gcry_mac_open(&handle_, GCRY_MAC_HMAC_SM3, 0, nullptr));
        must(gcry_mac_setkey(handle_, key.data(), key.size()));
    }
    Mac(const Mac&) = delete;
    Mac& operator=(const Mac&) = delete;
    ~Mac() { gcry_mac_close(handle_); }

    /// A zero byte ends each part, so that no two lists of parts run together to the same bytes.
    [[nodiscard]] std::string hex_of(std::initializer_list<std::string_view> parts) {
        must(gcry_mac_reset(handle_));
        for (const auto part : parts) {
            must(gcry_mac_write(handle_, part.data(), part.size()));
            must(gcry_mac_write(handle_, "", 1));
        }
        std::array<char, 32> digest{};
        std::size_t size = digest.size();
        must(gcry_mac_read(handle_, digest.data(), &size));
        return hex(std::string_view{digest.data(), size});
    }

  private:
    gcry_mac_hd_t handle_ = nullptr;
};

class Cipher {
  public:
    explicit Cipher(const std::array<unsigned char, 16>& key) {
        must(gcry_cipher_open(&handle_, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 0));
        must(gcry_cipher_setkey(handle_, key.data(), key.size()));
    }
    Cipher(const Cipher&) = delete;
    Cipher& operator=(const Cipher&) = delete;
    ~Cipher() { gcry_cipher_close(handle_); }

    void begin(const char* nonce, std::string_view context) {
        must(gcry_cipher_setiv(handle_, nonce, Vault::nonce_bytes));
        must(gcry_cipher_authenticate(handle_, context.data(), context.size()));
        must(gcry_cipher_final(handle_));
    }
    [[nodiscard]] gcry_cipher_hd_t handle() const { return handle_; }

  private:
    gcry_cipher_hd_t handle_ = nullptr;
};

std::string upper(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

template <std::size_t n>
std::string_view bytes_of(const std::array<unsigned char, n>& key) {
    return {reinterpret_cast<const char*>(key.data()), n};
}

template <std::size_t n>
void draw(std::array<unsigned char, n>& key) {
    gcry_randomize(key.data(), n, GCRY_STRONG_RANDOM);
}

}  // namespace

struct Vault::Handles {
    explicit Handles(const VaultKeys& keys)
        : cipher(keys.encryption), digest(keys.digest), network_digest(keys.network_digest) {}
    Cipher cipher;
    Mac digest;
    Mac network_digest;
};

VaultKeys::~VaultKeys() {
    explicit_bzero(encryption.data(), encryption.size());
    explicit_bzero(digest.data(), digest.size());
    explicit_bzero(network_digest.data(), network_digest.size());
}

Outcome<Vault> Vault::open(const KeyFiles& files) {
    start_gcrypt();
    VaultKeys keys;
    if (files.create) {
        draw(keys.encryption);
        draw(keys.digest);
        draw(keys.network_digest);
    }
    const KeyLine node_lines[] = {{"encryption", keys.encryption}, {"digest", keys.digest}};
    const KeyLine network_lines[] = {{"network-digest", keys.network_digest}};
    for (const auto& [path, lines] : {std::pair{&files.node, std::span<const KeyLine>{node_lines}},
                                      {&files.network, std::span<const KeyLine>{network_lines}}}) {
        if (files.create) {
            if (const auto made = create_key_file(*path, lines); !made)
                return Unexpected{made.error()};
        }
        if (const auto read = read_key_file(*path, lines); !read) return Unexpected{read.error()};
    }
    return Vault{keys};
}

Vault::Vault(const VaultKeys& keys) : Vault(std::make_shared<const VaultKeys>(keys)) {}
Vault::Vault(std::shared_ptr<const VaultKeys> keys) : keys_(std::move(keys)) {
    start_gcrypt();
    handles_ = std::make_unique<Handles>(*keys_);
}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;
Vault Vault::clone() const {
    return Vault{keys_};
}

std::string Vault::encrypt(std::string_view text, std::string_view context) {
    std::string sealed(nonce_bytes + text.size() + tag_bytes, '\0');
    gcry_create_nonce(sealed.data(), nonce_bytes);
    Cipher& cipher = handles_->cipher;
    cipher.begin(sealed.data(), context);
    must(gcry_cipher_encrypt(cipher.handle(), sealed.data() + nonce_bytes, text.size(), text.data(),
                             text.size()));
    must(gcry_cipher_gettag(cipher.handle(), sealed.data() + nonce_bytes + text.size(), tag_bytes));
    return sealed;
}

std::optional<std::string> Vault::decrypt(std::string_view sealed, std::string_view context) {
    if (sealed.size() < nonce_bytes + tag_bytes) return {};
    const auto body = sealed.substr(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
    std::string text(body.size(), '\0');
    Cipher& cipher = handles_->cipher;
    cipher.begin(sealed.data(), context);
    must(gcry_cipher_decrypt(cipher.handle(), text.data(), text.size(), body.data(), body.size()));
    if (gcry_cipher_checktag(cipher.handle(), body.data() + body.size(), tag_bytes) != 0) return {};
    return text;
}

std::string Vault::digest_document(std::string_view cert_type, std::string_view certno) {
    return handles_->digest.hex_of({"document", cert_type, upper(certno)});
}

std::string Vault::digest_card(std::string_view card_no) {
    return handles_->digest.hex_of({"card", upper(card_no)});
}

std::string Vault::network_digest_document(std::string_view cert_type, std::string_view certno) {
    return handles_->network_digest.hex_of({"document", cert_type, upper(certno)});
}

std::string Vault::check_value() {
    return handles_->digest.hex_of(
        {"key check", bytes_of(keys_->encryption), bytes_of(keys_->network_digest)});
}

}  // namespace yidi::store
