/// @file
/// The chart of accounts: which account a movement of a settlement touches, and why. Account codes
/// are plain-text-accounting paths, so the journal exports as it stands.
///
/// Level       3, pure
/// Units       none
/// Errors      none
/// Ownership   values only
/// Invariants  K1  the first part of a code says its side: assets and expenses live on the debit
///                 side, liabilities and income on the credit side.
/// See         docs/reference/ledger.md has the chart with its Chinese names

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/entry.hpp"
#include "model/amounts.hpp"

namespace yidi::ledger {

// Purposes of transfers. Stored; append only.
namespace purpose {
inline constexpr std::string_view care_owed = "care_owed";              ///< 垫付: T owes, I is to pay
inline constexpr std::string_view benefit = "benefit";                  ///< 待遇支出
inline constexpr std::string_view account_payment = "account_payment";  ///< 个人账户支付
inline constexpr std::string_view account_opening = "account_opening";  ///< 个人账户期初
inline constexpr std::string_view obligation = "obligation";            ///< 省际应付
}  // namespace purpose

/// 应收参保省 (treatment node).
[[nodiscard]] std::string receivable_from_province(std::string_view insured_node,
                                                   std::string_view insutype);
/// 应付定点医药机构 (treatment node).
[[nodiscard]] std::string payable_to_institution(std::string_view fixmedins_code,
                                                 std::string_view insutype);
/// 待遇支出 by fund (insured node). fund_pay_type is the national code.
[[nodiscard]] std::string benefit_expense(std::string_view fund_pay_type);
/// 应付就医省 (insured node).
[[nodiscard]] std::string payable_to_province(std::string_view treatment_node,
                                              std::string_view insutype);
/// 个人账户 (insured node): what the fund keeps for the person.
[[nodiscard]] std::string personal_account(std::string_view psn_no);
/// 个人账户基金 (insured node): the money that stands behind the personal accounts.
[[nodiscard]] std::string account_fund(std::string_view insutype);
/// 应收参保省 and 应付就医省 of one clearing month (hub).
[[nodiscard]] std::string due_from(std::string_view insured_node, std::string_view treatment_node,
                                   std::string_view insutype, std::string_view period);
[[nodiscard]] std::string due_to(std::string_view treatment_node, std::string_view insured_node,
                                 std::string_view insutype, std::string_view period);

/// The account without the clearing month its code may end with. What is taken back in a later month
/// is owed less in that month, so the two transfers stand on accounts that differ in it.
[[nodiscard]] std::string_view without_period(std::string_view account);

/// Assets and expenses: the balance is debited - credited; else the other way round.
[[nodiscard]] bool is_debit_side(std::string_view account);

/// What one settlement moves in each party's books; nothing when it moves no money.
[[nodiscard]] std::optional<Entry> treatment_entry(std::string_view insured_node,
                                                   std::string_view fixmedins_code,
                                                   std::string_view insutype,
                                                   const model::Shares& shares,
                                                   std::string period, std::string reference);
[[nodiscard]] std::optional<Entry> insured_entry(std::string_view treatment_node,
                                                 std::string_view psn_no, std::string_view insutype,
                                                 const model::Shares& shares, std::string period,
                                                 std::string reference);
[[nodiscard]] std::optional<Entry> hub_entry(std::string_view insured_node,
                                             std::string_view treatment_node,
                                             std::string_view insutype, Money amount,
                                             std::string period, std::string reference);

/// What the insured province owes the treatment province for a settlement.
[[nodiscard]] inline Money owed_by_province(const model::Shares& shares) {
    return shares.fund_pay_sumamt + shares.acct_pay;
}

}  // namespace yidi::ledger
