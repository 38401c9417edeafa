// Goal    A line is divided by what the place of care knows of the person and the visit, and a
//         refund cancels the line it takes back whatever has changed in between.
// Method  One visit over a catalogue of restricted items.
// Covers  C1 C2 of catalog/line_price.hpp at the counter.

#include "desk/treatment/line_pricing.hpp"

#include <gtest/gtest.h>

#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

using catalog::Care;
using catalog::Sex;

catalog::Item item_of(const char* restriction) {
    catalog::Item item;
    item.med_list_codg = "XA01";
    item.item_class = catalog::ItemClass::b;
    item.first_pay = Ratio::of_ppm(100'000);
    item.restrictions = catalog::Restrictions::parse(restriction).value();
    item.restriction_text = restriction;
    item.from = *Date::of(2024, 1, 1);
    return item;
}

struct Ward {
    Ward() {
        rules.catalogue = std::make_shared<const catalog::Catalog>(
            catalog::Catalog::from({}, catalog::LineOrder::limit_first).value());
        visit.person.psn_no = "P1";
        visit.person.gend = "1";
        visit.person.brdy = *Date::of(2012, 11, 22);
        visit.stay.med_type = "21";
        line.pric = *UnitPrice::parse("10.00");
        line.cnt = *Quantity::parse("3");
        line.det_item_fee_sumamt = *Money::parse("30.00");
        line.fee_ocur_time = *Instant::parse("2026-11-21 08:00:00");
    }
    [[nodiscard]] model::LinePrice price(const char* restriction,
                                         const model::FeeLine* taken_back = nullptr) {
        return price_of({command, workspace, rules}, visit, item_of(restriction), line,
                        taken_back);
    }

    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
    Rulebook rules;
    model::Command command{};
    model::Encounter visit{};
    model::FeeLineInput line;
};

TEST(LinePricing, knows_sex_birth_and_kind_of_care) {
    Ward ward;
    const auto boy = line_facts_of(ward.visit);
    EXPECT_EQ(boy.sex, Sex::male);
    EXPECT_EQ(boy.care, Care::inpatient);
    EXPECT_EQ(boy.born_on, Date::of(2012, 11, 22));
    ward.visit.person.gend = "2";
    ward.visit.stay.med_type = "11";
    EXPECT_EQ(line_facts_of(ward.visit).sex, Sex::female);
    EXPECT_EQ(line_facts_of(ward.visit).care, Care::ambulatory);
    ward.visit.person.gend = "9";  // 未说明的性别
    ward.visit.stay.med_type = "no such type";
    ward.visit.person.psn_no.clear();
    EXPECT_EQ(line_facts_of(ward.visit).sex, Sex::unknown);
    EXPECT_EQ(line_facts_of(ward.visit).care, Care::unknown);
    EXPECT_EQ(line_facts_of(ward.visit).born_on, std::nullopt);
}

TEST(LinePricing, pays_for_whom_and_where_the_restriction_says) {
    Ward ward;
    EXPECT_EQ(ward.price("child:14").inscp_scp_amt.text(), "27.00");
    EXPECT_EQ(ward.price("child:14|inpatient_only|male").inscp_scp_amt.text(), "27.00");
    EXPECT_EQ(ward.price("female").fulamt_ownpay_amt.text(), "30.00");
    ward.line.fee_ocur_time = *Instant::parse("2026-11-22 00:00:00");  // fourteen today
    EXPECT_EQ(ward.price("child:14").fulamt_ownpay_amt.text(), "30.00");
    const auto open = ward.price("second_line");
    EXPECT_EQ(open.fulamt_ownpay_amt.text(), "30.00");
    EXPECT_EQ(open.undecided_restriction, "second_line");
    EXPECT_EQ(open.inscp_if_met.text(), "27.00");
}

TEST(LinePricing, a_refund_is_divided_as_the_line_it_takes_back) {
    Ward ward;
    ward.line.hosp_appr_flag = "1";
    model::FeeLine origin;
    origin.input = ward.line;
    const auto paid = ward.price("approval|child:14");
    ward.line.cnt = -ward.line.cnt;
    ward.line.det_item_fee_sumamt = -ward.line.det_item_fee_sumamt;
    ward.line.fee_ocur_time = *Instant::parse("2026-11-30 08:00:00");
    ward.line.hosp_appr_flag.clear();
    const auto back = ward.price("approval|child:14", &origin);
    EXPECT_EQ(paid.inscp_scp_amt.text(), "27.00");
    EXPECT_EQ(back.inscp_scp_amt.text(), "-27.00");
    EXPECT_EQ(back.preselfpay_amt.text(), "-3.00");
}

}  // namespace
}  // namespace yidi::desk
