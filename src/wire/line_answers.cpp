#include "wire/line_answers.hpp"

#include "wire/giving.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::FeeLine;
using model::FeeLineInput;
using model::LinePrice;

template <auto Member>
constexpr Give input = From<FeeLine>::at<&FeeLine::input, Member>;
template <auto Member>
constexpr Give price = From<FeeLine>::at<&FeeLine::price, Member>;
// Attributes of the national drug catalogue that the catalogues loaded here do not carry.
constexpr Give unmarked = always<[] { return "0"; }>;

/// What a restriction that nobody decided would change: {"restriction", "inscp_if_met"} as text.
void open_restriction(JsonWriter& out, const void* row) {
    const LinePrice& price = static_cast<const FeeLine*>(row)->price;
    if (price.undecided_restriction.empty()) {
        out.null();
        return;
    }
    JsonWriter told;
    told.begin_object();
    told.key("restriction").text(price.undecided_restriction);
    told.key("inscp_if_met").text(price.inscp_if_met.text());
    told.end_object();
    out.text(told.take());
}

/// The lines of either answer.
template <class Body>
void write_lines(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const auto& line : static_cast<const Body*>(source.body)->lines) {
        write_row(out, node, &line);
    }
    out.end_array();
}

// clang-format off
constexpr Field priced_fields[] = {
    C("feedetl_sn", 30).from(input<&FeeLineInput::feedetl_sn>),
    N("det_item_fee_sumamt", 16, 2).must().any_sign().from(input<&FeeLineInput::det_item_fee_sumamt>),
    N("cnt", 16, 4).must().any_sign().from(input<&FeeLineInput::cnt>),
    N("pric", 16, 6).must().from(input<&FeeLineInput::pric>),
    N("pric_uplmt_amt", 16, 6).must().from(price<&LinePrice::pric_uplmt_amt>),
    N("selfpay_prop", 5, 4).from(price<&LinePrice::selfpay_prop>),
    N("fulamt_ownpay_amt", 16, 2).any_sign().from(price<&LinePrice::fulamt_ownpay_amt>),
    N("overlmt_amt", 16, 2).any_sign().from(price<&LinePrice::overlmt_amt>),
    N("preselfpay_amt", 16, 2).any_sign().from(price<&LinePrice::preselfpay_amt>),
    N("inscp_scp_amt", 16, 2).any_sign().from(price<&LinePrice::inscp_scp_amt>),
    C("chrgitm_lv", 3).must().in(TableId::chrgitm_lv).from(price<&LinePrice::chrgitm_lv>),
    C("med_chrgitm_type", 6).must().in(TableId::med_chrgitm_type).from(price<&LinePrice::med_chrgitm_type>),
    C("bas_medn_flag", 3).in(TableId::yes_no).from(unmarked),
    C("hi_nego_drug_flag", 3).in(TableId::yes_no).from(unmarked),
    C("chld_medc_flag", 3).in(TableId::yes_no),
    C("list_sp_item_flag", 3).in(TableId::yes_no),
    C("lmt_used_flag", 3).must().in(TableId::lmt_used_flag).from(price<&LinePrice::lmt_used_flag>),
    C("drt_reim_flag", 3).in(TableId::yes_no).from(unmarked),
    C("memo", 500).from(input<&FeeLineInput::memo>),
    C("exp_content", 4000).from(open_restriction),
};
// clang-format on

}  // namespace

constinit const Node priced_answer[1] = {{.name = "result",
                                          .fields = priced_fields,
                                          .many = true,
                                          .write = write_lines<model::LinesPriced>}};
constinit const Node divided_purchase = {.name = "detlcutinfo",
                                         .fields = priced_fields,
                                         .many = true,
                                         .write = write_lines<model::SettlementView>};

}  // namespace yidi::wire
