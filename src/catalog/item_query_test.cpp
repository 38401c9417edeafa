// Goal    a question finds the items that fit, and its pages leave none out
// Method  a small catalogue with one item per property asked for; all page sizes
// Covers  C3

#include "catalog/item_query.hpp"

#include <set>

#include <gtest/gtest.h>

namespace yidi::catalog {
namespace {

Item item(std::string code, std::string name, std::string list_type, ItemClass item_class) {
    Item made;
    made.med_list_codg = std::move(code);
    made.name = std::move(name);
    made.list_type = std::move(list_type);
    made.med_chrgitm_type = "09";
    made.item_class = item_class;
    made.from = *Date::of(2024, 1, 1);
    return made;
}

Catalog sample() {
    std::vector<Item> items{item("A1", "甲药", "101", ItemClass::a),
                            item("B1", "乙药", "101", ItemClass::b),
                            item("C1", "丙材料", "301", ItemClass::c)};
    items[1].limit_price = UnitPrice::parse("10.00");
    items[1].restrictions = *Restrictions::parse("approval");
    Item later = items[2];
    items[2].to = *Date::of(2026, 7, 1);
    later.from = *Date::of(2026, 7, 1);
    items.push_back(later);
    return *Catalog::from(std::move(items));
}

std::int64_t count(const ItemQuery& asked) {
    static const Catalog catalog = sample();
    return query(catalog, asked, *Date::of(2026, 11, 28), 1, 100).total;
}

TEST(ItemQuery, EachMemberAsksForSomething) {
    EXPECT_EQ(count({}), 4);
    EXPECT_EQ(count({.code = "C1"}), 2);
    EXPECT_EQ(count({.name = "药"}), 2);
    EXPECT_EQ(count({.list_type = "301"}), 2);
    EXPECT_EQ(count({.med_chrgitm_type = "08"}), 0);
    EXPECT_EQ(count({.item_class = ItemClass::b}), 1);
    EXPECT_EQ(count({.is_restricted = true}), 1);
    EXPECT_EQ(count({.is_restricted = false}), 3);
    EXPECT_EQ(count({.has_limit_price = true}), 1);
    EXPECT_EQ(count({.in_force_on = *Date::of(2024, 6, 1)}), 3);
    EXPECT_EQ(count({.is_in_force = false}), 1);
    EXPECT_EQ(count({.not_older_than = *Date::of(2026, 1, 1)}), 1);
    EXPECT_EQ(count({.one_of_types = {"101", "102"}}), 2);
}

TEST(ItemQuery, ThePagesHoldEachItemOnce) {
    const Catalog catalog = sample();
    for (std::int64_t size = 1; size <= 5; ++size) {
        std::multiset<const Item*> seen;
        for (std::int64_t page = 1; page <= 6; ++page) {
            const auto found = query(catalog, {}, *Date::of(2026, 11, 28), page, size);
            EXPECT_EQ(found.total, 4);
            seen.insert(found.rows.begin(), found.rows.end());
        }
        EXPECT_EQ(seen.size(), 4u);
        EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), 4u);
    }
}

}  // namespace
}  // namespace yidi::catalog
