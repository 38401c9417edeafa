#include "ledger/chart.hpp"

#include <fmt/format.h>

#include "model/code_maps.hpp"

namespace yidi::ledger {
namespace {

using model::Shares;

/// Every payer that is a fund, in the order of the settlement form.
struct FundPart {
    model::FundLayer layer;
    Money Shares::*amount;
};
constexpr FundPart fund_parts[] = {
    {model::FundLayer::pool, &Shares::hifp_pay},
    {model::FundLayer::civil_servant, &Shares::cvlserv_pay},
    {model::FundLayer::employer, &Shares::hifes_pay},
    {model::FundLayer::critical_illness, &Shares::hifmi_pay},
    {model::FundLayer::large_amount, &Shares::hifob_pay},
    {model::FundLayer::aid, &Shares::maf_pay},
    {model::FundLayer::other, &Shares::oth_pay},
};

std::optional<Entry> entry_of(EntryDraft draft) {
    if (draft.lines.empty()) return {};
    auto entry = Entry::from(std::move(draft));
    // A decision that cannot be booked is a defect of ours, never of the request.
    YIDI_ASSERT(entry.has_value());
    return std::move(entry).value();
}

}  // namespace

std::string receivable_from_province(std::string_view insured_node, std::string_view insutype) {
    return fmt::format("assets:receivable:province:{}:{}", insured_node, insutype);
}

std::string payable_to_institution(std::string_view fixmedins_code, std::string_view insutype) {
    return fmt::format("liabilities:payable:institution:{}:{}", fixmedins_code, insutype);
}

std::string benefit_expense(std::string_view fund_pay_type) {
    return fmt::format("expenses:benefit:{}", fund_pay_type);
}

std::string payable_to_province(std::string_view treatment_node, std::string_view insutype) {
    return fmt::format("liabilities:payable:province:{}:{}", treatment_node, insutype);
}

std::string personal_account(std::string_view psn_no) {
    return fmt::format("liabilities:personal-account:{}", psn_no);
}

std::string account_fund(std::string_view insutype) {
    return fmt::format("assets:personal-account-fund:{}", insutype);
}

std::string due_from(std::string_view insured_node, std::string_view treatment_node,
                     std::string_view insutype, std::string_view period) {
    return fmt::format("assets:due-from:{}:{}:{}:{}", insured_node, treatment_node, insutype,
                       period);
}

std::string due_to(std::string_view treatment_node, std::string_view insured_node,
                   std::string_view insutype, std::string_view period) {
    return fmt::format("liabilities:due-to:{}:{}:{}:{}", treatment_node, insured_node, insutype,
                       period);
}

std::string_view without_period(std::string_view account) {
    constexpr std::string_view form = ":0000-00";
    if (account.size() < form.size()) return account;
    const std::string_view tail = account.substr(account.size() - form.size());
    for (std::size_t at = 0; at < form.size(); ++at) {
        const bool is_digit = tail[at] >= '0' && tail[at] <= '9';
        if (form[at] == '0' ? !is_digit : tail[at] != form[at]) return account;
    }
    return account.substr(0, account.size() - form.size());
}

bool is_debit_side(std::string_view account) {
    return account.starts_with("assets:") || account.starts_with("expenses:");
}

std::optional<Entry> treatment_entry(std::string_view insured_node,
                                     std::string_view fixmedins_code, std::string_view insutype,
                                     const model::Shares& shares, std::string period,
                                     std::string reference) {
    EntryDraft draft{std::move(period), std::move(reference), {}};
    const Money owed = owed_by_province(shares);
    if (!owed.is_zero()) {
        draft.lines.push_back({receivable_from_province(insured_node, insutype),
                               payable_to_institution(fixmedins_code, insutype), owed,
                               std::string{purpose::care_owed}});
    }
    return entry_of(std::move(draft));
}

std::optional<Entry> insured_entry(std::string_view treatment_node, std::string_view psn_no,
                                   std::string_view insutype, const model::Shares& shares,
                                   std::string period, std::string reference) {
    EntryDraft draft{std::move(period), std::move(reference), {}};
    const std::string payable = payable_to_province(treatment_node, insutype);
    for (const FundPart& part : fund_parts) {
        const Money amount = shares.*part.amount;
        if (amount.is_zero()) continue;
        draft.lines.push_back({benefit_expense(model::fund_pay_type_of(part.layer, insutype)),
                               payable, amount, std::string{purpose::benefit}});
    }
    if (!shares.acct_pay.is_zero()) {
        draft.lines.push_back({personal_account(psn_no), payable, shares.acct_pay,
                               std::string{purpose::account_payment}});
    }
    return entry_of(std::move(draft));
}

std::optional<Entry> hub_entry(std::string_view insured_node, std::string_view treatment_node,
                               std::string_view insutype, Money amount, std::string period,
                               std::string reference) {
    if (amount.is_zero()) return {};
    EntryDraft draft{period, std::move(reference), {}};
    draft.lines.push_back({due_from(insured_node, treatment_node, insutype, period),
                           due_to(treatment_node, insured_node, insutype, period), amount,
                           std::string{purpose::obligation}});
    return entry_of(std::move(draft));
}

}  // namespace yidi::ledger
