#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "desk/treatment/register_use_cases.hpp"
#include "filing/cover.hpp"

namespace yidi::desk {
namespace {

using model::Settlement;
using model::SettlementKind;
using model::StatementDifference;
using model::StatementResult;
using model::StatementRow;
using model::StatementSums;

// A statement is read day by day; the interface asks for a day or a month.
constexpr std::int32_t statement_days_max = 366;

struct Period {
    Date from, to;
};

/// Which settlements a statement is about. What is empty is not asked.
struct Scope {
    Period period;
    std::string insutype, clr_type, setl_optins;
    bool refunds_count = true;  ///< refd_setl_flag 0 leaves out what was refunded, and the refund.
};

std::optional<Problem> check_period(const Period& period) {
    if (period.to < period.from) {
        return Problem{ErrorCode::field_contradicts, "data.stmt_enddate", period.to.text(),
                       ">= stmt_begndate " + period.from.text(), {}};
    }
    if (period.to.days() - period.from.days() >= statement_days_max) {
        return Problem{ErrorCode::field_contradicts, "data.stmt_enddate", period.to.text(),
                       fmt::format("<= {} days", statement_days_max), {}};
    }
    return {};
}

bool is_refund(const Settlement& settlement) {
    return settlement.kind == SettlementKind::reversal;
}

bool was_refunded(const Settlement& settlement) {
    return is_refund(settlement) || settlement.state == model::SettlementState::reversed;
}

bool is_in(const Scope& scope, const Settlement& settlement) {
    return (scope.insutype.empty() || settlement.insutype == scope.insutype) &&
           (scope.clr_type.empty() || settlement.clr_type == scope.clr_type) &&
           filing::covers(scope.setl_optins, settlement.clr_optins) &&
           (scope.refunds_count || !was_refunded(settlement));
}

/// This institution's settlements and reversals that were booked in the period, in their order.
std::vector<Settlement> settlements_in(const Counter& counter, const Scope& scope) {
    std::vector<Settlement> all;
    for (Date day = scope.period.from; day <= scope.period.to; day = day.plus_days(1)) {
        for (Settlement& settlement : counter.workspace.list_by<model::SettlementByDay>(
                 counter.envelope().fixmedins_code, std::optional<Date>{day})) {
            if (is_in(scope, settlement)) all.push_back(std::move(settlement));
        }
    }
    return all;
}

/// As a row of the statement: a reversal's amounts are negative.
StatementRow row_of(const Settlement& settlement) {
    const auto with_sign = [&](Money amount) { return is_refund(settlement) ? -amount : amount; };
    return {settlement.setl_id,
            settlement.mdtrt_id,
            settlement.psn_no,
            was_refunded(settlement) ? "1" : "0",
            with_sign(settlement.fees.medfee_sumamt),
            with_sign(settlement.shares.fund_pay_sumamt),
            with_sign(settlement.shares.acct_pay)};
}

void add(StatementSums& sums, const StatementRow& row) {
    sums.count += 1;
    sums.medfee_sumamt += row.medfee_sumamt;
    sums.fund_pay_sumamt += row.fund_pay_sumamt;
    sums.acct_pay += row.acct_pay;
}

/// What the stated totals of a statement of details must be.
std::optional<Problem> check_sums(const model::ReconcileDetails& command) {
    StatementSums sums;
    for (const StatementRow& row : command.rows) add(sums, row);
    const auto differs = [](const char* field, std::string found, std::string expected) {
        return Problem{ErrorCode::field_contradicts, std::string{"data."} + field,
                       std::move(found), std::move(expected), {}};
    };
    if (sums.count != command.fixmedins_setl_cnt) {
        return differs("fixmedins_setl_cnt", std::to_string(command.fixmedins_setl_cnt),
                       fmt::format("{} (stmtdetail)", sums.count));
    }
    if (sums.medfee_sumamt != command.medfee_sumamt) {
        return differs("medfee_sumamt", command.medfee_sumamt.text(),
                       sums.medfee_sumamt.text() + " (stmtdetail)");
    }
    if (sums.fund_pay_sumamt != command.fund_pay_sumamt) {
        return differs("fund_pay_sumamt", command.fund_pay_sumamt.text(),
                       sums.fund_pay_sumamt.text() + " (stmtdetail)");
    }
    return {};
}

/// The platform's settlements by the ids a statement may name them by: a refund goes by its own id
/// or, as a row of negative amounts, by that of what it refunds.
class Book {
  public:
    explicit Book(std::vector<Settlement> settlements) : settlements_(std::move(settlements)) {
        for (std::size_t at = 0; at < settlements_.size(); ++at) {
            const Settlement& settlement = settlements_[at];
            by_id_.emplace(settlement.setl_id, at);
            if (is_refund(settlement)) refund_of_.emplace(settlement.init_setl_id, at);
        }
        taken_.resize(settlements_.size());
    }

    /// Each settlement answers one row only; null when there is none left for this one.
    const Settlement* take(const StatementRow& row) {
        const auto& index =
            row.medfee_sumamt.is_negative() && refund_of_.contains(row.setl_id) ? refund_of_
                                                                                : by_id_;
        const auto found = index.find(row.setl_id);
        if (found == index.end() || taken_[found->second]) return nullptr;
        taken_[found->second] = true;
        return &settlements_[found->second];
    }

    template <class Use>
    void for_each_left(Use use) const {
        for (std::size_t at = 0; at < settlements_.size(); ++at) {
            if (!taken_[at]) use(settlements_[at]);
        }
    }

  private:
    std::vector<Settlement> settlements_;
    std::map<std::string, std::size_t, std::less<>> by_id_, refund_of_;
    std::vector<bool> taken_;
};

/// Names what differs, with both figures; empty when nothing does.
std::string difference_of(const StatementRow& stated, const StatementRow& known) {
    std::string text;
    const auto compare = [&](const char* field, const std::string& ours,
                             const std::string& theirs) {
        if (ours == theirs) return;
        if (!text.empty()) text += "；";
        text += fmt::format("{}：平台 platform {}，机构 institution {}", field, ours, theirs);
    };
    compare("medfee_sumamt", known.medfee_sumamt.text(), stated.medfee_sumamt.text());
    compare("fund_pay_sumamt", known.fund_pay_sumamt.text(), stated.fund_pay_sumamt.text());
    compare("acct_pay", known.acct_pay.text(), stated.acct_pay.text());
    compare("psn_no", known.psn_no, stated.psn_no);
    compare("mdtrt_id", known.mdtrt_id, stated.mdtrt_id);
    return text;
}

/// Why the platform has no such row in this statement, as far as it knows the settlement at all.
StatementDifference not_in_statement(const Counter& counter, const StatementRow& row) {
    StatementDifference difference{row, {}, StatementResult::institution_more,
                                   "机构多：平台无此结算 not known to the platform"};
    const auto* known = counter.workspace.find<Settlement>(row.setl_id);
    if (known == nullptr || known->fixmedins_code != counter.envelope().fixmedins_code) {
        return difference;
    }
    difference.msgid = known->medins_setl_id;
    difference.memo =
        known->stmt_date
            ? fmt::format("机构多：该行重复，或结算于{}、清算类别{}，不在对账范围 a row too many, or "
                          "settled on {} as clr_type {}, outside this statement",
                          known->stmt_date->text(), known->clr_type, known->stmt_date->text(),
                          known->clr_type)
            : "机构多：结算未成立或尚在确认中 refused, or still in doubt: ask with 5203";
    return difference;
}

}  // namespace

model::Reply reconcile_totals(const Counter& counter, const model::ReconcileTotals& command) {
    if (const auto institution = institution_at(counter); !institution) return institution.error();
    const Scope scope{{command.stmt_begndate, command.stmt_enddate},
                      command.insutype,
                      command.clr_type,
                      command.setl_optins,
                      command.refd_setl_flag != "0"};
    if (auto wrong = check_period(scope.period)) return *wrong;
    model::TotalsReconciled reconciled{command.setl_optins,
                                       {command.fixmedins_setl_cnt, command.medfee_sumamt,
                                        command.fund_pay_sumamt, command.acct_pay},
                                       {}};
    for (const Settlement& settlement : settlements_in(counter, scope)) {
        add(reconciled.known, row_of(settlement));
    }
    return reconciled;
}

model::Reply reconcile_details(const Counter& counter, const model::ReconcileDetails& command) {
    if (const auto institution = institution_at(counter); !institution) return institution.error();
    const Scope scope{{command.stmt_begndate, command.stmt_enddate},
                      {},
                      command.clr_type,
                      command.setl_optins,
                      command.refd_setl_flag != "0"};
    if (auto wrong = check_period(scope.period)) return *wrong;
    if (command.rows.empty() && command.fixmedins_setl_cnt != 0) {
        return problem(ErrorCode::file_unknown, "data.file_qury_no", command.file_qury_no,
                       "stmtdetail");
    }
    if (auto wrong = check_sums(command)) return *wrong;

    Book book{settlements_in(counter, scope)};
    model::DetailsReconciled reconciled;
    for (const StatementRow& stated : command.rows) {
        const Settlement* settlement = book.take(stated);
        if (settlement == nullptr) {
            reconciled.differences.push_back(not_in_statement(counter, stated));
            continue;
        }
        const StatementRow known = row_of(*settlement);
        if (auto memo = difference_of(stated, known); !memo.empty()) {
            reconciled.differences.push_back(
                {known, settlement->medins_setl_id, StatementResult::differs, std::move(memo)});
        }
    }
    book.for_each_left([&](const Settlement& settlement) {
        reconciled.differences.push_back({row_of(settlement), settlement.medins_setl_id,
                                          StatementResult::platform_more,
                                          "平台多：机构无此结算 not stated by the institution"});
    });
    return reconciled;
}

}  // namespace yidi::desk
