/// @file
/// One event on its way through the law: what lies in which bucket, what the year has used, and
/// what each fund has paid so far.
///
/// Level       test
/// Units       fen
/// Errors      an event the law does not pay throws Refused
/// Ownership   an Event views the law and the episode

#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "coverage.hpp"
#include "law.hpp"
#include "model/amounts.hpp"

namespace yidi::slow {

/// The event is not paid; the name is that of the error table.
struct Refused {
    std::string name, why;
};

constexpr std::array<std::string_view, 8> bucket_names = {
    "own", "over_price", "first_pay", "in_policy", "ded", "seg_self", "place_self", "over_cap"};

class Buckets {
  public:
    [[nodiscard]] std::int64_t& operator[](std::string_view name);
    [[nodiscard]] std::int64_t sum() const;
    void add(const Buckets& other);

  private:
    std::array<std::int64_t, bucket_names.size()> fen_{};
};

struct Event {
    const Law& law;
    const model::Episode& episode;
    Coverage* coverage;
    Date day;               ///< The basis day, which chooses versions.
    Facts facts;
    std::string_view scheme, service;
    model::ChainLink link;  ///< Of the chain, before a continuity table has judged it.
    std::int64_t charged_in_chain;
    Buckets buckets;
    model::YearTotals before;  ///< Of the year in which this event, or part of it, counts.
    model::YearTotals delta;
    std::int64_t charged = 0;  ///< Deductible of the basic layer.
    std::map<std::string, std::int64_t, std::less<>> paid;  ///< By layer.
    std::int64_t account = 0, family = 0;
    std::array<std::int64_t, 4> quota{};  ///< What the event adds to the windows of the limits.

    /// What a pool has seen, earlier in the year and earlier in this event.
    [[nodiscard]] model::PoolUse used(std::string_view pool) const;
    [[nodiscard]] std::int64_t admissions() const { return before.admissions; }

    template <class Seen>
    void saw(const Seen& seen) const {
        if (coverage != nullptr) coverage->saw(seen);
    }
};

[[nodiscard]] model::PoolUse& pool_of(model::YearTotals& totals, std::string_view pool);

/// The amount a value says; a value nobody knows refuses the event.
[[nodiscard]] std::int64_t known_fen(const Value& value, const std::string& where);
/// The same for a share.
[[nodiscard]] Fraction known_share(const Value& value, const std::string& where);
[[noreturn]] void refuse_unknown(const std::string& where);

/// The chain's link as this benefit takes it: none, when its table has no row for it or too many
/// hours have passed.
[[nodiscard]] model::ChainLink link_for(const Event& event, const Table* continuity);

/// deductible.cpp: what the person owes before this benefit pays, if `level_as` is the level that
/// the place table names.
[[nodiscard]] std::int64_t deductible_due(const Event& event, const Benefit& benefit,
                                          const InForce& tables, std::string_view level_as);

/// limits.cpp: what the limits leave; nothing where there is no bound.
[[nodiscard]] std::optional<std::int64_t> left_by_limits(const Event& event,
                                                         const InForce& tables);

/// What the event adds to the limits' windows: what the fund paid, or one visit.
void count_in_windows(Event& event, const InForce& tables, std::int64_t fund);

/// benefit.cpp: one benefit's whole computation.
void settle_benefit(Event& event, const Benefit& benefit);

/// account.cpp: the person's and the family's account.
void settle_account(Event& event);

}  // namespace yidi::slow
