// Goal    Columns line up on a terminal whatever mixture of Chinese and Latin stands in them.
// Method  Widths and paddings of known texts.
// Covers  -

#include "app/console.hpp"

#include <gtest/gtest.h>

namespace yidi::app {
namespace {

TEST(Console, counts_a_wide_character_as_two_columns) {
    EXPECT_EQ(display_width("hub"), 3u);
    EXPECT_EQ(display_width("国家 hub"), 8u);
    EXPECT_EQ(display_width("µs"), 2u);
}

TEST(Console, pads_to_columns_and_never_cuts) {
    EXPECT_EQ(padded_right("国家", 6), "国家  ");
    EXPECT_EQ(padded_right("settlement", 4), "settlement");
}

TEST(Console, quotes_json) {
    EXPECT_EQ(json_text("a\"b\n"), R"("a\"b\n")");
}

}  // namespace
}  // namespace yidi::app
