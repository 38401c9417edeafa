// 2204 to 2208: fee lines of outpatients in charge batches, their settlement and its reversal.

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/line_answers.hpp"
#include "wire/outpatient_extras.hpp"
#include "wire/settlement_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::FeeLineInput;
using model::SettleRequest;
using model::VisitKind;

struct LinesDraft {
    model::UploadFeeLines command;
    RowIds ids;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.mdtrt_id = std::move(ids.first_mdtrt_id);
        command.psn_no = std::move(ids.first_psn_no);
        command.kind = VisitKind::outpatient;
        return model::CommandBody{std::move(command)};
    }
};

using IntoLine = IntoRow<LinesDraft, &LinesDraft::command, &model::UploadFeeLines::lines>;

void begin_line(void* draft) {
    auto& lines = static_cast<LinesDraft*>(draft)->command.lines;
    if (lines.empty()) lines.reserve(rows_max / 4);
    lines.emplace_back();
}

std::optional<Problem> check_line(void* draft) {
    auto& lines = *static_cast<LinesDraft*>(draft);
    if (auto wrong = lines.ids.check()) return wrong;
    if (lines.command.lines.back().cnt.e4() == 0) {
        return Problem{ErrorCode::quantity_zero, "cnt", "0", {}, {}};
    }
    return {};
}

struct WithdrawDraft : model::WithdrawBatch {
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        constexpr std::string_view every_batch = "0000";
        all = chrg_bchno == every_batch;
        return model::CommandBody{static_cast<model::WithdrawBatch&&>(*this)};
    }
};

/// 2206 and 2207 ask alike; which of them it is decides what comes of it.
template <class Command>
struct SettleDraft {
    SettleRequest request;

    static std::optional<Problem> check(void* draft) {
        const SettleRequest& said = static_cast<SettleDraft*>(draft)->request;
        return check_outpatient_extras(
            {said.med_type, said.otp_er_refl_flag, said.trum_flag, said.rel_ttp_flag});
    }
    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        request.insuplc_admdvs = context.envelope.insuplc_admdvs;
        request.kind = VisitKind::outpatient;
        return model::CommandBody{Command{std::move(request)}};
    }
};
using TrialDraft = SettleDraft<model::PreSettle>;
using FinalDraft = SettleDraft<model::Settle>;

struct ReverseDraft : model::ReverseSettlement {
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        kind = VisitKind::outpatient;
        return model::CommandBody{static_cast<model::ReverseSettlement&&>(*this)};
    }
};

template <auto Id>
constexpr Take row_id = Into<LinesDraft>::at<&LinesDraft::ids, Id>;
template <class Draft, auto Member>
constexpr Take request = Into<Draft>::template at<&Draft::request, Member>;

// clang-format off
// feedetl_sn is printed as N 30; real systems number their lines with letters too.
constexpr Field line_fields[] = {
    C("feedetl_sn", 30, IntoLine::at<&FeeLineInput::feedetl_sn>).must(),
    C("mdtrt_id", 30, row_id<&RowIds::mdtrt_id>).must(),
    C("psn_no", 30, row_id<&RowIds::psn_no>).must(),
    C("chrg_bchno", 30, IntoLine::at<&FeeLineInput::chrg_bchno>).must(),
    C("dise_codg", 30, IntoLine::at<&FeeLineInput::dise_codg>),
    C("rxno", 30, IntoLine::at<&FeeLineInput::rxno>),
    C("rx_circ_flag", 3, IntoLine::at<&FeeLineInput::rx_circ_flag>).must().in(TableId::yes_no),
    DT("fee_ocur_time", IntoLine::at<&FeeLineInput::fee_ocur_time>).must(),
    C("med_list_codg", 50, IntoLine::at<&FeeLineInput::med_list_codg>).must(),
    C("medins_list_codg", 150, IntoLine::at<&FeeLineInput::medins_list_codg>).must(),
    N("det_item_fee_sumamt", 16, 2, IntoLine::at<&FeeLineInput::det_item_fee_sumamt>).must(),
    N("cnt", 16, 4, IntoLine::at<&FeeLineInput::cnt>).must(),
    N("pric", 16, 6, IntoLine::at<&FeeLineInput::pric>).must(),
    C("sin_dos_dscr", 200, IntoLine::at<&FeeLineInput::sin_dos_dscr>),
    C("used_frqu_dscr", 200, IntoLine::at<&FeeLineInput::used_frqu_dscr>),
    N("prd_days", 4, 2, IntoLine::at<&FeeLineInput::prd_days>),
    C("medc_way_dscr", 200, IntoLine::at<&FeeLineInput::medc_way_dscr>),
    C("bilg_dept_codg", 30, IntoLine::at<&FeeLineInput::bilg_dept_codg>).must(),
    C("bilg_dept_name", 100, IntoLine::at<&FeeLineInput::bilg_dept_name>).must(),
    C("bilg_dr_codg", 30, IntoLine::at<&FeeLineInput::bilg_dr_codg>).must(),
    C("bilg_dr_name", 50, IntoLine::at<&FeeLineInput::bilg_dr_name>).must(),
    C("acord_dept_codg", 30, IntoLine::at<&FeeLineInput::acord_dept_codg>),
    C("acord_dept_name", 100, IntoLine::at<&FeeLineInput::acord_dept_name>),
    C("orders_dr_code", 30, IntoLine::at<&FeeLineInput::orders_dr_code>),
    C("orders_dr_name", 50, IntoLine::at<&FeeLineInput::orders_dr_name>),
    C("hosp_appr_flag", 3, IntoLine::at<&FeeLineInput::hosp_appr_flag>).must().in(TableId::hosp_appr_flag),
    C("tcmdrug_used_way", 6, IntoLine::at<&FeeLineInput::tcmdrug_used_way>),
    C("etip_flag", 3, IntoLine::at<&FeeLineInput::etip_flag>).in(TableId::yes_no),
    C("etip_hosp_code", 30, IntoLine::at<&FeeLineInput::etip_hosp_code>),
    C("dscg_tkdrug_flag", 3, IntoLine::at<&FeeLineInput::dscg_tkdrug_flag>).in(TableId::yes_no),
    C("matn_fee_flag", 6, IntoLine::at<&FeeLineInput::matn_fee_flag>).in(TableId::yes_no),
    C("memo", 1000, IntoLine::at<&FeeLineInput::memo>),
    C("comb_no", 3),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field withdraw_fields[] = {
    C("mdtrt_id", 30, Into<WithdrawDraft>::at<&model::WithdrawBatch::mdtrt_id>).must(),
    C("chrg_bchno", 30, Into<WithdrawDraft>::at<&model::WithdrawBatch::chrg_bchno>).must(),
    C("psn_no", 30, Into<WithdrawDraft>::at<&model::WithdrawBatch::psn_no>).must(),
    C("exp_content", 4000).holding(unread_extras),
};

template <class Draft>
constexpr Field extras_fields[] = {
    C("OTP_ER_REFL_FLAG", 3, request<Draft, &SettleRequest::otp_er_refl_flag>).in(TableId::otp_er_refl_flag),
    C("TRUM_FLAG", 3, request<Draft, &SettleRequest::trum_flag>).in(TableId::trum_flag),
    C("REL_TTP_FLAG", 3, request<Draft, &SettleRequest::rel_ttp_flag>).in(TableId::rel_ttp_flag),
    C("MDTRT_GRP_TYPE", 3, request<Draft, &SettleRequest::mdtrt_grp_type>).in(TableId::mdtrt_grp_type),
};
template <class Draft>
constexpr Node extras{.name = "exp_content", .fields = extras_fields<Draft>};

/// Split amounts are asked of a settlement only.
template <bool IsFinal>
constexpr Field stated(Field field) { return IsFinal ? field.must() : field; }

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
    C("med_type", 6, request<Draft, &SettleRequest::med_type>).must().in(TableId::med_type),
    N("medfee_sumamt", 16, 2, request<Draft, &SettleRequest::medfee_sumamt>).must(),
    C("psn_setlway", 6, request<Draft, &SettleRequest::psn_setlway>).must().in(TableId::psn_setlway),
    C("mdtrt_id", 30, request<Draft, &SettleRequest::mdtrt_id>).must(),
    C("chrg_bchno", 30, request<Draft, &SettleRequest::chrg_bchno>).must(),
    C("acct_used_flag", 1, request<Draft, &SettleRequest::acct_used_flag>).must().in(TableId::acct_used_flag),
    C("insutype", 6, request<Draft, &SettleRequest::insutype>).must().in(TableId::insutype),
    C("invono", 20, request<Draft, &SettleRequest::invono>),
    stated<IsFinal>(N("fulamt_ownpay_amt", 16, 2, request<Draft, &SettleRequest::fulamt_ownpay_amt>)),
    stated<IsFinal>(N("overlmt_selfpay", 16, 2, request<Draft, &SettleRequest::overlmt_selfpay>)),
    stated<IsFinal>(N("preselfpay_amt", 16, 2, request<Draft, &SettleRequest::preselfpay_amt>)),
    stated<IsFinal>(N("inscp_scp_amt", 16, 2, request<Draft, &SettleRequest::inscp_scp_amt>)),
    C("pub_hosp_rfom_flag", 6),
    C("exp_content", 4000).holding(extras<Draft>),
};
constexpr Field reverse_fields[] = {
    C("setl_id", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::setl_id>).must(),
    C("mdtrt_id", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::mdtrt_id>).must(),
    C("psn_no", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::psn_no>).must(),
    C("exp_content", 4000).holding(unread_extras),
};
// clang-format on

constexpr Node upload_request[] = {{.name = "feedetail",
                                    .fields = line_fields,
                                    .many = true,
                                    .begin_row = begin_line,
                                    .end_row = check_line}};
constexpr Node withdraw_request[] = {{.name = "data", .fields = withdraw_fields}};
constexpr Node trial_request[] = {{.name = "data",
                                   .fields = settle_fields<TrialDraft, false>,
                                   .end_row = TrialDraft::check}};
constexpr Node settle_request[] = {{.name = "data",
                                    .fields = settle_fields<FinalDraft, true>,
                                    .end_row = FinalDraft::check}};
constexpr Node reverse_request[] = {{.name = "data", .fields = reverse_fields}};

constexpr Transaction group[] = {
    {.infno = "2204",
     .zh = "门诊费用明细上传",
     .en = "Upload outpatient fee lines",
     .path = "/fsi/api/outpatientDocInfoService/outpatientFeeListUp",
     .request = upload_request,
     .answer = priced_answer,
     .decode = decode_into<LinesDraft>,
     .reply = reply_index<model::LinesPriced>},
    {.infno = "2205",
     .zh = "门诊费用明细撤销",
     .en = "Withdraw outpatient fee lines",
     .path = "/fsi/api/outpatientDocInfoService/outpatientFeeListUpCancel",
     .request = withdraw_request,
     .answer = {},
     .decode = decode_into<WithdrawDraft>,
     .reply = reply_index<model::Accepted>},
    {.infno = "2206",
     .zh = "门诊预结算",
     .en = "Outpatient pre-settle",
     .path = "/fsi/api/outpatientSettleService/preSettletment",
     .request = trial_request,
     .answer = trial_answer,
     .decode = decode_into<TrialDraft>,
     .reply = reply_index<model::SettlementView>},
    {.infno = "2207",
     .zh = "门诊结算",
     .en = "Outpatient settle",
     .path = "/fsi/api/outpatientSettleService/saveSettletmentV2",
     .request = settle_request,
     .answer = settled_answer,
     .decode = decode_into<FinalDraft>,
     .reply = reply_index<model::SettlementView>},
    {.infno = "2208",
     .zh = "门诊结算撤销",
     .en = "Reverse outpatient settlement",
     .path = "/fsi/api/outpatientSettleService/cancleSettletment",
     .request = reverse_request,
     .answer = refunded_answer,
     .decode = decode_into<ReverseDraft>,
     .reply = reply_index<model::SettlementView>},
};

}  // namespace

std::span<const Transaction> outpatient_fee_transactions() {
    return group;
}

}  // namespace yidi::wire
