/// @file
/// Settled events of many people, ordered person by person, in records of fixed width: what a
/// plan needs to decide them again, and no identity.
///
/// Level       3, pure
/// Units       fen; days since 1990-01-01
/// Errors      pack() says what does not fit; History::read() answers false for a record that no
///             pack() made
/// Ownership   a History views its records
/// Threads     immutable
/// Invariants  H1  what pack() made is read as the event again.
/// See         docs/reference/histories.md

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "model/episode.hpp"

namespace yidi::policy {

/// One event as people think of it. Of the episode, `quota`, `chain.charged` after an event that is
/// here, and the balances are not facts: they depend on the plan, and are worked out again.
struct HistoryEvent {
    std::uint32_t person = 0;  ///< Equal for all events of one person, from 0.
    model::Episode episode;
    model::FeeSums fees;
    /// The event this one continues, as so many events of the person before it; 0: none of them.
    std::uint32_t follows = 0;
    /// What came into the accounts since the event before.
    Money credit, credit_past, credit_family;
    Money fund_paid;  ///< What was settled; to see whether a plan repeats it.
    /// What the event's year had used that no event here explains; may be below zero.
    std::optional<model::YearTotals> opening;

    friend bool operator==(const HistoryEvent&, const HistoryEvent&) = default;
};

/// The same in 64 bytes, as files hold it.
struct StoredEvent {
    std::uint64_t facts = 0;
    std::uint32_t person = 0;
    std::uint16_t admitted = 0, discharged = 0, settled = 0;
    std::uint16_t admdvs = 0, disease = 0, diseases = 0;  ///< Places in the list of words.
    std::uint32_t chain_hours = 0;
    std::uint32_t chain_charged = 0;
    std::uint32_t own = 0, over_price = 0, first_pay = 0, in_policy = 0;
    std::int32_t credit = 0, credit_past = 0, credit_family = 0;
    std::uint32_t fund_paid = 0;
};
static_assert(sizeof(StoredEvent) == 64);

/// Texts that events name by number; number 0 is the empty text.
class Words {
  public:
    Words();
    /// Its number; nothing if the list is full.
    [[nodiscard]] std::optional<std::uint16_t> number(std::string_view text);
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

  private:
    std::vector<std::string> texts_;
    std::unordered_map<std::string, std::uint16_t> numbers_;
};

struct Opening {
    std::uint64_t event = 0;
    model::YearTotals totals;
};

struct History {
    std::span<const StoredEvent> events;
    std::vector<std::string> words;
    std::vector<Opening> openings;  ///< By event, ascending.
    std::uint64_t person_count = 0;
    bool is_synthetic = false;

    /// Writes the event at `index` into `event`, whose texts are reused. False for a record that
    /// no pack() made.
    [[nodiscard]] bool read(std::size_t index, HistoryEvent& event) const;
    /// First event of the person after the one whose event this is.
    [[nodiscard]] std::size_t person_end(std::size_t event) const;
};

/// history_unfit names the value. The opening is only marked: History::openings holds it.
[[nodiscard]] Outcome<StoredEvent> pack(const HistoryEvent& event, Words& words);

}  // namespace yidi::policy
