// Goal    A package file arrives as it was written: order, types and lines; whatever the strict
//         profile forbids is refused with its line.
// Method  Examples, and a table of refusals.
// Covers  wire/toml_reader.

#include "wire/toml_reader.hpp"

#include <gtest/gtest.h>

namespace yidi::wire {
namespace {

TEST(TomlReader, keeps_order_types_and_lines) {
    const auto file = read_toml("a.toml", R"(zebra = "z"
apple = 5
flag = true

[later]
day = 2026-11-22
rows = [
  ["3", 10],
  ["2", 20],
]
)");
    ASSERT_TRUE(file) << message_of(file.error(), false);
    const auto& tables = file->tables;
    ASSERT_EQ(tables.size(), 4u);
    EXPECT_EQ(tables[0].first, "zebra");
    EXPECT_EQ(std::get<std::string>(tables[0].second.value), "z");
    EXPECT_EQ(tables[1].first, "apple");
    EXPECT_EQ(std::get<std::int64_t>(tables[1].second.value), 5);
    EXPECT_EQ(tables[1].second.line, 2);
    EXPECT_TRUE(std::get<bool>(tables[2].second.value));
    EXPECT_EQ(tables[3].first, "later");
    const auto& later = std::get<policy::TableEntries>(tables[3].second.value);
    EXPECT_EQ(std::get<Date>(later[0].second.value).text(), "2026-11-22");
    const auto& rows = std::get<policy::Array>(later[1].second.value);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[1].line, 9);
}

TEST(TomlReader, refuses_what_the_strict_profile_forbids) {
    struct Row {
        int line;
        const char *text, *field;
    };
    const Row rows[] = {
        {__LINE__, "a = 1\nb = 0.85\n", "p/a.toml:2"},
        {__LINE__, "a = [1, 2.5]\n", "p/a.toml:1"},
        {__LINE__, "a = inf\n", "p/a.toml:1"},
        {__LINE__, "a = 07:30:00\n", "p/a.toml:1"},
        {__LINE__, "\na = 2026-11-22T07:30:00Z\n", "p/a.toml:2"},
        {__LINE__, "a = 1800-01-01\n", "p/a.toml:1"},
        {__LINE__, "a = 1\na = 2\n", "p/a.toml:2"},
        {__LINE__, "a = \n", "p/a.toml:1"},
        {__LINE__, "a = \"\xff\"\n", "p/a.toml:1"},
        {__LINE__, "a = [[[[[[[[1]]]]]]]]\n", "p/a.toml:1"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto file = read_toml("p/a.toml", "a.toml", row.text);
        ASSERT_FALSE(file);
        EXPECT_EQ(file.error().code, ErrorCode::package_syntax);
        EXPECT_EQ(file.error().field, row.field);
    }
}

}  // namespace
}  // namespace yidi::wire
