// The only file of the component that sees OpenSSL.

#include "api/tls.hpp"

#include <array>
#include <cstring>
#include <ctime>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "base/assert.hpp"

namespace yidi::api {
namespace {

/// The reason of OpenSSL's first error, which the others follow from, in its own words; its list of
/// errors is emptied.
std::string first_reason() {
    const unsigned long error = ERR_peek_error();
    ERR_clear_error();
    const char* const reason = ERR_reason_error_string(error);
    if (reason != nullptr) return reason;
    return ERR_SYSTEM_ERROR(error) ? std::strerror(ERR_GET_REASON(error)) : std::string{};
}

/// A key with a pass phrase is refused: there is nobody to ask at a restart.
int no_pass_phrase(char*, int, int, void*) {
    return -1;
}

std::string text_of(const ASN1_TIME* time) {
    std::tm utc{};
    std::array<char, 32> text{};
    if (ASN1_TIME_to_tm(time, &utc) != 1) return {};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &utc)};
}

}  // namespace

struct TlsSession::Handles {
    enum class End : std::uint8_t { server, client };

    Handles(SSL_CTX* context, End end, std::shared_ptr<const void> kept)
        : keeper(std::move(kept)), ssl(SSL_new(context)) {
        YIDI_ASSERT(ssl != nullptr);
        in = BIO_new(BIO_s_mem());
        out = BIO_new(BIO_s_mem());
        YIDI_ASSERT(in != nullptr && out != nullptr);
        SSL_set_bio(ssl, in, out);  // which owns them now
        if (end == End::server) {
            SSL_set_accept_state(ssl);
        } else {
            SSL_set_connect_state(ssl);
        }
    }
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() { SSL_free(ssl); }

    std::shared_ptr<const void> keeper;
    SSL* ssl;
    BIO* in = nullptr;
    BIO* out = nullptr;
};

TlsSession::TlsSession(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
TlsSession::~TlsSession() = default;

bool TlsSession::shake_hands() {
    if (is_over_) return false;
    ERR_clear_error();
    const int done = SSL_do_handshake(handles_->ssl);
    if (done == 1) return true;
    is_over_ = SSL_get_error(handles_->ssl, done) != SSL_ERROR_WANT_READ;
    if (is_over_) {
        const long verdict = SSL_get_verify_result(handles_->ssl);
        failure_ = verdict == X509_V_OK ? first_reason() : X509_verify_cert_error_string(verdict);
    }
    return false;
}

void TlsSession::receive(std::string_view wire) {
    if (wire.empty()) return;
    std::size_t written = 0;
    // A memory BIO takes all it is given.
    YIDI_ASSERT(BIO_write_ex(handles_->in, wire.data(), wire.size(), &written) == 1 &&
                written == wire.size());
}

std::size_t TlsSession::read(char* to, std::size_t size) {
    if (is_over_ || size == 0) return 0;
    ERR_clear_error();
    std::size_t count = 0;
    if (SSL_read_ex(handles_->ssl, to, size, &count) == 1) return count;
    const int why = SSL_get_error(handles_->ssl, 0);
    is_over_ = why != SSL_ERROR_WANT_READ;
    is_plain_http_ =
        why == SSL_ERROR_SSL && ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_HTTP_REQUEST;
    ERR_clear_error();
    return 0;
}

void TlsSession::write(std::string_view plain) {
    if (plain.empty()) return;
    ERR_clear_error();
    std::size_t written = 0;
    // A memory BIO never asks to wait; a session that failed has nothing to say any more.
    if (SSL_write_ex(handles_->ssl, plain.data(), plain.size(), &written) != 1) is_over_ = true;
    ERR_clear_error();
}

void TlsSession::finish() {
    if (is_over_) return;
    ERR_clear_error();
    (void)SSL_shutdown(handles_->ssl);
    ERR_clear_error();
}

std::string TlsSession::take_output() {
    std::string output(BIO_ctrl_pending(handles_->out), '\0');
    std::size_t count = 0;
    if (!output.empty()) (void)BIO_read_ex(handles_->out, output.data(), output.size(), &count);
    output.resize(count);
    return output;
}

bool TlsSession::has_output() const {
    return BIO_ctrl_pending(handles_->out) > 0;
}

namespace {

struct OwnedContext {
    explicit OwnedContext(const SSL_METHOD* method) : handle(SSL_CTX_new(method)) {
        YIDI_ASSERT(handle != nullptr);
        SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
    }
    OwnedContext(const OwnedContext&) = delete;
    OwnedContext& operator=(const OwnedContext&) = delete;
    ~OwnedContext() { SSL_CTX_free(handle); }
    SSL_CTX* handle;
};

}  // namespace

struct TlsIdentity::Context : OwnedContext {
    Context() : OwnedContext(TLS_server_method()) {}
};
struct TlsTrust::Context : OwnedContext {
    Context() : OwnedContext(TLS_client_method()) {}
};

TlsIdentity::~TlsIdentity() = default;

Outcome<std::shared_ptr<TlsIdentity>> TlsIdentity::load(TlsFiles files) {
    std::shared_ptr<TlsIdentity> identity{new TlsIdentity{std::move(files)}};
    if (auto done = identity->reload(); !done) return Unexpected{std::move(done).error()};
    return identity;
}

Outcome<Done> TlsIdentity::reload() {
    auto context = read(files_);
    if (!context) return Unexpected{std::move(context).error()};
    const std::lock_guard lock{mutex_};
    context_ = std::move(*context);
    return Done{};
}

std::unique_ptr<TlsSession> TlsIdentity::accept() const {
    std::shared_ptr<const Context> context;
    {
        const std::lock_guard lock{mutex_};
        context = context_;
    }
    return std::unique_ptr<TlsSession>{new TlsSession{std::make_unique<TlsSession::Handles>(
        context->handle, TlsSession::Handles::End::server, context)}};
}

Outcome<std::shared_ptr<const TlsIdentity::Context>> TlsIdentity::read(const TlsFiles& files) {
    auto context = std::make_shared<Context>();
    SSL_CTX* const handle = context->handle;
    SSL_CTX_set_options(
        handle, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // An idle peer gives back its buffers of 16 KB each.
    SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_default_passwd_cb(handle, no_pass_phrase);
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(handle, files.certificate.c_str()) != 1) {
        return problem(ErrorCode::tls_file_unusable, files.certificate, first_reason(),
                       "PEM, RSA or ECDSA");
    }
    const X509* const own = SSL_CTX_get0_certificate(handle);
    if (EVP_PKEY_is_a(X509_get0_pubkey(own), "SM2") == 1) {
        return problem(ErrorCode::tls_file_unusable, files.certificate, "SM2",
                       "RSA or ECDSA; TLCP needs a gateway in front");
    }
    const ASN1_TIME* const from = X509_get0_notBefore(own);
    const ASN1_TIME* const to = X509_get0_notAfter(own);
    if (X509_cmp_current_time(from) > 0 || X509_cmp_current_time(to) < 0) {
        return problem(ErrorCode::tls_certificate_expired, files.certificate,
                       text_of(from) + " – " + text_of(to));
    }
    if (SSL_CTX_use_PrivateKey_file(handle, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const bool is_other = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH ||
                              ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_TYPE_MISMATCH;
        std::string reason = first_reason();
        if (is_other) return problem(ErrorCode::tls_key_mismatch, files.key, {}, files.certificate);
        return problem(ErrorCode::tls_file_unusable, files.key, std::move(reason),
                       "PEM private key without a pass phrase");
    }
    if (SSL_CTX_check_private_key(handle) != 1) {
        (void)first_reason();
        return problem(ErrorCode::tls_key_mismatch, files.key, {}, files.certificate);
    }
    ERR_clear_error();
    return std::shared_ptr<const Context>{std::move(context)};
}

TlsTrust::~TlsTrust() = default;

Outcome<std::shared_ptr<const TlsTrust>> TlsTrust::load(const std::string& authorities) {
    auto context = std::make_shared<Context>();
    ERR_clear_error();
    const bool known = authorities.empty()
                           ? SSL_CTX_set_default_verify_paths(context->handle) == 1
                           : SSL_CTX_load_verify_file(context->handle, authorities.c_str()) == 1;
    if (!known) {
        return problem(ErrorCode::tls_file_unusable, authorities, first_reason(),
                       "PEM certificates of authorities");
    }
    SSL_CTX_set_verify(context->handle, SSL_VERIFY_PEER, nullptr);
    return std::shared_ptr<const TlsTrust>{new TlsTrust{std::move(context)}};
}

std::unique_ptr<TlsSession> TlsTrust::connect(const std::string& host) const {
    auto handles = std::make_unique<TlsSession::Handles>(
        context_->handle, TlsSession::Handles::End::client, context_);
    X509_VERIFY_PARAM* const wanted = SSL_get0_param(handles->ssl);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) != 1) {
        YIDI_ASSERT(X509_VERIFY_PARAM_set1_host(wanted, host.data(), host.size()) == 1);
        SSL_set_tlsext_host_name(handles->ssl, host.c_str());
    }
    ERR_clear_error();
    return std::unique_ptr<TlsSession>{new TlsSession{std::move(handles)}};
}

}  // namespace yidi::api
