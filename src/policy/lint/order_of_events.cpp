#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"
#include "policy/lint/shapes.hpp"
#include "policy/steps.hpp"
#include "policy/target.hpp"

namespace yidi::policy {
namespace {

using model::HospitalLevel;

/// A small bill and a large one, at hospitals of these levels.
constexpr std::int64_t small_fen = 300'000, large_fen = 6'000'000;
constexpr std::pair<HospitalLevel, HospitalLevel> level_pairs[] = {
    {HospitalLevel::level_1, HospitalLevel::level_3},
    {HospitalLevel::level_2, HospitalLevel::level_3},
    {HospitalLevel::level_3, HospitalLevel::level_3},
};

struct Event {
    model::Episode episode;
    model::FeeSums fees;
    std::uint32_t basic = no_cell;  ///< The basic benefit that decides it.
};

/// What two events brought in one order, by benefit.
struct Told {
    std::int64_t fund = 0;
    std::map<std::uint16_t, std::int64_t> paid, charged;
    std::map<std::uint16_t, std::uint32_t> deductible_row, band_row, cap_row;

    void take(const StepList& steps) {
        for (const Step& step : steps.steps()) {
            if (step.op == StepOp::layer) paid[step.benefit] += step.result;
            if (step.op == StepOp::deductible) {
                charged[step.benefit] += step.result;
                deductible_row[step.benefit] = step.row;
            }
            if (step.op == StepOp::segments || step.op == StepOp::supplement) {
                band_row[step.benefit] = step.row;
            }
            if (step.op == StepOp::cap && step.note == StepNote::capped) {
                cap_row[step.benefit] = step.row;
            }
        }
    }
};

class OrderOfEvents {
  public:
    OrderOfEvents(PlanInspection& inspection, const std::vector<KindOf>& kinds)
        : inspection_(inspection) {
        for (const KindOf& kind : kinds) {
            const model::Episode& episode = kind.kind.episode;
            days_[episode.scheme].insert(kind.of.day);
            bases_[episode.scheme].try_emplace(episode.service, episode);
        }
    }

    void run() {
        for (const auto& [scheme, days] : days_) {
            for (const Date day : days) check_day(bases_[scheme], day);
        }
    }

  private:
    using Bases = std::map<model::Service, model::Episode>;

    void check_day(const Bases& bases, Date day) {
        for (auto first = bases.begin(); first != bases.end(); ++first) {
            for (auto second = first; second != bases.end(); ++second) {
                for (const auto& [lower, higher] : level_pairs) {
                    check_pair(event_of(first->second, day, lower, small_fen),
                               event_of(second->second, day, higher, large_fen));
                    check_pair(event_of(first->second, day, lower, large_fen),
                               event_of(second->second, day, higher, small_fen));
                }
            }
        }
    }

    Event event_of(const model::Episode& base, Date day, HospitalLevel level,
                   std::int64_t fen) const {
        Event event{base, bill_of(fen, {}), no_cell};
        model::Episode& episode = event.episode;
        episode.level = level;
        episode.admitted_on = episode.discharged_on = episode.settled_on = day;
        const Epoch* epoch = epoch_of(inspection_.tables(), episode, episode.service);
        if (epoch == nullptr) return event;
        for (const std::uint32_t index : epoch->layers) {
            const LayerPlan& layer = inspection_.tables().layers[index];
            if (layer.layer == Layer::basic && event.basic == no_cell) event.basic = index;
        }
        return event;
    }

    /// Decides one after the other; nothing if one of them is not paid for.
    std::optional<Told> tell(const Event& first, Event second, bool in_steps) {
        Told told;
        const auto add = [&](const Event& event, const model::YearTotals& before) {
            if (!in_steps) return decide(inspection_.plan(), event.episode, event.fees, before);
            steps_.clear();
            auto decision =
                trace(inspection_.plan(), event.episode, event.fees, {before, {}}, steps_);
            told.take(steps_);
            return decision;
        };
        const Decision one = add(first, {});
        if (one.refusal) return {};
        if (first.basic == second.basic) second.episode.quota = one.quota;
        const Decision other = add(second, one.delta);
        if (other.refusal) return {};
        told.fund = one.shares.fund_pay_sumamt.fen() + other.shares.fund_pay_sumamt.fen();
        return told;
    }

    void check_pair(const Event& a, const Event& b) {
        if (a.basic == no_cell || b.basic == no_cell) return;
        const auto there = tell(a, b, false), back = tell(b, a, false);
        if (!there || !back) return;
        const std::int64_t apart = there->fund - back->fund;
        // A fen for each event and each fund, or a jiao where that is what is paid.
        const std::int64_t allowed = 2 * static_cast<std::int64_t>(fund_layer_count) *
                                     (inspection_.tables().rounding.jiao ? 10 : 1);
        if (apart <= allowed && -apart <= allowed) return;
        report(a, b, *there, *back);
    }

    void report(const Event& a, const Event& b, const Told& there, const Told& back) {
        const auto forth_steps = tell(a, b, true), back_steps = tell(b, a, true);
        std::uint16_t benefit = no_benefit;
        std::int64_t most = 0;
        for (const auto& [one, fen] : forth_steps->paid) {
            const auto other = back_steps->paid.find(one);
            const std::int64_t moved = fen - (other == back_steps->paid.end() ? 0 : other->second);
            if ((moved < 0 ? -moved : moved) <= most) continue;
            most = moved < 0 ? -moved : moved;
            benefit = one;
        }
        const auto row_in = [&](const std::map<std::uint16_t, std::uint32_t>& rows) {
            const auto at = rows.find(benefit);
            return at == rows.end() ? no_row : at->second;
        };
        const auto charged_in = [&](const Told& told) {
            const auto at = told.charged.find(benefit);
            return at == told.charged.end() ? 0 : at->second;
        };
        std::uint32_t row = row_in(forth_steps->band_row);
        if (charged_in(*forth_steps) != charged_in(*back_steps)) {
            row = row_in(forth_steps->deductible_row);
        } else if (row_in(forth_steps->cap_row) != no_row) {
            row = row_in(forth_steps->cap_row);
        }
        if (row == no_row) return;
        const auto level_name = [](HospitalLevel level) {
            return values_of(Dimension::level)[static_cast<std::size_t>(level)];
        };
        const Word one = level_name(a.episode.level), other = level_name(b.episode.level);
        const auto yuan = [](std::int64_t fen) { return Money::of_fen(fen).text(); };
        inspection_.add(
            Lint::order_matters, *inspection_.place(row).version,
            {fmt::format("{}{}{}与{}{}{}同日：先后不同，基金合计支付{}或{}", one.zh,
                         word_of(a.episode.service).zh, a.fees.inscp_scp_amt.text(), other.zh,
                         word_of(b.episode.service).zh, b.fees.inscp_scp_amt.text(),
                         yuan(there.fund), yuan(back.fund)),
             fmt::format("{} of {} at {} and {} of {} at {} on one day: the funds pay {} or {}, "
                         "by their order",
                         word_of(a.episode.service).en, a.fees.inscp_scp_amt.text(), one.en,
                         word_of(b.episode.service).en, b.fees.inscp_scp_amt.text(), other.en,
                         yuan(there.fund), yuan(back.fund))});
    }

    PlanInspection& inspection_;
    StepList steps_;
    std::map<model::Scheme, std::set<Date>> days_;
    std::map<model::Scheme, Bases> bases_;
};

}  // namespace

void check_order_of_events(PlanInspection& inspection, const std::vector<KindOf>& kinds) {
    OrderOfEvents(inspection, kinds).run();
}

}  // namespace yidi::policy
