// Goal    Every fen of a fee line falls in exactly one bucket; where nobody told whether a
//         restriction is met, the line counts as outside and the other amount is told.
// Method  1. A table over class, limit price, order, restriction and approval, to the fen.
//         2. Properties over random items and lines: C1, a refund mirrors its line exactly, the
//            untold restriction lies between its two answers.
// Covers  C1, C2 of catalog/line_price.hpp; the approval matrix of transaction 2301.

#include "catalog/line_price.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace yidi::catalog {
namespace {

Item item_of(ItemClass item_class, const char* share, const char* limit,
             const char* restriction) {
    Item item;
    item.med_list_codg = "XA01";
    item.name = "样例";
    item.list_type = "101";
    item.med_chrgitm_type = "09";
    item.item_class = item_class;
    const std::string_view text = share;
    item.first_pay = Ratio::of_ppm(Quantity::parse(text).value().e4());
    if (*limit != '\0') item.limit_price = UnitPrice::parse(limit);
    item.restrictions = Restrictions::parse(restriction).value();
    item.restriction_text = restriction;
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

TEST(LinePrice, puts_every_fen_of_a_line_into_one_bucket) {
    constexpr auto a = ItemClass::a, b = ItemClass::b, c = ItemClass::c;
    struct Row {
        int line;
        ItemClass item_class;
        const char *share, *limit, *restriction;  // share in percent
        const char *price, *count, *approval;
        const char *own, *over, *first, *scope, *prop;
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, a, "0",  "",      "",          "10.00", "3",   "",  "0.00",  "0.00", "0.00", "30.00", "0%"},
        {__LINE__, b, "5",  "",      "",          "4.52",  "1",   "",  "0.00",  "0.00", "0.23", "4.29",  "5%"},
        {__LINE__, b, "10", "8.00",  "",          "10.00", "3",   "",  "0.00",  "6.00", "2.40", "21.60", "10%"},
        {__LINE__, b, "10", "10.00", "",          "10.00", "3",   "",  "0.00",  "0.00", "3.00", "27.00", "10%"},
        {__LINE__, a, "0",  "8.00",  "",          "10.00", "2.5", "",  "0.00",  "5.00", "0.00", "20.00", "0%"},
        {__LINE__, c, "0",  "8.00",  "",          "10.00", "3",   "",  "30.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, a, "0",  "",      "",          "0.335", "3",   "",  "0.00",  "0.00", "0.00", "1.01",  "0%"},
        {__LINE__, a, "0",  "0.334", "",          "0.335", "3",   "",  "0.00",  "0.01", "0.00", "1.00",  "0%"},
        // lmt_used_flag 1: only what the hospital approved
        {__LINE__, b, "10", "",      "approval",  "10.00", "1",   "",  "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, b, "10", "",      "approval",  "10.00", "1",   "0", "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, b, "10", "",      "approval",  "10.00", "1",   "1", "0.00",  "0.00", "1.00", "9.00",  "10%"},
        {__LINE__, b, "10", "",      "approval",  "10.00", "1",   "2", "10.00", "0.00", "0.00", "0.00",  "100%"},
        // lmt_used_flag 0: as the catalogue says, unless the hospital declined
        {__LINE__, b, "10", "",      "",          "10.00", "1",   "0", "0.00",  "0.00", "1.00", "9.00",  "10%"},
        {__LINE__, b, "10", "",      "",          "10.00", "1",   "1", "0.00",  "0.00", "1.00", "9.00",  "10%"},
        {__LINE__, b, "10", "",      "",          "10.00", "1",   "2", "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, c, "0",  "",      "approval",  "10.00", "1",   "1", "10.00", "0.00", "0.00", "0.00",  "100%"},
        // nobody told: outside
        {__LINE__, b, "10", "",      "child:14",  "10.00", "1",   "1", "10.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, b, "10", "8.00",  "second_line", "10.00", "3", "",  "30.00", "0.00", "0.00", "0.00",  "100%"},
        {__LINE__, b, "10", "8.00",  "second_line", "10.00", "3", "1", "0.00",  "6.00", "2.40", "21.60", "10%"},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const Item item = item_of(row.item_class, row.share, row.limit, row.restriction);
        const auto priced = price(item, LineOrder::limit_first,
                                  line_of(row.price, row.count, row.approval), {});
        EXPECT_EQ(priced.fulamt_ownpay_amt.text(), row.own);
        EXPECT_EQ(priced.overlmt_amt.text(), row.over);
        EXPECT_EQ(priced.preselfpay_amt.text(), row.first);
        EXPECT_EQ(priced.inscp_scp_amt.text(), row.scope);
        EXPECT_EQ(priced.selfpay_prop.percent(), row.prop);
    }
}

TEST(LinePrice, takes_limit_and_share_in_the_order_of_the_area) {
    struct Row {
        int line;
        const char *share, *limit, *price, *count;
        const char *limit_first, *share_first;  // over, first, scope
    };
    // clang-format off
    const Row rows[] = {
        {__LINE__, "10", "8.00", "10.00", "3",  "6.00 2.40 21.60", "3.00 3.00 24.00"},
        {__LINE__, "10", "9.00", "10.00", "1",  "1.00 0.90 8.10",  "0.00 1.00 9.00"},
        {__LINE__, "10", "8.99", "10.00", "1",  "1.01 0.90 8.09",  "0.01 1.00 8.99"},
        {__LINE__, "50", "8.00", "10.00", "1",  "2.00 4.00 4.00",  "0.00 5.00 5.00"},
        {__LINE__, "10", "",     "10.00", "1",  "0.00 1.00 9.00",  "0.00 1.00 9.00"},
        {__LINE__, "10", "10.00", "10.00", "1", "0.00 1.00 9.00",  "0.00 1.00 9.00"},
        {__LINE__, "10", "0.01", "10.00", "1",  "9.99 0.00 0.01",  "8.99 1.00 0.01"},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const Item item = item_of(ItemClass::b, row.share, row.limit, "");
        const auto line = line_of(row.price, row.count, "");
        const auto text = [&](LineOrder order) {
            const Buckets made = divide(item, order, line, {}).counted;
            return made.over_price.text() + " " + made.first_pay.text() + " " +
                   made.in_policy.text();
        };
        EXPECT_EQ(text(LineOrder::limit_first), row.limit_first);
        EXPECT_EQ(text(LineOrder::share_first), row.share_first);
    }
}

TEST(LinePrice, tells_what_an_untold_restriction_would_make_of_the_line) {
    const Item item = item_of(ItemClass::b, "10", "8.00", "second_line|child:14");
    auto line = line_of("10.00", "3", "1");
    const auto open = divide(item, LineOrder::limit_first, line, {});
    EXPECT_EQ(open.fit, Fit::unknown);
    EXPECT_EQ(open.counted, (Buckets{*Money::parse("30.00"), {}, {}, {}}));
    EXPECT_EQ(open.if_met, (Buckets{{}, *Money::parse("6.00"), *Money::parse("2.40"),
                                    *Money::parse("21.60")}));
    const auto told = price(item, LineOrder::limit_first, line, {});
    EXPECT_EQ(told.undecided_restriction, "second_line|child:14");
    EXPECT_EQ(told.inscp_if_met.text(), "21.60");
    EXPECT_EQ(told.lmt_used_flag, "1");
    // Once somebody tells, there is one answer.
    const LineFacts child{.sex = {}, .care = {}, .born_on = Date::of(2020, 1, 1)};
    line.fee_ocur_time = *Instant::parse("2025-06-01");
    const auto met = price(item, LineOrder::limit_first, line, child);
    EXPECT_EQ(met.inscp_scp_amt.text(), "21.60");
    EXPECT_EQ(met.undecided_restriction, "");
    EXPECT_TRUE(met.inscp_if_met.is_zero());
    line.hosp_appr_flag = "2";
    const auto declined = price(item, LineOrder::limit_first, line, child);
    EXPECT_EQ(declined.fulamt_ownpay_amt.text(), "30.00");
    EXPECT_EQ(declined.undecided_restriction, "");
}

TEST(LinePrice, tells_what_the_item_is_beside_what_it_costs) {
    const auto limited =
        price(item_of(ItemClass::b, "10", "8.00", "approval"), LineOrder::limit_first,
              line_of("1.00", "1", "1"), {});
    EXPECT_EQ(limited.pric_uplmt_amt.text(), "8.00");
    EXPECT_EQ(limited.chrgitm_lv, "02");
    EXPECT_EQ(limited.lmt_used_flag, "1");
    EXPECT_EQ(limited.list_type, "101");
    EXPECT_EQ(limited.med_chrgitm_type, "09");
    EXPECT_EQ(limited.hilist_name, "样例");
    const auto free = price(item_of(ItemClass::a, "0", "", ""), LineOrder::limit_first,
                            line_of("1.00", "1", ""), {});
    EXPECT_EQ(free.pric_uplmt_amt.text(), "999999.00");
    EXPECT_EQ(free.chrgitm_lv, "01");
    EXPECT_EQ(free.lmt_used_flag, "0");
    const auto own = price(item_of(ItemClass::c, "100", "", ""), LineOrder::limit_first,
                           line_of("1.00", "1", ""), {});
    EXPECT_EQ(own.chrgitm_lv, "03");
}

Item any_item() {
    const auto item_class = static_cast<ItemClass>(*rc::gen::inRange(0, 3));
    Item item = item_of(item_class, "0", "",
                        *rc::gen::element("", "approval", "second_line", "child:14|female"));
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
    line.fee_ocur_time = *Instant::parse("2025-06-01");
    return line;
}

LineOrder any_order() {
    return *rc::gen::element(LineOrder::limit_first, LineOrder::share_first);
}

LineFacts any_facts() {
    LineFacts facts;
    facts.sex = *rc::gen::element(Sex::unknown, Sex::male, Sex::female);
    if (*rc::gen::arbitrary<bool>()) facts.born_on = Date::of(*rc::gen::inRange(2000, 2025), 6, 1);
    return facts;
}

/// C1 of one division of a line.
bool adds_up(const Buckets& made, Money amount) {
    return made.own + made.over_price + made.first_pay + made.in_policy == amount;
}

RC_GTEST_PROP(LinePriceProperty, the_buckets_of_a_line_add_up_to_the_line, ()) {
    const auto line = any_line();
    const auto made = divide(any_item(), any_order(), line, any_facts());
    for (const Buckets& buckets : {made.counted, made.if_met}) {
        RC_ASSERT(adds_up(buckets, line.det_item_fee_sumamt));
        for (const Money amount :
             {buckets.own, buckets.over_price, buckets.first_pay, buckets.in_policy}) {
            RC_ASSERT(!amount.is_negative());
        }
    }
}

RC_GTEST_PROP(LinePriceProperty, a_refund_mirrors_its_line_exactly, ()) {
    const Item item = any_item();
    const auto order = any_order();
    const auto facts = any_facts();
    const auto line = any_line();
    auto refund = line;
    refund.cnt = -line.cnt;
    refund.det_item_fee_sumamt = -line.det_item_fee_sumamt;
    const auto paid = price(item, order, line, facts), back = price(item, order, refund, facts);
    RC_ASSERT(back.fulamt_ownpay_amt == -paid.fulamt_ownpay_amt);
    RC_ASSERT(back.overlmt_amt == -paid.overlmt_amt);
    RC_ASSERT(back.preselfpay_amt == -paid.preselfpay_amt);
    RC_ASSERT(back.inscp_scp_amt == -paid.inscp_scp_amt);
    RC_ASSERT(back.selfpay_prop == paid.selfpay_prop);
    RC_ASSERT(back.inscp_if_met == -paid.inscp_if_met);
}

RC_GTEST_PROP(LinePriceProperty, an_untold_restriction_is_priced_as_both_answers, ()) {
    Item item = any_item();
    const auto order = any_order();
    const auto line = any_line();
    const auto made = divide(item, order, line, any_facts());
    item.restrictions = {};
    auto declined = line, free = line;
    declined.hosp_appr_flag = "2";
    free.hosp_appr_flag = "";
    const Buckets outside = divide(item, order, declined, {}).counted;
    const Buckets inside = divide(item, order, free, {}).counted;
    switch (made.fit) {
        case Fit::inside:
            RC_ASSERT(made.counted == inside && made.if_met == inside);
            break;
        case Fit::outside:
            RC_ASSERT(made.counted == outside && made.if_met == outside);
            break;
        case Fit::unknown:
            RC_ASSERT(made.counted == outside && made.if_met == inside);
            break;
    }
}

}  // namespace
}  // namespace yidi::catalog
