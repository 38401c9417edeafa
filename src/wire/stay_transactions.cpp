// 2401 to 2405: admission, discharge, their change and their cancelling.

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/identity.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::Admit;
using model::ChangeAdmission;
using model::Diagnosis;
using model::Discharge;
using model::StayData;

constexpr const char* admission_diagnosis = "1";
constexpr const char* discharge_diagnosis = "2";

/// Rules between the extras of a cross-province stay and its other fields (interface 2401, 2403).
std::optional<Problem> check_extras(const StayData& stay) {
    constexpr std::string_view emergency_visit = "13", emergency_stay = "2";
    if (stay.trum_flag == "1" && stay.rel_ttp_flag.empty()) {
        return Problem{
            ErrorCode::field_missing, "exp_content.REL_TTP_FLAG", {}, "TRUM_FLAG = 1", {}};
    }
    if (stay.med_type == emergency_visit && stay.ipt_type != emergency_stay) {
        const auto code =
            stay.ipt_type.empty() ? ErrorCode::field_missing : ErrorCode::field_contradicts;
        return Problem{code, "exp_content.IPT_TYPE", stay.ipt_type, "2 (med_type 13)", {}};
    }
    return {};
}

void number_diagnoses(std::vector<Diagnosis>& diagnoses, const char* inout_diag_type) {
    for (auto& diagnosis : diagnoses) diagnosis.inout_diag_type = inout_diag_type;
}

struct AdmitDraft {
    Admit command;
    std::string mdtrt_cert_no, cert_type, certno;
    RowIds ids;

    static std::optional<Problem> check_head(void* draft) {
        return check_extras(static_cast<AdmitDraft*>(draft)->command.stay);
    }
    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        if (auto wrong = ids.check_head("diseinfo", {}, command.psn_no)) {
            return Unexpected{std::move(*wrong)};
        }
        auto document = document_of(
            {"mdtrtinfo", command.stay.mdtrt_cert_type, mdtrt_cert_no, cert_type, certno},
            context.digester);
        if (!document) return Unexpected{std::move(document).error()};
        command.certno_digest = std::move(*document);
        if (command.insuplc_admdvs.empty()) {
            command.insuplc_admdvs = context.envelope.insuplc_admdvs;
        }
        number_diagnoses(command.diagnoses, admission_diagnosis);
        return model::CommandBody{std::move(command)};
    }
};

struct DischargeDraft {
    Discharge command;
    RowIds ids;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        if (auto wrong = ids.check_head("diseinfo", command.mdtrt_id, command.psn_no)) {
            return Unexpected{std::move(*wrong)};
        }
        number_diagnoses(command.diagnoses, discharge_diagnosis);
        return model::CommandBody{std::move(command)};
    }
};

struct ChangeDraft {
    ChangeAdmission command;
    RowIds ids;

    static std::optional<Problem> check_head(void* draft) {
        return check_extras(static_cast<ChangeDraft*>(draft)->command.stay);
    }
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        if (auto wrong = ids.check_head("diseinfo", command.mdtrt_id, command.psn_no)) {
            return Unexpected{std::move(*wrong)};
        }
        number_diagnoses(command.diagnoses, admission_diagnosis);
        return model::CommandBody{std::move(command)};
    }
};

using CancelAdmissionDraft = PlainDraft<model::CancelAdmission>;
using CancelDischargeDraft = PlainDraft<model::CancelDischarge>;

template <auto... Path>
constexpr Take admit = Into<AdmitDraft>::at<&AdmitDraft::command, Path...>;
template <auto... Path>
constexpr Take discharge = Into<DischargeDraft>::at<&DischargeDraft::command, Path...>;
template <auto... Path>
constexpr Take change = Into<ChangeDraft>::at<&ChangeDraft::command, Path...>;

/// Where the data of a stay is in both drafts that hold one.
template <class Draft, auto Member>
constexpr Take stay_of =
    Into<Draft>::template at<&Draft::command, &decltype(Draft::command)::stay, Member>;
/// Diagnoses are rows of the command in every draft.
template <class Draft>
using DiagnosisRow = IntoRow<Draft, &Draft::command, &decltype(Draft::command)::diagnoses>;
template <class Draft, auto Id>
constexpr Take row_id = Into<Draft>::template at<&Draft::ids, Id>;

template <class Draft>
std::optional<Problem> check_diagnosis(void* draft) {
    return static_cast<Draft*>(draft)->ids.check();
}

// clang-format off
template <class Draft>
constexpr Field extras_fields[] = {
    C("MDTRT_GRP_TYPE", 3, stay_of<Draft, &StayData::mdtrt_grp_type>).in(TableId::mdtrt_grp_type),
    C("TRUM_FLAG", 3, stay_of<Draft, &StayData::trum_flag>).in(TableId::trum_flag),
    C("REL_TTP_FLAG", 3, stay_of<Draft, &StayData::rel_ttp_flag>).in(TableId::rel_ttp_flag),
    C("IPT_TYPE", 3, stay_of<Draft, &StayData::ipt_type>).in(TableId::ipt_type),
    C("OTP_ER_REFL_FLAG", 3).in(TableId::otp_er_refl_flag),
};
template <class Draft>
constexpr Node extras{.name = "exp_content", .fields = extras_fields<Draft>};

constexpr Field mdtrtinfo_fields[] = {
    C("psn_no", 30, admit<&Admit::psn_no>).must(),
    C("insutype", 6, admit<&Admit::insutype>).must().in(TableId::insutype),
    C("coner_name", 50, stay_of<AdmitDraft, &StayData::coner_name>).personal(),
    C("tel", 50, stay_of<AdmitDraft, &StayData::tel>).personal(),
    DT("begntime", admit<&Admit::begntime>).must(),
    C("mdtrt_cert_type", 3, stay_of<AdmitDraft, &StayData::mdtrt_cert_type>).must().in(TableId::mdtrt_cert_type),
    C("mdtrt_cert_no", 50, Into<AdmitDraft>::at<&AdmitDraft::mdtrt_cert_no>).personal(),
    C("card_sn", 32).personal(),
    C("cert_type", 3, Into<AdmitDraft>::at<&AdmitDraft::cert_type>).in(TableId::psn_cert_type),
    C("certno", 50, Into<AdmitDraft>::at<&AdmitDraft::certno>).personal(),
    C("med_type", 6, stay_of<AdmitDraft, &StayData::med_type>).must().in(TableId::med_type),
    C("ipt_no", 30, stay_of<AdmitDraft, &StayData::ipt_no>).must(),
    C("medrcdno", 30, stay_of<AdmitDraft, &StayData::medrcdno>),
    C("atddr_no", 30, stay_of<AdmitDraft, &StayData::atddr_no>).must(),
    C("chfpdr_name", 50, stay_of<AdmitDraft, &StayData::chfpdr_name>).must(),
    C("adm_diag_dscr", 200, stay_of<AdmitDraft, &StayData::adm_diag_dscr>).must(),
    C("adm_dept_codg", 30, stay_of<AdmitDraft, &StayData::adm_dept_codg>).must(),
    C("adm_dept_name", 100, stay_of<AdmitDraft, &StayData::adm_dept_name>).must(),
    C("adm_bed", 30, stay_of<AdmitDraft, &StayData::adm_bed>).must(),
    C("dscg_maindiag_code", 20, stay_of<AdmitDraft, &StayData::dscg_maindiag_code>).must(),
    C("dscg_maindiag_name", 300, stay_of<AdmitDraft, &StayData::dscg_maindiag_name>).must(),
    C("main_cond_dscr", 1000, stay_of<AdmitDraft, &StayData::main_cond_dscr>),
    C("dise_codg", 30, stay_of<AdmitDraft, &StayData::dise_codg>),
    C("dise_name", 500, stay_of<AdmitDraft, &StayData::dise_name>),
    C("oprn_oprt_code", 30, stay_of<AdmitDraft, &StayData::oprn_oprt_code>),
    C("oprn_oprt_name", 500, stay_of<AdmitDraft, &StayData::oprn_oprt_name>),
    C("fpsc_no", 50),
    C("matn_type", 6).in(TableId::matn_type),
    C("birctrl_type", 6),
    C("latechb_flag", 3).in(TableId::yes_no),
    N("geso_val", 2, 0),
    N("fetts", 3, 0),
    N("fetus_cnt", 3, 0),
    C("pret_flag", 3).in(TableId::yes_no),
    D("birctrl_matn_date"),
    C("dise_type_code", 6),
    C("exp_content", 4000).holding(extras<AdmitDraft>),
    C("insuplc_admdvs", 6, admit<&Admit::insuplc_admdvs>).division(),
    C("mdtrtarea_admvs", 6).division(),
};

constexpr Field dscginfo_fields[] = {
    C("mdtrt_id", 30, discharge<&Discharge::mdtrt_id>).must(),
    C("psn_no", 30, discharge<&Discharge::psn_no>).must(),
    C("insutype", 6, discharge<&Discharge::insutype>).must().in(TableId::insutype),
    DT("endtime", discharge<&Discharge::endtime>).must(),
    C("dise_codg", 30),
    C("dise_name", 500),
    C("oprn_oprt_code", 30),
    C("oprn_oprt_name", 500),
    C("fpsc_no", 50),
    C("matn_type", 6).in(TableId::matn_type),
    C("birctrl_type", 6),
    C("latechb_flag", 3).in(TableId::yes_no),
    N("geso_val", 2, 0),
    N("fetts", 3, 0),
    N("fetus_cnt", 3, 0),
    C("pret_flag", 3).in(TableId::yes_no),
    D("birctrl_matn_date"),
    C("cop_flag", 3).in(TableId::yes_no),
    C("dscg_dept_codg", 30, discharge<&Discharge::dscg_dept_codg>).must(),
    C("dscg_dept_name", 100, discharge<&Discharge::dscg_dept_name>).must(),
    C("dscg_bed", 30, discharge<&Discharge::dscg_bed>),
    C("dscg_way", 3, discharge<&Discharge::dscg_way>).must().in(TableId::dscg_way),
    D("die_date", discharge<&Discharge::die_date>),
    C("exp_content", 4000).holding(unread_extras),
};

constexpr Field adminfo_fields[] = {
    C("mdtrt_id", 30, change<&ChangeAdmission::mdtrt_id>).must(),
    C("psn_no", 30, change<&ChangeAdmission::psn_no>).must(),
    C("coner_name", 50, stay_of<ChangeDraft, &StayData::coner_name>).personal(),
    C("tel", 50, stay_of<ChangeDraft, &StayData::tel>).personal(),
    DT("begntime", change<&ChangeAdmission::begntime>).must(),
    DT("endtime", change<&ChangeAdmission::endtime>),
    C("mdtrt_cert_type", 3, stay_of<ChangeDraft, &StayData::mdtrt_cert_type>).must().in(TableId::mdtrt_cert_type),
    C("med_type", 6, stay_of<ChangeDraft, &StayData::med_type>).must().in(TableId::med_type),
    C("ipt_otp_no", 30, stay_of<ChangeDraft, &StayData::ipt_no>).must(),
    C("medrcdno", 30, stay_of<ChangeDraft, &StayData::medrcdno>),
    C("atddr_no", 30, stay_of<ChangeDraft, &StayData::atddr_no>).must(),
    C("chfpdr_name", 50, stay_of<ChangeDraft, &StayData::chfpdr_name>).must(),
    C("adm_diag_dscr", 200, stay_of<ChangeDraft, &StayData::adm_diag_dscr>).must(),
    C("adm_dept_codg", 30, stay_of<ChangeDraft, &StayData::adm_dept_codg>).must(),
    C("adm_dept_name", 100, stay_of<ChangeDraft, &StayData::adm_dept_name>).must(),
    C("adm_bed", 30, stay_of<ChangeDraft, &StayData::adm_bed>).must(),
    C("dscg_maindiag_code", 20, stay_of<ChangeDraft, &StayData::dscg_maindiag_code>).must(),
    C("dscg_maindiag_name", 300, stay_of<ChangeDraft, &StayData::dscg_maindiag_name>).must(),
    C("main_cond_dscr", 1000, stay_of<ChangeDraft, &StayData::main_cond_dscr>),
    C("dise_codg", 30, stay_of<ChangeDraft, &StayData::dise_codg>),
    C("dise_name", 500, stay_of<ChangeDraft, &StayData::dise_name>),
    C("oprn_oprt_code", 30, stay_of<ChangeDraft, &StayData::oprn_oprt_code>),
    C("oprn_oprt_name", 500, stay_of<ChangeDraft, &StayData::oprn_oprt_name>),
    C("fpsc_no", 50),
    C("matn_type", 6).in(TableId::matn_type),
    C("birctrl_type", 6),
    C("latechb_flag", 3).in(TableId::yes_no),
    N("geso_val", 2, 0),
    N("fetts", 3, 0),
    N("fetus_cnt", 3, 0),
    C("pret_flag", 3).in(TableId::yes_no),
    D("birctrl_matn_date"),
    C("dise_type_code", 6),
    C("exp_content", 4000).holding(extras<ChangeDraft>),
    N("ttp_pay_prop", 5, 4),
};

template <class Draft>
constexpr Field diagnosis_fields[] = {
    C("mdtrt_id", 30, row_id<Draft, &RowIds::mdtrt_id>).must(),
    C("psn_no", 30, row_id<Draft, &RowIds::psn_no>).must(),
    C("diag_type", 3, DiagnosisRow<Draft>::template at<&Diagnosis::diag_type>).must().in(TableId::diag_type),
    C("maindiag_flag", 3, DiagnosisRow<Draft>::template at<&Diagnosis::maindiag_flag>).must().in(TableId::yes_no),
    N("diag_srt_no", 2, 0, DiagnosisRow<Draft>::template at<&Diagnosis::diag_srt_no>).must(),
    C("diag_code", 20, DiagnosisRow<Draft>::template at<&Diagnosis::diag_code>).must(),
    C("diag_name", 100, DiagnosisRow<Draft>::template at<&Diagnosis::diag_name>).must(),
    C("adm_cond", 500, DiagnosisRow<Draft>::template at<&Diagnosis::adm_cond>),
    C("diag_dept", 50, DiagnosisRow<Draft>::template at<&Diagnosis::diag_dept>).must(),
    C("dise_dor_no", 30, DiagnosisRow<Draft>::template at<&Diagnosis::dise_dor_no>).must(),
    C("dise_dor_name", 50, DiagnosisRow<Draft>::template at<&Diagnosis::dise_dor_name>).must(),
    DT("diag_time", DiagnosisRow<Draft>::template at<&Diagnosis::diag_time>).must(),
};

template <class Draft, auto MdtrtId, auto PsnNo>
constexpr Field visit_fields[] = {
    C("mdtrt_id", 30, Into<Draft>::template at<MdtrtId>).must(),
    C("psn_no", 30, Into<Draft>::template at<PsnNo>).must(),
    C("exp_content", 4000).holding(unread_extras),
};

constexpr Field admitted_fields[] = {
    C("mdtrt_id", 30).must().from(From<model::Admitted>::at<&model::Admitted::mdtrt_id>),
    C("exp_content", 4000),
};
// clang-format on

template <class Draft>
constexpr Node diagnoses_of(std::span<const Field> fields, bool required) {
    return {.name = "diseinfo",
            .fields = fields,
            .many = true,
            .required = required,
            .begin_row = DiagnosisRow<Draft>::begin,
            .end_row = check_diagnosis<Draft>};
}

// Before the admission there is no visit id: its diagnoses lack the first field.
constexpr Node admit_request[] = {
    {.name = "mdtrtinfo", .fields = mdtrtinfo_fields, .end_row = AdmitDraft::check_head},
    diagnoses_of<AdmitDraft>(std::span{diagnosis_fields<AdmitDraft>}.subspan<1>(), true)};
constexpr Node discharge_request[] = {
    {.name = "dscginfo", .fields = dscginfo_fields},
    diagnoses_of<DischargeDraft>(diagnosis_fields<DischargeDraft>, true)};
constexpr Node change_request[] = {
    {.name = "adminfo", .fields = adminfo_fields, .end_row = ChangeDraft::check_head},
    diagnoses_of<ChangeDraft>(diagnosis_fields<ChangeDraft>, false)};
constexpr Node cancel_admission_request[] = {
    {.name = "data",
     .fields = visit_fields<CancelAdmissionDraft, &model::CancelAdmission::mdtrt_id,
                            &model::CancelAdmission::psn_no>}};
constexpr Node cancel_discharge_request[] = {
    {.name = "data",
     .fields = visit_fields<CancelDischargeDraft, &model::CancelDischarge::mdtrt_id,
                            &model::CancelDischarge::psn_no>}};
constexpr Node admitted_answer[] = {
    {.name = "result", .fields = admitted_fields, .write = write_one<model::Admitted>}};

constexpr Transaction group[] = {
    {.infno = "2401",
     .zh = "入院办理",
     .en = "Admission",
     .path = "/fsi/api/hospitalRegisterService/hospitalRegisterSave",
     .request = admit_request,
     .answer = admitted_answer,
     .decode = decode_into<AdmitDraft>,
     .reply = reply_index<model::Admitted>},
    {.infno = "2402",
     .zh = "出院办理",
     .en = "Discharge",
     .path = "/fsi/api/dscgService/dischargeProcess",
     .request = discharge_request,
     .answer = {},
     .decode = decode_into<DischargeDraft>,
     .reply = reply_index<model::Accepted>},
    {.infno = "2403",
     .zh = "住院信息变更",
     .en = "Change admission data",
     .path = "/fsi/api/hospitalRegisterService/hospitalRegisterEdit",
     .request = change_request,
     .answer = {},
     .decode = decode_into<ChangeDraft>,
     .reply = reply_index<model::Accepted>},
    {.infno = "2404",
     .zh = "入院撤销",
     .en = "Cancel admission",
     .path = "/fsi/api/hospitalRegisterService/hospitalRegisterCancel",
     .request = cancel_admission_request,
     .answer = {},
     .decode = decode_into<CancelAdmissionDraft>,
     .reply = reply_index<model::Accepted>},
    {.infno = "2405",
     .zh = "出院撤销",
     .en = "Cancel discharge",
     .path = "/fsi/api/dscgService/dischargeUndo",
     .request = cancel_discharge_request,
     .answer = {},
     .decode = decode_into<CancelDischargeDraft>,
     .reply = reply_index<model::Accepted>},
};

}  // namespace

std::span<const Transaction> stay_transactions() {
    return group;
}

}  // namespace yidi::wire
