/// @file
/// One event on its way through the benefits: what it is decided by, where its fen lie, and why it
/// may have to stop.
///
/// Level       3, pure
/// Units       Money
/// Errors      Stop says why nothing can be paid
/// Ownership   views of plan and totals

#pragma once

#include <array>
#include <bit>

#include "policy/event_values.hpp"
#include "policy/steps.hpp"

namespace yidi::policy {

/// Why nothing can be paid. Turned into words only when somebody wants to read them.
struct Stop {
    enum class Why : std::uint8_t { none, not_payable, not_entitled, undetermined };
    Why why = Why::none;
    std::uint16_t benefit = no_benefit;
    std::uint32_t row = no_row;
    explicit operator bool() const { return why != Why::none; }
};

/// What decides an event: a service's benefits, at a level of hospital.
struct Target {
    const Epoch* epoch = nullptr;
    model::HospitalLevel level{};
};

/// The day whose rules decide.
[[nodiscard]] inline Date basis_date(const PlanTables& tables, const model::Episode& episode) {
    switch (tables.clock.basis) {
        case DateBasis::admission:
            return episode.admitted_on;
        case DateBasis::discharge:
            return episode.discharged_on;
        case DateBasis::settlement:
            return episode.settled_on;
    }
    return episode.discharged_on;
}
/// Calendar months from the one in which the accumulator year of `day` starts: 12 in the last days
/// of a year that starts within a month.
[[nodiscard]] std::int64_t months_into_year(const Clock& clock, Date day);
/// Months or quarters of the year begun on the basis day, by what a limit measures.
[[nodiscard]] std::int64_t periods_begun(const PlanTables& tables, const model::Episode& episode,
                                         LimitMeasure measure);
/// "M03900|M01600" names "M01600".
[[nodiscard]] bool names_disease(std::string_view list, std::string_view code);

/// What the fund of a layer pays, by layer.
inline constexpr std::array<Money model::Shares::*, fund_layer_count> fund_members{
    &model::Shares::hifp_pay,    &model::Shares::hifob_pay, &model::Shares::hifmi_pay,
    &model::Shares::cvlserv_pay, &model::Shares::hifes_pay, &model::Shares::maf_pay,
    &model::Shares::oth_pay};

/// Members of the year's totals by pool.
inline constexpr std::array<model::PoolUse model::YearTotals::*, pool_count> pool_members{
    &model::YearTotals::basic,         &model::YearTotals::outpatient,
    &model::YearTotals::chronic,       &model::YearTotals::special_drug,
    &model::YearTotals::maternity,     &model::YearTotals::large_amount,
    &model::YearTotals::major_illness, &model::YearTotals::civil_servant,
    &model::YearTotals::enterprise,    &model::YearTotals::medical_aid,
    &model::YearTotals::aid_tilt,      &model::YearTotals::commercial};

/// One event, or the part of it that falls in one year, and where what comes of it is written: all
/// zero at the beginning, but for `quota`, to which the parts of an event add.
struct Part {
    const model::FeeSums& fees;
    const model::YearTotals& before;
    model::Chain chain;
    model::YearTotals& delta;                  ///< What it adds to the year.
    model::QuotaUse& quota;                    ///< What it adds to the windows of the limits.
    std::array<Money, bucket_count>& buckets;  ///< Where the fen of the bill lie.
    model::Shares& shares;                     ///< What the funds pay.
    std::int64_t nth = 0;           ///< Which admission of the year it was decided as.
    model::ChainLink link{};        ///< As the basic benefit takes it.
    bool counts_day_surgery = true;

    [[nodiscard]] Money& at(Bucket bucket) { return buckets[static_cast<std::size_t>(bucket)]; }
};

/// The state of a benefit at work, and the words that its rules share.
template <class Steps>
class BenefitRun {
  public:
    BenefitRun(const PlanTables& tables, const model::Episode& episode, const Target& target,
               Steps& steps)
        : tables_(tables), episode_(episode), target_(target), values_(episode, target.level),
          steps_(steps) {}

  protected:
    [[nodiscard]] bool is_basic() const { return layer_->layer == Layer::basic; }
    [[nodiscard]] Stop stop(Stop::Why why, std::uint32_t row) const { return {why, benefit_, row}; }
    void record(Step step) {
        if constexpr (Steps::wanted) {
            step.benefit = benefit_;
            steps_.add(step);
        }
    }

    /// What pools hold of the year, this event's earlier benefits included.
    [[nodiscard]] Money sum_of(PoolSet pools, Money model::PoolUse::* member) const {
        std::int64_t fen = 0;  // As many summands as there are pools cannot leave its bounds.
        for (; pools != 0; pools = static_cast<PoolSet>(pools & (pools - 1U))) {
            const auto pool = static_cast<std::size_t>(std::countr_zero(pools));
            fen += (part_->before.*pool_members[pool].*member).fen();
            fen += (part_->delta.*pool_members[pool].*member).fen();
        }
        return Money::of_fen(fen);
    }

    const PlanTables& tables_;
    const model::Episode& episode_;
    const Target& target_;
    const EventValues values_;
    Steps& steps_;
    Part* part_ = nullptr;
    const LayerPlan* layer_ = nullptr;
    const Cell* cell_ = nullptr;
    std::size_t cell_at_ = 0;
    std::uint16_t benefit_ = no_benefit;
};

}  // namespace yidi::policy
