#include "bands.hpp"

#include <algorithm>

namespace yidi::slow {
namespace {

bool changes_ratio(std::string_view effect) {
    return effect == "ratio_points" || effect == "ratio_factor" || effect == "self_share_factor";
}

/// The share of one band after the effects.
Fraction ratio_of(const Event& event, const Row& band, const std::vector<Effect>& effects,
                  bool with_place) {
    Fraction ratio = known_share(band.at("fund"), band.number);
    for (const Effect& effect : effects) {
        if (!changes_ratio(effect.effect) || (effect.is_place && !with_place)) continue;
        const Fraction value = known_share(*effect.value, effect.where);
        if (effect.effect == "ratio_points") {
            ratio = ratio + value;
            if (ratio > 1) {
                ratio = 1;
                event.saw(Mark::ratio_at_most_one);
            }
        } else if (effect.effect == "ratio_factor") {
            ratio = ratio * value;
        } else {
            ratio = Fraction(1) - (Fraction(1) - ratio) * value;
        }
    }
    if (ratio < 0 || ratio > 1) throw BadPackage(band.number + " leaves 0 to 100 %");
    return ratio;
}

/// One walk along the axis.
class Walk {
  public:
    Walk(const Event& event, const Benefit& benefit, const InForce& tables,
         const std::vector<Effect>& effects, const Stretch& stretch)
        : event_(event), benefit_(benefit), table_(*tables[Kind::segments]), effects_(effects),
          may_pay_(stretch.may_pay) {
        axis_ = table_.word("axis", "");
        const bool includes =
            table_.find("bounds_include_deductible")->flag && axis_ != "year_above_deductible";
        start_ = includes ? stretch.charged : 0;
        end_ = std::max(start_, includes ? stretch.covered : stretch.covered - stretch.charged);
        if (axis_ != "year_fund_paid" && axis_.starts_with("year_")) {
            const model::PoolUse used = event.used(benefit.pool);
            const std::int64_t move = includes ? used.drawn.fen()
                                               : used.drawn.fen() - used.deductible.fen();
            start_ += move;
            end_ += move;
            if (move > 0) event.saw(Mark::band_within_year);
        }
        at_ = start_;
    }

    Bands run() {
        for (const Row* row : table_.rows_for(event_.facts)) band(*row);
        event_.saw(table_.features);
        result_.over = end_ - at_;
        return result_;
    }

  private:
    void band(const Row& row) {
        const bool is_last = row.at("upto").text == "cap";
        const std::int64_t upto = is_last ? INT64_MAX : known_fen(row.at("upto"), row.number);
        if (table_.word("mode", "") == "whole") {
            const bool is_first = row.at("above").text == "ded" || row.at("above").fen == 0;
            const bool lies_above = is_first || end_ > known_fen(row.at("above"), row.number);
            if (lies_above && end_ <= upto) pay(row, end_ - start_);
        } else if (axis_ == "year_fund_paid") {
            const std::int64_t paid = event_.used(benefit_.pool).paid.fen() + result_.paid;
            if (paid < upto)
                pay(row, end_ - at_, is_last ? std::nullopt : std::optional(upto - paid));
        } else {
            pay(row, std::min(end_, upto) - at_);
        }
    }

    /// Pays `span` of costs, or less: until the band has paid `most`, or the fund all it may.
    void pay(const Row& row, std::int64_t span, std::optional<std::int64_t> most = {}) {
        if (span <= 0 || is_full_) return;
        event_.saw(row.features);
        const Fraction fund = ratio_of(event_, row, effects_, true);
        const Fraction local = ratio_of(event_, row, effects_, false);
        if (most) span = shortest(span, *most, fund);
        if (may_pay_) {
            const std::int64_t missing = *may_pay_ - result_.paid;
            const std::int64_t cut = shortest(span, missing, fund);
            // The band that reaches it ends there, even if that is where it would have ended.
            is_full_ = paid_for(cut, fund) >= missing;
            span = cut;
        }
        const std::int64_t paid = paid_for(span, fund);
        if (fund != local) {
            const std::int64_t at_home = rounded(local * span, event_.law.mode);
            result_.away += std::max<std::int64_t>(0, at_home - paid);
        }
        exact_ = exact_ + fund * span;
        result_.paid += paid;
        result_.spans += span;
        at_ += span;
    }

    [[nodiscard]] Fraction carried() const { return event_.law.at_sum ? exact_ : Fraction(0); }

    [[nodiscard]] std::int64_t paid_for(std::int64_t span, Fraction share) const {
        const Mode mode = event_.law.mode;
        return rounded(carried() + share * span, mode) - rounded(carried(), mode);
    }

    [[nodiscard]] std::int64_t shortest(std::int64_t span, std::int64_t amount,
                                        Fraction share) const {
        const auto least = least_cost(amount, share, carried(), event_.law.mode);
        return least ? std::min(span, *least) : span;
    }

    const Event& event_;
    const Benefit& benefit_;
    const Table& table_;
    const std::vector<Effect>& effects_;
    std::optional<std::int64_t> may_pay_;
    std::string_view axis_;
    std::int64_t start_ = 0, end_ = 0, at_ = 0;
    Fraction exact_;  ///< Of the bands so far, unrounded.
    bool is_full_ = false;
    Bands result_;
};

}  // namespace

std::optional<std::int64_t> least_cost(std::int64_t amount, Fraction share, Fraction carried,
                                       Mode mode) {
    if (amount <= 0) return 0;
    if (share == Fraction(0)) return {};
    // rounded(carried + cost x share) >= rounded(carried) + amount, solved for cost.
    Fraction needed = Fraction(rounded(carried, mode) + amount) - carried;
    if (mode == Mode::half_up) needed = needed - Fraction::of(1, 2);
    return std::max<std::int64_t>(0, (needed / share).ceiling());
}

std::vector<Effect> effects_on(const Event& event, const InForce& tables, const Row* place) {
    std::vector<Effect> effects;
    for (const Table* adjust : tables.adjusts) {
        const bool concerns =
            std::all_of(adjust->when.begin(), adjust->when.end(),
                        [&](const Asked& asked) { return asked.holds_for(event.facts); });
        if (!concerns) continue;
        event.saw(adjust->features);
        effects.push_back({adjust->find("order")->number.value(), adjust->word("effect", ""),
                           adjust->find("value"), adjust->id, false});
    }
    if (place != nullptr) {
        const Value* order = tables[Kind::place]->find("order");
        effects.push_back({order == nullptr ? 0 : order->number.value(), place->at("effect").text,
                           &place->at("value"), place->number, true});
    }
    std::stable_sort(effects.begin(), effects.end(),
                     [](const Effect& a, const Effect& b) { return a.order < b.order; });
    return effects;
}

Fraction amount_factor(const std::vector<Effect>& effects, bool with_place) {
    Fraction factor = 1;
    for (const Effect& effect : effects) {
        if (effect.effect != "amount_factor" || (effect.is_place && !with_place)) continue;
        factor = factor * known_share(*effect.value, effect.where);
    }
    return factor;
}

Bands pay_bands(const Event& event, const Benefit& benefit, const InForce& tables,
                const std::vector<Effect>& effects, const Stretch& stretch) {
    return Walk(event, benefit, tables, effects, stretch).run();
}

}  // namespace yidi::slow
