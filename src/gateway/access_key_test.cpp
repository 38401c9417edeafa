// Goal    The file of keys comes back as written, and a wrong line is named by its number.
// Method  A list of keys of every kind written and read; a table of lines with one thing wrong;
//         a good file cut at every byte.
// Covers  K1 in what_is_written_is_read_back and a_cut_file_is_read_in_bounds

#include "gateway/access_key.hpp"

#include <gtest/gtest.h>

namespace yidi::gateway {
namespace {

std::vector<SealedKey> samples() {
    AccessKey first;
    first.id = "HIS-A";
    first.institutions = {"H46010000001"};
    first.from = *Date::parse("2026-11-01");
    first.to = *Date::parse("2027-10-31");
    AccessKey second = first;
    second.version = 2;
    second.dialect = Dialect::hmac_sm3;
    second.institutions = {"H46010000001", "P46010000009"};
    second.clock = KeyClock::body;
    AccessKey third = first;
    third.id = "vendor_1.x";
    third.dialect = Dialect::sm2;
    third.is_revoked = true;
    AccessKey fourth = first;
    fourth.dialect = Dialect::sha256;
    return {{first, std::string("\x00\xff text", 7)}, {second, "b"}, {third, "c"}, {fourth, "d"}};
}

TEST(AccessKey, what_is_written_is_read_back) {
    const auto read = parse_keys(text_of(samples()), "file");
    ASSERT_TRUE(read) << message_of(read.error(), false);
    EXPECT_EQ(*read, samples());
    EXPECT_TRUE(parse_keys("", "file")->empty());
    EXPECT_TRUE(parse_keys("# nothing\n\n", "file")->empty());
}

TEST(AccessKey, is_in_force_on_its_days) {
    AccessKey key = samples().front().about;
    EXPECT_FALSE(key.is_in_force(*Date::parse("2026-10-31")));
    EXPECT_TRUE(key.is_in_force(*Date::parse("2026-11-01")));
    EXPECT_TRUE(key.is_in_force(*Date::parse("2027-10-31")));
    EXPECT_FALSE(key.is_in_force(*Date::parse("2027-11-01")));
    key.is_revoked = true;
    EXPECT_FALSE(key.is_in_force(*Date::parse("2026-11-01")));
}

TEST(AccessKey, a_wrong_line_is_named) {
    const std::string good =
        "key id=A version=1 dialect=sm2 institutions=H46010000001 "
        "from=2026-11-01 to=2027-10-31 revoked=no clock=header sealed=00";
    ASSERT_TRUE(parse_keys(good, "file"));
    struct Row {
        int line;
        const char* from;
        const char* to;
        const char* field;
    };
    const Row rows[] = {
        {__LINE__, "key ", "kex ", "file:2"},
        {__LINE__, "id=A", "id=A/B", "file:2 id"},
        {__LINE__, "id=A", "name=A", "file:2"},
        {__LINE__, "version=1", "version=0", "file:2 version"},
        {__LINE__, "version=1", "version=99999", "file:2 version"},
        {__LINE__, "sm2", "rsa", "file:2 dialect"},
        {__LINE__, "H46010000001", "H4601000000", "file:2 institutions"},
        {__LINE__, "H46010000001", "H46010000001,", "file:2 institutions"},
        {__LINE__, "2026-11-01", "2026-02-30", "file:2 from"},
        {__LINE__, "2027-10-31", "2026-10-31", "file:2 to"},
        {__LINE__, "2027-10-31", "never", "file:2 to"},
        {__LINE__, "revoked=no", "revoked=perhaps", "file:2 revoked"},
        {__LINE__, "clock=header", "clock=sun", "file:2 clock"},
        {__LINE__, "clock=header", "clock=body", "file:2 clock"},
        {__LINE__, "sealed=00", "sealed=0", "file:2 sealed"},
        {__LINE__, "sealed=00", "sealed=0g", "file:2 sealed"},
        {__LINE__, " sealed=00", "", "file:2"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.line);
        std::string text = good;
        text.replace(text.find(row.from), std::string_view{row.from}.size(), row.to);
        const auto read = parse_keys("# one line before it\n" + text + "\n", "file");
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, ErrorCode::gateway_file_wrong);
        EXPECT_EQ(read.error().field, row.field);
    }
}

TEST(AccessKey, a_cut_file_is_read_in_bounds) {
    const std::string whole = text_of(samples());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto read = parse_keys(std::string_view{whole}.substr(0, size), "file");
        EXPECT_TRUE(!read || read->size() <= samples().size()) << size;
    }
}

TEST(AccessKey, dialects_have_names) {
    for (const auto dialect :
         {Dialect::hmac_sha1, Dialect::sha256, Dialect::hmac_sm3, Dialect::sm2}) {
        EXPECT_EQ(dialect_named(name_of(dialect)), dialect);
    }
    EXPECT_EQ(dialect_names(), "hmac-sha1, sha256, hmac-sm3, sm2");
}

}  // namespace
}  // namespace yidi::gateway
