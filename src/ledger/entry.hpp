/// @file
/// A journal entry: transfers that stand together, or no entry at all.
///
/// Level       3, pure
/// Units       Money is a whole number of fen. Nothing here rounds.
/// Errors      a refusal is a value (EntryRefusal); nothing throws
/// Ownership   values only
/// Threads     an Entry never changes after construction
/// Invariants  E1  debits and credits have the same sum: every line names both sides of one amount.
///             E2  every amount is positive; the sides say the direction, a sign never does.
///             E3  no line has one account on both sides.
///             E4  an entry is never edited: a mistake is answered by reversed().
/// See         docs/reference/ledger.md

#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "money/money.hpp"

namespace yidi::ledger {

/// More lines than any settlement needs. A bound lets every sum below be proved not to overflow.
inline constexpr std::int64_t lines_per_entry_max = 1'000;
static_assert(lines_per_entry_max <= std::numeric_limits<std::int64_t>::max() / Money::fen_max);

/// One amount that moves from one account to another.
struct Line {
    std::string debit;
    std::string credit;
    Money amount;
    std::string purpose;        ///< Why such a transfer exists; see chart.hpp.
    std::int64_t reverses = 0;  ///< Transfer it takes back; 0 if none.

    friend bool operator==(const Line&, const Line&) = default;
};

/// What the caller wishes to book. Aggregate on purpose: call sites name every field.
struct EntryDraft {
    std::string period;     ///< Accounting month, "2026-11".
    std::string reference;  ///< What it is booked for: a setl_id.
    std::vector<Line> lines;
};

/// Why a draft was refused, in order of precedence: the first that applies is the one returned.
/// Append only; never renumber, never reuse.
enum class EntryRefusal : std::uint16_t {
    too_few_lines = 1,          ///< None.
    too_many_lines = 2,         ///< More than lines_per_entry_max.
    amount_not_positive = 3,    ///< Breaks E2.
    account_unnamed = 4,        ///< An empty account code.
    account_on_both_sides = 5,  ///< Breaks E3.
    total_too_large = 6,        ///< The sum is more than Money can hold.
};

/// Lines that balance. The only thing a ledger will post.
class Entry {
  public:
    /// Takes `draft` over and returns it as an entry, or the reason it cannot be one.
    [[nodiscard]] static Result<Entry, EntryRefusal> from(EntryDraft draft);

    /// The mirror of this entry: sides exchanged, each line naming the transfer it takes back.
    ///
    /// Requires  first_transfer is the id under which this entry's first line was posted, or 0
    ///           when it was posted elsewhere.
    /// Ensures   posting both leaves every balance where it was.
    [[nodiscard]] Entry reversed(std::int64_t first_transfer, std::string period,
                                 std::string reference) const;

    [[nodiscard]] const std::string& period() const noexcept { return draft_.period; }
    [[nodiscard]] const std::string& reference() const noexcept { return draft_.reference; }
    [[nodiscard]] std::span<const Line> lines() const noexcept { return draft_.lines; }

    /// Sum of the debit side, hence of the credit side. Positive.
    [[nodiscard]] Money total() const noexcept { return total_; }

  private:
    Entry(EntryDraft draft, Money total) : draft_(std::move(draft)), total_(total) {}

    EntryDraft draft_;
    Money total_;
};

}  // namespace yidi::ledger
