// Goal    What a signer signs, a gateway takes as the key's own, however fast messages follow.
// Method  Keys of each dialect on a ring, SM2 keys made by OpenSSL; signed messages presented to a
//         gateway that takes nothing unsigned.
// Covers  G5 in every_message_of_a_burst_is_taken

#include "gateway/request_signer.hpp"

#include <memory>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "gateway/gateway.hpp"
#include "gateway/signed_samples_test.hpp"

namespace yidi::gateway {
namespace {

struct KeyPair {
    std::string secret, published;
};

std::string pem_of(const EVP_PKEY* key, bool is_private) {
    BIO* const out = BIO_new(BIO_s_mem());
    EXPECT_EQ(is_private ? PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr)
                         : PEM_write_bio_PUBKEY(out, key),
              1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(out);
    return text;
}

KeyPair key_pair_of(Dialect dialect) {
    if (dialect != Dialect::sm2) return {std::string{sample_secret}, std::string{sample_secret}};
    EVP_PKEY* const key = EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2");
    KeyPair pair{pem_of(key, true), pem_of(key, false)};
    EVP_PKEY_free(key);
    return pair;
}

class RequestSignerTest : public testing::TestWithParam<Dialect> {
  protected:
    RequestSignerTest() : gateway({PlainFrom::nobody, 100'000}), pair(key_pair_of(GetParam())) {
        AccessKey about;
        about.id = "HIS-A";
        about.dialect = GetParam();
        about.institutions = {"H46010000001"};
        about.from = *Date::parse("2026-11-01");
        about.to = *Date::parse("2026-12-31");
        auto ring = std::make_shared<KeyRing>();
        EXPECT_TRUE(ring->add(std::move(about), pair.published));
        gateway.put(std::move(ring));
    }

    /// The id of the key, or the number of the refusal.
    std::string who(const SignedRequest& request) {
        const auto header = [&](std::string_view name) -> std::string_view {
            for (const auto& [known, value] : request.headers) {
                if (known == name) return value;
            }
            return {};
        };
        const auto caller =
            gateway.recognise({header, request.body, request.body, "192.0.2.7", now});
        if (!caller) return std::to_string(static_cast<int>(caller.error().code));
        return caller->key->about.id;
    }
    RequestSigner signer(std::string secret) const {
        return *RequestSigner::make({GetParam(), "HIS-A", std::move(secret)});
    }

    Gateway gateway;
    KeyPair pair;
    Instant now = *Instant::parse("2026-11-29 00:00:00");
    const std::string message{sample_body};
};

INSTANTIATE_TEST_SUITE_P(Dialects, RequestSignerTest,
                         testing::Values(Dialect::hmac_sha1, Dialect::sha256, Dialect::hmac_sm3,
                                         Dialect::sm2));

TEST_P(RequestSignerTest, a_signed_message_is_the_keys) {
    auto own = signer(pair.secret);
    EXPECT_EQ(who(own.sign(message, "1101", now)), "HIS-A");
}

TEST_P(RequestSignerTest, every_message_of_a_burst_is_taken) {
    auto own = signer(pair.secret);
    for (int nth = 0; nth < 200; ++nth) {
        ASSERT_EQ(who(own.sign(message, "1101", now)), "HIS-A") << "message " << nth;
    }
}

TEST_P(RequestSignerTest, another_secret_is_not_taken) {
    auto other = signer(GetParam() == Dialect::sm2 ? key_pair_of(Dialect::sm2).secret : "another");
    EXPECT_EQ(who(other.sign(message, "1101", now)), "1054");
}

TEST(RequestSigner, what_is_no_key_is_refused) {
    for (const SigningKey& wrong :
         {SigningKey{Dialect::hmac_sha1, "", "secret"}, SigningKey{Dialect::sha256, "HIS-A", ""},
          SigningKey{Dialect::sm2, "", "no PEM"},
          SigningKey{Dialect::sm2, "", std::string{sm2_pem}}}) {
        const auto signer = RequestSigner::make(wrong);
        ASSERT_FALSE(signer);
        EXPECT_EQ(signer.error().code, ErrorCode::gateway_key_unfit);
    }
}

}  // namespace
}  // namespace yidi::gateway
