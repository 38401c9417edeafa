// Goal    Statements tell an institution where its figures and the platform's part, to the row.
// Method  Settlements, a refunded one and its refund, of several days and kinds, in a store in
//         memory; statements that agree, and statements with one thing wrong.
// Covers  3201 and 3202: periods, clr_type, insutype, refunds, results 0 to 3; 1111 1264.

#include <gtest/gtest.h>

#include "desk/desk.hpp"
#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

using model::ReconcileDetails;
using model::ReconcileTotals;
using model::StatementResult;
using model::StatementRow;

Date day(const char* text) { return *Date::parse(text); }
Money yuan(std::int64_t value) { return Money::of_yuan(value); }

class Reconcile : public testing::Test {
  protected:
    Reconcile() {
        rules->network = {"460000", {{"46", "460000"}}};
        workspace.put(model::Institution{"H46010000001", "Hospital", "460100", "02", "1"});
        settle("S1", "2026-11-21", 1000, 600, 100);
        settle("S2", "2026-11-22", 2000, 1500, 0);
        settle("S3", "2026-11-22", 500, 300, 50, "11");
        settle("S4", "2026-11-22", 700, 400, 0).insutype = "390";
        put_last();
        auto refunded = settle("S5", "2026-11-20", 300, 200, 30);
        refunded.state = model::SettlementState::reversed;
        workspace.put(refunded);
        auto refund = refunded;
        refund.setl_id = "S6";
        refund.init_setl_id = "S5";
        refund.kind = model::SettlementKind::reversal;
        refund.state = model::SettlementState::settled;
        refund.stmt_date = day("2026-11-22");
        workspace.put(refund);
        auto other = settle("S7", "2026-11-22", 9, 9, 0);
        other.fixmedins_code = "H46010000002";
        workspace.put(other);
        auto pending = settle("S8", "2026-11-22", 9, 9, 0);
        pending.state = model::SettlementState::pending;
        pending.stmt_date.reset();
        workspace.put(pending);
        (void)workspace.keep();
    }

    model::Settlement& settle(const char* setl_id, const char* on, std::int64_t fee,
                              std::int64_t fund, std::int64_t account,
                              const char* clr_type = "21") {
        last = {};
        last.setl_id = setl_id;
        last.state = model::SettlementState::settled;
        last.fixmedins_code = "H46010000001";
        last.mdtrt_id = std::string{"V"} + setl_id;
        last.psn_no = "P1";
        last.insutype = "310";
        last.clr_type = clr_type;
        last.clr_optins = "460100";
        last.medins_setl_id = std::string{"M"} + setl_id;
        last.stmt_date = day(on);
        last.fees.medfee_sumamt = yuan(fee);
        last.shares.fund_pay_sumamt = yuan(fund);
        last.shares.acct_pay = yuan(account);
        put_last();
        return last;
    }
    void put_last() { workspace.put(last); }

    /// S2 and the refund S6 of S5: the employees' stays of the day.
    static ReconcileTotals totals() {
        return {"310",     "21",        "460100",  "",      day("2026-11-22"), day("2026-11-22"),
                yuan(1700), yuan(1300), yuan(-30), 2};
    }
    static StatementRow row(const char* setl_id, std::int64_t fee, std::int64_t fund,
                            std::int64_t account) {
        return {setl_id, std::string{"V"} + setl_id, "P1", "0", yuan(fee), yuan(fund),
                yuan(account)};
    }
    /// All stays of the day, the refund under the id of what it refunds.
    static ReconcileDetails details() {
        StatementRow refund = row("S5", -300, -200, -30);
        ReconcileDetails details{"21", "460000", "1", "", day("2026-11-22"), day("2026-11-22"),
                                 {},   {},       0,   {row("S2", 2000, 1500, 0),
                                                       row("S4", 700, 400, 0), refund}};
        state(details);
        return details;
    }
    /// States the sums of the rows.
    static void state(ReconcileDetails& details) {
        details.medfee_sumamt = details.fund_pay_sumamt = {};
        for (const StatementRow& each : details.rows) {
            details.medfee_sumamt += each.medfee_sumamt;
            details.fund_pay_sumamt += each.fund_pay_sumamt;
        }
        details.fixmedins_setl_cnt = std::ssize(details.rows);
    }

    model::Reply ask(model::CommandBody body) {
        EXPECT_TRUE(is_read_only(body));
        model::Command command{};
        command.envelope.fixmedins_code = "H46010000001";
        command.envelope.mdtrtarea_admvs = "460100";
        command.now = *Instant::parse("2026-11-23 08:00:00");
        command.body = std::move(body);
        return *desk.handle(command, workspace);
    }
    model::TotalsReconciled reconciled(const ReconcileTotals& stated) {
        return std::get<model::TotalsReconciled>(ask(stated).body());
    }
    std::vector<model::StatementDifference> differences(const ReconcileDetails& stated) {
        return std::get<model::DetailsReconciled>(ask(stated).body()).differences;
    }
    ErrorCode refusal(model::CommandBody body) {
        const auto reply = ask(std::move(body));
        return reply.refusal() != nullptr ? reply.refusal()->code : ErrorCode{};
    }

    std::shared_ptr<Rulebook> rules = std::make_shared<Rulebook>();
    Desk desk{rules};
    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
    model::Settlement last;
};

TEST_F(Reconcile, adds_up_what_was_booked_in_the_period_refunds_subtracted) {
    const auto one_day = reconciled(totals());
    EXPECT_EQ(one_day.known, one_day.stated);

    auto asked = totals();
    asked.stmt_begndate = day("2026-11-20");
    // S1, S2, S5 and its refund S6.
    EXPECT_EQ(reconciled(asked).known,
              (model::StatementSums{4, yuan(3000), yuan(2100), yuan(100)}));
    asked.refd_setl_flag = "0";
    EXPECT_EQ(reconciled(asked).known,
              (model::StatementSums{2, yuan(3000), yuan(2100), yuan(100)}));
    asked.clr_type = "11";
    EXPECT_EQ(reconciled(asked).known, (model::StatementSums{1, yuan(500), yuan(300), yuan(50)}));
    asked.setl_optins = "110100";
    EXPECT_EQ(reconciled(asked).known, model::StatementSums{});
}

TEST_F(Reconcile, refuses_a_period_that_ends_before_it_begins_or_is_too_long) {
    auto asked = totals();
    asked.stmt_enddate = day("2026-11-21");
    EXPECT_EQ(refusal(asked), ErrorCode::field_contradicts);
    asked.stmt_enddate = day("2027-11-23");
    EXPECT_EQ(refusal(asked), ErrorCode::field_contradicts);
    asked.stmt_enddate = day("2027-11-22");
    EXPECT_EQ(refusal(asked), ErrorCode{});
    auto rows = details();
    rows.stmt_enddate = day("2026-11-21");
    EXPECT_EQ(refusal(rows), ErrorCode::field_contradicts);
}

TEST_F(Reconcile, finds_nothing_where_all_rows_agree) {
    EXPECT_TRUE(differences(details()).empty());
    auto own_id = details();
    own_id.rows.back().setl_id = "S6";
    own_id.rows.back().mdtrt_id = "VS5";
    EXPECT_TRUE(differences(own_id).empty());
}

TEST_F(Reconcile, tells_which_row_differs_and_how) {
    auto wrong = details();
    wrong.rows[0].fund_pay_sumamt = yuan(1501);
    state(wrong);
    const auto found = differences(wrong);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().result, StatementResult::differs);
    EXPECT_EQ(found.front().row.setl_id, "S2");
    EXPECT_EQ(found.front().row.fund_pay_sumamt, yuan(1500)) << "the platform's figure";
    EXPECT_EQ(found.front().msgid, "MS2");
    EXPECT_NE(found.front().memo.find("1500.00"), std::string::npos);
    EXPECT_NE(found.front().memo.find("1501.00"), std::string::npos);
}

TEST_F(Reconcile, tells_which_side_has_more) {
    auto fewer = details();
    fewer.rows.erase(fewer.rows.begin());
    state(fewer);
    auto found = differences(fewer);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().result, StatementResult::platform_more);
    EXPECT_EQ(found.front().row.setl_id, "S2");

    auto more = details();
    more.rows.push_back(row("S9", 10, 5, 0));   // nobody knows it
    more.rows.push_back(row("S2", 2000, 1500, 0));  // twice
    more.rows.push_back(row("S1", 1000, 600, 100));  // of another day
    more.rows.push_back(row("S8", 9, 9, 0));  // still in doubt
    more.rows.push_back(row("S7", 9, 9, 0));  // another institution's
    state(more);
    found = differences(more);
    ASSERT_EQ(found.size(), 5u);
    for (const auto& each : found) {
        EXPECT_EQ(each.result, StatementResult::institution_more) << each.row.setl_id;
    }
    EXPECT_NE(found[2].memo.find("2026-11-21"), std::string::npos);
    EXPECT_TRUE(found[0].msgid.empty());
    EXPECT_TRUE(found[4].msgid.empty()) << "what another institution has is not told";
}

TEST_F(Reconcile, takes_rows_and_not_a_file_and_checks_their_sums) {
    auto by_file = details();
    by_file.rows.clear();
    by_file.file_qury_no = "F1";
    EXPECT_EQ(refusal(by_file), ErrorCode::file_unknown);
    auto wrong = details();
    wrong.medfee_sumamt += yuan(1);
    EXPECT_EQ(refusal(wrong), ErrorCode::field_contradicts);
    wrong = details();
    wrong.fund_pay_sumamt += yuan(1);
    EXPECT_EQ(refusal(wrong), ErrorCode::field_contradicts);
    wrong = details();
    wrong.fixmedins_setl_cnt += 1;
    EXPECT_EQ(refusal(wrong), ErrorCode::field_contradicts);
    // Whoever has nothing says so, and is shown what there is.
    auto nothing = details();
    nothing.rows.clear();
    state(nothing);
    EXPECT_EQ(differences(nothing).size(), 3u);
}

}  // namespace
}  // namespace yidi::desk
