// 2001, 5202, 5205, 5301, 5302, 5304: what is known of a person who is or may be treated here.

#include "wire/declaration_answers.hpp"
#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/register_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;

using EntitlementDraft = PlainDraft<model::CheckEntitlement>;
using DiagnosesDraft = PlainDraft<model::QueryDiagnoses>;
using MedicationDraft = PlainDraft<model::QueryMedication>;
using DiseasesDraft = PlainDraft<model::QueryDiseases>;
using DesignationsDraft = PlainDraft<model::QueryDesignations>;
using ReferralsDraft = PlainDraft<model::QueryReferrals>;

// clang-format off
constexpr Field entitlement_fields[] = {
    C("psn_no", 30, Into<EntitlementDraft>::at<&model::CheckEntitlement::psn_no>).must(),
    C("insutype", 6, Into<EntitlementDraft>::at<&model::CheckEntitlement::insutype>).must().in(TableId::insutype),
    C("fixmedins_code", 12, Into<EntitlementDraft>::at<&model::CheckEntitlement::fixmedins_code>).must(),
    C("med_type", 6, Into<EntitlementDraft>::at<&model::CheckEntitlement::med_type>).must().in(TableId::med_type),
    DT("begntime", Into<EntitlementDraft>::at<&model::CheckEntitlement::begntime>).must(),
    DT("endtime"),
    C("dise_codg", 30, Into<EntitlementDraft>::at<&model::CheckEntitlement::dise_codg>),
    C("dise_name", 500),
    C("oprn_oprt_code", 30), C("oprn_oprt_name", 500),
    C("matn_type", 6).in(TableId::matn_type), C("birctrl_type", 6),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field diagnoses_fields[] = {
    C("mdtrt_id", 30, Into<DiagnosesDraft>::at<&model::QueryDiagnoses::mdtrt_id>).must(),
    C("psn_no", 30, Into<DiagnosesDraft>::at<&model::QueryDiagnoses::psn_no>).must(),
};
constexpr Field medication_fields[] = {
    C("psn_no", 30, Into<MedicationDraft>::at<&model::QueryMedication::psn_no>).must(),
    DT("begntime", Into<MedicationDraft>::at<&model::QueryMedication::begntime>).must(),
    DT("endtime", Into<MedicationDraft>::end_at<&model::QueryMedication::endtime>),
};
constexpr Field diseases_fields[] = {
    C("psn_no", 30, Into<DiseasesDraft>::at<&model::QueryDiseases::psn_no>).must(),
};
constexpr Field designations_fields[] = {
    C("psn_no", 30, Into<DesignationsDraft>::at<&model::QueryDesignations::psn_no>).must(),
    C("biz_appy_type", 3, Into<DesignationsDraft>::at<&model::QueryDesignations::biz_appy_type>).must().in(TableId::biz_appy_type),
};
constexpr Field referrals_fields[] = {
    C("psn_no", 30, Into<ReferralsDraft>::at<&model::QueryReferrals::psn_no>).must(),
    DT("begntime", Into<ReferralsDraft>::at<&model::QueryReferrals::begntime>).must(),
    DT("endtime", Into<ReferralsDraft>::end_at<&model::QueryReferrals::endtime>),
};
// clang-format on

constexpr Node entitlement_request[] = {{.name = "data", .fields = entitlement_fields}};
constexpr Node diagnoses_request[] = {{.name = "data", .fields = diagnoses_fields}};
constexpr Node medication_request[] = {{.name = "data", .fields = medication_fields}};
constexpr Node diseases_request[] = {{.name = "data", .fields = diseases_fields}};
constexpr Node designations_request[] = {{.name = "data", .fields = designations_fields}};
constexpr Node referrals_request[] = {{.name = "data", .fields = referrals_fields}};

// clang-format off
constexpr Transaction group[] = {
    {.infno = "2001", .zh = "人员待遇享受检查", .en = "Check entitlement",
     .path = "/fsi/api/fsiPsnPriorityInfoService/queryPsnPriorityInfo",
     .request = entitlement_request, .answer = entitlement_answer,
     .decode = decode_into<EntitlementDraft>, .reply = reply_index<model::EntitlementFound>},
    {.infno = "5202", .zh = "诊断信息查询", .en = "Query diagnoses",
     .path = "/fsi/api/fsiIntegratedQueryService/queryDiagInfo", .path_seen = false,
     .request = diagnoses_request, .answer = diagnoses_answer,
     .decode = decode_into<DiagnosesDraft>, .reply = reply_index<model::DiagnosesFound>},
    {.infno = "5205", .zh = "人员慢特病用药记录查询", .en = "Query chronic-disease medication",
     .path = "/fsi/api/fsiIntegratedQueryService/queryPsnOpspMedn", .path_seen = false,
     .request = medication_request, .answer = medication_answer,
     .decode = decode_into<MedicationDraft>, .reply = reply_index<model::MedicationFound>},
    {.infno = "5301", .zh = "人员慢特病备案查询", .en = "Query chronic-disease filings",
     .path = "/fsi/api/fsiIntegratedQueryService/queryPsnOpspReg",
     .request = diseases_request, .answer = diseases_answer,
     .decode = decode_into<DiseasesDraft>, .reply = reply_index<model::DiseasesFound>},
    {.infno = "5302", .zh = "人员定点信息查询", .en = "Query designations",
     .path = "/fsi/api/fsiIntegratedQueryService/queryPsnFixmedins", .path_seen = false,
     .request = designations_request, .answer = designations_answer,
     .decode = decode_into<DesignationsDraft>, .reply = reply_index<model::DeclarationsFound>},
    {.infno = "5304", .zh = "转院信息查询", .en = "Query referrals",
     .path = "/fsi/api/fsiIntegratedQueryService/queryReflInfo", .path_seen = false,
     .request = referrals_request, .answer = referrals_answer,
     .decode = decode_into<ReferralsDraft>, .reply = reply_index<model::DeclarationsFound>},
};
// clang-format on

}  // namespace

std::span<const Transaction> entitlement_transactions() {
    return group;
}

}  // namespace yidi::wire
