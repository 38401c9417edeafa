// 3201 and 3202: a period's settlements held against the platform's.

#include <fmt/format.h>

#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::ReconcileDetails;
using model::ReconcileTotals;
using model::StatementDifference;
using model::StatementRow;
using model::TotalsReconciled;

using TotalsDraft = PlainDraft<ReconcileTotals>;

struct DetailsDraft {
    ReconcileDetails command;

    Outcome<model::CommandBody> finish(const DecodeContext&) && {
        return model::CommandBody{std::move(command)};
    }
};
using Rows = IntoRow<DetailsDraft, &DetailsDraft::command, &ReconcileDetails::rows>;

template <auto Member>
constexpr Take details = Into<DetailsDraft>::at<&DetailsDraft::command, Member>;

// clang-format off
constexpr Field totals_fields[] = {
    C("insutype", 6, Into<TotalsDraft>::at<&ReconcileTotals::insutype>).must().in(TableId::insutype),
    C("clr_type", 6, Into<TotalsDraft>::at<&ReconcileTotals::clr_type>).must().in(TableId::clr_type),
    C("setl_optins", 6, Into<TotalsDraft>::at<&ReconcileTotals::setl_optins>).must().division(),
    D("stmt_begndate", Into<TotalsDraft>::at<&ReconcileTotals::stmt_begndate>).must(),
    D("stmt_enddate", Into<TotalsDraft>::at<&ReconcileTotals::stmt_enddate>).must(),
    N("medfee_sumamt", 16, 2, Into<TotalsDraft>::at<&ReconcileTotals::medfee_sumamt>).must().any_sign(),
    N("fund_pay_sumamt", 16, 2, Into<TotalsDraft>::at<&ReconcileTotals::fund_pay_sumamt>).must().any_sign(),
    N("acct_pay", 16, 2, Into<TotalsDraft>::at<&ReconcileTotals::acct_pay>).must().any_sign(),
    N("fixmedins_setl_cnt", 10, 0, Into<TotalsDraft>::at<&ReconcileTotals::fixmedins_setl_cnt>).must(),
    C("refd_setl_flag", 6, Into<TotalsDraft>::at<&ReconcileTotals::refd_setl_flag>).in(TableId::refd_setl_flag),
    C("fixmedins_refd_setl_flag", 6),
};
constexpr Field details_fields[] = {
    C("setl_optins", 6, details<&ReconcileDetails::setl_optins>).must().division(),
    C("file_qury_no", 30, details<&ReconcileDetails::file_qury_no>),
    D("stmt_begndate", details<&ReconcileDetails::stmt_begndate>).must(),
    D("stmt_enddate", details<&ReconcileDetails::stmt_enddate>).must(),
    N("medfee_sumamt", 16, 2, details<&ReconcileDetails::medfee_sumamt>).must().any_sign(),
    N("fund_pay_sumamt", 16, 2, details<&ReconcileDetails::fund_pay_sumamt>).must().any_sign(),
    N("cash_payamt", 16, 2).must().any_sign(),
    N("fixmedins_setl_cnt", 10, 0, details<&ReconcileDetails::fixmedins_setl_cnt>).must(),
    C("clr_type", 6, details<&ReconcileDetails::clr_type>).must().in(TableId::clr_type),
    C("refd_setl_flag", 3, details<&ReconcileDetails::refd_setl_flag>).in(TableId::refd_setl_flag),
    C("fixmedins_refd_setl_flag", 6),
};
// The columns of the file.
constexpr Field row_fields[] = {
    C("setl_id", 30, Rows::at<&StatementRow::setl_id>).must(),
    C("mdtrt_id", 30, Rows::at<&StatementRow::mdtrt_id>).must(),
    C("psn_no", 30, Rows::at<&StatementRow::psn_no>).must(),
    N("medfee_sumamt", 16, 2, Rows::at<&StatementRow::medfee_sumamt>).must().any_sign(),
    N("fund_pay_sumamt", 16, 2, Rows::at<&StatementRow::fund_pay_sumamt>).must().any_sign(),
    N("acct_pay", 16, 2, Rows::at<&StatementRow::acct_pay>).must().any_sign(),
    C("refd_setl_flag", 3, Rows::at<&StatementRow::refd_setl_flag>).in(TableId::refd_setl_flag),
};
// clang-format on

constexpr Node totals_request[] = {{.name = "data", .fields = totals_fields}};
constexpr Node details_request[] = {
    {.name = "data", .fields = details_fields},
    {.name = "stmtdetail",
     .fields = row_fields,
     .many = true,
     .required = false,
     .begin_row = Rows::begin},
};

// ---- answers ------------------------------------------------------------------------------------

std::string_view equal_or_not(const TotalsReconciled& it) {
    return it.stated == it.known ? "0" : "1";
}

std::string figures(const model::StatementSums& sums) {
    return fmt::format("{}/{}/{}/{}", sums.count, sums.medfee_sumamt.text(),
                       sums.fund_pay_sumamt.text(), sums.acct_pay.text());
}
/// Both sides' figures, so that whoever reads it knows where to look.
std::string difference(const TotalsReconciled& it) {
    if (it.stated == it.known) return "平 equal";
    return fmt::format("不平 not equal (笔数count/总额total/基金fund/账户acct)：平台 {}；机构 {}",
                       figures(it.known), figures(it.stated));
}

std::string_view result_code(const StatementDifference& row) {
    switch (row.result) {
        case model::StatementResult::equal: return "0";
        case model::StatementResult::platform_more: return "1";
        case model::StatementResult::institution_more: return "2";
        case model::StatementResult::differs: return "3";
    }
    YIDI_ASSERT(false);
}

void write_differences(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const auto& row :
         static_cast<const model::DetailsReconciled*>(source.body)->differences) {
        write_row(out, node, &row);
    }
    out.end_array();
}

template <auto Member>
constexpr Give row = From<StatementDifference>::at<&StatementDifference::row, Member>;

// clang-format off
constexpr Field totals_answer_fields[] = {
    C("setl_optins", 6).from(From<TotalsReconciled>::at<&TotalsReconciled::setl_optins>),
    C("stmt_rslt", 6).must().in(TableId::stmt_rslt).from(From<TotalsReconciled>::by<equal_or_not>),
    C("stmt_rslt_dscr", 200).from(From<TotalsReconciled>::by<difference>),
};
// No file is written: the rows are the answer itself.
constexpr Field file_fields[] = {
    C("file_qury_no", 30), C("filename", 200), DT("dld_endtime"),
};
constexpr Field difference_fields[] = {
    C("psn_no", 30).must().from(row<&StatementRow::psn_no>),
    C("mdtrt_id", 30).from(row<&StatementRow::mdtrt_id>),
    C("setl_id", 30).from(row<&StatementRow::setl_id>),
    C("msgid", 30).from(From<StatementDifference>::at<&StatementDifference::msgid>),
    C("stmt_rslt", 6).must().in(TableId::stmt_rslt).from(From<StatementDifference>::by<result_code>),
    C("refd_setl_flag", 3).in(TableId::refd_setl_flag).from(row<&StatementRow::refd_setl_flag>),
    C("memo", 500).from(From<StatementDifference>::at<&StatementDifference::memo>),
    N("medfee_sumamt", 16, 2).from(row<&StatementRow::medfee_sumamt>),
    N("fund_pay_sumamt", 16, 2).from(row<&StatementRow::fund_pay_sumamt>),
    N("acct_pay", 16, 2).from(row<&StatementRow::acct_pay>),
};
// clang-format on

constexpr Node totals_answer[] = {
    {.name = "stmtinfo", .fields = totals_answer_fields, .write = write_one<TotalsReconciled>}};
constexpr Node details_answer[] = {
    {.name = "fileinfo", .fields = file_fields, .write = write_one<model::DetailsReconciled>},
    {.name = "stmtdetail", .fields = difference_fields, .many = true, .write = write_differences},
};

constexpr Transaction group[] = {
    {.infno = "3201",
     .zh = "医药机构费用结算对总账",
     .en = "Reconcile totals",
     .path = "/fsi/api/ybSettlementStmtService/stmtTotal",
     .request = totals_request,
     .answer = totals_answer,
     .decode = decode_into<TotalsDraft>,
     .reply = reply_index<TotalsReconciled>},
    {.infno = "3202",
     .zh = "医药机构费用结算对明细账",
     .en = "Reconcile details",
     .path = "/fsi/api/ybSettlementStmtService/stmtDetail",
     .request = details_request,
     .answer = details_answer,
     .decode = decode_into<DetailsDraft>,
     .reply = reply_index<model::DetailsReconciled>},
};

}  // namespace

std::span<const Transaction> reconcile_transactions() {
    return group;
}

}  // namespace yidi::wire
