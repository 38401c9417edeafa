#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"
#include "policy/lint/sides.hpp"

namespace yidi::policy {
namespace {

/// Who is expected to be at least as well off as whom, by place in the values of a dimension.
struct Expectation {
    Dimension dimension;
    std::int32_t better, worse;
};

template <class E>
constexpr Expectation expect(Dimension dimension, E better, E worse) {
    return {dimension, static_cast<std::int32_t>(better), static_cast<std::int32_t>(worse)};
}

using model::AidClass;
using model::HospitalLevel;
using model::PersonStatus;
using model::Place;

// clang-format off
constexpr Expectation expectations[] = {
    expect(Dimension::level, HospitalLevel::community, HospitalLevel::level_1),
    expect(Dimension::level, HospitalLevel::level_1, HospitalLevel::level_2),
    expect(Dimension::level, HospitalLevel::level_2, HospitalLevel::level_3),
    expect(Dimension::level, HospitalLevel::level_3, HospitalLevel::level_3_special),
    expect(Dimension::status, PersonStatus::retired, PersonStatus::active),
    expect(Dimension::place, Place::local, Place::home_longterm),
    expect(Dimension::place, Place::local, Place::in_province_filed),
    expect(Dimension::place, Place::local, Place::filed_longterm),
    expect(Dimension::place, Place::local, Place::filed_referral),
    expect(Dimension::place, Place::local, Place::filed_temporary),
    expect(Dimension::place, Place::in_province_filed, Place::unfiled),
    expect(Dimension::place, Place::filed_longterm, Place::unfiled),
    expect(Dimension::place, Place::filed_referral, Place::unfiled),
    expect(Dimension::place, Place::filed_temporary, Place::unfiled),
    expect(Dimension::aid_class, AidClass::destitute, AidClass::subsistence),
    expect(Dimension::aid_class, AidClass::subsistence, AidClass::monitored),
    expect(Dimension::aid_class, AidClass::subsistence, AidClass::margin),
    expect(Dimension::aid_class, AidClass::subsistence, AidClass::illness_poor),
    expect(Dimension::aid_class, AidClass::monitored, AidClass::none),
    expect(Dimension::aid_class, AidClass::margin, AidClass::none),
    expect(Dimension::aid_class, AidClass::illness_poor, AidClass::none),
};
// clang-format on

/// What each yuan of a band brings, of what the place leaves and after factors on the amount.
std::int64_t effective_ppm(const Segment& segment, const Cell& cell) {
    constexpr std::int64_t one = Ratio::one_ppm;
    const std::int64_t off = cell.place == Effect::first_pay ? cell.place_ppm : 0;
    return segment.fund.ppm() * cell.factor_fund.ppm() / one * (one - off) / one;
}

bool pays(const Cell& cell) {
    return !cell.refused && cell.place != Effect::not_payable;
}

class OrderCheck {
  public:
    OrderCheck(PlanInspection& inspection, const LayerPlan& layer)
        : inspection_(inspection), layer_(layer) {}

    void run() {
        for (const Expectation& expectation : expectations) compare_all(expectation);
        for (const Cell& cell : layer_.cells) {
            if (pays(cell)) check_admissions(cell);
        }
    }

  private:
    /// Whoever is treated elsewhere in an emergency is treated as filed: there is no order then.
    [[nodiscard]] bool is_planned(std::size_t cell) const {
        const auto stride = layer_.strides[static_cast<std::size_t>(Dimension::urgency)];
        if (stride == 0) return true;
        const auto urgency = cell / stride % values_of(Dimension::urgency).size();
        return urgency == static_cast<std::size_t>(model::Urgency::planned);
    }

    void compare_all(const Expectation& expectation) {
        const auto dimension = static_cast<std::size_t>(expectation.dimension);
        const std::size_t stride = layer_.strides[dimension];
        const std::int32_t base =
            expectation.dimension == Dimension::status ? layer_.status_base : 0;
        if (stride == 0 || expectation.better < base || expectation.worse < base) return;
        const auto next = std::upper_bound(layer_.dimensions.begin(), layer_.dimensions.end(),
                                           expectation.dimension);
        const std::size_t block = next == layer_.dimensions.end()
                                      ? layer_.cells.size()
                                      : layer_.strides[static_cast<std::size_t>(*next)];
        const auto better = static_cast<std::size_t>(expectation.better - base);
        const auto worse = static_cast<std::size_t>(expectation.worse - base);
        if (std::max(better, worse) >= block / stride) return;
        expectation_ = &expectation;
        for (std::size_t from = 0; from < layer_.cells.size(); from += block) {
            for (std::size_t at = 0; at < stride; ++at) {
                if (expectation.dimension == Dimension::place && !is_planned(from + at)) continue;
                compare(layer_.cells[from + better * stride + at],
                        layer_.cells[from + worse * stride + at]);
            }
        }
    }

    /// `better` is expected to be at least as well off as `worse`.
    void compare(const Cell& better, const Cell& worse) {
        if (!pays(worse)) return;
        if (!pays(better)) {
            report(better.refused ? better.gate_row : better.place_row, "不予支付", "not payable",
                   "支付", "payable");
            return;
        }
        compare_deductibles(better, worse);
        compare_bounds(better.cap_fen, worse.cap_fen, better.cap_row);
        for (std::size_t index = 0; index < layer_.limits.size(); ++index) {
            const LimitCell& one = layer_.limit_cells[better.limits_at + index];
            const LimitCell& other = layer_.limit_cells[worse.limits_at + index];
            compare_bounds(one.most, other.most, one.row);
        }
        compare_shares(better, worse);
    }

    void compare_deductibles(const Cell& better, const Cell& worse) {
        for (std::size_t nth = 0; nth < layer_.nth_count; ++nth) {
            const std::int64_t one = layer_.deductibles[better.deductible_at + nth];
            const std::int64_t other = layer_.deductibles[worse.deductible_at + nth];
            if (one == unknown_fen || other == unknown_fen || one <= other) continue;
            const std::string mine = Money::of_fen(one).text();
            const std::string theirs = Money::of_fen(other).text();
            report(better.deductible_row, "起付线" + mine, "deductible " + mine, theirs, theirs);
            return;
        }
    }

    void compare_bounds(std::int64_t one, std::int64_t other, std::uint32_t row) {
        if (one == unknown_fen || other == unknown_fen || one >= other) return;
        const std::string mine = Money::of_fen(one).text();
        const std::string theirs = other == no_limit ? "none" : Money::of_fen(other).text();
        report(row, "限额" + mine, "at most " + mine, theirs, theirs);
    }

    void compare_shares(const Cell& better, const Cell& worse) {
        const auto bands_of = [&](const Cell& cell) {
            return std::span{layer_.segments}.subspan(cell.segments_at, cell.segment_count);
        };
        for (const Segment& one : bands_of(better)) {
            for (const Segment& other : bands_of(worse)) {
                const bool meet = layer_.is_supplement ? one.bucket == other.bucket
                                                       : one.above_fen < other.upto_fen &&
                                                             other.above_fen < one.upto_fen;
                if (!meet || one.undetermined || other.undetermined) continue;
                const std::int64_t mine = effective_ppm(one, better);
                const std::int64_t theirs = effective_ppm(other, worse);
                if (mine >= theirs) continue;
                const std::string text = Ratio::of_ppm(mine).percent();
                const std::string their_text = Ratio::of_ppm(theirs).percent();
                report(one.row, "支付" + text, "pays " + text, their_text, their_text);
                return;
            }
        }
    }

    void check_admissions(const Cell& cell) {
        if (layer_.per != Terms::Per::admission) return;
        for (std::size_t nth = 1; nth < layer_.nth_count; ++nth) {
            const std::int64_t before = layer_.deductibles[cell.deductible_at + nth - 1];
            const std::int64_t now = layer_.deductibles[cell.deductible_at + nth];
            if (before == unknown_fen || now == unknown_fen || now <= before) continue;
            const std::string old_text = Money::of_fen(before).text();
            const std::string new_text = Money::of_fen(now).text();
            inspection_.add(
                Lint::odd_order, cell.deductible_row,
                {fmt::format("第{}次住院起付线{}，高于前一次的{}", nth + 1, new_text, old_text),
                 fmt::format("admission {} has a deductible of {}, above the {} before it", nth + 1,
                             new_text, old_text)});
            return;
        }
    }

    void report(std::uint32_t row, const std::string& zh, const std::string& en,
                const std::string& other_zh, const std::string& other_en) {
        if (row == no_row) return;
        const auto names = values_of(expectation_->dimension);
        const Word& better = names[static_cast<std::size_t>(expectation_->better)];
        const Word& worse = names[static_cast<std::size_t>(expectation_->worse)];
        inspection_.add(Lint::odd_order, row,
                        {fmt::format("{}：{}；{}：{}", better.zh, zh, worse.zh, other_zh),
                         fmt::format("{}: {}; {}: {}", better.en, en, worse.en, other_en)});
    }

    PlanInspection& inspection_;
    const LayerPlan& layer_;
    const Expectation* expectation_ = nullptr;
};

}  // namespace

void check_orderings(PlanInspection& inspection) {
    for (const LayerPlan& layer : inspection.tables().layers) {
        if (has_cells(layer)) OrderCheck(inspection, layer).run();
    }
}

}  // namespace yidi::policy
