/// @file
/// What nodes say to each other. Bodies that change state travel through outbox and inbox and are
/// delivered at least once; questions and their answers are volatile: lost with the process that
/// asked, and asked again by whoever still wants to know.
///
/// Level       2, pure
/// Units       Money in fen
/// Errors      none
/// Ownership   values only
/// See         docs/reference/peer-messages.md; wire/peer_json for the written form

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/describe.hpp>

#include "base/error.hpp"
#include "base/personal.hpp"
#include "calendar/calendar.hpp"
#include "model/amounts.hpp"
#include "model/declarations.hpp"
#include "model/episode.hpp"
#include "model/terms.hpp"

namespace yidi::model {

/// Division code of a province's node, such as "110000", or "hub".
using NodeId = std::string;

/// A Problem as it is kept and sent: code 0 says that there is none.
struct StoredProblem {
    std::int64_t code = 0;
    std::string field, found, expected, article;

    StoredProblem() = default;
    explicit StoredProblem(const Problem& problem)
        : code(static_cast<std::int64_t>(problem.code)), field(problem.field), found(problem.found),
          expected(problem.expected), article(problem.article) {}
    [[nodiscard]] explicit operator bool() const noexcept { return code != 0; }
    /// A peer of another version may send a number that this table does not have.
    [[nodiscard]] Problem problem() const {
        const bool fits = code > 0 && code <= UINT16_MAX;
        const ErrorInfo* info = fits ? find_error(static_cast<std::uint16_t>(code)) : nullptr;
        if (info == nullptr) {
            return {ErrorCode::reason_unknown, "code", std::to_string(code), {}, article};
        }
        return {info->code, field, found, expected, article};
    }
    friend bool operator==(const StoredProblem&, const StoredProblem&) = default;
};
BOOST_DESCRIBE_STRUCT(StoredProblem, (), (code, field, found, expected, article))

/// A person as the place of care may know them.
struct PersonView {
    std::string psn_no, psn_cert_type;
    Personal certno, psn_name;
    std::string gend, naty;
    Date brdy;
    std::string psn_type, cvlserv_flag;
    friend bool operator==(const PersonView&, const PersonView&) = default;
};
BOOST_DESCRIBE_STRUCT(PersonView, (), (psn_no, psn_cert_type, certno, psn_name, gend, naty, brdy,
                                       psn_type, cvlserv_flag))

/// The bill of one stay, or of one charge batch, as the place of care puts it to the insured place.
struct BillFacts {
    std::string setl_id, mdtrt_id, mdtrtarea_admvs, fixmedins_code, hosp_lv;
    std::string psn_no, insutype, insuplc_admdvs, med_type, ipt_type;
    Date admitted_on, discharged_on;
    bool use_account = false;
    std::string follows;  ///< setl_id of the stay's newest settlement in force; empty: its first.
    std::string chrg_bchno;  ///< Charge batch of an outpatient's visit; empty on a stay.
    std::string otp_er_refl_flag, dise_codg;
    Channel channel{};        ///< How a purchase came about; none unless it is one.
    std::string rx_hosp_lv;   ///< Of who wrote the prescription it fills; empty: not known.
    FeeSums fees;
    friend bool operator==(const BillFacts&, const BillFacts&) = default;
};
BOOST_DESCRIBE_STRUCT(BillFacts, (), (setl_id, mdtrt_id, mdtrtarea_admvs, fixmedins_code, hosp_lv,
                                      psn_no, insutype, insuplc_admdvs, med_type, ipt_type,
                                      admitted_on, discharged_on, use_account, follows,
                                      chrg_bchno, otp_er_refl_flag, dise_codg, channel,
                                      rx_hosp_lv, fees))

/// What the insured place made of a bill. `refusal` set: nothing is paid and shares are zero.
struct Verdict {
    StoredProblem refusal;
    Shares shares;
    std::string psn_type, cvlserv_flag, clr_type, plan, package_id;
    friend bool operator==(const Verdict&, const Verdict&) = default;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (refusal, shares, psn_type, cvlserv_flag, clr_type, plan,
                                    package_id))

// ---- durable: carried by outbox and inbox --------------------------------------------------------

/// Treatment to insured: decide this bill, once.
struct SettleDecide {
    BillFacts bill;
};
BOOST_DESCRIBE_STRUCT(SettleDecide, (), (bill))

/// Insured to treatment: decided; this is what was committed.
struct SettleDecided {
    std::string setl_id;
    std::string period;
    Verdict verdict;
};
BOOST_DESCRIBE_STRUCT(SettleDecided, (), (setl_id, period, verdict))

/// Treatment to insured: take the decision back; if it never arrived, never take it.
struct SettleUndo {
    std::string setl_id;
    std::string undo_id;  ///< setl_id of the reversal.
};
BOOST_DESCRIBE_STRUCT(SettleUndo, (), (setl_id, undo_id))

/// Insured to treatment: undone (or never to be done).
struct SettleUndone {
    std::string setl_id;
    std::string undo_id;
    std::string period;
    bool was_paid = false;  ///< False: it had not been decided, or was refused.
    std::string paid_period;  ///< Accounting month of the decision that was undone.
    Verdict verdict;          ///< That decision, for a treatment place that never saw it.
    Money balc;               ///< Personal account after the undo.
};
BOOST_DESCRIBE_STRUCT(SettleUndone, (), (setl_id, undo_id, period, was_paid, paid_period, verdict,
                                         balc))

/// Either side to the hub: this settlement or reversal is committed here.
struct SettlementEvent {
    std::string setl_id;
    std::string init_setl_id;   ///< On a reversal: what it takes back.
    SettlementKind kind{};
    bool from_insured = false;  ///< Else from the treatment place.
    NodeId insured_node, treatment_node;
    std::string insutype;
    std::string period;         ///< Accounting month at the insured node.
    Money amount;  ///< Funds and personal account together: what province owes province.
};
BOOST_DESCRIBE_STRUCT(SettlementEvent, (), (setl_id, init_setl_id, kind, from_insured,
                                            insured_node, treatment_node, insutype, period,
                                            amount))

/// Treatment to insured: an institution declares this, once. The detail of its kind is there.
struct BenefitDeclare {
    std::string trt_dcla_detl_sn, psn_no;
    std::string certno_digest;  ///< Empty: not stated.
    DeclarationForm form;
    std::optional<Referral> referral;
    std::optional<DiseaseCertificate> disease;
    std::optional<Designation> designation;
    std::optional<Injury> injury;
};
BOOST_DESCRIBE_STRUCT(BenefitDeclare, (), (trt_dcla_detl_sn, psn_no, certno_digest, form, referral,
                                           disease, designation, injury))

/// Insured to treatment: filed, or why not.
struct BenefitDeclared {
    std::string trt_dcla_detl_sn;
    StoredProblem refusal;
};
BOOST_DESCRIBE_STRUCT(BenefitDeclared, (), (trt_dcla_detl_sn, refusal))

/// Treatment to insured: the institution takes its declaration back.
struct BenefitWithdraw {
    std::string trt_dcla_detl_sn, psn_no, memo;
};
BOOST_DESCRIBE_STRUCT(BenefitWithdraw, (), (trt_dcla_detl_sn, psn_no, memo))

/// Insured to treatment: withdrawn, or why not.
struct BenefitWithdrawn {
    std::string trt_dcla_detl_sn;
    StoredProblem refusal;
};
BOOST_DESCRIBE_STRUCT(BenefitWithdrawn, (), (trt_dcla_detl_sn, refusal))

/// Province to hub: this person is insured here.
struct RouteNotice {
    std::string certno_digest;
    std::string admdvs;
};
BOOST_DESCRIBE_STRUCT(RouteNotice, (), (certno_digest, admdvs))

// ---- volatile: questions and answers -------------------------------------------------------------

/// To the hub: which province insures this person?
struct RouteAsk {
    std::string certno_digest;
};
BOOST_DESCRIBE_STRUCT(RouteAsk, (), (certno_digest))
struct RouteAnswer {
    std::vector<std::string> admdvs;
};
BOOST_DESCRIBE_STRUCT(RouteAnswer, (), (admdvs))

/// To the insured place: who is this, and how insured? (1101)
struct PersonAsk {
    std::string mdtrt_cert_type;
    std::string certno_digest;  ///< Empty when asked by card.
    std::string card_digest;
};
BOOST_DESCRIBE_STRUCT(PersonAsk, (), (mdtrt_cert_type, certno_digest, card_digest))
struct EnrolmentView {
    std::string insutype, psn_type, psn_insu_stas;
    Date psn_insu_date;
    std::optional<Date> paus_insu_date;
    std::string cvlserv_flag, insuplc_admdvs, emp_name;
    Money balc;
};
BOOST_DESCRIBE_STRUCT(EnrolmentView, (), (insutype, psn_type, psn_insu_stas, psn_insu_date,
                                          paus_insu_date, cvlserv_flag, insuplc_admdvs, emp_name,
                                          balc))
struct PersonAnswer {
    bool found = false;
    PersonView person;
    AidClass aid_class{};
    std::vector<EnrolmentView> enrolments;
};
BOOST_DESCRIBE_STRUCT(PersonAnswer, (), (found, person, aid_class, enrolments))

/// To the insured place: may this person be admitted under this scheme? (2401)
struct AdmissionAsk {
    std::string psn_no, insutype, insuplc_admdvs, mdtrtarea_admvs, ipt_type;
    std::string certno_digest;  ///< Empty: not stated.
    Date admitted_on;
};
BOOST_DESCRIBE_STRUCT(AdmissionAsk, (), (psn_no, insutype, insuplc_admdvs, mdtrtarea_admvs,
                                         ipt_type, certno_digest, admitted_on))
struct AdmissionAnswer {
    StoredProblem refusal;
    StoredProblem warning;  ///< Such as: not filed; may still file before the discharge settlement.
    PersonView person;
};
BOOST_DESCRIBE_STRUCT(AdmissionAnswer, (), (refusal, warning, person))

/// To the insured place: what would you pay? Changes nothing. (2303)
struct QuoteAsk {
    BillFacts bill;
};
BOOST_DESCRIBE_STRUCT(QuoteAsk, (), (bill))
struct QuoteAnswer {
    Verdict verdict;
};
BOOST_DESCRIBE_STRUCT(QuoteAnswer, (), (verdict))

/// To the insured place: what has this person used up this year? (5206)
struct TotalsAsk {
    std::string psn_no;
};
BOOST_DESCRIBE_STRUCT(TotalsAsk, (), (psn_no))
struct YearTotalsView {
    std::string insutype;
    std::int64_t year = 0;
    YearTotals totals;
};
BOOST_DESCRIBE_STRUCT(YearTotalsView, (), (insutype, year, totals))
struct TotalsAnswer {
    bool found = false;
    std::vector<YearTotalsView> years;
};
BOOST_DESCRIBE_STRUCT(TotalsAnswer, (), (found, years))

/// To the insured place: why did it come out so?
struct ExplainAsk {
    std::string setl_id;
};
BOOST_DESCRIBE_STRUCT(ExplainAsk, (), (setl_id))
struct ExplainStep {
    std::int64_t seq = 0;
    std::string op, layer;
    std::string rule, version;       ///< Id of the rule, and the day from which this version holds.
    std::int64_t row = 0;            ///< Of the rule's table, from 1; 0: none.
    std::vector<std::string> keys;   ///< Articles as sources.toml has them: "bj-158:36".
    std::vector<std::string> cites;  ///< The same for people: "document-number article".
    std::string base, argument, result, note;
    std::string zh, en;
};
BOOST_DESCRIBE_STRUCT(ExplainStep, (), (seq, op, layer, rule, version, row, keys, cites, base,
                                        argument, result, note, zh, en))
/// What earlier settlements of the same stay, all of them in force, came to (中途结算).
struct EarlierBills {
    std::string newest;  ///< setl_id of the newest of them.
    FeeSums fees;
    Shares shares;
};
BOOST_DESCRIBE_STRUCT(EarlierBills, (), (newest, fees, shares))

struct ExplainAnswer {
    StoredProblem refusal;  ///< Set: no explanation, and why.
    std::string setl_id, package_id, plan;
    std::string version;  ///< Release of the package; may be empty.
    bool is_sample =
        false;  ///< The package holds values nobody has confirmed against the document.
    StoredProblem refused;  ///< Set: the law pays nothing, and why; the steps lead there.
    Episode facts;
    FeeSums fees;
    YearTotals before;
    std::optional<YearTotals> later_before;  ///< Of a stay that is split over new year.
    std::optional<EarlierBills> earlier;     ///< Of a part of a stay that is not its first.
    Shares shares;
    std::vector<ExplainStep> steps;
};
BOOST_DESCRIBE_STRUCT(ExplainAnswer, (), (refusal, setl_id, package_id, plan, version, is_sample,
                                          refused, facts, fees, before, later_before, earlier,
                                          shares, steps))

/// To the insured place: which funds would pay for such care there, as of that day? (2001)
struct EntitlementAsk {
    std::string psn_no, insutype, insuplc_admdvs, mdtrtarea_admvs, med_type, dise_codg;
    Date on;
};
BOOST_DESCRIBE_STRUCT(EntitlementAsk, (), (psn_no, insutype, insuplc_admdvs, mdtrtarea_admvs,
                                           med_type, dise_codg, on))
/// What one fund says. `gap` set: it does not pay, and why.
struct EntitlementView {
    std::string fund_pay_type;
    Date begndate;
    std::optional<Date> enddate;
    StoredProblem gap;
};
BOOST_DESCRIBE_STRUCT(EntitlementView, (), (fund_pay_type, begndate, enddate, gap))
struct EntitlementAnswer {
    bool found = false;
    std::vector<EntitlementView> funds;
};
BOOST_DESCRIBE_STRUCT(EntitlementAnswer, (), (found, funds))

/// To the insured place: for which chronic and special diseases is this person approved? (5301)
struct DiseasesAsk {
    std::string psn_no;
};
BOOST_DESCRIBE_STRUCT(DiseasesAsk, (), (psn_no))
struct DiseaseView {
    std::string opsp_dise_code, opsp_dise_name;
    Date begndate;
    std::optional<Date> enddate;
};
BOOST_DESCRIBE_STRUCT(DiseaseView, (), (opsp_dise_code, opsp_dise_name, begndate, enddate))
struct DiseasesAnswer {
    bool found = false;
    std::vector<DiseaseView> diseases;
};
BOOST_DESCRIBE_STRUCT(DiseasesAnswer, (), (found, diseases))

/// To the insured place: what is declared for this person, in force on one of these days? (5302,
/// 5304)
struct DeclarationsAsk {
    std::string psn_no, biz_appy_type;
    std::optional<Date> from, to;
};
BOOST_DESCRIBE_STRUCT(DeclarationsAsk, (), (psn_no, biz_appy_type, from, to))
struct DeclarationView {
    std::string trt_dcla_detl_sn;
    DeclarationForm form;
    std::string emp_name;
    Date filed_on;
    std::optional<Referral> referral;
    std::optional<Designation> designation;
};
BOOST_DESCRIBE_STRUCT(DeclarationView, (), (trt_dcla_detl_sn, form, emp_name, filed_on, referral,
                                            designation))
struct DeclarationsAnswer {
    bool found = false;
    PersonView person;
    std::vector<DeclarationView> declarations;
};
BOOST_DESCRIBE_STRUCT(DeclarationsAnswer, (), (found, person, declarations))

using PeerBody = std::variant<SettleDecide, SettleDecided, SettleUndo, SettleUndone,
                              SettlementEvent, RouteNotice, RouteAsk, RouteAnswer, PersonAsk,
                              PersonAnswer, AdmissionAsk, AdmissionAnswer, QuoteAsk, QuoteAnswer,
                              TotalsAsk, TotalsAnswer, ExplainAsk, ExplainAnswer, BenefitDeclare,
                              BenefitDeclared, BenefitWithdraw, BenefitWithdrawn, EntitlementAsk,
                              EntitlementAnswer, DiseasesAsk, DiseasesAnswer, DeclarationsAsk,
                              DeclarationsAnswer>;

/// One message between two nodes.
struct PeerMessage {
    NodeId from, to;
    std::int64_t seq = 0;      ///< Place in the sender's outbox; 0 when volatile.
    std::int64_t ask_id = 0;   ///< Joins an answer to its question; 0 when durable.
    PeerBody body;
};

/// Sender has carried out all up to `watermark`, and those in `ahead`.
struct PeerAck {
    std::int64_t watermark = 0;
    std::vector<std::int64_t> ahead;
};

// ---- timers --------------------------------------------------------------------------------------

/// A settlement still unanswered at this instant is taken back.
struct SettleDeadline {
    std::string setl_id;
};
BOOST_DESCRIBE_STRUCT(SettleDeadline, (), (setl_id))

using TimerBody = std::variant<SettleDeadline>;

}  // namespace yidi::model
