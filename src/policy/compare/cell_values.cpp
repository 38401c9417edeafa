#include "policy/compare/cell_values.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/step_words.hpp"

namespace yidi::policy {
namespace {

Label both(const std::string& text) { return {text, text}; }
Label labelled(const Word& word) { return {std::string{word.zh}, std::string{word.en}}; }

void join(Label& to, const Label& more, std::string_view zh = "；", std::string_view en = "; ") {
    if (!to.zh.empty()) {
        to.zh += zh;
        to.en += en;
    }
    to.zh += more.zh;
    to.en += more.en;
}

Label amount_label(std::int64_t fen) {
    if (fen == no_limit) return {"无", "none"};
    if (fen == unknown_fen) return {"未载明", "not known"};
    return both(yuan(fen));
}

Label share_label(const Segment& segment) {
    if (segment.undetermined) return {"未载明", "not known"};
    if (segment.listed == segment.fund) return both(segment.fund.percent());
    return {fmt::format("{}（表列{}）", segment.fund.percent(), segment.listed.percent()),
            fmt::format("{} (listed {})", segment.fund.percent(), segment.listed.percent())};
}

Label pools_label(PoolSet set) {
    Label label;
    for (std::size_t pool = 0; pool < pool_count; ++pool) {
        if ((set >> pool & 1U) != 0) join(label, labelled(pool_words()[pool]), "、", ", ");
    }
    return label;
}

/// Shows one cell of one layer.
class CellText {
  public:
    CellText(const PlanTables& tables, const LayerPlan& layer, const Cell& cell)
        : tables_(tables), layer_(layer), cell_(cell) {}

    CellTexts run() {
        put(Aspect::shape, shape(), {});
        put(Aspect::gate, cell_.refused ? Label{"不享受", "refused"} : Label{"享受", "entitled"},
            {cell_.gate_row});
        if (layer_.nth_count > 0) put(Aspect::deductible, deductible(), {cell_.deductible_row});
        put(Aspect::continuity, continuity(), {layer_.continuity_row});
        put_bands();
        put(Aspect::place, place(), {cell_.place_row});
        if (cell_.factor_fund.ppm() != Ratio::one_ppm) {
            put(Aspect::factor, both(cell_.factor_fund.percent()), {});
        }
        put_limits();
        put(Aspect::cap, cap(), {cell_.cap_row});
        return std::move(texts_);
    }

  private:
    void put(Aspect aspect, Label text, std::vector<std::uint32_t> rows) {
        std::erase(rows, no_row);
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        texts_[aspect] = {std::move(text), std::move(rows)};
    }

    Label shape() const {
        Label label;
        for (const Bucket bucket : layer_.draw) join(label, labelled(word_of(bucket)), "、", ", ");
        join(label, labelled(word_of(layer_.pool)));
        if (layer_.year_to_date) join(label, {"按年度累计", "over the year"});
        if (!layer_.is_supplement) {
            const Label axes[] = {{"按次费用分段", "bands of the episode"},
                                  {"按年度费用分段", "bands of the year's costs"},
                                  {"按年度基金支付分段", "bands of what the fund paid"}};
            join(label, axes[static_cast<std::size_t>(layer_.axis)]);
            if (layer_.whole) join(label, {"全额累进", "the band of the whole"});
            join(label, layer_.bounds_include_deductible
                            ? Label{"分段含起付线", "bounds include the deductible"}
                            : Label{"分段不含起付线", "bounds exclude the deductible"});
        }
        if (layer_.excludes_day_surgery) {
            join(label, {"日间手术不计起付线", "no deductible for day surgery"});
        }
        return label;
    }

    Label deductible() const {
        const Label spans[] = {{"每次住院", "each admission"},
                               {"每次就诊", "each visit"},
                               {"每年", "each year"}};
        Label label = spans[static_cast<std::size_t>(layer_.per)];
        Label amounts;
        std::size_t last = layer_.nth_count;
        const auto at = [&](std::size_t nth) {
            return layer_.deductibles[cell_.deductible_at + nth];
        };
        while (last > 1 && at(last - 1) == at(last - 2)) --last;
        for (std::size_t nth = 0; nth < last; ++nth) {
            join(amounts, amount_label(at(nth)), "，", ", then ");
        }
        join(label, amounts, " ", " ");
        const auto own = static_cast<PoolSet>(1U << static_cast<unsigned>(layer_.pool));
        if (layer_.per == Terms::Per::year && layer_.deductible_pools != own) {
            join(label, pools_label(layer_.deductible_pools));
        }
        return label;
    }

    Label continuity() const {
        Label label;
        for (std::size_t link = 0; link < layer_.continuity.size(); ++link) {
            const ContinuityPlan& plan = layer_.continuity[link];
            if (plan.row == no_row) continue;
            const Word& word = link_words()[link];
            const std::string_view carry = carry_words()[static_cast<std::size_t>(plan.carry)].name;
            join(label, {fmt::format("{} {}小时内 {}", word.zh, plan.within_hours, carry),
                         fmt::format("{} within {} h: {}", word.en, plan.within_hours, carry)});
        }
        if (layer_.long_stay_days > 0) {
            join(label, {fmt::format("满{}日另计", layer_.long_stay_days),
                         fmt::format("again each {} days", layer_.long_stay_days)});
        }
        return label;
    }

    void put_bands() {
        Label label;
        std::vector<std::uint32_t> rows;
        for (std::size_t index = 0; index < cell_.segment_count; ++index) {
            const Segment& segment = layer_.segments[cell_.segments_at + index];
            rows.push_back(segment.row);
            Label span = layer_.is_supplement
                             ? labelled(word_of(segment.bucket))
                             : both(fmt::format("{}–{}", yuan(segment.above_fen),
                                                segment.upto_fen == no_limit
                                                    ? std::string{"…"}
                                                    : yuan(segment.upto_fen)));
            join(span, share_label(segment), " ", " ");
            join(label, span);
        }
        put(Aspect::bands, label, rows);
    }

    Label place() const {
        Label label = labelled(effect_words()[static_cast<std::size_t>(cell_.place)]);
        if (cell_.place != Effect::none && cell_.place != Effect::not_payable) {
            join(label, both(argument_text(cell_.place, cell_.place_ppm)), " ", " ");
        }
        return label;
    }

    void put_limits() {
        Label label;
        std::vector<std::uint32_t> rows;
        for (std::size_t index = 0; index < layer_.limits.size(); ++index) {
            const LimitPlan& plan = layer_.limits[index];
            const LimitCell& limit = layer_.limit_cells[cell_.limits_at + index];
            rows.push_back(limit.row);
            Label one = labelled(word_of(plan.measure));
            const bool visits = plan.measure >= LimitMeasure::day_visits;
            const bool counted = limit.most != no_limit && limit.most != unknown_fen;
            join(one, visits && counted ? both(std::to_string(limit.most))
                                        : amount_label(limit.most),
                 " ", " ");
            if (plan.carries) join(one, {"可结转", "carries over"}, " ", " ");
            join(label, one);
        }
        if (!layer_.limits.empty()) put(Aspect::limits, label, rows);
    }

    Label cap() const {
        const Label measures[] = {{"年度基金支付", "paid in the year"},
                                  {"年度范围内费用", "costs of the year"},
                                  {"单次基金支付", "paid for the event"}};
        Label label = amount_label(cell_.cap_fen);
        if (cell_.cap_fen == no_limit || cell_.cap_fen == unknown_fen) return label;
        join(label, measures[static_cast<std::size_t>(layer_.cap_measure)], "，", ", ");
        join(label, pools_label(layer_.cap_pools), "：", ": ");
        return label;
    }

    const PlanTables& tables_;
    const LayerPlan& layer_;
    const Cell& cell_;
    CellTexts texts_;
};

Label account_label(const LayerPlan& layer) {
    Label label;
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
        if (layer.account_pays[bucket]) join(label, labelled(bucket_words()[bucket]), "、", ", ");
    }
    for (const AccountSource source : layer.account_sources) {
        join(label, labelled(word_of(source)));
    }
    return label;
}

}  // namespace

CellTexts texts_of(const PlanTables& tables, const LayerPlan* layer, const Cell* cell) {
    CellTexts texts;
    texts[Aspect::exists] = {layer == nullptr ? Label{"没有", "not in force"}
                                              : Label{"有", "in force"},
                             {}};
    if (layer == nullptr) return texts;
    if (!layer->undetermined.zh.empty()) {
        texts[Aspect::known] = {layer->undetermined, {}};
        return texts;
    }
    if (layer->layer == Layer::account) {
        std::vector<std::uint32_t> rows{layer->account_row};
        std::erase(rows, no_row);
        texts[Aspect::account] = {account_label(*layer), rows};
        return texts;
    }
    if (cell == nullptr) {
        texts[Aspect::gate] = {{"不享受：病种未列", "refused: the disease is not declared"}, {}};
        return texts;
    }
    CellTexts values = CellText(tables, *layer, *cell).run();
    values.merge(texts);
    return values;
}

std::vector<RowRef> refs_of(const PlanTables& tables, const std::vector<std::uint32_t>& rows) {
    std::vector<RowRef> refs;
    for (const std::uint32_t index : rows) {
        const RowInfo& row = tables.rows[index];
        const RuleInfo& rule = tables.rules[row.rule];
        refs.push_back({rule.id, row.number, rule.from.text(), row.cites});
    }
    return refs;
}

}  // namespace yidi::policy
