// 1201, 2306, 2406, 2407, 3401 to 3403, 5101, 5102: the registers of the place of care.

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/register_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::Department;

struct InstitutionsDraft : PlainDraft<model::QueryInstitutions> {
    /// Either names whom one looks for.
    static std::optional<Problem> end_row(void* row) {
        const auto& query = *static_cast<InstitutionsDraft*>(row);
        if (!query.fixmedins_code.empty() || !query.fixmedins_name.empty()) return {};
        return Problem{ErrorCode::field_missing, "fixmedins_code", {}, "or fixmedins_name", {}};
    }
};

/// Rows name their visit; all must name the same.
struct MemosDraft {
    model::ChangeLineMemos command;
    RowIds ids;

    static std::optional<Problem> end_row(void* draft) {
        return static_cast<MemosDraft*>(draft)->ids.check();
    }
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.mdtrt_id = ids.first_mdtrt_id;
        command.psn_no = ids.first_psn_no;
        return model::CommandBody{std::move(command)};
    }
};
using MemoRows = IntoRow<MemosDraft, &MemosDraft::command, &model::ChangeLineMemos::rows>;

struct UploadDraft {
    model::UploadDepartments command;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        return model::CommandBody{std::move(command)};
    }
};
using DepartmentRows =
    IntoRow<UploadDraft, &UploadDraft::command, &model::UploadDepartments::departments>;

struct ChangeDraft {
    model::ChangeDepartment command;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        return model::CommandBody{std::move(command)};
    }
};

using MarkDraft = PlainDraft<model::MarkVisit>;
using MarksDraft = PlainDraft<model::QueryMarks>;
using WithdrawDraft = PlainDraft<model::WithdrawDepartment>;
using DepartmentsDraft = PlainDraft<model::QueryDepartments>;
using PractitionersDraft = PlainDraft<model::QueryPractitioners>;

struct OfUpload {
    template <auto Member>
    static constexpr Take take = DepartmentRows::at<Member>;
};
struct OfChange {
    template <auto Member>
    static constexpr Take take =
        Into<ChangeDraft>::at<&ChangeDraft::command, &model::ChangeDepartment::department, Member>;
};
template <auto Member>
constexpr Take mark = Into<MarkDraft>::at<Member>;
template <auto Member>
constexpr Take marks = Into<MarksDraft>::at<Member>;

// clang-format off
constexpr Field institution_fields[] = {
    C("fixmedins_type", 6, Into<InstitutionsDraft>::at<&model::QueryInstitutions::fixmedins_type>).must().in(TableId::fixmedins_type),
    C("fixmedins_name", 200, Into<InstitutionsDraft>::at<&model::QueryInstitutions::fixmedins_name>),
    C("fixmedins_code", 12, Into<InstitutionsDraft>::at<&model::QueryInstitutions::fixmedins_code>),
};
constexpr Field memo_fields[] = {
    C("feedetl_sn", 30, MemoRows::at<&model::ChangeLineMemos::Row::feedetl_sn>).must(),
    C("mdtrt_id", 30, Into<MemosDraft>::at<&MemosDraft::ids, &RowIds::mdtrt_id>).must(),
    C("psn_no", 30, Into<MemosDraft>::at<&MemosDraft::ids, &RowIds::psn_no>).must(),
    C("memo", 500, MemoRows::at<&model::ChangeLineMemos::Row::memo>).must(),
};
constexpr Field mark_fields[] = {
    C("mdtrt_id", 30, mark<&model::MarkVisit::mdtrt_id>).must(),
    C("psn_no", 30, mark<&model::MarkVisit::psn_no>).must(),
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type),
    C("certno", 50, mark<&model::MarkVisit::certno>).must().personal(),
    C("psn_name", 50).must().personal(),
    C("ipt_otp_no", 30, mark<&model::MarkVisit::ipt_otp_no>).must(),
    C("ipt_psn_sp_flag_type", 6, mark<&model::MarkVisit::ipt_psn_sp_flag_type>).must(),
    C("ipt_psn_sp_flag", 6, mark<&model::MarkVisit::ipt_psn_sp_flag>).must(),
    C("memo", 500, mark<&model::MarkVisit::memo>),
    C("admdvs", 6, mark<&model::MarkVisit::admdvs>).division(),
};
constexpr Field marks_fields[] = {
    N("page_num", 6, 0, marks<&model::QueryMarks::page_num>).must(),
    N("page_size", 6, 0, marks<&model::QueryMarks::page_size>).must(),
    C("ipt_psn_sp_flag_detl_id", 40, marks<&model::QueryMarks::ipt_psn_sp_flag_detl_id>),
    C("mdtrt_id", 30, marks<&model::QueryMarks::mdtrt_id>),
    C("psn_no", 30, marks<&model::QueryMarks::psn_no>),
    C("psn_cert_type", 6).in(TableId::psn_cert_type),
    C("certno", 50, marks<&model::QueryMarks::certno>).personal(),
    C("psn_name", 50, marks<&model::QueryMarks::psn_name>).personal(),
    C("fixmedins_code", 30),
    C("fixmedins_name", 200),
    C("ipt_otp_no", 30, marks<&model::QueryMarks::ipt_otp_no>),
    C("ipt_psn_sp_flag_type", 6, marks<&model::QueryMarks::ipt_psn_sp_flag_type>),
    C("ipt_psn_sp_flag", 6, marks<&model::QueryMarks::ipt_psn_sp_flag>),
    C("admdvs", 6, marks<&model::QueryMarks::admdvs>).division(),
};
template <class To>
constexpr Field department_fields[] = {
    C("hosp_dept_codg", 20, To::template take<&Department::hosp_dept_codg>).must(),
    C("caty", 6, To::template take<&Department::caty>).must(),
    C("hosp_dept_name", 100, To::template take<&Department::hosp_dept_name>).must(),
    DT("begntime", To::template take<&Department::begntime>).must(),
    DT("endtime", To::template take<&Department::endtime>),
    C("itro", 500, To::template take<&Department::itro>),
    C("dept_resper_name", 50, To::template take<&Department::dept_resper_name>).must(),
    C("dept_resper_tel", 50, To::template take<&Department::dept_resper_tel>).must(),
    C("dept_med_serv_scp", 500, To::template take<&Department::dept_med_serv_scp>),
    DT("dept_estbdat", To::template take<&Department::dept_estbdat>),
    N("aprv_bed_cnt", 11, 0, To::template take<&Department::aprv_bed_cnt>),
    N("hi_crtf_bed_cnt", 11, 0, To::template take<&Department::hi_crtf_bed_cnt>),
    C("poolarea_no", 6, To::template take<&Department::poolarea_no>),
    N("dr_psncnt", 5, 0, To::template take<&Department::dr_psncnt>),
    N("phar_psncnt", 5, 0, To::template take<&Department::phar_psncnt>),
    N("nurs_psncnt", 5, 0, To::template take<&Department::nurs_psncnt>),
    N("tecn_psncnt", 5, 0, To::template take<&Department::tecn_psncnt>),
    C("memo", 500, To::template take<&Department::memo>),
};
constexpr Field withdraw_fields[] = {
    C("hosp_dept_codg", 20, Into<WithdrawDraft>::at<&model::WithdrawDepartment::hosp_dept_codg>).must(),
    C("hosp_dept_name", 100, Into<WithdrawDraft>::at<&model::WithdrawDepartment::hosp_dept_name>),
    DT("begntime"),
};
// Printed with the whole envelope once more; whose departments is all it can say.
constexpr Field departments_fields[] = {
    C("fixmedins_code", 12, Into<DepartmentsDraft>::at<&model::QueryDepartments::fixmedins_code>),
    C("fixmedins_name", 200),
};
constexpr Field practitioners_fields[] = {
    C("prac_psn_type", 6, Into<PractitionersDraft>::at<&model::QueryPractitioners::prac_psn_type>).must(),
    C("psn_cert_type", 6).in(TableId::psn_cert_type),
    C("certno", 50, Into<PractitionersDraft>::at<&model::QueryPractitioners::certno>).personal(),
    C("prac_psn_name", 50, Into<PractitionersDraft>::at<&model::QueryPractitioners::prac_psn_name>).personal(),
    C("prac_psn_code", 20, Into<PractitionersDraft>::at<&model::QueryPractitioners::prac_psn_code>),
};
// clang-format on

constexpr Node institution_request[] = {
    {.name = "medinsinfo", .fields = institution_fields, .end_row = InstitutionsDraft::end_row}};
constexpr Node memos_request[] = {{.name = "data",
                                   .fields = memo_fields,
                                   .many = true,
                                   .begin_row = MemoRows::begin,
                                   .end_row = MemosDraft::end_row}};
constexpr Node mark_request[] = {{.name = "data", .fields = mark_fields}};
constexpr Node marks_request[] = {{.name = "data", .fields = marks_fields}};
constexpr Node upload_request[] = {{.name = "deptinfo",
                                    .fields = department_fields<OfUpload>,
                                    .many = true,
                                    .begin_row = DepartmentRows::begin}};
constexpr Node change_request[] = {{.name = "deptinfo", .fields = department_fields<OfChange>}};
constexpr Node withdraw_request[] = {{.name = "data", .fields = withdraw_fields}};
constexpr Node departments_request[] = {
    {.name = "data", .fields = departments_fields, .required = false}};
constexpr Node practitioners_request[] = {{.name = "data", .fields = practitioners_fields}};

// clang-format off
constexpr Transaction group[] = {
    {.infno = "1201", .zh = "医药机构信息获取", .en = "Get designated institution",
     .path = "/fsi/api/fsiFixMedInsService/queryFixMedIns",
     .request = institution_request, .answer = institutions_answer,
     .decode = decode_into<InstitutionsDraft>, .reply = reply_index<model::InstitutionsFound>},
    {.infno = "2306", .zh = "住院费用明细备注修改", .en = "Change remarks of fee lines",
     .path = "/fsi/api/hospFeeDtlService/feeDtlMemoChg", .path_seen = false,
     .request = memos_request, .answer = {},
     .decode = decode_into<MemosDraft>, .reply = reply_index<model::Accepted>},
    {.infno = "2406", .zh = "就诊特殊标识上传", .en = "Upload special visit attributes",
     .path = "/fsi/api/iptPsnSpFlagService/iptPsnSpFlagReg", .path_seen = false,
     .request = mark_request, .answer = mark_answer,
     .decode = decode_into<MarkDraft>, .reply = reply_index<model::VisitMarked>},
    {.infno = "2407", .zh = "就诊特殊标识查询", .en = "Query special visit attributes",
     .path = "/fsi/api/iptPsnSpFlagService/queryIptPsnSpFlag", .path_seen = false,
     .request = marks_request, .answer = marks_answer,
     .decode = decode_into<MarksDraft>, .reply = reply_index<model::MarksFound>},
    {.infno = "3401", .zh = "科室信息上传", .en = "Upload departments",
     .path = "/fsi/api/fsiDeptService/uploadDept", .path_seen = false,
     .request = upload_request, .answer = {},
     .decode = decode_into<UploadDraft>, .reply = reply_index<model::Accepted>},
    {.infno = "3402", .zh = "科室信息变更", .en = "Change a department",
     .path = "/fsi/api/fsiDeptService/changeDept", .path_seen = false,
     .request = change_request, .answer = {},
     .decode = decode_into<ChangeDraft>, .reply = reply_index<model::Accepted>},
    {.infno = "3403", .zh = "科室信息撤销", .en = "Withdraw a department",
     .path = "/fsi/api/fsiDeptService/withdrawDept", .path_seen = false,
     .request = withdraw_request, .answer = {},
     .decode = decode_into<WithdrawDraft>, .reply = reply_index<model::Accepted>},
    {.infno = "5101", .zh = "科室信息查询", .en = "Query departments",
     .path = "/fsi/api/fsiIntegratedQueryService/queryFixmedinsDept",
     .request = departments_request, .answer = departments_answer,
     .decode = decode_into<DepartmentsDraft>, .reply = reply_index<model::DepartmentsFound>},
    {.infno = "5102", .zh = "医执人员信息查询", .en = "Query practitioners",
     .path = "/fsi/api/fsiIntegratedQueryService/queryFixmedinsPracPsn",
     .request = practitioners_request, .answer = practitioners_answer,
     .decode = decode_into<PractitionersDraft>, .reply = reply_index<model::PractitionersFound>},
};
// clang-format on

}  // namespace

std::span<const Transaction> register_transactions() {
    return group;
}

}  // namespace yidi::wire
