// Goal    The digests are those that other programs compute, and no changed text passes.
// Method  Values computed elsewhere: hmac and hashlib of Python, signatures by the openssl command
//         (pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678).
// Covers  signature.hpp

#include "gateway/signature.hpp"

#include <gtest/gtest.h>

#include "gateway/signed_samples_test.hpp"

namespace yidi::gateway {
namespace {

TEST(Signature, digests_are_those_of_other_programs) {
    EXPECT_EQ(hmac_sha1_base64(sample_secret,
                               "_api_access_key=HIS-A&_api_name=1101&"
                               "_api_timestamp=1795939200000&_api_version=1.0.0"),
              "rWpQqxahGuWiZe4kd7kAdz8X9RY=");
    EXPECT_EQ(sha256_hex("1795939200" + std::string{sample_secret} + "n0nce6" + "1795939200"),
              "4bcb75e39ffd30793b2fe51a6ae7075cfddb8f0f007ac17c653310a6f75858d1");
    EXPECT_EQ(hmac_sm3_hex(sample_secret, "1795939200\n", sample_body),
              "F407D42C6369515559C7D462B1F9A19459E95658E0741C11A2637F644D777AD3");
}

TEST(Signature, sm2_takes_the_signature_of_another_program_in_both_forms) {
    const auto key = Sm2Key::read(sm2_pem);
    ASSERT_TRUE(key);
    const auto raw = key->verify(sm2_text, sm2_der);
    ASSERT_TRUE(raw);
    EXPECT_EQ(key->verify(sm2_text, sm2_raw), raw) << "R and S are the same signature as their DER";
    std::string lower{sm2_raw};
    for (char& c : lower) c = c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c;
    EXPECT_EQ(key->verify(sm2_text, lower), raw);
}

TEST(Signature, sm2_refuses_what_was_changed) {
    const auto key = Sm2Key::read(sm2_pem);
    ASSERT_TRUE(key);
    const std::string text{sm2_text};
    EXPECT_FALSE(key->verify(text + " ", sm2_der));
    EXPECT_FALSE(key->verify(text, sm2_der_of_another_key));
    for (std::size_t at = 0; at < sm2_der.size(); ++at) {
        std::string changed{sm2_der};
        changed[at] = changed[at] == '0' ? '1' : '0';
        EXPECT_FALSE(key->verify(text, changed)) << "digit " << at;
    }
    for (const std::string_view none : {"", "0", "3044", "zz", "00"}) {
        EXPECT_FALSE(key->verify(text, none));
    }
    EXPECT_FALSE(key->verify(text, std::string(128, '0'))) << "R = S = 0 is nobody's signature";
    EXPECT_FALSE(key->verify(text, std::string(128, 'F')));
    EXPECT_FALSE(key->verify(text, std::string(2'000, 'A')));
}

TEST(Signature, sm2_keys_are_read_as_pem_and_as_a_point) {
    const auto key = Sm2Key::read(sm2_pem);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->point().size(), 130U);
    EXPECT_TRUE(key->point().starts_with("048479A2CE436CEF4A"));
    const auto again = Sm2Key::read(key->point());
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->verify(sm2_text, sm2_der));
    // 8B ends in an odd byte: the sign of Y is 03 in the short form.
    const auto compressed = Sm2Key::read("03" + key->point().substr(2, 64));
    ASSERT_TRUE(compressed);
    EXPECT_EQ(compressed->point(), key->point());
}

TEST(Signature, what_is_no_sm2_key_is_none) {
    constexpr std::string_view p256 =
        "-----BEGIN PUBLIC KEY-----\n"
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"
        "6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n"
        "-----END PUBLIC KEY-----\n";
    EXPECT_FALSE(Sm2Key::read(p256)) << "a point of another curve";
    EXPECT_FALSE(Sm2Key::read(""));
    EXPECT_FALSE(Sm2Key::read("04" + std::string(128, '1'))) << "not on the curve";
    EXPECT_FALSE(Sm2Key::read(std::string(100'000, '0')));
}

TEST(Signature, comparison_knows_equal_from_different) {
    EXPECT_TRUE(is_same_signature("abc", "abc"));
    EXPECT_FALSE(is_same_signature("abc", "abd"));
    EXPECT_FALSE(is_same_signature("abc", "abcd"));
    EXPECT_FALSE(is_same_signature("abc", ""));
}

TEST(Signature, chance_is_drawn_anew) {
    EXPECT_EQ(random_hex(32).size(), 64U);
    EXPECT_NE(random_hex(32), random_hex(32));
    EXPECT_NE(salted_fingerprint("a", "text"), salted_fingerprint("b", "text"));
}

}  // namespace
}  // namespace yidi::gateway
