// 2201 to 2203: registration of an outpatient, its cancelling, and what the visit is for.

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/identity.hpp"
#include "wire/outpatient_extras.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::DescribeVisit;
using model::Diagnosis;
using model::OutpatientData;
using model::Register;

struct RegisterDraft {
    Register command;
    std::string mdtrt_cert_no, psn_cert_type, certno;

    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        auto document = document_of(
            {"data", command.mdtrt_cert_type, mdtrt_cert_no, psn_cert_type, certno},
            context.digester);
        if (!document) return Unexpected{std::move(document).error()};
        command.certno_digest = std::move(*document);
        command.insuplc_admdvs = context.envelope.insuplc_admdvs;
        return model::CommandBody{std::move(command)};
    }
};

using CancelDraft = PlainDraft<model::CancelRegistration>;

struct VisitDraft {
    DescribeVisit command;
    std::string vali_flag;

    static std::optional<Problem> check_head(void* draft) {
        const DescribeVisit& visit = static_cast<VisitDraft*>(draft)->command;
        return check_outpatient_extras({visit.med_type, visit.outpatient.otp_er_refl_flag,
                                        visit.trum_flag, visit.rel_ttp_flag});
    }
    /// A diagnosis is withdrawn by sending it again with vali_flag 0.
    static std::optional<Problem> take_diagnosis(void* draft) {
        auto& visit = *static_cast<VisitDraft*>(draft);
        Diagnosis& row = visit.command.diagnoses.back();
        // Visits are queried like stays: as the diagnoses with which the person came.
        row.inout_diag_type = "1";
        row.maindiag_flag = row.diag_srt_no == 1 ? "1" : "0";
        if (visit.vali_flag == "0") {
            visit.command.withdrawn.push_back(row.diag_srt_no);
            visit.command.diagnoses.pop_back();
        }
        return {};
    }
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        return model::CommandBody{std::move(command)};
    }
};

template <auto... Path>
constexpr Take registered = Into<RegisterDraft>::at<&RegisterDraft::command, Path...>;
template <auto... Path>
constexpr Take described = Into<VisitDraft>::at<&VisitDraft::command, Path...>;
template <auto Member>
constexpr Take outpatient = described<&DescribeVisit::outpatient, Member>;
using DiagnosisRow = IntoRow<VisitDraft, &VisitDraft::command, &DescribeVisit::diagnoses>;

// clang-format off
constexpr Field register_fields[] = {
    C("psn_no", 30, registered<&Register::psn_no>).must(),
    C("insutype", 6, registered<&Register::insutype>).must().in(TableId::insutype),
    DT("begntime", registered<&Register::begntime>).must(),
    C("mdtrt_cert_type", 3, registered<&Register::mdtrt_cert_type>).must().in(TableId::mdtrt_cert_type),
    C("mdtrt_cert_no", 50, Into<RegisterDraft>::at<&RegisterDraft::mdtrt_cert_no>).must().personal(),
    C("card_sn", 32).personal(),
    C("psn_cert_type", 6, Into<RegisterDraft>::at<&RegisterDraft::psn_cert_type>).in(TableId::psn_cert_type),
    C("certno", 50, Into<RegisterDraft>::at<&RegisterDraft::certno>).personal(),
    C("psn_type", 6).in(TableId::psn_type),
    C("psn_name", 50).personal(),
    C("ipt_otp_no", 30, registered<&Register::ipt_otp_no>).must(),
    C("atddr_no", 30, registered<&Register::atddr_no>),
    C("dr_name", 50, registered<&Register::dr_name>),
    C("dept_code", 30, registered<&Register::dept_code>).must(),
    C("dept_name", 100, registered<&Register::dept_name>).must(),
    C("caty", 10, registered<&Register::caty>).must(),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field cancel_fields[] = {
    C("psn_no", 30, Into<CancelDraft>::at<&model::CancelRegistration::psn_no>).must(),
    C("mdtrt_id", 30, Into<CancelDraft>::at<&model::CancelRegistration::mdtrt_id>).must(),
    C("ipt_otp_no", 30, Into<CancelDraft>::at<&model::CancelRegistration::ipt_otp_no>).must(),
    C("exp_content", 4000).holding(unread_extras),
};

constexpr Field extras_fields[] = {
    C("OTP_ER_REFL_FLAG", 3, outpatient<&OutpatientData::otp_er_refl_flag>).in(TableId::otp_er_refl_flag),
    C("TRUM_FLAG", 3, described<&DescribeVisit::trum_flag>).in(TableId::trum_flag),
    C("REL_TTP_FLAG", 3, described<&DescribeVisit::rel_ttp_flag>).in(TableId::rel_ttp_flag),
    C("MDTRT_GRP_TYPE", 3, described<&DescribeVisit::mdtrt_grp_type>).in(TableId::mdtrt_grp_type),
};
constexpr Node extras{.name = "exp_content", .fields = extras_fields};

// The A form has fields for pharmacies that fill a prescription: the rx... ones. The bytes of its
// picture (rxIn) are not read.
constexpr Field mdtrtinfo_fields[] = {
    C("mdtrt_id", 30, described<&DescribeVisit::mdtrt_id>).must(),
    C("psn_no", 30, described<&DescribeVisit::psn_no>).must(),
    C("med_type", 6, described<&DescribeVisit::med_type>).must().in(TableId::med_type),
    DT("begntime", described<&DescribeVisit::begntime>).must(),
    C("main_cond_dscr", 1000, described<&DescribeVisit::main_cond_dscr>),
    C("dise_type_code", 30, outpatient<&OutpatientData::dise_type_code>),
    C("dise_codg", 30, described<&DescribeVisit::dise_codg>),
    C("dise_name", 500, described<&DescribeVisit::dise_name>),
    C("birctrl_type", 6, outpatient<&OutpatientData::birctrl_type>),
    D("birctrl_matn_date", outpatient<&OutpatientData::birctrl_matn_date>),
    C("matn_type", 6, outpatient<&OutpatientData::matn_type>).in(TableId::matn_type),
    N("geso_val", 2, 0, outpatient<&OutpatientData::geso_val>),
    C("rxfixmedinsCode", 12, outpatient<&OutpatientData::rxfixmedins_code>),
    C("rxfixmedinsName", 200, outpatient<&OutpatientData::rxfixmedins_name>),
    C("rxfilename", 200, outpatient<&OutpatientData::rxfilename>),
    C("rxExpContent", 2000),
    C("exp_content", 4000).holding(extras),
};
constexpr Field diagnosis_fields[] = {
    C("diag_type", 3, DiagnosisRow::at<&Diagnosis::diag_type>).must().in(TableId::diag_type),
    N("diag_srt_no", 2, 0, DiagnosisRow::at<&Diagnosis::diag_srt_no>).must(),
    C("diag_code", 30, DiagnosisRow::at<&Diagnosis::diag_code>).must(),
    C("diag_name", 100, DiagnosisRow::at<&Diagnosis::diag_name>).must(),
    C("diag_dept", 50, DiagnosisRow::at<&Diagnosis::diag_dept>).must(),
    C("dise_dor_no", 30, DiagnosisRow::at<&Diagnosis::dise_dor_no>).must(),
    C("dise_dor_name", 50, DiagnosisRow::at<&Diagnosis::dise_dor_name>).must(),
    DT("diag_time", DiagnosisRow::at<&Diagnosis::diag_time>).must(),
    C("vali_flag", 3, Into<VisitDraft>::at<&VisitDraft::vali_flag>).must().in(TableId::yes_no),
};

constexpr Field registered_fields[] = {
    C("mdtrt_id", 30).must().from(From<model::Registered>::at<&model::Registered::mdtrt_id>),
    C("psn_no", 30).must().from(From<model::Registered>::at<&model::Registered::psn_no>),
    C("ipt_otp_no", 30).must().from(From<model::Registered>::at<&model::Registered::ipt_otp_no>),
    C("exp_content", 4000),
};
// clang-format on

constexpr Node register_request[] = {{.name = "data", .fields = register_fields}};
constexpr Node cancel_request[] = {{.name = "data", .fields = cancel_fields}};
constexpr Node describe_request[] = {
    {.name = "mdtrtinfo", .fields = mdtrtinfo_fields, .end_row = VisitDraft::check_head},
    {.name = "diseinfo",
     .fields = diagnosis_fields,
     .many = true,
     .required = false,
     .begin_row = DiagnosisRow::begin,
     .end_row = VisitDraft::take_diagnosis}};
constexpr Node registered_answer[] = {
    {.name = "data", .fields = registered_fields, .write = write_one<model::Registered>}};

constexpr Transaction group[] = {
    {.infno = "2201",
     .zh = "门诊挂号",
     .en = "Outpatient register",
     .path = "/fsi/api/outpatientDocInfoService/outpatientRregistration",
     .request = register_request,
     .answer = registered_answer,
     .decode = decode_into<RegisterDraft>,
     .reply = reply_index<model::Registered>},
    {.infno = "2202",
     .zh = "门诊挂号撤销",
     .en = "Cancel outpatient register",
     .path = "/fsi/api/outpatientDocInfoService/outpatientRegistrationCancel",
     .request = cancel_request,
     .answer = {},
     .decode = decode_into<CancelDraft>,
     .reply = reply_index<model::Accepted>},
    {.infno = "2203",
     .zh = "门诊就诊信息上传",
     .en = "Upload outpatient visit and diagnoses",
     .path = "/fsi/api/outpatientDocInfoService/outpatientMdtrtinfoUp",
     .path_of_a_form = "/fsi/api/outpatientDocInfoService/outpatientMdtrtinfoUpA",
     .request = describe_request,
     .answer = {},
     .decode = decode_into<VisitDraft>,
     .reply = reply_index<model::Accepted>},
};

}  // namespace

std::span<const Transaction> outpatient_transactions() {
    return group;
}

}  // namespace yidi::wire
