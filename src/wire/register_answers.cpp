#include "wire/register_answers.hpp"

#include "model/code_maps.hpp"
#include "wire/giving.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::Department;
using model::Diagnosis;
using model::FeeLine;
using model::FeeLineInput;
using model::Institution;
using model::LinePrice;
using model::MarkView;
using model::MedicationRow;
using model::PersonView;
using model::Practitioner;
using model::VisitMark;

/// Rows that are written as they stand in the answer.
template <class Body, auto Rows>
void write_rows(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const auto& row : static_cast<const Body*>(source.body)->*Rows) {
        write_row(out, node, &row);
    }
    out.end_array();
}

std::string_view type_of(const Institution& row) {
    return model::fixmedins_type_of(row.fixmedins_code);
}

struct MarkRow {
    const MarkView& view;
    const Institution& institution;
};
template <auto Member>
constexpr Give mark = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const MarkRow*>(row)->view.mark.*Member);
};
template <auto Member>
constexpr Give patient = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const MarkRow*>(row)->view.person.*Member);
};
template <auto Member>
constexpr Give marked_at = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const MarkRow*>(row)->institution.*Member);
};
void write_marks(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& found = *static_cast<const model::MarksFound*>(source.body);
    out.begin_array();
    for (const MarkView& view : found.marks) {
        const MarkRow row{view, found.institution};
        write_row(out, node, &row);
    }
    out.end_array();
}

struct DiagnosisRow {
    std::string_view psn_no;
    const Diagnosis& diagnosis;
};
template <auto Member>
constexpr Give diagnosis = [](JsonWriter& out, const void* row) {
    put(out, static_cast<const DiagnosisRow*>(row)->diagnosis.*Member);
};
/// A diagnosis has no number of its own: its visit, its kind and its place name it.
std::string diagnosis_id(const DiagnosisRow& row) {
    return row.diagnosis.mdtrt_id + row.diagnosis.inout_diag_type +
           std::to_string(row.diagnosis.diag_srt_no);
}
void write_diagnoses(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& found = *static_cast<const model::DiagnosesFound*>(source.body);
    out.begin_array();
    for (const Diagnosis& each : found.diagnoses) {
        const DiagnosisRow row{found.psn_no, each};
        write_row(out, node, &row);
    }
    out.end_array();
}

template <auto Member>
constexpr Give input = From<MedicationRow>::at<&MedicationRow::line, &FeeLine::input, Member>;
template <auto Member>
constexpr Give price = From<MedicationRow>::at<&MedicationRow::line, &FeeLine::price, Member>;
// What the catalogues loaded here do not carry.
constexpr Give unnamed = always<[] { return "-"; }>;

// clang-format off
constexpr Field institution_fields[] = {
    C("fixmedins_code", 12).must().from(From<Institution>::at<&Institution::fixmedins_code>),
    C("fixmedins_name", 200).must().from(From<Institution>::at<&Institution::fixmedins_name>),
    C("uscc", 50).must().from(From<Institution>::at<&Institution::uscc>),
    C("fixmedins_type", 6).must().in(TableId::fixmedins_type).from(From<Institution>::by<type_of>),
    C("hosp_lv", 6).in(TableId::hosp_lv).from(From<Institution>::at<&Institution::hosp_lv>),
    C("exp_content", 4000),
};
constexpr Field marked_fields[] = {
    C("ipt_psn_sp_flag_detl_id", 40).must().from(From<model::VisitMarked>::at<&model::VisitMarked::ipt_psn_sp_flag_detl_id>),
};
constexpr Field mark_fields[] = {
    C("ipt_psn_sp_flag_detl_id", 40).must().from(mark<&VisitMark::ipt_psn_sp_flag_detl_id>),
    C("mdtrt_id", 30).must().from(mark<&VisitMark::mdtrt_id>),
    C("psn_no", 30).must().from(mark<&VisitMark::psn_no>),
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(patient<&PersonView::psn_cert_type>),
    C("certno", 50).must().personal().from(patient<&PersonView::certno>),
    C("psn_name", 50).must().personal().from(patient<&PersonView::psn_name>),
    C("fixmedins_code", 30).must().from(mark<&VisitMark::fixmedins_code>),
    C("fixmedins_name", 200).must().from(marked_at<&Institution::fixmedins_name>),
    C("ipt_otp_no", 30).must().from(mark<&VisitMark::ipt_otp_no>),
    C("ipt_psn_sp_flag_type", 6).must().from(mark<&VisitMark::ipt_psn_sp_flag_type>),
    C("ipt_psn_sp_flag", 6).must().from(mark<&VisitMark::ipt_psn_sp_flag>),
    C("admdvs", 6).from(mark<&VisitMark::admdvs>),
};
template <auto Member>
constexpr Give department = From<Department>::at<Member>;
constexpr Field department_fields[] = {
    C("hosp_dept_codg", 20).must().from(department<&Department::hosp_dept_codg>),
    C("hosp_dept_name", 100).must().from(department<&Department::hosp_dept_name>),
    DT("begntime").must().from(department<&Department::begntime>),
    DT("endtime").from(department<&Department::endtime>),
    C("itro", 500).from(department<&Department::itro>),
    C("dept_resper_name", 50).must().from(department<&Department::dept_resper_name>),
    C("dept_resper_tel", 50).must().from(department<&Department::dept_resper_tel>),
    C("dept_med_serv_scp", 500).from(department<&Department::dept_med_serv_scp>),
    C("caty", 6).must().from(department<&Department::caty>),
    DT("dept_estbdat").from(department<&Department::dept_estbdat>),
    N("aprv_bed_cnt", 11, 0).from(department<&Department::aprv_bed_cnt>),
    N("hi_crtf_bed_cnt", 11, 0).from(department<&Department::hi_crtf_bed_cnt>),
    C("poolarea_no", 6).from(department<&Department::poolarea_no>),
    N("dr_psncnt", 5, 0).from(department<&Department::dr_psncnt>),
    N("phar_psncnt", 5, 0).from(department<&Department::phar_psncnt>),
    N("nurs_psncnt", 5, 0).from(department<&Department::nurs_psncnt>),
    N("tecn_psncnt", 5, 0).from(department<&Department::tecn_psncnt>),
    C("memo", 500).from(department<&Department::memo>),
};
template <auto Member>
constexpr Give practitioner = From<Practitioner>::at<Member>;
constexpr Field practitioner_fields[] = {
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(practitioner<&Practitioner::psn_cert_type>),
    C("certno", 50).must().personal().from(practitioner<&Practitioner::certno>),
    C("prac_psn_no", 20).from(practitioner<&Practitioner::prac_psn_no>),
    C("prac_psn_code", 20).must().from(practitioner<&Practitioner::prac_psn_code>),
    C("prac_psn_name", 50).must().personal().from(practitioner<&Practitioner::prac_psn_name>),
    C("prac_psn_type", 6).must().from(practitioner<&Practitioner::prac_psn_type>),
    C("prac_psn_cert", 30).from(practitioner<&Practitioner::prac_psn_cert>),
    C("prac_cert_no", 30).from(practitioner<&Practitioner::prac_cert_no>),
    C("hi_dr_flag", 3).must().in(TableId::yes_no).from(practitioner<&Practitioner::hi_dr_flag>),
    DT("begntime").must().from(practitioner<&Practitioner::begntime>),
    DT("endtime").from(practitioner<&Practitioner::endtime>),
    C("chg_rea", 200).from(practitioner<&Practitioner::chg_rea>),
};
constexpr Field diagnosis_fields[] = {
    C("diag_info_id", 30).must().from(From<DiagnosisRow>::by<diagnosis_id>),
    C("mdtrt_id", 30).must().from(diagnosis<&Diagnosis::mdtrt_id>),
    C("psn_no", 30).must().from(From<DiagnosisRow>::by<[](const DiagnosisRow& row) { return row.psn_no; }>),
    C("inout_diag_type", 3).must().in(TableId::inout_diag_type).from(diagnosis<&Diagnosis::inout_diag_type>),
    C("diag_type", 3).must().in(TableId::diag_type).from(diagnosis<&Diagnosis::diag_type>),
    C("maindiag_flag", 3).must().in(TableId::yes_no).from(diagnosis<&Diagnosis::maindiag_flag>),
    N("diag_srt_no", 2, 0).must().from(diagnosis<&Diagnosis::diag_srt_no>),
    C("diag_code", 20).must().from(diagnosis<&Diagnosis::diag_code>),
    C("diag_name", 100).must().from(diagnosis<&Diagnosis::diag_name>),
    C("adm_cond", 500).from(diagnosis<&Diagnosis::adm_cond>),
    C("diag_dept", 50).must().from(diagnosis<&Diagnosis::diag_dept>),
    C("dise_dor_no", 30).must().from(diagnosis<&Diagnosis::dise_dor_no>),
    C("dise_dor_name", 50).must().from(diagnosis<&Diagnosis::dise_dor_name>),
    DT("diag_time").must().from(diagnosis<&Diagnosis::diag_time>),
    C("opter_id", 20), C("opter_name", 50), DT("opt_time"),
};
constexpr Field medication_fields[] = {
    C("feedetl_sn", 30).must().from(input<&FeeLineInput::feedetl_sn>),
    C("rx_drord_no", 30).from(input<&FeeLineInput::drord_no>),
    C("fixmedins_code", 12).from(From<MedicationRow>::at<&MedicationRow::fixmedins_code>),
    C("fixmedins_name", 200).must().from(From<MedicationRow>::at<&MedicationRow::fixmedins_name>),
    C("psn_no", 30).must().from(From<MedicationRow>::at<&MedicationRow::psn_no>),
    C("med_type", 6).must().in(TableId::med_type).from(input<&FeeLineInput::med_type>),
    DT("fee_ocur_time").must().from(input<&FeeLineInput::fee_ocur_time>),
    N("cnt", 16, 4).must().from(input<&FeeLineInput::cnt>),
    N("pric", 16, 6).must().from(input<&FeeLineInput::pric>),
    C("chrgitm_lv", 3).in(TableId::chrgitm_lv).from(price<&LinePrice::chrgitm_lv>),
    C("hilist_code", 50).must().from(input<&FeeLineInput::med_list_codg>),
    C("hilist_name", 200).must().from(price<&LinePrice::hilist_name>),
    C("list_type", 6).must().in(TableId::list_type).from(price<&LinePrice::list_type>),
    C("med_list_codg", 50).must().from(input<&FeeLineInput::med_list_codg>),
    C("medins_list_codg", 150).must().from(input<&FeeLineInput::medins_list_codg>),
    C("medins_list_name", 100).must().from(price<&LinePrice::hilist_name>),
    C("med_chrgitm_type", 6).must().in(TableId::med_chrgitm_type).from(price<&LinePrice::med_chrgitm_type>),
    C("prodname", 200), C("spec", 200).must().from(unnamed), C("dosform_name", 200),
    C("lmt_used_flag", 3).in(TableId::lmt_used_flag).from(price<&LinePrice::lmt_used_flag>),
    C("hosp_prep_flag", 3),
    C("hosp_appr_flag", 3).in(TableId::hosp_appr_flag).from(input<&FeeLineInput::hosp_appr_flag>),
    C("tcmdrug_used_way", 6).from(input<&FeeLineInput::tcmdrug_used_way>),
    C("prodplac_type", 6), C("bas_medn_flag", 3), C("hi_nego_drug_flag", 3), C("chld_medc_flag", 3),
    C("etip_flag", 3).from(input<&FeeLineInput::etip_flag>),
    C("etip_hosp_code", 30).from(input<&FeeLineInput::etip_hosp_code>),
    C("dscg_tkdrug_flag", 3).from(input<&FeeLineInput::dscg_tkdrug_flag>),
    C("list_sp_item_flag", 3),
    C("matn_fee_flag", 6).from(input<&FeeLineInput::matn_fee_flag>),
};
// clang-format on

}  // namespace

constinit const Node institutions_answer[1] = {
    {.name = "medinsinfo",
     .fields = institution_fields,
     .many = true,
     .write = write_rows<model::InstitutionsFound, &model::InstitutionsFound::institutions>}};
constinit const Node mark_answer[1] = {{.name = "IptPsnSpFlagRegOut",
                                        .fields = marked_fields,
                                        .write = write_one<model::VisitMarked>}};
constinit const Node marks_answer[1] = {
    {.name = "IptPsnSpFlagReg", .fields = mark_fields, .many = true, .write = write_marks}};
constinit const Node departments_answer[1] = {
    {.name = "feedetail",
     .fields = department_fields,
     .many = true,
     .write = write_rows<model::DepartmentsFound, &model::DepartmentsFound::departments>}};
constinit const Node practitioners_answer[1] = {
    {.name = "feedetail",
     .fields = practitioner_fields,
     .many = true,
     .write = write_rows<model::PractitionersFound, &model::PractitionersFound::practitioners>}};
constinit const Node diagnoses_answer[1] = {
    {.name = "diseinfo", .fields = diagnosis_fields, .many = true, .write = write_diagnoses}};
constinit const Node medication_answer[1] = {
    {.name = "feedetail",
     .fields = medication_fields,
     .many = true,
     .write = write_rows<model::MedicationFound, &model::MedicationFound::rows>}};

}  // namespace yidi::wire
