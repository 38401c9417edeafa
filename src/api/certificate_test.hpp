/// @file
/// Certificates made for one test, in a folder that goes with it; and a client that speaks TLS.
///
/// Level       7, tests only
/// Units       days from now
/// Errors      a failed call fails the test
/// Ownership   owns its folder; the client owns its socket

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace yidi::api {

class Certificates {
  public:
    Certificates() {
        char name[] = "/tmp/yidi-tls-XXXXXX";
        folder_ = ::mkdtemp(name);
    }
    Certificates(const Certificates&) = delete;
    Certificates& operator=(const Certificates&) = delete;
    ~Certificates() { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string path(std::string_view name) const {
        return (folder_ / name).string();
    }

    /// Writes NAME.key and NAME.pem, a self-signed certificate for 127.0.0.1.
    void make(std::string_view name, int from_days = -1, int to_days = 1,
              const char* curve = "P-256", const char* pass_phrase = nullptr) const {
        EVP_PKEY* key = std::string_view{curve} == "SM2"
                            ? EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2")
                            : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve);
        ASSERT_NE(key, nullptr);
        X509* certificate = X509_new();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_time_adj_ex(X509_getm_notBefore(certificate), from_days, 0, nullptr);
        X509_time_adj_ex(X509_getm_notAfter(certificate), to_days, 0, nullptr);
        X509_set_pubkey(certificate, key);
        X509_NAME* subject = X509_get_subject_name(certificate);
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
        X509_set_issuer_name(certificate, subject);
        X509_EXTENSION* names =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
        X509_add_ext(certificate, names, -1);
        X509_EXTENSION_free(names);
        ASSERT_GT(X509_sign(certificate, key,
                            std::string_view{curve} == "SM2" ? EVP_sm3() : EVP_sha256()),
                  0);
        std::FILE* file = std::fopen(path(std::string{name} + ".pem").c_str(), "w");
        PEM_write_X509(file, certificate);
        std::fclose(file);
        file = std::fopen(path(std::string{name} + ".key").c_str(), "w");
        PEM_write_PrivateKey(file, key, pass_phrase == nullptr ? nullptr : EVP_aes_128_cbc(),
                             nullptr, 0, nullptr, const_cast<char*>(pass_phrase));
        std::fclose(file);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }

  private:
    std::filesystem::path folder_;
};

/// A client that speaks TLS over a blocking socket.
class TlsPeer {
  public:
    explicit TlsPeer(std::uint16_t port, int version_max = TLS1_3_VERSION)
        : context_(SSL_CTX_new(TLS_client_method())), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        SSL_CTX_set_max_proto_version(context_, version_max);
        SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
        SSL_CTX_set_cipher_list(context_, "ALL:@SECLEVEL=0");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ =
            ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
        ssl_ = SSL_new(context_);
        SSL_set_fd(ssl_, socket_);
        is_connected_ = is_connected_ && SSL_connect(ssl_) == 1;
    }
    ~TlsPeer() {
        SSL_free(ssl_);
        SSL_CTX_free(context_);
        ::close(socket_);
    }
    TlsPeer(const TlsPeer&) = delete;
    TlsPeer& operator=(const TlsPeer&) = delete;

    [[nodiscard]] bool is_connected() const { return is_connected_; }
    [[nodiscard]] std::string version() const { return SSL_get_version(ssl_); }
    [[nodiscard]] int socket() const { return socket_; }
    bool send(std::string_view bytes) const {
        return SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) ==
               static_cast<int>(bytes.size());
    }
    /// What came until `text` was in it, or the other end closed.
    [[nodiscard]] std::string read_until(std::string_view text) {
        std::string received;
        char bytes[16 * 1024];
        while (received.find(text) == std::string::npos) {
            const int count = SSL_read(ssl_, bytes, sizeof(bytes));
            if (count <= 0) {
                was_ended_ = SSL_get_error(ssl_, count) == SSL_ERROR_ZERO_RETURN;
                break;
            }
            received.append(bytes, static_cast<std::size_t>(count));
        }
        return received;
    }
    /// The other end said that nothing follows, instead of just closing.
    [[nodiscard]] bool was_ended() const { return was_ended_; }

  private:
    SSL_CTX* context_;
    SSL* ssl_ = nullptr;
    int socket_;
    bool is_connected_ = false, was_ended_ = false;
};

}  // namespace yidi::api
