#include <algorithm>

#include "desk/treatment/register_use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Department;

/// The same message once more changes nothing, and is answered as before.
Outcome<bool> is_repeat(const Counter& counter, const std::string& hosp_dept_codg) {
    const Repeatable repeatable{hosp_dept_codg, {}, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return Unexpected{earlier.error()};
    if (*earlier == nullptr) remember(counter, repeatable, {});
    return *earlier != nullptr;
}

std::string row(std::size_t at) { return "deptinfo[" + std::to_string(at) + "]"; }

}  // namespace

model::Reply upload_departments(const Counter& counter, const model::UploadDepartments& command) {
    const auto institution = institution_at(counter);
    if (!institution) return institution.error();
    const auto repeat = is_repeat(counter, command.departments.front().hosp_dept_codg);
    if (!repeat) return repeat.error();
    if (*repeat) return model::Accepted{};
    for (std::size_t at = 0; at < command.departments.size(); ++at) {
        Department department = command.departments[at];
        department.fixmedins_code = (*institution)->fixmedins_code;
        if (counter.workspace.find<Department>(department.fixmedins_code,
                                               department.hosp_dept_codg) != nullptr) {
            return problem(ErrorCode::department_known, row(at) + ".hosp_dept_codg",
                           department.hosp_dept_codg);
        }
        counter.workspace.put(std::move(department));
    }
    return model::Accepted{};
}

model::Reply change_department(const Counter& counter, const model::ChangeDepartment& command) {
    const auto institution = institution_at(counter);
    if (!institution) return institution.error();
    Department department = command.department;
    department.fixmedins_code = (*institution)->fixmedins_code;
    if (counter.workspace.find<Department>(department.fixmedins_code,
                                           department.hosp_dept_codg) == nullptr) {
        return problem(ErrorCode::department_unknown, "deptinfo.hosp_dept_codg",
                       department.hosp_dept_codg);
    }
    counter.workspace.put(std::move(department));
    return model::Accepted{};
}

model::Reply withdraw_department(const Counter& counter,
                                 const model::WithdrawDepartment& command) {
    const auto institution = institution_at(counter);
    if (!institution) return institution.error();
    const auto repeat = is_repeat(counter, command.hosp_dept_codg);
    if (!repeat) return repeat.error();
    if (*repeat) return model::Accepted{};
    const std::string& fixmedins_code = (*institution)->fixmedins_code;
    if (counter.workspace.find<Department>(fixmedins_code, command.hosp_dept_codg) == nullptr) {
        return problem(ErrorCode::department_unknown, "data.hosp_dept_codg",
                       command.hosp_dept_codg);
    }
    counter.workspace.erase<Department>(fixmedins_code, command.hosp_dept_codg);
    return model::Accepted{};
}

model::Reply find_departments(const Counter& counter, const model::QueryDepartments& query) {
    const auto institution = institution_at(counter);
    if (!institution) return institution.error();
    const std::string& asked =
        query.fixmedins_code.empty() ? (*institution)->fixmedins_code : query.fixmedins_code;
    if (counter.workspace.find<model::Institution>(asked) == nullptr) {
        return problem(ErrorCode::institution_unknown, "data.fixmedins_code", asked);
    }
    return model::DepartmentsFound{counter.workspace.list<Department>(asked)};
}

model::Reply find_practitioners(const Counter& counter, const model::QueryPractitioners& query) {
    const auto institution = institution_at(counter);
    if (!institution) return institution.error();
    // Whoever practises elsewhere is no affair of this institution's: it sees its own.
    model::PractitionersFound found{
        counter.workspace.list<model::Practitioner>((*institution)->fixmedins_code)};
    const auto differs = [](const auto& asked, const auto& has) {
        return !asked.empty() && asked != has;
    };
    std::erase_if(found.practitioners, [&](const model::Practitioner& who) {
        return who.prac_psn_type != query.prac_psn_type ||
               differs(query.prac_psn_code, who.prac_psn_code) ||
               differs(query.certno.reveal(), who.certno.reveal()) ||
               differs(query.prac_psn_name.reveal(), who.prac_psn_name.reveal());
    });
    return found;
}

}  // namespace yidi::desk
