// 2101 to 2103: a purchase at a pharmacy: its trial, its settlement and its reversal.

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/identity.hpp"
#include "wire/outpatient_extras.hpp"
#include "wire/settlement_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::FeeLineInput;
using model::PurchaseRequest;
using model::SettleRequest;

/// 2101 and 2102 ask alike; which of them it is decides what comes of it.
template <class Command>
struct PurchaseDraft {
    PurchaseRequest request;
    std::string mdtrt_cert_no, psn_cert_type, certno;

    static std::optional<Problem> check_head(void* draft) {
        const SettleRequest& said = static_cast<PurchaseDraft*>(draft)->request.settle;
        return check_outpatient_extras(
            {said.med_type, said.otp_er_refl_flag, said.trum_flag, said.rel_ttp_flag});
    }
    static std::optional<Problem> check_drug(void* draft) {
        if (static_cast<PurchaseDraft*>(draft)->request.drugs.back().cnt.e4() != 0) return {};
        return Problem{ErrorCode::quantity_zero, "cnt", "0", {}, {}};
    }
    Outcome<model::CommandBody> finish(const DecodeContext& context) && {
        auto document = document_of({"druginfo", request.settle.mdtrt_cert_type, mdtrt_cert_no,
                                     psn_cert_type, certno},
                                    context.digester);
        if (!document) return Unexpected{std::move(document).error()};
        request.certno_digest = std::move(*document);
        request.settle.insuplc_admdvs = context.envelope.insuplc_admdvs;
        request.settle.kind = model::VisitKind::pharmacy;
        return model::CommandBody{Command{std::move(request)}};
    }
};
using TrialDraft = PurchaseDraft<model::PreSettlePurchase>;
using FinalDraft = PurchaseDraft<model::SettlePurchase>;

struct ReverseDraft : model::ReverseSettlement {
    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        kind = model::VisitKind::pharmacy;
        return model::CommandBody{static_cast<model::ReverseSettlement&&>(*this)};
    }
};

template <class Draft, auto... Path>
constexpr Take asked = Into<Draft>::template at<&Draft::request, Path...>;
template <class Draft, auto Member>
constexpr Take settled = asked<Draft, &PurchaseRequest::settle, Member>;
template <class Draft>
using Drug = IntoRow<Draft, &Draft::request, &PurchaseRequest::drugs>;

// clang-format off
template <class Draft>
constexpr Field extras_fields[] = {
    C("OTP_ER_REFL_FLAG", 3, settled<Draft, &SettleRequest::otp_er_refl_flag>).in(TableId::otp_er_refl_flag),
};
template <class Draft>
constexpr Node extras{.name = "exp_content", .fields = extras_fields<Draft>};

template <class Draft>
constexpr Field head_fields[] = {
    C("psn_no", 30, settled<Draft, &SettleRequest::psn_no>).must(),
    C("mdtrt_cert_type", 3, settled<Draft, &SettleRequest::mdtrt_cert_type>).must().in(TableId::mdtrt_cert_type),
    C("mdtrt_cert_no", 50, Into<Draft>::template at<&Draft::mdtrt_cert_no>).must().personal(),
    C("card_sn", 32).personal(),
    C("psn_cert_type", 6, Into<Draft>::template at<&Draft::psn_cert_type>).in(TableId::psn_cert_type),
    C("certno", 50, Into<Draft>::template at<&Draft::certno>).personal(),
    C("psn_type", 6).in(TableId::psn_type),
    C("psn_name", 50).personal(),
    DT("begntime", asked<Draft, &PurchaseRequest::begntime>).must(),
    N("medfee_sumamt", 16, 2, settled<Draft, &SettleRequest::medfee_sumamt>).must(),
    C("invono", 20, settled<Draft, &SettleRequest::invono>),
    C("insutype", 6, settled<Draft, &SettleRequest::insutype>).must().in(TableId::insutype),
    C("dise_codg", 30, asked<Draft, &PurchaseRequest::dise_codg>),
    C("dise_name", 500, asked<Draft, &PurchaseRequest::dise_name>),
    C("acct_used_flag", 1, settled<Draft, &SettleRequest::acct_used_flag>).must().in(TableId::acct_used_flag),
    C("med_type", 6, settled<Draft, &SettleRequest::med_type>).must().in(TableId::med_type),
    C("exp_content", 4000).holding(extras<Draft>),
};
// Trace codes (durg_trac_info) are not read.
template <class Draft>
constexpr Field drug_fields[] = {
    C("feedetl_sn", 30, Drug<Draft>::template at<&FeeLineInput::feedetl_sn>).must(),
    C("rxno", 30, Drug<Draft>::template at<&FeeLineInput::rxno>),
    C("rx_circ_flag", 3, Drug<Draft>::template at<&FeeLineInput::rx_circ_flag>).must().in(TableId::yes_no),
    DT("fee_ocur_time", Drug<Draft>::template at<&FeeLineInput::fee_ocur_time>).must(),
    C("med_list_codg", 50, Drug<Draft>::template at<&FeeLineInput::med_list_codg>).must(),
    C("medins_list_codg", 150, Drug<Draft>::template at<&FeeLineInput::medins_list_codg>).must(),
    N("det_item_fee_sumamt", 16, 2, Drug<Draft>::template at<&FeeLineInput::det_item_fee_sumamt>).must(),
    N("cnt", 16, 4, Drug<Draft>::template at<&FeeLineInput::cnt>).must(),
    N("pric", 16, 6, Drug<Draft>::template at<&FeeLineInput::pric>).must(),
    C("sin_dos_dscr", 200, Drug<Draft>::template at<&FeeLineInput::sin_dos_dscr>),
    C("used_frqu_dscr", 200, Drug<Draft>::template at<&FeeLineInput::used_frqu_dscr>),
    N("prd_days", 4, 2, Drug<Draft>::template at<&FeeLineInput::prd_days>),
    C("medc_way_dscr", 200, Drug<Draft>::template at<&FeeLineInput::medc_way_dscr>),
    C("bilg_dr_codg", 30, Drug<Draft>::template at<&FeeLineInput::bilg_dr_codg>),
    C("bilg_dr_name", 50, Drug<Draft>::template at<&FeeLineInput::bilg_dr_name>),
    C("tcmdrug_used_way", 6, Drug<Draft>::template at<&FeeLineInput::tcmdrug_used_way>),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field reverse_fields[] = {
    C("setl_id", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::setl_id>).must(),
    C("mdtrt_id", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::mdtrt_id>).must(),
    C("psn_no", 30, Into<ReverseDraft>::at<&model::ReverseSettlement::psn_no>).must(),
    C("exp_content", 4000).holding(unread_extras),
};
// clang-format on

template <class Draft>
constexpr Node purchase_request[] = {
    {.name = "druginfo", .fields = head_fields<Draft>, .end_row = Draft::check_head},
    {.name = "drugdetail",
     .fields = drug_fields<Draft>,
     .many = true,
     .begin_row = Drug<Draft>::begin,
     .end_row = Draft::check_drug}};
constexpr Node reverse_request[] = {{.name = "data", .fields = reverse_fields}};

constexpr Transaction group[] = {
    {.infno = "2101",
     .zh = "药店预结算",
     .en = "Pharmacy pre-settle",
     .path = "/fsi/api/pharmacySettleService/preSettle",
     .path_seen = false,
     .request = purchase_request<TrialDraft>,
     .answer = purchase_trial_answer,
     .decode = decode_into<TrialDraft>,
     .reply = reply_index<model::SettlementView>},
    {.infno = "2102",
     .zh = "药店结算",
     .en = "Pharmacy settle",
     .path = "/fsi/api/pharmacySettleService/saveSettle",
     .path_seen = false,
     .request = purchase_request<FinalDraft>,
     .answer = purchase_settled_answer,
     .decode = decode_into<FinalDraft>,
     .reply = reply_index<model::SettlementView>},
    {.infno = "2103",
     .zh = "药店结算撤销",
     .en = "Pharmacy reverse settlement",
     .path = "/fsi/api/pharmacySettleService/cancelSettle",
     .path_seen = false,
     .request = reverse_request,
     .answer = reversed_answer,
     .decode = decode_into<ReverseDraft>,
     .reply = reply_index<model::SettlementView>},
};

}  // namespace

std::span<const Transaction> pharmacy_transactions() {
    return group;
}

}  // namespace yidi::wire
