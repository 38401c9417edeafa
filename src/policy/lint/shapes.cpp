#include "policy/lint/shapes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/steps.hpp"

namespace yidi::policy {
namespace {

constexpr BesideScope beside_everything{100'000, 30'000, 200'000};

model::YearTotals before_of(const Kind& kind) {
    model::YearTotals before;
    before.admissions = kind.nth - 1;
    return before;
}

/// What each benefit pays, and the row that says so, in the order of the steps.
struct Paid {
    std::uint16_t benefit = no_benefit;
    std::uint32_t row = no_row;
    std::int64_t fen = 0;
};

std::vector<Paid> paid_at(const Plan& plan, const Kind& kind, const model::FeeSums& fees) {
    StepList steps;
    (void)trace(plan, kind.episode, fees, {before_of(kind), {}}, steps);
    std::vector<Paid> paid;
    std::uint32_t row = no_row;
    for (const Step& step : steps.steps()) {
        const bool names = step.op == StepOp::segments || step.op == StepOp::supplement ||
                           (step.op == StepOp::deductible && row == no_row);
        if (names && step.row != no_row) row = step.row;
        if (step.op != StepOp::layer) continue;
        paid.push_back({step.benefit, row, step.result});
        row = no_row;
    }
    return paid;
}

/// The row of the benefit whose payment moves most between two bills.
std::uint32_t culprit(const std::vector<Paid>& before, const std::vector<Paid>& after) {
    std::uint32_t row = no_row;
    std::int64_t most = -1;
    for (const Paid& now : after) {
        std::int64_t was = 0;
        for (const Paid& other : before) {
            if (other.benefit == now.benefit) was = other.fen;
        }
        const std::int64_t moved = now.fen < was ? was - now.fen : now.fen - was;
        if (moved <= most || now.row == no_row) continue;
        most = moved;
        row = now.row;
    }
    return row;
}

/// Some benefit takes up for this kind what is not in scope.
bool draws_beside(const PlanTables& tables, const KindOf& kind) {
    const auto& layers = kind.of.epoch->layers;
    for (std::size_t index = 0; index < layers.size(); ++index) {
        const auto& draw = tables.layers[layers[index]].draw;
        const bool beside = std::any_of(draw.begin(), draw.end(),
                                        [](Bucket bucket) { return bucket <= Bucket::first_pay; });
        if (beside && kind.kind.cells[index] != no_cell) return true;
    }
    return false;
}

/// Bills that look like none in particular, the same in every run.
class Bills {
  public:
    [[nodiscard]] std::int64_t next(std::int64_t below) {
        state_ = state_ * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(below));
    }

  private:
    std::uint64_t state_ = 20'260'101;
};

class ShapeCheck {
  public:
    explicit ShapeCheck(PlanInspection& inspection) : inspection_(inspection) {}

    void run(const KindOf& kind) {
        const BesideScope none;
        const Curve curve(inspection_.tables(), *kind.of.epoch, kind.kind);
        for (const Fault& fault : probe(curve, changes_).faults) {
            report_fault(inspection_, kind, none, fault);
        }
        // What lies beside is the same for every admission.
        if (kind.kind.nth == 1 && draws_beside(inspection_.tables(), kind)) {
            const Curve dearer(inspection_.tables(), *kind.of.epoch, kind.kind, beside_everything);
            for (const Fault& fault : probe(dearer, changes_beside_).faults) {
                report_fault(inspection_, kind, beside_everything, fault);
            }
        }
        check_balance(kind, curve);
    }

  private:
    void check_balance(const KindOf& kind, const Curve& curve) {
        constexpr std::int64_t scales[] = {1'000'000, shape_fen_max};
        for (const std::int64_t scale : scales) {
            const BesideScope beside{bills_.next(scale), bills_.next(scale), bills_.next(scale)};
            const model::FeeSums fees = bill_of(bills_.next(scale), beside);
            model::Episode episode = kind.kind.episode;
            episode.use_account = true;
            episode.account_balance = Money::of_fen(bills_.next(scale));
            const Decision decision =
                decide(inspection_.plan(), episode, fees, before_of(kind.kind));
            if (decision.refusal) continue;
            if (!balances(decision, fees)) report_imbalance(kind, fees, "");
        }
        const std::int64_t cost = bills_.next(shape_fen_max);
        const model::FeeSums fees = bill_of(cost, {});
        const Decision decision =
            decide(inspection_.plan(), kind.kind.episode, fees, before_of(kind.kind));
        const auto point = curve.at(cost);
        const bool agrees = decision.refusal.has_value() == point.unknown &&
                            (point.unknown || decision.shares.fund_pay_sumamt.fen() == point.fund);
        if (!agrees) report_imbalance(kind, fees, "; curve differs");
    }

    void report_imbalance(const KindOf& kind, const model::FeeSums& fees, const char* how) {
        const Label who = describe(inspection_.tables(), *kind.of.epoch, kind.kind);
        const std::string bill = fees.medfee_sumamt.text() + how;
        inspection_.add(
            Lint::unbalanced, inspection_.package().head.site, inspection_.package().head.id,
            {fmt::format("{}，费用{}", who.zh, bill), fmt::format("{}, bill {}", who.en, bill)},
            {});
    }

    PlanInspection& inspection_;
    Bills bills_;
    std::vector<std::int64_t> changes_, changes_beside_;  ///< Of the kind before.
};

}  // namespace

model::FeeSums bill_of(std::int64_t in_policy_fen, const BesideScope& beside) {
    model::FeeSums fees;
    fees.fulamt_ownpay_amt = Money::of_fen(beside.own);
    fees.overlmt_selfpay = Money::of_fen(beside.over_price);
    fees.preselfpay_amt = Money::of_fen(beside.first_pay);
    fees.inscp_scp_amt = Money::of_fen(in_policy_fen);
    fees.medfee_sumamt =
        fees.fulamt_ownpay_amt + fees.overlmt_selfpay + fees.preselfpay_amt + fees.inscp_scp_amt;
    return fees;
}

bool balances(const Decision& decision, const model::FeeSums& fees) {
    Money left;
    for (const Money amount : decision.left) {
        if (amount.is_negative()) return false;
        left += amount;
    }
    return decision.shares.balances_with(fees) && left == decision.shares.psn_part_amt;
}

void report_fault(PlanInspection& inspection, const KindOf& kind, const BesideScope& beside,
                  const Fault& fault) {
    const auto at = [&](std::int64_t cost) {
        return paid_at(inspection.plan(), kind.kind, bill_of(cost, beside));
    };
    const std::uint32_t row = culprit(at(fault.from), at(fault.cost));
    if (row != no_row && inspection.has_another(fault.lint, row)) return;
    const Label who = describe(inspection.tables(), *kind.of.epoch, kind.kind);
    const auto yuan = [](std::int64_t fen) { return Money::of_fen(fen).text(); };
    Label found{fmt::format("{}：政策范围内{}时支付{}，{}时支付{}（差{}）", who.zh,
                            yuan(fault.from), yuan(fault.before), yuan(fault.cost),
                            yuan(fault.after), yuan(fault.after - fault.before)),
                fmt::format("{}: {} in scope pays {}, {} pays {} (a step of {})", who.en,
                            yuan(fault.from), yuan(fault.before), yuan(fault.cost),
                            yuan(fault.after), yuan(fault.after - fault.before))};
    if (row != no_row) return inspection.add(fault.lint, row, std::move(found));
    inspection.add(fault.lint, inspection.package().head.site, inspection.package().head.id,
                   std::move(found), {});
}

void check_shapes(PlanInspection& inspection, const std::vector<KindOf>& kinds) {
    ShapeCheck check(inspection);
    for (const KindOf& kind : kinds) check.run(kind);
}

}  // namespace yidi::policy
