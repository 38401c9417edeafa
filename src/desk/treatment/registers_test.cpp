// Goal    The registers of the place of care show each institution what is its own, and change only
//         that.
// Method  The desk over a store in memory with two hospitals, a pharmacy and a visit.
// Covers  1201 2306 2406 2407 3401 to 3403 5101 5102 5202 5205; refusals 1201 1211 1212 1214 1261
//         to 1263 1405.

#include <gtest/gtest.h>

#include "desk/desk.hpp"
#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

class Registers : public testing::Test {
  protected:
    Registers() {
        rules->network = {"460000", {{"46", "460000"}}};
        workspace.put(model::Institution{"H46010000001", "海口医院", "460100", "02", "1"});
        workspace.put(model::Institution{"H46020000002", "三亚医院", "460200", "02", "1"});
        workspace.put(model::Institution{"P46010000001", "海口药店", "460100", "11", "1"});
        visit("V1", "H46010000001", "14");
        visit("V2", "H46020000002", "14");
        (void)workspace.keep();
    }

    void visit(const char* mdtrt_id, const char* at, const char* med_type) {
        model::Encounter visit{};
        visit.mdtrt_id = mdtrt_id;
        visit.fixmedins_code = at;
        visit.psn_no = "P1";
        visit.stay.med_type = med_type;
        visit.person.certno = Personal{"11010519491231002X"};
        visit.person.psn_name = Personal{"样例"};
        workspace.put(visit);
        model::FeeLine line{};
        line.mdtrt_id = mdtrt_id;
        line.feedetl_sn = line.input.feedetl_sn = "F1";
        line.input.fee_ocur_time = *Instant::parse("2026-11-20 08:00:00");
        line.price.list_type = "101";
        workspace.put(line);
        line.feedetl_sn = line.input.feedetl_sn = "F2";
        line.price.list_type = "201";  // no drug
        workspace.put(line);
    }

    model::Reply ask(model::CommandBody body, const char* infno, const char* msgid = "M1",
                     const char* institution = "H46010000001") {
        model::Command command{};
        command.envelope = {infno, msgid, institution, "460100", {}, {}, {}};
        command.now = *Instant::parse("2026-11-22 08:00:00");
        command.body = std::move(body);
        auto reply = *desk.handle(command, workspace);
        if (reply.refusal() != nullptr) {
            workspace.drop();
        } else {
            (void)workspace.keep();
        }
        return reply;
    }
    template <class Body, class... Asked>
    Body found(Asked&&... asked) {
        return std::get<Body>(ask(std::forward<Asked>(asked)...).body());
    }
    template <class... Asked>
    ErrorCode code(Asked&&... asked) {
        const auto reply = ask(std::forward<Asked>(asked)...);
        return reply.refusal() != nullptr ? reply.refusal()->code : ErrorCode{};
    }
    static model::Department department(const char* code, const char* name = "内科") {
        model::Department department{};
        department.hosp_dept_codg = code;
        department.hosp_dept_name = name;
        return department;
    }

    std::shared_ptr<Rulebook> rules = std::make_shared<Rulebook>();
    Desk desk{rules};
    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
};

TEST_F(Registers, find_institutions_by_code_or_part_of_a_name) {
    const auto count = [&](const char* type, const char* name, const char* institution) {
        return found<model::InstitutionsFound>(
                   model::QueryInstitutions{type, name, institution}, "1201")
            .institutions.size();
    };
    EXPECT_EQ(count("1", "", "H46020000002"), 1u);
    EXPECT_EQ(count("1", "医院", ""), 2u);
    EXPECT_EQ(count("1", "海口", ""), 1u);
    EXPECT_EQ(count("2", "海口", ""), 1u);
    EXPECT_EQ(count("2", "", "H46020000002"), 0u) << "another type";
    EXPECT_EQ(count("1", "海口", "H46020000002"), 0u) << "another name";
    EXPECT_EQ(code(model::QueryInstitutions{"1", "医院", ""}, "1201", "M1", "H9"),
              ErrorCode::institution_unknown);
}

TEST_F(Registers, keep_the_departments_of_each_institution) {
    const model::UploadDepartments upload{{department("A03"), department("A07", "骨科")}};
    EXPECT_EQ(code(upload, "3401"), ErrorCode{});
    EXPECT_EQ(code(upload, "3401"), ErrorCode{}) << "the same message once more";
    EXPECT_EQ(code(upload, "3401", "M2"), ErrorCode::department_known);
    EXPECT_EQ(code(upload, "3401", "M1", "H46020000002"), ErrorCode{});
    EXPECT_EQ(code(model::ChangeDepartment{department("A07", "骨外科")}, "3402"), ErrorCode{});
    EXPECT_EQ(code(model::ChangeDepartment{department("A99")}, "3402"),
              ErrorCode::department_unknown);

    const auto departments = [&](const char* of) {
        return found<model::DepartmentsFound>(model::QueryDepartments{of}, "5101").departments;
    };
    ASSERT_EQ(departments("").size(), 2u);
    EXPECT_EQ(departments("").back().hosp_dept_name, "骨外科");
    EXPECT_EQ(departments("H46020000002").back().hosp_dept_name, "骨科");
    EXPECT_EQ(code(model::QueryDepartments{"H9"}, "5101"), ErrorCode::institution_unknown);

    EXPECT_EQ(code(model::WithdrawDepartment{"A07", ""}, "3403"), ErrorCode{});
    EXPECT_EQ(code(model::WithdrawDepartment{"A07", ""}, "3403"), ErrorCode{});
    EXPECT_EQ(code(model::WithdrawDepartment{"A07", ""}, "3403", "M2"),
              ErrorCode::department_unknown);
    EXPECT_EQ(departments("").size(), 1u);
    EXPECT_EQ(departments("H46020000002").size(), 2u);
}

TEST_F(Registers, of_which_one_wrong_row_is_refused_take_none) {
    EXPECT_EQ(code(model::UploadDepartments{{department("A03")}}, "3401"), ErrorCode{});
    EXPECT_EQ(code(model::UploadDepartments{{department("A01"), department("A03")}}, "3401", "M2"),
              ErrorCode::department_known);
    EXPECT_EQ(found<model::DepartmentsFound>(model::QueryDepartments{}, "5101").departments.size(),
              1u);
}

TEST_F(Registers, show_an_institution_its_own_practitioners) {
    for (const char* at : {"H46010000001", "H46020000002"}) {
        model::Practitioner who{};
        who.fixmedins_code = at;
        who.prac_psn_code = "D469999000001";
        who.prac_psn_type = "1";
        who.certno = Personal{"1"};
        who.prac_psn_name = Personal{"医师"};
        workspace.put(who);
    }
    const auto count = [&](const model::QueryPractitioners& query) {
        return found<model::PractitionersFound>(query, "5102").practitioners.size();
    };
    EXPECT_EQ(count({"1", "", {}, {}}), 1u);
    EXPECT_EQ(count({"2", "", {}, {}}), 0u);
    EXPECT_EQ(count({"1", "D469999000001", Personal{"1"}, Personal{"医师"}}), 1u);
    EXPECT_EQ(count({"1", "D469999000002", {}, {}}), 0u);
    EXPECT_EQ(count({"1", "", Personal{"2"}, {}}), 0u);
    EXPECT_EQ(count({"1", "", {}, Personal{"护士"}}), 0u);
}

TEST_F(Registers, mark_visits_and_show_marks_page_by_page) {
    model::MarkVisit mark{"V1", "P1", Personal{"11010519491231002X"}, "N1", "1", "1", "", ""};
    const auto id = found<model::VisitMarked>(mark, "2406").ipt_psn_sp_flag_detl_id;
    EXPECT_EQ(found<model::VisitMarked>(mark, "2406").ipt_psn_sp_flag_detl_id, id);
    mark.ipt_psn_sp_flag_type = "2";
    EXPECT_NE(found<model::VisitMarked>(mark, "2406", "M2").ipt_psn_sp_flag_detl_id, id);
    mark.certno = Personal{"1"};
    EXPECT_EQ(code(mark, "2406", "M3"), ErrorCode::person_mismatch);
    mark.mdtrt_id = "V2";
    EXPECT_EQ(code(mark, "2406", "M3"), ErrorCode::institution_mismatch);

    model::QueryMarks query{};
    query.page_size = 1;
    const auto marks = [&] { return found<model::MarksFound>(query, "2407").marks; };
    ASSERT_EQ(marks().size(), 1u);
    EXPECT_EQ(marks().front().mark.ipt_psn_sp_flag_detl_id, id);
    query.page_num = 2;
    ASSERT_EQ(marks().size(), 1u);
    EXPECT_NE(marks().front().mark.ipt_psn_sp_flag_detl_id, id);
    query.page_num = 3;
    EXPECT_TRUE(marks().empty());
    query = {};
    query.page_size = 10;
    query.ipt_psn_sp_flag_type = "2";
    EXPECT_EQ(marks().size(), 1u);
    query.psn_name = Personal{"他人"};
    EXPECT_TRUE(marks().empty());
    query.page_size = 101;
    EXPECT_EQ(code(query, "2407"), ErrorCode::page_out_of_bounds);
    query.page_size = 0;
    EXPECT_EQ(code(query, "2407"), ErrorCode::page_out_of_bounds);
    query.page_size = 1;
    query.page_num = 0;
    EXPECT_EQ(code(query, "2407"), ErrorCode::page_out_of_bounds);
}

TEST_F(Registers, change_remarks_of_lines_and_nothing_else) {
    EXPECT_EQ(code(model::ChangeLineMemos{"V1", "P1", {{"F1", "new"}}}, "2306"), ErrorCode{});
    EXPECT_EQ(workspace.find<model::FeeLine>("V1", "F1")->input.memo, "new");
    EXPECT_EQ(code(model::ChangeLineMemos{"V1", "P1", {{"F1", "x"}, {"F9", "x"}}}, "2306"),
              ErrorCode::line_unknown);
    EXPECT_EQ(workspace.find<model::FeeLine>("V1", "F1")->input.memo, "new");
    EXPECT_EQ(code(model::ChangeLineMemos{"V2", "P1", {{"F1", "x"}}}, "2306"),
              ErrorCode::institution_mismatch);
}

TEST_F(Registers, show_the_diagnoses_of_a_visit) {
    model::Diagnosis diagnosis{};
    diagnosis.mdtrt_id = "V1";
    diagnosis.diag_code = "M16.900";
    workspace.put(diagnosis);
    const auto told = found<model::DiagnosesFound>(model::QueryDiagnoses{"V1", "P1"}, "5202");
    ASSERT_EQ(told.diagnoses.size(), 1u);
    EXPECT_EQ(told.diagnoses.front().diag_code, "M16.900");
    EXPECT_EQ(code(model::QueryDiagnoses{"V1", "P2"}, "5202"), ErrorCode::person_mismatch);
    EXPECT_EQ(code(model::QueryDiagnoses{"V2", "P1"}, "5202"), ErrorCode::institution_mismatch);
}

TEST_F(Registers, show_chronic_medication_of_all_institutions_to_who_treats_the_person) {
    model::QueryMedication query{"P1", *Instant::parse("2026-11-01"), {}};
    const auto rows = found<model::MedicationFound>(query, "5205").rows;
    ASSERT_EQ(rows.size(), 2u);  // F1 of both visits; F2 is no drug
    EXPECT_EQ(rows[0].fixmedins_name, "海口医院");
    EXPECT_EQ(rows[1].fixmedins_name, "三亚医院");
    EXPECT_EQ(rows[1].line.input.med_type, "14");
    query.endtime = *Instant::parse("2026-11-19");
    EXPECT_TRUE(found<model::MedicationFound>(query, "5205").rows.empty());
    EXPECT_EQ(code(query, "5205", "M1", "P46010000001"), ErrorCode::person_not_here);
}

}  // namespace
}  // namespace yidi::desk
