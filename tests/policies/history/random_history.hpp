/// @file
/// Random histories: what may happen to one person in one area over a year or two, from one seed.
/// Days, amounts, ages and hours are drawn to lie on the landmarks of the area's law, one below and
/// one above, as well as anywhere.
///
/// Level       test
/// Units       Money; days
/// Errors      none
/// Ownership   a history views its area

#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dice.hpp"
#include "landmarks.hpp"

namespace yidi::policies {

struct Happening {
    model::Episode episode;
    model::FeeSums fees;
    model::YearTotals before, later_before;
};

class RandomHistory {
  public:
    static constexpr int events_max = 8;

    /// Requires both to outlive the history.
    RandomHistory(const Reference& law, const Landmarks& marks, std::uint64_t seed);

    [[nodiscard]] bool is_over() const { return days_.size() == next_; }
    /// The next event, with what the year and the limits' windows have used.
    [[nodiscard]] Happening next();
    /// Carries what was decided into the year, the windows, the accounts and the chain.
    void settled(const Happening& happening, const ReferenceResult& result);

  private:
    void choose_person();
    void choose_days();
    void choose_care(model::Episode& episode);
    void choose_dates(model::Episode& episode, Date day);
    void choose_chain(model::Episode& episode);
    void choose_accounts(model::Episode& episode);
    void choose_quota(model::Episode& episode);
    [[nodiscard]] std::string any_diseases();
    [[nodiscard]] model::FeeSums any_bill(const model::YearTotals& before);
    [[nodiscard]] std::int64_t landmark_amount();
    [[nodiscard]] std::int64_t any_amount(std::int64_t most);
    [[nodiscard]] model::YearTotals any_totals();
    [[nodiscard]] model::PoolUse any_use();
    [[nodiscard]] model::YearTotals& totals_of(model::Scheme scheme, int year);
    [[nodiscard]] std::vector<std::string> windows_of(const model::Episode& episode) const;

    const Reference& law_;
    const Landmarks& marks_;
    Dice dice_;
    model::Episode person_;  ///< What does not change from event to event.
    bool is_fresh_ = false;  ///< The years begin with nothing used.
    std::vector<Date> days_;
    std::size_t next_ = 0;
    std::int64_t charged_last_ = 0;
    std::map<std::pair<model::Scheme, int>, model::YearTotals> years_;
    std::map<std::string, std::int64_t> windows_;
};

}  // namespace yidi::policies
