#include "wire/settlement_answers.hpp"

#include <utility>

#include "model/code_maps.hpp"
#include "wire/age.hpp"
#include "wire/giving.hpp"
#include "wire/line_answers.hpp"
#include "wire/request.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::FeeSums;
using model::Settlement;
using model::SettlementView;
using model::Shares;

/// The row behind setlinfo.
struct Bill {
    const SettlementView& view;
    const EnvelopeEcho& echo;

    /// A reversal is told as the same amounts negated (identity 12 of the interface).
    [[nodiscard]] Money signed_amount(Money amount) const {
        return view.settlement.kind == model::SettlementKind::reversal ? -amount : amount;
    }
};

template <auto... Path>
constexpr Give settlement = [](JsonWriter& out, const void* row) {
    put(out, (static_cast<const Bill*>(row)->view.settlement.*....*Path));
};
template <auto... Path>
constexpr Give patient = [](JsonWriter& out, const void* row) {
    put(out, (static_cast<const Bill*>(row)->view.person.*....*Path));
};
template <auto... Path>
constexpr Give view = [](JsonWriter& out, const void* row) {
    put(out, (static_cast<const Bill*>(row)->view.*....*Path));
};
template <auto Member>
constexpr Give fee = [](JsonWriter& out, const void* row) {
    const auto& bill = *static_cast<const Bill*>(row);
    put(out, bill.signed_amount(bill.view.settlement.fees.*Member));
};
template <auto Member>
constexpr Give share = [](JsonWriter& out, const void* row) {
    const auto& bill = *static_cast<const Bill*>(row);
    put(out, bill.signed_amount(bill.view.settlement.shares.*Member));
};
template <auto Make>
constexpr Give made = From<Bill>::by<Make>;

// An answer ratio nobody may compute with; platforms send 0, and so do we.
constexpr Give no_ratio = [](JsonWriter& out, const void*) { out.integer(0); };
constexpr Give balance = settlement<&Settlement::shares, &Shares::balc>;

Tenths age_of(const Bill& bill) {
    return age_on(bill.view.person.brdy, bill.view.now.date());
}
/// The msgid of the request that made the settlement; a trial makes none, its own request counts.
std::string_view medins_setl_id(const Bill& bill) {
    const auto& made_by = bill.view.settlement.medins_setl_id;
    return made_by.empty() ? bill.echo.msgid : made_by;
}
std::string_view pay_loc(const Bill& bill) {
    const std::string_view insured = bill.view.settlement.insuplc_admdvs;
    const std::string_view treated = bill.view.institution.admdvs;
    constexpr std::string_view in_institution = "2", cross_province = "4";
    return insured.empty() || insured.substr(0, 2) == treated.substr(0, 2) ? in_institution
                                                                           : cross_province;
}
/// Marks refunded and refunding settlements alike.
std::string_view refd_setl_flag(const Bill& bill) {
    const auto& known = bill.view.settlement;
    const bool refunded = known.kind == model::SettlementKind::reversal ||
                          known.state == model::SettlementState::reversed ||
                          !known.reversal_setl_id.empty();
    return refunded ? "1" : "0";
}
std::string year_of(const Bill& bill) {
    return std::to_string(bill.view.settlement.setl_time.date().year());
}
Date begun_on(const Bill& bill) {
    return bill.view.begntime.date();
}
std::optional<Date> ended_on(const Bill& bill) {
    return bill.view.endtime.is_set() ? std::optional{bill.view.endtime.date()} : std::nullopt;
}

/// One row of setldetail: what one fund pays.
struct FundRow {
    const Bill& bill;
    std::string_view fund_pay_type;
    Money paid;
};
Money fund_in_scope(const FundRow& row) {
    return row.bill.signed_amount(row.bill.view.settlement.fees.inscp_scp_amt);
}
Money fund_paid(const FundRow& row) {
    return row.bill.signed_amount(row.paid);
}
std::string_view fund_name(const FundRow& row) {
    const auto* code = codes::find(TableId::fund_pay_type, row.fund_pay_type);
    return code == nullptr ? std::string_view{} : code->zh;
}
std::string fund_process(const FundRow& row) {
    const auto& decided = row.bill.view.settlement;
    if (decided.package_id.empty()) return {};
    return "政策包 " + decided.package_id + "，方案 " + decided.plan;
}

void write_bill(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const Bill bill{*static_cast<const SettlementView*>(source.body), source.echo};
    write_row(out, node, &bill);
}

void write_funds(JsonWriter& out, const Node& node, const AnswerSource& source) {
    using model::FundLayer;
    const Bill bill{*static_cast<const SettlementView*>(source.body), source.echo};
    const Shares& shares = bill.view.settlement.shares;
    const std::pair<FundLayer, Money> payers[] = {
        {FundLayer::pool, shares.hifp_pay},
        {FundLayer::large_amount, shares.hifob_pay},
        {FundLayer::critical_illness, shares.hifmi_pay},
        {FundLayer::civil_servant, shares.cvlserv_pay},
        {FundLayer::employer, shares.hifes_pay},
        {FundLayer::aid, shares.maf_pay},
        {FundLayer::other, shares.oth_pay},
        {FundLayer::account, shares.acct_pay},
        {FundLayer::hospital, shares.hosp_part_amt},
    };
    out.begin_array();
    for (const auto& [layer, paid] : payers) {
        if (paid.is_zero()) continue;
        const FundRow row{bill, model::fund_pay_type_of(layer, bill.view.settlement.insutype),
                          paid};
        write_row(out, node, &row);
    }
    out.end_array();
}

// clang-format off
constexpr Field f_mdtrt_id = C("mdtrt_id", 30).must().from(settlement<&Settlement::mdtrt_id>);
constexpr Field f_setl_id = C("setl_id", 30).must().from(settlement<&Settlement::setl_id>);
constexpr Field f_psn_no = C("psn_no", 30).must().from(settlement<&Settlement::psn_no>);
constexpr Field f_psn_name = C("psn_name", 50).must().personal().from(patient<&model::PersonView::psn_name>);
constexpr Field f_psn_cert_type = C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(patient<&model::PersonView::psn_cert_type>);
constexpr Field f_certno = C("certno", 50).must().personal().from(patient<&model::PersonView::certno>);
constexpr Field f_gend = C("gend", 6).in(TableId::gend).from(patient<&model::PersonView::gend>);
constexpr Field f_naty = C("naty", 3).from(patient<&model::PersonView::naty>);
constexpr Field f_brdy = D("brdy").from(patient<&model::PersonView::brdy>);
constexpr Field f_age = N("age", 4, 1).from(made<age_of>);
constexpr Field f_insutype = C("insutype", 6).in(TableId::insutype).from(settlement<&Settlement::insutype>);
constexpr Field f_psn_type = C("psn_type", 6).must().in(TableId::psn_type).from(patient<&model::PersonView::psn_type>);
constexpr Field f_cvlserv_flag = C("cvlserv_flag", 3).must().in(TableId::cvlserv_flag).from(patient<&model::PersonView::cvlserv_flag>);
constexpr Field f_setl_time = DT("setl_time").from(settlement<&Settlement::setl_time>);
constexpr Field f_mdtrt_cert_type = C("mdtrt_cert_type", 3).in(TableId::mdtrt_cert_type).from(settlement<&Settlement::mdtrt_cert_type>);
constexpr Field f_med_type = C("med_type", 6).must().in(TableId::med_type).from(view<&SettlementView::med_type>);
constexpr Field f_medfee_sumamt = N("medfee_sumamt", 16, 2).must().any_sign().from(fee<&FeeSums::medfee_sumamt>);
constexpr Field f_fulamt_ownpay_amt = N("fulamt_ownpay_amt", 16, 2).must().any_sign().from(fee<&FeeSums::fulamt_ownpay_amt>);
constexpr Field f_overlmt_selfpay = N("overlmt_selfpay", 16, 2).must().any_sign().from(fee<&FeeSums::overlmt_selfpay>);
constexpr Field f_preselfpay_amt = N("preselfpay_amt", 16, 2).must().any_sign().from(fee<&FeeSums::preselfpay_amt>);
constexpr Field f_inscp_scp_amt = N("inscp_scp_amt", 16, 2).must().any_sign().from(fee<&FeeSums::inscp_scp_amt>);
constexpr Field f_act_pay_dedc = N("act_pay_dedc", 16, 2).any_sign().from(share<&Shares::act_pay_dedc>);
constexpr Field f_hifp_pay = N("hifp_pay", 16, 2).must().any_sign().from(share<&Shares::hifp_pay>);
constexpr Field f_pool_prop_selfpay = N("pool_prop_selfpay", 5, 4).must().from(no_ratio);
constexpr Field f_cvlserv_pay = N("cvlserv_pay", 16, 2).must().any_sign().from(share<&Shares::cvlserv_pay>);
constexpr Field f_hifes_pay = N("hifes_pay", 16, 2).must().any_sign().from(share<&Shares::hifes_pay>);
constexpr Field f_hifmi_pay = N("hifmi_pay", 16, 2).must().any_sign().from(share<&Shares::hifmi_pay>);
constexpr Field f_hifob_pay = N("hifob_pay", 16, 2).must().any_sign().from(share<&Shares::hifob_pay>);
constexpr Field f_maf_pay = N("maf_pay", 16, 2).must().any_sign().from(share<&Shares::maf_pay>);
constexpr Field f_oth_pay = N("oth_pay", 16, 2).must().any_sign().from(share<&Shares::oth_pay>);
constexpr Field f_fund_pay_sumamt = N("fund_pay_sumamt", 16, 2).must().any_sign().from(share<&Shares::fund_pay_sumamt>);
constexpr Field f_psn_part_amt = N("psn_part_amt", 16, 2).any_sign().from(share<&Shares::psn_part_amt>);
constexpr Field f_acct_pay = N("acct_pay", 16, 2).must().any_sign().from(share<&Shares::acct_pay>);
constexpr Field f_psn_cash_pay = N("psn_cash_pay", 16, 2).must().any_sign().from(share<&Shares::psn_cash_pay>);
constexpr Field f_hosp_part_amt = N("hosp_part_amt", 16, 2).any_sign().from(share<&Shares::hosp_part_amt>);
constexpr Field f_balc = N("balc", 16, 2).must().from(balance);
constexpr Field f_acct_mulaid_pay = N("acct_mulaid_pay", 16, 2).must().any_sign().from(share<&Shares::acct_mulaid_pay>);
constexpr Field f_medins_setl_id = C("medins_setl_id", 30).must().from(made<medins_setl_id>);
constexpr Field f_clr_optins = C("clr_optins", 6).from(settlement<&Settlement::clr_optins>);
constexpr Field f_clr_way = C("clr_way", 6).in(TableId::clr_way).from(settlement<&Settlement::clr_way>);
constexpr Field f_clr_type = C("clr_type", 6).must().in(TableId::clr_type).from(settlement<&Settlement::clr_type>);
constexpr Field f_invono = C("invono", 20).from(settlement<&Settlement::invono>);

// A trial has no id, no time and no clearing yet: those are sent as null.
constexpr Field trial_fields[] = {
    f_mdtrt_id, C("setl_id", 30), f_psn_no, f_psn_name, f_psn_cert_type, f_certno, f_gend, f_naty,
    f_brdy, f_age, f_insutype, f_psn_type, f_cvlserv_flag, DT("setl_time"), f_mdtrt_cert_type,
    f_med_type, f_medfee_sumamt, f_fulamt_ownpay_amt, f_overlmt_selfpay, f_preselfpay_amt,
    f_inscp_scp_amt, f_act_pay_dedc, f_hifp_pay, f_pool_prop_selfpay, f_cvlserv_pay, f_hifes_pay,
    f_hifmi_pay, f_hifob_pay, f_maf_pay, f_hosp_part_amt, f_oth_pay, f_fund_pay_sumamt,
    f_psn_part_amt, f_acct_pay, f_psn_cash_pay, f_balc, f_acct_mulaid_pay, f_medins_setl_id,
    C("clr_optins", 6), C("clr_way", 6), f_clr_type, N("hifdm_pay", 16, 2), C("exp_content", 4000),
};
constexpr Field settled_fields[] = {
    f_mdtrt_id, f_setl_id, f_psn_no, f_psn_name, f_psn_cert_type, f_certno, f_gend, f_naty, f_brdy,
    f_age, f_insutype, f_psn_type, f_cvlserv_flag, f_setl_time, f_mdtrt_cert_type, f_med_type,
    f_medfee_sumamt, f_fulamt_ownpay_amt, f_overlmt_selfpay, f_preselfpay_amt, f_inscp_scp_amt,
    f_act_pay_dedc, f_hifp_pay, f_pool_prop_selfpay, f_cvlserv_pay, f_hifes_pay, f_hifmi_pay,
    f_hifob_pay, f_maf_pay, f_hosp_part_amt, f_oth_pay, f_fund_pay_sumamt, f_psn_part_amt,
    f_acct_pay, f_psn_cash_pay, f_balc, f_acct_mulaid_pay, f_medins_setl_id, f_clr_optins, f_clr_way,
    f_clr_type, N("hifdm_pay", 16, 2), C("exp_content", 4000),
};
constexpr Field reversed_fields[] = {
    f_mdtrt_id, f_setl_id, f_psn_no, f_psn_name, f_psn_cert_type, f_certno, f_gend, f_naty, f_brdy,
    f_age, f_insutype, f_psn_type, f_cvlserv_flag, f_mdtrt_cert_type, f_med_type, f_clr_optins,
    DT("setl_time").must().from(settlement<&Settlement::setl_time>), f_medfee_sumamt,
    f_fulamt_ownpay_amt, f_overlmt_selfpay, f_preselfpay_amt, f_inscp_scp_amt, f_act_pay_dedc,
    f_hifp_pay, f_pool_prop_selfpay, f_cvlserv_pay, f_hifes_pay, f_hifmi_pay, f_hifob_pay, f_maf_pay,
    f_oth_pay, f_fund_pay_sumamt, f_psn_part_amt, f_acct_pay, f_psn_cash_pay, f_hosp_part_amt,
    f_balc, f_acct_mulaid_pay, f_medins_setl_id, f_clr_way,
    C("clr_type", 6).in(TableId::clr_type).from(settlement<&Settlement::clr_type>),
    N("hifdm_pay", 16, 2), C("psn_insu_rlts_id", 20),
    C("insu_admdvs", 6).from(settlement<&Settlement::insuplc_admdvs>), D("begndate").from(made<begun_on>),
    D("enddate").from(made<ended_on>), C("mdtrt_cert_no", 50), C("setl_type", 6),
    N("crt_dedc", 16, 2), f_invono, C("exp_content", 4000),
};
// Printed with pdn_cash_pay for what real platforms call psn_cash_pay: both are sent.
constexpr Field refunded_fields[] = {
    f_mdtrt_id, f_setl_id, f_clr_optins,
    DT("setl_time").must().from(settlement<&Settlement::setl_time>), f_medfee_sumamt,
    f_fulamt_ownpay_amt, f_overlmt_selfpay, f_preselfpay_amt, f_inscp_scp_amt, f_act_pay_dedc,
    f_hifp_pay, f_pool_prop_selfpay, f_cvlserv_pay, f_hifes_pay, f_hifmi_pay, f_hifob_pay, f_maf_pay,
    f_oth_pay, f_fund_pay_sumamt, f_psn_part_amt, f_acct_pay, f_balc, f_acct_mulaid_pay,
    f_hosp_part_amt, f_medins_setl_id,
    N("pdn_cash_pay", 16, 2).must().any_sign().from(share<&Shares::psn_cash_pay>), f_psn_cash_pay,
    N("hifdm_pay", 16, 2), f_psn_no, f_psn_name, f_psn_cert_type, f_certno, f_gend, f_naty, f_brdy,
    f_age, f_insutype, f_psn_type, f_cvlserv_flag, f_mdtrt_cert_type, f_med_type,
    C("exp_content", 4000), f_clr_type, f_clr_way,
};
constexpr Field queried_fields[] = {
    f_setl_id, f_mdtrt_id, f_psn_no, f_psn_name, f_psn_cert_type, f_certno, f_gend.must(), f_naty,
    f_brdy, f_age, f_insutype.must(), f_psn_type, f_cvlserv_flag, C("flxempe_flag", 3),
    C("nwb_flag", 3), C("insu_optins", 6).from(settlement<&Settlement::insuplc_admdvs>),
    C("emp_name", 200), C("pay_loc", 6).must().in(TableId::pay_loc).from(made<pay_loc>),
    C("fixmedins_code", 12).must().from(view<&SettlementView::institution, &model::Institution::fixmedins_code>),
    C("fixmedins_name", 200).must().from(view<&SettlementView::institution, &model::Institution::fixmedins_name>),
    C("hosp_lv", 6).in(TableId::hosp_lv).from(view<&SettlementView::institution, &model::Institution::hosp_lv>),
    C("fixmedins_poolarea", 6).from(view<&SettlementView::institution, &model::Institution::admdvs>),
    C("lmtpric_hosp_lv", 6), C("dedc_hosp_lv", 6), D("begndate").must().from(made<begun_on>),
    D("enddate").must().from(made<ended_on>), f_setl_time.must(), f_mdtrt_cert_type, f_med_type,
    f_clr_type, f_clr_way, f_clr_optins, f_medfee_sumamt, f_fulamt_ownpay_amt, f_overlmt_selfpay,
    f_preselfpay_amt, f_inscp_scp_amt, f_act_pay_dedc.must(), f_hifp_pay, f_pool_prop_selfpay,
    f_cvlserv_pay, f_hifes_pay, f_hifmi_pay, f_hifob_pay, f_maf_pay, f_oth_pay, f_fund_pay_sumamt,
    N("psn_pay", 16, 2).must().any_sign().from(share<&Shares::psn_part_amt>), f_acct_pay,
    N("cash_payamt", 16, 2).must().any_sign().from(share<&Shares::psn_cash_pay>), f_hosp_part_amt,
    f_balc, f_acct_mulaid_pay, f_medins_setl_id,
    C("refd_setl_flag", 3).must().in(TableId::refd_setl_flag).from(made<refd_setl_flag>),
    C("year", 4).must().from(made<year_of>), C("dise_codg", 30), C("dise_name", 500), f_invono,
    C("opter_id", 20), C("opter_name", 50), DT("opt_time").from(settlement<&Settlement::setl_time>),
    N("pref_fund_pay", 16, 2),
};
// What a fund could have paid at most only the insured place knows; platforms send null there.
constexpr Field fund_fields[] = {
    C("fund_pay_type", 8).must().in(TableId::fund_pay_type).from(From<FundRow>::at<&FundRow::fund_pay_type>),
    N("inscp_scp_amt", 16, 2).must().any_sign().from(From<FundRow>::by<fund_in_scope>),
    N("crt_payb_lmt_amt", 16, 2),
    N("fund_payamt", 16, 2).must().any_sign().from(From<FundRow>::by<fund_paid>),
    C("fund_pay_type_name", 200).from(From<FundRow>::by<fund_name>),
    C("setl_proc_info", 4000).from(From<FundRow>::by<fund_process>),
};
// clang-format on

constexpr Node funds{
    .name = "setldetail", .fields = fund_fields, .many = true, .write = write_funds};
}  // namespace

constinit const Node trial_answer[2] = {
    {.name = "setlinfo", .fields = trial_fields, .write = write_bill}, funds};
constinit const Node settled_answer[2] = {
    {.name = "setlinfo", .fields = settled_fields, .write = write_bill}, funds};
constinit const Node reversed_answer[2] = {
    {.name = "setlinfo", .fields = reversed_fields, .write = write_bill}, funds};
constinit const Node refunded_answer[2] = {
    {.name = "setlinfo", .fields = refunded_fields, .write = write_bill}, funds};
constinit const Node queried_answer[2] = {
    {.name = "setlinfo", .fields = queried_fields, .write = write_bill}, funds};

const Node purchase_trial_answer[3] = {trial_answer[0], funds, divided_purchase};
const Node purchase_settled_answer[3] = {settled_answer[0], funds, divided_purchase};

}  // namespace yidi::wire
