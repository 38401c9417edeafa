// 9001 and 9002 (a clerk's working session) and 1101 (who is this, and how insured?).

#include <algorithm>

#include "base/text.hpp"
#include "model/code_maps.hpp"
#include "wire/age.hpp"
#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/identity.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::EnrolmentView;
using model::PersonFound;
using model::PersonView;

// ---- requests -----------------------------------------------------------------------------------

using SignInDraft = PlainDraft<model::SignInCommand>;
using SignOutDraft = PlainDraft<model::SignOutCommand>;

/// Asked by identity card (02), by social security card (03), or by document fields alone.
struct PersonDraft {
    std::string mdtrt_cert_type, mdtrt_cert_no, psn_cert_type, certno;

    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        if (mdtrt_cert_no.empty() && certno.empty()) {
            return problem(ErrorCode::field_missing, "data.mdtrt_cert_no", {}, "C 50");
        }
        const auto document = document_of(
            {"data", mdtrt_cert_type, mdtrt_cert_no, psn_cert_type, certno}, context.digester);
        if (!document) return Unexpected{document.error()};
        model::PersonQuery query{mdtrt_cert_type, *document, {}};
        if (mdtrt_cert_type == credential_card && !mdtrt_cert_no.empty()) {
            query.card_digest = context.digester.card(mdtrt_cert_no);
        }
        return model::CommandBody{std::move(query)};
    }
};

// clang-format off
constexpr Field sign_in_fields[] = {
    C("opter_no", 20, Into<SignInDraft>::at<&model::SignInCommand::opter_no>).must(),
    C("mac", 20).must(),
    C("ip", 20).must(),
};
constexpr Field sign_out_fields[] = {
    C("sign_no", 30, Into<SignOutDraft>::at<&model::SignOutCommand::sign_no>).must(),
    C("opter_no", 20, Into<SignOutDraft>::at<&model::SignOutCommand::opter_no>).must(),
};
constexpr Field person_fields[] = {
    C("mdtrt_cert_type", 3, Into<PersonDraft>::at<&PersonDraft::mdtrt_cert_type>).must().in(TableId::mdtrt_cert_type),
    C("mdtrt_cert_no", 50, Into<PersonDraft>::at<&PersonDraft::mdtrt_cert_no>).personal(),
    C("card_sn", 32).personal(),
    DT("begntime"),
    C("psn_cert_type", 6, Into<PersonDraft>::at<&PersonDraft::psn_cert_type>).in(TableId::psn_cert_type),
    C("certno", 50, Into<PersonDraft>::at<&PersonDraft::certno>).personal(),
    C("psn_name", 50).personal(),
};
// clang-format on

constexpr Node sign_in_request[] = {{.name = "signIn", .fields = sign_in_fields}};
constexpr Node sign_out_request[] = {{.name = "signOut", .fields = sign_out_fields}};
constexpr Node person_request[] = {{.name = "data", .fields = person_fields}};

// ---- answers ------------------------------------------------------------------------------------

template <auto... Path>
constexpr Give person =
    From<PersonFound>::at<&PersonFound::answer, &model::PersonAnswer::person, Path...>;
template <auto... Path>
constexpr Give enrolment = From<EnrolmentView>::at<Path...>;

/// One special identity; begins with the person's first enrolment, the earliest date known of it.
struct IdentityRow {
    std::string_view psn_idet_type;
    Instant begntime;
};

Tenths age_of(const PersonFound& found) {
    return age_on(found.answer.person.brdy, found.now.date());
}

void write_enrolments(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const auto& row : static_cast<const PersonFound*>(source.body)->answer.enrolments) {
        write_row(out, node, &row);
    }
    out.end_array();
}

void write_identities(JsonWriter& out, const Node& node, const AnswerSource& source) {
    const auto& answer = static_cast<const PersonFound*>(source.body)->answer;
    out.begin_array();
    if (const auto type = model::identity_type_of(answer.aid_class); !type.empty()) {
        IdentityRow row{type, {}};
        if (!answer.enrolments.empty()) {
            const auto first =
                std::ranges::min(answer.enrolments, {}, &EnrolmentView::psn_insu_date);
            row.begntime = Instant::start_of(first.psn_insu_date);
        }
        write_row(out, node, &row);
    }
    out.end_array();
}

// clang-format off
constexpr Field signed_in_fields[] = {
    DT("sign_time").must().from(From<model::SignedIn>::at<&model::SignedIn::sign_time>),
    C("sign_no", 30).must().from(From<model::SignedIn>::at<&model::SignedIn::sign_no>),
};
constexpr Field signed_out_fields[] = {
    DT("sign_time").must().from(From<model::SignedOut>::at<&model::SignedOut::sign_time>),
};
constexpr Field baseinfo_fields[] = {
    C("psn_no", 30).must().from(person<&PersonView::psn_no>),
    C("psn_cert_type", 6).must().in(TableId::psn_cert_type).from(person<&PersonView::psn_cert_type>),
    C("certno", 50).must().personal().from(person<&PersonView::certno>),
    C("psn_name", 50).must().personal().from(person<&PersonView::psn_name>),
    C("gend", 6).must().in(TableId::gend).from(person<&PersonView::gend>),
    C("naty", 3).from(person<&PersonView::naty>),
    D("brdy").from(person<&PersonView::brdy>),
    N("age", 4, 1).must().from(From<PersonFound>::by<age_of>),
    C("exp_content", 4000),
};
constexpr Field insuinfo_fields[] = {
    N("balc", 16, 2).must().from(enrolment<&EnrolmentView::balc>),
    C("insutype", 6).must().in(TableId::insutype).from(enrolment<&EnrolmentView::insutype>),
    C("psn_type", 6).must().in(TableId::psn_type).from(enrolment<&EnrolmentView::psn_type>),
    C("psn_insu_stas", 6).in(TableId::psn_insu_stas).from(enrolment<&EnrolmentView::psn_insu_stas>),
    D("psn_insu_date").from(enrolment<&EnrolmentView::psn_insu_date>),
    D("paus_insu_date").from(enrolment<&EnrolmentView::paus_insu_date>),
    C("cvlserv_flag", 3).must().in(TableId::cvlserv_flag).from(enrolment<&EnrolmentView::cvlserv_flag>),
    C("insuplc_admdvs", 6).must().from(enrolment<&EnrolmentView::insuplc_admdvs>),
    C("emp_name", 200).from(enrolment<&EnrolmentView::emp_name>),
};
constexpr Field idetinfo_fields[] = {
    C("psn_idet_type", 6).must().in(TableId::psn_idet_type).from(From<IdentityRow>::at<&IdentityRow::psn_idet_type>),
    C("psn_type_lv", 3),
    C("memo", 500),
    DT("begntime").must().from(From<IdentityRow>::at<&IdentityRow::begntime>),
    DT("endtime"),
};
// clang-format on

constexpr Node signed_in_answer[] = {
    {.name = "signinoutb", .fields = signed_in_fields, .write = write_one<model::SignedIn>}};
constexpr Node signed_out_answer[] = {
    {.name = "signoutoutb", .fields = signed_out_fields, .write = write_one<model::SignedOut>}};
constexpr Node person_answer[] = {
    {.name = "baseinfo", .fields = baseinfo_fields, .write = write_one<PersonFound>},
    {.name = "insuinfo", .fields = insuinfo_fields, .many = true, .write = write_enrolments},
    {.name = "idetinfo", .fields = idetinfo_fields, .many = true, .write = write_identities},
};

constexpr Transaction group[] = {
    {.infno = "1101",
     .zh = "人员信息获取",
     .en = "Get insured person",
     .path = "/fsi/api/fsiPsnInfoService/queryPsnInfo",
     .request = person_request,
     .answer = person_answer,
     .decode = decode_into<PersonDraft>,
     .reply = reply_index<PersonFound>},
    {.infno = "9001",
     .zh = "签到",
     .en = "Sign in",
     .path = "/fsi/api/signInSignOutService/signIn",
     .request = sign_in_request,
     .answer = signed_in_answer,
     .decode = decode_into<SignInDraft>,
     .reply = reply_index<model::SignedIn>},
    {.infno = "9002",
     .zh = "签退",
     .en = "Sign out",
     .path = "/fsi/api/signInSignOutService/signOut",
     .path_seen = false,
     .request = sign_out_request,
     .answer = signed_out_answer,
     .decode = decode_into<SignOutDraft>,
     .reply = reply_index<model::SignedOut>},
};

}  // namespace

std::span<const Transaction> person_transactions() {
    return group;
}

}  // namespace yidi::wire
