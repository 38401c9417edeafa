#include "wire/query_answers.hpp"

#include <algorithm>

#include "model/code_maps.hpp"
#include "wire/age.hpp"
#include "wire/giving.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::Encounter;
using model::FeeLine;
using model::FeeLineInput;
using model::LinePrice;
using model::PersonView;
using model::StayData;

// ---- visits -----------------------------------------------------------------------------

struct Visit {
    const Encounter& encounter;
    Instant now;
};

template <auto... Path>
constexpr Give visit = [](JsonWriter& out, const void* row) {
    put(out, (static_cast<const Visit*>(row)->encounter.*....*Path));
};
template <auto Member>
constexpr Give stay = visit<&Encounter::stay, Member>;
template <auto Member>
constexpr Give patient = visit<&Encounter::person, Member>;
template <auto Make>
constexpr Give made = From<Visit>::by<Make>;

Tenths age_of(const Visit& row) {
    return age_on(row.encounter.person.brdy, row.now.date());
}
std::string_view inhosp_stas(const Visit& row) {
    return row.encounter.state == model::EncounterState::in_hospital ? "1" : "0";
}
/// A stay that begins and ends on one day counts as one.
std::int64_t ipt_days(const Visit& row) {
    const Instant until = row.encounter.endtime.is_set() ? row.encounter.endtime : row.now;
    return std::max(1, until.date().days() - row.encounter.begntime.date().days());
}
Date begun_on(const Visit& row) {
    return row.encounter.begntime.date();
}
/// Insured in another province than that of the institution, whose code names it.
std::string_view out_flag(const Visit& row) {
    const std::string_view institution = row.encounter.fixmedins_code;
    const std::string_view insured = row.encounter.insuplc_admdvs;
    if (institution.size() < 3 || insured.empty()) return "0";
    return institution.substr(1, 2) == insured.substr(0, 2) ? "0" : "1";
}

void write_visits(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& found = *static_cast<const model::VisitsFound*>(source.body);
    out.begin_array();
    for (const auto& encounter : found.visits) {
        const Visit row{encounter, found.now};
        write_row(out, node, &row);
    }
    out.end_array();
}

// ---- fee lines --------------------------------------------------------------------------

struct Line {
    const FeeLine& line;
    std::string_view setl_id;
};

template <auto Member>
constexpr Give input = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const Line*>(row)->line.input.*Member);
};
template <auto Member>
constexpr Give price = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const Line*>(row)->line.price.*Member);
};
constexpr Give line_visit = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const Line*>(row)->line.mdtrt_id);
};
/// A ward orders, a doctor's office prescribes.
std::string_view order_of(const Line& row) {
    const FeeLineInput& sent = row.line.input;
    return sent.rxno.empty() ? sent.drord_no : sent.rxno;
}
std::optional<Quantity> days_of(const Line& row) {
    return Quantity::parse(row.line.input.prd_days);
}
// Marks and names of the national catalogue that the catalogues loaded here do not carry.
constexpr Give unmarked = always<[] { return "0"; }>;
constexpr Give unnamed = always<[] { return "-"; }>;

void write_lines(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& found = *static_cast<const model::FeeLinesFound*>(source.body);
    out.begin_array();
    for (const auto& line : found.lines) {
        const Line row{line, found.setl_id};
        write_row(out, node, &row);
    }
    out.end_array();
}

// ---- accumulators -----------------------------------------------------------------------

struct Total {
    std::string_view insutype;
    std::int64_t year = 0;
    Instant now;
    std::string_view cum_type_code;
    Money amount;             ///< What was accumulated, or
    std::int64_t count = -1;  ///< how often, when it is not negative.
};

std::string year_of(const Total& row) {
    return std::to_string(row.year);
}
std::string month_of(const Total& row) {
    // Of a past year the totals stand as of its December.
    if (row.now.date().year() != row.year) return std::to_string(row.year) + "12";
    return row.now.compact().substr(0, 6);
}
constexpr Give total = [](JsonWriter& out, const void* row) {
    const auto& cum = *static_cast<const Total*>(row);
    if (cum.count >= 0) {
        out.integer(cum.count);
    } else {
        out.amount(cum.amount);
    }
};

/// What the pool of a scheme has paid.
std::string_view pool_code(std::string_view insutype) {
    const auto scheme = model::scheme_of(insutype);
    if (scheme == model::Scheme::maternity) return "S510100";
    return scheme == model::Scheme::resident ? "S390100" : "S310100";
}

void write_totals(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& found = *static_cast<const model::TotalsFound*>(source.body);
    out.begin_array();
    for (const auto& year : found.years) {
        const model::YearTotals& sums = year.totals;
        const auto add = [&](std::string_view code, Money amount, std::int64_t count = -1) {
            const Total row{year.insutype, year.year, found.now, code, amount, count};
            write_row(out, node, &row);
        };
        add("Q2100", {}, sums.admissions);
        add("D2100", sums.basic.deductible);
        add("S2100", sums.in_policy);
        add("S2200", sums.self_in_policy);
        add(pool_code(year.insutype), model::paid_hifp(sums));
        add("S330100", sums.large_amount.paid);
        add("S390200", sums.major_illness.paid);
        add("S320100", sums.civil_servant.paid);
        add("S370100", sums.enterprise.paid);
        add("S610100", sums.medical_aid.paid + sums.aid_tilt.paid);
    }
    out.end_array();
}

// clang-format off
constexpr Field visit_fields[] = {
    C("mdtrt_id", 30).must().from(visit<&Encounter::mdtrt_id>),
    C("psn_no", 30).must().from(visit<&Encounter::psn_no>),
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(patient<&PersonView::psn_cert_type>),
    C("certno", 50).must().personal().from(patient<&PersonView::certno>),
    C("psn_name", 50).must().personal().from(patient<&PersonView::psn_name>),
    C("gend", 6).must().in(TableId::gend).from(patient<&PersonView::gend>),
    C("naty", 3).from(patient<&PersonView::naty>),
    D("brdy").from(patient<&PersonView::brdy>),
    N("age", 4, 1).from(made<age_of>),
    C("coner_name", 50).personal().from(stay<&StayData::coner_name>),
    C("tel", 50).personal().from(stay<&StayData::tel>),
    C("insutype", 6).must().in(TableId::insutype).from(visit<&Encounter::insutype>),
    C("psn_type", 6).must().in(TableId::psn_type).from(patient<&PersonView::psn_type>),
    C("maf_psn_flag", 3),
    C("cvlserv_flag", 3).must().in(TableId::cvlserv_flag).from(patient<&PersonView::cvlserv_flag>),
    C("flxempe_flag", 3),
    C("nwb_flag", 3),
    C("insu_optins", 6).from(visit<&Encounter::insuplc_admdvs>),
    C("emp_name", 200),
    DT("begntime").must().from(visit<&Encounter::begntime>),
    DT("endtime").from(visit<&Encounter::endtime>),
    C("mdtrt_cert_type", 3).in(TableId::mdtrt_cert_type).from(stay<&StayData::mdtrt_cert_type>),
    C("med_type", 6).must().in(TableId::med_type).from(stay<&StayData::med_type>),
    C("ars_year_ipt_flag", 3),
    C("pre_pay_flag", 3),
    C("ipt_otp_no", 30).from(stay<&StayData::ipt_no>),
    C("medrcdno", 30).from(stay<&StayData::medrcdno>),
    C("atddr_no", 30).from(stay<&StayData::atddr_no>),
    C("chfpdr_name", 50).from(stay<&StayData::chfpdr_name>),
    C("adm_dept_codg", 30).from(stay<&StayData::adm_dept_codg>),
    C("adm_dept_name", 100).from(stay<&StayData::adm_dept_name>),
    C("adm_bed", 30).from(stay<&StayData::adm_bed>),
    C("dscg_maindiag_code", 20).from(stay<&StayData::dscg_maindiag_code>),
    C("dscg_maindiag_name", 300).from(stay<&StayData::dscg_maindiag_name>),
    C("dscg_dept_codg", 30).from(visit<&Encounter::dscg_dept_codg>),
    C("dscg_dept_name", 100).from(visit<&Encounter::dscg_dept_name>),
    C("dscg_bed", 30).from(visit<&Encounter::dscg_bed>),
    C("dscg_way", 3).in(TableId::dscg_way).from(visit<&Encounter::dscg_way>),
    C("main_cond_dscr", 1000).from(stay<&StayData::main_cond_dscr>),
    C("dise_codg", 30).from(stay<&StayData::dise_codg>),
    C("dise_name", 500).from(stay<&StayData::dise_name>),
    C("oprn_oprt_code", 30).from(stay<&StayData::oprn_oprt_code>),
    C("oprn_oprt_name", 500).from(stay<&StayData::oprn_oprt_name>),
    C("otp_diag_info", 200),
    C("inhosp_stas", 3).in(TableId::inhosp_stas).from(made<inhosp_stas>),
    D("die_date").from(visit<&Encounter::die_date>),
    N("ipt_days", 4, 0).from(made<ipt_days>),
    C("fpsc_no", 50), C("matn_type", 6), C("birctrl_type", 6), C("latechb_flag", 3),
    N("geso_val", 2, 0), N("fetts", 3, 0), N("fetus_cnt", 3, 0), C("pret_flag", 3),
    D("birctrl_matn_date"), C("cop_flag", 3), C("opter_id", 20), C("opter_name", 50),
    DT("opt_time").from(visit<&Encounter::opened_at>), C("memo", 500),
};
constexpr Field in_hospital_answer_fields[] = {
    C("mdtrt_id", 30).must().from(visit<&Encounter::mdtrt_id>),
    C("psn_no", 30).must().from(visit<&Encounter::psn_no>),
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(patient<&PersonView::psn_cert_type>),
    C("certno", 50).must().personal().from(patient<&PersonView::certno>),
    C("psn_name", 50).must().personal().from(patient<&PersonView::psn_name>),
    C("gend", 6).must().in(TableId::gend).from(patient<&PersonView::gend>),
    D("brdy").from(patient<&PersonView::brdy>),
    N("age", 4, 1).must().from(made<age_of>),
    C("insutype", 6).must().in(TableId::insutype).from(visit<&Encounter::insutype>),
    D("begndate").must().from(made<begun_on>),
    C("med_type", 6).must().in(TableId::med_type).from(stay<&StayData::med_type>),
    C("ipt_otp_no", 30).from(stay<&StayData::ipt_no>),
    C("out_flag", 3).in(TableId::out_flag).from(made<out_flag>),
};
constexpr Field line_fields[] = {
    C("mdtrt_id", 30).must().from(line_visit),
    C("setl_id", 30).must().from(From<Line>::at<&Line::setl_id>),
    C("feedetl_sn", 30).must().from(input<&FeeLineInput::feedetl_sn>),
    C("rx_drord_no", 30).from(From<Line>::by<order_of>),
    C("med_type", 6).must().in(TableId::med_type).from(input<&FeeLineInput::med_type>),
    DT("fee_ocur_time").must().from(input<&FeeLineInput::fee_ocur_time>),
    N("cnt", 16, 4).must().any_sign().from(input<&FeeLineInput::cnt>),
    N("pric", 16, 6).must().from(input<&FeeLineInput::pric>),
    C("sin_dos_dscr", 200).from(input<&FeeLineInput::sin_dos_dscr>),
    C("used_frqu_dscr", 200).from(input<&FeeLineInput::used_frqu_dscr>),
    N("prd_days", 4, 2).from(From<Line>::by<days_of>),
    C("medc_way_dscr", 200).from(input<&FeeLineInput::medc_way_dscr>),
    N("det_item_fee_sumamt", 16, 2).must().any_sign().from(input<&FeeLineInput::det_item_fee_sumamt>),
    N("pric_uplmt_amt", 16, 6).must().from(price<&LinePrice::pric_uplmt_amt>),
    N("selfpay_prop", 5, 4).from(price<&LinePrice::selfpay_prop>),
    N("fulamt_ownpay_amt", 16, 2).any_sign().from(price<&LinePrice::fulamt_ownpay_amt>),
    N("overlmt_amt", 16, 2).any_sign().from(price<&LinePrice::overlmt_amt>),
    N("preselfpay_amt", 16, 2).any_sign().from(price<&LinePrice::preselfpay_amt>),
    N("inscp_scp_amt", 16, 2).any_sign().from(price<&LinePrice::inscp_scp_amt>),
    C("chrgitm_lv", 3).must().in(TableId::chrgitm_lv).from(price<&LinePrice::chrgitm_lv>),
    C("hilist_code", 50).must().from(input<&FeeLineInput::med_list_codg>),
    C("hilist_name", 200).must().from(price<&LinePrice::hilist_name>),
    C("list_type", 6).must().in(TableId::list_type).from(price<&LinePrice::list_type>),
    C("med_list_codg", 50).must().from(input<&FeeLineInput::med_list_codg>),
    C("medins_list_codg", 150).must().from(input<&FeeLineInput::medins_list_codg>),
    C("medins_list_name", 100).must().from(price<&LinePrice::hilist_name>),
    C("med_chrgitm_type", 6).must().in(TableId::med_chrgitm_type).from(price<&LinePrice::med_chrgitm_type>),
    C("prodname", 200), C("spec", 200), C("dosform_name", 200).must().from(unnamed),
    C("bilg_dept_codg", 30).from(input<&FeeLineInput::bilg_dept_codg>),
    C("bilg_dept_name", 100).from(input<&FeeLineInput::bilg_dept_name>),
    C("bilg_dr_codg", 30).from(input<&FeeLineInput::bilg_dr_codg>),
    C("bilg_dr_name", 50).from(input<&FeeLineInput::bilg_dr_name>),
    C("acord_dept_codg", 30).from(input<&FeeLineInput::acord_dept_codg>),
    C("acord_dept_name", 100).from(input<&FeeLineInput::acord_dept_name>),
    C("orders_dr_code", 30).from(input<&FeeLineInput::orders_dr_code>),
    C("orders_dr_name", 50).from(input<&FeeLineInput::orders_dr_name>),
    C("lmt_used_flag", 3).in(TableId::lmt_used_flag).from(price<&LinePrice::lmt_used_flag>),
    C("hosp_prep_flag", 3),
    C("hosp_appr_flag", 3).in(TableId::hosp_appr_flag).from(input<&FeeLineInput::hosp_appr_flag>),
    C("tcmdrug_used_way", 6).from(input<&FeeLineInput::tcmdrug_used_way>),
    C("prodplac_type", 6), C("bas_medn_flag", 3).from(unmarked), C("hi_nego_drug_flag", 3).from(unmarked),
    C("chld_medc_flag", 3), C("etip_flag", 3).from(input<&FeeLineInput::etip_flag>),
    C("etip_hosp_code", 30).from(input<&FeeLineInput::etip_hosp_code>),
    C("dscg_tkdrug_flag", 3).from(input<&FeeLineInput::dscg_tkdrug_flag>), C("list_sp_item_flag", 3),
    C("matn_fee_flag", 6).from(input<&FeeLineInput::matn_fee_flag>), C("drt_reim_flag", 3).from(unmarked),
    C("memo", 500).from(input<&FeeLineInput::memo>), C("opter_id", 20), C("opter_name", 50),
    DT("opt_time"),
};
constexpr Field cuminfo_fields[] = {
    C("insutype", 6).must().in(TableId::insutype).from(From<Total>::at<&Total::insutype>),
    C("year", 4).must().from(From<Total>::by<year_of>),
    C("cum_ym", 6).must().from(From<Total>::by<month_of>),
    C("cum_type_code", 10).must().in(TableId::cum_type_code).from(From<Total>::at<&Total::cum_type_code>),
    N("cum", 16, 2).must().from(total),
};
// clang-format on

}  // namespace

// The interface prints no node name for the rows of 5204 and 5303; clients look at output.data.
constinit const Node visits_answer[1] = {
    {.name = "mdtrtinfo", .fields = visit_fields, .many = true, .write = write_visits}};
constinit const Node lines_answer[1] = {
    {.name = "data", .fields = line_fields, .many = true, .write = write_lines}};
constinit const Node totals_answer[1] = {
    {.name = "cuminfo", .fields = cuminfo_fields, .many = true, .write = write_totals}};
constinit const Node in_hospital_answer[1] = {
    {.name = "data", .fields = in_hospital_answer_fields, .many = true, .write = write_visits}};

}  // namespace yidi::wire
