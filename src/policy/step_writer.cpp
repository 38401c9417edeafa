#include "policy/step_writer.hpp"

#include <fmt/format.h>

#include "policy/step_words.hpp"
#include "policy/target.hpp"

namespace yidi::policy {

model::ExplainStep& StepWriter::begin(const Step& step, std::string_view op) {
    model::ExplainStep& made = steps_.emplace_back();
    made.seq = static_cast<std::int64_t>(steps_.size());
    made.op = op;
    made.note = note_text(step, episode_);
    if (step.benefit != no_benefit) {
        made.layer = word_of(tables_.layers[step.benefit].layer).name;
        const bool of_benefit = step.op == StepOp::layer || step.op == StepOp::draw;
        if (of_benefit) made.rule = tables_.layers[step.benefit].benefit;
    }
    if (step.row != no_row) {
        const RowInfo& row = tables_.rows[step.row];
        const RuleInfo& rule = tables_.rules[row.rule];
        made.layer = word_of(rule.layer).name;
        made.rule = rule.id;
        made.version = rule.from.text();
        made.row = row.number;
        made.keys = row.keys;
        made.cites = row.cites;
    }
    return made;
}

void StepWriter::add_doubts(const Step& step) {
    if (step.row == no_row) return;
    const RowInfo& info = tables_.rows[step.row];
    const RuleInfo& rule = tables_.rules[info.rule];
    model::ExplainStep& made = steps_.back();
    if (!rule.reading.empty() && readings_said_.insert(rule.reading).second) {
        const Reading& reading = tables_.readings.at(rule.reading);
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
    if (rule.to_unknown && basis_date(tables_, episode_) > rule.verified_on) {
        made.note += fmt::format(";unverified_after:{}", rule.verified_on.text());
        made.zh += fmt::format("〔{}之后未再核实〕", rule.verified_on.text());
        made.en += fmt::format(" [not verified after {}]", rule.verified_on.text());
    }
}

void StepWriter::write_notice() {
    if (!tables_.sample) return;
    model::ExplainStep& made = begin({}, "notice");
    made.layer = "package";
    made.rule = tables_.package_id;
    made.note = "sample";
    made.zh = fmt::format("【样例】{}为演示用样例，数值未与文件核对，不得作为待遇依据",
                          tables_.name.zh);
    made.en = fmt::format(
        "SAMPLE: {} is a sample for demonstration; nobody has checked its values against a "
        "document; it entitles nobody to anything",
        tables_.name.en);
}

void StepWriter::write_refusal(const Problem& refusal) {
    model::ExplainStep& made = begin({}, "refused");
    made.layer = "all";
    made.rule = tables_.package_id;
    made.note = info_of(refusal.code).name;
    if (!refusal.article.empty()) made.cites = {refusal.article};
    made.zh = message_of(refusal, true);
    made.en = message_of(refusal, false);
}

void StepWriter::gate(const Step& step) {
    model::ExplainStep& made = begin(step, "gate");
    const Label& label = tables_.rules[tables_.rows[step.row].rule].label;
    const bool good = step.note == StepNote::applied;
    made.zh = fmt::format("{}：{}", label.zh, good ? "符合" : "不符合，不享受该项待遇");
    made.en = fmt::format("{}: {}", label.en, good ? "met" : "not met, no benefit");
    add_doubts(step);
}

void StepWriter::channel(const Step& step) {
    model::ExplainStep& made = begin(step, "channel");
    const Word& channel = word_of(episode_.channel);
    if (step.argument < 0) {
        made.argument = "account_only";
        made.zh = fmt::format("购药渠道：{}，统筹基金不支付，仅可使用个人账户", channel.zh);
        made.en = fmt::format("Bought {}: no fund pays, only the personal account may", channel.en);
    } else {
        const Word& service = word_of(static_cast<model::Service>(step.argument));
        made.argument = service.name;
        made.zh = fmt::format("购药渠道：{}，按{}待遇结算", channel.zh, service.zh);
        made.en = fmt::format("Bought {}: decided as {}", channel.en, service.en);
    }
    add_doubts(step);
}

void StepWriter::place(const Step& step) {
    model::ExplainStep& made = begin(step, "place");
    const auto effect = static_cast<Effect>(step.detail);
    const Word& where = value_word(Dimension::place, episode_.place);
    const Word& urgency = value_word(Dimension::urgency, episode_.urgency);
    const std::string zh = fmt::format("{}、{}：", where.zh, urgency.zh);
    const std::string en = fmt::format("{}, {}: ", where.en, urgency.en);
    made.base = Money::of_fen(step.base).text();
    if (effect == Effect::none) {
        made.zh = zh + "按参保地本地比例，不降比例";
        made.en = en + "paid at the local ratio, no reduction";
    } else if (effect == Effect::not_payable) {
        made.zh = zh + "按参保地规定不予直接结算支付";
        made.en = en + "the insured place does not pay this";
    } else {
        made.argument = argument_text(effect, step.argument);
        made.zh = zh + fmt::format("{} {}", word_of(effect).zh, made.argument);
        made.en = en + fmt::format("{} {}", word_of(effect).en, made.argument);
        if (effect == Effect::first_pay) {
            made.result = Money::of_fen(step.result).text();
            made.zh += fmt::format("，{} × {} = {} 元", yuan(step.base), made.argument,
                                   yuan(step.result));
            made.en += fmt::format(", {} x {} = {}", yuan(step.base), made.argument,
                                   yuan(step.result));
        }
    }
    add_doubts(step);
}

void StepWriter::continuity(const Step& step) {
    model::ExplainStep& made = begin(step, "continuity");
    made.base = Money::of_fen(step.base).text();
    made.argument = Money::of_fen(step.argument).text();
    made.result = Money::of_fen(step.result).text();
    if (step.extra > 1) {
        made.zh = fmt::format("长期住院，起付线按 {} 次计算：{} → {} 元", step.extra,
                              yuan(step.base), yuan(step.result));
        made.en = fmt::format("a long stay owes the deductible {} times: {} becomes {}", step.extra,
                              yuan(step.base), yuan(step.result));
    } else {
        const Word& link = word_of(static_cast<model::ChainLink>(step.detail));
        const bool applies = step.note == StepNote::applied;
        made.zh = fmt::format("连续就医（{}）：起付线 {} 元，此前已计 {} 元，本次应计 {} 元{}",
                              link.zh, yuan(step.base), yuan(step.argument), yuan(step.result),
                              applies ? "" : "（间隔过长或无此规定，不适用）");
        made.en =
            fmt::format("continuing care ({}): deductible {}, charged earlier {}, due now {}{}",
                        link.en, yuan(step.base), yuan(step.argument), yuan(step.result),
                        applies ? "" : " (too long ago, or no such rule)");
    }
    add_doubts(step);
}

void StepWriter::deductible(const Step& step) {
    model::ExplainStep& made = begin(step, "deductible");
    made.base = Money::of_fen(step.base).text();
    made.argument = Money::of_fen(step.argument).text();
    made.result = Money::of_fen(step.result).text();
    const LayerPlan& layer = tables_.layers[step.benefit];
    const Word& level = value_word(Dimension::level, episode_.level);
    const Word& status = value_word(Dimension::status, episode_.status);
    switch (layer.per) {
        case Terms::Per::year:
            made.zh = fmt::format("{}，年度起付线已付 {} 元，尚余 {} 元，本次计入 {} 元", status.zh,
                                  yuan(step.extra), yuan(step.argument), yuan(step.result));
            made.en = fmt::format("{}: yearly deductible, {} paid, {} left, {} charged now",
                                  status.en, yuan(step.extra), yuan(step.argument),
                                  yuan(step.result));
            break;
        case Terms::Per::visit:
            made.zh = fmt::format("每次起付线 {} 元，计入 {} 元", yuan(step.argument),
                                  yuan(step.result));
            made.en = fmt::format("deductible a visit {}, {} charged", yuan(step.argument),
                                  yuan(step.result));
            break;
        case Terms::Per::admission: {
            const auto column = std::min<std::int64_t>(step.extra, layer.nth_count);
            made.zh = fmt::format("{}、{}、本年第 {} 次住院，起付线 {} 元，计入 {} 元", level.zh,
                                  status.zh, step.extra, yuan(step.argument), yuan(step.result));
            made.en = fmt::format(
                "{}, {}, admission {} of the year (column nth={}{}): deductible {}, {} charged",
                level.en, status.en, step.extra, column, step.extra > column ? "+" : "",
                yuan(step.argument), yuan(step.result));
            break;
        }
    }
    add_doubts(step);
}

void StepWriter::adjust(const Step& step) {
    model::ExplainStep& made = begin(step, "adjust");
    const auto effect = static_cast<Effect>(step.detail);
    const Label& label = tables_.rules[tables_.rows[step.row].rule].label;
    const bool applies = step.note == StepNote::applied;
    made.argument = argument_text(effect, step.argument);
    made.zh = fmt::format("{}：{} {}{}", label.zh, word_of(effect).zh, made.argument,
                          applies ? "" : "（不适用）");
    made.en = fmt::format("{}: {} {}{}", label.en, word_of(effect).en, made.argument,
                          applies ? "" : " (does not apply)");
    if (applies) add_doubts(step);
}

void StepWriter::segment(const Step& step) {
    model::ExplainStep& made = begin(step, "segments");
    const LayerPlan& layer = tables_.layers[step.benefit];
    const Segment& segment = layer.segments[step.detail];
    made.base = Money::of_fen(step.base).text();
    made.argument = Ratio::of_ppm(step.argument).percent();
    made.result = Money::of_fen(step.result).text();
    const std::int64_t high = step.extra + step.base;
    made.zh = fmt::format("{} – {} 元：{} × {} = {} 元", yuan(step.extra), yuan(high),
                          yuan(step.base), made.argument, yuan(step.result));
    made.en = fmt::format("{} to {}: {} x {} = {}", yuan(step.extra), yuan(high), yuan(step.base),
                          made.argument, yuan(step.result));
    if (segment.listed != segment.fund) {
        made.zh += fmt::format("（表列比例 {}，经调整）", segment.listed.percent());
        made.en += fmt::format(" (the table says {}, adjusted)", segment.listed.percent());
    }
    add_doubts(step);
}

}  // namespace yidi::policy
