/// @file
/// Every record that a node keeps. Plain structs, described once, so that one generic mapper serves
/// SQLite, the in-memory store and JSON. Field names are those of the national interface wherever
/// it has one; GLOSSARY.md maps the rest.
///
/// Level       2, pure
/// Units       Money in fen, Instant in microseconds UTC, Date in China, codes as text
/// Errors      none
/// Ownership   values only
/// See         model/tables.hpp for keys and indexes; src/store/migrations for the SQL

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/personal.hpp"
#include "calendar/calendar.hpp"
#include "model/amounts.hpp"
#include "model/episode.hpp"
#include "model/messages.hpp"
#include "model/terms.hpp"
#include "money/money.hpp"

namespace yidi::model {

// ---- the place of care ---------------------------------------------------------------------------

/// A designated institution (定点医药机构).
struct Institution {
    std::string fixmedins_code;
    std::string fixmedins_name;
    std::string admdvs;              ///< Division it stands in.
    std::string hosp_lv;             ///< 医院等级, national code.
    std::string fix_onln_open_flag;  ///< 0 suspended, 1 open, 2 no longer designated.
    std::string uscc = {};           ///< 统一社会信用代码
};
BOOST_DESCRIBE_STRUCT(Institution, (), (fixmedins_code, fixmedins_name, admdvs, hosp_lv,
                                        fix_onln_open_flag, uscc))

/// An operator's working session (签到).
struct SignIn {
    std::string sign_no;
    std::string fixmedins_code;
    std::string opter_no;
    Instant signed_in_at;
    Instant signed_out_at;  ///< Unset while the session lasts.
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (sign_no, fixmedins_code, opter_no, signed_in_at, signed_out_at))

/// What an admission, its change and its discharge say about a stay, under the interface's names.
struct StayData {
    std::string med_type, ipt_no, medrcdno, atddr_no, chfpdr_name, adm_diag_dscr;
    std::string adm_dept_codg, adm_dept_name, adm_bed;
    std::string dscg_maindiag_code, dscg_maindiag_name, main_cond_dscr, dise_codg, dise_name;
    std::string oprn_oprt_code, oprn_oprt_name;
    std::string ipt_type, trum_flag, rel_ttp_flag, mdtrt_grp_type;  ///< exp_content extras.
    std::string mdtrt_cert_type;
    Personal coner_name, tel;
    friend bool operator==(const StayData&, const StayData&) = default;
};
BOOST_DESCRIBE_STRUCT(StayData, (), (med_type, ipt_no, medrcdno, atddr_no, chfpdr_name,
                                     adm_diag_dscr, adm_dept_codg, adm_dept_name, adm_bed,
                                     dscg_maindiag_code, dscg_maindiag_name, main_cond_dscr,
                                     dise_codg, dise_name, oprn_oprt_code, oprn_oprt_name, ipt_type,
                                     trum_flag, rel_ttp_flag, mdtrt_grp_type, mdtrt_cert_type,
                                     coner_name, tel))

/// What the registration of an outpatient and its visit say beside StayData, which has the rest.
struct OutpatientData {
    std::string caty;              ///< 科别
    std::string otp_er_refl_flag;  ///< exp_content extra: 1 emergency, 2 referral, 3 both.
    std::string dise_type_code, birctrl_type, matn_type, geso_val;
    std::optional<Date> birctrl_matn_date;
    std::string rxfixmedins_code, rxfixmedins_name, rxfilename;  ///< 外配处方
    friend bool operator==(const OutpatientData&, const OutpatientData&) = default;
};
BOOST_DESCRIBE_STRUCT(OutpatientData, (), (caty, otp_er_refl_flag, dise_type_code, birctrl_type,
                                           matn_type, geso_val, birctrl_matn_date,
                                           rxfixmedins_code, rxfixmedins_name, rxfilename))

/// A visit (就诊): a stay in hospital, an outpatient's visit, or a purchase at a pharmacy.
struct Encounter {
    std::string mdtrt_id;
    std::string fixmedins_code;
    std::string psn_no;
    std::string insuplc_admdvs;
    std::string insutype;
    VisitKind kind{};
    PersonView person;
    StayData stay;
    OutpatientData outpatient;  ///< Empty on a stay.
    Instant begntime;
    Instant endtime;  ///< Unset until discharge.
    std::string dscg_dept_codg, dscg_dept_name, dscg_bed, dscg_way;
    std::optional<Date> die_date;
    EncounterState state{};
    /// Stays: lines of this batch are not settled yet. Else the number of the next charge batch.
    std::int64_t open_batch = 1;
    std::int64_t open_lines = 0;  ///< Lines that are not settled yet.
    FeeSums open;                 ///< Their sums, kept as lines come and go.
    std::string settling;         ///< setl_id of a settlement or reversal in doubt; usually empty.
    std::string settled;          ///< setl_id of the newest settlement in force; empty if none.
    Instant opened_at;
};
BOOST_DESCRIBE_STRUCT(Encounter, (), (mdtrt_id, fixmedins_code, psn_no, insuplc_admdvs, insutype,
                                      kind, person, stay, outpatient, begntime, endtime,
                                      dscg_dept_codg, dscg_dept_name, dscg_bed, dscg_way, die_date,
                                      state, open_batch, open_lines, open, settling, settled,
                                      opened_at))

/// Lines of an outpatient's visit that are settled together (收费批次). Each batch is a settlement
/// of its own, and may be reversed at any time, whatever was settled since.
struct ChargeBatch {
    std::string mdtrt_id;
    std::string chrg_bchno;
    std::int64_t batch = 0;  ///< Of its lines; a new one when a settlement of it is reversed.
    std::int64_t lines = 0;
    FeeSums sums;
    std::string dise_codg;        ///< The disease all its lines name; empty: none does.
    Date care_on;                 ///< Last day on which a line of it arose.
    bool rx_circulated = false;   ///< One of its lines fills a prescription from elsewhere.
    std::string settled;          ///< setl_id of its settlement in force; empty if none.
};
BOOST_DESCRIBE_STRUCT(ChargeBatch, (), (mdtrt_id, chrg_bchno, batch, lines, sums, dise_codg,
                                        care_on, rx_circulated, settled))

struct Diagnosis {
    std::string mdtrt_id;
    std::string inout_diag_type;  ///< 1 admission, 2 discharge.
    std::int64_t diag_srt_no = 0;
    std::string diag_type, maindiag_flag, diag_code, diag_name, adm_cond, diag_dept, dise_dor_no,
        dise_dor_name;
    Instant diag_time;
};
BOOST_DESCRIBE_STRUCT(Diagnosis, (), (mdtrt_id, inout_diag_type, diag_srt_no, diag_type,
                                      maindiag_flag, diag_code, diag_name, adm_cond, diag_dept,
                                      dise_dor_no, dise_dor_name, diag_time))

/// What the sender says of a fee line.
struct FeeLineInput {
    std::string feedetl_sn, init_feedetl_sn, drord_no, med_type;
    Instant fee_ocur_time;
    std::string med_list_codg, medins_list_codg;
    Money det_item_fee_sumamt;  ///< Negative on a refund line, as is cnt.
    Quantity cnt;
    UnitPrice pric;
    std::string bilg_dept_codg, bilg_dept_name, bilg_dr_codg, bilg_dr_name, acord_dept_codg,
        acord_dept_name, orders_dr_code, orders_dr_name, hosp_appr_flag, tcmdrug_used_way,
        etip_flag, etip_hosp_code, dscg_tkdrug_flag, matn_fee_flag, memo;
    std::string chrg_bchno, dise_codg, rxno, rx_circ_flag;  ///< Outpatients and pharmacies.
    std::string sin_dos_dscr, used_frqu_dscr, prd_days, medc_way_dscr;
    friend bool operator==(const FeeLineInput&, const FeeLineInput&) = default;
};
BOOST_DESCRIBE_STRUCT(FeeLineInput, (),
                      (feedetl_sn, init_feedetl_sn, drord_no, med_type, fee_ocur_time,
                       med_list_codg, medins_list_codg, det_item_fee_sumamt, cnt, pric,
                       bilg_dept_codg, bilg_dept_name, bilg_dr_codg, bilg_dr_name, acord_dept_codg,
                       acord_dept_name, orders_dr_code, orders_dr_name, hosp_appr_flag,
                       tcmdrug_used_way, etip_flag, etip_hosp_code, dscg_tkdrug_flag,
                       matn_fee_flag, memo, chrg_bchno, dise_codg, rxno, rx_circ_flag,
                       sin_dos_dscr, used_frqu_dscr, prd_days, medc_way_dscr))

/// What the treatment place's catalogue makes of a line. Amounts carry the line's sign.
struct LinePrice {
    UnitPrice pric_uplmt_amt;  ///< Limit price; 999999 where there is none, as platforms answer.
    Ratio selfpay_prop;            ///< First self-pay share.
    Money fulamt_ownpay_amt;
    Money overlmt_amt;
    Money preselfpay_amt;
    Money inscp_scp_amt;
    std::string chrgitm_lv;        ///< 01 甲, 02 乙, 03 丙
    std::string med_chrgitm_type;
    std::string list_type;
    std::string lmt_used_flag;
    std::string hilist_name;
    std::string undecided_restriction;  ///< Nobody told whether it is met; the line is outside.
    Money inscp_if_met;                 ///< What would be in scope if it were.
    friend bool operator==(const LinePrice&, const LinePrice&) = default;
};
BOOST_DESCRIBE_STRUCT(LinePrice, (), (pric_uplmt_amt, selfpay_prop, fulamt_ownpay_amt, overlmt_amt,
                                      preselfpay_amt, inscp_scp_amt, chrgitm_lv, med_chrgitm_type,
                                      list_type, lmt_used_flag, hilist_name,
                                      undecided_restriction, inscp_if_met))

/// A line of the bill (费用明细).
struct FeeLine {
    std::string mdtrt_id;
    std::string feedetl_sn;  ///< Equals input.feedetl_sn; it is the key.
    std::int64_t batch = 1;  ///< Settled together with the other lines of its batch.
    FeeLineInput input;
    LinePrice price;
    Quantity refunded;       ///< How much of it later lines have refunded.
};
BOOST_DESCRIBE_STRUCT(FeeLine, (), (mdtrt_id, feedetl_sn, batch, input, price, refunded))

/// A settlement or its reversal, as the place of care knows it.
struct Settlement {
    std::string setl_id;
    SettlementKind kind{};
    SettlementState state{};
    std::string mdtrt_id;
    std::int64_t batch = 1;
    std::string chrg_bchno;        ///< Charge batch; empty on a stay.
    std::string med_type;          ///< What it was settled as; empty: what the visit says.
    std::string fixmedins_code;
    std::string psn_no;
    std::string insuplc_admdvs;
    std::string insutype;
    std::string medins_setl_id;    ///< msgid of the request that made it.
    std::string init_setl_id;      ///< On a reversal: what it reverses.
    std::string reversal_setl_id;  ///< On a payment: what reversed it.
    std::string psn_setlway, acct_used_flag, mid_setl_flag, invono, mdtrt_cert_type;
    std::string clr_type, clr_way, clr_optins;
    Instant begun_at;
    Instant setl_time;             ///< When both sides had committed.
    std::optional<Date> stmt_date = {};  ///< Day of setl_time, once booked: for statements.
    FeeSums fees;
    Shares shares;
    std::string plan;              ///< Hash of the policy plan that decided.
    std::string package_id;
    StoredProblem refusal;         ///< Why, when refused, or taken back by this node.
    std::int64_t first_transfer =
        0;  ///< Its transfers are numbered from here; 0: it moved nothing.
};
BOOST_DESCRIBE_STRUCT(Settlement, (), (setl_id, kind, state, mdtrt_id, batch, chrg_bchno,
                                       med_type, fixmedins_code, psn_no, insuplc_admdvs, insutype,
                                       medins_setl_id, init_setl_id, reversal_setl_id, psn_setlway,
                                       acct_used_flag, mid_setl_flag, invono, mdtrt_cert_type,
                                       clr_type, clr_way, clr_optins, begun_at, setl_time,
                                       stmt_date, fees, shares, plan, package_id, refusal,
                                       first_transfer))

/// A request that must not be carried out twice.
struct Request {
    std::string fixmedins_code;
    std::string msgid;
    std::string infno;     ///< Plain form.
    std::string subject;   ///< What it acts on: mdtrt_id, or psn_no before there is a visit.
    std::string psn_no;
    RequestState state{};
    std::string content;   ///< name=value lines of what must be the same in a repeat.
    std::string made;      ///< Id of the record it made; the answer is rebuilt from it.
    Instant at;
};
BOOST_DESCRIBE_STRUCT(Request, (), (fixmedins_code, msgid, infno, subject, psn_no, state, content,
                                    made, at))

// ---- the insured place ---------------------------------------------------------------------------

struct Person {
    std::string psn_no;
    std::string psn_cert_type;
    Personal certno;
    std::string certno_digest;  ///< Keyed digest; how a person is looked up.
    Personal psn_name;
    std::string card_digest;    ///< Keyed digest of the social security card number.
    std::string gend, naty;
    Date brdy;
    AidClass aid_class{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (psn_no, psn_cert_type, certno, certno_digest, psn_name,
                                   card_digest, gend, naty, brdy, aid_class))

/// A person's enrolment in one scheme (参保信息).
struct Enrolment {
    std::string psn_no;
    std::string insutype;
    std::string psn_type;
    std::string psn_insu_stas;  ///< 1 in force, 2 suspended, 4 ended.
    Date psn_insu_date;
    std::optional<Date> paus_insu_date;
    std::string cvlserv_flag;
    std::string insuplc_admdvs;
    std::string emp_name;
};
BOOST_DESCRIBE_STRUCT(Enrolment, (), (psn_no, insutype, psn_type, psn_insu_stas, psn_insu_date,
                                      paus_insu_date, cvlserv_flag, insuplc_admdvs, emp_name))

/// Leave to be treated elsewhere at the fund's expense (异地就医备案).
struct Filing {
    std::string psn_no;
    std::int64_t filing_no = 0;
    FilingCategory category{};
    FilingState state{};
    std::string place;         ///< Division filed to; "460000" covers all of the province.
    Date valid_from;
    std::optional<Date> valid_to;  ///< Last day; none for long-term filings.
    Instant filed_at;
};
BOOST_DESCRIBE_STRUCT(Filing, (), (psn_no, filing_no, category, state, place, valid_from, valid_to,
                                   filed_at))

/// A chronic disease or special drug that the fund pays for a person outside hospital (门诊慢特病
/// 认定).
struct DiseaseApproval {
    std::string psn_no;
    std::int64_t approval_no = 0;
    std::string insutype;
    std::string opsp_dise_code;  ///< "M03900"
    std::string opsp_dise_name;
    Date valid_from;
    std::optional<Date> valid_to;   ///< Last day; none: until it is withdrawn.
    FilingState state{};
    std::string fixmedins_codes;    ///< Where it may be treated, "H1|H2"; empty: anywhere.
    std::string trt_dcla_detl_sn;   ///< Number of the filing it was granted on.
    Instant approved_at;
};
BOOST_DESCRIBE_STRUCT(DiseaseApproval, (), (psn_no, approval_no, insutype, opsp_dise_code,
                                            opsp_dise_name, valid_from, valid_to, state,
                                            fixmedins_codes, trt_dcla_detl_sn, approved_at))

struct YearAccumulator {
    std::string psn_no;
    std::string insutype;
    std::int64_t year = 0;
    YearTotals opening;  ///< Brought in from elsewhere, before this node's first claim.
    YearTotals totals;   ///< Opening and what every claim in force has added.
};
BOOST_DESCRIBE_STRUCT(YearAccumulator, (), (psn_no, insutype, year, opening, totals))

/// A settlement as the insured place knows it: the facts it was decided on, and what it moved.
struct Claim {
    std::string setl_id;
    ClaimState state{};
    std::string treatment_node;
    std::string mdtrtarea_admvs;
    std::string fixmedins_code;
    std::string mdtrt_id;
    std::string chrg_bchno;    ///< Charge batch of an outpatient's visit; empty on a stay.
    std::string follows;       ///< Claim of the same stay that it goes on from; empty: its first.
    std::string psn_no;
    std::string insutype;
    std::int64_t year = 0;     ///< Accumulator year it counts in; of a split stay the earlier one.
    std::string period;        ///< Accounting month of the decision.
    Episode facts;
    FeeSums fees;
    Shares shares;
    YearTotals before;         ///< Accumulators it was decided on: those before the stay.
    YearTotals delta;          ///< What it added to them.
    std::string plan;
    std::string package_id;
    StoredProblem refusal;
    Instant decided_at;
    std::string undo_id;       ///< setl_id of the reversal, once undone.
    std::string undo_period;
    Instant undone_at;
    std::int64_t first_transfer =
        0;  ///< Its transfers are numbered from here; 0: it moved nothing.
};
BOOST_DESCRIBE_STRUCT(Claim, (), (setl_id, state, treatment_node, mdtrtarea_admvs, fixmedins_code,
                                  mdtrt_id, chrg_bchno, follows, psn_no, insutype, year, period,
                                  facts, fees, shares, before, delta, plan, package_id, refusal,
                                  decided_at, undo_id, undo_period, undone_at, first_transfer))

/// The later year of a claim whose stay lies over new year and is split. Apart from the claim,
/// since almost none has one.
struct ClaimLaterYear {
    std::string setl_id;
    std::int64_t year = 0;
    YearTotals before;  ///< That year's accumulator it was decided on.
    YearTotals delta;   ///< What it added there.
};
BOOST_DESCRIBE_STRUCT(ClaimLaterYear, (), (setl_id, year, before, delta))

/// What a person has used of a limit: fen, or visits, within one day, month, quarter or year.
struct QuotaWindow {
    std::string psn_no;
    std::string insutype;
    std::string window;  ///< As the law names it: "rule|disease|2026-03".
    std::int64_t used = 0;
};
BOOST_DESCRIBE_STRUCT(QuotaWindow, (), (psn_no, insutype, window, used))

/// What a claim added to a window. A claim that no limit counted has none.
struct ClaimQuota {
    std::string setl_id;
    std::string window;
    std::int64_t added = 0;
};
BOOST_DESCRIBE_STRUCT(ClaimQuota, (), (setl_id, window, added))

/// A release of an area's law that this node has had in force: all that is needed to decide again,
/// years later, as it did then.
struct PolicyRelease {
    std::string hash;        ///< Of the compiled plan, as claims name it.
    std::string package_id;
    std::string version;     ///< As the package calls itself; may be empty.
    std::optional<Date> effective;  ///< First day on which it may decide; none: any day.
    std::string files;       ///< The package and its parents: a JSON object, name to text.
    Instant first_used_at;
    Instant last_used_at;    ///< When a start or a reload last put it in force.
};
BOOST_DESCRIBE_STRUCT(PolicyRelease, (), (hash, package_id, version, effective, files,
                                          first_used_at, last_used_at))

// ---- the hub -------------------------------------------------------------------------------------

/// Where a person is insured: a network-wide keyed digest of the document, and a node's division.
struct Route {
    std::string certno_digest;
    std::string admdvs;
};
BOOST_DESCRIBE_STRUCT(Route, (), (certno_digest, admdvs))

/// A settlement or reversal as its two sides told the hub.
struct MatchedSettlement {
    std::string setl_id;
    SettlementKind kind{};
    MatchState state{};
    std::string insured_node;
    std::string treatment_node;
    std::string insutype;
    std::string period;          ///< Clearing month: that of the insured node's decision.
    bool treatment_seen = false;
    bool insured_seen = false;
    Money treatment_amount;      ///< What the treatment place says it is owed.
    Money insured_amount;        ///< What the insured place says it owes.
    std::int64_t first_transfer = 0;  ///< The obligation it booked; 0: none, or not matched yet.
};
BOOST_DESCRIBE_STRUCT(MatchedSettlement, (), (setl_id, kind, state, insured_node, treatment_node,
                                              insutype, period, treatment_seen, insured_seen,
                                              treatment_amount, insured_amount,
                                              first_transfer))

// ---- every node ----------------------------------------------------------------------------------

/// A ledger account with what was ever debited and credited to it.
struct Account {
    std::string code;
    Money debited;
    Money credited;
};
BOOST_DESCRIBE_STRUCT(Account, (), (code, debited, credited))

/// An amount that moved from one account to another. Immutable.
struct Transfer {
    std::int64_t id = 0;
    Instant at;
    std::string period;
    std::string debit;
    std::string credit;
    Money amount;           ///< Always positive.
    std::string reference;  ///< setl_id or other cause.
    std::string purpose;    ///< From the chart of accounts: why such a transfer exists.
    std::int64_t reverses = 0;  ///< id of the transfer it takes back; 0 if none.
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (id, at, period, debit, credit, amount, reference, purpose,
                                     reverses))

/// A message that its receiver has not yet acknowledged as committed.
struct Outbox {
    std::string peer;
    std::int64_t seq = 0;
    PeerBody body;
};
BOOST_DESCRIBE_STRUCT(Outbox, (), (peer, seq, body))

/// Which of a peer's messages have been carried out: all up to `watermark`, and those `ahead`.
struct Inbox {
    std::string peer;
    std::int64_t watermark = 0;
    std::vector<std::int64_t> ahead;  ///< Ascending, all > watermark + 1.
};
BOOST_DESCRIBE_STRUCT(Inbox, (), (peer, watermark, ahead))

/// The next number of a series.
struct Sequence {
    std::string name;
    std::int64_t next = 1;
};
BOOST_DESCRIBE_STRUCT(Sequence, (), (name, next))

/// Something to do at a later instant. Survives a restart.
struct Timer {
    Instant due_at;
    std::string subject;
    TimerBody body;
};
BOOST_DESCRIBE_STRUCT(Timer, (), (due_at, subject, body))

}  // namespace yidi::model
