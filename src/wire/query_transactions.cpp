// 5201 (visits), 5204 (fee lines), 5206 (accumulators) and 5303 (patients in hospital).

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/query_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;

using VisitsDraft = PlainDraft<model::QueryVisits>;
using LinesDraft = PlainDraft<model::QueryFeeLines>;
using TotalsDraft = PlainDraft<model::QueryTotals>;
using InHospitalDraft = PlainDraft<model::QueryInHospital>;

// clang-format off
constexpr Field visits_fields[] = {
    C("psn_no", 30, Into<VisitsDraft>::at<&model::QueryVisits::psn_no>).must(),
    DT("begntime", Into<VisitsDraft>::at<&model::QueryVisits::begntime>).must(),
    DT("endtime", Into<VisitsDraft>::end_at<&model::QueryVisits::endtime>).must(),
    C("med_type", 6, Into<VisitsDraft>::at<&model::QueryVisits::med_type>).must().in(TableId::med_type),
    C("mdtrt_id", 30, Into<VisitsDraft>::at<&model::QueryVisits::mdtrt_id>),
};
constexpr Field lines_fields[] = {
    C("psn_no", 30, Into<LinesDraft>::at<&model::QueryFeeLines::psn_no>).must(),
    C("setl_id", 30, Into<LinesDraft>::at<&model::QueryFeeLines::setl_id>),
    C("mdtrt_id", 30, Into<LinesDraft>::at<&model::QueryFeeLines::mdtrt_id>).must(),
};
constexpr Field totals_fields[] = {
    C("psn_no", 30, Into<TotalsDraft>::at<&model::QueryTotals::psn_no>).must(),
    C("cum_ym", 6, Into<TotalsDraft>::at<&model::QueryTotals::cum_ym>),
};
constexpr Field in_hospital_fields[] = {
    C("psn_no", 30, Into<InHospitalDraft>::at<&model::QueryInHospital::psn_no>),
    DT("begntime", Into<InHospitalDraft>::at<&model::QueryInHospital::begntime>).must(),
    DT("endtime", Into<InHospitalDraft>::end_at<&model::QueryInHospital::endtime>).must(),
};
// clang-format on

constexpr Node visits_request[] = {{.name = "data", .fields = visits_fields}};
constexpr Node lines_request[] = {{.name = "data", .fields = lines_fields}};
constexpr Node totals_request[] = {{.name = "data", .fields = totals_fields}};
constexpr Node in_hospital_request[] = {{.name = "data", .fields = in_hospital_fields}};

constexpr Transaction group[] = {
    {.infno = "5201",
     .zh = "就诊信息查询",
     .en = "Query visits",
     .path = "/fsi/api/fsiIntegratedQueryService/queryMdtrtInfo",
     .path_seen = false,
     .request = visits_request,
     .answer = visits_answer,
     .decode = decode_into<VisitsDraft>,
     .reply = reply_index<model::VisitsFound>},
    {.infno = "5204",
     .zh = "费用明细查询",
     .en = "Query fee lines",
     .path = "/fsi/api/fsiIntegratedQueryService/queryFeeList",
     .request = lines_request,
     .answer = lines_answer,
     .decode = decode_into<LinesDraft>,
     .reply = reply_index<model::FeeLinesFound>},
    {.infno = "5206",
     .zh = "人员累计信息查询",
     .en = "Query accumulators",
     .path = "/fsi/api/fsiIntegratedQueryService/queryFixmedinsPracPsnSum",
     .request = totals_request,
     .answer = totals_answer,
     .decode = decode_into<TotalsDraft>,
     .reply = reply_index<model::TotalsFound>},
    {.infno = "5303",
     .zh = "在院信息查询",
     .en = "Query in-hospital patients",
     .path = "/fsi/api/fsiIntegratedQueryService/queryInhospInfo",
     .request = in_hospital_request,
     .answer = in_hospital_answer,
     .decode = decode_into<InHospitalDraft>,
     .reply = reply_index<model::VisitsFound>},
};

}  // namespace

std::span<const Transaction> query_transactions() {
    return group;
}

}  // namespace yidi::wire
