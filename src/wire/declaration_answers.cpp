#include "wire/declaration_answers.hpp"

#include "wire/giving.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::DeclarationForm;
using model::DeclarationView;
using model::Designation;
using model::DiseaseView;
using model::EntitlementView;
using model::PersonView;
using model::Referral;

// ---- 2001 ----------------------------------------------------------------------------------------

struct FundRow {
    std::string_view psn_no;
    const EntitlementView& view;
};

template <auto Member>
constexpr Give fund = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const FundRow*>(row)->view.*Member);
};
constexpr Give fund_psn_no = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const FundRow*>(row)->psn_no);
};
std::string_view is_entitled(const FundRow& row) { return row.view.gap ? "0" : "1"; }
/// Why not, in the words of a refusal.
std::string reason(const FundRow& row) {
    return row.view.gap ? message_of(row.view.gap.problem(), true) : std::string{};
}

void write_funds(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& found = *static_cast<const model::EntitlementFound*>(source.body);
    out.begin_array();
    for (const auto& view : found.funds) {
        const FundRow row{found.psn_no, view};
        write_row(out, node, &row);
    }
    out.end_array();
}

void write_diseases(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const auto& row : static_cast<const model::DiseasesFound*>(source.body)->diseases) {
        write_row(out, node, &row);
    }
    out.end_array();
}

// ---- 5302, 5304 ----------------------------------------------------------------------------------

struct DeclaredRow {
    const PersonView& person;
    const DeclarationView& view;
};

template <auto Member>
constexpr Give person = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const DeclaredRow*>(row)->person.*Member);
};
template <auto Member>
constexpr Give form = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const DeclaredRow*>(row)->view.form.*Member);
};
template <auto Member>
constexpr Give referral = [](JsonWriter& out, const void* row) {
    put(out, (*static_cast<const DeclaredRow*>(row)->view.referral).*Member);
};
template <auto Member>
constexpr Give designation = [](JsonWriter& out, const void* row) {
    put(out, (*static_cast<const DeclaredRow*>(row)->view.designation).*Member);
};
template <auto Make>
constexpr Give made = From<DeclaredRow>::by<Make>;

std::string_view from_institution(const DeclaredRow&) { return "01"; }
std::string_view out_flag(const DeclaredRow& row) {
    return row.view.referral->refl_type == "1" ? "0" : "1";
}
/// Whoever does not say so agrees: a referral that the hospital refuses is not filed.
std::string_view agreed(const DeclaredRow&) { return "1"; }
std::string_view emp_name(const DeclaredRow& row) { return row.view.emp_name; }
Instant filed_at(const DeclaredRow& row) { return Instant::start_of(row.view.filed_on); }

/// Rows without the detail of their kind are not what was asked for.
template <auto Detail>
void write_declarations(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& answer = static_cast<const model::DeclarationsFound*>(source.body)->answer;
    out.begin_array();
    for (const DeclarationView& view : answer.declarations) {
        if (!(view.*Detail).has_value()) continue;
        const DeclaredRow row{answer.person, view};
        write_row(out, node, &row);
    }
    out.end_array();
}

// clang-format off
constexpr Field declared_fields[] = {
    C("trt_dcla_detl_sn", 30).must().from(From<model::Declared>::at<&model::Declared::trt_dcla_detl_sn>),
    C("exp_content", 4000),
};
constexpr Field fund_fields[] = {
    C("psn_no", 30).must().from(fund_psn_no),
    C("trt_chk_type", 6).must().in(TableId::trt_chk_type).from(always<[] { return "01"; }>),
    C("fund_pay_type", 6).must().in(TableId::fund_pay_type).from(fund<&EntitlementView::fund_pay_type>),
    C("trt_enjymnt_flag", 3).must().in(TableId::yes_no).from(From<FundRow>::by<is_entitled>),
    D("begndate").must().from(fund<&EntitlementView::begndate>),
    D("enddate").from(fund<&EntitlementView::enddate>),
    C("trt_chk_rslt", 500).from(From<FundRow>::by<reason>),
    C("exp_content", 4000),
};
constexpr Field disease_fields[] = {
    C("opsp_dise_code", 30).must().from(From<DiseaseView>::at<&DiseaseView::opsp_dise_code>),
    C("opsp_dise_name", 300).must().from(From<DiseaseView>::at<&DiseaseView::opsp_dise_name>),
    D("begndate").must().from(From<DiseaseView>::at<&DiseaseView::begndate>),
    D("enddate").from(From<DiseaseView>::at<&DiseaseView::enddate>),
};
constexpr Field designation_fields[] = {
    C("psn_no", 30).must().from(person<&PersonView::psn_no>),
    C("insutype", 6).in(TableId::insutype).from(form<&DeclarationForm::insutype>),
    C("fix_srt_no", 3).must().from(designation<&Designation::fix_srt_no>),
    C("fixmedins_code", 12).must().from(designation<&Designation::fixmedins_code>),
    C("fixmedins_name", 200).must().from(designation<&Designation::fixmedins_name>),
    D("begndate").must().from(form<&DeclarationForm::begndate>),
    D("enddate").from(form<&DeclarationForm::enddate>),
    C("memo", 500).from(form<&DeclarationForm::memo>),
};
constexpr Field referral_fields[] = {
    C("insutype", 6).must().in(TableId::insutype).from(form<&DeclarationForm::insutype>),
    C("dcla_souc", 6).in(TableId::dcla_souc).from(made<from_institution>),
    C("psn_no", 30).must().from(person<&PersonView::psn_no>),
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(person<&PersonView::psn_cert_type>),
    C("certno", 50).must().personal().from(person<&PersonView::certno>),
    C("psn_name", 50).must().personal().from(person<&PersonView::psn_name>),
    C("gend", 6).must().in(TableId::gend).from(person<&PersonView::gend>),
    D("brdy").from(person<&PersonView::brdy>),
    C("tel", 50).personal().from(form<&DeclarationForm::tel>),
    C("addr", 200).personal().from(form<&DeclarationForm::addr>),
    C("insu_optins", 6).from(form<&DeclarationForm::insuplc_admdvs>),
    C("emp_name", 200).from(made<emp_name>),
    C("diag_code", 20).from(referral<&Referral::diag_code>),
    C("diag_name", 100).from(referral<&Referral::diag_name>),
    C("dise_cond_dscr", 2000).from(referral<&Referral::dise_cond_dscr>),
    C("reflin_medins_no", 30).from(referral<&Referral::reflin_medins_no>),
    C("reflin_medins_name", 200).must().from(referral<&Referral::reflin_medins_name>),
    C("out_flag", 3).in(TableId::out_flag).from(made<out_flag>),
    D("refl_date").must().from(referral<&Referral::refl_date>),
    C("refl_rea", 100).must().from(referral<&Referral::refl_rea>),
    D("begndate").must().from(form<&DeclarationForm::begndate>),
    D("enddate").from(form<&DeclarationForm::enddate>),
    C("hosp_agre_refl_flag", 3).must().in(TableId::yes_no).from(made<agreed>),
    C("opter_id", 20).from(form<&DeclarationForm::opter>),
    C("opter_name", 50),
    DT("opt_time").from(made<filed_at>),
};
// clang-format on

}  // namespace

constinit const Node declared_answer[1] = {
    {.name = "result", .fields = declared_fields, .write = write_one<model::Declared>}};
constinit const Node entitlement_answer[1] = {
    {.name = "trtinfo", .fields = fund_fields, .many = true, .write = write_funds}};
constinit const Node diseases_answer[1] = {
    {.name = "feedetail", .fields = disease_fields, .many = true, .write = write_diseases}};
constinit const Node designations_answer[1] = {
    {.name = "psnfixmedin",
     .fields = designation_fields,
     .many = true,
     .write = write_declarations<&DeclarationView::designation>}};
// The interface prints no node name for these rows either.
constinit const Node referrals_answer[1] = {
    {.name = "data",
     .fields = referral_fields,
     .many = true,
     .write = write_declarations<&DeclarationView::referral>}};

}  // namespace yidi::wire
