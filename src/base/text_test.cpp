// Goal    Small texts are cut, counted and read without surprises.
// Method  Tables; Chinese characters count as one.
// Covers  base/text.hpp.

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace yidi {
namespace {

TEST(Text, is_trimmed_of_white_space_at_both_ends_only) {
    EXPECT_EQ(trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, is_split_at_every_separator) {
    using Parts = std::vector<std::string_view>;
    EXPECT_EQ(split("a,b,,c", ','), (Parts{"a", "b", "", "c"}));
    EXPECT_EQ(split("", ','), (Parts{""}));
    EXPECT_EQ(split(",", ','), (Parts{"", ""}));
}

TEST(Text, counts_and_clips_characters_and_not_bytes) {
    EXPECT_EQ(character_count("医保a"), 3U);
    EXPECT_EQ(character_count("𠀀"), 1U);
    EXPECT_EQ(clip("医保a", 2), "医保");
    EXPECT_EQ(clip("医保a", 0), "");
    EXPECT_EQ(clip("医保a", 9), "医保a");
}

TEST(Text, is_an_integer_as_a_whole_or_not_at_all) {
    EXPECT_EQ(parse_integer<int>("-12"), -12);
    EXPECT_EQ(parse_integer<std::int64_t>("9223372036854775807"), INT64_MAX);
    EXPECT_FALSE(parse_integer<std::int64_t>("9223372036854775808").has_value());
    EXPECT_FALSE(parse_integer<std::uint8_t>("256").has_value());
    for (const char* bad : {"", "1 ", " 1", "1x", "+1", "0x1", "1.0"}) {
        EXPECT_FALSE(parse_integer<int>(bad).has_value()) << bad;
    }
}

TEST(Text, is_written_as_hexadecimal_and_padded_decimal) {
    EXPECT_EQ(hex(std::uint64_t{0xdeadbeef}), "00000000deadbeef");
    EXPECT_EQ(hex(std::string_view{"\x00\xff", 2}), "00ff");
    EXPECT_EQ(padded(7, 3), "007");
    EXPECT_EQ(padded(1234, 3), "1234");
    EXPECT_EQ(padded(0, 1), "0");
}

TEST(Text, has_the_published_fingerprint) {
    EXPECT_EQ(fingerprint(""), 14695981039346656037ULL);
    EXPECT_EQ(fingerprint("a"), 0xaf63dc4c8601ec8cULL);
    EXPECT_NE(fingerprint("ab"), fingerprint("ba"));
}

}  // namespace
}  // namespace yidi
