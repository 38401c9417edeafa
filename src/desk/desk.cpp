#include "desk/desk.hpp"

#include "desk/enrol.hpp"
#include "desk/hub/match.hpp"
#include "desk/insured/declarations.hpp"
#include "desk/treatment/outpatient.hpp"
#include "desk/treatment/register_use_cases.hpp"

namespace yidi::desk {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
    using Fs::operator()...;
};

}  // namespace

std::optional<model::Reply> Desk::handle(const model::Command& command,
                                         engine::Workspace& workspace) {
    const Counter at{command, workspace, *rulebook_};
    return std::visit(
        Overloaded{
            [&](const model::SignInCommand& c) -> MaybeReply { return sign_in(at, c); },
            [&](const model::SignOutCommand& c) -> MaybeReply { return sign_out(at, c); },
            [&](const model::PersonQuery& c) -> MaybeReply { return find_person(at, c); },
            [&](const model::Admit& c) -> MaybeReply { return admit(at, c); },
            [&](const model::Discharge& c) -> MaybeReply { return discharge(at, c); },
            [&](const model::ChangeAdmission& c) -> MaybeReply { return change_admission(at, c); },
            [&](const model::CancelAdmission& c) -> MaybeReply { return cancel_admission(at, c); },
            [&](const model::CancelDischarge& c) -> MaybeReply { return cancel_discharge(at, c); },
            [&](const model::Register& c) -> MaybeReply { return register_visit(at, c); },
            [&](const model::CancelRegistration& c) -> MaybeReply {
                return cancel_registration(at, c);
            },
            [&](const model::DescribeVisit& c) -> MaybeReply { return describe_visit(at, c); },
            [&](const model::WithdrawBatch& c) -> MaybeReply { return withdraw_batch(at, c); },
            [&](const model::PreSettlePurchase& c) -> MaybeReply {
                return quote_purchase(at, c.request);
            },
            [&](const model::SettlePurchase& c) -> MaybeReply {
                return settle_purchase(at, c.request);
            },
            [&](const model::UploadFeeLines& c) -> MaybeReply { return upload_lines(at, c); },
            [&](const model::WithdrawFeeLines& c) -> MaybeReply { return withdraw_lines(at, c); },
            [&](const model::PreSettle& c) -> MaybeReply { return pre_settle(at, c.request); },
            [&](const model::Settle& c) -> MaybeReply { return settle(at, c.request); },
            [&](const model::ReverseSettlement& c) -> MaybeReply { return reverse(at, c); },
            [&](const model::ReverseUncertain& c) -> MaybeReply {
                return reverse_uncertain(at, c);
            },
            [&](const model::QueryVisits& c) -> MaybeReply { return find_visits(at, c); },
            [&](const model::QuerySettlement& c) -> MaybeReply { return find_settlement(at, c); },
            [&](const model::QueryFeeLines& c) -> MaybeReply { return find_lines(at, c); },
            [&](const model::QueryTotals& c) -> MaybeReply { return find_totals(at, c); },
            [&](const model::QueryInHospital& c) -> MaybeReply { return find_in_hospital(at, c); },
            [&](const model::ExplainSettlement& c) -> MaybeReply { return explain(at, c); },
            [&](const model::QueryInstitutions& c) -> MaybeReply {
                return find_institutions(at, c);
            },
            [&](const model::CheckEntitlement& c) -> MaybeReply {
                return check_entitlement(at, c);
            },
            [&](const model::ChangeLineMemos& c) -> MaybeReply { return change_memos(at, c); },
            [&](const model::MarkVisit& c) -> MaybeReply { return mark_visit(at, c); },
            [&](const model::QueryMarks& c) -> MaybeReply { return find_marks(at, c); },
            [&](const model::Declare& c) -> MaybeReply { return declare(at, c); },
            [&](const model::WithdrawDeclared& c) -> MaybeReply {
                return withdraw_declared(at, c);
            },
            [&](const model::UploadDepartments& c) -> MaybeReply {
                return upload_departments(at, c);
            },
            [&](const model::ChangeDepartment& c) -> MaybeReply {
                return change_department(at, c);
            },
            [&](const model::WithdrawDepartment& c) -> MaybeReply {
                return withdraw_department(at, c);
            },
            [&](const model::QueryDepartments& c) -> MaybeReply { return find_departments(at, c); },
            [&](const model::QueryPractitioners& c) -> MaybeReply {
                return find_practitioners(at, c);
            },
            [&](const model::QueryDiagnoses& c) -> MaybeReply { return find_diagnoses(at, c); },
            [&](const model::QueryMedication& c) -> MaybeReply { return find_medication(at, c); },
            [&](const model::QueryDiseases& c) -> MaybeReply { return find_diseases(at, c); },
            [&](const model::QueryDesignations& c) -> MaybeReply {
                return find_designations(at, c);
            },
            [&](const model::QueryReferrals& c) -> MaybeReply { return find_referrals(at, c); },
            [&](const model::ReconcileTotals& c) -> MaybeReply { return reconcile_totals(at, c); },
            [&](const model::ReconcileDetails& c) -> MaybeReply {
                return reconcile_details(at, c);
            },
            [&](const model::Enrol& c) -> MaybeReply {
                return enrol(workspace, *rulebook_, c, command.now);
            },
            [&](const model::KeepReleases& c) -> MaybeReply {
                for (const model::PolicyRelease& release : c.releases) workspace.put(release);
                return model::Reply{model::Accepted{}};
            },
        },
        command.body);
}

void Desk::receive(const model::PeerMessage& message, Instant now, engine::Workspace& workspace) {
    const Post post{workspace, *rulebook_, now};
    const InsuredCounter insured{workspace, *rulebook_, now};
    std::visit(Overloaded{
                   [&](const model::SettleDecide& m) { decide(insured, message.from, m); },
                   [&](const model::SettleUndo& m) { undo(insured, message.from, m); },
                   [&](const model::SettleDecided& m) { finish(post, message.from, m); },
                   [&](const model::SettleUndone& m) { finish_undo(post, message.from, m); },
                   [&](const model::BenefitDeclare& m) {
                       file_declaration(insured, message.from, m);
                   },
                   [&](const model::BenefitDeclared& m) {
                       finish_declaration(post, message.from, m);
                   },
                   [&](const model::BenefitWithdraw& m) {
                       withdraw_declaration(insured, message.from, m);
                   },
                   [&](const model::BenefitWithdrawn& m) {
                       finish_withdrawal(post, message.from, m);
                   },
                   [&](const model::SettlementEvent& m) {
                       match(workspace, *rulebook_, message.from, m, now);
                   },
                   [&](const model::RouteNotice& m) {
                       note_route(workspace, *rulebook_, message.from, m);
                   },
                   // Questions are never durable; a peer that sends one so is ignored.
                   [](const auto&) {},
               },
               message.body);
}

model::PeerBody Desk::answer(const model::PeerMessage& question, Instant now,
                             engine::Workspace& workspace) {
    const InsuredCounter insured{workspace, *rulebook_, now};
    return std::visit(
        Overloaded{
            [&](const model::RouteAsk& m) -> model::PeerBody { return route_of(workspace, m); },
            [&](const model::PersonAsk& m) -> model::PeerBody { return who_is(insured, m); },
            [&](const model::AdmissionAsk& m) -> model::PeerBody {
                return may_be_admitted(insured, m);
            },
            [&](const model::QuoteAsk& m) -> model::PeerBody {
                return model::QuoteAnswer{assess(insured, m.bill).verdict};
            },
            [&](const model::TotalsAsk& m) -> model::PeerBody { return totals_of(insured, m); },
            [&](const model::EntitlementAsk& m) -> model::PeerBody {
                return entitlement_of(insured, m);
            },
            [&](const model::DiseasesAsk& m) -> model::PeerBody { return diseases_of(insured, m); },
            [&](const model::DeclarationsAsk& m) -> model::PeerBody {
                return declarations_of(insured, m);
            },
            [&](const model::ExplainAsk& m) -> model::PeerBody {
                return explain_claim(insured, question.from, m);
            },
            // Anything else is no question; an empty answer tells its sender so.
            [](const auto&) -> model::PeerBody { return model::RouteAnswer{}; },
        },
        question.body);
}

void Desk::wake(const model::Timer& timer, Instant now, engine::Workspace& workspace) {
    const Post post{workspace, *rulebook_, now};
    std::visit([&](const model::SettleDeadline& deadline) { give_up(post, deadline); }, timer.body);
}

bool is_read_only(const model::CommandBody& body) {
    return std::visit(
        Overloaded{
            [](const model::QueryVisits&) { return true; },
            [](const model::QuerySettlement&) { return true; },
            [](const model::QueryFeeLines&) { return true; },
            [](const model::QueryInHospital&) { return true; },
            [](const model::QueryInstitutions&) { return true; },
            [](const model::QueryMarks&) { return true; },
            [](const model::QueryDepartments&) { return true; },
            [](const model::QueryPractitioners&) { return true; },
            [](const model::QueryDiagnoses&) { return true; },
            [](const model::QueryMedication&) { return true; },
            [](const model::ReconcileTotals&) { return true; },
            [](const model::ReconcileDetails&) { return true; },
            [](const auto&) { return false; },
        },
        body);
}

}  // namespace yidi::desk
