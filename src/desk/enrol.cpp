#include "desk/enrol.hpp"

#include "ledger/chart.hpp"

namespace yidi::desk {
namespace {

void open_account(engine::Workspace& workspace, const std::string& psn_no, Money balance,
                  Instant now) {
    if (balance.is_zero()) return;
    auto entry = ledger::Entry::from({period_of(now.date()),
                                      psn_no,
                                      {{ledger::account_fund("310"),
                                        ledger::personal_account(psn_no), balance,
                                        std::string{ledger::purpose::account_opening}}}});
    YIDI_ASSERT(entry.has_value());
    (void)workspace.post(*entry, now);
}

/// The hub finds a person by document or by card, and learns of both.
void announce(engine::Workspace& workspace, const Rulebook& rules, const model::Person& person) {
    for (const std::string& digest : {person.certno_digest, person.card_digest}) {
        if (digest.empty()) continue;
        workspace.send(std::string{hub_node},
                       model::RouteNotice{digest, rules.network.self});
    }
}

}  // namespace

model::Reply enrol(engine::Workspace& workspace, const Rulebook& rules,
                   const model::Enrol& command, Instant now) {
    for (const model::Institution& institution : command.institutions) {
        if (workspace.find<model::Institution>(institution.fixmedins_code) == nullptr) {
            workspace.put(institution);
        }
    }
    for (const model::Department& department : command.departments) {
        if (workspace.find<model::Department>(department.fixmedins_code,
                                              department.hosp_dept_codg) == nullptr) {
            workspace.put(department);
        }
    }
    for (const model::Practitioner& practitioner : command.practitioners) {
        if (workspace.find<model::Practitioner>(practitioner.fixmedins_code,
                                                practitioner.prac_psn_code) == nullptr) {
            workspace.put(practitioner);
        }
    }
    for (const model::Enrol::Entry& entry : command.people) {
        const std::string& psn_no = entry.person.psn_no;
        if (workspace.find<model::Person>(psn_no) != nullptr) continue;
        workspace.put(entry.person);
        for (const model::Enrolment& enrolment : entry.enrolments) workspace.put(enrolment);
        for (const model::Filing& filing : entry.filings) workspace.put(filing);
        for (const model::DiseaseApproval& approval : entry.approvals) workspace.put(approval);
        for (const model::YearAccumulator& year : entry.totals) workspace.put(year);
        open_account(workspace, psn_no, entry.account_balance, now);
        announce(workspace, rules, entry.person);
    }
    return model::Accepted{};
}

}  // namespace yidi::desk
