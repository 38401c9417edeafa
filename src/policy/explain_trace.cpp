#include "policy/explain_trace.hpp"

#include <fmt/format.h>

namespace yidi::policy {
namespace {

/// "31,000.00"
std::string yuan(Money amount) {
    const std::string plain = amount.text();
    std::string text;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        const std::size_t left = plain.size() - at;  // digits, the point and two decimals
        const bool inside = at > 0 && plain[at - 1] != '-';
        if (inside && left > 3 && left % 3 == 0) text.push_back(',');
        text.push_back(plain[at]);
    }
    return text;
}

std::string points(std::int64_t ppm) {
    const auto size = Ratio::of_ppm(ppm < 0 ? -ppm : ppm).percent();
    return fmt::format("{}{}pp", ppm < 0 ? "-" : "+", size.substr(0, size.size() - 1));
}

std::string argument_of(Effect kind, std::int64_t ppm) {
    return kind == Effect::ratio_points ? points(ppm) : Ratio::of_ppm(ppm).percent();
}

template <class E>
const Word& value_word(Dimension dimension, E value) {
    return values_of(dimension)[static_cast<std::size_t>(value)];
}

}  // namespace

ExplainTrace::ExplainTrace(const Facts& facts) : facts_(facts) {
    sample_notice();
}

model::ExplainStep& ExplainTrace::step(std::string_view op, std::string_view layer,
                                       std::string rule) {
    model::ExplainStep& made = steps_.emplace_back();
    made.seq = static_cast<std::int64_t>(steps_.size());
    made.op = op;
    made.layer = layer;
    made.rule = std::move(rule);
    made.note = "applied";
    return made;
}

model::ExplainStep& ExplainTrace::row_step(std::string_view op, const LayerPlan& layer,
                                           std::uint32_t row) {
    const RowInfo& info = facts_.tables.rows[row];
    model::ExplainStep& made =
        step(op, word_of(layer.layer).name, facts_.tables.rules[info.rule].id);
    made.cites = info.cites;
    return made;
}

void ExplainTrace::add_doubts(std::uint32_t row) {
    const RowInfo& info = facts_.tables.rows[row];
    const RuleInfo& rule = facts_.tables.rules[info.rule];
    model::ExplainStep& made = steps_.back();
    if (!rule.reading.empty() && readings_said_.insert(rule.reading).second) {
        const Reading& reading = facts_.tables.readings.at(rule.reading);
        made.zh += fmt::format("〔解读{}：{}，取“{}”，另解为“{}”〕", rule.reading,
                               reading.question.zh, reading.chosen.zh, reading.alternative.zh);
        made.en += fmt::format(" [reading {}: {}? taken as: {}; otherwise: {}]", rule.reading,
                               reading.question.en, reading.chosen.en, reading.alternative.en);
    }
    if (info.confidence != Confidence::high && info.confidence != Confidence::sample) {
        made.zh += fmt::format("〔可信度{}，来自{}〕", word_of(info.confidence).zh,
                               word_of(info.origin).zh);
        made.en += fmt::format(" [confidence {}, from {}]", word_of(info.confidence).en,
                               word_of(info.origin).en);
    }
    if (rule.to_unknown && basis_date(facts_.tables, facts_.episode) > rule.verified_on) {
        made.note += fmt::format(";unverified_after:{}", rule.verified_on.text());
        made.zh += fmt::format("〔{}之后未再核实〕", rule.verified_on.text());
        made.en += fmt::format(" [not verified after {}]", rule.verified_on.text());
    }
}

void ExplainTrace::sample_notice() {
    if (!facts_.tables.sample) return;
    model::ExplainStep& made = step("notice", "package", facts_.tables.package_id);
    made.note = "sample";
    made.zh = fmt::format("【样例】{}为演示用样例，数值未与文件核对，不得作为待遇依据",
                          facts_.tables.name.zh);
    made.en = fmt::format(
        "SAMPLE: {} is a sample for demonstration; nobody has checked its values against a "
        "document; it entitles nobody to anything",
        facts_.tables.name.en);
}

void ExplainTrace::bill(const Facts& facts) {
    const std::pair<Bucket, Money> parts[] = {
        {Bucket::own, facts.fees.fulamt_ownpay_amt},
        {Bucket::over_price, facts.fees.overlmt_selfpay},
        {Bucket::first_pay, facts.fees.preselfpay_amt},
        {Bucket::in_policy, facts.fees.inscp_scp_amt},
    };
    for (const auto& [bucket, amount] : parts) {
        const Word& word = word_of(bucket);
        model::ExplainStep& made = step("bucket", "catalogue", std::string{word.name});
        made.base = facts.fees.medfee_sumamt.text();
        made.result = amount.text();
        made.zh = fmt::format("总费用 {} 元中：{} {} 元", yuan(facts.fees.medfee_sumamt), word.zh,
                              yuan(amount));
        made.en = fmt::format("Of the bill of {}: {} {}", yuan(facts.fees.medfee_sumamt), word.en,
                              yuan(amount));
    }
}

void ExplainTrace::place(const LayerPlan& layer, const Cell& cell, Money base, Money off) {
    model::ExplainStep& made = row_step("place", layer, cell.place_row);
    const Word& where = value_word(Dimension::place, facts_.episode.place);
    const Word& urgency = value_word(Dimension::urgency, facts_.episode.urgency);
    made.base = base.text();
    const std::string zh = fmt::format("{}、{}：", where.zh, urgency.zh);
    const std::string en = fmt::format("{}, {}: ", where.en, urgency.en);
    switch (cell.place) {
        case Effect::none:
            made.note = fmt::format("not_applied:{}", where.name);
            made.zh = zh + "按参保地本地比例，不降比例";
            made.en = en + "paid at the local ratio, no reduction";
            break;
        case Effect::not_payable:
            made.note = "not_payable";
            made.zh = zh + "按参保地规定不予直接结算支付";
            made.en = en + "the insured place does not pay this";
            break;
        case Effect::first_pay:
            made.argument = argument_of(cell.place, cell.place_ppm);
            made.result = off.text();
            made.zh =
                zh + fmt::format("先行自付 {} × {} = {} 元", yuan(base), made.argument, yuan(off));
            made.en = en + fmt::format("first self-pay {} x {} = {}", yuan(base), made.argument,
                                       yuan(off));
            break;
        case Effect::ratio_points:
        case Effect::ratio_factor:
        case Effect::self_share_factor:
            made.argument = argument_of(cell.place, cell.place_ppm);
            made.zh = zh + fmt::format("{} {}", word_of(cell.place).zh, made.argument);
            made.en = en + fmt::format("{} {}", word_of(cell.place).en, made.argument);
            break;
    }
    add_doubts(cell.place_row);
}

void ExplainTrace::adjusts(const LayerPlan& layer, const Cell& cell) {
    for (std::size_t index = 0; index < layer.adjusts.size(); ++index) {
        const AdjustInfo& adjust = layer.adjusts[index];
        const bool applies = (cell.adjusts >> index & 1U) != 0;
        const Label& label = facts_.tables.rules[facts_.tables.rows[adjust.row].rule].label;
        model::ExplainStep& made = row_step("adjust", layer, adjust.row);
        made.argument = argument_of(adjust.kind, adjust.ppm);
        made.note = applies ? "applied" : "not_applied:not_concerned";
        made.zh = fmt::format("{}：{} {}{}", label.zh, word_of(adjust.kind).zh, made.argument,
                              applies ? "" : "（不适用）");
        made.en = fmt::format("{}: {} {}{}", label.en, word_of(adjust.kind).en, made.argument,
                              applies ? "" : " (does not apply)");
        if (applies) add_doubts(adjust.row);
    }
}

void ExplainTrace::deductible(const LayerPlan& layer, const Cell& cell, Money base, Money due,
                              Money charged, std::size_t nth) {
    model::ExplainStep& made = row_step("deductible", layer, cell.deductible_row);
    const model::Episode& episode = facts_.episode;
    made.base = base.text();
    made.argument = due.text();
    made.result = charged.text();
    if (charged.is_zero()) made.note = "not_applied:nothing_due";
    const Word& level = value_word(Dimension::level, episode.level);
    const Word& status = value_word(Dimension::status, episode.status);
    if (layer.deductible_per_year) {
        made.zh = fmt::format("{}、{}，年度起付线已付 {} 元，尚余 {} 元，本次计入 {} 元", level.zh,
                              status.zh, yuan(facts_.before.deductible), yuan(due), yuan(charged));
        made.en =
            fmt::format("{}, {}: yearly deductible, {} paid, {} left, {} charged now", level.en,
                        status.en, yuan(facts_.before.deductible), yuan(due), yuan(charged));
    } else {
        const auto count = static_cast<std::int64_t>(nth);
        const std::string_view more = facts_.before.admissions + 1 > count ? "+" : "";
        made.zh = fmt::format("{}、{}、本年第 {} 次住院，起付线 {} 元，计入 {} 元", level.zh,
                              status.zh, facts_.before.admissions + 1, yuan(due), yuan(charged));
        made.en = fmt::format(
            "{}, {}, admission {} of the year (column nth={}{}): deductible {}, "
            "{} charged",
            level.en, status.en, facts_.before.admissions + 1, nth, more, yuan(due), yuan(charged));
    }
    add_doubts(cell.deductible_row);
}

void ExplainTrace::segment(const LayerPlan& layer, const Segment& segment, Money low, Money high,
                           Money paid) {
    model::ExplainStep& made = row_step("segments", layer, segment.row);
    const Money span = high - low;
    made.base = span.text();
    made.argument = segment.fund.percent();
    made.result = paid.text();
    made.zh = fmt::format("{} – {} 元：{} × {} = {} 元", yuan(low), yuan(high), yuan(span),
                          made.argument, yuan(paid));
    made.en = fmt::format("{} to {}: {} x {} = {}", yuan(low), yuan(high), yuan(span),
                          made.argument, yuan(paid));
    if (segment.listed != segment.fund) {
        made.zh += fmt::format("（表列比例 {}，经调整）", segment.listed.percent());
        made.en += fmt::format(" (the table says {}, adjusted)", segment.listed.percent());
    }
    add_doubts(segment.row);
}

void ExplainTrace::cap(const LayerPlan& layer, const Cell& cell, const Allowance& allowance,
                       const LayerResult& result) {
    model::ExplainStep& made = row_step("cap", layer, cell.cap_row);
    made.base = result.fund.text();
    if (!allowance.limited) {
        made.note = "not_applied:no_limit";
        made.zh = fmt::format("{}不设封顶", layer.label.zh);
        made.en = fmt::format("{}: no cap", layer.label.en);
        add_doubts(cell.cap_row);
        return;
    }
    const Money limit = Money::of_fen(cell.cap_fen);
    made.argument = limit.text();
    made.result = result.over_cap.text();
    made.zh = fmt::format("年度已付 {} 元，本次 {} 元，限额 {} 元", yuan(allowance.used),
                          yuan(result.fund), yuan(limit));
    made.en = fmt::format("{} paid this year, {} now, of a limit of {}", yuan(allowance.used),
                          yuan(result.fund), yuan(limit));
    if (result.over_cap.is_zero()) {
        made.note = "not_applied:below_limit";
        made.zh += "，未封顶";
        made.en += ": not reached";
    } else {
        made.note = "capped";
        made.zh += fmt::format("，已封顶；封顶线以上 {} 元", yuan(result.over_cap));
        made.en += fmt::format(": reached; {} lies above the cap", yuan(result.over_cap));
    }
    add_doubts(cell.cap_row);
}

void ExplainTrace::layer_idle(const LayerPlan& layer) {
    model::ExplainStep& made = step("draw", word_of(layer.layer).name, "");
    made.base = Money{}.text();
    made.result = Money{}.text();
    made.note = "not_applied:nothing_to_draw";
    made.zh = fmt::format("{}：没有可纳入的费用，不支付", layer.label.zh);
    made.en = fmt::format("{}: nothing for it to pay", layer.label.en);
}

void ExplainTrace::layer_paid(const LayerPlan& layer, Money base, Money fund) {
    model::ExplainStep& made = step("layer", word_of(layer.layer).name, "");
    made.cites = facts_.tables.rounding_cites;
    made.base = base.text();
    made.result = fund.text();
    made.zh = fmt::format("{}支付 {} 元（纳入 {} 元，各段分别四舍五入到分，个人部分为差额）",
                          layer.label.zh, yuan(fund), yuan(base));
    made.en = fmt::format(
        "{} pays {} of {} (each band rounded to the fen; the person's part is "
        "the difference)",
        layer.label.en, yuan(fund), yuan(base));
    if (facts_.tables.rounding == Rounding::down) {
        made.zh = fmt::format("{}支付 {} 元（纳入 {} 元，各段分别舍去分以下，个人部分为差额）",
                              layer.label.zh, yuan(fund), yuan(base));
    }
}

void ExplainTrace::account(const LayerPlan& layer, Money allowed, Money paid) {
    model::ExplainStep& made = row_step("account", layer, layer.account_row);
    made.base = allowed.text();
    made.argument = facts_.episode.account_balance.text();
    made.result = paid.text();
    if (!facts_.episode.use_account) {
        made.note = "not_applied:not_asked_for";
        made.zh = "未要求使用个人账户";
        made.en = "use of the personal account was not asked for";
    } else {
        made.zh = fmt::format("个人账户余额 {} 元，可支付 {} 元，支付 {} 元",
                              yuan(facts_.episode.account_balance), yuan(allowed), yuan(paid));
        made.en = fmt::format("personal account holds {}, may pay up to {}, pays {}",
                              yuan(facts_.episode.account_balance), yuan(allowed), yuan(paid));
    }
    add_doubts(layer.account_row);
}

void ExplainTrace::payer(Layer layer, std::string_view field, Money amount) {
    model::ExplainStep& made = step("payer", word_of(layer).name, std::string{field});
    made.result = amount.text();
    made.zh = fmt::format("{}支付 {} 元", word_of(layer).zh, yuan(amount));
    made.en = fmt::format("Paid by {}: {}", word_of(layer).en, yuan(amount));
}

void ExplainTrace::decided(const Decision& decision, const Books& books) {
    const model::Shares& shares = decision.shares;
    const std::pair<Layer, std::pair<std::string_view, Money>> funds[] = {
        {Layer::basic, {"hifp_pay", shares.hifp_pay}},
        {Layer::large_amount, {"hifob_pay", shares.hifob_pay}},
        {Layer::major_illness, {"hifmi_pay", shares.hifmi_pay}},
        {Layer::civil_servant, {"cvlserv_pay", shares.cvlserv_pay}},
        {Layer::enterprise, {"hifes_pay", shares.hifes_pay}},
        {Layer::medical_aid, {"maf_pay", shares.maf_pay}},
        {Layer::account, {"acct_pay", shares.acct_pay}},
    };
    for (const auto& [layer, field] : funds) {
        if (!field.second.is_zero() || layer == Layer::basic) {
            payer(layer, field.first, field.second);
        }
    }
    payer(Layer::cash, "psn_cash_pay", shares.psn_cash_pay);

    model::ExplainStep& made = step("total", "all", facts_.tables.package_id);
    made.cites = facts_.tables.order_cites;
    made.base = facts_.fees.medfee_sumamt.text();
    made.argument = shares.fund_pay_sumamt.text();
    made.result = shares.psn_part_amt.text();
    made.note = "balances";
    made.zh =
        fmt::format("基金 {} + 个人 {}（账户 {}、现金 {}）= 总费用 {} 元",
                    yuan(shares.fund_pay_sumamt), yuan(shares.psn_part_amt), yuan(shares.acct_pay),
                    yuan(shares.psn_cash_pay), yuan(facts_.fees.medfee_sumamt));
    made.en =
        fmt::format("funds {} + person {} (account {}, cash {}) = bill {}",
                    yuan(shares.fund_pay_sumamt), yuan(shares.psn_part_amt), yuan(shares.acct_pay),
                    yuan(shares.psn_cash_pay), yuan(facts_.fees.medfee_sumamt));
    Money in_policy;
    for (const Bucket bucket :
         {Bucket::ded, Bucket::seg_self, Bucket::place_self, Bucket::over_cap}) {
        if (books.at(bucket).is_zero()) continue;
        in_policy += books.at(bucket);
        made.zh += fmt::format("；{} {}", word_of(bucket).zh, yuan(books.at(bucket)));
        made.en += fmt::format("; {} {}", word_of(bucket).en, yuan(books.at(bucket)));
    }
    if (!in_policy.is_zero()) {
        made.zh += fmt::format("，政策范围内个人负担共 {} 元", yuan(in_policy));
        made.en += fmt::format("; own share in policy {} in all", yuan(in_policy));
    }
    if (facts_.tables.sample) {
        made.zh += "【样例】";
        made.en += " (SAMPLE)";
    }
}

void ExplainTrace::refused(const Decision& decision) {
    model::ExplainStep& made = step("refused", "all", facts_.tables.package_id);
    made.note = info_of(decision.refusal->code).name;
    if (!decision.refusal->article.empty()) made.cites = {decision.refusal->article};
    made.zh = message_of(*decision.refusal, true);
    made.en = message_of(*decision.refusal, false);
}

Explanation explain(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                    const model::YearTotals& before) {
    const Facts facts{plan.tables(), episode, fees, before};
    ExplainTrace trace(facts);
    Decision decision = Evaluator<ExplainTrace>(plan, facts, trace).run();
    return {std::move(decision), trace.take()};
}

}  // namespace yidi::policy
