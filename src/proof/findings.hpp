/// @file
/// What a check of the books found wrong, in plain words.
///
/// Level       5, pure
/// Units       none
/// Errors      none: findings are the result
/// Ownership   values only

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace yidi::proof {

/// Every check of the books. One planted corruption of each kind is found by tests/fault.
enum class Check : std::uint8_t {
    line_identity,        ///< A fee line's amount is not the sum of its buckets.
    visit_sums,           ///< A stay's open sums are not those of its lines.
    settlement_identity,  ///< Fees, funds and person of a settlement do not add up.
    settlement_lines,     ///< A settlement's fees are not those of its lines.
    claim_identity,       ///< The same for the insured place's record.
    ledger_transfer,      ///< A transfer without amount, or that does not mirror what it reverses.
    ledger_missing,       ///< The running numbers of transfers have a gap.
    ledger_balance,       ///< An account is not the sum of its transfers.
    settlement_ledger,    ///< A settlement and its transfers differ.
    claim_ledger,         ///< A claim and its transfers differ.
    accumulator,          ///< A person's year is not the sum of the claims in force.
    account_overdrawn,    ///< A personal account below zero.
    both_sides,           ///< Treatment and insured place do not say the same of a settlement.
    hub_match,            ///< The hub's record differs from what the two sides hold.
    request_dangling,     ///< A remembered request names a record that is not there.
    record_missing,       ///< A record names a person, institution or request that is not there.
    claim_decision,       ///< The law over a claim's facts does not give the claim's amounts.
    exchange_gap,         ///< A message was taken that was never sent, or one sent is nowhere.
    quota_window,         ///< A limit's window is not the sum of the claims in force.
    stay_order,           ///< The claims of one stay do not follow one another.
    person_data,          ///< Personal data stands with another person.
    statement_day,        ///< A settlement is reconciled under another day than it was booked on.
    declaration,          ///< A declaration, and what it made or its two sides, disagree.
    charge_batch,         ///< A charge batch is not its lines, or not with its settlement.
};
inline constexpr std::size_t checks_count = 24;

[[nodiscard]] const char* name_of(Check check);
[[nodiscard]] const char* zh_of(Check check);
[[nodiscard]] const char* en_of(Check check);

struct Finding {
    Check check{};
    std::string node;
    std::string subject;  ///< Id of the thing that is off.
    std::string found;
    std::string expected;
};

struct Report {
    std::vector<Finding> findings;
    std::array<std::int64_t, checks_count> checked{};  ///< How often each check looked.
    std::int64_t in_flight = 0;  ///< Settlements not yet certain on both sides. Not an error.
    std::int64_t settlements = 0, claims = 0, transfers = 0, lines = 0;

    void looked(Check check) { ++checked[static_cast<std::size_t>(check)]; }
    void found(Finding finding) { findings.push_back(std::move(finding)); }
    [[nodiscard]] bool clean() const { return findings.empty(); }
};

}  // namespace yidi::proof
