// Goal    Every fen of a fee line falls in exactly one bucket, by the row in force on its day.
// Method  1. A table over class, limit price, restriction and approval, amounts to the fen.
//         2. Properties over random items and lines: C1, a refund mirrors its line exactly.
//         3. Look-up by day, at the first and last day of a row.
// Covers  C1 of catalog/catalog.hpp; the approval matrix of transaction 2301.

#include "catalog/catalog.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::catalog {
namespace {

Item item_of(ItemClass item_class, const char* share, const char* limit, bool restricted) {
    Item item;
    item.med_list_codg = "XA01";
    item.name = "样例";
    item.list_type = "101";
    item.med_chrgitm_type = "09";
    item.item_class = item_class;
    const std::string_view text = share;
    item.first_pay = Ratio::of_ppm(Quantity::parse(text).value().e4());
    if (*limit != '\0') item.limit_price = UnitPrice::parse(limit);
    item.restricted = restricted;
    item.from = *Date::of(2024, 1, 1);
    return item;
}

model::FeeLineInput line_of(const char* price, const char* count, const char* approval) {
    model::FeeLineInput line;
    line.pric = UnitPrice::parse(price).value();
    line.cnt = Quantity::parse(count).value();
    line.det_item_fee_sumamt = extend(line.pric, line.cnt, Rounding::half_up).value();
    line.hosp_appr_flag = approval;
    return line;
}

TEST(Catalog, puts_every_fen_of_a_line_into_one_bucket) {
    constexpr auto a = ItemClass::a, b = ItemClass::b, c = ItemClass::c;
    struct Row {
        int line;
        ItemClass item_class;
        const char *share, *limit;  // share in percent
        bool restricted;
        const char *price, *count, *approval;
        const char *own, *over, *first, *scope, *prop;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, a, "0",  "",      false, "10.00", "3",   "",  "0.00",  "0.00", "0.00", "30.00", "0%"},
        {__LINE__, b, "5",  "",      false, "4.52",  "1",   "",  "0.00",  "0.00", "0.23", "4.29",  "5%"},
        {__LINE__, b, "10", "8.00",  false, "10.00", "3",   "",  "0.00",  "6.00", "2.40", "21.60", "10%"},
        {__LINE__, b, "10", "10.00", false, "10.00", "3",   "",  "0.00",  "0.00", "3.00", "27.00", "10%"},
        {__LINE__, a, "0",  "8.00",  false, "10.00", "2.5", "",  "0.00",  "5.00", "0.00", "20.00", "0%"},
        {__LINE__, c, "0",  "8.00",  false, "10.00", "3",   "",  "30.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, a, "0",  "",      false, "0.335", "3",   "",  "0.00",  "0.00", "0.00", "1.01",  "0%"},
        {__LINE__, a, "0",  "0.334", false, "0.335", "3",   "",  "0.00",  "0.01", "0.00", "1.00",  "0%"},
        // lmt_used_flag 1: only what the hospital approved
        {__LINE__, b, "10", "",      true,  "10.00", "1",   "",  "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, b, "10", "",      true,  "10.00", "1",   "0", "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, b, "10", "",      true,  "10.00", "1",   "1", "0.00",  "0.00", "1.00", "9.00",  "10%"},
        {__LINE__, b, "10", "",      true,  "10.00", "1",   "2", "10.00", "0.00", "0.00", "0.00",  "100%"},
        // lmt_used_flag 0: as the catalogue says, unless the hospital declined
        {__LINE__, b, "10", "",      false, "10.00", "1",   "0", "0.00",  "0.00", "1.00", "9.00",  "10%"},
        {__LINE__, b, "10", "",      false, "10.00", "1",   "1", "0.00",  "0.00", "1.00", "9.00",  "10%"},
        {__LINE__, b, "10", "",      false, "10.00", "1",   "2", "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, c, "0",  "",      true,  "10.00", "1",   "1", "10.00", "0.00", "0.00", "0.00",  "100%"},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const Item item = item_of(row.item_class, row.share, row.limit, row.restricted);
        const auto priced = price(item, line_of(row.price, row.count, row.approval));
        EXPECT_EQ(priced.fulamt_ownpay_amt.text(), row.own);
        EXPECT_EQ(priced.overlmt_amt.text(), row.over);
        EXPECT_EQ(priced.preselfpay_amt.text(), row.first);
        EXPECT_EQ(priced.inscp_scp_amt.text(), row.scope);
        EXPECT_EQ(priced.selfpay_prop.percent(), row.prop);
    }
}

TEST(Catalog, tells_what_the_item_is_beside_what_it_costs) {
    const auto limited =
        price(item_of(ItemClass::b, "10", "8.00", true), line_of("1.00", "1", "1"));
    EXPECT_EQ(limited.pric_uplmt_amt.text(), "8.00");
    EXPECT_EQ(limited.chrgitm_lv, "02");
    EXPECT_EQ(limited.lmt_used_flag, "1");
    EXPECT_EQ(limited.list_type, "101");
    EXPECT_EQ(limited.med_chrgitm_type, "09");
    EXPECT_EQ(limited.hilist_name, "样例");
    const auto free = price(item_of(ItemClass::a, "0", "", false), line_of("1.00", "1", ""));
    EXPECT_EQ(free.pric_uplmt_amt.text(), "999999.00");
    EXPECT_EQ(free.chrgitm_lv, "01");
    EXPECT_EQ(price(item_of(ItemClass::c, "0", "", false), line_of("1.00", "1", "")).chrgitm_lv,
              "03");
}

Item any_item() {
    const auto item_class = static_cast<ItemClass>(*rc::gen::inRange(0, 3));
    Item item = item_of(item_class, "0", "", *rc::gen::arbitrary<bool>());
    if (item_class == ItemClass::b) {
        item.first_pay = Ratio::of_ppm(*rc::gen::inRange<std::int64_t>(1, 10'000) * 100);
    }
    if (*rc::gen::arbitrary<bool>()) {
        item.limit_price =
            UnitPrice::of_micro_yuan(*rc::gen::inRange<std::int64_t>(1, 5'000'000'000));
    }
    return item;
}

model::FeeLineInput any_line() {
    model::FeeLineInput line;
    line.pric = UnitPrice::of_micro_yuan(*rc::gen::inRange<std::int64_t>(0, 5'000'000'000));
    line.cnt = Quantity::of_e4(*rc::gen::inRange<std::int64_t>(1, 10'000'000));
    line.det_item_fee_sumamt = extend(line.pric, line.cnt, Rounding::half_up).value();
    line.hosp_appr_flag = *rc::gen::element<std::string>("", "0", "1", "2");
    return line;
}

RC_GTEST_PROP(CatalogProperty, the_buckets_of_a_line_add_up_to_the_line, ()) {
    const auto line = any_line();
    const auto priced = price(any_item(), line);
    RC_ASSERT(priced.fulamt_ownpay_amt + priced.overlmt_amt + priced.preselfpay_amt +
                  priced.inscp_scp_amt ==
              line.det_item_fee_sumamt);
    for (const Money amount : {priced.fulamt_ownpay_amt, priced.overlmt_amt, priced.preselfpay_amt,
                               priced.inscp_scp_amt}) {
        RC_ASSERT(!amount.is_negative());
    }
}

RC_GTEST_PROP(CatalogProperty, a_refund_mirrors_its_line_exactly, ()) {
    const Item item = any_item();
    const auto line = any_line();
    auto refund = line;
    refund.cnt = -line.cnt;
    refund.det_item_fee_sumamt = -line.det_item_fee_sumamt;
    const auto paid = price(item, line), back = price(item, refund);
    RC_ASSERT(back.fulamt_ownpay_amt == -paid.fulamt_ownpay_amt);
    RC_ASSERT(back.overlmt_amt == -paid.overlmt_amt);
    RC_ASSERT(back.preselfpay_amt == -paid.preselfpay_amt);
    RC_ASSERT(back.inscp_scp_amt == -paid.inscp_scp_amt);
    RC_ASSERT(back.selfpay_prop == paid.selfpay_prop);
}

TEST(Catalog, finds_the_row_in_force_on_the_day) {
    Item old_row = item_of(ItemClass::b, "10", "", false);
    old_row.to = *Date::of(2025, 1, 1);
    Item new_row = item_of(ItemClass::b, "15", "", false);
    new_row.from = *Date::of(2025, 1, 1);
    new_row.to = *Date::of(2026, 1, 1);
    Item other = item_of(ItemClass::a, "0", "", false);
    other.med_list_codg = "XA00";
    const auto made = Catalog::from({new_row, other, old_row});
    ASSERT_TRUE(made);
    const Catalog& catalog = *made;
    EXPECT_EQ(catalog.size(), 3u);
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
    Item first = item_of(ItemClass::a, "0", "", false);
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

}  // namespace
}  // namespace yidi::catalog
