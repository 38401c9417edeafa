/// @file
/// Invented lives from a seed: for trying reforms and for measuring, where nobody's history may be
/// used. Nothing about them is statistics.
///
/// Level       3, pure
/// Units       Money
/// Errors      none
/// Ownership   values
/// Threads     confined

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policy/history/event.hpp"

namespace yidi::policy {

/// Numbers from a seed, the same on every machine.
class SeededNumbers {
  public:
    explicit SeededNumbers(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::uint64_t next();
    /// 0 to below - 1.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound);
    [[nodiscard]] bool percent(std::uint32_t chance) { return below(100) < chance; }

  private:
    std::uint64_t state_;
};

/// Where invented people are insured.
struct InventedArea {
    std::string admdvs;
    std::vector<std::string> diseases;  ///< Codes of its chronic benefits; may be empty.
};

/// One invented person after another: events of three years, in their order.
class InventedLives {
  public:
    /// Requires at least one area.
    InventedLives(std::uint64_t seed, std::vector<InventedArea> areas, Date first_day);
    /// The events of the next person; valid until the next call.
    [[nodiscard]] const std::vector<HistoryEvent>& next();

  private:
    void draw_person();
    void draw_event(Date day);
    void draw_care(HistoryEvent& event);
    void draw_bill(HistoryEvent& event);
    void draw_chain(HistoryEvent& event);

    SeededNumbers numbers_;
    std::vector<InventedArea> areas_;
    Date first_day_;
    std::uint32_t person_ = 0;
    const InventedArea* area_ = nullptr;
    HistoryEvent who_;  ///< What all events of the person have in common.
    std::vector<HistoryEvent> events_;
    bool has_disease_ = false;
};

}  // namespace yidi::policy
