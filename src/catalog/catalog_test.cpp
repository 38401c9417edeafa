// Goal    A row of the catalogue is found by code and day, or the reason why there is none.
// Method  Look-up by day, at the first and last day of a row; rows that overlap.
// Covers  catalog/catalog.hpp.

#include "catalog/catalog.hpp"

#include <gtest/gtest.h>

namespace yidi::catalog {
namespace {

Item item_of(ItemClass item_class, const char* share) {
    Item item;
    item.med_list_codg = "XA01";
    item.item_class = item_class;
    item.first_pay = Ratio::of_ppm(Quantity::parse(share).value().e4());
    item.from = *Date::of(2024, 1, 1);
    return item;
}

TEST(Catalog, finds_the_row_in_force_on_the_day) {
    Item old_row = item_of(ItemClass::b, "10");
    old_row.to = *Date::of(2025, 1, 1);
    Item new_row = item_of(ItemClass::b, "15");
    new_row.from = *Date::of(2025, 1, 1);
    new_row.to = *Date::of(2026, 1, 1);
    Item other = item_of(ItemClass::a, "0");
    other.med_list_codg = "XA00";
    const auto made = Catalog::from({new_row, other, old_row});
    ASSERT_TRUE(made);
    const Catalog& catalog = *made;
    EXPECT_EQ(catalog.size(), 3u);
    EXPECT_EQ(catalog.order(), LineOrder::limit_first);
    const auto share_on = [&](int year, unsigned month, unsigned day) {
        const auto found = catalog.find("XA01", *Date::of(year, month, day));
        return found ? (*found)->first_pay.percent()
                     : std::string{info_of(found.error().code).name};
    };
    EXPECT_EQ(share_on(2023, 12, 31), "item_not_in_force");
    EXPECT_EQ(share_on(2024, 1, 1), "10%");
    EXPECT_EQ(share_on(2024, 12, 31), "10%");
    EXPECT_EQ(share_on(2025, 1, 1), "15%");
    EXPECT_EQ(share_on(2025, 12, 31), "15%");
    EXPECT_EQ(share_on(2026, 1, 1), "item_not_in_force");
    const auto unknown = catalog.find("XA02", *Date::of(2025, 1, 1));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::item_unknown);
    EXPECT_EQ(unknown.error().found, "XA02");
}

TEST(Catalog, refuses_two_rows_of_one_code_on_one_day) {
    Item first = item_of(ItemClass::a, "0");
    Item second = first;
    second.from = *Date::of(2025, 1, 1);
    const auto open_end = Catalog::from({first, second});
    ASSERT_FALSE(open_end);
    EXPECT_EQ(open_end.error().code, ErrorCode::catalogue_row);
    EXPECT_EQ(open_end.error().field, "XA01");
    first.to = *Date::of(2025, 1, 2);
    EXPECT_FALSE(Catalog::from({first, second}));
    first.to = *Date::of(2025, 1, 1);
    EXPECT_TRUE(Catalog::from({first, second}));
}

TEST(Catalog, finds_every_code_of_a_large_one_in_whatever_order_it_came) {
    constexpr int codes_count = 5'000;
    std::vector<Item> items;
    for (int i = 0; i < codes_count; ++i) {
        Item item = item_of(ItemClass::a, "0");
        item.med_list_codg = "C" + std::to_string(i * 7'919 % codes_count);
        items.push_back(item);
        item.from = *Date::of(2026, 1, 1);
        items.back().to = item.from;
        items.push_back(std::move(item));
    }
    const auto made = Catalog::from(std::move(items));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->size(), 2u * codes_count);
    for (int i = 0; i < codes_count; ++i) {
        const std::string code = "C" + std::to_string(i);
        for (const int year : {2025, 2026}) {
            const auto found = made->find(code, *Date::of(year, 6, 1));
            ASSERT_TRUE(found) << code;
            EXPECT_EQ((*found)->med_list_codg, code);
            EXPECT_EQ((*found)->from.year(), year == 2025 ? 2024 : 2026);
        }
    }
    EXPECT_EQ(made->find("C5000", *Date::of(2026, 6, 1)).error().code, ErrorCode::item_unknown);
}

TEST(Catalog, without_items_knows_no_code) {
    const auto made = Catalog::from({});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->find("XA01", *Date::of(2026, 1, 1)).error().code, ErrorCode::item_unknown);
}

}  // namespace
}  // namespace yidi::catalog
