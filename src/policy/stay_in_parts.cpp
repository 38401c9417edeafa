#include "policy/stay_in_parts.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "policy/terms.hpp"

namespace yidi::policy {
namespace {

model::Episode with_account(model::Episode episode, Money balance) {
    episode.account_balance = balance;
    episode.account_past = episode.family_balance = {};
    episode.use_account = !balance.is_zero();
    return episode;
}

Money own_money(const model::Episode& episode) {
    return episode.account_balance + episode.account_past;
}

model::FeeSums whole_fees(const model::FeeSums& fees, const EarlierParts& earlier) {
    model::FeeSums whole = fees;
    whole += earlier.fees;
    return whole;
}

/// The stay as a whole, with as much in its account as has been paid from it already, and as this
/// part may take: what it holds, for costs of this part, of the kinds an account may pay.
model::Episode whole_episode(const Plan& plan, const model::Episode& episode,
                             const model::FeeSums& fees, const YearsBefore& before,
                             const EarlierParts& earlier) {
    Money room;
    if (episode.use_account) {
        const auto bounded_by_law = with_account(episode, model::bill_max);
        const Decision now = decide(plan, bounded_by_law, whole_fees(fees, earlier), before);
        const Decision then = decide(plan, bounded_by_law, earlier.fees, before);
        room = std::max(
            Money{}, std::min({own_money(episode), now.shares.acct_pay - then.shares.acct_pay,
                               now.shares.psn_part_amt - earlier.shares.psn_part_amt}));
    }
    return with_account(episode, earlier.shares.acct_pay + room);
}

/// Takes off what the earlier parts came to.
void leave_part(Decision& decision, const model::Episode& episode, const model::FeeSums& fees,
                const EarlierParts& earlier) {
    if (decision.refusal) return;
    decision.shares -= earlier.shares;
    decision.shares.balc = own_money(episode) - decision.shares.acct_pay;
    decision.delta -= earlier.delta;
    decision.later_delta -= earlier.later_delta;
    decision.quota -= earlier.quota;
    if (decision.shares.balances_with(fees)) return;
    decision.refusal = Problem{
        ErrorCode::stay_decided_otherwise, "mid_setl_flag", {}, "2305 setl_id=" + earlier.newest};
    decision.shares = {};
    decision.delta = decision.later_delta = {};
    decision.quota = {};
}

/// Writes the steps that only a stay in parts has.
class PartSteps {
  public:
    PartSteps(std::vector<model::ExplainStep>& steps, const EarlierParts& earlier)
        : steps_(steps), earlier_(earlier) {}

    /// First of all: what is decided here is the stay, not this part of it.
    void open(Money part) {
        model::ExplainStep opening =
            made("stay", "catalogue", "mid_setl_flag", earlier_.fees.medfee_sumamt + part);
        opening.base = earlier_.fees.medfee_sumamt.text();
        opening.argument = part.text();
        opening.zh =
            fmt::format("本次住院此前已结算 {} 元（最近一笔 {}），连同本次 {} 元作为一次住院计算",
                        opening.base, earlier_.newest, opening.argument);
        opening.en = fmt::format(
            "{} of this stay were settled before (last by {}); with the {} of this bill they are "
            "decided as one stay",
            opening.base, earlier_.newest, opening.argument);
        steps_.insert(steps_.begin(), std::move(opening));
    }

    void take_off_buckets() {
        const std::pair<Bucket, Money> parts[] = {
            {Bucket::own, earlier_.fees.fulamt_ownpay_amt},
            {Bucket::over_price, earlier_.fees.overlmt_selfpay},
            {Bucket::first_pay, earlier_.fees.preselfpay_amt},
            {Bucket::in_policy, earlier_.fees.inscp_scp_amt},
        };
        for (const auto& [bucket, amount] : parts) {
            const Word& word = word_of(bucket);
            take_off("bucket", "catalogue", word.name, word, amount);
        }
    }

    void take_off_payers() {
        const model::Shares& paid = earlier_.shares;
        const std::pair<Layer, std::pair<std::string_view, Money>> payers[] = {
            {Layer::basic, {"hifp_pay", paid.hifp_pay}},
            {Layer::large_amount, {"hifob_pay", paid.hifob_pay}},
            {Layer::major_illness, {"hifmi_pay", paid.hifmi_pay}},
            {Layer::civil_servant, {"cvlserv_pay", paid.cvlserv_pay}},
            {Layer::enterprise, {"hifes_pay", paid.hifes_pay}},
            {Layer::medical_aid, {"maf_pay", paid.maf_pay}},
            {Layer::commercial, {"oth_pay", paid.oth_pay}},
            {Layer::account, {"acct_pay", paid.acct_pay}},
            {Layer::cash, {"psn_cash_pay", paid.psn_cash_pay}},
        };
        for (const auto& [layer, field] : payers) {
            take_off("payer", word_of(layer).name, field.first, word_of(layer), field.second);
        }
    }

    void close(const model::Shares& part, Money total) {
        model::ExplainStep closing = made("stay", "all", "mid_setl_flag", part.psn_part_amt);
        closing.base = total.text();
        closing.argument = part.fund_pay_sumamt.text();
        closing.zh =
            fmt::format("本次：基金 {} + 个人 {}（账户 {}、现金 {}）= 本次费用 {} 元，起付线 {} 元",
                        closing.argument, closing.result, part.acct_pay.text(),
                        part.psn_cash_pay.text(), closing.base, part.act_pay_dedc.text());
        closing.en = fmt::format(
            "This bill: funds {} + person {} (account {}, cash {}) = {}, of which deductible {}",
            closing.argument, closing.result, part.acct_pay.text(), part.psn_cash_pay.text(),
            closing.base, part.act_pay_dedc.text());
        steps_.push_back(std::move(closing));
    }

    void number() {
        std::int64_t seq = 0;
        for (model::ExplainStep& step : steps_) step.seq = ++seq;
    }

  private:
    static model::ExplainStep made(std::string_view op, std::string_view layer,
                                   std::string_view rule, Money result) {
        model::ExplainStep step;
        step.op = op;
        step.layer = layer;
        step.rule = rule;
        step.result = result.text();
        step.note = "applied";
        return step;
    }

    void take_off(std::string_view op, std::string_view layer, std::string_view rule,
                  const Word& word, Money amount) {
        if (amount.is_zero()) return;
        model::ExplainStep step = made(op, layer, rule, -amount);
        step.note = "earlier_part";
        step.zh = fmt::format("减：本次住院此前结算的{} {} 元", word.zh, amount.text());
        step.en =
            fmt::format("less {} in this stay's earlier settlements: {}", word.en, amount.text());
        steps_.push_back(std::move(step));
    }

    std::vector<model::ExplainStep>& steps_;
    const EarlierParts& earlier_;
};

}  // namespace

Decision decide_part(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                     const YearsBefore& before, const EarlierParts& earlier) {
    if (earlier.empty()) return decide(plan, episode, fees, before);
    Decision decision = decide(plan, whole_episode(plan, episode, fees, before, earlier),
                               whole_fees(fees, earlier), before);
    leave_part(decision, episode, fees, earlier);
    return decision;
}

Explanation explain_part(const Plan& plan, const model::Episode& episode,
                         const model::FeeSums& fees, const YearsBefore& before,
                         const EarlierParts& earlier) {
    if (earlier.empty()) return explain(plan, episode, fees, before);
    const model::Episode whole = whole_episode(plan, episode, fees, before, earlier);
    const model::FeeSums all_fees = whole_fees(fees, earlier);
    Explanation explanation = explain(plan, whole, all_fees, before);
    leave_part(explanation.decision, episode, fees, earlier);
    if (explanation.decision.refusal) return explanation;
    PartSteps steps{explanation.steps, earlier};
    steps.open(fees.medfee_sumamt);
    steps.take_off_buckets();
    steps.take_off_payers();
    steps.close(explanation.decision.shares, fees.medfee_sumamt);
    steps.number();
    return explanation;
}

}  // namespace yidi::policy
