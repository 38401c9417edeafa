#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {

using model::Encounter;
using model::EncounterState;

void put_diagnoses(const Counter& counter, const std::string& mdtrt_id,
                   const std::vector<model::Diagnosis>& diagnoses) {
    for (model::Diagnosis diagnosis : diagnoses) {
        diagnosis.mdtrt_id = mdtrt_id;
        counter.workspace.put(std::move(diagnosis));
    }
}

bool is_finally_settled(const Counter& counter, const Encounter& visit) {
    if (visit.settled.empty()) return false;
    const auto* settlement = counter.workspace.find<model::Settlement>(visit.settled);
    YIDI_ASSERT(settlement != nullptr);
    return settlement->mid_setl_flag != "1";
}

model::Reply discharge(const Counter& counter, const model::Discharge& command) {
    const auto found = quiet_visit_at(counter, {command.mdtrt_id, command.psn_no});
    if (!found) return found.error();
    Encounter visit = **found;
    if (visit.state == EncounterState::discharged) {
        // The same discharge again is a client that lost the first answer.
        if (visit.endtime == command.endtime) return model::Accepted{};
        return problem(ErrorCode::visit_discharged, "dscginfo.mdtrt_id", visit.mdtrt_id);
    }
    if (command.insutype != visit.insutype) {
        return problem(ErrorCode::insutype_mismatch, "dscginfo.insutype", command.insutype,
                       visit.insutype);
    }
    if (command.endtime < visit.begntime) {
        return problem(ErrorCode::discharge_before_admission, "dscginfo.endtime",
                       command.endtime.text(), ">= " + visit.begntime.text());
    }
    if (command.endtime > counter.now().plus_ms(clock_slack_ms)) {
        return problem(ErrorCode::time_in_future, "dscginfo.endtime", command.endtime.text());
    }
    visit.state = EncounterState::discharged;
    visit.endtime = command.endtime;
    visit.dscg_dept_codg = command.dscg_dept_codg;
    visit.dscg_dept_name = command.dscg_dept_name;
    visit.dscg_bed = command.dscg_bed;
    visit.dscg_way = command.dscg_way;
    visit.die_date = command.die_date;
    put_diagnoses(counter, visit.mdtrt_id, command.diagnoses);
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

model::Reply change_admission(const Counter& counter, const model::ChangeAdmission& command) {
    const auto found = quiet_visit_at(counter, {command.mdtrt_id, command.psn_no});
    if (!found) return found.error();
    Encounter visit = **found;
    if (is_finally_settled(counter, visit)) {
        return problem(ErrorCode::visit_has_settlement, "adminfo.mdtrt_id", visit.settled);
    }
    if (command.begntime > counter.now().plus_ms(clock_slack_ms)) {
        return problem(ErrorCode::time_in_future, "adminfo.begntime", command.begntime.text());
    }
    // As for 2401, counted from the day the stay was registered.
    if (const auto good =
            may_begin(counter.rules, command.begntime, visit.opened_at.date(), "adminfo.begntime");
        !good) {
        return good.error();
    }
    if (visit.endtime.is_set() && visit.endtime < command.begntime) {
        return problem(ErrorCode::discharge_before_admission, "adminfo.begntime",
                       command.begntime.text(), "<= " + visit.endtime.text());
    }
    for (const model::FeeLine& line : counter.workspace.list<model::FeeLine>(visit.mdtrt_id)) {
        if (line.input.fee_ocur_time.date() < command.begntime.date()) {
            return problem(ErrorCode::line_outside_stay, "adminfo.begntime",
                           command.begntime.text(), "<= " + line.input.fee_ocur_time.text());
        }
    }
    visit.begntime = command.begntime;
    visit.stay = command.stay;
    put_diagnoses(counter, visit.mdtrt_id, command.diagnoses);
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

Outcome<Done> cancel(const Counter& counter, Encounter visit) {
    if (visit.open_lines > 0) {
        return problem(ErrorCode::visit_has_lines, "mdtrt_id", visit.mdtrt_id);
    }
    if (!visit.settled.empty()) {
        return problem(ErrorCode::visit_has_settlement, "mdtrt_id", visit.settled);
    }
    visit.state = EncounterState::cancelled;
    counter.workspace.put(std::move(visit));
    return Done{};
}

model::Reply cancel_admission(const Counter& counter, const model::CancelAdmission& command) {
    const auto found = quiet_visit_at(counter, {command.mdtrt_id, command.psn_no});
    if (!found) return found.error();
    if (const auto done = cancel(counter, **found); !done) return done.error();
    return model::Accepted{};
}

model::Reply cancel_discharge(const Counter& counter, const model::CancelDischarge& command) {
    const auto found = quiet_visit_at(counter, {command.mdtrt_id, command.psn_no});
    if (!found) return found.error();
    Encounter visit = **found;
    if (visit.state != EncounterState::discharged) {
        return problem(ErrorCode::visit_not_discharged, "data.mdtrt_id", visit.mdtrt_id);
    }
    if (is_finally_settled(counter, visit)) {
        return problem(ErrorCode::visit_has_settlement, "data.mdtrt_id", visit.settled);
    }
    visit.state = EncounterState::in_hospital;
    visit.endtime = {};
    visit.die_date = {};
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

}  // namespace yidi::desk
