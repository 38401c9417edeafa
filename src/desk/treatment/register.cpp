#include "desk/treatment/care.hpp"
#include "desk/treatment/outpatient.hpp"

namespace yidi::desk {
namespace {

using model::Encounter;
using model::VisitKind;

// One visit has one list of diagnoses; the interface's queries know these two kinds only.
constexpr const char* admission_diagnosis = "1";

Encounter visit_of(const model::Register& command, const model::AdmissionAnswer& check) {
    Encounter visit{};
    visit.kind = VisitKind::outpatient;
    visit.state = model::EncounterState::open;
    visit.psn_no = command.psn_no;
    visit.insutype = command.insutype;
    visit.person = check.person;
    visit.stay.ipt_no = command.ipt_otp_no;
    visit.stay.mdtrt_cert_type = command.mdtrt_cert_type;
    visit.stay.atddr_no = command.atddr_no;
    visit.stay.chfpdr_name = command.dr_name;
    visit.stay.adm_dept_codg = command.dept_code;
    visit.stay.adm_dept_name = command.dept_name;
    visit.outpatient.caty = command.caty;
    visit.begntime = command.begntime;
    return visit;
}

/// A visit may be described again, but not so that it begins after what has been charged on it.
Outcome<Done> may_be_described(const Counter& counter, const Encounter& visit,
                               const model::DescribeVisit& command) {
    if (is_stay(command.med_type)) {
        return problem(ErrorCode::visit_kind_mismatch, "mdtrtinfo.med_type", command.med_type,
                       "outpatient");
    }
    if (command.begntime > counter.now().plus_ms(clock_slack_ms)) {
        return problem(ErrorCode::time_in_future, "mdtrtinfo.begntime", command.begntime.text());
    }
    if (visit.open_lines == 0 && visit.settled.empty()) return Done{};  // no lines at all
    for (const auto& line : counter.workspace.list<model::FeeLine>(visit.mdtrt_id)) {
        if (line.input.fee_ocur_time.date() < command.begntime.date()) {
            return problem(ErrorCode::line_outside_stay, "mdtrtinfo.begntime",
                           command.begntime.text(), "<= " + line.input.fee_ocur_time.text());
        }
    }
    return Done{};
}

}  // namespace

MaybeReply register_visit(const Counter& counter, const model::Register& command) {
    const auto institution = institution_at(counter);
    if (!institution) return model::Reply{institution.error()};
    const Repeatable repeatable{command.psn_no, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) {
        return model::Reply{
            model::Registered{(*earlier)->made, command.psn_no, command.ipt_otp_no}};
    }
    if (command.begntime > counter.now().plus_ms(clock_slack_ms)) {
        return problem(ErrorCode::time_in_future, "data.begntime", command.begntime.text());
    }
    if (const auto good =
            may_begin(counter.rules, command.begntime, counter.now().date(), "data.begntime");
        !good) {
        return model::Reply{good.error()};
    }
    const std::string& insuplc_admdvs = insured_place(counter, command.insuplc_admdvs);
    const model::NodeId insured = counter.rules.network.node_of(insuplc_admdvs);
    if (insured.empty()) {
        return problem(ErrorCode::place_unknown, "insuplc_admdvs", insuplc_admdvs);
    }
    const auto* check = counter.workspace.ask<model::AdmissionAnswer>(
        insured,
        model::AdmissionAsk{command.psn_no, command.insutype, insuplc_admdvs,
                            (*institution)->admdvs, {}, command.certno_digest,
                            command.begntime.date()});
    if (check == nullptr) return {};
    if (check->refusal) return model::Reply{check->refusal.problem()};

    Encounter visit = visit_of(command, *check);
    visit.mdtrt_id = next_id(counter, "mdtrt");
    visit.fixmedins_code = (*institution)->fixmedins_code;
    visit.insuplc_admdvs = insuplc_admdvs;
    visit.opened_at = counter.now();
    remember(counter, repeatable, visit.mdtrt_id);
    // That no filing covers the visit is no reason to say so yet: it may be an emergency, and the
    // law of the insured place may ask for none.
    model::Reply reply{
        model::Registered{visit.mdtrt_id, command.psn_no, command.ipt_otp_no}};
    counter.workspace.put_new(std::move(visit));
    return reply;
}

model::Reply cancel_registration(const Counter& counter,
                                 const model::CancelRegistration& command) {
    const auto found =
        quiet_visit_at(counter, {command.mdtrt_id, command.psn_no, VisitKind::outpatient});
    if (!found) return found.error();
    if ((*found)->stay.ipt_no != command.ipt_otp_no) {
        return problem(ErrorCode::field_contradicts, "data.ipt_otp_no", command.ipt_otp_no,
                       (*found)->stay.ipt_no);
    }
    if (const auto done = cancel(counter, **found); !done) return done.error();
    return model::Accepted{};
}

model::Reply describe_visit(const Counter& counter, const model::DescribeVisit& command) {
    const auto found =
        quiet_visit_at(counter, {command.mdtrt_id, command.psn_no, VisitKind::outpatient});
    if (!found) return found.error();
    if (const auto good = may_be_described(counter, **found, command); !good) return good.error();
    Encounter visit = **found;
    visit.begntime = command.begntime;
    visit.stay.med_type = command.med_type;
    visit.stay.main_cond_dscr = command.main_cond_dscr;
    visit.stay.dise_codg = command.dise_codg;
    visit.stay.dise_name = command.dise_name;
    visit.stay.trum_flag = command.trum_flag;
    visit.stay.rel_ttp_flag = command.rel_ttp_flag;
    visit.stay.mdtrt_grp_type = command.mdtrt_grp_type;
    const std::string caty = visit.outpatient.caty;
    visit.outpatient = command.outpatient;
    visit.outpatient.caty = caty;
    put_diagnoses(counter, visit.mdtrt_id, command.diagnoses);
    for (const std::int64_t number : command.withdrawn) {
        const std::string kind{admission_diagnosis};
        if (counter.workspace.find<model::Diagnosis>(visit.mdtrt_id, kind, number) != nullptr) {
            counter.workspace.erase<model::Diagnosis>(visit.mdtrt_id, kind, number);
        }
    }
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

}  // namespace yidi::desk
