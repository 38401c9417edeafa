// Goal    The catalogue of an area divides its lines in the order its package names, and the hot
//         path of it allocates nothing.
// Method  The catalogues of the repository, and of an invented area that takes the share first.
// Covers  C1 of catalog/line_price.hpp on whole catalogues; [catalogue] line_order.

#include <gtest/gtest.h>

#include "catalog/line_price.hpp"
#include "counting_new.hpp"
#include "law_fixture.hpp"

namespace yidi::policies {
namespace {

const std::string meropenem = "XA14ZZS004A001010100001";

model::FeeLineInput line_of(const char* price, const char* count) {
    model::FeeLineInput line;
    line.pric = *UnitPrice::parse(price);
    line.cnt = *Quantity::parse(count);
    line.det_item_fee_sumamt = *extend(line.pric, line.cnt, Rounding::half_up);
    line.hosp_appr_flag.assign(1, '1');
    return line;
}

TEST(Lines, are_divided_in_the_order_of_the_package) {
    const auto files = wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants");
    ASSERT_TRUE(files);
    const auto book = wire::load_law(files->files());
    ASSERT_TRUE(book) << message_of(book.error(), false);
    ASSERT_EQ(book->catalogues.size(), 1u);
    const auto invented = book->catalogues.begin()->second;
    EXPECT_EQ(invented->order(), catalog::LineOrder::share_first);
    const auto hainan = law().catalogue_for("460000");
    EXPECT_EQ(hainan->order(), catalog::LineOrder::limit_first);

    const catalog::Item& item = **invented->find(meropenem, *Date::of(2025, 6, 1));
    const auto made = catalog::price(item, invented->order(), line_of("10.00", "3"), {});
    EXPECT_EQ(made.preselfpay_amt.text(), "3.00");
    EXPECT_EQ(made.overlmt_amt.text(), "3.00");
    EXPECT_EQ(made.inscp_scp_amt.text(), "24.00");
}

TEST(Lines, are_divided_without_allocating) {
    const auto hainan = law().catalogue_for("460000");
    const catalog::Item& item = **hainan->find(meropenem, *Date::of(2025, 6, 1));
    const auto line = line_of("100.00", "3");
    start_counting();
    const auto made = catalog::divide(item, hainan->order(), line, {});
    EXPECT_EQ(stop_counting(), 0u);
    EXPECT_EQ(made.fit, catalog::Fit::inside);
    EXPECT_EQ(made.counted.over_price.text(), "40.50");
    EXPECT_EQ(made.counted.first_pay.text(), "25.95");
    EXPECT_EQ(made.counted.in_policy.text(), "233.55");
}

}  // namespace
}  // namespace yidi::policies
