// 2303, 2304, 2305 and 5203 (who pays what) and 2601 (undo what got no answer).

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/settlement_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::SettlementView;
using model::SettleRequest;

/// 2303 and 2304 ask alike; which of them it is decides what comes of it.
template <class Command>
struct SettleDraft {
    SettleRequest request;

    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        if (request.insuplc_admdvs.empty())
            request.insuplc_admdvs = context.envelope.insuplc_admdvs;
        return model::CommandBody{Command{std::move(request)}};
    }
};
using PreSettleDraft = SettleDraft<model::PreSettle>;
using FinalDraft = SettleDraft<model::Settle>;
using ReverseDraft = PlainDraft<model::ReverseSettlement>;
using QueryDraft = PlainDraft<model::QuerySettlement>;

struct UncertainDraft {
    model::ReverseUncertain command;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.oinfno = std::string{plain_infno(command.oinfno)};
        return model::CommandBody{std::move(command)};
    }
};

template <class Draft, auto Member>
constexpr Take request = Into<Draft>::template at<&Draft::request, Member>;
template <auto Member>
constexpr Take uncertain = Into<UncertainDraft>::at<&UncertainDraft::command, Member>;

// clang-format off
template <class Draft, bool IsFinal>
constexpr Field settle_fields[] = {
    C("psn_no", 30, request<Draft, &SettleRequest::psn_no>).must(),
    C("mdtrt_cert_type", 3, request<Draft, &SettleRequest::mdtrt_cert_type>).must().in(TableId::mdtrt_cert_type),
    C("mdtrt_cert_no", 50).personal(),
    C("card_sn", 32).personal(),
    C("psn_cert_type", 6).in(TableId::psn_cert_type),
    C("certno", 50).personal(),
    C("psn_type", 6).in(TableId::psn_type),
    C("psn_name", 50).personal(),
    N("medfee_sumamt", 16, 2, request<Draft, &SettleRequest::medfee_sumamt>).must(),
    C("psn_setlway", 6, request<Draft, &SettleRequest::psn_setlway>).must().in(TableId::psn_setlway),
    C("mdtrt_id", 30, request<Draft, &SettleRequest::mdtrt_id>).must(),
    C("insutype", 6, request<Draft, &SettleRequest::insutype>).must().in(TableId::insutype),
    IsFinal ? C("acct_used_flag", 1, request<Draft, &SettleRequest::acct_used_flag>).must().in(TableId::acct_used_flag)
            : C("acct_used_flag", 1, request<Draft, &SettleRequest::acct_used_flag>).in(TableId::acct_used_flag),
    C("insuplc_admdvs", 6, request<Draft, &SettleRequest::insuplc_admdvs>).division(),
    C("mdtrtarea_admvs", 6).division(),
    C("invono", 20, request<Draft, &SettleRequest::invono>),
    C("mid_setl_flag", 3, request<Draft, &SettleRequest::mid_setl_flag>).must().in(TableId::mid_setl_flag),
    N("fulamt_ownpay_amt", 16, 2, request<Draft, &SettleRequest::fulamt_ownpay_amt>),
    N("overlmt_selfpay", 16, 2, request<Draft, &SettleRequest::overlmt_selfpay>),
    N("preselfpay_amt", 16, 2, request<Draft, &SettleRequest::preselfpay_amt>),
    N("inscp_scp_amt", 16, 2, request<Draft, &SettleRequest::inscp_scp_amt>),
    D("dscgTime", request<Draft, &SettleRequest::discharged_on>),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field reverse_fields[] = {
    C("mdtrt_id", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::mdtrt_id>).must(),
    C("setl_id", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::setl_id>).must(),
    C("psn_no", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::psn_no>).must(),
    C("exp_content", 4000).holding(unread_extras),
};
// oinfno is printed as C 4 and sent as "2207A" too.
constexpr Field uncertain_fields[] = {
    C("psn_no", 30, uncertain<&model::ReverseUncertain::psn_no>).must(),
    C("omsgid", 30, uncertain<&model::ReverseUncertain::omsgid>).must(),
    C("oinfno", 5, uncertain<&model::ReverseUncertain::oinfno>).must(),
};
constexpr Field query_fields[] = {
    C("psn_no", 30, Into<QueryDraft>::at<&model::QuerySettlement::psn_no>).must(),
    C("setl_id", 30, Into<QueryDraft>::at<&model::QuerySettlement::setl_id>).must(),
    C("mdtrt_id", 30, Into<QueryDraft>::at<&model::QuerySettlement::mdtrt_id>).must(),
};
// clang-format on

constexpr Node pre_settle_request[] = {
    {.name = "data", .fields = settle_fields<PreSettleDraft, false>}};
constexpr Node settle_request[] = {{.name = "data", .fields = settle_fields<FinalDraft, true>}};
constexpr Node reverse_request[] = {{.name = "data", .fields = reverse_fields}};
constexpr Node uncertain_request[] = {{.name = "data", .fields = uncertain_fields}};
constexpr Node query_request[] = {{.name = "data", .fields = query_fields}};

constexpr Transaction group[] = {
    {.infno = "2303",
     .zh = "住院预结算",
     .en = "Inpatient pre-settle",
     .path = "/fsi/api/hospSettService/preSett",
     .request = pre_settle_request,
     .answer = trial_answer,
     .decode = decode_into<PreSettleDraft>,
     .reply = reply_index<SettlementView>},
    {.infno = "2304",
     .zh = "住院结算",
     .en = "Inpatient settle",
     .path = "/fsi/api/hospSettService/settV2",
     .request = settle_request,
     .answer = settled_answer,
     .decode = decode_into<FinalDraft>,
     .reply = reply_index<SettlementView>},
    {.infno = "2305",
     .zh = "住院结算撤销",
     .en = "Reverse inpatient settlement",
     .path = "/fsi/api/hospSettService/settCl",
     .request = reverse_request,
     .answer = reversed_answer,
     .decode = decode_into<ReverseDraft>,
     .reply = reply_index<SettlementView>},
    {.infno = "2601",
     .zh = "冲正交易",
     .en = "Reverse an uncertain transaction",
     .path = "/fsi/api/reverseService/revsMethod",
     .request = uncertain_request,
     .answer = {},
     .decode = decode_into<UncertainDraft>,
     .reply = reply_index<model::Accepted>},
    {.infno = "5203",
     .zh = "结算信息查询",
     .en = "Query a settlement",
     .path = "/fsi/api/fsiIntegratedQueryService/querySetlInfo",
     .request = query_request,
     .answer = queried_answer,
     .decode = decode_into<QueryDraft>,
     .reply = reply_index<SettlementView>},
};

}  // namespace

std::span<const Transaction> settlement_transactions() {
    return group;
}

}  // namespace yidi::wire
