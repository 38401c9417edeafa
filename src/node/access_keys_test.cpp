// Goal    Keys are kept sealed, changed whole, and open only where and as they were written.
// Method  A data directory with key files and an empty database, through the lives of a key; the
//         file changed by hand in every way that would widen a key's rights.
// Covers  K2 in a_line_changed_by_hand_does_not_open and a_file_of_another_node_does_not_open

#include "node/access_keys.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "node/node.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::node {
namespace {

using gateway::AccessKey;
using gateway::Dialect;

const Date today = *Date::parse("2026-11-28");
constexpr const char* sm2_point =
    "048479A2CE436CEF4AE91D1BE1A7F9AFD440103BB77688120588D7CACA2FB2A22A1EE19E8446B506A87801AC699C27"
    "BBBC085F66A8424B3EBF61B5E26CBA638BCB";

class AccessKeysTest : public testing::Test {
  protected:
    AccessKeysTest() {
        std::filesystem::create_directories(data / "keys");
        for (const char* node : {"460000", "310000"}) {
            std::ofstream{database_path(data, node)} << "";
            EXPECT_TRUE(store::Vault::open(key_files(data, node, true)));
        }
    }
    AccessKeys open(AccessKeys::For purpose = AccessKeys::For::changing,
                    const std::string& node = "460000") const {
        auto keys = AccessKeys::open(data, node, purpose);
        EXPECT_TRUE(keys) << message_of(keys.error(), false);
        return std::move(*keys);
    }
    static AccessKey about(std::string id, Dialect dialect = Dialect::hmac_sha1) {
        AccessKey key;
        key.id = std::move(id);
        key.dialect = dialect;
        key.institutions = {"H46010000001"};
        key.from = today;
        key.to = today.plus_days(364);
        return key;
    }
    [[nodiscard]] std::string text() const {
        std::ifstream file{access_key_path(data, "460000")};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    void write(const std::string& changed) const {
        std::ofstream{access_key_path(data, "460000")} << changed;
    }
    std::string secret_of(std::string_view id, std::size_t at = 0) {
        const auto ring = open(AccessKeys::For::reading).ring();
        EXPECT_TRUE(ring);
        const auto& keys = (*ring)->of_id(id);
        return at < keys.size() ? keys[at]->secret : std::string{};
    }

    store::TemporaryDirectory directory;
    std::filesystem::path data = directory.path();
};

TEST_F(AccessKeysTest, a_node_without_a_file_has_no_keys) {
    const auto ring = open(AccessKeys::For::reading).ring();
    ASSERT_TRUE(ring);
    EXPECT_EQ((*ring)->size(), 0U);
    EXPECT_FALSE(std::filesystem::exists(access_key_path(data, "460000")));
}

TEST_F(AccessKeysTest, what_is_added_is_there_for_the_next_one_who_opens) {
    const auto drawn = open().add(about(""), {});
    ASSERT_TRUE(drawn);
    EXPECT_EQ(drawn->secret.size(), 64U);
    EXPECT_TRUE(drawn->about.id.starts_with("AK"));
    EXPECT_EQ(secret_of(drawn->about.id), drawn->secret);
    const auto given = open().add(about("HIS-B", Dialect::sha256), "a secret of sixteen");
    ASSERT_TRUE(given);
    EXPECT_EQ(secret_of("HIS-B"), "a secret of sixteen");
    const auto sm2 = open().add(about("HIS-C", Dialect::sm2), sm2_point);
    ASSERT_TRUE(sm2);
    EXPECT_EQ(sm2->secret, "");
    const auto ring = open(AccessKeys::For::reading).ring();
    ASSERT_TRUE(ring);
    EXPECT_TRUE((*ring)->has_sm2());
    EXPECT_EQ((*ring)->of_institution("H46010000001").size(), 3U);
    EXPECT_EQ(text().find(drawn->secret), std::string::npos);
    EXPECT_EQ(text().find("a secret of sixteen"), std::string::npos);
}

TEST_F(AccessKeysTest, rotation_keeps_the_id_and_ends_the_old_secret) {
    ASSERT_TRUE(open().add(about("HIS-A"), "the first of its secrets"));
    const Date later = today.plus_days(100);
    const auto second = open().rotate("HIS-A", later, 7, "the second of its secrets");
    ASSERT_TRUE(second);
    EXPECT_EQ(second->about.version, 2);
    EXPECT_EQ(second->about.from, later);
    EXPECT_EQ(second->about.to, later.plus_days(364));
    EXPECT_EQ(secret_of("HIS-A", 0), "the second of its secrets");
    EXPECT_EQ(secret_of("HIS-A", 1), "the first of its secrets");
    EXPECT_EQ(open().keys().front().about.to, later.plus_days(7));
    const auto third = open().rotate("HIS-A", later, 0, {});
    ASSERT_TRUE(third);
    const auto keys = open().keys();
    EXPECT_TRUE(keys[0].about.is_revoked && keys[1].about.is_revoked);
    EXPECT_TRUE(keys[2].about.is_in_force(later));
}

TEST_F(AccessKeysTest, revoking_takes_all_versions) {
    ASSERT_TRUE(open().add(about("HIS-A"), {}));
    ASSERT_TRUE(open().rotate("HIS-A", today, 7, {}));
    ASSERT_TRUE(open().revoke("HIS-A"));
    const auto keys = open().keys();
    EXPECT_EQ(keys.size(), 2U);
    for (const auto& key : keys) EXPECT_TRUE(key.about.is_revoked);
    const auto again = open().rotate("HIS-A", today, 7, {});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::gateway_key_absent);
}

TEST_F(AccessKeysTest, what_makes_no_key_is_refused_and_changes_nothing) {
    ASSERT_TRUE(open().add(about("HIS-A"), {}));
    const std::string before = text();
    EXPECT_EQ(open().add(about("HIS-A"), {}).error().code, ErrorCode::gateway_key_exists);
    EXPECT_EQ(open().add(about("x"), "too short").error().code, ErrorCode::gateway_key_unfit);
    EXPECT_EQ(open().add(about("x"), std::string(257, 'x')).error().code,
              ErrorCode::gateway_key_unfit);
    EXPECT_EQ(open().add(about("x", Dialect::sm2), {}).error().field, "public-key");
    EXPECT_EQ(open().add(about("x", Dialect::sm2), "04AB").error().field, "public-key");
    EXPECT_EQ(open().revoke("nobody").error().code, ErrorCode::gateway_key_absent);
    EXPECT_EQ(text(), before);
}

TEST_F(AccessKeysTest, a_line_changed_by_hand_does_not_open) {
    AccessKey ended = about("HIS-A");
    ended.is_revoked = true;
    ASSERT_TRUE(open().add(ended, {}));
    ASSERT_TRUE(open().add(about("HIS-B", Dialect::hmac_sm3), {}));
    const std::string good = text();
    struct Row {
        int line;
        const char* from;
        const char* to;
    };
    const Row rows[] = {
        {__LINE__, "revoked=yes", "revoked=no"},
        {__LINE__, "institutions=H46010000001", "institutions=H46010000001,H46010000002"},
        {__LINE__, "to=2027-11-27", "to=2037-11-27"},
        {__LINE__, "from=2026-11-28", "from=2020-11-28"},
        {__LINE__, "id=HIS-A", "id=HIS-X"},
        {__LINE__, "clock=header sealed", "clock=body sealed"},
        {__LINE__, "dialect=hmac-sm3", "dialect=sha256"},
        {__LINE__, "version=1", "version=2"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.line);
        std::string changed = good;
        // The last line that has it: the first one's dialect would not allow every change.
        changed.replace(changed.rfind(row.from), std::string_view{row.from}.size(), row.to);
        ASSERT_NE(changed, good);
        write(changed);
        const auto ring = open(AccessKeys::For::reading).ring();
        ASSERT_FALSE(ring);
        EXPECT_EQ(ring.error().code, ErrorCode::gateway_file_wrong);
    }
    write(good);
    EXPECT_TRUE(open(AccessKeys::For::reading).ring());
}

TEST_F(AccessKeysTest, a_file_of_another_node_does_not_open) {
    ASSERT_TRUE(open().add(about("HIS-A"), {}));
    std::filesystem::copy_file(access_key_path(data, "460000"), access_key_path(data, "310000"));
    const auto ring = open(AccessKeys::For::reading, "310000").ring();
    ASSERT_FALSE(ring);
    EXPECT_EQ(ring.error().code, ErrorCode::gateway_file_wrong);
}

TEST_F(AccessKeysTest, a_directory_without_the_nodes_data_is_named) {
    EXPECT_EQ(AccessKeys::open(data, "110000", AccessKeys::For::reading).error().code,
              ErrorCode::data_missing);
    std::filesystem::remove(data / "keys" / "460000.key");
    EXPECT_EQ(AccessKeys::open(data, "460000", AccessKeys::For::reading).error().code,
              ErrorCode::key_missing);
}

}  // namespace
}  // namespace yidi::node
