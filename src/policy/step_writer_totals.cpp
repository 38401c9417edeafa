// Steps of limits, caps, accounts and totals.

#include <fmt/format.h>

#include "policy/step_words.hpp"
#include "policy/step_writer.hpp"

namespace yidi::policy {
namespace {

std::string_view payer_field(Layer layer) {
    constexpr std::string_view fields[layer_count] = {
        "hifp_pay", "hifob_pay", "hifmi_pay", "cvlserv_pay", "hifes_pay",
        "maf_pay",  "oth_pay",   "acct_pay",  "psn_cash_pay"};
    return fields[static_cast<std::size_t>(layer)];
}

}  // namespace

void StepWriter::limit(const Step& step) {
    model::ExplainStep& made = begin(step, "limit");
    const LimitPlan& limit = tables_.layers[step.benefit].limits[step.detail];
    const Word& measure = word_of(limit.measure);
    if (step.note == StepNote::unlimited) {
        made.zh = fmt::format("{}不设限额", measure.zh);
        made.en = fmt::format("no limit {}", measure.en);
        return add_doubts(step);
    }
    const bool counts = limit.measure >= LimitMeasure::day_visits;
    const auto plain = [&](std::int64_t value) {
        return counts ? std::to_string(value) : Money::of_fen(value).text();
    };
    const auto told = [&](std::int64_t value) {
        return counts ? std::to_string(value) : yuan(value);
    };
    made.base = plain(step.base);
    made.argument = plain(step.argument);
    made.result = plain(step.result);
    made.zh = fmt::format("{}限额 {}，已用 {}，尚余 {}", measure.zh, told(step.argument),
                          told(step.base), told(step.result));
    made.en = fmt::format("limit {}: {}, used {}, left {}", measure.en, told(step.argument),
                          told(step.base), told(step.result));
    add_doubts(step);
}

void StepWriter::cap(const Step& step) {
    model::ExplainStep& made = begin(step, "cap");
    const LayerPlan& layer = tables_.layers[step.benefit];
    made.base = Money::of_fen(step.base).text();
    made.result = Money::of_fen(step.result).text();
    if (step.note == StepNote::unlimited) {
        made.zh = fmt::format("{}不设封顶", layer.label.zh);
        made.en = fmt::format("{}: no cap", layer.label.en);
        if (step.result > 0) {
            made.zh += fmt::format("；限额以上 {} 元", yuan(step.result));
            made.en += fmt::format("; {} lies above a limit", yuan(step.result));
        }
        return add_doubts(step);
    }
    made.argument = Money::of_fen(step.argument).text();
    const bool of_costs = layer.cap_measure == CapMeasure::year_in_policy;
    made.zh = fmt::format("{} {} 元，本次支付 {} 元，限额 {} 元",
                          of_costs ? "年度已纳入费用" : "年度已付", yuan(step.extra),
                          yuan(step.base), yuan(step.argument));
    made.en = fmt::format("{} {} this year, {} paid now, of a limit of {}", yuan(step.extra),
                          of_costs ? "of costs drawn" : "paid", yuan(step.base),
                          yuan(step.argument));
    const bool below = step.result == 0;
    made.zh += below ? std::string{"，未封顶"}
                     : fmt::format("，已封顶；封顶线以上 {} 元", yuan(step.result));
    made.en += below ? std::string{": not reached"}
                     : fmt::format(": reached; {} lies above the cap", yuan(step.result));
    add_doubts(step);
}

void StepWriter::account(const Step& step) {
    model::ExplainStep& made = begin(step, "account");
    const Word& source = word_of(static_cast<AccountSource>(step.detail));
    made.base = Money::of_fen(step.base).text();
    made.argument = Money::of_fen(step.argument).text();
    made.result = Money::of_fen(step.result).text();
    if (step.note == StepNote::not_asked_for) {
        made.zh = fmt::format("未要求使用{}", source.zh);
        made.en = fmt::format("use of the {} was not asked for", source.en);
    } else {
        made.zh = fmt::format("{}余额 {} 元，可支付 {} 元，支付 {} 元", source.zh,
                              yuan(step.argument), yuan(step.base), yuan(step.result));
        made.en = fmt::format("{} holds {}, may pay up to {}, pays {}", source.en,
                              yuan(step.argument), yuan(step.base), yuan(step.result));
    }
    add_doubts(step);
}

void StepWriter::total(const Step& step) {
    model::ExplainStep& made = begin(step, "total");
    made.layer = "all";
    made.rule = tables_.package_id;
    made.keys = tables_.order_keys;
    made.cites = tables_.order_cites;
    made.base = Money::of_fen(step.base).text();
    made.argument = Money::of_fen(step.argument).text();
    made.result = Money::of_fen(step.result).text();
    made.zh = fmt::format("基金 {} + 个人 {} = 总费用 {} 元{}", yuan(step.argument),
                          yuan(step.result), yuan(step.base), tables_.sample ? "【样例】" : "");
    made.en = fmt::format("funds {} + person {} = bill {}{}", yuan(step.argument),
                          yuan(step.result), yuan(step.base), tables_.sample ? " (SAMPLE)" : "");
}

void StepWriter::edge(const Step& step) {
    model::ExplainStep& made = begin(step, "edge");
    made.base = Money::of_fen(step.base).text();
    if (step.argument < 0) {
        made.argument = "cap";
        made.zh = fmt::format("再有 {} 元范围内费用即达限额", yuan(step.base));
        made.en = fmt::format("{} more in scope reaches the limit", yuan(step.base));
        return;
    }
    made.argument = Ratio::of_ppm(step.argument).percent();
    made.zh = fmt::format("再有 {} 元范围内费用进入 {} 段", yuan(step.base), made.argument);
    made.en = fmt::format("{} more in scope enters the band of {}", yuan(step.base), made.argument);
}

void StepWriter::plain(const Step& step) {
    const auto base = yuan(step.base), result = yuan(step.result);
    const Label* label = step.benefit == no_benefit ? nullptr : &tables_.layers[step.benefit].label;
    const auto say = [&](std::string_view op, std::string zh, std::string en) -> auto& {
        model::ExplainStep& made = begin(step, op);
        made.base = Money::of_fen(step.base).text();
        made.result = Money::of_fen(step.result).text();
        made.zh = std::move(zh);
        made.en = std::move(en);
        return made;
    };
    switch (step.op) {
        case StepOp::bucket: {
            const auto bucket = static_cast<Bucket>(step.detail);
            const Word& word = word_of(bucket);
            auto& made = say("bucket", fmt::format("总费用 {} 元中：{} {} 元", base, word.zh, result),
                             fmt::format("Of the bill of {}: {} {}", base, word.en, result));
            made.layer = "catalogue";
            made.rule = word.name;
            return;
        }
        case StepOp::supplement: {
            const Word& word = word_of(static_cast<Bucket>(step.detail));
            const auto ratio = Ratio::of_ppm(step.argument).percent();
            say("supplement", fmt::format("{} {} × {} = {} 元", word.zh, base, ratio, result),
                fmt::format("{}: {} x {} = {}", word.en, base, ratio, result))
                .argument = ratio;
            return add_doubts(step);
        }
        case StepOp::factor: {
            const auto ratio = Ratio::of_ppm(step.argument).percent();
            say("factor", fmt::format("支付金额 {} × {} = {} 元", base, ratio, result),
                fmt::format("the amount {} x {} = {}", base, ratio, result))
                .argument = ratio;
            return;
        }
        case StepOp::rounding:
            say("rounding", fmt::format("按角取整：{} → {} 元", base, result),
                fmt::format("rounded to ten fen: {} becomes {}", base, result));
            return;
        case StepOp::layer: {
            auto& made = say("layer", fmt::format("{}支付 {} 元（纳入 {} 元）", label->zh, result, base),
                             fmt::format("{} pays {} of {}", label->en, result, base));
            made.keys = tables_.rounding_keys;
            made.cites = tables_.rounding_cites;
            return;
        }
        case StepOp::draw:
            say("draw", fmt::format("{}：没有可纳入的费用，不支付", label->zh),
                fmt::format("{}: nothing for it to pay", label->en));
            return;
        case StepOp::payer: {
            const auto layer = static_cast<Layer>(step.detail);
            const Word& word = word_of(layer);
            auto& made = say("payer", fmt::format("{}支付 {} 元", word.zh, result),
                             fmt::format("Paid by {}: {}", word.en, result));
            made.layer = word.name;
            made.rule = payer_field(layer);
            made.base.clear();
            return;
        }
        case StepOp::marginal: {
            auto& made = say("marginal", fmt::format("范围内费用再增加 {} 元，基金多付 {} 元", base, result),
                fmt::format("of {} more in scope the funds would pay {}", base, result));
            made.layer = "all";
            made.rule = tables_.package_id;
            return;
        }
        case StepOp::split: {
            auto& made =
                say("split", fmt::format("跨年度住院第 {} 部分：{} 元", step.detail, result),
                    fmt::format("part {} of a stay over new year: {}", step.detail, result));
            made.layer = "all";
            made.keys = tables_.time_keys;
            made.cites = tables_.time_cites;
            return;
        }
        default:
            YIDI_ASSERT(false);
    }
}

void StepWriter::write(const Step& step) {
    switch (step.op) {
        case StepOp::gate:
            return gate(step);
        case StepOp::channel:
            return channel(step);
        case StepOp::place:
            return place(step);
        case StepOp::continuity:
            return continuity(step);
        case StepOp::deductible:
            return deductible(step);
        case StepOp::adjust:
            return adjust(step);
        case StepOp::segments:
            return segment(step);
        case StepOp::limit:
            return limit(step);
        case StepOp::cap:
            return cap(step);
        case StepOp::account:
            return account(step);
        case StepOp::total:
            return total(step);
        case StepOp::edge:
            return edge(step);
        case StepOp::refused:
            return;  // said by write_refusal, which knows why
        default:
            return plain(step);
    }
}

}  // namespace yidi::policy
