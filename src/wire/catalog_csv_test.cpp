// Goal    A catalogue file is read exactly, or refused with its line and column.
// Method  A table of single edits of one good row; quoting and line ends by example.
// Covers  wire/catalog_csv.

#include "wire/catalog_csv.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace yidi::wire {
namespace {

constexpr const char* good =
    "XB07,drug,乙,10%,18.60,盒,restricted,,2024-01-01,2025-01-01,cat2024:p31,2023-12-20,名称,101,"
    "09";

std::string with_header(const std::string& rows) {
    return std::string{catalogue_header()} + "\n" + rows;
}

std::string replaced(std::string text, const std::string& old_text, const std::string& new_text) {
    const auto at = text.find(old_text);
    EXPECT_NE(at, std::string::npos) << old_text;
    return text.replace(at, old_text.size(), new_text);
}

TEST(CatalogueCsv, reads_a_row) {
    const auto items = read_catalogue("share.csv", with_header(fmt::format("{}\n", good)));
    ASSERT_TRUE(items) << message_of(items.error(), false);
    ASSERT_EQ(items->size(), 1u);
    const catalog::Item& item = items->front();
    EXPECT_EQ(item.med_list_codg, "XB07");
    EXPECT_EQ(item.item_class, catalog::ItemClass::b);
    EXPECT_EQ(item.first_pay.percent(), "10%");
    EXPECT_EQ(item.limit_price->text(), "18.60");
    EXPECT_TRUE(item.restricted);
    EXPECT_EQ(item.from.text(), "2024-01-01");
    EXPECT_EQ(item.to->text(), "2025-01-01");
    EXPECT_EQ(item.name, "名称");
}

TEST(CatalogueCsv, reads_quotes_windows_line_ends_and_a_byte_order_mark) {
    const auto text = "\xEF\xBB\xBF" + std::string{catalogue_header()} + "\r\n" +
                      replaced(good, "名称", "\"a, \"\"b\"\"\n c\"") + "\r\n" +
                      replaced(good, "XB07", "XB08");
    const auto items = read_catalogue("share.csv", text);
    ASSERT_TRUE(items) << message_of(items.error(), false);
    ASSERT_EQ(items->size(), 2u);
    EXPECT_EQ((*items)[0].name, "a, \"b\"\n c");
    EXPECT_EQ((*items)[1].med_list_codg, "XB08");
}

TEST(CatalogueCsv, refuses_every_deviation_where_it_stands) {
    struct Row {
        int line;
        const char *old_text, *new_text, *field;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, "XB07", "xb07",                  "share.csv:2 code"},
        {__LINE__, "XB07", "",                      "share.csv:2 code"},
        {__LINE__, "drug", "pill",                  "share.csv:2 kind"},
        {__LINE__, "乙", "B",                       "share.csv:2 class"},
        {__LINE__, "乙", "甲",                      "share.csv:2 first_pay"},
        {__LINE__, "乙", "丙",                      "share.csv:2 first_pay"},
        {__LINE__, "10%", "10",                     "share.csv:2 first_pay"},
        {__LINE__, "10%", "0%",                     "share.csv:2 first_pay"},
        {__LINE__, "10%", "100%",                   "share.csv:2 first_pay"},
        {__LINE__, "10%", "10.001%",                "share.csv:2 first_pay"},
        {__LINE__, "18.60", "18.6000001",           "share.csv:2 limit_price"},
        {__LINE__, "18.60", "-1",                   "share.csv:2 limit_price"},
        {__LINE__, "18.60", "0",                    "share.csv:2 limit_price"},
        {__LINE__, "盒", "",                        "share.csv:2 per"},
        {__LINE__, "restricted", "second_line",     "share.csv:2 restriction"},
        {__LINE__, "restricted,,", "restricted,x,", "share.csv:2 replaces"},
        {__LINE__, "2024-01-01", "2024-02-30",      "share.csv:2 from"},
        {__LINE__, "2025-01-01", "2024-01-01",      "share.csv:2 to"},
        {__LINE__, "2025-01-01", "later",           "share.csv:2 to"},
        {__LINE__, "cat2024:p31", "",               "share.csv:2 cite"},
        {__LINE__, "2023-12-20", "",                "share.csv:2 recorded_on"},
        {__LINE__, "名称", "",                      "share.csv:2 name"},
        {__LINE__, "101", "999",                    "share.csv:2 list_type"},
        {__LINE__, ",09", ",15",                    "share.csv:2 med_chrgitm_type"},
        {__LINE__, ",09", ",09,",                   "share.csv:2"},
        {__LINE__, ",09", "",                       "share.csv:2"},
        {__LINE__, "名称", "\"名称",                "share.csv:2"},
        {__LINE__, "名称", "名\"称",                "share.csv:2"},
        {__LINE__, "名称", "\"名称\"x",             "share.csv:2"},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto items =
            read_catalogue("share.csv", with_header(replaced(good, row.old_text, row.new_text)));
        if (items) {
            ADD_FAILURE() << "it was accepted";
            continue;
        }
        EXPECT_EQ(items.error().code, ErrorCode::catalogue_row);
        EXPECT_EQ(items.error().field, row.field);
    }
}

TEST(CatalogueCsv, names_the_line_of_a_later_row) {
    const auto items = read_catalogue(
        "share.csv", with_header(fmt::format("{}\n\n{}\n", good, replaced(good, "乙", "丁"))));
    ASSERT_FALSE(items);
    EXPECT_EQ(items.error().field, "share.csv:3");
}

TEST(CatalogueCsv, names_the_one_bad_row_of_a_million) {
    constexpr int rows = 1'000'000, bad = 999'000;
    std::string text = with_header("");
    text.reserve((std::string_view{good}.size() + 1) * rows);
    for (int row = 1; row <= rows; ++row) {
        text += row == bad ? replaced(good, "10%", "10pp") : std::string{good};
        text += '\n';
    }
    const auto items = read_catalogue("share.csv", text);
    ASSERT_FALSE(items);
    EXPECT_EQ(items.error().field, "share.csv:999001 first_pay");
    EXPECT_EQ(items.error().found, "10pp");
}

TEST(CatalogueCsv, refuses_other_columns) {
    const auto items = read_catalogue("share.csv", "code,name\nXB07,名称\n");
    ASSERT_FALSE(items);
    EXPECT_EQ(items.error().field, "share.csv:1");
    EXPECT_FALSE(read_catalogue("share.csv", ""));
}

}  // namespace
}  // namespace yidi::wire
