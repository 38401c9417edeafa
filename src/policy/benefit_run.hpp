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

#include "policy/plan.hpp"
#include "policy/steps.hpp"

namespace yidi::policy {

/// Why nothing can be paid. Turned into words only when somebody wants to read them.
struct Stop {
    enum class Why : std::uint8_t { none, not_payable, not_entitled, undetermined };
    Why why = Why::none;
    std::uint32_t row = no_row;
    std::uint16_t benefit = no_benefit;
    explicit operator bool() const { return why != Why::none; }
};

/// What decides an event: a service's benefits, at a level of hospital.
struct Target {
    const Epoch* epoch = nullptr;
    model::HospitalLevel level{};
};

[[nodiscard]] Date basis_date(const PlanTables& tables, const model::Episode& episode);
/// Calendar months from the one in which the accumulator year of `day` starts: 12 in the last days
/// of a year that starts within a month.
[[nodiscard]] std::int64_t months_into_year(const Clock& clock, Date day);
/// Months or quarters of the year begun on the basis day, by what a limit measures.
[[nodiscard]] std::int64_t periods_begun(const PlanTables& tables, const model::Episode& episode,
                                         LimitMeasure measure);
/// "M03900|M01600" names "M01600".
[[nodiscard]] bool names_disease(std::string_view list, std::string_view code);

/// Where the fen of the bill lie while the benefits work on them.
struct Books {
    std::array<Money, bucket_count> buckets{};
    std::array<Money, fund_layer_count> paid{};
    Money deductible;  ///< Charged by the basic layer.

    [[nodiscard]] Money& at(Bucket bucket) { return buckets[static_cast<std::size_t>(bucket)]; }
    [[nodiscard]] Money at(Bucket bucket) const {
        return buckets[static_cast<std::size_t>(bucket)];
    }
};

/// Members of the year's totals by pool.
inline constexpr std::array<model::PoolUse model::YearTotals::*, pool_count> pool_members{
    &model::YearTotals::basic,         &model::YearTotals::outpatient,
    &model::YearTotals::chronic,       &model::YearTotals::special_drug,
    &model::YearTotals::maternity,     &model::YearTotals::large_amount,
    &model::YearTotals::major_illness, &model::YearTotals::civil_servant,
    &model::YearTotals::enterprise,    &model::YearTotals::medical_aid,
    &model::YearTotals::aid_tilt,      &model::YearTotals::commercial};

/// One event, or the part of it that falls in one year.
struct Part {
    model::FeeSums fees;
    const model::YearTotals* before = nullptr;
    model::Chain chain;
    model::YearTotals* delta = nullptr;  ///< What it adds; zero at the beginning.
    model::QuotaUse quota{};             ///< Added to the windows of the limits.
    Books books{};
    std::int64_t nth = 0;           ///< Which admission of the year it was decided as.
    model::ChainLink link{};        ///< As the basic benefit takes it.
    bool counts_day_surgery = true;
};

/// The state of a benefit at work, and the words that its rules share.
template <class Steps>
class BenefitRun {
  public:
    BenefitRun(const PlanTables& tables, const model::Episode& episode, const Target& target,
               Steps& steps)
        : tables_(tables), episode_(episode), target_(target), steps_(steps) {}

  protected:
    [[nodiscard]] bool is_basic() const { return layer_->layer == Layer::basic; }
    [[nodiscard]] Stop stop(Stop::Why why, std::uint32_t row) const { return {why, row, benefit_}; }
    void record(Step step) {
        if constexpr (Steps::wanted) {
            step.benefit = benefit_;
            steps_.add(step);
        }
    }

    /// What pools hold of the year, this event's earlier benefits included.
    [[nodiscard]] Money sum_of(PoolSet pools, Money model::PoolUse::* member) const {
        Money sum;
        for (std::size_t pool = 0; pools != 0; ++pool, pools = static_cast<PoolSet>(pools >> 1)) {
            if ((pools & 1U) == 0) continue;
            sum += part_->before->*pool_members[pool].*member;
            sum += part_->delta->*pool_members[pool].*member;
        }
        return sum;
    }

    const PlanTables& tables_;
    const model::Episode& episode_;
    const Target& target_;
    Steps& steps_;
    Part* part_ = nullptr;
    const LayerPlan* layer_ = nullptr;
    const Cell* cell_ = nullptr;
    std::size_t cell_at_ = 0;
    std::uint16_t benefit_ = no_benefit;
};

}  // namespace yidi::policy
