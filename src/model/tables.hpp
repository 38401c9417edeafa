/// @file
/// Keys and indexes of every record: the logical schema. The SQL is written by hand in
/// src/store/migrations; a test holds the two against each other.
///
/// Level       2, pure
/// Units       none
/// Errors      none
/// Ownership   static data only
/// Invariants  T1  a record is identified by its key; a key begins with what grows in order.

#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "model/records.hpp"
#include "model/registers.hpp"

namespace yidi::model {

template <class T>
struct Table;

/// An index tag: `members` are the columns, in order.
struct EncounterByPerson {
    using Record = Encounter;
    static constexpr auto name = "encounter_by_person";
    static constexpr auto members = std::tuple{&Encounter::psn_no};
};
/// Who is in hospital where.
struct EncounterByState {
    using Record = Encounter;
    static constexpr auto name = "encounter_by_state";
    static constexpr auto members = std::tuple{&Encounter::fixmedins_code, &Encounter::state};
};
struct SettlementByVisit {
    using Record = Settlement;
    static constexpr auto name = "settlement_by_visit";
    static constexpr auto members = std::tuple{&Settlement::mdtrt_id};
};
/// What an institution reconciles: its settlements of a day.
struct SettlementByDay {
    using Record = Settlement;
    static constexpr auto name = "settlement_by_day";
    static constexpr auto members =
        std::tuple{&Settlement::fixmedins_code, &Settlement::stmt_date};
};
struct DeclarationByPerson {
    using Record = Declaration;
    static constexpr auto name = "declaration_by_person";
    static constexpr auto members = std::tuple{&Declaration::psn_no};
};
struct PersonByDocument {
    using Record = Person;
    static constexpr auto name = "person_by_document";
    static constexpr auto members = std::tuple{&Person::certno_digest};
};
struct PersonByCard {
    using Record = Person;
    static constexpr auto name = "person_by_card";
    static constexpr auto members = std::tuple{&Person::card_digest};
};

#define YIDI_TABLE(Record, sql_name, Indexes, ...)                   \
    template <>                                                      \
    struct Table<Record> {                                           \
        static constexpr const char* name = sql_name;                \
        static constexpr auto key = std::tuple{__VA_ARGS__};         \
        using indexes = Indexes;                                     \
    }

YIDI_TABLE(Institution, "institution", std::tuple<>, &Institution::fixmedins_code);
YIDI_TABLE(Department, "department", std::tuple<>, &Department::fixmedins_code,
           &Department::hosp_dept_codg);
YIDI_TABLE(Practitioner, "practitioner", std::tuple<>, &Practitioner::fixmedins_code,
           &Practitioner::prac_psn_code);
YIDI_TABLE(VisitMark, "visit_mark", std::tuple<>, &VisitMark::fixmedins_code,
           &VisitMark::ipt_psn_sp_flag_detl_id);
YIDI_TABLE(SentDeclaration, "sent_declaration", std::tuple<>, &SentDeclaration::trt_dcla_detl_sn);
YIDI_TABLE(SignIn, "sign_in", std::tuple<>, &SignIn::sign_no);
using EncounterIndexes = std::tuple<EncounterByPerson, EncounterByState>;
YIDI_TABLE(Encounter, "encounter", EncounterIndexes, &Encounter::mdtrt_id);
YIDI_TABLE(Diagnosis, "diagnosis", std::tuple<>, &Diagnosis::mdtrt_id, &Diagnosis::inout_diag_type,
           &Diagnosis::diag_srt_no);
YIDI_TABLE(ChargeBatch, "charge_batch", std::tuple<>, &ChargeBatch::mdtrt_id,
           &ChargeBatch::chrg_bchno);
YIDI_TABLE(FeeLine, "fee_line", std::tuple<>, &FeeLine::mdtrt_id, &FeeLine::feedetl_sn);
using SettlementIndexes = std::tuple<SettlementByVisit, SettlementByDay>;
YIDI_TABLE(Settlement, "settlement", SettlementIndexes, &Settlement::setl_id);
YIDI_TABLE(Request, "request", std::tuple<>, &Request::fixmedins_code, &Request::msgid,
           &Request::infno, &Request::subject);
using PersonIndexes = std::tuple<PersonByDocument, PersonByCard>;
YIDI_TABLE(Person, "person", PersonIndexes, &Person::psn_no);
YIDI_TABLE(Enrolment, "enrolment", std::tuple<>, &Enrolment::psn_no, &Enrolment::insutype,
           &Enrolment::insuplc_admdvs);
YIDI_TABLE(Filing, "filing", std::tuple<>, &Filing::psn_no, &Filing::filing_no);
YIDI_TABLE(DiseaseApproval, "disease_approval", std::tuple<>, &DiseaseApproval::psn_no,
           &DiseaseApproval::approval_no);
using DeclarationIndexes = std::tuple<DeclarationByPerson>;
YIDI_TABLE(Declaration, "declaration", DeclarationIndexes, &Declaration::trt_dcla_detl_sn);
YIDI_TABLE(Referral, "referral", std::tuple<>, &Referral::trt_dcla_detl_sn);
YIDI_TABLE(DiseaseCertificate, "disease_certificate", std::tuple<>,
           &DiseaseCertificate::trt_dcla_detl_sn);
YIDI_TABLE(Designation, "designation", std::tuple<>, &Designation::trt_dcla_detl_sn);
YIDI_TABLE(Injury, "injury", std::tuple<>, &Injury::trt_dcla_detl_sn);
YIDI_TABLE(YearAccumulator, "year_accumulator", std::tuple<>, &YearAccumulator::psn_no,
           &YearAccumulator::insutype, &YearAccumulator::year);
YIDI_TABLE(Claim, "claim", std::tuple<>, &Claim::setl_id);
YIDI_TABLE(ClaimLaterYear, "claim_later_year", std::tuple<>, &ClaimLaterYear::setl_id);
YIDI_TABLE(QuotaWindow, "quota_window", std::tuple<>, &QuotaWindow::psn_no, &QuotaWindow::insutype,
           &QuotaWindow::window);
YIDI_TABLE(ClaimQuota, "claim_quota", std::tuple<>, &ClaimQuota::setl_id, &ClaimQuota::window);
YIDI_TABLE(PolicyRelease, "policy_release", std::tuple<>, &PolicyRelease::hash);
YIDI_TABLE(Route, "route", std::tuple<>, &Route::certno_digest, &Route::admdvs);
YIDI_TABLE(MatchedSettlement, "matched_settlement", std::tuple<>, &MatchedSettlement::setl_id);
YIDI_TABLE(Account, "account", std::tuple<>, &Account::code);
YIDI_TABLE(Transfer, "transfer", std::tuple<>, &Transfer::id);
YIDI_TABLE(Outbox, "outbox", std::tuple<>, &Outbox::peer, &Outbox::seq);
YIDI_TABLE(Inbox, "inbox", std::tuple<>, &Inbox::peer);
YIDI_TABLE(Sequence, "sequence", std::tuple<>, &Sequence::name);
YIDI_TABLE(Timer, "timer", std::tuple<>, &Timer::due_at, &Timer::subject);
#undef YIDI_TABLE

/// Every record, in the order the store writes them.
using Records = std::tuple<Institution, Department, Practitioner, SignIn, Encounter, VisitMark,
                           SentDeclaration, Diagnosis, ChargeBatch, FeeLine, Settlement, Request,
                           Person, Enrolment, Filing, DiseaseApproval, Declaration, Referral,
                           DiseaseCertificate, Designation, Injury, YearAccumulator, Claim,
                           ClaimLaterYear, QuotaWindow, ClaimQuota, PolicyRelease, Route,
                           MatchedSettlement, Account, Transfer, Outbox, Inbox, Sequence, Timer>;

namespace detail {
template <class T>
struct MemberType;
template <class C, class M>
struct MemberType<M C::*> {
    using type = M;
};
template <class Tuple>
struct KeyTuple;
template <class... Ms>
struct KeyTuple<std::tuple<Ms...>> {
    using type = std::tuple<typename MemberType<std::remove_const_t<Ms>>::type...>;
};
}  // namespace detail

/// The values of a record's key columns, in order.
template <class T>
using KeyOf = typename detail::KeyTuple<std::remove_const_t<decltype(Table<T>::key)>>::type;

/// The values of an index's columns, in order.
template <class I>
using IndexKeyOf = typename detail::KeyTuple<std::remove_const_t<decltype(I::members)>>::type;

template <class T>
[[nodiscard]] KeyOf<T> key_of(const T& record) {
    return std::apply([&](auto... member) { return KeyOf<T>{record.*member...}; }, Table<T>::key);
}

template <class I>
[[nodiscard]] IndexKeyOf<I> index_key_of(const typename I::Record& record) {
    return std::apply([&](auto... member) { return IndexKeyOf<I>{record.*member...}; }, I::members);
}

}  // namespace yidi::model
