/// @file
/// TLS 1.2 and 1.3, by OpenSSL: what a server is known by, whom a client trusts, and one session a
/// peer.
///
/// A session knows no socket: bytes of the wire go in and come out, and the connection moves them.
/// The national ciphers are not spoken: this OpenSSL has neither SM4-GCM in TLS nor certificates of
/// SM2 keys, and the two-certificate protocol (GB/T 38636, TLCP) needs a gateway in front.
///
/// Level       7: reads files; OpenSSL stays inside the .cpp
/// Units       bytes
/// Errors      tls_file_unusable, tls_key_mismatch, tls_certificate_expired
/// Ownership   a session keeps its identity's context alive
/// Threads     an identity from any; a session is confined to its connection
/// Invariants  T1  a file that is refused leaves the certificate in use before.

#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace yidi::api {

struct TlsFiles {
    std::string certificate;  ///< PEM: the server's own first, then those that lead to the root.
    std::string key;          ///< PEM, RSA or ECDSA, without a pass phrase.
};

class TlsSession {
  public:
    ~TlsSession();
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    /// Goes on with the handshake. False  more must be received first, or it is over.
    [[nodiscard]] bool shake_hands();
    /// Why it is over, in OpenSSL's words; empty where the peer just left.
    [[nodiscard]] const std::string& failure() const { return failure_; }

    /// Takes what came over the wire.
    void receive(std::string_view wire);
    /// Decrypted bytes; 0 when more must be received first, or when it is over.
    [[nodiscard]] std::size_t read(char* to, std::size_t size);
    /// Encrypts. Requires  something was read, or hands were shaken.
    void write(std::string_view plain);
    /// Tells the peer that nothing follows.
    void finish();

    /// What must be sent over the wire; empty when nothing is due.
    [[nodiscard]] std::string take_output();
    [[nodiscard]] bool has_output() const;
    /// The peer ended the session or broke the protocol.
    [[nodiscard]] bool is_over() const { return is_over_; }
    /// The peer speaks HTTP without TLS.
    [[nodiscard]] bool is_plain_http() const { return is_plain_http_; }

  private:
    friend class TlsIdentity;
    friend class TlsTrust;
    struct Handles;
    explicit TlsSession(std::unique_ptr<Handles> handles);

    std::unique_ptr<Handles> handles_;
    bool is_over_ = false, is_plain_http_ = false;
    std::string failure_;
};

class TlsIdentity {
  public:
    [[nodiscard]] static Outcome<std::shared_ptr<TlsIdentity>> load(TlsFiles files);
    ~TlsIdentity();

    /// Reads the files again, for the peers that come from now on.
    [[nodiscard]] Outcome<Done> reload();
    [[nodiscard]] std::unique_ptr<TlsSession> accept() const;

  private:
    struct Context;
    explicit TlsIdentity(TlsFiles files) : files_(std::move(files)) {}
    [[nodiscard]] static Outcome<std::shared_ptr<const Context>> read(const TlsFiles& files);

    const TlsFiles files_;
    mutable std::mutex mutex_;  // guards context_
    std::shared_ptr<const Context> context_;
};

/// The authorities whose word about a server counts.
class TlsTrust {
  public:
    /// A PEM file of authorities, or of the server's own certificate; empty: this machine's.
    [[nodiscard]] static Outcome<std::shared_ptr<const TlsTrust>> load(
        const std::string& authorities);
    ~TlsTrust();

    /// A session whose handshake fails unless the certificate is for `host`, a name or an address.
    [[nodiscard]] std::unique_ptr<TlsSession> connect(const std::string& host) const;

  private:
    struct Context;
    explicit TlsTrust(std::shared_ptr<const Context> context) : context_(std::move(context)) {}

    std::shared_ptr<const Context> context_;
};

}  // namespace yidi::api
