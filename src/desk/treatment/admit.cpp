#include <fmt/format.h>

#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

/// The stay this person is in already, at an institution of this province.
Outcome<Done> not_in_hospital(const Counter& counter, const model::Admit& command) {
    const Network& network = counter.rules.network;
    for (const model::Encounter& visit :
         counter.workspace.list_by<model::EncounterByPerson>(command.psn_no)) {
        if (visit.state != model::EncounterState::in_hospital ||
            network.node_of(visit.insuplc_admdvs) !=
                network.node_of(insured_place(counter, command.insuplc_admdvs))) {
            continue;
        }
        const auto* institution =
            counter.workspace.find<model::Institution>(visit.fixmedins_code);
        return problem(ErrorCode::already_in_hospital, "mdtrtinfo.psn_no",
                       institution != nullptr ? institution->fixmedins_name : visit.fixmedins_code);
    }
    return Done{};
}

}  // namespace

Outcome<Done> may_begin(const Rulebook& rules, Instant begntime, Date registered,
                        const char* field) {
    const std::int64_t days = rules.settings.late_admission_days;
    const Date earliest = registered.plus_days(-static_cast<std::int32_t>(days));
    if (begntime.date() >= earliest) return Done{};
    return problem(ErrorCode::admitted_too_long_ago, field, begntime.text(),
                   fmt::format(">= {} (late-admission-days {})", earliest.text(), days));
}

MaybeReply admit(const Counter& counter, const model::Admit& command) {
    const auto institution = institution_at(counter);
    if (!institution) return model::Reply{institution.error()};

    // A retry is given the answer it was given the first time.
    const Repeatable repeatable{command.psn_no, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) return model::Reply{model::Admitted{(*earlier)->made}};

    if (command.begntime > counter.now().plus_ms(clock_slack_ms)) {
        return problem(ErrorCode::time_in_future, "mdtrtinfo.begntime", command.begntime.text());
    }
    if (const auto good =
            may_begin(counter.rules, command.begntime, counter.now().date(), "mdtrtinfo.begntime");
        !good) {
        return model::Reply{good.error()};
    }
    if (const auto free = not_in_hospital(counter, command); !free) {
        return model::Reply{free.error()};
    }
    const std::string& insuplc_admdvs = insured_place(counter, command.insuplc_admdvs);
    const model::NodeId insured = counter.rules.network.node_of(insuplc_admdvs);
    if (insured.empty()) {
        return problem(ErrorCode::place_unknown, "insuplc_admdvs", insuplc_admdvs);
    }
    const auto* check = counter.workspace.ask<model::AdmissionAnswer>(
        insured, model::AdmissionAsk{command.psn_no, command.insutype, insuplc_admdvs,
                                     (*institution)->admdvs, command.stay.ipt_type,
                                     command.certno_digest, command.begntime.date()});
    if (check == nullptr) return {};
    if (check->refusal) return model::Reply{check->refusal.problem()};

    model::Encounter visit{};
    visit.mdtrt_id = next_id(counter, "mdtrt");
    visit.fixmedins_code = (*institution)->fixmedins_code;
    visit.psn_no = command.psn_no;
    visit.insuplc_admdvs = insuplc_admdvs;
    visit.insutype = command.insutype;
    visit.person = check->person;
    visit.stay = command.stay;
    visit.begntime = command.begntime;
    visit.state = model::EncounterState::in_hospital;
    visit.opened_at = counter.now();

    for (model::Diagnosis diagnosis : command.diagnoses) {
        diagnosis.mdtrt_id = visit.mdtrt_id;
        counter.workspace.put(std::move(diagnosis));
    }
    remember(counter, repeatable, visit.mdtrt_id);
    model::Reply reply{model::Admitted{visit.mdtrt_id}};
    // Not filed is no reason to turn a patient away: the filing may still come before the
    // discharge settlement (医保发〔2022〕22号附件 第16条).
    if (check->warning) reply.warning = check->warning.problem();
    counter.workspace.put_new(std::move(visit));
    return reply;
}

}  // namespace yidi::desk
