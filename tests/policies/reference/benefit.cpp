#include <algorithm>

#include "bands.hpp"

namespace yidi::slow {
namespace {

class Computation {
  public:
    Computation(Event& event, const Benefit& benefit)
        : event_(event), benefit_(benefit), mode_(event.law.mode) {}

    /// False if the benefit had nothing to do for the event.
    bool run() {
        for (const std::string& bucket : benefit_.draw) base_ += event_.buckets[bucket];
        if (base_ == 0 && !benefit_.is_basic()) return false;
        if (!benefit_.undetermined.empty()) {
            event_.saw(Mark::undetermined_benefit);
            event_.saw(benefit_.features_for(event_.service));
            refuse_unknown(benefit_.undetermined);
        }
        tables_ = in_force(event_.law, benefit_, event_.day);
        if (tables_.absent && benefit_.is_basic()) {
            refuse_unknown(benefit_.id + " on " + event_.day.text());
        }
        if (tables_.absent || !is_entitled() || !is_payable()) return false;
        event_.saw(benefit_.features_for(event_.service));
        if (benefit_.rank > 1) event_.saw(Mark::second_rank);
        if (base_ == 0) return false;
        if (tables_[Kind::supplement] != nullptr) {
            supplement();
        } else {
            bands();
        }
        return true;
    }

  private:
    // Step 2.
    bool is_entitled() {
        bool entitled = true;
        if (const Table* diseases = tables_[Kind::disease]) {
            event_.saw(diseases->features);
            entitled = diseases->row_named("code", event_.episode.disease) != nullptr;
        }
        for (const Table* gate : tables_.gates) {
            const Row& row = gate->row_for(event_.facts);
            event_.saw(gate->features);
            event_.saw(row.features);
            entitled = entitled && row.at("outcome").text == "entitled";
        }
        if (!entitled && benefit_.is_basic()) throw Refused{"not_entitled", benefit_.id};
        if (!entitled) event_.saw(Mark::gate_closed_above);
        return entitled;
    }

    bool is_payable() {
        const Table* place = tables_[Kind::place];
        if (place == nullptr) return true;
        place_ = &place->row_for(event_.facts);
        event_.saw(place->features);
        event_.saw(place_->features);
        if (place_->at("effect").text != "not_payable") return true;
        if (benefit_.is_basic()) {
            const bool is_unfiled = event_.facts[Dimension::place] == "unfiled";
            throw Refused{is_unfiled ? "not_filed" : "not_payable", place_->number};
        }
        event_.saw(Mark::place_closed_above);
        return false;
    }

    void bands() {
        take_first_pay();
        const Value* level = place_ == nullptr ? nullptr : place_->find("deductible_as");
        const std::int64_t due = deductible_due(event_, benefit_, tables_,
                                                level == nullptr ? "level" : level->text);
        charged_ = std::min(due, rest_);
        if (due > rest_) event_.saw(Mark::deductible_not_reached);
        find_what_is_left();
        const auto effects = effects_on(event_, tables_, place_);
        const Fraction factor = amount_factor(effects, true);
        const Fraction factor_local = amount_factor(effects, false);
        Stretch stretch{charged_, covered_, left_};
        if (left_) stretch.may_pay = least_cost(*left_, factor, 0, mode_);
        const Bands result = pay_bands(event_, benefit_, tables_, effects, stretch);
        std::int64_t fund = rounded(factor * result.paid, mode_);
        if (left_) fund = std::min(fund, *left_);
        std::int64_t away = result.away;
        if (factor != factor_local) {
            away += std::max<std::int64_t>(0, rounded(factor_local * result.paid, mode_) - fund);
        }
        if (factor != Fraction(1)) event_.saw(Mark::amount_factor);
        fund = in_unit(fund, result.spans);
        away = std::min(away, result.spans - fund);
        const std::int64_t over = result.over + rest_ - std::max(covered_, charged_);
        if (over > 0) event_.saw(left_ && *left_ == 0 ? Mark::cap_used_up : Mark::cap_reached);
        if (away > 0) event_.saw(Mark::away);
        put_back(fund, away, over);
        count(fund);
        count_in_windows(event_, tables_, fund);
    }

    void take_first_pay() {
        rest_ = base_;
        if (place_ == nullptr || place_->at("effect").text != "first_pay") return;
        off_ = rounded(known_share(place_->at("value"), place_->number) * base_, mode_);
        rest_ -= off_;
        event_.saw(Mark::first_pay);
    }

    // Step 5.
    void find_what_is_left() {
        covered_ = rest_;
        left_ = left_by_limits(event_, tables_);
        if (left_) event_.saw(Mark::limited);
        const Table& cap = *tables_[Kind::cap];
        const Row& row = cap.row_for(event_.facts);
        event_.saw(cap.features);
        event_.saw(row.features);
        const Value& amount = row.at("amount");
        if (amount.none()) return;
        const std::string_view measure = cap.word("measure", "");
        const Value* pools = cap.find("pools");
        std::int64_t used = 0;
        for (const auto& pool : pools == nullptr ? Texts{benefit_.pool} : pools->list) {
            used += measure == "event_fund_paid"  ? pool_of(event_.delta, pool).paid.fen()
                    : measure == "year_in_policy" ? event_.used(pool).drawn.fen()
                                                  : event_.used(pool).paid.fen();
        }
        const std::int64_t remains =
            std::max<std::int64_t>(0, known_fen(amount, row.number) - used);
        if (measure == "year_in_policy") {
            covered_ = std::min(rest_, remains);
        } else {
            left_ = left_ ? std::min(*left_, remains) : remains;
        }
    }

    /// Step 8, the unit.
    std::int64_t in_unit(std::int64_t fund, std::int64_t at_most) const {
        if (!event_.law.to_jiao) return fund;
        std::int64_t jiao = rounded(Fraction::of(fund, 10), mode_) * 10;
        jiao = std::min(jiao, at_most);
        if (left_) jiao = std::min(jiao, *left_);
        if (jiao != fund) event_.saw(Mark::rounded_to_jiao);
        return jiao;
    }

    // Step 10.
    void put_back(std::int64_t fund, std::int64_t away, std::int64_t over) {
        Buckets& buckets = event_.buckets;
        if (benefit_.is_basic()) {
            event_.charged += charged_;
            buckets["in_policy"] = 0;
            buckets["ded"] += charged_;
            buckets["place_self"] += off_ + away;
            buckets["over_cap"] += over;
            buckets["seg_self"] += rest_ - charged_ - fund - away - over;
            return;
        }
        for (const std::string& bucket : benefit_.draw) {
            const std::int64_t part = std::min(fund, buckets[bucket]);
            buckets[bucket] -= part;
            fund -= part;
        }
    }

    // Step 11.
    void count(std::int64_t fund) {
        event_.paid[benefit_.layer] += fund;
        model::PoolUse& pool = pool_of(event_.delta, benefit_.pool);
        pool.paid += Money::of_fen(fund);
        pool.drawn += Money::of_fen(rest_);
        pool.deductible += Money::of_fen(charged_);
    }

    void supplement() {
        rest_ = base_;
        find_what_is_left();
        const Table& table = *tables_[Kind::supplement];
        event_.saw(table.features);
        std::vector<std::int64_t> parts;
        std::int64_t sum = 0;
        for (const std::string& bucket : benefit_.draw) {
            parts.push_back(rounded(share_of(table, bucket) * event_.buckets[bucket], mode_));
            sum += parts.back();
        }
        if (left_) sum = std::min(sum, *left_);
        count(sum);
        for (std::size_t at = 0; at < parts.size(); ++at) {
            const std::int64_t part = std::min(parts[at], sum);
            event_.buckets[benefit_.draw[at]] -= part;
            sum -= part;
        }
    }

    /// The share of one bucket; of an empty one nobody asks.
    Fraction share_of(const Table& table, const std::string& bucket) {
        if (event_.buckets[bucket] == 0) return 0;
        for (const Row* row : rows_of_bucket(table, bucket)) {
            event_.saw(row->features);
            return known_share(row->at("fund"), row->number);
        }
        throw BadPackage(table.id + " has no row for " + bucket);
    }

    std::vector<const Row*> rows_of_bucket(const Table& table, const std::string& bucket) const {
        std::vector<const Row*> best;
        for (const Row& row : table.rows) {
            const Texts buckets = split_at_bars(row.at("bucket").text);
            if (std::find(buckets.begin(), buckets.end(), bucket) == buckets.end()) continue;
            const bool speaks = std::all_of(
                row.dimensions.begin(), row.dimensions.end(),
                [&](const Asked& asked) { return asked.holds_for(event_.facts); });
            if (!speaks) continue;
            if (best.empty() || row.stars() < best.front()->stars()) best = {&row};
        }
        return best;
    }

    Event& event_;
    const Benefit& benefit_;
    const Mode mode_;
    InForce tables_;
    const Row* place_ = nullptr;
    std::int64_t base_ = 0, off_ = 0, rest_ = 0, charged_ = 0, covered_ = 0;
    std::optional<std::int64_t> left_;
};

}  // namespace

void settle_benefit(Event& event, const Benefit& benefit) {
    Runs unasked;
    Runs& runs = event.coverage == nullptr
                     ? unasked
                     : event.coverage->runs[{benefit.id, std::string{event.service}}];
    try {
        if (Computation(event, benefit).run()) ++runs.completed;
    } catch (const Refused& refused) {
        if (refused.name == "policy_undetermined") ++runs.undetermined;
        throw;
    }
}

}  // namespace yidi::slow
