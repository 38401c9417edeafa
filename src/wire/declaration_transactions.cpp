// 2501 to 2507: what institutions declare to the insured place for a person, and withdraw.

#include "wire/declaration_answers.hpp"
#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/identity.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::Agent;
using model::DeclarationForm;
using model::Designation;
using model::DiseaseCertificate;
using model::Injury;
using model::Referral;

/// What the four declarations have in common; each has its detail beside it.
struct DeclareDraft {
    model::Declare command;

    static std::optional<Problem> check_days(void* draft) {
        const DeclarationForm& form = static_cast<DeclareDraft*>(draft)->command.form;
        if (!form.enddate || *form.enddate >= form.begndate) return {};
        return Problem{ErrorCode::field_contradicts, "enddate", form.enddate->text(),
                       ">= begndate " + form.begndate.text(), {}};
    }
};

struct ReferralDraft : DeclareDraft {
    Referral referral;
    std::optional<Date> begndate;

    /// Without a first day it begins on the day of the referral.
    static std::optional<Problem> end_row(void* row) {
        auto* draft = static_cast<ReferralDraft*>(row);
        draft->command.form.begndate = draft->begndate.value_or(draft->referral.refl_date);
        return check_days(draft);
    }
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.form.biz_appy_type = model::declaration_kind::referral;
        command.referral = std::move(referral);
        return model::CommandBody{std::move(command)};
    }
};

struct DiseaseDraft : DeclareDraft {
    DiseaseCertificate disease;

    static std::optional<Problem> end_row(void* row) {
        auto* draft = static_cast<DiseaseDraft*>(row);
        if (!codes::is_disease_code(draft->disease.opsp_dise_code)) {
            return Problem{ErrorCode::code_unknown, "opsp_dise_code",
                           draft->disease.opsp_dise_code, "M + 5 digits", {}};
        }
        return check_days(draft);
    }
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.form.biz_appy_type = model::declaration_kind::disease;
        command.disease = std::move(disease);
        return model::CommandBody{std::move(command)};
    }
};

struct DesignationDraft : DeclareDraft {
    Designation designation;

    static std::optional<Problem> end_row(void* row) {
        return check_days(static_cast<DesignationDraft*>(row));
    }
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.designation = std::move(designation);
        return model::CommandBody{std::move(command)};
    }
};

struct InjuryDraft : DeclareDraft {
    Injury injury;
    std::string psn_cert_type, certno;

    static std::optional<Problem> end_row(void* row) {
        return check_days(static_cast<InjuryDraft*>(row));
    }
    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        auto document = document_of({"data", {}, {}, psn_cert_type, certno}, context.digester);
        if (!document) return Unexpected{std::move(document).error()};
        command.certno_digest = std::move(*document);
        command.form.biz_appy_type = model::declaration_kind::injury;
        command.injury = std::move(injury);
        return model::CommandBody{std::move(command)};
    }
};

using WithdrawDraft = PlainDraft<model::WithdrawDeclared>;

template <class Draft>
constexpr Take psn_no = Into<Draft>::template at<&Draft::command, &model::Declare::psn_no>;
template <class Draft, auto Member>
constexpr Take form = Into<Draft>::template at<&Draft::command, &model::Declare::form, Member>;
template <auto Member>
constexpr Take referral = Into<ReferralDraft>::at<&ReferralDraft::referral, Member>;
template <auto Member>
constexpr Take disease = Into<DiseaseDraft>::at<&DiseaseDraft::disease, Member>;
template <auto Member>
constexpr Take designation = Into<DesignationDraft>::at<&DesignationDraft::designation, Member>;
template <auto Member>
constexpr Take for_person =
    Into<DesignationDraft>::at<&DesignationDraft::designation, &Designation::agent, Member>;
template <auto Member>
constexpr Take injury = Into<InjuryDraft>::at<&InjuryDraft::injury, Member>;
template <auto Member>
constexpr Take for_injured = Into<InjuryDraft>::at<&InjuryDraft::injury, &Injury::agent, Member>;

// clang-format off
constexpr Field referral_fields[] = {
    C("psn_no", 30, psn_no<ReferralDraft>).must(),
    C("insutype", 6, form<ReferralDraft, &DeclarationForm::insutype>).in(TableId::insutype),
    C("tel", 50, form<ReferralDraft, &DeclarationForm::tel>).personal(),
    C("addr", 200, form<ReferralDraft, &DeclarationForm::addr>).personal(),
    C("insu_optins", 6, form<ReferralDraft, &DeclarationForm::insuplc_admdvs>).division(),
    C("diag_code", 20, referral<&Referral::diag_code>).must(),
    C("diag_name", 100, referral<&Referral::diag_name>).must(),
    C("dise_cond_dscr", 2000, referral<&Referral::dise_cond_dscr>),
    C("reflin_medins_no", 12, referral<&Referral::reflin_medins_no>).must(),
    C("reflin_medins_name", 200, referral<&Referral::reflin_medins_name>).must(),
    C("mdtrtarea_admdvs", 6, referral<&Referral::mdtrtarea_admdvs>).must().division(),
    C("hosp_agre_refl_flag", 3, referral<&Referral::hosp_agre_refl_flag>).in(TableId::yes_no),
    C("refl_type", 30, referral<&Referral::refl_type>).must().in(TableId::refl_type),
    D("refl_date", referral<&Referral::refl_date>).must(),
    C("refl_rea", 100, referral<&Referral::refl_rea>).must(),
    C("refl_opnn", 200, referral<&Referral::refl_opnn>).must(),
    D("begndate", Into<ReferralDraft>::at<&ReferralDraft::begndate>),
    D("enddate", form<ReferralDraft, &DeclarationForm::enddate>),
    C("refl_old_mdtrt_id", 30, referral<&Referral::refl_old_mdtrt_id>),
    C("refl_used_flag", 3),
};
constexpr Field disease_fields[] = {
    C("psn_no", 30, psn_no<DiseaseDraft>).must(),
    C("insutype", 6, form<DiseaseDraft, &DeclarationForm::insutype>).must().in(TableId::insutype),
    C("opsp_dise_code", 30, disease<&DiseaseCertificate::opsp_dise_code>).must(),
    C("opsp_dise_name", 300, disease<&DiseaseCertificate::opsp_dise_name>).must(),
    C("tel", 50, form<DiseaseDraft, &DeclarationForm::tel>).personal(),
    C("addr", 200, form<DiseaseDraft, &DeclarationForm::addr>).personal(),
    C("insu_optins", 6, form<DiseaseDraft, &DeclarationForm::insuplc_admdvs>).must().division(),
    C("ide_fixmedins_no", 30, disease<&DiseaseCertificate::ide_fixmedins_no>).must(),
    C("ide_fixmedins_name", 200, disease<&DiseaseCertificate::ide_fixmedins_name>).must(),
    D("hosp_ide_date", disease<&DiseaseCertificate::hosp_ide_date>).must(),
    C("diag_dr_codg", 30, disease<&DiseaseCertificate::diag_dr_codg>).must(),
    C("diag_dr_name", 50, disease<&DiseaseCertificate::diag_dr_name>).must(),
    D("begndate", form<DiseaseDraft, &DeclarationForm::begndate>).must(),
    D("enddate", form<DiseaseDraft, &DeclarationForm::enddate>),
    C("exp_content", 4000).holding(unread_extras),
    C("trt_dcla_detl_sn", 30),
    C("selfdef_splm_flag", 3),
    C("memo", 500, form<DiseaseDraft, &DeclarationForm::memo>),
};
constexpr Field designation_fields[] = {
    C("psn_no", 30, psn_no<DesignationDraft>).must(),
    C("tel", 50, form<DesignationDraft, &DeclarationForm::tel>).personal(),
    C("addr", 200, form<DesignationDraft, &DeclarationForm::addr>).personal(),
    C("biz_appy_type", 3, form<DesignationDraft, &DeclarationForm::biz_appy_type>).must().in(TableId::biz_appy_type),
    D("begndate", form<DesignationDraft, &DeclarationForm::begndate>).must(),
    D("enddate", form<DesignationDraft, &DeclarationForm::enddate>),
    C("agnter_name", 50, for_person<&Agent::agnter_name>).personal(),
    C("agnter_cert_type", 6, for_person<&Agent::agnter_cert_type>).in(TableId::psn_cert_type),
    C("agnter_certno", 50, for_person<&Agent::agnter_certno>).personal(),
    C("agnter_tel", 30, for_person<&Agent::agnter_tel>).personal(),
    C("agnter_addr", 200, for_person<&Agent::agnter_addr>).personal(),
    C("agnter_rlts", 3, for_person<&Agent::agnter_rlts>),
    C("fix_srt_no", 3, designation<&Designation::fix_srt_no>).must(),
    C("fixmedins_code", 12, designation<&Designation::fixmedins_code>).must(),
    C("fixmedins_name", 200, designation<&Designation::fixmedins_name>).must(),
    C("memo", 500, form<DesignationDraft, &DeclarationForm::memo>),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field injury_fields[] = {
    C("dcla_souc", 6, injury<&Injury::dcla_souc>).must().in(TableId::dcla_souc),
    C("insutype", 6, form<InjuryDraft, &DeclarationForm::insutype>).in(TableId::insutype),
    C("psn_no", 30, psn_no<InjuryDraft>).must(),
    C("psn_insu_rlts_id", 20),
    C("psn_cert_type", 6, Into<InjuryDraft>::at<&InjuryDraft::psn_cert_type>).must().in(TableId::psn_cert_type),
    C("certno", 50, Into<InjuryDraft>::at<&InjuryDraft::certno>).must().personal(),
    C("psn_name", 50).must().personal(),
    C("gend", 6).in(TableId::gend), C("naty", 3), D("brdy"),
    C("tel", 50, form<InjuryDraft, &DeclarationForm::tel>).personal(),
    C("addr", 500, form<InjuryDraft, &DeclarationForm::addr>).personal(),
    C("insu_admdvs", 6, form<InjuryDraft, &DeclarationForm::insuplc_admdvs>).must().division(),
    C("emp_no", 40), C("emp_name", 200),
    C("mdtrtarea_admdvs", 6, injury<&Injury::mdtrtarea_admdvs>).division(),
    C("fixmedins_code", 30, injury<&Injury::fixmedins_code>),
    C("fixmedins_name", 200, injury<&Injury::fixmedins_name>),
    C("hosp_lv", 6).in(TableId::hosp_lv),
    D("adm_time", injury<&Injury::adm_time>),
    D("trum_time", injury<&Injury::trum_time>),
    C("trum_site", 200, injury<&Injury::trum_site>),
    C("trum_rea", 200, injury<&Injury::trum_rea>),
    C("chk_pay_flag", 3, injury<&Injury::chk_pay_flag>).must().in(TableId::yes_no),
    C("agnter_name", 50, for_injured<&Agent::agnter_name>).personal(),
    C("agnter_cert_type", 6, for_injured<&Agent::agnter_cert_type>).in(TableId::psn_cert_type),
    C("agnter_certno", 50, for_injured<&Agent::agnter_certno>).personal(),
    C("agnter_tel", 30, for_injured<&Agent::agnter_tel>).personal(),
    C("agnter_addr", 200, for_injured<&Agent::agnter_addr>).personal(),
    C("agnter_rlts", 3, for_injured<&Agent::agnter_rlts>),
    D("begndate", form<InjuryDraft, &DeclarationForm::begndate>).must(),
    D("enddate", form<InjuryDraft, &DeclarationForm::enddate>),
    C("memo", 500, form<InjuryDraft, &DeclarationForm::memo>),
};
template <bool NeedsMemo>
constexpr Field withdraw_fields[] = {
    C("trt_dcla_detl_sn", 30, Into<WithdrawDraft>::at<&model::WithdrawDeclared::trt_dcla_detl_sn>).must(),
    C("psn_no", 30, Into<WithdrawDraft>::at<&model::WithdrawDeclared::psn_no>).must(),
    NeedsMemo ? C("memo", 500, Into<WithdrawDraft>::at<&model::WithdrawDeclared::memo>).must()
              : C("memo", 500, Into<WithdrawDraft>::at<&model::WithdrawDeclared::memo>),
};
// clang-format on

constexpr Node referral_request[] = {
    {.name = "refmedin", .fields = referral_fields, .end_row = ReferralDraft::end_row}};
constexpr Node disease_request[] = {
    {.name = "data", .fields = disease_fields, .end_row = DiseaseDraft::end_row}};
constexpr Node designation_request[] = {
    {.name = "data", .fields = designation_fields, .end_row = DesignationDraft::end_row}};
constexpr Node injury_request[] = {
    {.name = "data", .fields = injury_fields, .end_row = InjuryDraft::end_row}};
constexpr Node withdraw_referral_request[] = {{.name = "data", .fields = withdraw_fields<false>}};
constexpr Node withdraw_request[] = {{.name = "data", .fields = withdraw_fields<true>}};

constexpr Transaction declares(std::string_view infno, std::string_view zh, std::string_view en,
                               std::string_view path, std::span<const Node> request,
                               decltype(Transaction::decode) decode) {
    return {.infno = infno,
            .zh = zh,
            .en = en,
            .path = path,
            .path_seen = false,
            .request = request,
            .answer = declared_answer,
            .decode = decode,
            .reply = reply_index<model::Declared>};
}
constexpr Transaction withdraws(std::string_view infno, std::string_view zh, std::string_view en,
                                std::string_view path, std::span<const Node> request) {
    return {.infno = infno,
            .zh = zh,
            .en = en,
            .path = path,
            .path_seen = false,
            .request = request,
            .answer = {},
            .decode = decode_into<WithdrawDraft>,
            .reply = reply_index<model::Accepted>};
}

// clang-format off
constexpr Transaction group[] = {
    declares("2501", "转院备案", "File a referral", "/fsi/api/fsiPsnFilingService/fileReferral",
             referral_request, decode_into<ReferralDraft>),
    withdraws("2502", "转院备案撤销", "Withdraw a referral", "/fsi/api/fsiPsnFilingService/withdrawReferral",
              withdraw_referral_request),
    declares("2503", "人员慢特病备案", "File a chronic or special disease", "/fsi/api/fsiPsnFilingService/fileOpsp",
             disease_request, decode_into<DiseaseDraft>),
    withdraws("2504", "人员慢特病备案撤销", "Withdraw a chronic or special disease",
              "/fsi/api/fsiPsnFilingService/withdrawOpsp", withdraw_request),
    declares("2505", "人员定点备案", "File a designation", "/fsi/api/fsiPsnFilingService/fileFixmedins",
             designation_request, decode_into<DesignationDraft>),
    withdraws("2506", "人员定点备案撤销", "Withdraw a designation",
              "/fsi/api/fsiPsnFilingService/withdrawFixmedins", withdraw_request),
    declares("2507", "人员意外伤害备案", "File an accidental injury", "/fsi/api/fsiPsnFilingService/fileInjury",
             injury_request, decode_into<InjuryDraft>),
};
// clang-format on

}  // namespace

std::span<const Transaction> declaration_transactions() {
    return group;
}

}  // namespace yidi::wire
