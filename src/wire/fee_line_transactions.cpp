// 2301 (upload fee lines) and 2302 (withdraw them).

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/line_answers.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::FeeLineInput;

// ---- requests -----------------------------------------------------------------------------------

struct LinesDraft {
    model::UploadFeeLines command;
    RowIds ids;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.mdtrt_id = std::move(ids.first_mdtrt_id);
        command.psn_no = std::move(ids.first_psn_no);
        return model::CommandBody{std::move(command)};
    }
};

using IntoLine = IntoRow<LinesDraft, &LinesDraft::command, &model::UploadFeeLines::lines>;

/// Signs: a line adds to the bill, unless it refunds another; quantity and amount agree.
std::optional<Problem> check_line(void* draft) {
    auto& lines = *static_cast<LinesDraft*>(draft);
    if (auto wrong = lines.ids.check()) return wrong;
    const FeeLineInput& line = lines.command.lines.back();
    const auto quantity = line.cnt.e4();
    if (quantity == 0) return Problem{ErrorCode::quantity_zero, "cnt", "0", {}, {}};
    if (quantity < 0 && line.init_feedetl_sn.empty()) {
        return Problem{ErrorCode::amount_negative, "cnt", line.cnt.text(), "init_feedetl_sn", {}};
    }
    const auto fen = line.det_item_fee_sumamt.fen();
    if ((quantity < 0 && fen > 0) || (quantity > 0 && fen < 0)) {
        return Problem{ErrorCode::field_contradicts,
                       "det_item_fee_sumamt",
                       line.det_item_fee_sumamt.text(),
                       "cnt " + line.cnt.text(),
                       {}};
    }
    return {};
}

void begin_line(void* draft) {
    auto& lines = static_cast<LinesDraft*>(draft)->command.lines;
    if (lines.empty()) lines.reserve(rows_max / 4);
    lines.emplace_back();
}

struct WithdrawDraft {
    model::WithdrawFeeLines command;
    std::string feedetl_sn;
    RowIds ids;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        command.mdtrt_id = std::move(ids.first_mdtrt_id);
        command.psn_no = std::move(ids.first_psn_no);
        return model::CommandBody{std::move(command)};
    }
};

constexpr std::string_view every_line = "0000";

std::optional<Problem> take_withdrawn(void* draft) {
    auto& rows = *static_cast<WithdrawDraft*>(draft);
    if (auto wrong = rows.ids.check()) return wrong;
    if (rows.feedetl_sn == every_line) {
        rows.command.all = true;
    } else {
        rows.command.feedetl_sns.push_back(std::move(rows.feedetl_sn));
    }
    rows.feedetl_sn.clear();
    return {};
}

template <class Draft, auto Id>
constexpr Take row_id = Into<Draft>::template at<&Draft::ids, Id>;

// clang-format off
constexpr Field line_fields[] = {
    C("feedetl_sn", 30, IntoLine::at<&FeeLineInput::feedetl_sn>).must(),
    C("init_feedetl_sn", 30, IntoLine::at<&FeeLineInput::init_feedetl_sn>),
    C("mdtrt_id", 30, row_id<LinesDraft, &RowIds::mdtrt_id>).must(),
    C("drord_no", 30, IntoLine::at<&FeeLineInput::drord_no>),
    C("psn_no", 30, row_id<LinesDraft, &RowIds::psn_no>).must(),
    C("med_type", 6, IntoLine::at<&FeeLineInput::med_type>).must().in(TableId::med_type),
    DT("fee_ocur_time", IntoLine::at<&FeeLineInput::fee_ocur_time>).must(),
    C("med_list_codg", 50, IntoLine::at<&FeeLineInput::med_list_codg>).must(),
    C("medins_list_codg", 150, IntoLine::at<&FeeLineInput::medins_list_codg>).must(),
    N("det_item_fee_sumamt", 16, 2, IntoLine::at<&FeeLineInput::det_item_fee_sumamt>).must().any_sign(),
    N("cnt", 16, 4, IntoLine::at<&FeeLineInput::cnt>).must().any_sign(),
    N("pric", 16, 6, IntoLine::at<&FeeLineInput::pric>).must(),
    C("bilg_dept_codg", 30, IntoLine::at<&FeeLineInput::bilg_dept_codg>).must(),
    C("bilg_dept_name", 100, IntoLine::at<&FeeLineInput::bilg_dept_name>).must(),
    C("bilg_dr_codg", 30, IntoLine::at<&FeeLineInput::bilg_dr_codg>).must(),
    C("bilg_dr_name", 50, IntoLine::at<&FeeLineInput::bilg_dr_name>).must(),
    C("acord_dept_codg", 30, IntoLine::at<&FeeLineInput::acord_dept_codg>),
    C("acord_dept_name", 100, IntoLine::at<&FeeLineInput::acord_dept_name>),
    C("orders_dr_code", 30, IntoLine::at<&FeeLineInput::orders_dr_code>),
    C("orders_dr_name", 50, IntoLine::at<&FeeLineInput::orders_dr_name>),
    C("hosp_appr_flag", 3, IntoLine::at<&FeeLineInput::hosp_appr_flag>).in(TableId::hosp_appr_flag),
    C("tcmdrug_used_way", 6, IntoLine::at<&FeeLineInput::tcmdrug_used_way>),
    C("etip_flag", 3, IntoLine::at<&FeeLineInput::etip_flag>).in(TableId::yes_no),
    C("etip_hosp_code", 30, IntoLine::at<&FeeLineInput::etip_hosp_code>),
    C("dscg_tkdrug_flag", 3, IntoLine::at<&FeeLineInput::dscg_tkdrug_flag>).in(TableId::yes_no),
    C("matn_fee_flag", 6, IntoLine::at<&FeeLineInput::matn_fee_flag>).in(TableId::yes_no),
    C("memo", 500, IntoLine::at<&FeeLineInput::memo>),
    C("comb_no", 3),
    C("exp_content", 4000).holding(unread_extras),
};
constexpr Field withdraw_fields[] = {
    C("feedetl_sn", 30, Into<WithdrawDraft>::at<&WithdrawDraft::feedetl_sn>).must(),
    C("mdtrt_id", 30, row_id<WithdrawDraft, &RowIds::mdtrt_id>).must(),
    C("psn_no", 30, row_id<WithdrawDraft, &RowIds::psn_no>).must(),
    C("exp_content", 4000).holding(unread_extras),
};
// clang-format on

constexpr Node upload_request[] = {{.name = "feedetail",
                                    .fields = line_fields,
                                    .many = true,
                                    .begin_row = begin_line,
                                    .end_row = check_line}};
constexpr Node withdraw_request[] = {
    {.name = "data", .fields = withdraw_fields, .many = true, .end_row = take_withdrawn}};

constexpr Transaction group[] = {
    {.infno = "2301",
     .zh = "住院费用明细上传",
     .en = "Upload inpatient fee lines or refund lines",
     .path = "/fsi/api/hospFeeDtlService/feeDtlUp",
     .request = upload_request,
     .answer = priced_answer,
     .decode = decode_into<LinesDraft>,
     .reply = reply_index<model::LinesPriced>},
    {.infno = "2302",
     .zh = "住院费用明细撤销",
     .en = "Withdraw inpatient fee lines",
     .path = "/fsi/api/hospFeeDtlService/feeDtlCl",
     .request = withdraw_request,
     .answer = {},
     .decode = decode_into<WithdrawDraft>,
     .reply = reply_index<model::Accepted>},
};

}  // namespace

std::span<const Transaction> fee_line_transactions() {
    return group;
}

}  // namespace yidi::wire
