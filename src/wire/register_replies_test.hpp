/// @file
/// A full reply of each kind that the registers answer with, for tests of the written form.
/// Private to the tests of wire.
///
/// Level       6, tests only
/// Units       none
/// Errors      none
/// Ownership   values only

#pragma once

#include <vector>

#include "model/replies.hpp"

namespace yidi::wire {

inline model::DeclarationView sample_declaration() {
    const Date day = *Date::parse("2026-11-22");
    model::DeclarationView view{};
    view.trt_dcla_detl_sn = "460000202611220000000001";
    view.form.insutype = "310";
    view.form.begndate = day;
    view.filed_on = day;
    view.emp_name = "样例单位";
    view.referral.emplace();
    view.referral->reflin_medins_name = "海南样例医院";
    view.referral->refl_type = "3";
    view.referral->refl_date = day;
    view.referral->refl_rea = "本地无条件诊治";
    view.designation.emplace();
    view.designation->fix_srt_no = "1";
    view.designation->fixmedins_code = "H46010000001";
    view.designation->fixmedins_name = "海南样例医院";
    return view;
}

/// Of `person`, at `institution`, about `line`; at `now`.
inline std::vector<model::ReplyBody> register_replies(const model::PersonView& person,
                                                      const model::Institution& institution,
                                                      const model::FeeLine& line, Instant now) {
    const Date day = now.date();
    model::EntitlementView gap{"310100", day, {}, {}};
    gap.gap = model::StoredProblem{Problem{ErrorCode::not_filed, "psn_no", {}, {}, {}}};
    model::Department department{};
    department.hosp_dept_codg = department.caty = "A03";
    department.hosp_dept_name = "内科";
    department.dept_resper_name = "主任";
    department.dept_resper_tel = "0";
    department.begntime = now;
    model::Practitioner practitioner{};
    practitioner.psn_cert_type = "01";
    practitioner.certno = person.certno;
    practitioner.prac_psn_name = Personal{"医师"};
    practitioner.prac_psn_code = "D469999000001";
    practitioner.prac_psn_type = practitioner.hi_dr_flag = "1";
    practitioner.begntime = now;
    model::VisitMark mark{"H46010000001", "460000202611220000000001", "460000M01", person.psn_no,
                          "T1", "1", "1", {}, {}, now};
    model::Diagnosis diagnosis{"460000M0000000000000000001", "1", 1, "1", "1", "M16.900", "髋关节病",
                               {}, "骨科", "D1", "医师", now};
    model::MedicationRow medication{line, person.psn_no, institution.fixmedins_code,
                                    institution.fixmedins_name};
    medication.line.input.med_type = "14";
    const model::StatementRow row{"460000S01", "460000M01", person.psn_no, "0",
                                  Money::of_yuan(10), Money::of_yuan(5), {}};
    return {model::InstitutionsFound{{institution}},
            model::EntitlementFound{person.psn_no, {{"310100", day, {}, {}}, gap}},
            model::VisitMarked{mark.ipt_psn_sp_flag_detl_id},
            model::MarksFound{{{mark, person}}, institution},
            model::Declared{"460000202611220000000001"},
            model::DepartmentsFound{{department}},
            model::PractitionersFound{{practitioner}},
            model::DiagnosesFound{person.psn_no, {diagnosis}},
            model::MedicationFound{{medication}},
            model::DiseasesFound{{{"M03900", "高血压", day, {}}, {"M01600", "糖尿病", day, day}}},
            model::DeclarationsFound{{true, person, {sample_declaration()}}},
            model::TotalsReconciled{"460100", {1, Money::of_yuan(10), {}, {}}, {}},
            model::DetailsReconciled{
                {{row, "msgid", model::StatementResult::differs, "medfee_sumamt"}}}};
}

}  // namespace yidi::wire
