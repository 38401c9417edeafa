// Goal    What the vault seals can be read by its keys, in its place, and unchanged only; the
//         algorithms are the national ones, bit for bit.
// Method  1. Published vectors, through the same library: RFC 8998 A.1 (SM4-GCM), GM/T 0004 A.1 and
//            A.2 (SM3); HMAC-SM3 against its definition in terms of SM3.
//         2. Every bit of a sealed text is flipped once.
//         3. Key files: made once, kept, and refused when absent, open to others or malformed.
// Covers  V1 in a_flipped_bit_is_found and a_text_from_another_column_is_found,
//         V2 in the_same_text_looks_different_each_time.

#include "store/vault.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <gcrypt.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/text.hpp"
#include "store/key_file.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::store {
namespace {

std::string bytes_of_hex(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        bytes += static_cast<char>(std::stoi(std::string{text.substr(at, 2)}, nullptr, 16));
    }
    return bytes;
}

VaultKeys some_keys(unsigned char seed = 1) {
    VaultKeys keys;
    keys.encryption.fill(seed);
    keys.digest.fill(static_cast<unsigned char>(seed + 1));
    keys.network_digest.fill(static_cast<unsigned char>(seed + 2));
    return keys;
}

std::string sm3(std::string_view text) {
    std::string digest(32, '\0');
    gcry_md_hash_buffer(GCRY_MD_SM3, digest.data(), text.data(), text.size());
    return digest;
}

TEST(Vault, seals_with_the_cipher_of_rfc_8998) {
    const auto key = bytes_of_hex("0123456789ABCDEFFEDCBA9876543210");
    const auto nonce = bytes_of_hex("00001234567800000000ABCD");
    const auto context = bytes_of_hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
    const auto plain = bytes_of_hex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
    const auto cipher = bytes_of_hex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D");
    const auto tag = bytes_of_hex("83DE3541E4C2B58177E065A9BF7B62EC");

    VaultKeys keys;
    std::copy(key.begin(), key.end(), keys.encryption.begin());
    Vault vault{keys};
    EXPECT_EQ(vault.decrypt(nonce + cipher + tag, context), plain);
}

TEST(Vault, digests_with_the_hash_of_gm_t_0004) {
    const Vault starts_the_library{some_keys()};
    EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    std::string repeated;
    for (int count = 0; count < 16; ++count) repeated += "abcd";
    EXPECT_EQ(hex(sm3(repeated)),
              "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Vault, keys_its_digests_as_hmac_is_defined) {
    const auto keys = some_keys();
    Vault vault{keys};
    std::string inner(64, '\x36'), outer(64, '\x5c');
    for (std::size_t at = 0; at < keys.digest.size(); ++at) {
        inner[at] = static_cast<char>(inner[at] ^ keys.digest[at]);
        outer[at] = static_cast<char>(outer[at] ^ keys.digest[at]);
    }
    using namespace std::string_literals;
    const auto message = "document\0"s + "01\0"s + "11010119000101001X\0"s;
    EXPECT_EQ(vault.digest_document("01", "11010119000101001x"),
              hex(sm3(outer + sm3(inner + message))));
}

TEST(Vault, reads_back_what_it_sealed) {
    Vault vault{some_keys()};
    for (const std::string text : {"", "x", "110101190001010011", "欧阳某某"}) {
        EXPECT_EQ(vault.decrypt(vault.encrypt(text, "person.psn_name"), "person.psn_name"), text);
    }
}

TEST(Vault, the_same_text_looks_different_each_time) {
    Vault vault{some_keys()};
    std::set<std::string> seen;
    for (int count = 0; count < 100; ++count) seen.insert(vault.encrypt("same", "person.certno"));
    EXPECT_EQ(seen.size(), 100u);
}

TEST(Vault, a_flipped_bit_is_found) {
    Vault vault{some_keys()};
    const auto sealed = vault.encrypt("110101190001010011", "person.certno");
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        EXPECT_EQ(vault.decrypt(changed, "person.certno"), std::nullopt) << "bit " << bit;
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_EQ(vault.decrypt(sealed.substr(0, size), "person.certno"), std::nullopt);
    }
}

TEST(Vault, a_text_from_another_column_is_found) {
    Vault vault{some_keys()};
    EXPECT_EQ(vault.decrypt(vault.encrypt("x", "person.certno"), "person.psn_name"), std::nullopt);
}

TEST(Vault, other_keys_read_nothing_and_check_otherwise) {
    Vault vault{some_keys()}, same{some_keys()}, other{some_keys(7)};
    EXPECT_EQ(other.decrypt(vault.encrypt("x", "c"), "c"), std::nullopt);
    EXPECT_EQ(vault.check_value(), same.check_value());
    EXPECT_NE(vault.check_value(), other.check_value());
    for (const auto change : {&VaultKeys::digest, &VaultKeys::network_digest}) {
        auto keys = some_keys();
        (keys.*change)[0] ^= 1;
        EXPECT_NE(Vault{keys}.check_value(), vault.check_value());
    }
}

TEST(Vault, nodes_share_the_network_digest_and_nothing_else) {
    auto keys = some_keys(7);
    keys.network_digest = some_keys().network_digest;
    Vault here{some_keys()}, there{keys};
    EXPECT_EQ(here.network_digest_document("01", "A"), there.network_digest_document("01", "A"));
    EXPECT_NE(here.digest_document("01", "A"), there.digest_document("01", "A"));
    EXPECT_NE(here.digest_document("01", "A"), here.digest_document("02", "A"));
    EXPECT_NE(here.digest_document("01", "A"), here.digest_card("A"));
}

TEST(Vault, clones_share_keys) {
    Vault vault{some_keys()};
    Vault clone = vault.clone();
    EXPECT_EQ(clone.decrypt(vault.encrypt("x", "c"), "c"), "x");
}

TEST(Vault, makes_key_files_once_and_keeps_them) {
    const TemporaryDirectory directory;
    const KeyFiles files{directory.path() / "node.key", directory.path() / "network.key", true};
    auto first = Vault::open(files);
    ASSERT_TRUE(first) << message_of(first.error(), false);
    auto again = Vault::open({files.node, files.network, false});
    ASSERT_TRUE(again);
    EXPECT_EQ(first->check_value(), again->check_value());
    auto kept = Vault::open(files);
    ASSERT_TRUE(kept);
    EXPECT_EQ(first->check_value(), kept->check_value());

    struct stat status {};
    ASSERT_EQ(::stat(files.node.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    std::size_t entries = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator{directory.path()}) {
        ++entries;
    }
    EXPECT_EQ(entries, 2u) << "nothing but the two files is left behind";
}

TEST(Vault, refuses_key_files_that_are_not_right) {
    const TemporaryDirectory directory;
    const KeyFiles files{directory.path() / "node.key", directory.path() / "network.key", false};
    const auto refusal = [&](std::string_view content, unsigned mode) {
        std::ofstream{files.node} << content;
        ::chmod(files.node.c_str(), mode);
        const auto vault = Vault::open(files);
        EXPECT_FALSE(vault);
        return vault.error();
    };
    const auto missing = Vault::open(files);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::key_missing);
    EXPECT_EQ(missing.error().field, files.node.string());

    const std::string good =
        "encryption " + std::string(32, 'a') + "\ndigest " + std::string(64, 'b') + "\n";
    EXPECT_EQ(refusal(good, 0644).found, "mode 0644");
    EXPECT_EQ(refusal(good, 0600).field, files.network.string()) << "this one is right";
    for (const std::string& bad :
         {std::string{}, good.substr(0, 40), "encryption zz\n" + good.substr(44),
          good.substr(0, good.size() - 2), std::string(5000, '\n') + good}) {
        const auto problem = refusal(bad, 0600);
        EXPECT_EQ(problem.code, ErrorCode::key_missing);
        EXPECT_EQ(problem.field, files.node.string()) << bad;
    }
}

TEST(Vault, says_where_keys_cannot_be_made) {
    const KeyFiles files{"/nowhere/at/all/node.key", "/nowhere/at/all/network.key", true};
    const auto vault = Vault::open(files);
    ASSERT_FALSE(vault);
    EXPECT_EQ(vault.error().code, ErrorCode::data_not_writable);
    EXPECT_EQ(vault.error().field, files.node.string());
}

}  // namespace
}  // namespace yidi::store
