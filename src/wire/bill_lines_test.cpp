// Goal    A bill is divided line by line by the catalogue, and what a restriction nobody decided
//         would change is told, per line and for the whole bill.
// Method  Three lines over a small catalogue, to the fen.
// Covers  C1 C2 of catalog/line_price.hpp on a bill; wire/bill_lines.

#include "wire/bill_lines.hpp"

#include <gtest/gtest.h>

#include "wire/catalog_csv.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view rows =
    "XA01,drug,甲,0%,,,,,2024-01-01,open,s:1,2024-01-01,甲药,101,09\n"
    "XB01,drug,乙,10%,8.00,支,second_line,,2024-01-01,open,s:1,2024-01-01,乙药,101,09\n"
    "XC01,item,丙,100%,,,,,2024-01-01,open,s:1,2024-01-01,丙项,201,05\n";

catalog::Catalog small_catalogue() {
    auto items = read_catalogue("share.csv", std::string{catalogue_header()} + "\n" +
                                                 std::string{rows});
    return catalog::Catalog::from(std::move(items).value()).value();
}

model::FeeLineInput line_of(const char* code, const char* price, const char* count) {
    model::FeeLineInput line;
    line.med_list_codg = code;
    line.pric = *UnitPrice::parse(price);
    line.cnt = *Quantity::parse(count);
    return line;
}

EventDocument three_lines() {
    EventDocument event;
    event.facts.admitted_on = event.facts.discharged_on = *Date::of(2025, 6, 1);
    event.lines = {line_of("XA01", "100.00", "1"), line_of("XB01", "10.00", "3"),
                   line_of("XC01", "5.00", "1")};
    return event;
}

TEST(BillLines, are_divided_and_their_open_restriction_is_told) {
    const auto catalogue = small_catalogue();
    const auto bill = divide_bill(catalogue, three_lines());
    ASSERT_TRUE(bill) << message_of(bill.error(), false);
    EXPECT_EQ(bill->fees.medfee_sumamt.text(), "135.00");
    EXPECT_EQ(bill->fees.inscp_scp_amt.text(), "100.00");
    EXPECT_EQ(bill->fees.fulamt_ownpay_amt.text(), "35.00");
    EXPECT_EQ(bill->if_met.medfee_sumamt.text(), "135.00");
    EXPECT_EQ(bill->if_met.inscp_scp_amt.text(), "121.60");
    EXPECT_EQ(bill->if_met.overlmt_selfpay.text(), "6.00");
    EXPECT_TRUE(bill->has_open());
    const std::string text = bill_lines_text(*bill, {}, {}, false, true);
    EXPECT_NE(text.find("nobody told whether second_line is met: taken as not met; if met, in "
                        "scope 21.60"),
              std::string::npos)
        << text;
}

TEST(BillLines, have_no_open_restriction_once_the_hospital_has_spoken) {
    const auto catalogue = small_catalogue();
    EventDocument event = three_lines();
    event.lines[1].hosp_appr_flag = "1";
    const auto bill = divide_bill(catalogue, event);
    ASSERT_TRUE(bill);
    EXPECT_FALSE(bill->has_open());
    EXPECT_EQ(bill->fees.inscp_scp_amt.text(), "121.60");
}

TEST(BillLines, share_what_the_funds_paid) {
    const auto catalogue = small_catalogue();
    auto bill = divide_bill(catalogue, three_lines()).value();
    policy::Decision decision;
    decision.left[static_cast<std::size_t>(policy::Bucket::own)] = *Money::parse("35.00");
    decision.left[static_cast<std::size_t>(policy::Bucket::seg_self)] = *Money::parse("15.01");
    allocate_funds(bill, decision);
    EXPECT_EQ(bill.lines[0].funds.text(), "84.99");
    EXPECT_EQ(bill.lines[1].funds.text(), "0.00");
    EXPECT_EQ(bill.lines[2].funds.text(), "0.00");
}

TEST(BillLines, name_the_line_that_is_wrong) {
    const auto catalogue = small_catalogue();
    const auto wrong = [&](auto change) {
        EventDocument event = three_lines();
        change(event.lines[1]);
        const auto bill = divide_bill(catalogue, event);
        EXPECT_FALSE(bill);
        return bill ? "" : bill.error().field;
    };
    using Line = model::FeeLineInput;
    EXPECT_EQ(wrong([](Line& line) { line.cnt = -line.cnt; }), "lines[1].cnt");
    EXPECT_EQ(wrong([](Line& line) { line.cnt = {}; }), "lines[1].cnt");
    EXPECT_EQ(wrong([](Line& line) { line.med_list_codg = "X"; }), "lines[1].med_list_codg");
    EXPECT_EQ(wrong([](Line& line) { line.fee_ocur_time = *Instant::parse("2023-12-31"); }),
              "lines[1].med_list_codg");
    EXPECT_EQ(wrong([](Line& line) { line.pric = *UnitPrice::parse("99999999"); }),
              "lines[1].pric");
    EXPECT_EQ(wrong([](Line& line) { line.det_item_fee_sumamt = *Money::parse("29.98"); }),
              "lines[1].det_item_fee_sumamt");
}

}  // namespace
}  // namespace yidi::wire
